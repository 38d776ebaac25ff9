"""Idempotency-Key: the same call is answered once, whatever happens to the first answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from booking import clock
from booking.adapters.letter_file import accept_letter
from booking.api import door
from booking.database import db, transaction
from booking.models.door import WalkIn
from booking.models.records import Idempotency
from booking.models.requests import Request
from booking.store import idempotency
from tests.api.programs import LETTER, Program, refusal, request_data
from tests.letters import picture

WALK_IN = {"institution": "Kab. Cilacap", "count": 3, "reason": "no_schedule"}


def stored(model: Any) -> int:
    db.session.rollback()
    return db.session.query(model).count()


def is_replay(answer: TestResponse) -> bool:
    return answer.headers.get("Idempotent-Replay") == "true"


def change_row(**values: Any) -> None:
    with transaction():
        db.session.execute(update(Idempotency).values(**values))


def test_the_same_key_and_body_give_the_same_answer(program: Program) -> None:
    first = program.submit(request_data(), LETTER, key="a")

    again = program.submit(request_data(), LETTER, key="a")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.text == first.text
    assert (is_replay(first), is_replay(again)) == (False, True)
    assert stored(Request) == 1


def test_without_a_key_a_call_is_a_new_one(program: Program) -> None:
    program.post("/walk-ins", WALK_IN)
    program.post("/walk-ins", WALK_IN)

    assert stored(WalkIn) == 2


@pytest.mark.parametrize(
    ("changes", "pages"),
    [({"question": "Lain"}, (LETTER,)), ({}, (picture(),)), ({}, (LETTER, LETTER))],
)
def test_the_same_key_with_another_body_is_refused(
    program: Program, changes: dict[str, Any], pages: tuple[bytes, ...]
) -> None:
    program.submit(request_data(), LETTER, key="a")

    answer = program.submit(request_data(**changes), *pages, key="a")

    assert refusal(answer) == (422, "idempotency_key_reused", None)
    assert stored(Request) == 1


def test_the_same_key_at_another_address_is_refused(program: Program) -> None:
    program.post("/walk-ins", WALK_IN, key="a")
    reference = program.opened()

    answer = program.post(f"/requests/{reference}/verify", WALK_IN, key="a")

    assert refusal(answer)[:2] == (422, "idempotency_key_reused")


def test_each_program_has_keys_of_its_own(with_scopes: Callable[..., Program]) -> None:
    with_scopes("reception").post("/walk-ins", WALK_IN, key="a")

    answer = with_scopes("reception", "read").post("/walk-ins", WALK_IN, key="a")

    assert (answer.status_code, is_replay(answer)) == (201, False)
    assert stored(WalkIn) == 2


def test_a_refusal_is_given_again_too(program: Program) -> None:
    first = program.submit(request_data(), key="a")

    again = program.submit(request_data(), key="a")

    assert refusal(again) == refusal(first) == (422, "letter_missing", "E.3.c.1")
    assert is_replay(again)
    assert again.text == first.text


def test_a_failure_is_not_kept(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(door, "register_walk_in", broken)
        failed = program.post("/walk-ins", WALK_IN, key="a")

    assert refusal(failed)[:2] == (500, "internal_error")
    again = program.post("/walk-ins", WALK_IN, key="a")
    assert (again.status_code, is_replay(again)) == (201, False)


def test_a_foreign_token_learns_nothing_by_a_key(
    program: Program, with_scopes: Callable[..., Program]
) -> None:
    program.post("/walk-ins", WALK_IN, key="a")

    answer = with_scopes("read").post("/walk-ins", WALK_IN, key="a")

    assert refusal(answer)[0] == 403


@pytest.mark.sqlite_only
@pytest.mark.parametrize("key", ["k" * 121, "kunci–1"])
def test_a_key_that_cannot_be_kept_is_refused(program: Program, key: str) -> None:
    answer = program.client.post(
        "/api/v1/walk-ins",
        json=WALK_IN,
        headers=program.headers | {"Idempotency-Key": key.encode().decode("latin-1")},
    )

    assert refusal(answer)[:2] == (422, "idempotency_key_unreadable")
    assert stored(WalkIn) == 0


def test_after_a_day_the_key_is_forgotten(program: Program) -> None:
    program.post("/walk-ins", WALK_IN, key="a")
    change_row(created_at=clock.real_now() - timedelta(hours=24, seconds=1))

    answer = program.post("/walk-ins", WALK_IN | {"count": 4}, key="a")

    assert (answer.status_code, is_replay(answer)) == (201, False)
    assert stored(Idempotency) == 1


def test_a_day_later_the_same_request_is_still_the_same(program: Program) -> None:
    first = program.submit(request_data(), LETTER, key="a")
    change_row(created_at=clock.real_now() - timedelta(hours=25))

    again = program.submit(request_data(), LETTER, key="a")

    assert again.json["reference"] == first.json["reference"]
    assert stored(Request) == 1


def test_while_the_first_call_runs_the_second_waits(
    app: Flask, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(files: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return accept_letter(files)

    app.extensions["booking"] = replace(app.extensions["booking"], accept_letter=slowly)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(sent_from_a_thread, app, program, "a")
        assert begun.wait(20)
        second = program.submit(request_data(), LETTER, key="a")
        go_on.set()
        opened = first.result(30)
    third = program.submit(request_data(), LETTER, key="a")

    assert refusal(second) == (409, "still_running", None)
    assert second.headers["Retry-After"]
    assert opened.status_code == 201
    assert (third.text, is_replay(third)) == (opened.text, True)
    assert stored(Request) == 1


@pytest.mark.races
def test_of_many_at_once_one_opens_the_request(app: Flask, program: Program, rounds: int) -> None:
    for turn in range(rounds):
        with ThreadPoolExecutor(4) as pool:
            calls = [
                pool.submit(sent_from_a_thread, app, program, f"k{turn}", f"900/{turn}")
                for _ in range(4)
            ]
            answers = [call.result(60) for call in calls]

        told = [answer.status_code for answer in answers]
        assert set(told) <= {201, 409}
        assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
        assert {refusal(a)[1] for a in answers if a.status_code == 409} <= {"still_running"}
        assert stored(Request) == turn + 1


def test_a_crash_before_the_work_blocks_the_key_for_a_minute_only(program: Program) -> None:
    program.post("/walk-ins", WALK_IN, key="a")
    change_row(status=None, answer={}, created_at=clock.real_now() - timedelta(seconds=55))
    early = program.post("/walk-ins", WALK_IN, key="a")
    change_row(created_at=clock.real_now() - timedelta(seconds=61))

    late = program.post("/walk-ins", WALK_IN, key="a")

    assert refusal(early)[:2] == (409, "still_running")
    assert (late.status_code, is_replay(late)) == (201, False)


def test_a_crash_after_the_work_opens_no_second_request(program: Program) -> None:
    first = program.submit(request_data(), LETTER, key="a")
    change_row(status=None, answer={}, created_at=clock.real_now() - timedelta(seconds=61))

    again = program.submit(request_data(), LETTER, key="a")

    assert again.status_code == 201
    assert again.json["reference"] == first.json["reference"]
    assert again.json["findings"]
    assert stored(Request) == 1


def test_who_lost_the_key_does_not_write_over_the_new_answer(app: Flask) -> None:
    begun = clock.real_now()
    later = begun + timedelta(seconds=61)
    with transaction():
        idempotency.reserve("token:1", "a", "hash", now=begun)
        assert idempotency.take_over("token:1", "a", begun_before=later, now=later)
        assert not idempotency.take_over("token:1", "a", begun_before=later, now=later)
        idempotency.keep("token:1", "a", begun=later, status=201, answer={"by": "second"})

    with transaction():
        idempotency.keep("token:1", "a", begun=begun, status=201, answer={"by": "first"})
        idempotency.let_go("token:1", "a", begun=begun)

    row = idempotency.kept("token:1", "a")
    assert row is not None
    assert row.answer == {"by": "second"}


def sent_from_a_thread(
    app: Flask, program: Program, key: str, number: str = "900/1234/BPKAD/2026"
) -> TestResponse:
    """A call from a process of its own, as far as a thread can be one."""
    letter = request_data()["letter"] | {"number": number}
    with app.app_context():
        mine = Program(app.test_client(), None)
        mine.headers = program.headers
        answer = mine.submit(request_data(letter=letter), LETTER, key=key)
        db.session.remove()
        return answer
