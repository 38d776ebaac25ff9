"""A unit and the desk at work on the same request, for the tests of their pages."""

from __future__ import annotations

from datetime import date, datetime

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.domain.links import UNIT_ANSWER, link_token
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.services import services
from booking.store import inquiries, staff, units
from booking.usecases.answer_for_unit import Question
from booking.usecases.consult_unit import consult_unit
from booking.usecases.give_access import add_staff
from booking.usecases.schedule import schedule
from booking.usecases.verify_letter import verify_letter
from tests.web.pages import OFFICER, PASSWORD, csrf_of, make_request, send, sign_in

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
NINE, TEN = Slot(THURSDAY, "09:00"), Slot(THURSDAY, "10:00")
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
            demo=True,
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


def given(now: datetime, **kept: object) -> str:
    """A request that has the session at ten."""
    reference = verified(now, **kept)
    schedule(reference, TEN, consulted="Disepakati unit.", by=OFFICER, now=now)
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
