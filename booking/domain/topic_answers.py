"""Answers for the topic memory: what one must have, and whose it is (TRUST 1.2, "write own")."""

from __future__ import annotations

from dataclasses import dataclass

from booking.domain.roles import DESK, Actor, Role
from booking.domain.submission import clean, clean_text
from booking.errors import InputRefused, NotAllowed, Problem

LONGEST = {"question": 300, "answer": 8000, "source": 300}
WORDS = {"question": "Pertanyaan", "answer": "Jawaban", "source": "Sumber"}


@dataclass(frozen=True)
class Text:
    """A question with its answer and where the answer is written, tidied."""

    question: str
    answer: str
    source: str


@dataclass(frozen=True)
class Writer:
    """Who writes: the contact centre (`unit` empty), or a unit about its own topics."""

    by: Actor
    unit: str = ""

    @property
    def is_allowed(self) -> bool:
        """True for the desk, and for a unit's people whose unit is known."""
        return self.by.role in DESK if not self.unit else self.by.role == Role.UNIT

    def may_answer_for(self, topic_unit: str) -> bool:
        """The desk answers for every topic, a unit for its own and for those of nobody."""
        return not self.unit or topic_unit in ("", self.unit)

    def owns(self, answer_unit: str) -> bool:
        """True when this writer's office wrote the answer."""
        return self.unit == answer_unit


def tidy(question: str, answer: str, source: str) -> Text:
    """The texts as they are kept. Raises `InputRefused` for what is missing or too long."""
    text = Text(clean(question), clean_text(answer), clean(source))
    found = [problem for name in LONGEST for problem in _problems(name, getattr(text, name))]
    if found:
        raise InputRefused.of(*found)
    return text


def refuse_strangers(writer: Writer) -> None:
    """Raise `NotAllowed` for others than the desk and the units."""
    if not writer.is_allowed:
        raise NotAllowed("Jawaban hanya dapat dicatat oleh petugas, penyelia, atau unit teknis.")


def _problems(name: str, text: str) -> list[Problem]:
    if not text:
        return [Problem("empty", f"{WORDS[name]} belum diisi.", name)]
    if len(text) > LONGEST[name]:
        words = f"{WORDS[name]} paling banyak {LONGEST[name]} karakter."
        return [Problem("too_long", words, name)]
    return []
