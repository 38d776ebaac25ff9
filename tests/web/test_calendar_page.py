"""Keeping the calendar by page: the planner shows first, saving cancels nobody, undo leads back."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.database import db
from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.models.calendar import Closure
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, make_request, send, sign_in, stored

THURSDAY = date(2026, 11, 26)
CLOSING = {"jenis": "tutup", "tanggal": "2026-11-26", "alasan": "Rapat kerja DJPK"}
CALENDAR, WORK_LIST = "/petugas/kalender", "/petugas/jadwal-ulang"


@pytest.fixture
def keeper(client: FlaskClient) -> FlaskClient:
    """A supervisor, who keeps the calendar."""
    sign_in(client, Role.SUPERVISOR)
    return client


def given(now: datetime, start: str = "10:00", **kept: object) -> str:
    reference = make_request(now=now, **kept)  # type: ignore[arg-type]
    verify_letter(reference, by=OFFICER, now=now)
    schedule(reference, Slot(THURSDAY, start), consulted="Unit setuju.", by=OFFICER, now=now)
    return reference


def plain(page: str) -> str:
    """What a person reads: without markup, in ordinary spaces."""
    text = re.sub(r"<[^>]+>", " ", page.replace("\u00a0", " ").replace("\u2060", ""))
    return re.sub(r"\s+", " ", text)


def test_a_year_tells_each_day_off_with_its_kind_and_what_is_only_estimated(
    keeper: FlaskClient,
) -> None:
    this, following = keeper.get(CALENDAR).text, keeper.get(f"{CALENDAR}?tahun=2027").text

    assert "Cuti Bersama Hari Raya Natal" in this
    assert "Perkiraan" not in plain(this).partition("Daftar libur nasional berasal")[0]
    assert "(perkiraan)" not in following
    assert "Hari Raya Idul Fitri Perkiraan" in plain(following)


def test_the_planner_shows_who_is_hit_what_remains_and_the_mail_and_saves_nothing(
    keeper: FlaskClient, now: datetime
) -> None:
    reference = given(now)

    page = plain(keeper.get(f"{CALENDAR}/rencana", query_string=CLOSING).text)

    assert "1 jadwal terdampak" in page
    assert reference in page
    assert "Usul: Jumat, 27 November 2026, pukul 09.00–10.00 WIB" in page
    assert "DJPK memindahkan jadwal" in page
    assert "Rapat kerja DJPK" in page
    assert db.session.scalars(select(Closure)).all() == []


def test_two_who_are_hit_are_not_proposed_the_same_session(
    keeper: FlaskClient, now: datetime
) -> None:
    given(now, "09:00", number="1")
    given(now, "10:00", number="2", name="Kab. Cilacap", regions=["33.01"])

    page = plain(keeper.get(f"{CALENDAR}/rencana", query_string=CLOSING).text)

    assert "Usul: Jumat, 27 November 2026, pukul 09.00–10.00 WIB" in page
    assert "Usul: Jumat, 27 November 2026, pukul 10.00–11.00 WIB" in page


def test_saving_a_closure_cancels_nobody_and_leads_to_the_work_list(
    keeper: FlaskClient, now: datetime
) -> None:
    reference = given(now)

    answer = send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING, terdampak="1")
    page = plain(keeper.get(answer.location).text)

    assert (answer.status_code, answer.location) == (303, WORK_LIST)
    assert stored(reference).state == "scheduled"
    assert "1 jadwal perlu dijadwalkan ulang; belum ada yang dipindahkan" in page
    assert reference in page


def test_who_was_booked_while_the_plan_was_read_is_told_in_the_result(
    keeper: FlaskClient, now: datetime
) -> None:
    keeper.get(f"{CALENDAR}/rencana", query_string=CLOSING)
    given(now)

    answer = send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING, terdampak="0")

    page = plain(keeper.get(answer.location).text)
    assert "1 di antaranya baru terisi saat penutupan disimpan" in page


def test_from_the_work_list_a_visit_is_moved_with_its_reason(
    keeper: FlaskClient, now: datetime
) -> None:
    reference = given(now)
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)

    answer = send(
        keeper,
        WORK_LIST,
        f"{WORK_LIST}/{reference}/pindah",
        slot="2026-11-27 09:00",
        reason="Rapat kerja DJPK.",
    )

    assert answer.status_code == 303
    assert stored(reference).appointment_on == date(2026, 11, 27)
    assert "Tidak ada jadwal yang perlu dipindahkan" in plain(keeper.get(WORK_LIST).text)


def test_from_the_work_list_djpk_cancels_and_the_letter_stays_good(
    keeper: FlaskClient, now: datetime
) -> None:
    reference = given(now)
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)

    answer = send(keeper, WORK_LIST, f"{WORK_LIST}/{reference}/batal", reason="Rapat kerja DJPK.")

    assert answer.status_code == 303
    assert stored(reference).state == "verified"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"slot": "x", "reason": "y"},
        {"slot": "2026-11-27 09:00"},
        {"slot": "2026-11-28 09:00", "reason": "y"},
        {"slot": "2026-11-26 10:00", "reason": "Tetap di sini"},
    ],
)
def test_a_move_that_cannot_be_made_keeps_the_visit_and_what_was_typed(
    keeper: FlaskClient, now: datetime, sent: dict[str, str]
) -> None:
    reference = given(now)
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)

    answer = send(keeper, WORK_LIST, f"{WORK_LIST}/{reference}/pindah", **sent)

    assert answer.status_code == 422
    assert "Belum tersimpan" in answer.text
    assert sent.get("reason", "") in answer.text
    assert stored(reference).appointment_on == THURSDAY


def test_a_stale_move_is_told_who_was_first(keeper: FlaskClient, now: datetime) -> None:
    reference = given(now)
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)
    old = str(stored(reference).version - 1)

    answer = send(
        keeper,
        WORK_LIST,
        f"{WORK_LIST}/{reference}/batal",
        reason="Rapat.",
        version=old,
    )

    assert answer.status_code == 409
    assert "sudah diputuskan oleh Rina Astuti" in plain(answer.text)


def test_a_closure_is_undone_and_its_session_free_again(keeper: FlaskClient) -> None:
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)
    closed = db.session.scalars(select(Closure)).one()
    shown = keeper.get(CALENDAR).text

    answer = send(keeper, CALENDAR, f"{CALENDAR}/buka/{closed.id}")

    assert f"/buka/{closed.id}" in shown
    assert answer.status_code == 303
    assert f"/buka/{closed.id}" not in keeper.get(CALENDAR).text
    assert send(keeper, CALENDAR, f"{CALENDAR}/buka/{closed.id}").status_code == 409
    assert send(keeper, CALENDAR, f"{CALENDAR}/buka/999").status_code == 404


def test_a_closure_is_read_by_visitors_with_its_reason(keeper: FlaskClient) -> None:
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)

    assert "Rapat kerja DJPK" in keeper.get("/ketersediaan").text


def test_a_new_joint_leave_day_is_planned_saved_and_withdrawn(
    keeper: FlaskClient, now: datetime
) -> None:
    reference = given(now)
    day = {"jenis": "cuti", "tanggal": "2026-11-26", "nama": "Cuti Bersama Pilkada", "dasar": "SKB"}

    plan = plain(keeper.get(f"{CALENDAR}/rencana", query_string=day).text)
    saved = send(keeper, CALENDAR, f"{CALENDAR}/koreksi", **day)
    listed = plain(keeper.get(CALENDAR).text)

    assert "1 jadwal terdampak" in plan
    assert saved.status_code == 303
    assert "/jadwal-ulang" in saved.location
    assert reference in plain(keeper.get(WORK_LIST).text)
    assert "Cuti Bersama Pilkada Cuti bersama Koreksi SKB, oleh Bagus Wicaksono" in listed
    send(keeper, CALENDAR, f"{CALENDAR}/koreksi/batal", tanggal="2026-11-26")
    assert "Cuti Bersama Pilkada" not in keeper.get(CALENDAR).text.partition("<table")[2]
    assert reference not in keeper.get(WORK_LIST).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Isi tanggalnya."),
        ({"tanggal": "26-11-2026"}, "Isi tanggalnya."),
        ({"tanggal": "2026-11-28", "alasan": "x"}, "sudah libur: Akhir pekan"),
        ({"tanggal": "2026-11-26"}, "Tuliskan alasan penutupan"),
        ({"tanggal": "2026-11-26", "alasan": "x", "sesi": "8"}, "Pilih sesi dari daftar."),
        ({"tanggal": "2026-11-26", "alasan": "x", "ruang": "8"}, "Pilih ruang dari daftar."),
        ({"tanggal": "2026-11-26", "jenis": "apa", "nama": "x", "dasar": "y"}, "Pilih jenis hari."),
        ({"tanggal": "2026-11-26", "jenis": "libur", "nama": "x"}, "Tuliskan dasar hukumnya"),
    ],
)
def test_what_cannot_be_planned_says_why_and_keeps_what_was_typed(
    keeper: FlaskClient, sent: dict[str, str], said: str
) -> None:
    answer = keeper.get(f"{CALENDAR}/rencana", query_string=sent)

    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert all(f'value="{text}"' in answer.text for key, text in sent.items() if key == "nama")


def test_bad_forms_are_refused_and_never_break(keeper: FlaskClient) -> None:
    for step in ("tutup", "koreksi", "koreksi/batal"):
        answer = send(keeper, CALENDAR, f"{CALENDAR}/{step}", terdampak="٣", tanggal="2026-11-99")
        assert answer.status_code == 422
    assert keeper.get(f"{CALENDAR}?tahun=99999").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMIN, Role.RECEPTION])
def test_only_a_supervisor_opens_the_calendar(client: FlaskClient, role: Role) -> None:
    sign_in(client, role)

    assert client.get(CALENDAR).status_code == 403


def test_the_desk_is_told_of_displaced_visits_and_of_a_year_without_joint_leave(
    keeper: FlaskClient, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keeper.get("/petugas").text
    given(now)
    send(keeper, CALENDAR, f"{CALENDAR}/tutup", **CLOSING)
    monkeypatch.setattr("booking.web.calendar_notes.years_to_watch", lambda *, now: (2028,))

    page = plain(keeper.get("/petugas").text)

    assert "perlu dijadwalkan ulang" not in before
    assert "1 jadwal perlu dijadwalkan ulang" in page
    assert "Cuti bersama 2028 belum tercatat" in page
