"""Whatever is done in whatever order: the claims tell the same story as the requests.

The seed is the name of the test's case; a failure prints the steps that led to it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.database import db
from booking.domain.dispensation import ENDED
from booking.domain.lifecycle import HELD, MOVES, State
from booking.domain.policy import SE_2
from booking.domain.roles import REQUESTER_ACTOR, SYSTEM_ACTOR, Actor
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert
from booking.domain.words import CONFERENCE, VISIT
from booking.errors import BookingError
from booking.models.claims import LetterUse, QuotaClaim, SlotClaim
from booking.models.desk import DispensationRow
from booking.models.history import RequestMove
from booking.models.requests import Request
from booking.store import audit, inquiries, requests
from booking.usecases import dispense
from booking.usecases.answer_for_unit import Question, accept, decline, propose
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.check_in import check_in, undo_check_in
from booking.usecases.close_day import close_day
from booking.usecases.confirm_mailbox import confirm_mailbox, expire_unverified
from booking.usecases.consult_unit import consult_unit, recall_unit
from booking.usecases.hold_conference import hold_conference
from booking.usecases.refuse_guest import refuse_guest
from booking.usecases.schedule import reschedule, schedule
from booking.usecases.take_up import take_up
from booking.usecases.verify_letter import reject, return_letter, verify_letter
from tests.usecases.builders import (
    BANYUMAS,
    CIAMIS,
    LINK_KEY,
    NOW,
    OFFICER,
    PANGANDARAN,
    RECEPTION,
    SECOND,
    STAFF,
    SUPERVISOR,
    UNIT,
    arrivals,
    party,
    sent,
    submission,
)

STEPS = 160
PARTIES = (
    (party(BANYUMAS),),
    (party(BANYUMAS, "dprd"),),
    (party(CIAMIS),),
    (party(PANGANDARAN), party(CIAMIS)),
)
BY = (OFFICER, OFFICER, OFFICER, UNIT, RECEPTION, REQUESTER_ACTOR, SYSTEM_ACTOR)
HOLDS = (*HELD, State.NO_SHOW)
CARRY = set(State) - {State.UNVERIFIED, State.REJECTED, State.WITHDRAWN, State.EXPIRED}
FITTING = {  # the steps of `_desk` that can succeed, by state; others are tried now and then
    State.SUBMITTED: (0, 0, 0, 0, 6, 8, 9, 15),
    State.VERIFIED: (1, 1, 1, 1, 2, 3, 3, 6, 8, 9, 14),
    State.AWAITING_UNIT: (1, 1, 2, 4, 6, 7, 11, 11, 12, 12, 13),
    State.SCHEDULED: (5, 5, 6, 7, 10, 14),
}
SPENT = {State.COMPLETED, State.NO_SHOW, State.CANCELLED}


class Office:
    """A small office where anybody does anything at any time; refusals are ordinary answers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - chance of a test
        self.now = NOW
        self.references: list[str] = []
        self.tokens: list[str] = []
        self.told: list[str] = []

    def step(self) -> None:
        action = self.chance.choice(
            (self._send, *(self._desk,) * 6, self._leave, self._door, self._clock)
        )
        try:
            done = action()
        except BookingError as refused:
            done = f"{action.__name__} refused: {refused.code}"
        self.told.append(f"{self.now:%d %H:%M} {done}")

    def _refuse_guest(self, reference: str) -> None:
        request = requests.by_reference(reference)
        guest = self.chance.choice([guest.id for guest in request.guests] or [0])
        refuse_guest(reference, guest, reason="x", by=OFFICER, now=self.now)

    def _slot(self) -> Slot:
        day = self.now.date() + timedelta(self.chance.randrange(1, 9))
        return Slot(day, self.chance.choice(("09:00", "10:00", "13:00", "14:00")))

    def _send(self) -> str:
        mode = self.chance.choice((VISIT, VISIT, VISIT, CONFERENCE))
        known = self.chance.random() < 0.8
        told = sent(
            submission(mode=mode, parties=self.chance.choice(PARTIES)),
            by=OFFICER,
            now=self.now,
            mailbox_known=known,
        )
        self.references.append(told.reference)
        if not known:
            self.tokens.append(told.confirm_token)
        return f"send {told.reference} {mode}"

    def _desk(self) -> str:
        reference, now = self.chance.choice(self.references[-12:] or ["-"]), self.now
        by = self.chance.choice(BY)
        steps: tuple[Callable[[], object], ...] = (
            lambda: verify_letter(reference, by=OFFICER, now=now),
            lambda: schedule(reference, self._slot(), consulted="x", by=OFFICER, now=now),
            lambda: schedule(reference, self._slot(), consulted="x", by=by, now=now),
            lambda: self._ask(reference),
            lambda: decline(self._question(reference), "x", by=UNIT, now=now),
            lambda: reschedule(reference, self._slot(), reason="x", by=by, now=now),
            lambda: cancel_by_requester(reference, reason="x", by=by, now=now),
            lambda: cancel_by_djpk(reference, reason="x", by=by, now=now),
            lambda: return_letter(reference, reason="x", by=by, now=now),
            lambda: reject(reference, codes=(), reason="x", by=by, now=now),
            lambda: hold_conference(reference, by=by, now=now),
            lambda: accept(self._question(reference), [Expert("Budi")], by=UNIT, now=now),
            lambda: propose(self._question(reference), [self._slot()], by=UNIT, now=now),
            lambda: recall_unit(reference, by=by, now=now),
            lambda: self._refuse_guest(reference),
            lambda: take_up(reference, by=by, now=now),
        )
        state = db.session.scalar(select(Request.state).where(Request.reference == reference))
        fitting = FITTING.get(State(state), ()) if state else ()
        if not fitting or self.chance.random() < 0.15:
            fitting = tuple(range(len(steps)))
        number = self.chance.choice(fitting)
        self.told.append(f"try desk {number} {reference} by {by.role}")
        steps[number]()
        return "done"

    def _leave(self) -> str:
        """Propose a dispensation for a day, and mostly agree to it."""
        reference, on = self.chance.choice(self.references[-12:] or ["-"]), self._slot().on
        rule = self.chance.choice(("lead_time", "monthly_quota", "guest_cap"))
        self.told.append(f"try leave {rule} {on} {reference}")
        dispense.propose(reference, rule, on=on, reason="x", by=OFFICER, now=self.now)
        key = db.session.scalars(select(DispensationRow.id).order_by(DispensationRow.id)).all()[-1]
        if self.chance.random() < 0.2:
            return f"proposed {key}"
        if self.chance.random() < 0.2:
            dispense.refuse(reference, key, reason="x", by=SUPERVISOR, now=self.now)
            return f"refused {key}"
        dispense.grant(reference, key, by=SUPERVISOR, now=self.now)
        return f"granted {key}"

    def _ask(self, reference: str) -> None:
        consult_unit(
            reference,
            self._slot(),
            unit_code="DTU",
            by=OFFICER,
            now=self.now,
            link_key=LINK_KEY,
        )

    def _question(self, reference: str) -> Question:
        return Question(inquiries.newest_of(reference).id, unit="DTU")

    def _door(self) -> str:
        live = db.session.scalars(
            select(Request)
            .where(Request.state.in_((State.SCHEDULED, State.CHECKED_IN)))
            .order_by(Request.id)
        ).all()
        if not live:
            return "nobody at the door"
        chosen = self.chance.choice(live)
        reference, by = chosen.reference, self._somebody()
        if chosen.state == State.CHECKED_IN and self.chance.random() < 0.3:
            undo_check_in(reference, reason="x", by=by, now=self.now)
            return f"undo {reference}"
        hours = datetime.fromisoformat(f"{chosen.appointment_on}T{chosen.appointment_start}+07:00")
        self.now = max(self.now, hours)
        check_in(reference, arrivals(STAFF, SECOND), nonce=str(len(self.told)), by=by, now=self.now)
        return f"check in {reference}"

    def _somebody(self) -> Actor:
        return self.chance.choice((RECEPTION, RECEPTION, OFFICER, UNIT))

    def _clock(self) -> str:
        self.now += timedelta(hours=self.chance.choice((1, 1, 3, 8, 20)))
        if self.tokens and self.chance.random() < 0.5:
            confirm_mailbox(self.tokens.pop(), now=self.now)
            return "confirm"
        if self.chance.random() < 0.3:
            return f"expire {expire_unverified(now=self.now)}"
        return f"close day {close_day(now=self.now)}"


