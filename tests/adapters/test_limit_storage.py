"""Limits on tries count across workers and restarts (TRUST S12)."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.synchronize import Barrier as BarrierType

import pytest
from limits import parse

from booking.adapters.limit_storage import limiter_for
from booking.settings import Settings

TEN = parse("10/hour")


def _try_often(settings: Settings, barrier: BarrierType, results: multiprocessing.Queue) -> None:
    limiter = limiter_for(settings, time.time)
    barrier.wait()
    results.put(sum(limiter.hit(TEN, "submit", "somebody") for _ in range(8)))


def test_a_limit_of_ten_lets_exactly_ten_of_thirty_two_through_in_four_processes(
    settings: Settings,
) -> None:
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(4), context.Queue()
    workers = [
        context.Process(target=_try_often, args=(settings, barrier, results)) for _ in range(4)
    ]

    for worker in workers:
        worker.start()
    passed = sum(results.get(timeout=60) for _ in workers)
    for worker in workers:
        worker.join()

    assert passed == 10


def test_a_restart_remembers_the_tries(settings: Settings) -> None:
    before = limiter_for(settings, time.time)
    for _ in range(10):
        before.hit(TEN, "submit", "somebody")

    after = limiter_for(settings, time.time)

    assert not after.test(TEN, "submit", "somebody")
    assert after.test(TEN, "submit", "somebody else")


def test_a_window_that_is_over_counts_anew(settings: Settings) -> None:
    moment = 1_000_000.0
    limiter = limiter_for(settings, lambda: moment)
    for _ in range(11):
        limiter.hit(TEN, "submit", "somebody")
    assert not limiter.hit(TEN, "submit", "somebody")

    moment += 3601

    assert limiter.hit(TEN, "submit", "somebody")


@pytest.mark.sqlite_only
def test_starting_needs_no_database(settings: Settings) -> None:
    limiter_for(settings, time.time)

    assert not (settings.instance / "limits.db").exists()
