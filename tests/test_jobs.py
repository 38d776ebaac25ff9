"""The jobs: one leader each, takeover, a failing job alone, a clean stop."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import update

from booking.database import db, transaction
from booking.domain.mail_facts import MailKind
from booking.jobs import Job, delivery, run_jobs, tick
from booking.models.records import Lease
from booking.renderers.email import MailRenderer
from booking.settings import PROJECT, Settings
from booking.store import leases, outbox
from booking.usecases.lead_job import lead_job, step_down
from tests.mails import DECIDED_AT, LINKS, SENDER, facts_of

REAL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TTL = timedelta(seconds=55)
PROGRAM = """
    from threading import Event
    from booking.app import create_app
    from booking.jobs import Job, run_jobs
    run_jobs(create_app(), (Job("sign", 1, lambda: print("alive", flush=True)),))
    print("stopped", flush=True)
"""


def heartbeats() -> dict[str, datetime]:
    db.session.rollback()
    return dict(leases.heartbeats())


def times_out() -> None:
    """Every lease is a minute past its end, as if its owner had died."""
    with transaction():
        past = datetime.now(UTC) - timedelta(minutes=1)
        db.session.execute(update(Lease).values(until=past))


def test_the_first_process_leads_and_the_second_waits(app: Flask) -> None:
    first = lead_job("close_day", "one", now=REAL, ttl=TTL)

    second = lead_job("close_day", "two", now=REAL, ttl=TTL)

    assert (first, second) == (True, False)
    assert heartbeats() == {"close_day": REAL + TTL}


def test_the_leader_keeps_its_lease_by_working(app: Flask) -> None:
    lead_job("close_day", "one", now=REAL, ttl=TTL)

    lead_job("close_day", "one", now=REAL + TTL, ttl=TTL)

    assert lead_job("close_day", "two", now=REAL + TTL, ttl=TTL) is False
    assert heartbeats() == {"close_day": REAL + 2 * TTL}


def test_a_silent_leader_is_replaced(app: Flask) -> None:
    lead_job("close_day", "one", now=REAL, ttl=TTL)
    later = REAL + TTL + timedelta(seconds=1)

    taken_over = lead_job("close_day", "two", now=later, ttl=TTL)

    assert taken_over is True
    assert lead_job("close_day", "one", now=later, ttl=TTL) is False


def test_each_job_has_a_lease_of_its_own(app: Flask) -> None:
    lead_job("close_day", "one", now=REAL, ttl=TTL)

    assert lead_job("deliver_outbox", "two", now=REAL, ttl=TTL) is True


def test_a_leader_that_steps_down_makes_room_at_once(app: Flask) -> None:
    lead_job("close_day", "one", now=REAL, ttl=TTL)
    lead_job("expire_unverified", "two", now=REAL, ttl=TTL)

    step_down("one")

    assert lead_job("close_day", "three", now=REAL, ttl=TTL) is True
    assert lead_job("expire_unverified", "three", now=REAL, ttl=TTL) is False


@pytest.mark.races
def test_of_many_processes_that_start_together_one_leads(app: Flask, rounds: int) -> None:
    for number in range(3 * rounds):
        begin, leaders = threading.Barrier(4), []

        def start(
            owner: str,
            job: str = f"job-{number}",
            begin: threading.Barrier = begin,
            leaders: list[str] = leaders,
        ) -> None:
            begin.wait()
            with app.app_context():
                if lead_job(job, owner, now=REAL, ttl=TTL):
                    leaders.append(owner)

        together(*(lambda owner=owner: start(owner) for owner in ("a", "b", "c", "d")))

        assert len(leaders) == 1


def test_a_follower_does_nothing(app: Flask) -> None:
    done: list[str] = []
    job = Job("close_day", 60, lambda: done.append("closed"))

    assert tick(app, job, "one") is True
    assert tick(app, job, "two") is False
    times_out()
    assert tick(app, job, "two") is True

    assert done == ["closed", "closed"]


def test_a_job_that_fails_is_logged_and_done_again(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def fail_once() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise RuntimeError("disk full")

    job = Job("close_day", 60, fail_once)

    with caplog.at_level(logging.CRITICAL, logger="booking.jobs"):
        failed = tick(app, job, "one")
    again = tick(app, job, "one")

    assert (failed, again) == (False, True)


def test_a_tick_of_the_delivery_empties_the_outbox_in_order(app: Flask) -> None:
    sent: list[str] = []

    class Postman:
        def send(self, message: EmailMessage) -> None:
            sent.append(str(message["Subject"]).split(":")[0])

    with transaction():
        for kind in (MailKind.RECEIVED, MailKind.SCHEDULED, MailKind.RESCHEDULED):
            outbox.owe(facts_of(kind), request_id=None, now=DECIDED_AT)

    tick(app, delivery(MailRenderer(SENDER, lambda mail: LINKS), Postman()), "one")

    assert sent == ["Diterima, belum terjadwal", "Terjadwal", "Jadwal dipindahkan"]


@pytest.mark.sqlite_only
def test_jobs_run_beside_each_other_until_they_are_stopped(app: Flask) -> None:
    stop, seen = threading.Event(), threading.Barrier(3)
    jobs = (Job("one", 60, lambda: seen.wait(20)), Job("two", 60, lambda: seen.wait(20)))
    worker = threading.Thread(target=lambda: run_jobs(app, jobs, stop=stop))
    worker.start()

    seen.wait(20)  # both jobs are at work at the same moment
    held = set(heartbeats())
    stop.set()
    worker.join(20)

    assert held == {"one", "two"}
    assert not worker.is_alive()
    assert heartbeats() == {}


@pytest.mark.sqlite_only
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_process_cleanly(
    sign: signal.Signals, app: Flask, settings: Settings
) -> None:
    environment = os.environ | {
        "DATABASE_URL": settings.database_url,
        "BOOKING_INSTANCE": str(settings.instance),
        "PYTHONPATH": str(PROJECT),
    }
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()

        process.send_signal(sign)
        rest = process.stdout.read()

        assert process.wait(30) == 0
    assert first == "alive\n"
    assert rest.endswith("stopped\n")
    assert heartbeats() == {}


def together(*works: Callable[[], None]) -> None:
    workers = [threading.Thread(target=work) for work in works]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
