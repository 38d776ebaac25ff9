"""What a confirmation letter says, frozen when it is issued; no person's name is among it.

The contact's name stands in the mail that brings the letter. The letter itself is shown to
strangers who verify it, so it names institutions and numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from booking.domain.local_time import local_session_words, session_words
from booking.domain.mail_facts import Appointment, one_line
from booking.domain.words import KIND_WORDS, KINDS_OF_A_REGION, VISIT

LONGEST_NAME = 200
_CONTACT = re.compile(r"@|://|www\.|\d[\d\s.\-]{4,}\d", re.IGNORECASE)


class LetterStatus(StrEnum):
    """Whether a letter that we issued still holds."""

    CURRENT = "current"
    CHANGED = "changed"
    CANCELLED = "cancelled"


class AnsweredLetter(NamedTuple):
    """A Surat Permintaan Konsultasi/Audiensi that the letter answers."""

    number: str
    on: date


@dataclass(frozen=True)
class Confirmation:
    """The facts of one letter; `shown_as` is the institution as strangers may read it."""

    number: str
    reference: str
    issued_on: date
    mode: str
    addressees: tuple[str, ...]
    shown_as: str
    answers: tuple[AnsweredLetter, ...]
    appointment: Appointment
    zones: tuple[str, ...]
    topics: tuple[str, ...]
    unit: str
    guests: int | None
    guest_cap: int | None
    meeting_link: str | None
    replaces: str = ""

    @property
    def is_visit(self) -> bool:
        """True for a visit to the building."""
        return self.mode == VISIT

    @property
    def sppd(self) -> int | None:
        """How many travel orders may be signed at most (E.3.c.7); more only by dispensation."""
        return max(self.guests or 0, self.guest_cap or 0) or None

    @property
    def hours(self) -> str:
        """The hours in WIB, and in brackets on the clocks of the eastern regions."""
        here = session_words(self.appointment.start, self.appointment.end)
        there = [local_session_words(*self.appointment, zone) for zone in self.zones]
        known = list(dict.fromkeys(words for words in there if words))
        return f"{here} ({', '.join(known)})" if known else here

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the database."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        plain["issued_on"] = self.issued_on.isoformat()
        plain["appointment"] = [self.appointment.on.isoformat(), *self.appointment[1:]]
        plain["answers"] = [[letter.number, letter.on.isoformat()] for letter in self.answers]
        for name in ("addressees", "zones", "topics"):
            plain[name] = list(plain[name])
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Confirmation:
        """The facts from plain data."""
        known = dict(plain)
        on, start, end = plain["appointment"]
        known["issued_on"] = date.fromisoformat(plain["issued_on"])
        known["appointment"] = Appointment(date.fromisoformat(on), start, end)
        known["answers"] = tuple(
            AnsweredLetter(number, date.fromisoformat(day)) for number, day in plain["answers"]
        )
        for name in ("addressees", "zones", "topics"):
            known[name] = tuple(plain[name])
        return cls(**known)


def letter_number(reference: str, ordinal: int, year: int) -> str:
    """ "KONF-1/K7M2-4QXD/2026": no running number, since that would tell how many there are."""
    return f"KONF-{ordinal}/{reference}/{year}"


def addressees_of(parties: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """The institutions to which the letter goes, each once; a party is kind, name and region.

    They are called as they wrote themselves; a bare region means its government or its council.
    """
    return tuple(dict.fromkeys(_called(*party) for party in parties))


def institution_for_strangers(kind: str, name: str, region: str) -> str:
    """The institution as the verification page shows it.

    A region stands for its government; a name that somebody typed is shown only where it can
    carry neither telephone number nor address, for this page speaks with DJPK's voice.
    """
    if region and kind in KINDS_OF_A_REGION:
        return f"DPRD {region}" if kind == "dprd" else region
    written = one_line(name)[:LONGEST_NAME]
    if not written or _CONTACT.search(written):
        return region or KIND_WORDS[kind]
    return written


def _called(kind: str, name: str, region: str) -> str:
    written = one_line(name)[:LONGEST_NAME] or region
    if written == region and kind in KINDS_OF_A_REGION:
        return f"{'DPRD' if kind == 'dprd' else 'Pemerintah'} {region}"
    return written
