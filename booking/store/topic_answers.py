"""Answers that were given before, by topic."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from booking.database import db
from booking.domain.local_time import clock_of, jakarta_date, long_date
from booking.domain.topic_answers import Writer
from booking.errors import AlreadyDecided, InputRefused, NotAllowed, NotFound, Problem
from booking.models.drafts import TopicAnswer
from booking.models.reference import Topic
from booking.store import requests

UNKNOWN = "Jawaban ini tidak ditemukan."


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


def listed(topic: str = "") -> list[TopicAnswer]:
    """Every answer, of one topic or of all, published or not; in the order of the topics."""
    query = (
        select(TopicAnswer)
        .join(Topic)
        .options(joinedload(TopicAnswer.topic), joinedload(TopicAnswer.unit))
        .order_by(Topic.position, TopicAnswer.changed_at.desc(), TopicAnswer.id.desc())
    )
    return list(db.session.scalars(query.where(Topic.code == topic) if topic else query))


def by_id(answer_id: int, *, lock: bool = False) -> TopicAnswer:
    """An answer by its key, locked when it is about to change. Raises `NotFound`."""
    found = db.session.get(TopicAnswer, answer_id, with_for_update=lock or None)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def own(answer_id: int, writer: Writer, *, version: int | None) -> TopicAnswer:
    """An answer of the writer's office, locked.

    Raises `NotFound`, `NotAllowed` for another office's, `AlreadyDecided` for an old page.
    """
    row = by_id(answer_id, lock=True)
    if not writer.owns(row.unit.code if row.unit else ""):
        raise NotAllowed("Jawaban ini hanya dapat diubah oleh yang menulisnya.")
    if version is not None and version != row.version:
        day = long_date(jakarta_date(row.changed_at))
        raise AlreadyDecided(
            f"Jawaban ini sudah diubah oleh {row.changed_by or 'petugas lain'} pada {day} pukul "
            f"{clock_of(row.changed_at)}. Muat ulang halaman."
        )
    return row


def topic_for(code: str, writer: Writer) -> Topic:
    """The topic for which this writer may answer. Raises `InputRefused`."""
    found = next(iter(requests.topics_by_code([code])), None)
    if found is None or not writer.may_answer_for(found.unit.code if found.unit else ""):
        raise InputRefused.of(Problem("topic_unknown", "Pilih topik dari daftar.", "topic"))
    return found


def topics_of(writer: Writer) -> list[Topic]:
    """The topics for which this writer may answer."""
    return [
        topic
        for topic in requests.active_topics()
        if writer.may_answer_for(topic.unit.code if topic.unit else "")
    ]
