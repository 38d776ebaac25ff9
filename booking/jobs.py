"""The work nobody clicks for: a table of jobs, each done by one process at a time (STACK 4)."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.message import EmailMessage
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from booking.clock import real_now
from booking.domain.mail_facts import OwedMail
from booking.usecases.deliver_outbox import deliver_outbox
from booking.usecases.lead_job import lead_job, step_down
from booking.usecases.ports import Mailer

DELIVER_SECONDS, DELIVER_SECONDS_IN_DEVELOPMENT = 20, 3
LEASE_MARGIN = timedelta(seconds=15)
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A job by its name, how often it is done, and what is done; harmless when done twice."""

    name: str
    seconds: int
    run: Callable[[], object]

    @property
    def ttl(self) -> timedelta:
        """How long the leader may be silent before another process takes over."""
        return timedelta(seconds=2 * self.seconds) + LEASE_MARGIN


def delivery(
    render: Callable[[OwedMail], EmailMessage], mailer: Mailer, *, seconds: int = DELIVER_SECONDS
) -> Job:
    """The job that empties the outbox, in one go as long as mails are taken."""

    def deliver() -> None:
        while deliver_outbox(render, mailer, now=real_now()).sent:
            pass

    return Job("deliver_outbox", seconds, deliver)


def run_jobs(app: Flask, jobs: Sequence[Job], *, stop: threading.Event | None = None) -> None:
    """Do the jobs until SIGTERM, SIGINT or `stop`; what has begun is finished first."""
    stop = stop or threading.Event()
    owner = process_name()
    scheduler = BackgroundScheduler(
        timezone=UTC, executors={"default": ThreadPoolExecutor(max(1, len(jobs)))}
    )
    for job in jobs:
        scheduler.add_job(
            tick,
            "interval",
            args=(app, job, owner),
            id=job.name,
            seconds=job.seconds,
            next_run_time=real_now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    _stop_on_signals(stop)
    scheduler.start()
    log.info("jobs of %s: %s", owner, ", ".join(job.name for job in jobs))
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
        with app.app_context():
            step_down(owner)


def tick(app: Flask, job: Job, owner: str) -> bool:
    """Do a job once if this process leads it; a job that fails is logged and done again later."""
    with app.app_context():
        try:
            if not lead_job(job.name, owner, now=real_now(), ttl=job.ttl):
                return False
            job.run()
        except Exception:  # one failing job must not stop the others
            log.exception("job %s failed", job.name)
            return False
    return True


def process_name() -> str:
    """Host, process and chance: no two processes share it, however often they start."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def _stop_on_signals(stop: threading.Event) -> None:
    """Signals reach the main thread only; elsewhere whoever started us sets `stop`."""
    if threading.current_thread() is not threading.main_thread():
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        log.info("stopping after signal %s", number)
        stop.set()

    for number in STOP_SIGNALS:
        signal.signal(number, on_signal)
