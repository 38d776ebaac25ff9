"""The desk's side of what a unit is asked (TRUST 1.2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask.testing import FlaskClient

from booking.database import db
from booking.domain.roles import Role
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert
from booking.store import inquiries, units
from booking.usecases.answer_for_unit import accept, decline
from tests.web.pages import send, sign_in, stored
from tests.web.units_at_work import (
    AGUS,
    FRIDAY,
    THURSDAY,
    asked,
    desk,
    officer,
    question_of,
    screen,
    unit_signed_in,
    verified,
)


def test_the_topics_suggest_the_unit_and_the_desk_asks_it(
    client: FlaskClient, now: datetime
) -> None:
    reference = verified(now, wishes=[(THURSDAY, "09:00")])
    sign_in(client, Role.OFFICER)

    page = client.get(desk(reference)).text
    done = send(
        client,
        desk(reference),
        desk(reference, "unit"),
        unit="DTU",
        slot=f"{THURSDAY} 09:00",
        note="Mohon narasumber DAU.",
    )

    assert '<option value="DTU" selected>' in page
    assert done.status_code == 303
    assert stored(reference).state == "awaiting_unit"
    after = client.get(desk(reference)).text
    assert "Sesi ditahan" in after
    assert "Mohon narasumber DAU." in after


def test_asking_without_a_unit_is_refused_at_its_field(client: FlaskClient, now: datetime) -> None:
    reference = verified(now)
    sign_in(client, Role.OFFICER)

    refused = send(
        client,
        desk(reference),
        desk(reference, "unit"),
        slot=f"{THURSDAY} 09:00",
        note="Mohon segera.",
    )

    assert refused.status_code == 422
    assert 'href="#unit-unit"' in refused.text
    assert "Mohon segera." in refused.text


def test_a_hold_that_ended_is_shown_as_such_to_desk_and_unit(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now - timedelta(days=14), Slot(date(2026, 12, 3), "09:00"))

    staff_side = officer(client)
    at_the_desk = staff_side.get(desk(reference)).text
    among_all = staff_side.get("/petugas/unit").text
    unit_signed_in(client)

    assert "Tahanan sesi berakhir" in at_the_desk
    assert "Tahanan berakhir, belum dijawab" in among_all
    assert "Tahanan sesi berakhir" in client.get("/unit").text
    assert "Tahanan sesi berakhir" in client.get(screen(reference)).text


def test_the_queue_brings_back_what_the_unit_answered_or_left_too_long(
    client: FlaskClient, now: datetime
) -> None:
    agreed = asked(now, number="1")
    late = asked(now - timedelta(days=14), Slot(date(2026, 12, 3), "09:00"), number="2")
    waiting = asked(now, Slot(FRIDAY, "09:00"), number="3", name="Kab. Bantul", regions=["34.02"])
    accept(question_of(agreed), [Expert("Dewi")], by=AGUS, now=now)
    at_desk = officer(client)

    action, unit = at_desk.get("/petugas").text, at_desk.get("/petugas?tab=unit").text

    assert agreed in action
    assert late in action
    assert waiting not in action
    assert 'Perlu tindakan <span class="num">2</span>' in action
    assert waiting in unit
    assert agreed not in unit
    assert 'Menunggu unit <span class="num">1</span>' in unit


def test_the_desk_notes_an_answer_by_telephone_and_takes_a_question_back(
    client: FlaskClient, now: datetime
) -> None:
    first, second = asked(now, number="1"), asked(now, Slot(FRIDAY, "09:00"), number="2")
    sign_in(client, Role.OFFICER)
    inquiry = str(inquiries.newest_of(first).id)

    noted = send(
        client, desk(first), desk(first, "unit_terima"), inquiry=inquiry, **{"name-1": "Sri"}
    )
    recalled = send(client, desk(second), desk(second, "unit_tarik"))
    lost = send(client, desk(second), desk(second, "unit_tolak"), reason="x")

    assert (noted.status_code, recalled.status_code, lost.status_code) == (303, 303, 409)
    assert inquiries.newest_of(first).is_agreed
    assert stored(second).state == "verified"


def test_the_table_of_a_month_gives_each_unit_its_score(client: FlaskClient, now: datetime) -> None:
    decline(question_of(asked(now)), "Dinas luar.", by=AGUS, now=now + timedelta(days=2))
    sign_in(client, Role.MANAGEMENT)

    page = client.get("/petugas/unit?bulan=2026-11").text

    row = page.partition("<b>DTU</b>")[2].partition("</tr>")[0]
    assert 'data-label="Median, hari kerja">2<' in row
    assert "<b>100</b>" in row
    assert "Sedang berjalan" not in page  # the management counts, the desk works
    assert client.get("/petugas/unit?bulan=abc").status_code == 200


def test_the_mailbox_of_a_unit_is_kept_by_penyelia_and_admin(client: FlaskClient) -> None:
    sign_in(client, Role.SUPERVISOR)
    page = "/petugas/unit/alamat"

    wrong = send(client, page, page, unit="DTU", email="bukan alamat")
    right = send(client, page, page, unit="DTU", email="DTU@djpk.example")

    assert wrong.status_code == 422
    assert send(client, page, page, unit="\0", email="dtu@djpk.example").status_code == 404
    assert 'value="bukan alamat"' in wrong.text
    assert right.status_code == 303
    db.session.rollback()
    assert units.by_code("DTU").email == "dtu@djpk.example"
    assert officer(client).get(page).status_code == 403
