"""A corrected letter is a new one: what a person saw in the one before it does not hold for it."""

from __future__ import annotations

from flask import Flask

from booking.domain.roles import REQUESTER_ACTOR
from booking.store import requests
from booking.usecases.correct_letter import correct_letter
from booking.usecases.verify_letter import return_letter, verify_letter
from tests.usecases.builders import NOW, OFFICER, letter, submitted


def test_the_addressee_of_a_corrected_letter_is_looked_at_anew(app: Flask) -> None:
    reference = submitted()
    verify_letter(reference, ticks=("addressee", "signature"), by=OFFICER, now=NOW)
    return_letter(reference, codes=(), reason="Tanda tangan belum ada.", by=OFFICER, now=NOW)

    correct_letter(
        reference,
        letter(addressee="Menteri Keuangan"),
        letter_file_id=None,
        by=REQUESTER_ACTOR,
        now=NOW,
    )

    assert not requests.by_reference(reference).addressee_seen
