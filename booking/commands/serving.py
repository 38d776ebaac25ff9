"""Serving: the web workers and the jobs together, and the jobs alone."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from booking import jobs
from booking.adapters.limit_storage import forget_old_tries
from booking.adapters.mailer import mailer_for
from booking.clock import real_now
from booking.commands.database import echo, newest_version, stored_version
from booking.commands.demo import PASSWORD, fill_with_demo, holds_data
from booking.commands.mail_writer import mail_writer
from booking.domain.confirmation import Confirmation
from booking.errors import SettingsRefused
from booking.renderers.registry import confirmation_letter
from booking.services import Services, services
from booking.settings import PROJECT, Settings
from booking.store import staff
from booking.usecases.anchor_audit import anchor_audit
from booking.usecases.close_day import close_day
from booking.usecases.confirm_mailbox import expire_unverified
from booking.usecases.issue_letter import seal_letters
from booking.usecases.keep_draft import drop_old_drafts
from booking.usecases.keep_letter import drop_unused_letters
from booking.usecases.prepare_draft import prepare_draft

STARTS_WITHIN = 30
STOPS_WITHIN = 15


def table_of_jobs(found: Services) -> tuple[jobs.Job, ...]:
    """What must be done without a click: mail, closing the day, dropping what nobody confirmed."""
    settings = found.settings
    render = mail_writer(found)
    quick = jobs.DELIVER_SECONDS_IN_DEVELOPMENT

    def letter(facts: Confirmation, code: str) -> bytes:
        return confirmation_letter(facts, code=code, base_url=settings.base_url)

    seconds = jobs.DELIVER_SECONDS if settings.is_production else quick
    return (
        jobs.delivery(render, mailer_for(settings), seconds=seconds),
        jobs.Job("seal_letters", 60, lambda: seal_letters(files=found.files, render=letter)),
        jobs.Job("close_day", 60, lambda: close_day(now=found.clock())),
        jobs.Job("month_draft", 600, lambda: prepare_draft(now=found.clock())),
        jobs.Job("expire_unverified", 300, lambda: expire_unverified(now=found.clock())),
        jobs.Job("anchor_audit", 600, lambda: anchor_audit(now=found.clock())),
        jobs.Job("drop_old_drafts", 900, lambda: drop_old_drafts(now=real_now())),
        jobs.Job("forget_tries", 900, lambda: forget_old_tries(found.limiter)),
        jobs.Job(
            "drop_unused_letters",
            3600,
            lambda: drop_unused_letters(files=found.files, now=found.clock()),
        ),
    )


@click.command("jobs")
@with_appcontext
def run_jobs() -> None:
    """Jalankan pekerjaan berkala; beberapa proses boleh jalan, satu yang bekerja."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    jobs.run_jobs(app, table_of_jobs(services()))


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Siapkan basis data, lalu jalankan web dan pekerjaan berkala bersama-sama."""
    settings = services().settings
    refuse_demo_accounts(settings)
    _refuse_busy_port(settings)
    if stored_version() != newest_version():
        upgrade()
    if not settings.is_production and not holds_data():
        echo("Basis data masih kosong; data contoh sedang dibuat.")
        fill_with_demo()
    sys.exit(_run_together(settings))


def refuse_demo_accounts(settings: Settings) -> None:
    """Production does not start while an account of the demonstration exists (DECISIONS 14)."""
    if settings.is_production and stored_version() and staff.demo_accounts():
        raise SettingsRefused(
            "Basis data ini berisi akun demo. Production tidak dijalankan selama akun itu ada."
        )


def _refuse_busy_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsRefused(
                f"Port {settings.port} sudah dipakai. Pilih yang lain: PORT=8010 make run"
            ) from error


def _run_together(settings: Settings) -> int:
    """Web and jobs as two children; whichever ends, or Ctrl-C, ends both."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--chdir", str(PROJECT)]
    web += ["--bind", f"{settings.host}:{settings.port}", "--workers", "2", "--threads", "8"]
    web += [
        "--worker-class",
        "gthread",
        "--graceful-timeout",
        "10",
        "--preload",
        "--log-level",
        "warning",
    ]
    work = [sys.executable, "-m", "booking.cli", "jobs"]
    children: list[subprocess.Popen[bytes]] = []
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        for command in (web, work):
            # a session of its own: Ctrl-C reaches us alone, and we end the children in order
            child = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603  our own programs
            children.append(child)
        if _answers(settings, children, lambda: stopping):
            _greet(settings)
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
        return 0 if stopping else 1
    finally:
        _stop_all(children)


def _answers(
    settings: Settings, children: list[subprocess.Popen[bytes]], stopping: Callable[[], bool]
) -> bool:
    address = f"http://{settings.host}:{settings.port}/healthz"
    for _ in range(STARTS_WITHIN * 10):
        if stopping() or any(child.poll() is not None for child in children):
            return False
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(address, timeout=2).close()
            return True
        time.sleep(0.1)
    return False


def _greet(settings: Settings) -> None:
    click.echo(f"http://127.0.0.1:{settings.port}/")
    accounts = staff.demo_accounts()
    if accounts:
        click.echo(f"\nAkun demo (kata sandi: {PASSWORD}), masuk di /masuk:")
        for account in accounts:
            click.echo(f"  {account.role:<12} {account.email}")
    click.echo("\nSurel yang terkirim dapat dibaca di /surel-pengembangan. Ctrl-C untuk berhenti.")
    sys.stdout.flush()


def _stop_all(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
