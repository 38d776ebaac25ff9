"""The topic memory kept right: an answer is changed, published or withdrawn by its office."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.roles import Actor
from booking.domain.topic_answers import Writer, refuse_strangers, tidy
from booking.models.drafts import TopicAnswer
from booking.store import audit, topic_answers


def edit_topic_answer(
    answer_id: int,
    topic: str,
    question: str,
    answer: str,
    source: str,
    *,
    by: Actor,
    now: datetime,
    unit: str = "",
    version: int | None = None,
) -> None:
    """Change an answer; a published one is read in its new form at once.

    Raises `NotFound`, `NotAllowed` for another office's answer, `AlreadyDecided` for an old page,
    `InputRefused` for what is missing or too long.
    """
    writer = Writer(by, unit)
    refuse_strangers(writer)
    text = tidy(question, answer, source)
    with transaction():
        row = topic_answers.own(answer_id, writer, version=version)
        row.topic_id = topic_answers.topic_for(topic, writer).id
        row.question, row.answer, row.source = text.question, text.answer, text.source
        _note(row, "edit_topic_answer", by=by, now=now)


def publish_topic_answer(
    answer_id: int, *, by: Actor, now: datetime, unit: str = "", version: int | None = None
) -> None:
    """Let requesters read an answer."""
    _show(answer_id, True, "publish_topic_answer", Writer(by, unit), now=now, version=version)


def withdraw_topic_answer(
    answer_id: int, *, by: Actor, now: datetime, unit: str = "", version: int | None = None
) -> None:
    """Take an answer out of sight; it is kept for its writers."""
    _show(answer_id, False, "withdraw_topic_answer", Writer(by, unit), now=now, version=version)


def _show(
    answer_id: int,
    published: bool,
    action: str,
    writer: Writer,
    *,
    now: datetime,
    version: int | None,
) -> None:
    refuse_strangers(writer)
    with transaction():
        row = topic_answers.own(answer_id, writer, version=version)
        row.published = published
        _note(row, action, by=writer.by, now=now)


def _note(row: TopicAnswer, action: str, *, by: Actor, now: datetime) -> None:
    row.version += 1
    row.changed_at, row.changed_by = now, by.name
    audit.append(action, f"topic_answer:{row.id}", by=by, now=now)
