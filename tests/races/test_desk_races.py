"""Several officers press the same button at once: pages and dispensations (TRUST R1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.database import db
from booking.domain.roles import Role
from booking.models.claims import SlotClaim
from booking.models.desk import DispensationRow
from booking.settings import Settings
from booking.store import audit
from booking.usecases.cancel import cancel_by_djpk
from booking.usecases.dispense import propose
from tests.races import workers
from tests.races.test_races import governments, race, results, together
from tests.races.workers import Outcome, Step
from tests.usecases.builders import (
    NOW,
    OFFICER,
    THURSDAY,
    moves_of,
    party,
    state,
    submission,
    verified,
)
from tests.web.pages import sign_in

__all__ = ["race"]
pytestmark = pytest.mark.races

Race = Callable[[list[Step]], list[Outcome]]
WEDNESDAY = date(2026, 11, 25)
SEVERAL = 6


def approvals(settings: Settings, session: str, wanting: list[str], slot: str) -> list[Outcome]:
    """Each request approved on a page of its own, all at the same moment."""
    db.session.rollback()
    return together(workers.approve_on_page, [(settings, session, ref, slot) for ref in wanting])


def signed_in(app: Flask) -> str:
    """The session cookie of an officer."""
    client = app.test_client()
    sign_in(client, Role.OFFICER)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return cookie.value


def test_r1_one_session_approved_on_several_pages_goes_to_one(
    app: Flask, settings: Settings, rounds: int
) -> None:
    session = signed_in(app)
    codes = governments()

    for _ in range(rounds):
        wanting = [verified(submission(parties=(party(next(codes)),))) for _ in range(SEVERAL)]

        outcomes = approvals(settings, session, wanting, f"{THURSDAY} 09:00")

        assert results(outcomes) == {"303": 1, "409": SEVERAL - 1}
        for lost in (outcome for outcome in outcomes if outcome.result == "409"):
            assert "Sesi kosong berikutnya" in unescape(lost.detail)
        winners = [reference for reference in wanting if state(reference) == "scheduled"]
        assert len(winners) == 1
        assert db.session.scalar(select(func.count()).select_from(SlotClaim)) == 1
        cancel_by_djpk(winners[0], reason="Putaran berikutnya.", by=OFFICER, now=NOW)
    assert list(audit.broken_links()) == []


def test_r1_one_request_approved_on_several_pages_gets_one_session(
    app: Flask, settings: Settings
) -> None:
    session = signed_in(app)
    reference = verified()

    outcomes = approvals(settings, session, [reference] * SEVERAL, f"{THURSDAY} 09:00")

    assert results(outcomes) == {"303": 1, "409": SEVERAL - 1}
    lost = next(outcome.detail for outcome in outcomes if outcome.result == "409")
    assert "sudah diputuskan oleh" in unescape(lost)
    assert [step.move for step in moves_of(reference)].count("schedule") == 1


def test_two_supervisors_who_agree_at_once_leave_one_decision(race: Race, rounds: int) -> None:
    for _ in range(rounds):
        reference = verified()
        propose(reference, "lead_time", on=WEDNESDAY, reason="Arahan.", by=OFFICER, now=NOW)
        key = db.session.scalars(select(DispensationRow.id).order_by(DispensationRow.id)).all()[-1]

        outcomes = race([("grant_leave", (reference, key, n), NOW) for n in range(SEVERAL)])

        assert results(outcomes) == {"done": 1, "already_decided": SEVERAL - 1}
        assert [step.move for step in moves_of(reference)].count("grant_dispensation") == 1


def test_the_same_dispensation_proposed_at_once_is_one_row(race: Race, rounds: int) -> None:
    for _ in range(rounds):
        reference = verified()

        outcomes = race([("ask_leave", (reference, WEDNESDAY, n), NOW) for n in range(SEVERAL)])

        assert results(outcomes) == {"done": 1, "already_decided": SEVERAL - 1}
        db.session.rollback()
        rows = db.session.scalars(select(DispensationRow.reason)).all()
        assert len(rows) <= rounds
