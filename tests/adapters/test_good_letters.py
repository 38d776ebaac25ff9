"""Good letters are taken and read whatever their layout; what cannot be read is left open (S8)."""

from __future__ import annotations

import pytest

from booking.adapters.letter_file import accept_letter
from booking.domain import letter
from booking.domain.letter import LetterReading, read_letter
from booking.domain.letter_addressee import is_addressed_to_director_general
from tests.letters import sent
from tests.letters_typeset import LETTERS, scanned, typeset

ANY = next(iter(LETTERS))


def misread(text: str, expected: LetterReading) -> list[str]:
    """What was read otherwise than it stands in the letter."""
    found = read_letter(text)
    return [
        name
        for name in ("number", "date", "subject", "addressee")
        if getattr(found, name) != getattr(expected, name)
    ]


def test_there_are_ten_layouts_or_more() -> None:
    assert len(LETTERS) >= 10


@pytest.mark.parametrize("name", LETTERS)
def test_a_good_letter_is_taken_and_read(name: str) -> None:
    content, expected = typeset(name), LETTERS[name][1]

    accepted = accept_letter(sent(content))

    assert accepted.pdf == content
    assert misread(accepted.text, expected) == []
    assert expected.addressee is not None
    assert is_addressed_to_director_general(expected.addressee)


@pytest.mark.parametrize("kind", ["PDF", "JPEG", "PNG"])
def test_a_scan_or_photograph_is_taken_and_left_to_be_filled_in(kind: str) -> None:
    accepted = accept_letter(sent(scanned(ANY, kind)))

    assert accepted.pages == 1
    assert read_letter(accepted.text) == LetterReading(None, None, None, None)


def test_a_letter_that_is_not_read_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    text, expected = accept_letter(sent(typeset(ANY))).text, LETTERS[ANY][1]

    assert misread("", expected) == ["number", "date", "subject", "addressee"]
    monkeypatch.setattr(letter, "DEAR", letter.TO)
    assert misread(text, expected) == ["addressee"]
