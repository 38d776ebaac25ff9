"""The desk: the queue, a request, and each decision as a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from booking.database import db
from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.domain.words import CONFERENCE
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, make_request, send, sign_in, stored

THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)
CONSULTED = "Sdr. Budi, Direktorat Dana Transfer Umum"


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    """An officer at the desk."""
    sign_in(client, Role.OFFICER)
    return client


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements that reach the database while this is open."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def verified(now: datetime, **kept: object) -> str:
    """A request whose letter is in order."""
    reference = make_request(now=now, **kept)  # type: ignore[arg-type]
    verify_letter(reference, by=OFFICER, now=now)
    return reference


def address(reference: str, step: str = "") -> str:
    return f"/petugas/permohonan/{reference}{'/' + step if step else ''}"


def test_the_queue_puts_what_is_overdue_first(desk: FlaskClient, now: datetime) -> None:
    make_request(now=now, name="Kab. Bantul", regions=["34.02"], number="2")
    make_request(now=now - timedelta(days=6), name="Kab. Sleman", regions=["34.04"], number="1")

    page = desk.get("/petugas").text

    assert page.index("Lewat tenggat") < page.index("Kab. Sleman") < page.index("Kab. Bantul")
    assert 'Perlu tindakan <span class="num">2</span>' in page


def test_the_queue_says_what_the_clauses_found(desk: FlaskClient, now: datetime) -> None:
    make_request(now=now, addressee="Kepala Biro Umum")

    page = desk.get("/petugas").text

    assert "Alamat surat perlu dicek" in page


def test_the_queue_finds_a_letter_by_its_number(desk: FlaskClient, now: datetime) -> None:
    make_request(now=now, name="Kab. Bantul", regions=["34.02"], number="900/77/2026")
    make_request(now=now, name="Kab. Sleman", regions=["34.04"], number="800/1/2026")

    page = desk.get("/petugas?q=900/77").text

    assert "Kab. Bantul" in page
    assert "Kab. Sleman" not in page


def test_a_search_without_result_says_what_to_do(desk: FlaskClient) -> None:
    answer = desk.get("/petugas?q=tidak%00ada&hal=-3&tab=apa&cara=apa")

    assert answer.status_code == 200
    assert "Tidak ada permohonan yang cocok." in answer.text


@pytest.mark.sqlite_only
def test_the_queue_asks_as_often_for_many_requests_as_for_few(
    desk: FlaskClient, now: datetime
) -> None:
    wishes = [(THURSDAY, "09:00"), (FRIDAY, "10:00")]
    make_request(now=now, number="0", wishes=wishes)
    with counted_queries() as few:
        desk.get("/petugas")
    for number in range(1, 12):
        make_request(now=now, number=str(number), wishes=wishes)

    with counted_queries() as many:
        page = desk.get("/petugas").text

    assert page.count("row-link") == 12
    assert len(many) == len(few) <= 27


def test_a_page_of_the_queue_has_25_requests(desk: FlaskClient, now: datetime) -> None:
    for number in range(27):
        make_request(now=now, number=str(number))

    first, second = desk.get("/petugas").text, desk.get("/petugas?hal=2").text

    assert (first.count("row-link"), second.count("row-link")) == (25, 2)
    assert "Halaman 1 dari 2" in first


def test_a_request_shows_letter_clock_quota_and_history(desk: FlaskClient, now: datetime) -> None:
    reference = verified(now, wishes=[(THURSDAY, "09:00")])

    page = desk.get(address(reference)).text

    for expected in ("tanggal paling cepat", "Kuota Kab. Banyumas", "Surat diperiksa", "900/512"):
        assert expected in page
    assert f'value="{THURSDAY} 09:00" checked' in page


def test_the_same_file_of_another_request_is_shown_as_a_warning(
    desk: FlaskClient, now: datetime
) -> None:
    first = make_request(now=now, number="1", file=b"%PDF-1.4 the same")
    second = make_request(now=now, number="2", file=b"%PDF-1.4 the same")

    page = desk.get(address(second)).text

    assert "Surat ini mungkin sudah masuk" in page
    assert address(first) in page


def test_the_letter_is_a_download_that_opens_nowhere(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now, file=b"%PDF-1.4 letter")

    answer = desk.get(address(reference, "surat"))

    assert answer.data == b"%PDF-1.4 letter"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="surat-{reference}.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unknown_request_is_not_found(desk: FlaskClient) -> None:
    for path in ("0000-0000", "0000-0000/surat", "%00", "a'b"):
        assert desk.get(address(path)).status_code == 404
    assert send(desk, "/petugas", address("0000-0000", "periksa")).status_code == 404


def test_a_verified_letter_is_noted_with_its_ticks(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)

    ticks = ["addressee", "signature"]
    answer = send(desk, address(reference), address(reference, "periksa"), ticks=ticks)

    assert answer.status_code == 303
    assert stored(reference).state == "verified"
    assert stored(reference).addressee_seen
    assert "dicatat sesuai" in desk.get(address(reference)).text


def test_a_return_without_a_reason_is_refused_at_its_field(
    desk: FlaskClient, now: datetime
) -> None:
    reference = make_request(now=now)

    answer = send(desk, address(reference), address(reference, "perbaikan"), reason="  ")

    assert answer.status_code == 422
    assert 'href="#perbaikan-reason"' in answer.text
    assert 'id="perbaikan-reason"' in answer.text
    assert stored(reference).state == "submitted"


def test_a_rejection_names_its_coded_reason(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now, addressee="Kepala Biro Umum")

    answer = send(desk, address(reference), address(reference, "tolak"), codes="letter_addressee")

    assert answer.status_code == 303
    assert stored(reference).state == "rejected"


def test_a_session_from_the_list_is_given(desk: FlaskClient, now: datetime) -> None:
    reference = verified(now)

    answer = send(
        desk,
        address(reference),
        address(reference, "jadwal"),
        slot=f"{THURSDAY} 09:00",
        consulted=CONSULTED,
    )

    assert answer.status_code == 303
    request = stored(reference)
    assert (request.state, request.appointment_on) == ("scheduled", THURSDAY)
    assert request.consulted == CONSULTED


def test_a_session_that_is_gone_offers_free_ones_and_keeps_what_was_typed(
    desk: FlaskClient, now: datetime
) -> None:
    winner = verified(now, name="Kab. Bantul", regions=["34.02"], number="1")
    reference = verified(now, number="2", wishes=[(THURSDAY, "09:00")])
    seen = desk.get(address(reference)).text
    schedule(winner, Slot(THURSDAY, "09:00"), consulted="x", by=OFFICER, now=now)

    answer = send(
        desk,
        address(reference),
        address(reference, "jadwal"),
        slot=f"{THURSDAY} 09:00",
        consulted=CONSULTED,
    )

    assert f'value="{THURSDAY} 09:00" checked' in seen
    assert answer.status_code == 409
    assert CONSULTED in answer.text
    assert f'value="{THURSDAY} 10:00"' in answer.text
    assert stored(reference).state == "verified"


def test_a_date_before_the_third_working_day_is_refused_with_the_clause(
    desk: FlaskClient, now: datetime
) -> None:
    reference = verified(now)

    answer = send(
        desk,
        address(reference),
        address(reference, "jadwal"),
        slot="lain",
        date="2026-11-25",
        session="09:00",
        consulted=CONSULTED,
    )

    assert answer.status_code == 422
    assert "SE-2 E.3.c.2" in answer.text
    assert 'value="2026-11-25"' in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"slot": "besok"},
        {"slot": "2026-11-26 9"},
        {"slot": "lain", "date": "2026-13-40"},
        {"slot": "lain", "date": "1999-01-04", "session": "09:00"},
        {"slot": "lain", "date": "9999-12-31", "session": "09:00"},
        {"slot": "lain", "date": "2026-11-26", "session": "08:17"},
        {"slot": f"{THURSDAY} 09:00", "consulted": "x" * 301},
        {"slot": f"{THURSDAY} 09:00", "consulted": " \x00 "},
        {"slot": f"{THURSDAY} 09:00", "version": "satu"},
    ],
)
def test_nothing_that_is_sent_to_schedule_breaks_the_page(
    desk: FlaskClient, now: datetime, sent: dict[str, str]
) -> None:
    reference = verified(now)

    answer = send(
        desk, address(reference), address(reference, "jadwal"), **{"consulted": CONSULTED, **sent}
    )

    assert answer.status_code == 422
    assert stored(reference).state == "verified"


def test_an_old_page_is_told_who_decided_and_when(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    old_version = str(stored(reference).version)
    verify_letter(reference, by=OFFICER, now=now)

    answer = send(
        desk,
        address(reference),
        address(reference, "perbaikan"),
        reason="Belum bertanda tangan.",
        version=old_version,
    )

    assert answer.status_code == 409
    assert "sudah diputuskan oleh Rina Astuti" in answer.text
    assert "09.12" in answer.text
    assert "Belum bertanda tangan." in answer.text


def test_a_move_keeps_the_letter_and_says_the_new_session(desk: FlaskClient, now: datetime) -> None:
    reference = verified(now)
    schedule(reference, Slot(THURSDAY, "09:00"), consulted="x", by=OFFICER, now=now)

    answer = send(
        desk,
        address(reference),
        address(reference, "pindah"),
        slot=f"{FRIDAY} 10:00",
        reason="Ruang dipakai rapat.",
    )

    assert answer.status_code == 303
    assert stored(reference).appointment_on == FRIDAY
    assert "27" in desk.get(address(reference)).text


@pytest.mark.parametrize(("who", "state"), [("requester", "cancelled"), ("djpk", "verified")])
def test_who_cancels_decides_what_becomes_of_the_request(
    desk: FlaskClient, now: datetime, who: str, state: str
) -> None:
    reference = verified(now)
    schedule(reference, Slot(THURSDAY, "09:00"), consulted="x", by=OFFICER, now=now)

    answer = send(
        desk, address(reference), address(reference, "batal"), who=who, reason="Berhalangan."
    )

    assert answer.status_code == 303
    assert stored(reference).state == state


def test_a_cancellation_without_saying_whose_wish_is_refused(
    desk: FlaskClient, now: datetime
) -> None:
    reference = verified(now)
    schedule(reference, Slot(THURSDAY, "09:00"), consulted="x", by=OFFICER, now=now)

    answer = send(desk, address(reference), address(reference, "batal"), reason="Berhalangan.")

    assert answer.status_code == 422
    assert "Pilih atas permintaan siapa." in answer.text


def test_a_meeting_link_is_shared_only_over_https(desk: FlaskClient, now: datetime) -> None:
    reference = verified(now, mode=CONFERENCE)
    schedule(reference, Slot(THURSDAY, "09:00"), consulted="x", by=OFFICER, now=now)
    page, to = address(reference), address(reference, "tautan")

    for address_ in (
        "javascript:alert(1)",
        "https://[",
        "https://x.example/ y",
        "https://" + "x" * 500,
    ):
        assert send(desk, page, to, meeting_link=address_).status_code == 422
    taken = send(desk, page, to, meeting_link="https://rapat.example/abc")

    assert taken.status_code == 303
    assert stored(reference).meeting_link == "https://rapat.example/abc"


def test_what_people_typed_is_shown_as_text(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now, question="<script>alert(1)</script>")

    page = desk.get(address(reference)).text

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_closed_request_offers_no_decision(desk: FlaskClient, now: datetime) -> None:
    reference = make_request(now=now)
    send(desk, address(reference), address(reference, "tolak"), reason="Ganda.")

    page = desk.get(address(reference)).text
    again = send(desk, "/petugas", address(reference, "periksa"))

    assert "tidak ada keputusan yang menunggu" in page
    assert again.status_code == 409
