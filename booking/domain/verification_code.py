"""The code by which anybody can ask DJPK whether a confirmation letter is genuine (TRUST 1.5).

Twelve characters of Crockford's base32 (60 bits) and a check character, as `7KQ2-M9XD-4TRP-5`. The
check is Damm's over the field of 32 elements, so that it stays inside the alphabet: it notices
every single wrong character and every exchange of two.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum

from booking.domain.links import REFERENCE_ALPHABET as ALPHABET

DRAWN = 12
LENGTH = DRAWN + 1
EXAMPLE = "7KQ2-M9XD-4TRP-5"
LONGEST_WRITTEN = 200
_BITS = 5
_FIELD = 0b100101  # x⁵ + x² + 1, whose root x has 31 different powers
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_ALIKE = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212._]+")


class Fault(StrEnum):
    """What is wrong with a code as it was typed."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"


@dataclass(frozen=True)
class Reading:
    """A code as it was typed: in its printed form, or with the fault that was found."""

    code: str = ""
    fault: Fault | None = None
    length: int = 0
    foreign: str = ""


def letter_code(key: bytes, seed: str) -> str:
    """The code of the letter with this random seed; only the server can make it again."""
    digest = hmac.new(key, f"confirmation-letter:{seed}".encode(), hashlib.sha256).digest()
    bits = int.from_bytes(digest[:8]) >> (64 - DRAWN * _BITS)
    drawn = (bits >> _BITS * place & 31 for place in reversed(range(DRAWN)))
    return printed("".join(ALPHABET[value] for value in drawn))


def printed(drawn: str) -> str:
    """Twelve characters with their check character, in groups of four."""
    whole = drawn + ALPHABET[_interim(drawn)]
    return "-".join(whole[start : start + 4] for start in range(0, LENGTH, 4))


def read_code(written: str) -> Reading:
    """The code as people write it: any case, any hyphens, O for 0, I or L for 1, a whole link."""
    _, _, tail = written[:LONGEST_WRITTEN].rpartition("/v/")
    plain = _SEPARATORS.sub("", tail).upper().translate(_ALIKE)
    foreign = "".join(dict.fromkeys(c for c in plain if c not in _VALUES))
    if not plain:
        return Reading(fault=Fault.EMPTY)
    if foreign:
        return Reading(fault=Fault.CHARACTER, length=len(plain), foreign=foreign[:LENGTH])
    if len(plain) != LENGTH:
        return Reading(fault=Fault.LENGTH, length=len(plain))
    if _interim(plain):
        return Reading(fault=Fault.CHECK, length=LENGTH)
    return Reading(code=printed(plain[:DRAWN]), length=LENGTH)


def _interim(characters: str) -> int:
    """Damm's running value; it is its own check character, and 0 after a right one."""
    value = 0
    for character in characters:
        value = _doubled(value ^ _VALUES[character])
    return value


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value & 32 else value
