"""A region as people write it: its code, or a question to a person, never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from booking.domain.institution_names import InstitutionKind, kind_without_region
from booking.domain.region_index import Candidate, RegionIndex
from booking.domain.region_parties import read_segment
from booking.domain.region_reading import Reading
from booking.domain.region_search import search_regions
from booking.domain.region_words import segments, words, written
from booking.domain.regions import Region

__all__ = ["Candidate", "NameMatch", "RegionNames"]

# No institution's name is longer; what is, is a page of text and not a name.
LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a written name says: the institution's kind and its regions, or that a person decides.

    While a person must decide there are no codes, only candidates.
    """

    name: str
    institution_kind: InstitutionKind
    codes: tuple[str, ...]
    needs_review: bool
    candidates: tuple[Candidate, ...]


class RegionNames:
    """The names of all regions, ready to be compared with what people write."""

    def __init__(self, regions: Iterable[Region], aliases: Iterable[tuple[str, str]]) -> None:
        self._index = RegionIndex(regions, aliases)

    def match(self, name: str) -> NameMatch:
        """Which regions a name means, in the order written, and which kind of institution it is."""
        text = written(name)
        if len(text) > LONGEST:
            return self._too_long(name, words(text[:LONGEST]))
        reading = Reading()
        for segment in segments(self._index.glue(words(text))):
            read_segment(segment, reading, self._index)
        if reading.needs_review:
            return NameMatch(name, reading.kind, (), True, reading.candidates)
        return NameMatch(name, reading.kind, reading.codes, False, reading.certain)

    def search(self, text: str, limit: int = 10) -> list[Region]:
        """The regions to offer while somebody types, best first, only those with a government."""
        return search_regions(self._index, text, limit)

    @staticmethod
    def _too_long(name: str, opening: Sequence[str]) -> NameMatch:
        return NameMatch(name, kind_without_region(opening) or "lainnya", (), True, ())
