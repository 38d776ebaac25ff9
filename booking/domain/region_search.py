"""Regions to offer while a name is being typed."""

from __future__ import annotations

from booking.domain.region_index import Entry, RegionIndex
from booking.domain.region_words import KIND_WORDS, expanded, words
from booking.domain.regions import Region


def search_regions(index: RegionIndex, text: str, limit: int) -> list[Region]:
    """Names that begin so, then names with a word that does; only without any, what resembles."""
    asked = index.glue(words(text))
    kind = KIND_WORDS.get(asked[0]) if asked else None
    name = asked[1:] if kind else asked
    spelt = "".join(expanded(name))
    found: dict[str, tuple[int, int, str]] = {}
    for entry in index.entries:
        place = _place(entry, spelt)
        region = index.effective(entry.region)
        if place is None or (kind and entry.region.kind != kind):
            continue
        rank = (place + (not entry.official), len(region.name), region.code)
        found[region.code] = min(rank, found.get(region.code, rank))
    ranked = sorted(found, key=lambda code: found[code])
    if spelt and not ranked:
        kinds = frozenset({kind}) if kind else None
        ranked = [candidate.code for candidate in index.candidates(name, kinds)]
    return [index.regions[code] for code in ranked[:limit]]


def _place(entry: Entry, spelt: str) -> int | None:
    """How well a spelling answers: whole, its beginning, a word's beginning, or not at all."""
    if entry.key == spelt:
        return 0
    if entry.key.startswith(spelt):
        return 2
    if any("".join(entry.words[start:]).startswith(spelt) for start in range(len(entry.words))):
        return 4
    return None
