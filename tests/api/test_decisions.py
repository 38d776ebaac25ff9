"""The steps of the desk by API: verified, scheduled, moved, cancelled, and read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from booking.database import db, transaction
from booking.domain.roles import Actor, Role
from booking.models.calendar import Closure
from booking.store import requests
from booking.usecases.verify_letter import return_letter
from tests.api.programs import (
    LETTER,
    OFFICER,
    SECOND,
    THIRD,
    Program,
    another_letter,
    clock_at,
    fields,
    refusal,
    request_data,
)

STEPS = ("verify", "schedule", "reschedule", "cancel")
BODIES: dict[str, dict[str, Any]] = {
    "verify": {},
    "schedule": {"date": "2026-11-26", "session": "09:00"},
    "reschedule": {"date": "2026-11-26", "session": "10:00"},
    "cancel": {"by": "requester", "reason": "Berhalangan"},
}


def region(code: str, name: str, number: str) -> dict[str, Any]:
    """What makes a request another region's."""
    return {
        "institution": {"kind": "pemda", "name": name, "regions": [code]},
        "letter": another_letter(number),
    }


def test_a_verified_request_says_what_a_person_looked_at(program: Program) -> None:
    reference = program.opened()

    answer = program.post(f"/requests/{reference}/verify", {"ticks": ["addressee", "signature"]})

    assert answer.status_code == 200
    assert (answer.json["reference"], answer.json["status"]) == (reference, "verified")
    assert requests.by_reference(reference).addressee_seen


def test_a_session_is_given(program: Program) -> None:
    reference = program.verified()
    body = {"date": "2026-11-26", "session": "09:00", "consulted": "DTU lewat telepon"}

    answer = program.post(f"/requests/{reference}/schedule", body)

    assert answer.status_code == 200
    assert answer.json["status"] == "scheduled"
    assert answer.json["appointment"] == {
        "date": "2026-11-26",
        "session": "09:00",
        "start": "09:00",
        "end": "10:00",
        "room": "ruang-lantai-3",
        "mode": "tatap_muka",
    }
    assert requests.by_reference(reference).consulted == "DTU lewat telepon"


def test_what_became_of_a_request_is_read_without_names(program: Program) -> None:
    reference = program.scheduled()

    answer = program.get(f"/requests/{reference.lower().replace('-', '')}")

    told = answer.json
    assert answer.status_code == 200
    assert (told["reference"], told["status"], told["state"]) == (
        reference,
        "scheduled",
        "scheduled",
    )
    assert (told["version"], told["mode"], told["channel"]) == (3, "tatap_muka", "email")
    assert (told["institution"], told["regions"]) == ("Kab. Banyumas", ["33.02"])
    assert (told["answer_by"], told["earliest_date"]) == ("2026-11-25", "2026-11-26")
    assert [(m["move"], m["from"], m["to"], m["by"]) for m in told["history"]] == [
        ("verify", "submitted", "verified", "petugas"),
        ("schedule", "verified", "scheduled", "petugas"),
    ]
    assert {each["code"] for each in told["findings"]} >= {"letter_missing", "monthly_quota"}
    assert not any(each["verdict"] == "broken" for each in told["findings"])
    for secret in ("Damar", "Ningsih", "bpkad@", "0281"):
        assert secret not in answer.text


def test_before_a_schedule_there_is_no_appointment(program: Program) -> None:
    assert program.get(f"/requests/{program.opened()}").json["appointment"] is None


@pytest.mark.parametrize("reference", ["ZZZZ-ZZZZ", "x", "%00AB", "a%2Fb", "é"])
def test_a_reference_that_nobody_has_is_not_found(program: Program, reference: str) -> None:
    assert refusal(program.get(f"/requests/{reference}"))[:2] == (404, "not_found")


@pytest.mark.sqlite_only
@pytest.mark.parametrize("step", STEPS)
def test_no_step_finds_a_request_that_does_not_exist(program: Program, step: str) -> None:
    answer = program.post(f"/requests/ZZZZ-ZZZZ/{step}", BODIES[step])

    assert refusal(answer)[:2] == (404, "not_found")


