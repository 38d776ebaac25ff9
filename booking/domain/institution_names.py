"""Which kind of institution a name tells: a local government, its council, a bank, a ministry …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from booking.domain.institution_words import (
    ASSOCIATIONS,
    BANKS,
    CAMPUS,
    COMPANIES,
    COMPANY_MARKS,
    COUNCIL_WORDS,
    LEADING,
    OTHERS,
    STATE,
    STATE_ANYWHERE,
    STATE_PHRASES,
)

InstitutionKind = Literal[
    "pemda",
    "dprd",
    "bank",
    "perusahaan",
    "asosiasi",
    "kementerian_lembaga",
    "akademisi",
    "lainnya",
]

_BY_OPENING: Final[Mapping[InstitutionKind, frozenset[str]]] = {
    "asosiasi": ASSOCIATIONS,
    "kementerian_lembaga": STATE,
    "akademisi": CAMPUS,
    "bank": BANKS,
    "perusahaan": COMPANIES,
    "lainnya": OTHERS,
}


def names_a_council(name: Sequence[str]) -> bool:
    """Whether DPRD, DPRA, DPRK, DPRP or one of its offices is named."""
    if not COUNCIL_WORDS.isdisjoint(name):
        return True
    if "ri" in name or "republik" in name:
        return False
    return "dpr" in name or _begins_anywhere(name, ("dewan", "perwakilan", "rakyat"))


def kind_without_region(name: Sequence[str]) -> InstitutionKind | None:
    """The kind of an institution that is no part of a region's government, else None.

    Vertical agencies, banks and regional companies bear a region's name and are still not the
    region: a visit of theirs takes nothing from its quota.
    """
    if not name:
        return None
    if any(_begins(name[start:], phrase) for start in range(3) for phrase in STATE_PHRASES):
        return "kementerian_lembaga"
    opening = next((place for place, word in enumerate(name) if word not in LEADING), None)
    if opening is None:
        return None
    found = _kind_of_opening(name[opening:])
    if found == "perusahaan" and (not BANKS.isdisjoint(name) or "bpd" in name):
        return "bank"
    if found is None and not names_a_council(name):
        if not COMPANY_MARKS.isdisjoint(name):
            return "perusahaan"
        if not STATE_ANYWHERE.isdisjoint(name) or _names_a_ministry(name):
            return "kementerian_lembaga"
        if "bank" in name:
            return "bank"
    return found


def _kind_of_opening(name: Sequence[str]) -> InstitutionKind | None:
    word = name[0]
    for kind, openings in _BY_OPENING.items():
        if word in openings:
            return kind
    if word == "bpd" and len(name) > 1:
        return "bank"
    if _names_a_ministry(name[:1]):
        return "kementerian_lembaga"
    # Associations like to end so: AKVINDO, GAPRINDO, APINDO.
    if len(name) == 1 and len(word) > 5 and word[0] in "aghp" and word.endswith("indo"):
        return "asosiasi"
    return None


def _names_a_ministry(name: Sequence[str]) -> bool:
    return any(word.startswith("kemen") and len(word) > 6 for word in name)


def _begins(name: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return tuple(name[: len(phrase)]) == phrase


def _begins_anywhere(name: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(_begins(name[start:], phrase) for start in range(len(name)))
