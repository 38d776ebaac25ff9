"""How a unit answers in the demonstration: mostly yes within a day, sometimes otherwise."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from booking.commands.demo_people import NAMES
from booking.domain.roles import Actor, Role
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import Expert, suggested_unit
from booking.services import services
from booking.store import board, inquiries, requests
from booking.usecases.answer_for_unit import Question, accept, decline, propose
from booking.usecases.consult_unit import consult_unit

Later = Callable[[datetime, Callable[[datetime], None]], None]
Then = Callable[[datetime, Slot, str], None]
ANYBODY, STILL_AWAITED = "Sekretariat", "unit"
UNIT_ANSWERS = ("accepted", "proposed", "declined")
EXPERT_POSTS = ("Kepala Subdirektorat", "Kepala Seksi", "Analis Kebijakan Ahli Madya")
AFTER_HOURS = (2, 3, 5, 20, 26, 30, 50)
HOUR = timedelta(hours=1)


def ask_unit(
    reference: str,
    slot: Slot,
    *,
    desk: Actor,
    chance: random.Random,
    later: Later,
    then: Then,
    answer: str,
    at: datetime,
) -> None:
    """Ask the unit of the topics; `then` gives the session that was agreed, and with whom.

    `answer` leaves the story with the unit's answer, or with none yet ("unit").
    """
    topics = requests.by_reference(reference).topics
    unit = suggested_unit([t.unit.code if t.unit else None for t in topics]) or ANYBODY
    consult_unit(reference, slot, unit_code=unit, by=desk, now=at, link_key=services().link_key)
    if answer == STILL_AWAITED:
        return
    kinds = {"accepted": _accept, "proposed": _propose, "declined": _decline}
    kind = kinds[answer or chance.choices(UNIT_ANSWERS, weights=(7, 2, 1))[0]]

    def reply(moment: datetime) -> None:
        question = Question(inquiries.newest_of(reference).id, unit=unit)
        by = Actor(chance.choice(NAMES), f"demo:{unit}", Role.UNIT)
        agreed, words = kind(question, slot, by, moment, chance)
        if not answer:
            later(moment + 2 * HOUR, lambda _: then(_, agreed, f"{unit}: {words}"))

    later(at + (1 if answer else chance.choice(AFTER_HOURS)) * HOUR, reply)


def _accept(
    question: Question, slot: Slot, by: Actor, at: datetime, chance: random.Random
) -> tuple[Slot, str]:
    expert = Expert(by.name, chance.choice(EXPERT_POSTS))
    accept(question, [expert], by=by, now=at)
    return slot, expert.words


def _propose(
    question: Question, slot: Slot, by: Actor, at: datetime, chance: random.Random
) -> tuple[Slot, str]:
    request = requests.by_reference(inquiries.by_id(question.inquiry_id).reference)
    free = board.next_free(
        mode=request.mode, received_on=request.received_on, now=at, after=slot.on, most=6
    )
    others = [Slot(date.fromisoformat(f.date), f.start) for f in free]
    chosen = [other for other in others if other != slot][1:3]
    propose(question, chosen, "Narasumber bertugas pada jam tersebut.", by=by, now=at)
    return chosen[0], f"sesi diusulkan {by.name}"


def _decline(
    question: Question, slot: Slot, by: Actor, at: datetime, chance: random.Random
) -> tuple[Slot, str]:
    decline(question, "Seluruh narasumber sedang dinas luar pada hari tersebut.", by=by, now=at)
    return slot, f"disepakati kemudian dengan {by.name}"
