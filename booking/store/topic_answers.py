"""Answers that were given before, by topic."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from booking.database import db
from booking.models.drafts import TopicAnswer
from booking.models.reference import Topic


def published(codes: Collection[str]) -> list[TopicAnswer]:
    """The published answers of these topics, in the order of the topics, the newest first."""
    return list(
        db.session.scalars(
            select(TopicAnswer)
            .join(Topic)
            .where(Topic.code.in_(codes), TopicAnswer.published)
            .order_by(Topic.position, TopicAnswer.created_at.desc(), TopicAnswer.id.desc())
        )
    )
