"""Secret links and references: what can be guessed, repeated and mistyped."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.links import (
    CONFIRM,
    REFERENCE_ALPHABET,
    TRACKING,
    fingerprint,
    link_token,
    new_reference,
    new_seed,
    new_token,
    tidy_reference,
)

KEY = b"a key of the server that nobody knows"


def test_the_same_seed_gives_the_same_link_again() -> None:
    assert link_token(KEY, TRACKING, "seed") == link_token(KEY, TRACKING, "seed")


def test_key_purpose_and_seed_each_change_the_link() -> None:
    tokens = {
        link_token(KEY, TRACKING, "seed"),
        link_token(KEY, CONFIRM, "seed"),
        link_token(KEY, TRACKING, "seed2"),
        link_token(b"another key", TRACKING, "seed"),
    }

    assert len(tokens) == 4


def test_a_link_is_192_bits_in_characters_that_survive_a_mail() -> None:
    token = link_token(KEY, TRACKING, new_seed())

    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", token)


def test_the_database_keeps_a_fingerprint_that_does_not_contain_the_token() -> None:
    token = new_token()

    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(token))
    assert token not in fingerprint(token)


def test_seeds_tokens_and_references_do_not_repeat() -> None:
    assert len({new_seed() for _ in range(1000)}) == 1000
    assert len({new_token() for _ in range(1000)}) == 1000
    assert len({new_reference() for _ in range(1000)}) == 1000


def test_a_reference_is_eight_characters_that_cannot_be_confused() -> None:
    reference = new_reference()

    assert re.fullmatch(rf"[{REFERENCE_ALPHABET}]{{4}}-[{REFERENCE_ALPHABET}]{{4}}", reference)
    assert len(REFERENCE_ALPHABET) == 32
    assert not set("ILOU") & set(REFERENCE_ALPHABET)


@pytest.mark.parametrize(
    "written", ["K7M2-4QXD", "k7m2-4qxd", " k7m24qxd ", "K7M2 4QXD", "k7m2--4qxd"]
)
def test_a_reference_is_found_however_it_is_typed(written: str) -> None:
    assert tidy_reference(written) == "K7M2-4QXD"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert tidy_reference("oil0-1OIL") == "0110-1011"


@given(st.text(REFERENCE_ALPHABET, min_size=8, max_size=8))
def test_a_tidy_reference_stays_as_it_is(drawn: str) -> None:
    reference = f"{drawn[:4]}-{drawn[4:]}"

    assert tidy_reference(reference) == reference
    assert tidy_reference(reference.lower()) == reference
