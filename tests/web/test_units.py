"""The unit's screen, the one-use link of its mail, and the desk's side of it (TRUST 1.2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from booking.database import db
from booking.domain.links import UNIT_ANSWER, link_token
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert
from booking.models.history import AuditRow
from booking.models.units_asked import UnitAnswer
from booking.services import services
from booking.store import inquiries, staff, units
from booking.usecases.answer_for_unit import Question, accept, decline, propose
from booking.usecases.consult_unit import consult_unit
from booking.usecases.give_access import add_staff
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, PASSWORD, csrf_of, make_request, send, sign_in, stored

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
NINE = Slot(THURSDAY, "09:00")
AGUS = Actor("Agus Prasetyo", "staff:9", Role.UNIT)
TWO_NAMES = {
    "name-1": "Sri Wahyuni",
    "position-1": "Kepala Subdirektorat DAU",
    "name-2": "Budi Santoso",
}


def unit_signed_in(client: FlaskClient, code: str = "DTU") -> FlaskClient:
    """Somebody of this unit at the unit's screen."""
    email = f"{code.lower()}@djpk.example"
    if staff.by_email(email) is None:
        add_staff(
            email,
            f"Tim {code}",
            Role.UNIT,
            PASSWORD,
            passwords=services().passwords,
            now=datetime.fromisoformat("2026-01-05T01:00:00+00:00"),
            unit_id=units.by_code(code).id,
        )
    token = csrf_of(client.get("/masuk").text)
    sent = {"csrf_token": token, "email": email, "password": PASSWORD}
    assert client.post("/masuk", data=sent).status_code == 303
    return client


def officer(client: FlaskClient, role: Role = Role.OFFICER) -> FlaskClient:
    """Somebody else in a browser of his own."""
    other: FlaskClient = client.application.test_client()
    sign_in(other, role)
    return other


def verified(now: datetime, **kept: object) -> str:
    reference = make_request(now=now, **kept)  # type: ignore[arg-type]
    verify_letter(reference, by=OFFICER, now=now)
    return reference


def asked(now: datetime, slot: Slot = NINE, *, unit: str = "DTU", **kept: object) -> str:
    """A request that lies with a unit."""
    reference = verified(now, **kept)
    consult_unit(reference, slot, unit_code=unit, by=OFFICER, now=now, link_key=services().link_key)
    return reference


def question_of(reference: str) -> Question:
    return Question(inquiries.newest_of(reference).id, unit="DTU")


def link_of(reference: str) -> str:
    """The address in the mail to the unit."""
    seed = inquiries.seed_of(inquiries.newest_of(reference).id)
    return f"/u/{link_token(services().link_key, UNIT_ANSWER, seed)}"


def screen(reference: str, step: str = "") -> str:
    return f"/unit/permohonan/{reference}{'/' + step if step else ''}"


def desk(reference: str, step: str = "") -> str:
    return f"/petugas/permohonan/{reference}{'/' + step if step else ''}"


def answer(client: FlaskClient, reference: str, step: str, **values: object) -> TestResponse:
    inquiry = inquiries.newest_of(reference).id
    return send(client, screen(reference), screen(reference, step), inquiry=str(inquiry), **values)


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


def test_opening_the_link_changes_nothing(client: FlaskClient, now: datetime) -> None:
    reference = asked(now)
    path = link_of(reference)
    before = db.session.scalar(select(func.count()).select_from(AuditRow))

    answers = [client.get(path), client.get(path), client.head(path)]

    assert [a.status_code for a in answers] == [200, 200, 200]
    assert db.session.scalar(select(func.count()).select_from(AuditRow)) == before
    assert db.session.scalar(select(func.count()).select_from(UnitAnswer)) == 0
    assert stored(reference).state == "awaiting_unit"


def test_the_link_shows_the_question_but_no_guest(client: FlaskClient, now: datetime) -> None:
    reference = asked(now)

    page = client.get(link_of(reference)).text

    assert "Penyaluran DAU tahun 2027." in page
    assert "2 tamu" in page
    for hidden in ("Sri Wahyuni", "Nurhayati", "0811440000", "nurhayati@daerah.example"):
        assert hidden not in page


def test_the_link_answers_once_by_a_button_and_then_says_by_whom(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)
    path = link_of(reference)
    sent = {**TWO_NAMES, "by": "Agus Prasetyo, Kasubbag TU"}

    first = send(client, path, f"{path}/terima", **sent)
    after = client.get(path)
    again = send(client, "/masuk", f"{path}/tolak", by="Budi", reason="Dinas luar.")

    assert first.status_code == 303
    assert "Permohonan ini sudah dijawab" in after.text
    assert "Agus Prasetyo, Kasubbag TU (lewat tautan surel)" in after.text
    assert again.status_code == 409
    assert "dijawab oleh Agus Prasetyo" in again.text
    assert inquiries.newest_of(reference).is_agreed


def test_an_answer_by_link_says_who_gives_it(client: FlaskClient, now: datetime) -> None:
    path = link_of(asked(now))

    refused = send(client, path, f"{path}/terima", **TWO_NAMES)

    assert refused.status_code == 422
    assert "Isi nama dan jabatan Saudara." in refused.text
    assert "Budi Santoso" in refused.text


def test_every_link_that_is_over_gets_the_same_page(client: FlaskClient, now: datetime) -> None:
    path = link_of(asked(now - timedelta(days=14), Slot(date(2026, 12, 3), "09:00")))

    ended, wrong = client.get(path), client.get(f"/u/{'x' * 32}")

    assert (ended.status_code, wrong.status_code) == (404, 404)
    assert "Tautan ini tidak berlaku" in ended.text
    assert "Tautan ini tidak berlaku" in wrong.text


def test_a_form_of_a_link_without_its_token_changes_nothing(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now)

    refused = client.post(f"{link_of(reference)}/tolak", data={"reason": "x", "by": "y"})

    assert refused.status_code == 400
    assert stored(reference).state == "awaiting_unit"


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
    assert 'value="bukan alamat"' in wrong.text
    assert right.status_code == 303
    db.session.rollback()
    assert units.by_code("DTU").email == "dtu@djpk.example"
    assert officer(client).get(page).status_code == 403


def test_what_a_requester_typed_is_shown_to_the_unit_as_text(
    client: FlaskClient, now: datetime
) -> None:
    reference = asked(now, question="<script>alert(1)</script>")
    unit_signed_in(client)

    for page in (client.get(screen(reference)).text, client.get(link_of(reference)).text):
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
