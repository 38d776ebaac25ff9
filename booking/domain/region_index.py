"""Finds the region that a name means, and says so when it may mean another or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from booking.domain.region_words import KIND_WORDS, SEPARATORS, expanded, key, words
from booking.domain.regions import Region, RegionKind

SHOWN: Final = 5
# Nearer than this a stray word may well be a region; further away it is not.
RESEMBLING: Final = 80.0
_SHORTEST: Final = 5
_LONG: Final = 12
_LONG_WORD: Final = 9
_GAP: Final = 2
_BROKEN_OFF: Final = 85.0

Kinds = frozenset[RegionKind]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A region that a name may mean; score 100 is letter for letter."""

    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The one region meant (code), or the regions among which a person must choose."""

    code: str | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of one region, official or an alias."""

    key: str
    words: tuple[str, ...]
    region: Region
    official: bool
    needs_kind: bool


class RegionIndex:
    """Every spelling of every region, made ready once."""

    def __init__(self, regions: Iterable[Region], aliases: Iterable[tuple[str, str]]) -> None:
        self.regions = {region.code: region for region in regions}
        self.entries = [
            Entry(key(words(region.name)), expanded(words(region.name)), region, True, False)
            for region in self.regions.values()
        ]
        self.entries += [self._alias(alias, self.regions[code]) for alias, code in aliases]
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            self._by_key[entry.key].append(entry)
        self._keys = list(self._by_key)
        self._vocabulary = {
            word for entry in self.entries for word in entry.words if len(word) > 3
        } | {key_ for key_ in self._keys if len(key_) > 3}
        self._glued = self._sequences_to_glue(alias for alias, _ in aliases)

    @staticmethod
    def _alias(alias: str, region: Region) -> Entry:
        """An alias such as "Kab. Pontianak" stands only where that kind is written."""
        plain = expanded(words(alias))
        needs_kind = len(plain) > 1 and KIND_WORDS.get(plain[0]) == region.kind
        spelt = expanded(plain[1:]) if needs_kind else plain
        return Entry("".join(spelt), spelt, region, False, needs_kind)

    def _sequences_to_glue(self, aliases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
        """Names that hold a separator or a kind word themselves: "Kota Baru", "X dan Y"."""
        glued: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in [*(region.name for region in self.regions.values()), *aliases]:
            spelt = tuple(words(name))
            named = any(not entry.needs_kind for entry in self._by_key.get(key(spelt), ()))
            if named and any(word in KIND_WORDS or word in SEPARATORS for word in spelt):
                glued[spelt[0]].append(spelt)
        for sequences in glued.values():
            sequences.sort(key=len, reverse=True)
        return glued

    def glue(self, tokens: Sequence[str]) -> list[str]:
        """The tokens with such names made one word, so that nothing parts them."""
        found: list[str] = []
        place = 0
        while place < len(tokens):
            for spelt in self._glued.get(tokens[place], ()):
                if tuple(tokens[place : place + len(spelt)]) == spelt:
                    found.append(key(spelt))
                    place += len(spelt)
                    break
            else:
                found.append(tokens[place])
                place += 1
        return found

    def find(self, name: Sequence[str], kinds: Kinds | None, *, guessing: bool) -> Finding:
        """The region of a name; `kinds` as written before it, None where none was.

        `guessing` lets a wrong kind or a spelling slip pass when only one region can be meant.
        """
        exact = self.exact(name, kinds)
        if exact:
            return self._chosen(exact)
        if kinds is None or not guessing:
            return Finding(None, self.candidates(name, kinds))
        if key(name) in self._by_key:
            return self._despite_the_kind(name, kinds)
        return self._despite_the_spelling(name, kinds)

    def exact(self, name: Sequence[str], kinds: Kinds | None) -> list[Region]:
        """The regions so written, each once; more than one is a question."""
        found = {
            self.effective(entry.region).code: self.effective(entry.region)
            for entry in self._by_key.get(key(name), ())
            if (entry.region.kind in kinds if kinds is not None else not entry.needs_kind)
        }
        return list(found.values())

    def effective(self, region: Region) -> Region:
        """The government behind a region: the parts of Jakarta have none of their own."""
        return region if region.pemda else self.regions[region.province_code]

    def _chosen(self, found: Sequence[Region]) -> Finding:
        candidates = tuple(Candidate(region.code, region.label, 100.0) for region in found)
        return Finding(found[0].code if len(found) == 1 else None, candidates)

    def _despite_the_kind(self, name: Sequence[str], kinds: Kinds) -> Finding:
        """DECISIONS 29: a whole base name that exists once and begins no other region's name.

        Nor may it be a part of another name, or a near spelling of one with the kind as written.
        """
        spelt = key(name)
        meant = [entry for entry in self._by_key[spelt] if entry.official]
        found = self.exact(name, None)
        others = [e for e in self.entries if e.official and e not in meant]
        doubtful = any(
            other.key.startswith(spelt)
            or _holds(other.words, meant[0].words if meant else ())
            or (other.region.kind in kinds and OSA.distance(other.key, spelt) == 1)
            for other in others
        )
        if len(found) != 1 or len(meant) != 1 or doubtful:
            return Finding(None, self.candidates(name, None))
        return self._chosen(found)

    def _despite_the_spelling(self, name: Sequence[str], kinds: Kinds) -> Finding:
        """One region clearly nearest, and no word of it a known word of another name."""
        asked = expanded(name)
        near = self._near("".join(asked))
        slips: dict[str, int] = {}
        for distance, entry in near:
            if entry.region.kind in kinds:
                slips.setdefault(self.effective(entry.region).code, distance)
        unclear = Finding(None, self.candidates(name, kinds))
        if not slips:
            return unclear
        code, slip = next(iter(slips.items()))
        runner_up = min((d for other, d in slips.items() if other != code), default=slip + _GAP)
        meant = [e for d, e in near if d == slip and self.effective(e.region).code == code]
        spellings = {entry.key for entry in meant}
        rivals = [
            entry
            for distance, entry in near
            if distance <= slip
            and entry.key not in spellings
            and self.effective(entry.region).code != code
        ]
        clear = runner_up >= slip + _GAP and not rivals
        if clear and any(self._is_a_slip_of(asked, entry, slip) for entry in meant):
            return self._chosen([self.regions[code]])
        return unclear

    def _near(self, spelt: str) -> list[tuple[int, Entry]]:
        """The spellings within reach of a slip or of its runner-up, nearest first."""
        found = process.extract(
            spelt, self._keys, scorer=OSA.distance, score_cutoff=2 + _GAP, limit=None
        )
        return [(int(slips), entry) for other, slips, _ in found for entry in self._by_key[other]]

    def _is_a_slip_of(self, asked: tuple[str, ...], entry: Entry, slips: int) -> bool:
        """Whether hurried fingers turn this spelling into what was asked."""
        if slips > (2 if len(entry.key) >= _LONG else 1):
            return False
        if len(entry.key) < _SHORTEST and _undoubled("".join(asked)) != _undoubled(entry.key):
            return False
        strange = [word for word in asked if word not in entry.words]
        if any(word in self._vocabulary for word in strange):
            return False
        if len(asked) != len(entry.words):
            return slips == 1
        return all(
            OSA.distance(one, other) <= (2 if len(other) >= _LONG_WORD else 1)
            for one, other in zip(asked, entry.words, strict=True)
        )

    def candidates(self, name: Sequence[str], kinds: Kinds | None) -> tuple[Candidate, ...]:
        """The regions that resemble a name most, best first; the kind written weighs a little."""
        spelt = key(name)
        if len(spelt) < 2:
            return ()
        near = process.extract(spelt, self._keys, scorer=fuzz.ratio, score_cutoff=50, limit=40)
        scores = {other: score for other, score, _ in near}
        for other in self._keys if len(spelt) > 3 else ():
            if other.startswith(spelt) or (spelt.startswith(other) and len(other) > 3):
                scores[other] = max(_BROKEN_OFF, scores.get(other, 0.0))
        best: dict[str, float] = {}
        for other, score in scores.items():
            for entry in self._by_key[other]:
                code = self.effective(entry.region).code
                weighed = score if kinds is None or entry.region.kind in kinds else score - 5
                best[code] = max(weighed, best.get(code, 0.0))
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
        return tuple(
            Candidate(code, self.regions[code].label, round(score, 1)) for code, score in ranked
        )


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return bool(size) and any(
        longer[start : start + size] == shorter for start in range(len(longer) - size + 1)
    )


def _undoubled(spelt: str) -> str:
    return "".join(letter for letter, _ in groupby(spelt))
