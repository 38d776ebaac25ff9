"""A request put to a technical unit: what was asked, what the unit answered, how it now stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from booking.domain.lifecycle import State
from booking.domain.local_time import clock_of, jakarta_date, long_date
from booking.domain.sessions import Slot
from booking.domain.submission import clean
from booking.errors import Problem

MOST_EXPERTS = 3
MOST_PROPOSALS = 3
LONGEST_EXPERT = 80
LONGEST_REASON = 1000
LONGEST_CONSULTED = 300


class AnswerKind(StrEnum):
    """What a unit can answer."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    PROPOSED = "proposed"


ANSWER_WORDS = {
    AnswerKind.ACCEPTED: "Menerima",
    AnswerKind.DECLINED: "Tidak dapat menerima",
    AnswerKind.PROPOSED: "Mengusulkan sesi lain",
}


@dataclass(frozen=True)
class Expert:
    """A narasumber whom the unit names."""

    name: str
    position: str = ""

    @property
    def words(self) -> str:
        """ "Sri Wahyuni, Kepala Subdirektorat DAU"."""
        return f"{self.name}, {self.position}" if self.position else self.name


@dataclass(frozen=True)
class Proposal:
    """A session that the unit would rather have; the end is for reading aloud."""

    slot: Slot
    end: str


@dataclass(frozen=True)
class Answer:
    """What a unit answered, who gave the answer, and when."""

    kind: AnswerKind
    at: datetime
    by: str
    experts: tuple[Expert, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    reason: str = ""

    @property
    def said(self) -> str:
        """Who answered what and when, for whoever comes second."""
        day = long_date(jakarta_date(self.at))
        words = ANSWER_WORDS[self.kind].lower()
        return f"dijawab oleh {self.by} pada {day} pukul {clock_of(self.at)} ({words})"


@dataclass(frozen=True)
class Inquiry:
    """One question to a unit as lists and pages show it; `answer` is None while it is awaited."""

    id: int
    reference: str
    institution: str
    mode: str
    topics: tuple[str, ...]
    state: str
    unit: str
    unit_name: str
    slot: Slot
    end: str
    note: str
    sent_at: datetime
    sent_by: str
    expires_at: datetime
    is_newest: bool
    answer: Answer | None = None

    @property
    def is_awaited(self) -> bool:
        """True while the desk still waits for this very answer."""
        return self.answer is None and self.is_newest and self.state == State.AWAITING_UNIT

    @property
    def is_agreed(self) -> bool:
        """True when the unit accepted and the desk has not scheduled yet."""
        return self._was(AnswerKind.ACCEPTED) and self.state == State.AWAITING_UNIT

    @property
    def is_back(self) -> bool:
        """True when the unit declined or proposed and the desk has to find another way."""
        back = self._was(AnswerKind.DECLINED) or self._was(AnswerKind.PROPOSED)
        return back and self.state == State.VERIFIED

    def has_expired(self, now: datetime) -> bool:
        """True when the session is no longer held for this request."""
        return self.expires_at <= now

    def _was(self, kind: AnswerKind) -> bool:
        return self.is_newest and self.answer is not None and self.answer.kind is kind


def suggested_unit(units: Iterable[str | None]) -> str:
    """The unit that answers for most of the topics; of equals the one that comes first, or ""."""
    known = Counter(unit for unit in units if unit)
    return known.most_common(1)[0][0] if known else ""


def consulted_words(unit: str, experts: Sequence[Expert]) -> str:
    """How the unit was consulted, for the schedule: "DTU: Sri Wahyuni, Kepala Subdirektorat DAU".

    Posts are left out where the line would be too long for its field.
    """
    full = f"{unit}: {'; '.join(expert.words for expert in experts)}"
    if len(full) <= LONGEST_CONSULTED:
        return full
    return f"{unit}: {'; '.join(expert.name for expert in experts)}"[:LONGEST_CONSULTED]


def tidy_experts(written: Iterable[tuple[str, str]]) -> tuple[Expert, ...]:
    """The narasumber as typed, without empty rows."""
    experts = (Expert(clean(name), clean(position)) for name, position in written)
    return tuple(expert for expert in experts if expert.name or expert.position)


def expert_problems(experts: Sequence[Expert]) -> list[Problem]:
    """What is wrong with the narasumber of an acceptance."""
    if not experts:
        return [Problem("expert_missing", "Sebutkan paling sedikit satu narasumber.", "name-1")]
    if len(experts) > MOST_EXPERTS:
        words = f"Sebutkan paling banyak {MOST_EXPERTS} narasumber."
        return [Problem("too_many_experts", words, f"name-{MOST_EXPERTS}")]
    found = []
    for number, expert in enumerate(experts, 1):
        if not expert.name:
            words = f"Nama narasumber ke-{number} belum diisi."
            found.append(Problem("expert_missing", words, f"name-{number}"))
        for field, text in (("name", expert.name), ("position", expert.position)):
            if len(text) > LONGEST_EXPERT:
                words = f"Nama dan jabatan masing-masing paling banyak {LONGEST_EXPERT} karakter."
                found.append(Problem("too_long", words, f"{field}-{number}"))
    return found


def reason_problems(reason: str, missing: str = "") -> list[Problem]:
    """What is wrong with the words of a unit; `missing` is said where there must be some."""
    if missing and not reason.strip():
        return [Problem("reason_missing", missing, "reason")]
    if len(reason) > LONGEST_REASON:
        return [Problem("too_long", f"Paling banyak {LONGEST_REASON} karakter.", "reason")]
    return []
