"""The code of a letter: read however it is typed, and every simple slip is noticed."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest

from booking.domain.verification_code import (
    ALPHABET,
    DRAWN,
    EXAMPLE,
    LENGTH,
    Fault,
    letter_code,
    printed,
    read_code,
)

KEY = b"a key of the tests"
DRAWN_AT_RANDOM = random.Random(20261123)  # noqa: S311  the same codes in every run


def plain_codes(count: int) -> list[str]:
    """Right codes without hyphens, among them the two ends of the alphabet."""
    drawn = ["0" * DRAWN, "Z" * DRAWN]
    drawn += ["".join(DRAWN_AT_RANDOM.choices(ALPHABET, k=DRAWN)) for _ in range(count)]
    return [printed(one).replace("-", "") for one in drawn]


def test_a_code_is_twelve_characters_and_a_check_in_groups_of_four() -> None:
    code = letter_code(KEY, "seed")

    assert [len(group) for group in code.split("-")] == [4, 4, 4, 1]
    assert set(code) <= set(ALPHABET) | {"-"}
    assert read_code(code).code == code


def test_the_code_of_a_seed_is_made_again_only_under_the_same_key() -> None:
    code = letter_code(KEY, "seed")

    assert letter_code(KEY, "seed") == code
    assert letter_code(b"another key", "seed") != code
    assert letter_code(KEY, "another seed") != code


def test_all_sixty_bits_vary() -> None:
    codes = [letter_code(KEY, str(number)).replace("-", "") for number in range(2000)]

    for place in range(LENGTH):
        assert {code[place] for code in codes} == set(ALPHABET)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("code", plain_codes(3))
def test_every_single_wrong_character_is_noticed(code: str) -> None:
    slips = [
        code[:place] + other + code[place + 1 :]
        for place, other in product(range(LENGTH), ALPHABET)
        if code[place] != other
    ]

    assert len(slips) == LENGTH * 31
    assert {read_code(slip).fault for slip in slips} == {Fault.CHECK}


def test_every_exchange_of_neighbours_is_noticed_whatever_stands_there() -> None:
    for place, (one, two) in product(range(LENGTH - 1), combinations(ALPHABET, 2)):
        right = _right_with(place, one, two)
        slip = right[:place] + two + one + right[place + 2 :]

        assert read_code(right).fault is None
        assert read_code(slip).fault is Fault.CHECK


@pytest.mark.parametrize("code", plain_codes(20))
def test_every_exchange_of_two_characters_far_apart_is_noticed(code: str) -> None:
    for first, second in combinations(range(LENGTH), 2):
        letters = list(code)
        letters[first], letters[second] = letters[second], letters[first]
        if letters[first] != letters[second]:
            assert read_code("".join(letters)).fault is Fault.CHECK


@pytest.mark.parametrize(
    "written",
    [
        EXAMPLE,
        EXAMPLE.lower(),
        EXAMPLE.replace("-", ""),
        EXAMPLE.replace("-", " "),
        EXAMPLE.replace("-", " – "),
        f"  {EXAMPLE}\n",
        EXAMPLE.replace("-", "\u2011"),
        f"https://konsultasi.djpk.example/v/{EXAMPLE}",
    ],
)
def test_a_code_is_read_however_it_is_typed(written: str) -> None:
    assert read_code(written).code == EXAMPLE


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = printed("0110ABCDEFGH")

    assert read_code(code.replace("0110", "OIlo")).code == code


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.EMPTY),
        (" - ", Fault.EMPTY),
        (EXAMPLE[:-1], Fault.LENGTH),
        (EXAMPLE + "5", Fault.LENGTH),
        ("U" + EXAMPLE[1:], Fault.CHARACTER),
        ("Ж" * 13, Fault.CHARACTER),
        ("<script>", Fault.CHARACTER),
        ("7" * 100_000, Fault.LENGTH),
    ],
)
def test_what_cannot_be_a_code_is_told_apart(written: str, fault: Fault) -> None:
    reading = read_code(written)

    assert (reading.code, reading.fault) == ("", fault)


def _right_with(place: int, one: str, two: str) -> str:
    """A right code with these two characters at this place and the next."""
    if place + 1 < DRAWN:
        drawn = "0" * place + one + two + "0" * (DRAWN - place - 2)
        return printed(drawn).replace("-", "")
    for first in ALPHABET:  # the second is the check character: vary another one until it fits
        code = printed(first + "0" * (DRAWN - 2) + one).replace("-", "")
        if code[-1] == two:
            return code
    raise AssertionError("no code ends so")
