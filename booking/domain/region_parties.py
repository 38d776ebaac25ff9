"""Reads a name stretch by stretch: whose office it is, and which region stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from booking.domain.institution_names import (
    InstitutionKind,
    kind_without_region,
    names_a_council,
)
from booking.domain.office_words import (
    is_office_word,
    is_provincial_branch,
    is_site,
    may_follow_a_region,
)
from booking.domain.region_addresses import check_province, found_in, is_address, lies_in
from booking.domain.region_index import RESEMBLING, Finding, Kinds, RegionIndex
from booking.domain.region_reading import Mention, Place, Reading, taken_apart
from booking.domain.region_words import ADDED, KIND_WORDS, Segment

_COUNCIL_KINDS: dict[str, Kinds] = {
    "dpra": frozenset({"provinsi"}),
    "dprp": frozenset({"provinsi"}),
    "dprk": frozenset({"kabupaten", "kota"}),
}
# "Pemda se-Provinsi Jambi" is every region in it, not the province.
_EVERYWHERE = frozenset({"se", "seluruh"})


def read_segment(segment: Segment, reading: Reading, index: RegionIndex) -> None:
    """Adds one stretch of the name to what is known."""
    spoken = _without_numbering(segment.words)
    if not spoken:
        return
    mention = taken_apart(spoken)
    outsider = kind_without_region(mention.office)
    if outsider is None and mention.places and mention.title_only:
        outsider = kind_without_region(mention.places[0][1])
    if outsider is not None:
        _read_outsider(outsider, spoken, reading, index)
        return
    everything = [*spoken, *(word for aside in segment.asides for word in aside)]
    kind: InstitutionKind = "dprd" if names_a_council(everything) else "pemda"
    before = len(reading.codes_in_order)
    if not _EVERYWHERE.isdisjoint(spoken):
        reading.doubt()
    if mention.places:
        reading.led_by(kind)
        _read_places(mention, segment, reading, index)
    else:
        _read_unmarked(spoken, segment, reading, index, kind=kind)
    if len(reading.codes_in_order) > before or reading.doubtful:
        _read_asides(segment, reading, index)


def _without_numbering(spoken: tuple[str, ...]) -> tuple[str, ...]:
    start = next((place for place, word in enumerate(spoken) if not word.isdigit()), len(spoken))
    return spoken[start:]


def _read_outsider(
    kind: InstitutionKind, spoken: Sequence[str], reading: Reading, index: RegionIndex
) -> None:
    """An institution that is no region's, though it may bear a region's name."""
    reading.led_by(kind)
    reading.last = "outsider"
    reading.outsider_names_place = any(word in KIND_WORDS for word in spoken)
    endings = (index.exact(spoken[start:], None) for start in range(1, len(spoken)))
    reading.outsider_ends_in = tuple(next((found for found in endings if found), ()))


def _read_places(mention: Mention, segment: Segment, reading: Reading, index: RegionIndex) -> None:
    """Regions whose kind is written out."""
    beside_an_outsider = reading.last == "outsider" and not reading.codes_in_order
    one_reading = segment.joined_by == ADDED and not reading.outsider_names_place
    if beside_an_outsider and not mention.office and not one_reading:
        # "BPK Prov. A, Kab. B": a second region of the agency, its address, or a joint visit?
        reading.doubt()
    named = [(kind, name) for kind, name in mention.places if name]
    if not named:
        _read_bare_kind(mention, reading)
        return
    kinds = frozenset({named[0][0]})
    if reading.bare is not None and reading.bare != kinds:
        reading.doubt(index.candidates(named[0][1], None))
    reading.bare = None
    if len(named) < len(mention.places) and not (mention.title_only or is_site(mention.office)):
        reading.doubt(index.candidates(named[0][1], None))
    provinces = [name for kind, name in named if kind == "provinsi"]
    if segment.joined_by != ADDED and _follows_its_province(named[0], reading, index):
        reading.doubt()
    if is_site(mention.office):
        _read_site(mention, named, reading, index)
    elif len(provinces) == len(named) and is_address(segment, provinces[0], reading, index):
        return
    else:
        _take_all(named, reading, index)


def _take_all(named: Sequence[Place], reading: Reading, index: RegionIndex) -> None:
    """Each region of a stretch; a province behind a part of it is only the address."""
    parts = [place for place in named if place[0] != "provinsi"]
    for kind, name in parts or named:
        kinds: Kinds = frozenset({kind})
        reading.take(found_in(name, kinds, index, guessing=True))
        reading.carried = kinds
    if parts and len(parts) < len(named):
        if named[0][0] == "provinsi":
            reading.doubt()
        province = next(name for kind, name in reversed(named) if kind == "provinsi")
        check_province(province, reading, index)


def _follows_its_province(place: Place, reading: Reading, index: RegionIndex) -> bool:
    """Whether it is a letterhead or a joint visit cannot be told: "Prov. NTT, Kab. Alor"."""
    province = reading.codes[-1] if reading.codes and "." not in reading.codes[-1] else None
    own = [region.province_code for region in index.exact(place[1], frozenset({place[0]}))]
    return place[0] != "provinsi" and province in own


def _read_bare_kind(mention: Mention, reading: Reading) -> None:
    """A kind word alone ("Kab.", "Bupati"): of a name still to come, or a title after it."""
    if reading.codes_in_order or reading.doubtful:
        if not mention.title_only:
            reading.doubt()
        return
    kinds = frozenset(kind for kind, _ in mention.places)
    reading.bare = kinds if reading.bare is None else reading.bare | kinds
    reading.last = "office"


def _read_site(
    mention: Mention, named: Sequence[Place], reading: Reading, index: RegionIndex
) -> None:
    """A village or a hospital: only the regency or city written beside it, letter for letter."""
    parts = [place for place in named if place[0] != "provinsi"]
    provinces = [place for place in named if place[0] == "provinsi"]
    kind, name = (parts or provinces)[-1]
    of_province = not parts and mention.office[0] in ("rsud", "rsu")
    if is_provincial_branch(mention.office) or not (parts or of_province):
        reading.last = "region"
        reading.doubt(index.candidates(name, None))
        return
    reading.take(found_in(name, frozenset({kind}), index, guessing=False))
    if parts and provinces:
        check_province(provinces[-1][1], reading, index)


def _read_unmarked(
    spoken: tuple[str, ...],
    segment: Segment,
    reading: Reading,
    index: RegionIndex,
    *,
    kind: InstitutionKind,
) -> None:
    """A stretch without a kind word: an office, a region by its name alone, or neither."""
    if reading.codes_in_order and all(may_follow_a_region(word) for word in spoken):
        return
    start = _where_the_name_starts(spoken, index)
    office, name = spoken[:start], spoken[start:]
    if not name:
        _read_office(office, reading, index, kind=kind)
        return
    if reading.last == "outsider" and segment.joined_by != ADDED and not office:
        return
    if not office and reading.last == "outsider" and reading.outsider_ends_in:
        _read_rest_of_outsider(name, reading, index)
        return
    finding = _found_unmarked(office, name, segment, reading, index)
    resembles = bool(finding.candidates) and finding.candidates[0].score >= RESEMBLING
    if office or finding.code or resembles:
        reading.led_by(kind)
    if finding.code is None and reading.last == "office":
        reading.ask_if_nothing_is_found(finding.candidates)
    elif finding.code is None and not resembles and reading.last == "outsider":
        return
    elif not (_is_province(finding) and is_address(segment, name, reading, index)):
        reading.bare = None
        reading.take(finding)


def _read_office(
    office: tuple[str, ...], reading: Reading, index: RegionIndex, *, kind: InstitutionKind
) -> None:
    """An office whose region was named before, comes after, or is told by its name (DPRA)."""
    if reading.codes_in_order:
        return
    reading.led_by(kind)
    reading.last = "office"
    if "dpra" in office:
        reading.take(index.find(("aceh",), _COUNCIL_KINDS["dpra"], guessing=False))


def _read_rest_of_outsider(name: tuple[str, ...], reading: Reading, index: RegionIndex) -> None:
    """A name that goes on ("Bank Jawa Barat dan Banten"), or a second party (Asahan)?"""
    next_named = index.exact(name, None)
    provinces = all(
        any(region.kind == "provinsi" for region in regions)
        for regions in (reading.outsider_ends_in, next_named)
    )
    if next_named and not provinces:
        reading.doubt(index.find(name, None, guessing=False).candidates)


def _found_unmarked(
    office: tuple[str, ...],
    name: tuple[str, ...],
    segment: Segment,
    reading: Reading,
    index: RegionIndex,
) -> Finding:
    """By the kind carried over if it fits ("Kab. Pangandaran dan Ciamis"), else by name alone."""
    implied = _implied_kinds(office, segment, reading)
    alone = found_in(name, None, index, guessing=False)
    if is_site(office):
        return Finding(None, alone.candidates)
    if implied is None:
        return alone
    if implied == reading.carried and not office and len(index.exact(name, None)) > 1:
        return alone
    finding = found_in(name, implied, index, guessing=False)
    if finding.code is None and implied == reading.carried and alone.code:
        return alone
    if finding.code is None and len(implied) == 1:
        return found_in(name, implied, index, guessing=True)
    return finding


def _is_province(finding: Finding) -> bool:
    return finding.code is not None and "." not in finding.code


def _where_the_name_starts(spoken: tuple[str, ...], index: RegionIndex) -> int:
    """After how many office words a region's name begins; all of them when there is none."""
    leading = next(
        (place for place, word in enumerate(spoken) if not is_office_word(word)), len(spoken)
    )
    for start in range(leading + 1):
        if start < len(spoken) and index.exact(spoken[start:], None):
            return start
    return leading


def _implied_kinds(office: tuple[str, ...], segment: Segment, reading: Reading) -> Kinds | None:
    """The kind that "(Bupati)", DPRK, or the region before makes likely."""
    for aside in segment.asides:
        if len(aside) == 1 and aside[0] in KIND_WORDS:
            return frozenset({KIND_WORDS[aside[0]]})
    for word in office:
        if word in _COUNCIL_KINDS:
            return _COUNCIL_KINDS[word]
    return reading.bare or (None if office else reading.carried)


def _read_asides(segment: Segment, reading: Reading, index: RegionIndex) -> None:
    """What stands in brackets may say the same again or a province, never another region."""
    for aside in segment.asides:
        mention = taken_apart(aside)
        places: list[tuple[Kinds | None, tuple[str, ...]]] = [
            (frozenset({kind}), name) for kind, name in mention.places if name
        ]
        name = aside[_where_the_name_starts(aside, index) :]
        if not mention.places and name:
            places = [(None, name)] if index.exact(name, None) else []
        for kinds, called in places:
            found = {region.code for region in index.exact(called, kinds)}
            same = bool(found & set(reading.codes_in_order))
            if not same and not all(lies_in(c, called, index) for c in reading.codes_in_order):
                reading.doubt()
