"""The words of an institution's name as people write it, brought to one form for comparing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from booking.domain.regions import RegionKind

ADDED: Final = "+"
LISTED: Final = ","
SLASH: Final = "/"
SEPARATORS: Final = frozenset({ADDED, LISTED, SLASH})

_ADDING: Final = frozenset({"&", "+", ";", "dan", "serta", "and", "beserta", "bersama", "dengan"})
_TOKEN: Final = re.compile(r"[^\W_]+|[(),;/&+]")
_BRACKETS: Final = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "|": "/"})

KIND_WORDS: Final[Mapping[str, RegionKind]] = {
    **dict.fromkeys(("kab", "kabupaten", "pemkab", "bupati", "wabup"), "kabupaten"),
    **dict.fromkeys(("kota", "kotamadya", "kodya", "pemkot", "pemko", "walikota"), "kota"),
    **dict.fromkeys(("wawali", "wawalkot", "walkot"), "kota"),
    **dict.fromkeys(("prov", "provinsi", "propinsi", "prop", "pemprov", "pemprop"), "provinsi"),
    **dict.fromkeys(("gubernur", "wagub", "gub"), "provinsi"),
}
TITLES: Final = frozenset(
    {"bupati", "wabup", "walikota", "wawali", "wawalkot", "walkot", "gubernur", "wagub", "gub"}
)
_LONG_WORDS: Final = ("kabupaten", "provinsi", "pemerintah", "walikota", "gubernur", "kotamadya")
_FIRST: Final = {"kal": "kalimantan", "sul": "sulawesi", "sum": "sumatera"}
_ANYWHERE: Final = {
    "kep": "kepulauan",
    "kepl": "kepulauan",
    "peg": "pegunungan",
    "tg": "tanjung",
    "tj": "tanjung",
    "tjg": "tanjung",
    "sumatra": "sumatera",
}
_AFTER_THE_FIRST: Final = {
    "sel": "selatan",
    "slt": "selatan",
    "bar": "barat",
    "brt": "barat",
    "tim": "timur",
    "tmr": "timur",
    "ut": "utara",
    "utr": "utara",
    "tgh": "tengah",
}
_ADMINISTRATIVE: Final = frozenset({"adm", "admin", "administrasi", "administratif"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a name between separators, with what stands in brackets beside it."""

    words: tuple[str, ...]
    asides: tuple[tuple[str, ...], ...]
    joined_by: str


def written(text: str) -> str:
    """The text in one alphabet and case: full-width letters, accents and double spaces gone."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`‘\u200b")
    return " ".join(plain.translate(_BRACKETS).casefold().split())


def words(text: str) -> list[str]:
    """Words, brackets and separators in order; dots and hyphens only part words."""
    found: list[str] = []
    for word in _TOKEN.findall(written(text)):
        if word in _ADDING:
            found.append(ADDED)
        elif word == "kota" and found and found[-1] == "wali":
            found[-1] = "walikota"
        else:
            found.append(_long_word(word) if len(word) > 5 else word)
    return found


@lru_cache(maxsize=4096)
def _long_word(token: str) -> str:
    """A misspelt long kind word (kabupten, propinsi) as it should be."""
    for right in _LONG_WORDS:
        if OSA.distance(token, right, score_cutoff=2) <= (2 if len(right) > 8 else 1):
            return right
    return token


def expanded(name: Iterable[str]) -> tuple[str, ...]:
    """The words of a region's name without separators, with short forms written out."""
    plain = [word for word in name if word not in SEPARATORS]
    while len(plain) > 1 and plain[0] in _ADMINISTRATIVE:
        plain.pop(0)
    for place, word in enumerate(plain):
        short_forms = _AFTER_THE_FIRST if place else (_FIRST if len(plain) > 1 else {})
        plain[place] = _ANYWHERE.get(word) or short_forms.get(word, word)
    return tuple(plain)


def key(name: Iterable[str]) -> str:
    """The form in which two spellings of a region meet: "Toli-Toli" and "Tolitoli"."""
    return "".join(expanded(name))


def segments(tokens: Sequence[str]) -> list[Segment]:
    """The name parted at commas, slashes, "dan" and the like, never inside brackets."""
    found: list[Segment] = []
    outside: list[str] = []
    asides: list[tuple[str, ...]] = []
    inside: list[str] | None = None
    joined_by = ""

    def close(separator: str) -> None:
        nonlocal joined_by
        if outside == ["kepulauan"] and found and joined_by == ADDED:
            # Only one name goes on so (Pangkajene dan Kepulauan), however its head is spelt.
            outside[:0] = found[-1].words
            asides[:0] = found[-1].asides
            joined_by = found.pop().joined_by
        if not outside and asides:
            outside.extend(asides.pop(0))
        if outside:
            found.append(Segment(tuple(outside), tuple(asides), joined_by if found else ""))
            joined_by = separator
        elif separator == ADDED:
            joined_by = separator
        outside.clear()
        asides.clear()

    unclosed = [")"] * max(0, tokens.count("(") - tokens.count(")"))
    for word in [*tokens, *unclosed, LISTED]:
        if word == "(":
            inside = [] if inside is None else inside
        elif word == ")":
            asides.extend([tuple(inside)] if inside else [])
            inside = None
        elif inside is not None:
            inside.extend([word] if word not in SEPARATORS else [])
        elif word in SEPARATORS:
            close(word)
        else:
            outside.append(word)
    return found
