""" "Saya kerjakan": a note to colleagues, for half an hour, that anybody may take over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from booking.errors import NotAllowed
from booking.store import work_claims
from booking.usecases.take_up import put_down, take_up
from booking.usecases.verify_letter import verify_letter
from tests.usecases.builders import (
    NOW,
    OFFICER,
    RECEPTION,
    SUPERVISOR,
    found,
    state,
    submitted,
)


@pytest.fixture(autouse=True)
def _database(app: Flask) -> None:
    """Each test on its own database."""


def worker(reference: str, now: datetime = NOW) -> str:
    claim = work_claims.live([found(reference).id], now=now).get(found(reference).id)
    return claim.name if claim else ""


def test_colleagues_see_for_half_an_hour_who_works_on_it() -> None:
    reference = submitted()

    until = take_up(reference, by=OFFICER, now=NOW)

    assert until == NOW + timedelta(minutes=30)
    assert worker(reference) == "Nurhayati"
    assert worker(reference, until) == ""


def test_a_colleague_takes_it_over() -> None:
    reference = submitted()
    take_up(reference, by=OFFICER, now=NOW)

    take_up(reference, by=SUPERVISOR, now=NOW)

    assert worker(reference) == "Hendra Wijaya"


def test_nobody_is_locked_out_by_the_note() -> None:
    reference = submitted()
    take_up(reference, by=SUPERVISOR, now=NOW)
    seen = found(reference).version

    verify_letter(reference, by=OFFICER, now=NOW, version=seen)

    assert state(reference) == "verified"


def test_only_the_own_note_is_taken_away() -> None:
    reference = submitted()
    take_up(reference, by=OFFICER, now=NOW)

    put_down(reference, by=SUPERVISOR)
    still = worker(reference)
    put_down(reference, by=OFFICER)

    assert (still, worker(reference)) == ("Nurhayati", "")


def test_reception_takes_up_no_letters() -> None:
    with pytest.raises(NotAllowed):
        take_up(submitted(), by=RECEPTION, now=NOW)
