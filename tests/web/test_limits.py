"""Whose tries count together: the visitor's network, however its address is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from limits import parse

from booking import clock
from booking.commands.serving import table_of_jobs
from booking.services import services
from booking.web.limits import address_block

pytestmark = pytest.mark.sqlite_only


def block_of(app: Flask, address: str) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return address_block()


@pytest.mark.parametrize("other", ["2001:db8:7::1", "2001:db8:7:ffff:aaaa::2"])
def test_one_line_has_one_network_however_many_addresses_it_was_given(
    app: Flask, other: str
) -> None:
    assert block_of(app, other) == block_of(app, "2001:db8:7:1::1")


def test_another_line_is_another_network(app: Flask) -> None:
    assert block_of(app, "2001:db8:8::1") != block_of(app, "2001:db8:7::1")


def test_an_old_address_written_in_the_new_way_keeps_its_own_network(app: Flask) -> None:
    assert block_of(app, "::ffff:192.0.2.7") == block_of(app, "192.0.2.200")
    assert block_of(app, "::ffff:192.0.2.7") != block_of(app, "::ffff:198.51.100.7")


@pytest.mark.parametrize("address", ["", "unknown", "192.0.2.7:4711", "fe80::1%eth0", "a, b"])
def test_an_address_that_nobody_can_read_counts_too(app: Flask, address: str) -> None:
    assert block_of(app, address) in (block_of(app, ""), block_of(app, "fe80::1"))


def test_tries_of_windows_that_are_over_are_forgotten_without_a_click(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    services().limiter.hit(parse("5/minute"), "over")
    services().limiter.hit(parse("5/day"), "still running")
    later = clock.real_now().timestamp() + 120
    monkeypatch.setattr(clock, "real_now", lambda: datetime.fromtimestamp(later, UTC))

    next(job for job in table_of_jobs(services()) if job.name == "forget_tries").run()

    assert services().limiter.storage.reset() == 1
