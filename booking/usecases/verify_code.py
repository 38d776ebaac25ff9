"""Telling anybody whether a confirmation letter is genuine, and hearing of those that are not.

Looking changes nothing but two counters a day, which live beside the booking data (DECISIONS 3):
codes that nobody issued and codes that cannot be right. A rise means that forgeries circulate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from booking.database import transaction
from booking.domain.confirmation import Confirmation, LetterStatus
from booking.domain.local_time import jakarta_date
from booking.domain.staff_notice import SuspiciousLetter
from booking.domain.submission import clean, clean_text
from booking.domain.verification_code import Reading, read_code
from booking.errors import InputRefused, Problem
from booking.models.letters_issued import IssuedLetter
from booking.sentences import say
from booking.store import issued_letters, suspicious_reports

COUNTED_FOR = int(timedelta(days=400).total_seconds())
LONGEST_CODE, LONGEST_TOLD, LONGEST_CONTACT = 40, 2000, 254


class Verdict(StrEnum):
    """The answers of the verification page."""

    GENUINE = "genuine"
    PAST = "past"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    MISTYPED = "mistyped"
    UNKNOWN = "unknown"


class Counter(Protocol):
    """Counts under keys, on a connection of its own."""

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more; gives how many there are."""

    def get(self, key: str) -> int:
        """How many there are."""


@dataclass(frozen=True)
class Verified:
    """What is known about a code: the verdict, and for a letter of ours what it states."""

    verdict: Verdict
    reading: Reading
    letter: IssuedLetter | None = None
    facts: Confirmation | None = None
    successor: Confirmation | None = None


@dataclass(frozen=True)
class Misses:
    """The codes of one day that no letter of ours carries."""

    on: date
    unknown: int
    mistyped: int


def verify_code(written: str, *, now: datetime, counter: Counter | None = None) -> Verified:
    """What stands behind a code as it was typed; with a `counter`, a miss is counted."""
    reading = read_code(written)
    letter = issued_letters.by_code(reading.code) if reading.code else None
    if letter is not None:
        return _known(reading, letter, today=jakarta_date(now))
    verdict = Verdict.UNKNOWN if reading.code else Verdict.MISTYPED
    if counter is not None and reading.length:
        counter.incr(_key(verdict, jakarta_date(now)), COUNTED_FOR)
    return Verified(verdict, reading)


def is_same_file(content: bytes, issued_sha256: str) -> bool:
    """True when the file is, byte for byte, the PDF of which we noted this hash."""
    return sha256(content).hexdigest() == issued_sha256


def misses(days: Iterable[date], *, counter: Counter) -> list[Misses]:
    """How many codes were asked for in vain on each of these days."""
    return [
        Misses(
            day,
            unknown=counter.get(_key(Verdict.UNKNOWN, day)),
            mistyped=counter.get(_key(Verdict.MISTYPED, day)),
        )
        for day in days
    ]


def report_suspicious(*, code: str, told: str, contact: str, recipient: str, now: datetime) -> None:
    """Keep what somebody tells about a letter and let the contact centre know.

    Raises `InputRefused` when nothing is told or it is too long.
    """
    code, told, contact = clean(code), clean_text(told), clean(contact)
    found = []
    if not told:
        found.append(
            Problem(
                "told_missing",
                say("Ceritakan singkat dari mana surat itu diterima dan apa yang janggal."),
                "told",
            )
        )
    for name, words, longest in (
        ("told", told, LONGEST_TOLD),
        ("code", code, LONGEST_CODE),
        ("contact", contact, LONGEST_CONTACT),
    ):
        if len(words) > longest:
            found.append(
                Problem("too_long", say("Paling banyak {longest} karakter.", longest=longest), name)
            )
    if found:
        raise InputRefused.of(*found)
    with transaction():
        suspicious_reports.add(SuspiciousLetter(code, told, contact), recipient=recipient, now=now)


def mark_report_handled(report_id: int, *, by: str, now: datetime) -> None:
    """Somebody of the desk looked at a report. Raises `NotFound`."""
    with transaction():
        suspicious_reports.mark_handled(report_id, by=by, now=now)


def _known(reading: Reading, letter: IssuedLetter, *, today: date) -> Verified:
    facts = issued_letters.facts_of(letter)
    if letter.status == LetterStatus.CURRENT:
        is_past = facts.appointment.on < today
        return Verified(Verdict.PAST if is_past else Verdict.GENUINE, reading, letter, facts)
    newer = issued_letters.current_of(letter.request_id)
    if letter.status == LetterStatus.CHANGED and newer is not None:
        successor = issued_letters.facts_of(newer)
        return Verified(Verdict.CHANGED, reading, letter, facts, successor)
    return Verified(Verdict.CANCELLED, reading, letter, facts)


def _key(verdict: Verdict, day: date) -> str:
    return f"verification/{day.isoformat()}/{verdict}"
