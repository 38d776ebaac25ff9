"""`make run`: one command that prepares, serves, tells where, and ends without leftovers."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

STARTS_WITHIN, STOPS_WITHIN = 120, 15


def test_an_empty_instance_is_served_with_its_demo_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    port, visitor = _free_port(), build_opener(HTTPCookieProcessor(CookieJar()))
    with _serving(tmp_path, port) as (server, said):
        address = f"http://127.0.0.1:{port}/"
        _wait_for(lambda: address in said().splitlines() or server.poll() is not None)
        assert "Ctrl-C untuk berhenti" in said()
        assert "Konsultasi DJPK" in _page(visitor, address)
        assert _page(visitor, f"{address}healthz")
        assert "<h1>Antrean</h1>" in _signed_in(visitor, address, said())
        family = _descendants(server.pid)
        assert len(family) >= 3, "the web, its workers and the jobs"

        os.killpg(server.pid, signal.SIGINT)  # what a terminal does at Ctrl-C

        assert server.wait(timeout=STOPS_WITHIN) == 0
        assert [pid for pid in family if _is_alive(pid)] == []
        assert "Traceback" not in said()

    again = _booking(tmp_path, "demo")
    assert again.returncode == 1
    assert again.stderr.strip() == "Basis data ini sudah berisi data. Data contoh tidak dibuat."


def test_a_port_that_is_taken_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = _booking(tmp_path, "serve", port=port)

    assert done.returncode == 1
    assert done.stdout == ""
    sentence = f"Port {port} sudah dipakai. Pilih yang lain: PORT=8010 make run"
    assert done.stderr.strip() == sentence
    assert not (tmp_path / "booking.db").exists()


@contextmanager
def _serving(
    instance: Path, port: int
) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]:
    """The server, and what it has said so far; it is ended whatever happens."""
    log = instance / "said.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            _command("serve"),
            env=_environment(instance, port),
            cwd=instance,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield server, log.read_text
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(timeout=2 * STOPS_WITHIN)


def _booking(instance: Path, command: str, *, port: int = 8000) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(command),
        env=_environment(instance, port),
        cwd=instance,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _command(name: str) -> list[str]:
    return [sys.executable, "-m", "booking.cli", name]


def _environment(instance: Path, port: int) -> dict[str, str]:
    """Nothing of ours but what is said here."""
    foreign = {k: v for k, v in os.environ.items() if not k.startswith("BOOKING_")}
    foreign.pop("DATABASE_URL", None)
    return foreign | {
        "BOOKING_INSTANCE": str(instance),
        "BOOKING_CLOCK": "2026-11-23T09:12+07:00",
        "PORT": str(port),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(is_there: Callable[[], bool]) -> None:
    for _ in range(STARTS_WITHIN * 10):
        if is_there():
            return
        time.sleep(0.1)
    pytest.fail(f"nothing happened within {STARTS_WITHIN} s")


def _page(visitor: OpenerDirector, address: str, **form: str) -> str:
    body = urlencode(form).encode() if form else None
    with visitor.open(address, body, timeout=10) as answer:
        assert answer.status == 200
        text: str = answer.read().decode()
        return text


def _signed_in(visitor: OpenerDirector, address: str, said: str) -> str:
    """The page after signing in with an account as the server printed it."""
    email = re.search(r"petugas +(\S+@\S+)", said)
    password = re.search(r"kata sandi: (\S+)\)", said)
    token = re.search(r'name="csrf_token" value="([^"]+)"', _page(visitor, f"{address}masuk"))
    assert email
    assert password
    assert token
    form = {"csrf_token": token[1], "email": email[1], "password": password[1]}
    return _page(visitor, f"{address}masuk", **form)


def _descendants(pid: int) -> set[int]:
    """The children of a process, and theirs."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family - {pid}


def _parent(process: Path) -> int:
    try:
        return int(_after_name(process)[1])
    except OSError:  # it ended while we looked
        return 0


def _is_alive(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be reaped does not."""
    try:
        return _after_name(Path(f"/proc/{pid}"))[0] != "Z"
    except OSError:
        return False


def _after_name(process: Path) -> list[str]:
    """State, parent and the rest; the name before them may hold spaces and brackets."""
    return (process / "stat").read_text().rpartition(")")[2].split()