def test_a_session_too_soon_names_the_clause_and_what_is_free(program: Program) -> None:
    reference = program.verified()

    answer = program.post(
        f"/requests/{reference}/schedule", {"date": "2026-11-25", "session": "09:00"}
    )

    assert refusal(answer) == (422, "lead_time", "E.3.c.2")
    assert "Kamis, 26 November 2026" in answer.json["detail"]
    assert [(f["date"], f["start"]) for f in answer.json["free"]][:2] == [
        ("2026-11-26", "09:00"),
        ("2026-11-26", "10:00"),
    ]


def test_a_taken_session_names_the_next_free_ones(program: Program) -> None:
    program.scheduled()
    late = program.verified(**region("33.01", "Kab. Cilacap", "005/1"))

    answer = program.post(f"/requests/{late}/schedule", BODIES["schedule"])

    assert refusal(answer) == (409, "session_taken", "E.3.c.8")
    assert answer.json["free"][0]["date"] == "2026-11-26"
    assert answer.json["free"][0]["start"] == "10:00"
    assert answer.json["free"][0]["words"] == ("Kamis, 26 November 2026, pukul 10.00–11.00 WIB")
    assert program.get(f"/requests/{late}").json["status"] == "verified"


def test_a_third_visit_of_a_region_is_offered_the_next_month(program: Program) -> None:
    program.scheduled("09:00", letter=another_letter("1"))
    program.scheduled("10:00", letter=another_letter("2"))
    third = program.verified(letter=another_letter("3"))

    answer = program.post(f"/requests/{third}/schedule", {"date": "2026-11-27", "session": "09:00"})

    assert refusal(answer) == (409, "monthly_quota", "E.3.c.5")
    assert answer.json["free"][0]["date"] == "2026-12-01"


@pytest.mark.parametrize(
    ("on", "session", "code"),
    [
        ("2026-11-28", "09:00", "not_working_day"),
        ("2026-11-26", "12:00", "session_unknown"),
        ("2026-11-27", "09:00", "session_closed"),
    ],
)
def test_a_session_outside_the_board_is_refused(
    program: Program, now: datetime, on: str, session: str, code: str
) -> None:
    reference = program.verified()
    close_day("2026-11-27", now)

    answer = program.post(f"/requests/{reference}/schedule", {"date": on, "session": session})

    assert refusal(answer)[:2] == (422, code)
    assert answer.json["free"]


def test_only_a_verified_request_is_scheduled(program: Program) -> None:
    reference = program.opened()

    answer = program.post(f"/requests/{reference}/schedule", BODIES["schedule"])

    assert refusal(answer)[:2] == (409, "move_not_allowed")


def test_a_stale_version_says_who_decided(program: Program) -> None:
    reference = program.verified()

    answer = program.post(f"/requests/{reference}/schedule", BODIES["schedule"] | {"version": 1})

    assert refusal(answer)[:2] == (409, "already_decided")


def test_the_version_that_was_read_is_the_one_to_decide_on(program: Program) -> None:
    reference = program.verified()
    version = program.get(f"/requests/{reference}").json["version"]

    answer = program.post(
        f"/requests/{reference}/schedule", BODIES["schedule"] | {"version": version}
    )

    assert answer.status_code == 200


def test_djpk_moves_a_session(program: Program) -> None:
    reference = program.scheduled()

    answer = program.post(
        f"/requests/{reference}/reschedule",
        {"date": "2026-11-27", "session": "13:00", "reason": "Narasumber bertugas ke luar kota"},
    )

    assert answer.status_code == 200
    assert answer.json["appointment"]["date"] == "2026-11-27"
    assert answer.json["appointment"]["start"] == "13:00"
    assert answer.json["history"][-1]["reason"] == "Narasumber bertugas ke luar kota"


def test_a_move_to_a_taken_session_leaves_the_old_one(program: Program) -> None:
    program.scheduled("10:00", **region("33.01", "Kab. Cilacap", "005/1"))
    reference = program.scheduled("09:00")

    answer = program.post(f"/requests/{reference}/reschedule", BODIES["reschedule"])

    assert refusal(answer) == (409, "session_taken", "E.3.c.8")
    assert answer.json["free"][0]["start"] == "13:00"
    assert program.get(f"/requests/{reference}").json["appointment"]["start"] == "09:00"


