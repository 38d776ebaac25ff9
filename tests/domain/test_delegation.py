"""Who may come and who may go in: E.3.c.6 and c.7 at the form and at the door."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.delegation import Arrival, Guest, admit, announced_cap, role_of
from booking.domain.policy import SE_2
from booking.domain.words import COUNCIL_CHAIR, GUEST_ROLES, OTHER, REGIONAL_HEAD

HEAD = Arrival("Sri Wahyuni", "Bupati", REGIONAL_HEAD, identity_seen=True)
STAFF = tuple(Arrival(f"Tamu {n}", "Kepala Bidang Anggaran") for n in range(1, 8))

names = st.text("abc", min_size=1, max_size=3)
posts = st.sampled_from(["Bupati", "Wakil Bupati", "Kepala BPKAD", "Ketua DPRD"])
arrivals = st.lists(
    st.builds(Arrival, names, posts, st.sampled_from(GUEST_ROLES), st.booleans(), st.booleans()),
    max_size=9,
)
guests = st.lists(st.builds(Guest, names, posts, st.sampled_from(GUEST_ROLES)), max_size=6)


@pytest.mark.parametrize(
    "position",
    [
        "Gubernur",
        "Bupati Banyumas",
        "Wali Kota",
        "Walikota Surakarta",
        "Pj. Bupati",
        "Pj Gubernur",
        "Pjs. Wali Kota",
        "Plt. Bupati",
        "Plt.Bupati",
        "Plh Gubernur",
        "Penjabat Wali Kota",
        "Penjabat Sementara Bupati",
        "Pelaksana Tugas Bupati",
        "Pelaksana Harian Gubernur",
        "BUPATI  KLATEN",
    ],
)
def test_a_head_and_an_acting_head_open_the_four(position: str) -> None:
    assert role_of(position) == REGIONAL_HEAD


@pytest.mark.parametrize(
    "position",
    ["Ketua DPRD", "Ketua DPRA", "Ketua DPRK Sabang", "Ketua DPRP", "ketua dprd kab. banyumas"],
)
def test_the_chair_of_the_council_opens_the_four(position: str) -> None:
    assert role_of(position) == COUNCIL_CHAIR


@pytest.mark.parametrize(
    "position",
    [
        "Wakil Bupati",
        "Wakil Gubernur",
        "Wakil Ketua DPRD",
        "Ketua Komisi C DPRD",
        "Anggota DPRD",
        "Sekretaris DPRD",
        "Sekretaris Daerah",
        "Pj. Sekretaris Daerah",
        "Staf Ahli Bupati",
        "Ajudan Gubernur",
        "Kepala BPKAD",
        "Ketua DPR RI",
        "Wali Kota Jakarta Pusat",
        "Bupati Kepulauan Seribu",
        "",
    ],
)
def test_deputies_members_and_appointed_heads_do_not_open_the_four(position: str) -> None:
    assert role_of(position) == OTHER


def test_a_policy_may_leave_acting_heads_out() -> None:
    assert role_of("Plt. Bupati", acting_heads_count=False) == OTHER
    assert role_of("Bupati", acting_heads_count=False) == REGIONAL_HEAD


def test_two_may_be_announced_and_four_with_head_or_chair() -> None:
    assert announced_cap([OTHER, OTHER], SE_2) == 2
    assert announced_cap([OTHER, REGIONAL_HEAD], SE_2) == 4
    assert announced_cap([COUNCIL_CHAIR], SE_2) == 4
    assert announced_cap([REGIONAL_HEAD, COUNCIL_CHAIR], SE_2) == 4
    assert announced_cap([], SE_2) == 2


def test_two_guests_go_in() -> None:
    told = admit([], STAFF[:2], SE_2)

    assert (told.cap, told.arrived, len(told.admitted), told.sppd) == (2, 2, 2, 2)
    assert told.violations == ()


def test_a_third_guest_stays_outside_and_is_a_violation() -> None:
    told = admit([], STAFF[:3], SE_2)

    assert (told.cap, told.arrived, len(told.admitted), told.sppd) == (2, 3, 2, 2)
    assert told.refused == STAFF[2:3]
    assert told.violations == ("guest_cap_exceeded",)


def test_the_head_who_came_is_one_of_the_four() -> None:
    told = admit([], [*STAFF[:4], HEAD], SE_2)

    assert (told.cap, told.arrived, len(told.admitted)) == (4, 5, 4)
    assert told.admitted[0] == HEAD
    assert told.violations == ("guest_cap_exceeded",)


def test_an_unannounced_head_whose_identity_is_seen_opens_four() -> None:
    told = admit([Guest("Tamu 1", "Kepala Bidang")], [HEAD, *STAFF[:3]], SE_2)

    assert (told.cap, told.violations) == (4, ())


def test_an_announced_head_who_stays_away_leaves_two_places_and_an_unfounded_claim() -> None:
    announced = [
        Guest("Sri Wahyuni", "Bupati", REGIONAL_HEAD),
        *(Guest(f"T{n}", "") for n in "123"),
    ]

    told = admit(announced, STAFF[:3], SE_2)

    assert (told.cap, len(told.admitted), told.sppd) == (2, 2, 2)
    assert told.violations == ("guest_cap_exceeded", "head_claim_invalid")


def test_a_claim_that_opened_places_is_unfounded_even_when_only_two_come() -> None:
    others = [Guest(f"Tamu {n}", "") for n in range(1, 3)]
    announced = [Guest("Sri Wahyuni", "Bupati", REGIONAL_HEAD), *others]

    told = admit(announced, STAFF[:2], SE_2)

    assert told.violations == ("head_claim_invalid",)


def test_an_announced_head_who_was_not_needed_is_no_claim() -> None:
    announced = [Guest("Sri Wahyuni", "Bupati", REGIONAL_HEAD), Guest("Tamu 1", "")]

    assert admit(announced, STAFF[:2], SE_2).violations == ()


def test_a_head_who_shows_no_identity_opens_nothing_and_passes_nobody() -> None:
    unseen = Arrival("Sri Wahyuni", "Bupati", REGIONAL_HEAD, identity_seen=False, listed=False)

    told = admit([], [unseen, *STAFF[:2]], SE_2)

    assert told.cap == 2
    assert told.admitted == STAFF[:2]
    assert told.violations == ("guest_cap_exceeded", "head_claim_invalid")


def test_a_deputy_who_is_ticked_as_head_opens_nothing() -> None:
    deputy = Arrival("Budi Santoso", "Wakil Bupati", REGIONAL_HEAD, identity_seen=True)

    told = admit([], [deputy, *STAFF[:3]], SE_2)

    assert told.cap == 2
    assert "head_claim_invalid" in told.violations


def test_the_listed_come_before_the_substitutes() -> None:
    stranger = Arrival("Orang Lain", "Kepala Dinas", listed=False)

    told = admit([], [stranger, *STAFF[:2]], SE_2)

    assert told.admitted == STAFF[:2]
    assert told.refused == (stranger,)


def test_unnamed_companions_count_as_arrived_and_find_no_place() -> None:
    told = admit([], STAFF[:2], SE_2, extra_count=3)

    assert (told.arrived, len(told.admitted), told.sppd) == (5, 2, 2)
    assert told.violations == ("guest_cap_exceeded",)


def test_a_dispensation_raises_the_cap_and_never_lowers_it() -> None:
    assert admit([], STAFF[:5], SE_2, dispensed_cap=5).violations == ()
    assert admit([], [HEAD, *STAFF[:3]], SE_2, dispensed_cap=3).cap == 4


@given(announced=guests, came=arrivals, extra=st.integers(0, 5))
def test_whoever_comes_the_four_numbers_hold_together(
    announced: list[Guest], came: list[Arrival], extra: int
) -> None:
    told = admit(announced, came, SE_2, extra_count=extra)

    assert told.cap in (2, 4)
    assert len(told.admitted) <= told.cap
    assert told.sppd == len(told.admitted)
    assert told.arrived == len(came) + extra
    assert sorted(map(repr, [*told.admitted, *told.refused])) == sorted(map(repr, came))
    assert ("guest_cap_exceeded" in told.violations) == (told.arrived > told.cap)


@given(announced=guests, came=arrivals)
def test_four_go_in_only_with_an_identified_head_or_chair(
    announced: list[Guest], came: list[Arrival]
) -> None:
    told = admit(announced, came, SE_2)

    if told.cap == 4:
        assert told.admitted[0].role in (REGIONAL_HEAD, COUNCIL_CHAIR)
        assert told.admitted[0].identity_seen
        assert "head_claim_invalid" not in told.violations
    if not any(a.identity_seen and a.role != OTHER for a in came):
        assert told.cap == 2


@given(announced=guests, came=arrivals, extra=st.integers(0, 5))
def test_nobody_is_sent_away_while_a_place_is_left(
    announced: list[Guest], came: list[Arrival], extra: int
) -> None:
    told = admit(announced, came, SE_2, extra_count=extra)

    assert not told.refused or len(told.admitted) == told.cap