def broken_promises(now: datetime) -> list[str]:
    """What the claims and the requests do not agree on."""
    db.session.rollback()
    everything = {request.id: request for request in db.session.scalars(select(Request))}
    sessions = list(db.session.scalars(select(SlotClaim)))
    places = list(db.session.scalars(select(QuotaClaim)))
    letters = list(db.session.scalars(select(LetterUse)))
    return [
        *_sessions(everything, sessions),
        *_places(everything, places, now),
        *_letters(everything, letters),
        *_moves(),
        *_leaves(everything),
        *audit.broken_links(),
    ]


def _sessions(everything: dict[int, Request], sessions: list[SlotClaim]) -> list[str]:
    wrong = []
    for claim in sessions:
        request = everything[claim.request_id]
        states = (State.AWAITING_UNIT,) if claim.expires_at else HOLDS
        if request.state not in states:
            wrong.append(f"{request.reference} is {request.state} and claims a session")
        if (claim.date, claim.session) != (request.appointment_on, request.appointment_start):
            wrong.append(f"{request.reference} claims a session that is not its own")
    held = Counter(claim.request_id for claim in sessions)
    wrong += [
        f"{request.reference} is {request.state} with {held[request.id]} sessions"
        for request in everything.values()
        if request.state in HOLDS and held[request.id] != 1
    ]
    twice = Counter((claim.resource, claim.date, claim.session) for claim in sessions)
    return wrong + [f"two meetings in {slot}" for slot, number in twice.items() if number > 1]


