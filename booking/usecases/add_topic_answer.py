"""Writing down an answer, so that the next one who asks the same may read it first."""

from __future__ import annotations

from datetime import datetime

from booking.database import db, transaction
from booking.domain.roles import Actor
from booking.domain.topic_answers import Writer, refuse_strangers, tidy
from booking.models.drafts import TopicAnswer
from booking.store import audit, topic_answers, units


def add_topic_answer(
    topic: str,
    question: str,
    answer: str,
    source: str,
    *,
    published: bool,
    by: Actor,
    now: datetime,
    unit: str = "",
) -> int:
    """Keep an answer for a topic; requesters see it once it is published. Gives its key.

    `unit` is the writer's own unit, empty at the desk. Raises `NotAllowed` for others than the desk
    and the units, `InputRefused` for what is missing, too long, or another unit's topic.
    """
    writer = Writer(by, unit)
    refuse_strangers(writer)
    text = tidy(question, answer, source)
    with transaction():
        row = TopicAnswer(
            topic_id=topic_answers.topic_for(topic, writer).id,
            question=text.question,
            answer=text.answer,
            source=text.source,
            published=published,
            unit_id=units.by_code(unit).id if unit else None,
            created_at=now,
            changed_at=now,
            changed_by=by.name,
        )
        db.session.add(row)
        db.session.flush()  # the audit row names it by its key
        audit.append("add_topic_answer", f"topic_answer:{row.id}", by=by, now=now)
        return row.id
