"""Reception by API: the four numbers of the door, and guests without a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from booking.database import db
from booking.models.door import Violation, WalkIn
from booking.store import door, requests
from tests.api.programs import (
    HEAD,
    OFFICER,
    SECOND,
    THIRD,
    Program,
    clock_at,
    fields,
    refusal,
)

WALK_IN = {
    "institution": "Kab. Cilacap",
    "regions": ["33.01"],
    "count": 3,
    "reason": "no_schedule",
    "at": "2026-11-23T09:00+07:00",
}


@pytest.fixture
def delegation(app: Flask, program: Program) -> Iterator[str]:
    """A delegation of four with its head, five minutes late."""
    reference = program.scheduled(guests=[HEAD, OFFICER, SECOND, THIRD])
    with clock_at(app, "2026-11-26T09:05+07:00"):
        yield reference


def came(*people: dict[str, str], seen: bool = True, **more: Any) -> dict[str, Any]:
    """The body of a check-in."""
    return {"arrived": [each | {"identity_seen": seen} for each in people], "nonce": "n1"} | more


def test_four_go_in_with_the_head(program: Program, delegation: str) -> None:
    answer = program.post(f"/requests/{delegation}/check-in", came(HEAD, OFFICER, SECOND, THIRD))

    assert answer.status_code == 200
    assert answer.json == {"cap": 4, "arrived": 4, "admitted": 4, "sppd": 4, "violations": []}


def test_two_go_in_when_the_head_did_not_come(program: Program, delegation: str) -> None:
    answer = program.post(
        f"/requests/{delegation}/check-in", came(OFFICER, SECOND, THIRD, extra_count=1)
    )

    assert answer.json == {
        "cap": 2,
        "arrived": 4,
        "admitted": 2,
        "sppd": 2,
        "violations": [
            {"code": "guest_cap_exceeded", "clause": "E.3.c.6"},
            {"code": "head_claim_invalid", "clause": "E.3.c.6"},
        ],
    }


def test_a_guest_is_known_by_number(program: Program, delegation: str) -> None:
    body = {"arrived": [{"guest_id": 1, "identity_seen": True}, {"guest_id": 3}], "nonce": "n1"}

    answer = program.post(f"/requests/{delegation}/check-in", body)

    assert (answer.json["cap"], answer.json["admitted"]) == (4, 2)
    stood = door.check_in_of(requests.by_reference(delegation).id)
    assert stood is not None
    assert [(each.name, each.role) for each in stood.attendees] == [
        ("Rara Contoh", "regional_head"),
        ("Ningsih Contoh", "other"),
    ]
    assert not any(each.substituted for each in stood.attendees)


def test_who_is_not_on_the_list_comes_as_a_substitute(program: Program, delegation: str) -> None:
    new = {"name": "Wira Contoh", "position": "Sekretaris BPKAD"}

    program.post(f"/requests/{delegation}/check-in", came(OFFICER, new))

    stood = door.check_in_of(requests.by_reference(delegation).id)
    assert stood is not None
    assert [each.substituted for each in stood.attendees] == [False, True]


def test_the_same_scan_twice_is_one_check_in(program: Program, delegation: str) -> None:
    first = program.post(f"/requests/{delegation}/check-in", came(OFFICER))

    again = program.post(f"/requests/{delegation}/check-in", came(OFFICER))

    assert (first.status_code, first.json) == (again.status_code, again.json)


def test_another_scan_after_the_first_is_refused(program: Program, delegation: str) -> None:
    program.post(f"/requests/{delegation}/check-in", came(OFFICER))

    answer = program.post(f"/requests/{delegation}/check-in", came(OFFICER, nonce="n2"))

    assert refusal(answer)[:2] == (409, "move_not_allowed")


def test_the_wrong_day_is_refused_and_recorded(program: Program) -> None:
    reference = program.scheduled()

    answer = program.post(f"/requests/{reference}/check-in", came(OFFICER))

    assert refusal(answer) == (422, "out_of_schedule", "E.3.c.11")
    assert [row.code for row in db.session.query(Violation)] == ["out_of_schedule"]


def test_without_a_schedule_nobody_checks_in(program: Program) -> None:
    answer = program.post(f"/requests/{program.verified()}/check-in", came(OFFICER))

    assert refusal(answer) == (422, "no_schedule", "E.3.c.3")


def test_nobody_checks_in_for_an_unknown_request(program: Program) -> None:
    answer = program.post("/requests/ZZZZ-ZZZZ/check-in", came(OFFICER))

    assert refusal(answer)[:2] == (404, "not_found")


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"nonce": "n"}, "arrived"),
        ({"arrived": [OFFICER]}, "nonce"),
        ({"arrived": "two", "nonce": "n"}, "arrived"),
        ({"arrived": [{"guest_id": 9}], "nonce": "n"}, "arrived.0.guest_id"),
        ({"arrived": [OFFICER, {"name": "x" * 121}], "nonce": "n"}, "arrived.1.name"),
        ({"arrived": [{"position": "Kepala Bidang"}], "nonce": "n"}, "arrived"),
        ({"arrived": [OFFICER | {"role": "driver"}], "nonce": "n"}, "arrived"),
        (
            {"arrived": [OFFICER | {"identity_seen": "ya"}], "nonce": "n"},
            "arrived.0.identity_seen",
        ),
        ({"arrived": [OFFICER], "nonce": "n" * 65}, "nonce"),
        ({"arrived": [OFFICER], "nonce": "n", "extra_count": -1}, "extra_count"),
        ({"arrived": [OFFICER], "nonce": "n", "extra_count": 1.5}, "extra_count"),
    ],
)
def test_what_a_check_in_needs_is_named(
    program: Program, delegation: str, body: dict[str, Any], field: str
) -> None:
    answer = program.post(f"/requests/{delegation}/check-in", body)

    assert refusal(answer)[0] == 422
    assert fields(answer) == [field]


@pytest.mark.parametrize(
    ("reason", "code"),
    [("no_schedule", "walk_in"), ("no_letter", "walk_in"), ("wrong_time", "out_of_schedule")],
)
def test_a_walk_in_is_recorded_with_its_violation(program: Program, reason: str, code: str) -> None:
    answer = program.post("/walk-ins", WALK_IN | {"reason": reason})

    row = db.session.query(WalkIn).one()
    assert answer.status_code == 201
    assert answer.json == {"id": row.id, "violations": [{"code": code, "clause": "E.3.c.11"}]}
    assert (row.institution, row.regions, row.count) == ("Kab. Cilacap", ["33.01"], 3)


def test_a_walk_in_without_a_time_comes_now(program: Program, now: Any) -> None:
    answer = program.post(
        "/walk-ins", {"institution": "PT Contoh", "count": 1, "reason": "no_letter"}
    )

    assert answer.status_code == 201
    assert db.session.query(WalkIn).one().at == now


def test_a_time_without_a_zone_is_that_of_jakarta(program: Program) -> None:
    program.post("/walk-ins", WALK_IN | {"at": "2026-11-23T08:00"})

    assert db.session.query(WalkIn).one().at.isoformat() == "2026-11-23T01:00:00+00:00"


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"institution": ""}, "institution"),
        ({"regions": ["99.99"]}, "regions"),
        ({"regions": "33.01"}, "regions"),
        ({"count": 0}, "count"),
        ({"count": "3"}, "count"),
        ({"count": 10**40}, "count"),
        ({"count": None}, "count"),
        ({"reason": "lost"}, "reason"),
        ({"at": "2026-11-24T09:00+07:00"}, "at"),
        ({"at": "0001-01-01T00:00+14:00"}, "at"),
        ({"at": "pagi"}, "at"),
    ],
)
def test_what_a_walk_in_needs_is_named(
    program: Program, changes: dict[str, Any], field: str
) -> None:
    answer = program.post("/walk-ins", WALK_IN | changes)

    assert refusal(answer)[0] == 422
    assert fields(answer) == [field]
    assert db.session.query(WalkIn).count() == 0