def test_the_requester_cancels_and_the_letter_is_spent(program: Program) -> None:
    reference = program.scheduled()

    answer = program.post(f"/requests/{reference}/cancel", BODIES["cancel"])

    assert answer.status_code == 200
    assert (answer.json["status"], answer.json["appointment"]) == ("cancelled", None)
    again = program.submit(request_data(), LETTER)
    assert refusal(again) == (422, "letter_spent", "E.3.c.9")


def test_djpk_cancels_and_the_letter_stays_good(program: Program) -> None:
    reference = program.scheduled()

    answer = program.post(
        f"/requests/{reference}/cancel", {"by": "djpk", "reason": "Ruang dipakai pimpinan"}
    )

    assert (answer.json["status"], answer.json["appointment"]) == ("verified", None)
    again = program.post(f"/requests/{reference}/schedule", BODIES["schedule"])
    assert again.status_code == 200


def test_before_a_schedule_the_requester_withdraws(program: Program) -> None:
    reference = program.opened()

    answer = program.post(f"/requests/{reference}/cancel", BODIES["cancel"])

    assert answer.json["status"] == "withdrawn"
    assert program.submit(request_data(), LETTER).status_code == 201


def test_what_is_over_cannot_be_cancelled(program: Program) -> None:
    reference = program.opened()
    program.post(f"/requests/{reference}/cancel", BODIES["cancel"])

    answer = program.post(f"/requests/{reference}/cancel", BODIES["cancel"])

    assert refusal(answer)[:2] == (409, "move_not_allowed")


def test_a_conference_is_given_a_virtual_room(program: Program) -> None:
    reference = program.scheduled(mode="video_conference", guests=None)

    appointment = program.get(f"/requests/{reference}").json["appointment"]

    assert (appointment["mode"], appointment["room"]) == ("video_conference", "ruang-virtual-1")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("verify", {"ticks": "addressee"}, "ticks"),
        ("verify", {"ticks": ["stamp"]}, "ticks"),
        ("verify", {"version": "1"}, "version"),
        ("verify", {"version": True}, "version"),
        ("schedule", {"session": "09:00"}, "date"),
        ("schedule", {"date": "2026-11-26"}, "session"),
        ("schedule", {"date": "26/11/2026", "session": "09:00"}, "date"),
        ("schedule", BODIES["schedule"] | {"consulted": "x" * 301}, "consulted"),
        ("reschedule", {}, "date"),
        ("cancel", {"reason": "x"}, "by"),
        ("cancel", {"by": "unit", "reason": "x"}, "by"),
        ("cancel", {"by": "djpk"}, "reason"),
        ("cancel", {"by": "djpk", "reason": " "}, "reason"),
    ],
)
def test_what_a_step_needs_is_named(
    program: Program, step: str, body: dict[str, Any], field: str
) -> None:
    reference = program.opened()

    answer = program.post(f"/requests/{reference}/{step}", body)

    assert refusal(answer)[0] == 422
    assert field in fields(answer)


def test_a_returned_letter_is_read_as_returned(app: Flask, program: Program, now: datetime) -> None:
    reference = program.opened()
    officer = Actor("Petugas Contoh", "staff:1", Role.OFFICER)
    return_letter(reference, reason="Surat belum ditandatangani.", by=officer, now=now)

    told = program.get(f"/requests/{reference}").json

    assert told["status"] == "returned"
    assert told["history"][-1]["by"] == "petugas"
    assert "Petugas Contoh" not in str(told)


def test_a_visit_that_is_over_keeps_its_appointment(app: Flask, program: Program) -> None:
    reference = program.scheduled(guests=[OFFICER, SECOND])
    with clock_at(app, "2026-11-26T09:05+07:00"):
        program.post(f"/requests/{reference}/check-in", {"arrived": [OFFICER, THIRD], "nonce": "n"})

        told = program.get(f"/requests/{reference}").json

    assert (told["status"], told["appointment"]["start"]) == ("checked_in", "09:00")


def close_day(day: str, now: datetime) -> None:
    """DJPK receives nobody on this day."""
    closure = Closure(date=date.fromisoformat(day), reason="Rapat kerja", by="Penyelia", at=now)
    with transaction():
        db.session.add(closure)
