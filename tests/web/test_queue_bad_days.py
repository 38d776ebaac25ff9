"""The queue on a bad day: searches in a hurry, and rows that say why they came back."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert
from booking.usecases.answer_for_unit import accept, decline, propose
from tests.web.pages import make_request
from tests.web.units_at_work import (
    AGUS,
    FRIDAY,
    asked,
    given,
    officer,
    question_of,
)


@pytest.fixture
def at_desk(client: FlaskClient) -> FlaskClient:
    """An officer at the desk."""
    return officer(client)


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def test_a_search_says_how_many_match_behind_each_tab(at_desk: FlaskClient, now: datetime) -> None:
    given(now, number="900/77/2026")
    make_request(now=now, name="Kab. Bantul", regions=["34.02"], number="800/1/2026")

    page = at_desk.get("/petugas?q=900/77").text

    assert 'Perlu tindakan <span class="num">0</span>' in page
    assert 'Terjadwal <span class="num">1</span>' in page


def test_another_tab_keeps_what_was_searched(at_desk: FlaskClient, now: datetime) -> None:
    given(now, number="900/77/2026")

    page = at_desk.get("/petugas?q=900/77&cara=tatap_muka").text

    assert 'href="/petugas?tab=terjadwal&amp;q=900/77&amp;cara=tatap_muka"' in page


def test_a_search_that_misses_this_tab_leads_to_where_it_matches(
    at_desk: FlaskClient, now: datetime
) -> None:
    given(now, number="900/77/2026")

    page = at_desk.get("/petugas?q=900/77").text

    assert "Lihat 1 permohonan yang cocok pada tab Semua" in words_of(page)


def test_signs_of_the_database_are_searched_as_they_are_written(
    at_desk: FlaskClient, now: datetime
) -> None:
    make_request(now=now)

    found = [at_desk.get("/petugas", query_string={"q": q}).text for q in ("%", "_", "Ban%mas")]

    assert [page.count("row-link") for page in found] == [0, 0, 0]


def test_among_all_a_scheduled_request_shows_its_session(
    at_desk: FlaskClient, now: datetime
) -> None:
    given(now, wishes=[(FRIDAY, "13:00")])

    page = words_of(at_desk.get("/petugas?tab=semua").text)

    assert "Kam, 26 Nov, 10.00 WIB" in page
    assert "Jum, 27 Nov" not in page


def test_the_queue_says_what_the_unit_answered(at_desk: FlaskClient, now: datetime) -> None:
    late = now - timedelta(days=14)
    accept(question_of(asked(now, number="1")), [Expert("Dewi")], by=AGUS, now=now)
    asked(late, Slot(date(2026, 12, 3), "09:00"), number="2")
    declined = asked(now, Slot(FRIDAY, "09:00"), number="3", name="Kab. Bantul", regions=["34.02"])
    decline(question_of(declined), "Narasumber dinas luar.", by=AGUS, now=now)
    moved = asked(now, Slot(FRIDAY, "10:00"), number="4", name="Kab. Sleman", regions=["34.04"])
    propose(question_of(moved), [Slot(FRIDAY, "13:00")], by=AGUS, now=now)

    page = words_of(at_desk.get("/petugas").text)

    for expected in (
        "DTU menerima, tinggal dijadwalkan",
        "tahanan sesi berakhir, DTU belum menjawab",
        "DTU tidak dapat menerima",
        "DTU mengusulkan sesi lain",
    ):
        assert expected in page


def test_a_session_gone_by_is_not_called_closed(at_desk: FlaskClient, now: datetime) -> None:
    make_request(now=now - timedelta(days=10), wishes=[(date(2026, 11, 18), "09:00")])

    page = at_desk.get("/petugas").text

    assert "Sesi ditutup" not in page
    assert "Sesi sudah lewat" in page
