"""What makes a password good enough, in two profiles of which a setting chooses one (TRUST 0.11).

BSSN Regulation 4/2021 asks for length, composition and expiry; ASVS 5.0 forbids the last two
(6.2.5, 6.2.10) and asks for length and a list of common passwords. Numbers are our own choice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.errors import Problem

LONGEST = 128
LEAST_OF_ITS_OWN = 4  # letters beside words that anybody would guess
GONE = "\0"
SHORTEST_WORD = 4
OUR_WORDS = ("konsultasi", "djpk", "kemenkeu", "kementerian", "keuangan", "perimbangan", "jakarta")
LOOKALIKES = str.maketrans("@4013$5!", "aaoiessi")


@dataclass(frozen=True)
class PasswordProfile:
    """A set of demands; `lasts` is None where a password holds until somebody changes it."""

    name: str
    shortest: int
    is_mixed: bool
    lasts: timedelta | None

    @property
    def words(self) -> str:
        """The demands as people read them before they type."""
        mixed = ", dengan huruf besar, huruf kecil, angka, dan tanda baca" if self.is_mixed else ""
        return f"Sedikitnya {self.shortest} karakter{mixed}. Kalimat pendek mudah diingat."

    def is_expired(self, set_at: datetime, *, now: datetime) -> bool:
        """True when a password of this age must be replaced."""
        return self.lasts is not None and now - set_at >= self.lasts


BSSN = PasswordProfile("bssn", shortest=12, is_mixed=True, lasts=timedelta(days=90))
ASVS = PasswordProfile("asvs", shortest=12, is_mixed=False, lasts=None)
PROFILES = {profile.name: profile for profile in (BSSN, ASVS)}


def problems_of(
    password: str, profile: PasswordProfile, *, common: Collection[str], about: str = ""
) -> tuple[Problem, ...]:
    """What stands against a password; `about` is the address and the name of its owner."""
    return tuple(
        Problem(code, words, "password")
        for code, words in _faults(password, profile, common, about)
    )


def _faults(
    password: str, profile: PasswordProfile, common: Collection[str], about: str
) -> Iterator[tuple[str, str]]:
    if len(password) < profile.shortest:
        yield "password_short", f"Kata sandi sedikitnya {profile.shortest} karakter."
    if len(password) > LONGEST:
        yield "password_long", f"Kata sandi paling banyak {LONGEST} karakter."
    if profile.is_mixed and not _is_mixed(password):
        yield (
            "password_plain",
            "Kata sandi memuat huruf besar, huruf kecil, angka, dan tanda baca.",
        )
    if is_common(password, common):
        yield "password_common", "Kata sandi ini termasuk yang paling sering dipakai. Pilih lain."
    elif is_guessable(password, about):
        yield (
            "password_guessable",
            "Kata sandi ini mudah ditebak dari nama, surel, atau nama layanan. Pilih yang lain.",
        )


def is_common(password: str, common: Collection[str]) -> bool:
    """True for a password of the list, also with digits and marks around it or in its letters."""
    folded = password.casefold()
    bare = "".join(c for c in folded if c.isalnum())
    core = folded.strip("0123456789!@#$%^&*()-_=+.,?/ ").translate(LOOKALIKES)
    return (
        folded in common
        or bare in common
        or (len(core) > SHORTEST_WORD and core in common)
        or len(set(folded)) <= SHORTEST_WORD
    )


def is_guessable(password: str, about: str) -> bool:
    """True when little is left of it without our words and those of its owner."""
    folded = password.lower()
    rest = folded.translate(LOOKALIKES)
    words = "".join(c if c.isalnum() else " " for c in about.casefold()).split()
    for word in (*OUR_WORDS, *(w for w in words if len(w) >= SHORTEST_WORD)):
        rest = rest.replace(word, GONE * len(word))
    left = (typed for typed, kept in zip(folded, rest, strict=False) if kept != GONE)
    return sum(c.isalpha() for c in left) < LEAST_OF_ITS_OWN


def _is_mixed(password: str) -> bool:
    return (
        any(c.isupper() for c in password)
        and any(c.islower() for c in password)
        and any(c.isdigit() for c in password)
        and any(not c.isalnum() and not c.isspace() for c in password)
    )
