"""Every region is known in many writings, and a slip never leads to another one."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.domain.institution_words import (
    ASSOCIATIONS,
    BANKS,
    CAMPUS,
    COMPANIES,
    OTHERS,
    STATE,
)
from booking.domain.office_words import OFFICES
from booking.domain.region_words import key, words
from booking.domain.regions import PREFIXES, Region
from tests.domain.region_data import ALIASES, NAMES, REGIONS, government

PEMKAB = {"provinsi": "Pemprov", "kabupaten": "Pemkab", "kota": "Pemkot"}
LONG = {"provinsi": "Provinsi", "kabupaten": "Kabupaten", "kota": "Kota"}
WRITINGS = (
    "{short} {name}",
    "{long} {name}",
    "{upper}",
    "{short}   {name} ",
    "{pem} {name}",
    "Pemerintah {long} {name}",
    "Pemerintah Daerah {long} {name}",
    "BPKAD {short} {name}",
    "Badan Keuangan dan Aset Daerah {long} {name}",
    "Dinas Pariwisata, Pemuda dan Olahraga {short} {name}",
    "Setda {long} {name}",
    "DPRD {short} {name}",
    "Sekretariat DPRD {long} {name}",
    "{short} {name} (DPRD)",
    "{short} {name} (3 orang)",
)


def _written(region: Region, writing: str) -> str:
    short, long = PREFIXES[region.kind], LONG[region.kind]
    upper = f"{long} {region.name}".upper()
    return writing.format(
        short=short, long=long, pem=PEMKAB[region.kind], name=region.name, upper=upper
    )


def _slips(name: str) -> Iterator[str]:
    """Each letter left out, doubled, or changed places with its neighbour."""
    for place, letter in enumerate(name):
        if letter.isalpha():
            yield name[:place] + name[place + 1 :]
            yield name[:place] + letter + name[place:]
            after = name[place + 1 : place + 2]
            if after.isalpha() and after.casefold() != letter.casefold():
                yield name[:place] + after + letter + name[place + 2 :]


def test_the_data_are_complete() -> None:
    kinds = [region.kind for region in REGIONS]

    assert (kinds.count("provinsi"), kinds.count("kabupaten"), kinds.count("kota")) == (38, 416, 98)
    assert sum(region.pemda for region in REGIONS) == 546
    assert {code for _, code in ALIASES} <= {region.code for region in REGIONS}


def test_no_word_of_an_office_or_an_institution_is_a_region() -> None:
    regions = {key(words(name)) for name in [*(r.name for r in REGIONS), *(a for a, _ in ALIASES)]}

    taken = OFFICES | ASSOCIATIONS | BANKS | CAMPUS | COMPANIES | OTHERS | STATE

    assert taken.isdisjoint(regions)


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_region_is_known_however_it_is_written(writing: str) -> None:
    mistaken = {
        text: match.codes
        for region in REGIONS
        if (match := NAMES.match(text := _written(region, writing))).codes != (government(region),)
    }

    assert mistaken == {}


def test_every_alias_means_its_region_unless_it_means_two() -> None:
    governments = {region.code: government(region) for region in REGIONS}
    meanings: dict[str, set[str]] = {}
    for alias, code in [*ALIASES, *((r.name, r.code) for r in REGIONS if r.name == "Yogyakarta")]:
        meanings.setdefault(alias, set()).add(governments[code])

    found = {alias: set(NAMES.match(alias).codes) for alias in meanings}

    assert found == {a: codes if len(codes) == 1 else set() for a, codes in meanings.items()}


def test_a_slip_of_one_letter_never_leads_to_another_region() -> None:
    # These slips are themselves what another region is called; no matcher could tell.
    called_so = {("Kab. Bandung", "Badung"), ("Kota Solok", "Solo"), ("Kab. Tuban", "Tuba")}
    right = asked = 0
    wrong = set()

    for region in REGIONS:
        for slip in set(_slips(region.name)):
            match = NAMES.match(f"{PREFIXES[region.kind]} {slip}")
            right += match.codes == (government(region),)
            asked += match.needs_review
            if match.codes not in ((), (government(region),)):
                wrong.add((region.label, slip))
            assert match.codes or match.needs_review

    assert wrong == called_so
    assert right / (right + asked) > 0.9


@given(region=st.sampled_from(REGIONS), data=st.data())
@settings(max_examples=300)
def test_a_foreign_letter_never_leads_to_another_region(
    region: Region, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(region.name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz0158"))
    name = region.name[:place] + letter + region.name[place + data.draw(st.integers(0, 1)) :]

    match = NAMES.match(f"{PREFIXES[region.kind]} {name}")

    meant = {
        government(other)
        for other in REGIONS
        if other.kind == region.kind and key(words(other.name)) == key(words(name))
    } or {c for a, c in ALIASES if key(words(a)) == key(words(name))}
    assert match.codes in ((), (government(region),)) or set(match.codes) <= meant


@given(st.text(max_size=80))
@settings(max_examples=300)
def test_any_text_gets_an_answer_and_doubt_never_carries_a_code(text: str) -> None:
    match = NAMES.match(text)

    assert match.name == text
    assert not (match.needs_review and match.codes)


def test_a_page_of_text_is_answered_at_once_and_not_guessed_at() -> None:
    started = time.perf_counter()

    matches = [NAMES.match("Kab. Alor " * 1000), NAMES.match("x" * 10_000), NAMES.match("(" * 9999)]

    assert time.perf_counter() - started < 1
    assert all(match.needs_review and not match.codes for match in matches)


def test_the_search_offers_what_begins_so_first_and_only_governments() -> None:
    assert [region.code for region in NAMES.search("kota ban")][:3] == ["32.79", "32.73", "11.71"]
    assert [region.code for region in NAMES.search("sergai", limit=1)] == ["12.18"]
    assert [region.code for region in NAMES.search("jakarta sel", limit=1)] == ["31"]
    assert [region.code for region in NAMES.search("banyumass", limit=1)] == ["33.02"]


def test_the_search_offers_nothing_that_only_resembles_once_a_name_begins_so() -> None:
    assert [region.code for region in NAMES.search("cilac")] == ["33.01"]
