"""Writing down an answer, so that the next one who asks the same may read it first."""

from __future__ import annotations

from datetime import datetime

from booking.database import db, transaction
from booking.domain.roles import DESK, Actor
from booking.domain.submission import clean, clean_text
from booking.errors import InputRefused, NotAllowed, Problem
from booking.models.drafts import TopicAnswer
from booking.store import audit, requests

LONGEST = {"question": 300, "answer": 8000, "source": 300}
WORDS = {"question": "Pertanyaan", "answer": "Jawaban", "source": "Sumber"}


def add_topic_answer(
    topic: str,
    question: str,
    answer: str,
    source: str,
    *,
    published: bool,
    by: Actor,
    now: datetime,
) -> int:
    """Keep an answer for a topic; requesters see it once it is published. Gives its key.

    Raises `NotAllowed` for others than the desk, `InputRefused` for what is missing or too long.
    """
    if by.role not in DESK:
        raise NotAllowed("Jawaban hanya dapat dicatat oleh petugas atau penyelia.")
    texts = {"question": clean(question), "answer": clean_text(answer), "source": clean(source)}
    found = [problem for name, text in texts.items() for problem in _problems(name, text)]
    if found:
        raise InputRefused.of(*found)
    with transaction():
        known = requests.topics_by_code([topic])
        if not known:
            raise InputRefused.of(Problem("topic_unknown", "Pilih topik dari daftar.", "topic"))
        row = TopicAnswer(topic_id=known[0].id, published=published, created_at=now, **texts)
        db.session.add(row)
        db.session.flush()  # the audit row names it by its key
        audit.append("add_topic_answer", f"topic_answer:{row.id}", by=by, now=now)
        return row.id


def _problems(name: str, text: str) -> list[Problem]:
    if not text:
        return [Problem("empty", f"{WORDS[name]} belum diisi.", name)]
    if len(text) > LONGEST[name]:
        words = f"{WORDS[name]} paling banyak {LONGEST[name]} karakter."
        return [Problem("too_long", words, name)]
    return []
