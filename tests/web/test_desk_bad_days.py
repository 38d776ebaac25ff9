"""The desk on a bad day: two ways to the same session, a colleague's decision, odd addresses."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert
from booking.usecases.answer_for_unit import accept
from booking.usecases.cancel import cancel_by_requester
from tests.web.pages import OFFICER, make_request, send, stored
from tests.web.units_at_work import (
    AGUS,
    FRIDAY,
    TEN,
    THURSDAY,
    asked,
    desk,
    given,
    officer,
    question_of,
)


@pytest.fixture
def at_desk(client: FlaskClient) -> FlaskClient:
    """An officer at the desk."""
    return officer(client)


def decision_of(page: str) -> str:
    """The form that gives a session, below the panel of the unit."""
    return page.partition('id="h-dec"')[2]


def test_the_session_that_the_unit_accepted_is_the_one_that_is_offered(
    at_desk: FlaskClient, now: datetime
) -> None:
    reference = asked(now, TEN, wishes=[(FRIDAY, "13:00")])
    accept(question_of(reference), [Expert("Dewi")], by=AGUS, now=now)

    form = decision_of(at_desk.get(desk(reference)).text)

    assert f'value="{THURSDAY} 10:00" checked' in form
    assert form.count(f'value="{THURSDAY} 10:00"') == 1
    assert f'value="{FRIDAY} 13:00" checked' not in form
    assert "disetujui DTU" in form


def test_while_a_unit_is_asked_the_session_it_was_asked_for_is_chosen(
    at_desk: FlaskClient, now: datetime
) -> None:
    reference = asked(now, Slot(FRIDAY, "13:00"), wishes=[(THURSDAY, "09:00"), (FRIDAY, "13:00")])

    form = decision_of(at_desk.get(desk(reference)).text)

    assert f'value="{FRIDAY} 13:00" checked' in form
    assert form.count(f'value="{FRIDAY} 13:00"') == 1
    assert "ditahan, DTU belum menjawab" in form


def test_the_end_of_time_is_no_session_of_the_board(at_desk: FlaskClient) -> None:
    for day in ("9999-12-31", "0001-01-01", "2026-02-30"):
        assert at_desk.get(f"/petugas/papan/{day}/09.00").status_code == 404


def test_words_typed_outlive_the_decision_of_a_colleague(
    at_desk: FlaskClient, now: datetime
) -> None:
    reference = given(now)
    cancel_by_requester(reference, reason="Tidak jadi.", by=OFFICER, now=now)
    typed = {
        "batal": {"who": "djpk", "reason": "Ruang dipakai sidang."},
        "tamu": {"guest": "1", "reason": "KTP tidak sesuai."},
        "unit": {"unit": "DTU", "slot": f"{FRIDAY} 09:00", "note": "Mohon narasumber DAU."},
    }

    pages = [
        send(at_desk, "/petugas", desk(reference, step), **values) for step, values in typed.items()
    ]

    assert [page.status_code for page in pages] == [409, 409, 409]
    for page, values in zip(pages, typed.values(), strict=True):
        assert "Yang Saudara tulis" in page.text
        assert list(values.values())[-1] in page.text


def test_a_letter_is_in_order_only_when_a_person_looked_at_all_that_a_person_must(
    at_desk: FlaskClient, now: datetime
) -> None:
    reference = make_request(now=now)

    refused = send(at_desk, desk(reference), desk(reference, "periksa"), ticks="addressee")

    assert refused.status_code == 422
    assert 'href="#periksa-ticks"' in refused.text
    assert "Surat ditandatangani pejabat yang berwenang" in refused.text
    assert "SE-2 E.3.c.1" in refused.text
    assert 'id="periksa-addressee" value="addressee" checked' in refused.text
    assert stored(reference).state == "submitted"


def test_the_region_that_is_charged_stands_beside_the_name_as_it_was_written(
    at_desk: FlaskClient, now: datetime
) -> None:
    reference = make_request(now=now, name="Badan Keuangan Daerah", regions=["71.73"])

    page = at_desk.get(desk(reference)).text

    assert "Badan Keuangan Daerah" in page
    assert "daerah: Kota Tomohon" in page
