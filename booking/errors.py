"""Every refusal the product can give: a stable code, a sentence, the clause behind it.

A class says what is wrong; `web/errors.py` and `api/errors.py` turn it into an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, at one place of what was sent."""

    code: str
    detail: str
    field: str = ""
    clause: str = ""


@dataclass(frozen=True)
class FreeSession:
    """A session that could be taken instead: date as YYYY-MM-DD, start as HH:MM."""

    date: str
    start: str
    words: str


class BookingError(Exception):
    """What every refusal has: a code for programs, a sentence for people, an HTTP status."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(
        self,
        detail: str,
        *,
        problems: Sequence[Problem] = (),
        clause: str = "",
        free: Sequence[FreeSession] = (),
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = tuple(problems)
        self.clause = clause
        self.free = tuple(free)


class NotFound(BookingError):
    """Nothing is known under this name."""

    code = "not_found"
    status = 404


class NotAllowed(BookingError):
    """This person may not do this."""

    code = "not_allowed"
    status = 403


class SelfApproval(NotAllowed):
    """Whoever proposes a dispensation does not decide on it."""

    code = "self_approval"


class MoveNotAllowed(BookingError):
    """The request is in a state from which this step does not lead."""

    code = "move_not_allowed"
    status = 409


class AlreadyDecided(BookingError):
    """Somebody else decided since the page was opened."""

    code = "already_decided"
    status = 409


class MonthStillOpen(BookingError):
    """The month cannot be closed yet; the sentence says what stands against it."""

    code = "month_still_open"
    status = 409


class InputRefused(BookingError):
    """Something that was typed or attached cannot be taken; every problem names its field."""

    code = "input_refused"

    @classmethod
    def of(cls, *problems: Problem) -> InputRefused:
        """A refusal that speaks with the words of its first problem."""
        return cls(problems[0].detail, problems=problems, clause=problems[0].clause)

    @classmethod
    def unless_said(cls, words: str, field: str, sentence: str, most: int = 2000) -> None:
        """Raise it where a decision lacks its words, or has more of them than anybody reads."""
        if not words.strip():
            raise cls.of(Problem("reason_missing", sentence, field))
        if len(words) > most:
            raise cls.of(Problem("too_long", f"Paling banyak {most} karakter.", field))


class RuleBroken(BookingError):
    """A clause of the circular stands against it and no dispensation covers it."""

    code = "rule_broken"


class SessionTaken(BookingError):
    """Another visit holds this session (E.3.c.8)."""

    code = "session_taken"
    status = 409


class QuotaFull(BookingError):
    """The region has no place left in this month (E.3.c.5)."""

    code = "monthly_quota"
    status = 409


class ClaimsCut(BookingError):
    """A new circular would take away sessions that somebody already holds (DECISIONS 10)."""

    code = "claims_cut"
    status = 409


class LetterSpent(BookingError):
    """The letter already opened a schedule, or another request carries it (E.3.c.9)."""

    code = "letter_spent"
    status = 409


class StillRunning(BookingError):
    """The same submission is being worked on at this moment."""

    code = "still_running"
    status = 409


class FileRefused(BookingError):
    """A file that is not a readable, harmless letter."""

    code = "file_refused"


class NoRoom(BookingError):
    """The disk has no room for another letter; what was kept stays."""

    code = "no_room"
    status = 503


class ProviderUnavailable(BookingError):
    """The provider of the Ministry's accounts gives no usable answer."""

    code = "provider_unavailable"
    status = 503


class TooManyTries(BookingError):
    """A limit on tries was reached; `wait_seconds` says how long."""

    code = "too_many_tries"
    status = 429

    def __init__(self, detail: str, *, wait_seconds: int) -> None:
        super().__init__(detail)
        self.wait_seconds = wait_seconds


class SettingsRefused(BookingError):
    """The configuration would be unsafe or cannot be read."""

    code = "settings_refused"
    status = 500