def _places(everything: dict[int, Request], places: list[QuotaClaim], now: datetime) -> list[str]:
    wrong = []
    for place in places:
        request = everything[place.request_id]
        states = (State.AWAITING_UNIT,) if place.expires_at else HELD
        if request.state not in states or request.mode != VISIT:
            wrong.append(f"{request.reference} is {request.state} and claims a place")
        if place.month != f"{request.appointment_on:%Y-%m}":
            wrong.append(f"{request.reference} claims a place in another month")
        if place.region_code not in request.region_codes:
            wrong.append(f"{request.reference} claims a place of another region")
    live = Counter(
        (place.region_code, place.month)
        for place in places
        if place.expires_at is None or place.expires_at > now
    )
    granted = Counter(
        (row.region_code, row.scope)
        for row in db.session.scalars(
            select(DispensationRow).where(DispensationRow.state.in_(("granted", "used")))
        )
    )
    wrong += [
        f"{place} has {number} visits"
        for place, number in live.items()
        if number > SE_2.visits_per_month + granted[place]
    ]
    held = Counter((place.request_id) for place in places)
    return wrong + [
        f"{request.reference} is {request.state} with {held[request.id]} places"
        for request in everything.values()
        if request.state in HELD
        and held[request.id] != (len(request.region_codes) if request.mode == VISIT else 0)
    ]


def _moves() -> list[str]:
    """Every step is a row of the lifecycle table; what is no row changes no state."""
    wrong = []
    for made in db.session.scalars(select(RequestMove)):
        row = MOVES.get(made.move)
        if row is None and made.from_state == made.to_state:
            continue
        if row is None or made.from_state not in row.sources or made.to_state != row.target:
            wrong.append(f"{made.move} led from {made.from_state} to {made.to_state}")
    return wrong


def _leaves(everything: dict[int, Request]) -> list[str]:
    wrong = []
    for row in db.session.scalars(select(DispensationRow)):
        state = everything[row.request_id].state
        if row.state in ("proposed", "granted") and state in ENDED:
            wrong.append(f"dispensation {row.id} is {row.state} and its request {state}")
        if row.state == "used" and state not in (*HOLDS, State.CANCELLED):
            wrong.append(f"dispensation {row.id} is used and its request {state}")
        if row.decided_key == row.proposed_key:
            wrong.append(f"dispensation {row.id} was decided by its proposer")
    return wrong


def _letters(everything: dict[int, Request], letters: list[LetterUse]) -> list[str]:
    carried = {use.request_id: use.spent_at is not None for use in letters}
    wrong = []
    for request in everything.values():
        spared = request.state == State.CANCELLED and request.mode == CONFERENCE
        if (request.id in carried) != (request.state in CARRY and not spared):
            wrong.append(f"{request.reference} is {request.state}: letter carried or not")
        elif carried.get(request.id, False) != (request.state in SPENT and not spared):
            wrong.append(f"{request.reference} is {request.state}: letter spent or not")
    return wrong


@pytest.mark.parametrize("seed", [1, 20261123, 424242])
def test_no_sequence_of_steps_parts_the_claims_from_the_requests(app: Flask, seed: int) -> None:
    office = Office(seed)

    for number in range(STEPS):
        office.step()
        if number % 10 == 9:
            wrong = broken_promises(office.now)
            assert not wrong, "\n".join([*wrong, f"seed {seed}", *office.told])

    made = set(db.session.scalars(select(RequestMove.move)))
    assert "schedule" in made
    assert len(made) > 5, made  # else the office was too quiet to prove anything
