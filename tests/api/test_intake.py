"""Sending a request with its letter, and every reason why it is not taken."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from booking.database import db
from booking.models.requests import Request
from booking.store import requests
from tests.api.programs import (
    HEAD,
    LETTER,
    OFFICER,
    SECOND,
    THIRD,
    Program,
    another_letter,
    fields,
    refusal,
    request_data,
)
from tests.letters import picture


def stored() -> int:
    return db.session.query(Request).count()


def test_a_request_with_its_letter_is_submitted_and_judged(program: Program) -> None:
    answer = program.submit(request_data(), LETTER)

    assert answer.status_code == 201
    assert answer.mimetype == "application/json"
    told = answer.json
    assert told["status"] == "submitted"
    assert told["earliest_date"] == "2026-11-26"
    verdicts = {(each["clause"], each["code"]): each["verdict"] for each in told["findings"]}
    assert verdicts[("E.3.c.1", "letter_missing")] == "met"
    assert verdicts[("E.3.c.6", "guest_cap")] == "met"


def test_the_letter_and_every_field_are_kept(app: Flask, program: Program) -> None:
    reference = program.opened()

    row = requests.by_reference(reference)
    assert (row.channel, str(row.received_on), row.contact_name) == (
        "email",
        "2026-11-23",
        "Damar Contoh",
    )
    assert [guest.name for guest in row.guests] == ["Damar Contoh", "Ningsih Contoh"]
    assert [(str(wish.date), wish.session) for wish in row.wishes] == [("2026-11-26", "09:00")]
    assert row.letter is not None
    assert row.letter.file is not None
    assert app.extensions["booking"].files.get(row.letter.file.storage_key).startswith(b"%PDF-")


def test_what_may_be_left_out_is_filled_in(program: Program) -> None:
    guests = [{"name": "Rara Contoh", "position": "Plt. Bupati Banyumas"}]
    reference = program.opened(
        question=None, preferred=None, channel=None, received_on=None, guests=guests
    )

    row = requests.by_reference(reference)
    assert row.question == "Permohonan Konsultasi Dana Alokasi Umum"
    assert (row.channel, str(row.received_on)) == ("api", "2026-11-23")
    assert row.guests[0].role == "regional_head"


def test_null_is_what_was_left_out(program: Program) -> None:
    data = request_data() | {"preferred": None, "question": None, "institution": None}
    data["parties"] = [request_data()["institution"]]

    assert program.submit(data, LETTER).status_code == 201


def test_fields_that_a_later_version_adds_are_passed_over(program: Program) -> None:
    assert program.submit(request_data(ticket="CRM-1"), LETTER).status_code == 201


def test_a_conference_needs_no_guests(program: Program) -> None:
    answer = program.submit(request_data(mode="video_conference", guests=None), LETTER)

    assert answer.status_code == 201
    assert {each["clause"] for each in answer.json["findings"]} <= {"E.3.b.1", "E.3.b.2"}


def test_two_regions_and_a_bank_ask_together(program: Program) -> None:
    parties = [
        {"kind": "pemda", "name": "Kab. Banyumas", "regions": ["33.02"]},
        {"kind": "dprd", "name": "DPRD Kab. Cilacap", "regions": ["33.01"]},
        {"kind": "bank", "name": "Bank Contoh"},
    ]
    letters = [another_letter("900/1"), another_letter("170/2")]

    reference = program.opened(institution=None, letter=None, parties=parties, letters=letters)

    row = requests.by_reference(reference)
    assert row.institution == "Kab. Banyumas, DPRD Kab. Cilacap dan Bank Contoh"
    assert row.region_codes == ("33.02", "33.01")
    assert [letter.number for letter in row.letters] == ["900/1", "170/2"]


def test_photographs_of_the_pages_become_one_letter(program: Program) -> None:
    answer = program.submit(request_data(), picture(), picture(), names=["1.jpg", "2.jpg"])

    assert answer.status_code == 201
    letter = requests.by_reference(answer.json["reference"]).letter
    assert letter is not None
    assert letter.file is not None
    assert letter.file.pages == 2


@pytest.mark.parametrize(
    ("mode", "clause"), [("tatap_muka", "E.3.c.1"), ("video_conference", "E.3.b.1")]
)
def test_without_a_letter_there_is_no_request(program: Program, mode: str, clause: str) -> None:
    answer = program.submit(request_data(mode=mode))

    assert refusal(answer) == (422, "letter_missing", clause)
    assert fields(answer) == ["letter"]
    assert stored() == 0


@pytest.mark.sqlite_only
def test_json_alone_is_a_request_without_a_letter(program: Program) -> None:
    assert refusal(program.post("/requests", request_data()))[1] == "letter_missing"


@pytest.mark.sqlite_only
def test_a_file_that_is_no_letter_is_refused(program: Program) -> None:
    assert refusal(program.submit(request_data(), b"MZ\x90"))[:2] == (422, "file_type")
    assert refusal(program.submit(request_data(), b""))[:2] == (422, "file_empty")


def test_three_guests_are_too_many(program: Program) -> None:
    answer = program.submit(request_data(guests=[OFFICER, SECOND, THIRD]), LETTER)

    assert refusal(answer) == (422, "guest_cap", "E.3.c.6")
    assert fields(answer) == ["guests"]
    assert stored() == 0


def test_four_guests_may_come_with_the_regional_head(program: Program) -> None:
    answer = program.submit(request_data(guests=[HEAD, OFFICER, SECOND, THIRD]), LETTER)

    assert answer.status_code == 201


def test_a_letter_opens_one_request(program: Program) -> None:
    program.opened()

    answer = program.submit(request_data(), LETTER)

    assert refusal(answer) == (422, "letter_spent", "E.3.c.9")
    assert fields(answer) == ["letter.number"]
    assert stored() == 1


def test_a_session_that_does_not_exist_is_refused(program: Program) -> None:
    wish = {"date": "2026-11-26", "session": "12:00"}

    answer = program.submit(request_data(preferred=[wish]), LETTER)

    assert refusal(answer) == (422, "session_unknown", "E.3.c.8")
    assert fields(answer) == ["preferred"]


def test_a_wish_that_comes_too_soon_is_left_out_and_named(program: Program) -> None:
    wish = {"date": "2026-11-24", "session": "09:00"}

    answer = program.submit(request_data(preferred=[wish]), LETTER)

    assert answer.status_code == 201
    broken = [each["code"] for each in answer.json["findings"] if each["verdict"] == "broken"]
    assert broken == ["lead_time"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"mode": "telepon"}, "mode"),
    ({"mode": None}, "mode"),
    ({"institution": None}, "institution"),
    ({"institution": "Kab. Banyumas"}, "institution"),
    ({"institution": {"kind": "pemda", "name": "X", "regions": "33.02"}}, "institution.regions"),
    ({"institution": {"kind": "pemda", "name": "X", "regions": ["99.99"]}}, "institution.regions"),
    ({"institution": {"kind": "pemda", "name": "X", "regions": []}}, "institution.regions"),
    ({"institution": {"kind": "toko", "name": "X"}}, "institution.kind"),
    ({"institution": {"kind": "bank", "name": "\u0000"}}, "institution.name"),
    ({"contact": None}, "contact"),
    ({"contact": request_data()["contact"] | {"email": "bukan surel"}}, "contact.email"),
    ({"contact": request_data()["contact"] | {"phone": 62281}}, "contact.phone"),
    ({"letter": another_letter("1") | {"date": "17-11-2026"}}, "letter.date"),
    ({"letter": another_letter("1") | {"date": 0}}, "letter.date"),
    ({"letter": another_letter("1") | {"date": "9999-12-31"}}, "letter.date"),
    ({"letter": another_letter("1") | {"date": "2026-12-01"}}, "letter.date"),
    ({"letter": another_letter("x" * 121)}, "letter.number"),
    ({"letter": another_letter("")}, "letter.number"),
    ({"topics": ["BLT"]}, "topics"),
    ({"topics": None}, "topics"),
    ({"topics": "DAU"}, "topics"),
    ({"question": "?" * 4001}, "question"),
    ({"preferred": [{"date": "2026-11-26"}]}, "preferred.0.session"),
    ({"preferred": ["2026-11-26"]}, "preferred.0"),
    ({"guests": [OFFICER | {"role": "driver"}]}, "guests"),
    ({"guests": [OFFICER, SECOND | {"name": ["Ningsih"]}]}, "guests.1.name"),
    ({"guests": None}, "guests"),
    ({"channel": "fax"}, "channel"),
    ({"received_on": "2026-11-24"}, "received_on"),
    ({"received_on": "kemarin"}, "received_on"),
]


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("changes", "field"), REFUSED)
def test_a_field_that_cannot_be_taken_is_named(
    program: Program, changes: dict[str, Any], field: str
) -> None:
    answer = program.submit(request_data(**changes), LETTER)

    assert refusal(answer)[0] == 422
    assert fields(answer) == [field]
    assert stored() == 0


@pytest.mark.sqlite_only
def test_all_fields_are_named_at_once(program: Program) -> None:
    answer = program.submit({"guests": 3, "topics": [1], "letter": {}}, LETTER)

    assert set(fields(answer)) == {"guests", "topics.0", "letter.date", "contact"}


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "text", ["{", "[]", "3", '"x"', "[" * 9999, "9" * 5000, "\udcff", '{"mode": "\ud800"}']
)
def test_data_that_is_no_json_object_is_refused(program: Program, text: str) -> None:
    headers = program.headers | {"Content-Type": "application/json"}

    form = program.client.post(
        "/api/v1/requests",
        data={"data": text.encode(errors="replace")},
        headers=program.headers,
        content_type="multipart/form-data",
    )
    plain = program.client.post(
        "/api/v1/walk-ins", data=text.encode(errors="surrogatepass"), headers=headers
    )

    assert refusal(form)[0] == refusal(plain)[0] == 422


@pytest.mark.sqlite_only
def test_data_may_come_as_a_file_of_the_form(program: Program) -> None:
    form = {
        "data": (BytesIO(json.dumps(request_data()).encode()), "data.json"),
        "letter": (BytesIO(LETTER), "surat.pdf"),
    }

    answer = program.client.post(
        "/api/v1/requests",
        data=form,
        headers=program.headers,
        content_type="multipart/form-data",
    )

    assert answer.status_code == 201
