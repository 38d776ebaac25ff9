"""The week board: rooms and sessions by day, and the way from a free session to a request."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from booking.database import db, transaction
from booking.domain.roles import Role
from booking.domain.sessions import VISITING_ROOM, Slot
from booking.domain.words import CONFERENCE
from booking.models.calendar import Closure, DayOverride
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, make_request, send, sign_in, stored

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
WEEK = "/petugas/papan?minggu=2026-W48"


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """An officer at the desk."""
    sign_in(client, Role.OFFICER)
    return client


def verified(now: datetime, **kept: object) -> str:
    reference = make_request(now=now, **kept)  # type: ignore[arg-type]
    verify_letter(reference, by=OFFICER, now=now)
    return reference


def given(now: datetime, slot: Slot, **kept: object) -> str:
    reference = verified(now, **kept)
    schedule(reference, slot, consulted="Disepakati unit.", by=OFFICER, now=now)
    return reference


def close(now: datetime, on: date, *, start: str = "", room: str = "") -> None:
    with transaction():
        db.session.add(
            Closure(date=on, session=start, room=room, reason="Rapat kerja", by="Penyelia", at=now)
        )


def cell(page: str, start: str, day: int, band: int = 0) -> str:
    """The cell of a session, counted as a browser does: by rowspans of the rows above."""
    table = page.partition("<tbody>")[2].split("<tbody>")[band]
    spans = [0] * 5
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.S):
        cells = re.findall(r"<td(.*?)</td>", row, re.S)
        here: list[str] = []
        for column in range(5):
            if spans[column]:
                spans[column] -= 1
                here.append("")
                continue
            text = cells.pop(0)
            found = re.search(r'rowspan="(\d)"', text)
            spans[column] = int(found[1]) - 1 if found else 0
            here.append(text)
        if f'<th scope="row">{start}' in row:
            return here[day]
    raise AssertionError(f"no row {start}")


def test_a_scheduled_visit_stands_in_its_session_with_its_state(
    desk: FlaskClient, now: datetime
) -> None:
    reference = given(now, Slot(THURSDAY, "10:00"))

    found = cell(desk.get(WEEK).text, "10.00", 3)

    assert f'href="/petugas/permohonan/{reference}"' in found
    assert "Kab. Banyumas" in found
    assert "Terjadwal" in found
    assert found.count("<a ") == 1


def test_a_free_session_leads_to_those_who_could_take_it(desk: FlaskClient, now: datetime) -> None:
    reference = verified(now, wishes=[(THURSDAY, "09:00")])

    free = cell(desk.get(WEEK).text, "09.00", 3)
    page = desk.get(f"/petugas/papan/{THURSDAY}/09.00").text

    assert f"/petugas/papan/{THURSDAY}/09.00" in free
    assert "Kosong" in free
    assert "Pilihan ke-1" in page
    assert f"/petugas/permohonan/{reference}?langkah=jadwal" in page


def test_the_way_from_the_board_fills_the_form_of_the_request(
    desk: FlaskClient, now: datetime
) -> None:
    reference = given(now, Slot(THURSDAY, "10:00"))
    board = desk.get(f"/petugas/papan/{FRIDAY}/13.00").text
    way = re.search(r'href="([^"]+langkah=pindah[^"]+)"', board)
    assert way

    page = desk.get(way[1].replace("&amp;", "&").partition("#")[0]).text
    moved = send(
        desk,
        f"/petugas/permohonan/{reference}",
        f"/petugas/permohonan/{reference}/pindah",
        slot="lain",
        date=FRIDAY.isoformat(),
        session="13:00",
        reason="Ruang dipakai rapat.",
    )

    assert 'value="2026-11-27"' in page
    assert '<option value="13:00" selected>' in page
    assert moved.status_code == 303
    assert stored(reference).appointment_on == FRIDAY


def test_a_request_that_may_not_have_the_session_says_why(desk: FlaskClient, now: datetime) -> None:
    third = verified(now, number="3", wishes=[(THURSDAY, "09:00")])
    for number, start in enumerate(("10:00", "13:00")):
        given(now, Slot(THURSDAY, start), number=f"1-{number}")

    page = desk.get(f"/petugas/papan/{THURSDAY}/09.00").text

    assert third in page
    assert "Kuota daerah penuh" in page
    assert "langkah=jadwal" not in page


def test_holidays_and_joint_leave_are_named(desk: FlaskClient) -> None:
    page = desk.get("/petugas/papan?minggu=2026-W52").text

    assert "Cuti bersama" in cell(page, "09.00", 3)
    assert 'rowspan="4"' in cell(page, "09.00", 3)
    assert "Hari Raya Natal" in cell(page, "09.00", 4)


def test_a_closure_names_its_reason_and_leaves_the_other_sessions(
    desk: FlaskClient, now: datetime
) -> None:
    close(now, THURSDAY, start="13:00")

    page = desk.get(WEEK).text

    assert "Rapat kerja" in cell(page, "13.00", 3)
    assert "Kosong" in cell(page, "14.00", 3)


def test_a_closed_visiting_room_leaves_the_virtual_rooms(desk: FlaskClient, now: datetime) -> None:
    close(now, THURSDAY, room=VISITING_ROOM)

    page = desk.get(WEEK).text

    assert "Ditutup DJPK" in cell(page, "09.00", 3)
    assert "3 ruang kosong" in cell(page, "09.00", 3, band=1)


def test_a_conference_stands_in_its_virtual_room_beside_the_free_ones(
    desk: FlaskClient, now: datetime
) -> None:
    given(now, Slot(THURSDAY, "09:00"), mode=CONFERENCE)

    page = desk.get(WEEK).text

    assert "Kosong" in cell(page, "09.00", 3)
    assert "Ruang virtual 1" in cell(page, "09.00", 3, band=1)
    assert "2 ruang kosong" in cell(page, "09.00", 3, band=1)


def test_a_visit_on_a_day_that_became_a_holiday_is_shown_as_needing_another(
    desk: FlaskClient, now: datetime
) -> None:
    reference = given(now, Slot(THURSDAY, "10:00"))
    with transaction():
        db.session.add(
            DayOverride(
                date=THURSDAY,
                working_day=False,
                name="Cuti bersama",
                legal_basis="SKB 3 Menteri",
                by="Penyelia",
                at=now,
            )
        )

    found = cell(desk.get(WEEK).text, "10.00", 3)

    assert reference in found
    assert "Perlu dijadwalkan ulang" in found


@pytest.mark.parametrize("week", ["2026-W99", "x", "", "0000-W00"])
def test_a_week_that_does_not_exist_shows_this_week(desk: FlaskClient, week: str) -> None:
    answer = desk.get("/petugas/papan", query_string={"minggu": week, "hari": "x"})

    assert answer.status_code == 200
    assert "23–27 November" in re.sub("[\u00a0\u2060]", " ", answer.text)


@pytest.mark.parametrize(
    "path", ["2026-11-26/08.00", "x/09.00", "2026-13-01/09.00", "2026-11-26/x"]
)
def test_a_session_that_does_not_exist_is_not_found(desk: FlaskClient, path: str) -> None:
    answer = desk.get(f"/petugas/papan/{path}")

    assert answer.status_code == 404
    assert "papan minggu" in answer.text


def test_who_was_first_is_named_when_a_session_is_gone(desk: FlaskClient, now: datetime) -> None:
    winner = given(now, Slot(THURSDAY, "09:00"), name="Kab. Cilacap", regions=["33.01"])
    late = verified(now, number="900/2")

    answer = send(
        desk,
        f"/petugas/permohonan/{late}",
        f"/petugas/permohonan/{late}/jadwal",
        slot=f"{THURSDAY} 09:00",
        consulted="Disepakati unit.",
    )

    assert answer.status_code == 409
    assert f"sudah terisi oleh Kab. Cilacap, {winner}" in answer.text.replace("\u00a0", " ")
