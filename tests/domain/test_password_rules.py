"""Passwords: length and a list of common ones always, composition and age where BSSN asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from booking.domain.password_rules import ASVS, BSSN, PROFILES, problems_of
from booking.settings import PASSWORD_PROFILES
from booking.store.common_passwords import common_passwords

ABOUT = "rina.astuti@kemenkeu.go.id Rina Astuti"


def codes(password: str, profile: str = "bssn") -> list[str]:
    found = problems_of(password, PROFILES[profile], common=common_passwords(), about=ABOUT)
    return [problem.code for problem in found]


@pytest.mark.parametrize("password", ["Empat ekor 7 gajah!", "Kopi-pahit-3-sendok"])
def test_a_good_password_passes_under_both_profiles(password: str) -> None:
    assert codes(password) == codes(password, "asvs") == []


def test_a_long_sentence_needs_no_marks_under_asvs() -> None:
    assert codes("empat ekor gajah menari", "asvs") == []
    assert codes("empat ekor gajah menari", "bssn") == ["password_plain"]


def test_eleven_characters_are_too_few_and_twelve_are_enough() -> None:
    assert codes("Gajah-ekor7") == ["password_short"]
    assert codes("Gajah-ekor77") == []


def test_a_password_of_endless_length_is_refused() -> None:
    assert codes("Empat ekor 7 gajah! " * 7) == ["password_long"]


@pytest.mark.parametrize(
    "password",
    ["Password1234!", "P@ssw0rd2026!!", "qwertyuiop12345", "aaaaaaaaaaaa"],
)
def test_a_common_password_is_refused_also_with_digits_around_it(password: str) -> None:
    assert "password_common" in codes(password, "asvs")


@pytest.mark.parametrize(
    "password", ["Konsultasi-DJPK-1", "Kemenkeu2026!!!", "Rina.Astuti-1990", "Djpk-Jakarta-77!"]
)
def test_a_password_of_our_words_and_the_own_name_is_refused(password: str) -> None:
    assert codes(password) == ["password_guessable"]


def test_digits_alone_are_guessable() -> None:
    assert codes("407215998316", "asvs") == ["password_guessable"]


def test_the_list_is_large_enough_and_ships_small() -> None:
    assert len(common_passwords()) > 15_000


def test_only_bssn_lets_a_password_expire() -> None:
    set_at = datetime(2026, 1, 5, tzinfo=UTC)

    assert not BSSN.is_expired(set_at, now=set_at + timedelta(days=89))
    assert BSSN.is_expired(set_at, now=set_at + timedelta(days=90))
    assert not ASVS.is_expired(set_at, now=set_at + timedelta(days=5000))


def test_the_settings_know_the_profiles_and_bssn_comes_first() -> None:
    assert tuple(PROFILES) == PASSWORD_PROFILES
    assert PASSWORD_PROFILES[0] == "bssn"
