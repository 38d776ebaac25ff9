"""One process of a race: an application of its own, a barrier, one step, and what came of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import Any, Protocol

import psycopg

from booking.app import create_app
from booking.domain.delegation import Arrival
from booking.domain.roles import REQUESTER_ACTOR, Actor, Role
from booking.domain.sessions import ClosedBecause, Slot
from booking.domain.submission import Submission
from booking.domain.unit_inquiries import Expert
from booking.errors import BookingError
from booking.settings import Settings
from booking.usecases import keep_closures
from booking.usecases.answer_for_unit import Question, accept, decline
from booking.usecases.cancel import cancel_by_requester
from booking.usecases.check_in import check_in
from booking.usecases.close_day import close_day
from booking.usecases.close_month import close_month
from booking.usecases.confirm_mailbox import confirm_mailbox, expire_unverified
from booking.usecases.dispense import grant, propose
from booking.usecases.schedule import reschedule, schedule
from booking.usecases.submit import submit
from tests.usecases.builders import LINK_KEY, OFFICER, RECEPTION, SUPERVISOR, THURSDAY, UNIT
from tests.web.pages import csrf_of, hidden

PATIENCE = 60


@dataclass(frozen=True)
class Outcome:
    """`done`, or the code of the refusal, or the name of an exception nobody meant."""

    result: str
    detail: str = ""
    free: int = 0


class Answers(Protocol):
    """Where the processes leave their outcomes."""

    def put(self, outcome: Outcome) -> None:
        """Leave one."""


Step = tuple[str, tuple[Any, ...], datetime]


def run(settings: Settings, step: Step, start: Barrier, answers: Answers) -> None:
    """Build an application, wait for the others, take the step."""
    name, arguments, now = step
    app = create_app(settings)
    with app.app_context():
        start.wait(PATIENCE)
        try:
            STEPS[name](*arguments, now=now)
        except BookingError as refused:
            answers.put(Outcome(refused.code, refused.detail, len(refused.free)))
        except Exception as unmeant:
            answers.put(Outcome(type(unmeant).__name__, str(unmeant)))
        else:
            answers.put(Outcome("done"))


def give(reference: str, slot: Slot, *, now: datetime) -> None:
    """An officer gives a session."""
    schedule(reference, slot, consulted="Disepakati unit.", by=OFFICER, now=now)


def move(reference: str, slot: Slot, *, now: datetime) -> None:
    """An officer moves a session."""
    reschedule(reference, slot, reason="Rapat pimpinan.", by=OFFICER, now=now)


def shut(*, now: datetime) -> None:
    """A supervisor closes the day on which the others book."""
    keep_closures.close(ClosedBecause(THURSDAY, "", "Rapat kerja DJPK"), by=SUPERVISOR, now=now)


def agree(question: Question, *, now: datetime) -> None:
    """A unit accepts."""
    accept(question, [Expert("Sri Wahyuni")], by=UNIT, now=now)


def refuse(question: Question, *, now: datetime) -> None:
    """A unit declines."""
    decline(question, "Narasumber dinas luar.", by=UNIT, now=now)


def give_up(reference: str, *, now: datetime) -> None:
    """The requester cancels."""
    cancel_by_requester(reference, reason="Paripurna.", by=REQUESTER_ACTOR, now=now)


def send(asked: Submission, file_id: int, form_key: str | None, *, now: datetime) -> None:
    """A program hands a letter in."""
    submit(
        asked,
        letter_file_id=file_id,
        by=OFFICER,
        now=now,
        link_key=LINK_KEY,
        form_key=form_key,
        mailbox_known=True,
    )


def scan(reference: str, nonce: str, *, now: datetime) -> None:
    """Reception receives a delegation."""
    came = [Arrival("Budi Santoso", "Kepala BPKAD")]
    check_in(reference, came, nonce=nonce, by=RECEPTION, now=now)


def confirm(token: str, *, now: datetime) -> None:
    """A requester confirms the mailbox."""
    confirm_mailbox(token, now=now)


def end_day(*, now: datetime) -> None:
    """The clock closes the day."""
    close_day(now=now)


def expire(*, now: datetime) -> None:
    """The clock drops what nobody confirmed."""
    expire_unverified(now=now + timedelta(hours=24, seconds=1))


def close(month: str, *, now: datetime) -> None:
    """The penyelia closes a month."""
    close_month(month, version=1, by=SUPERVISOR, now=now)


def grant_leave(reference: str, dispensation_id: int, number: int, *, now: datetime) -> None:
    """One of several supervisors agrees to a dispensation."""
    by = Actor(f"Penyelia {number}", f"staff:{100 + number}", Role.SUPERVISOR)
    grant(reference, dispensation_id, by=by, now=now)


def ask_leave(reference: str, on: date, number: int, *, now: datetime) -> None:
    """One of several officers proposes the same dispensation."""
    by = Actor(f"Petugas {number}", f"staff:{200 + number}", Role.OFFICER)
    propose(reference, "lead_time", on=on, reason="Arahan pimpinan.", by=by, now=now)


STEPS: dict[str, Callable[..., None]] = {
    step.__name__: step
    for step in (
        *(give, shut, move, agree, refuse, give_up, send),
        *(scan, confirm, end_day, expire, close, grant_leave, ask_leave),
    )
}


def approve_on_page(
    settings: Settings,
    session: str,
    reference: str,
    slot: str,
    start: Barrier,
    answers: Answers,
) -> None:
    """An officer with the page open, signed in by the cookie, presses as the others do."""
    app = create_app(settings)
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], session)
    page = f"/petugas/permohonan/{reference}"
    html = client.get(page).text
    form = {
        "csrf_token": csrf_of(html),
        "version": hidden(html, "version"),
        "slot": slot,
        "consulted": "Sdr. Budi, DTU",
    }
    start.wait(PATIENCE)
    answer = client.post(f"{page}/jadwal", data=form)
    answers.put(Outcome(str(answer.status_code), answer.text))


def book_without_guard(url: str, number: int, start: Barrier, answers: Answers) -> None:
    """What the product must never be: look, wait 5 ms, insert; no unique key and no lock."""
    connection = _autocommit(url)
    start.wait(PATIENCE)
    (taken,) = connection.execute("SELECT count(*) FROM unguarded").fetchone()
    time.sleep(0.005)
    if not taken:
        connection.execute(f"INSERT INTO unguarded (request_id) VALUES ({int(number)})")  # noqa: S608 - a number
    answers.put(Outcome("session_taken" if taken else "done"))
    connection.close()


def _autocommit(url: str) -> Any:
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=15)
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
