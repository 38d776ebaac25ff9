"""A region's name with what people write behind it: harmless words, or the province it lies in."""

from __future__ import annotations

from collections.abc import Sequence

from booking.domain.office_words import may_follow_a_region
from booking.domain.region_index import Finding, Kinds, RegionIndex
from booking.domain.region_reading import Reading
from booking.domain.region_words import ADDED, Segment


def found_in(
    name: tuple[str, ...], kinds: Kinds | None, index: RegionIndex, *, guessing: bool
) -> Finding:
    """The region of a name, whatever harmless words or province follow it."""
    if not index.exact(name, kinds):
        for end in range(len(name) - 1, 0, -1):
            exact = index.exact(name[:end], kinds)
            rest = name[end:]
            if not exact:
                continue
            if all(may_follow_a_region(word) for word in rest) or rest[0] == "di":
                return index.find(name[:end], kinds, guessing=False)
            if len(exact) == 1 and lies_in(exact[0].code, rest, index):
                return index.find(name[:end], kinds, guessing=False)
    return index.find(name, kinds, guessing=guessing)


def lies_in(code: str, province: Sequence[str], index: RegionIndex) -> bool:
    """Whether the words name the province of the region; old letters say Papua for all six."""
    named = index.exact(province, frozenset({"provinsi"}))
    own = index.regions[code].province_code
    return any(p.code == own or (p.code in ("91", "92") and own[0] == "9") for p in named)


def is_address(
    segment: Segment, province: tuple[str, ...], reading: Reading, index: RegionIndex
) -> bool:
    """One region with its address ("Kab. Alor, Prov. NTT"), not two ("… dan Prov. NTT")."""
    after_a_part = reading.codes_in_order and "." in list(reading.codes_in_order)[-1]
    if segment.joined_by == ADDED or not after_a_part:
        return False
    check_province(province, reading, index)
    return True


def check_province(province: tuple[str, ...], reading: Reading, index: RegionIndex) -> None:
    """A region written with a province that is not its own is a question."""
    finding = index.find(province, frozenset({"provinsi"}), guessing=True)
    named = index.regions[finding.code].name if finding.code else ""
    last = list(reading.codes_in_order)[-1:]
    if not named or not all(lies_in(code, province, index) for code in last):
        reading.doubt(finding.candidates)
