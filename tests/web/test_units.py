"""The unit's screen: what it sees, and its answer (TRUST 1.2)."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert
from booking.store import inquiries
from booking.usecases.answer_for_unit import accept, propose
from booking.usecases.schedule import schedule
from tests.web.pages import OFFICER, send, sign_in, stored
from tests.web.units_at_work import (
    AGUS,
    FRIDAY,
    THURSDAY,
    TWO_NAMES,
    answer,
    asked,
    desk,
    link_of,
    officer,
    question_of,
    screen,
    unit_signed_in,
    verified,
)


def test_a_unit_sees_its_own_requests_and_no_other(client: FlaskClient, now: datetime) -> None:
    own = asked(now, number="1")
    other = asked(
        now, Slot(THURSDAY, "10:00"), unit="PDRD", number="2", name="Kab. Bantul", regions=["34.02"]
    )
    unit_signed_in(client)

    page = client.get("/unit").text

    assert own in page
    assert "Kab. Bantul" not in page
    for path in (screen(other), screen(other, "surat"), screen("0000-0000")):
        assert client.get(path).status_code == 404


def test_a_unit_sees_names_and_posts_but_no_way_to_reach_them(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    unit_signed_in(client)

    page = client.get(screen(reference)).text

    for shown in ("Sri Wahyuni", "Kepala BPKAD", "Nurhayati", "Penyaluran DAU", "900/512"):
        assert shown in page
    for hidden in ("0811440000", "nurhayati@daerah.example"):
        assert hidden not in page


def test_a_unit_downloads_the_letter_of_its_request(client: FlaskClient, now: datetime) -> None:
    reference = asked(now, file=b"%PDF-1.4 letter")
    unit_signed_in(client)

    assert client.get(screen(reference, "surat")).data == b"%PDF-1.4 letter"


def test_an_account_without_a_unit_finds_nothing(client: FlaskClient, now: datetime) -> None:
    reference = asked(now)
    sign_in(client, Role.UNIT)

    assert "belum dihubungkan dengan unit" in client.get("/unit").text
    assert client.get(screen(reference)).status_code == 404


def test_a_unit_accepts_and_the_desk_schedules_with_its_narasumber(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    unit_signed_in(client)

    taken = answer(client, reference, "terima", **TWO_NAMES)
    at_desk = officer(client)
    page = at_desk.get(desk(reference)).text
    given = send(
        at_desk,
        desk(reference),
        desk(reference, "jadwal"),
        slot=f"{THURSDAY} 09:00",
        consulted="DTU: Sri Wahyuni, Kepala Subdirektorat DAU; Budi Santoso",
    )

    assert taken.status_code == 303
    assert 'value="DTU: Sri Wahyuni, Kepala Subdirektorat DAU; Budi Santoso"' in page
    assert f'name="slot" value="{THURSDAY} 09:00"' in page
    assert given.status_code == 303
    assert stored(reference).state == "scheduled"


def test_an_acceptance_without_a_name_keeps_the_post_that_was_typed(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    unit_signed_in(client)

    refused = answer(client, reference, "terima", **{"position-1": "Kepala Seksi DBH"})

    assert refused.status_code == 422
    text = refused.text
    assert 'href="#terima-name-1"' in text
    assert 'id="terima-name-1"' in text
    assert "Kepala Seksi DBH" in text


def test_a_decline_brings_the_request_back_to_the_desk_with_its_reason(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    unit_signed_in(client)

    answer(client, reference, "tolak", reason="Seluruh narasumber dinas luar.")
    page = officer(client).get(desk(reference)).text

    assert stored(reference).state == "verified"
    assert "Seluruh narasumber dinas luar." in page
    assert "Tidak dapat menerima" in page


def test_proposed_sessions_are_offered_to_the_desk_by_one_click(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    unit_signed_in(client)

    answer(client, reference, "usul", slots=[f"{FRIDAY} 09:00", f"{FRIDAY} 13:00"])
    at_desk = officer(client)
    page = at_desk.get(desk(reference)).text
    given = send(
        at_desk,
        desk(reference),
        desk(reference, "jadwal"),
        slot=f"{FRIDAY} 13:00",
        consulted="DTU: sesi diusulkan Tim DTU",
    )

    assert f'name="slot" value="{FRIDAY} 09:00"' in page
    assert 'name="consulted" value="DTU: sesi diusulkan Tim DTU"' in page
    assert given.status_code == 303
    assert stored(reference).appointment_on == FRIDAY


def test_a_proposed_session_that_was_taken_meanwhile_is_not_offered(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now, number="1")
    propose(question_of(reference), [Slot(FRIDAY, "09:00")], by=AGUS, now=now)
    rival = verified(now, number="2", name="Kab. Bantul", regions=["34.02"])
    schedule(rival, Slot(FRIDAY, "09:00"), consulted="x", by=OFFICER, now=now)
    sign_in(client, Role.OFFICER)

    page = client.get(desk(reference)).text

    assert "Sesi usulan unit" in page
    assert f'name="slot" value="{FRIDAY} 09:00">' not in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"slots": "besok"},
        {"slots": "2026-11-27"},
        {"slots": "2026-11-27 9"},
        {"date": "2026-13-40"},
        {"date": "9999-12-31", "session": "09:00"},
        {"date": "2026-11-27", "session": "08:17"},
        {"date": "2026-11-25", "session": "09:00"},
        {"slots": [f"2026-11-27 {h}:00" for h in ("09", "10", "13", "14")]},
    ],
)
def test_nothing_that_is_proposed_breaks_the_page(
    client: FlaskClient, now: datetime, sent: dict[str, object]
) -> None:
    reference = asked(now)
    unit_signed_in(client)

    refused = answer(client, reference, "usul", reason="Pagi ada rapat.", **sent)

    assert refused.status_code == 422
    assert "Pagi ada rapat." in refused.text
    assert stored(reference).state == "awaiting_unit"


def test_the_second_answer_is_told_who_was_first_and_keeps_what_was_typed(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    unit_signed_in(client)
    inquiry = inquiries.newest_of(reference).id
    accept(question_of(reference), [Expert("Dewi")], by=AGUS, now=now)

    second = send(
        client, "/unit", screen(reference, "tolak"), inquiry=str(inquiry), reason="Dinas luar."
    )

    assert second.status_code == 409
    assert "dijawab oleh Agus Prasetyo" in second.text
    assert "09.12" in second.text


def test_what_a_requester_typed_is_shown_to_the_unit_as_text(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now, question="<script>alert(1)</script>")
    unit_signed_in(client)

    for page in (client.get(screen(reference)).text, client.get(link_of(reference)).text):
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
