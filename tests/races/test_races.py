"""Several processes want the same thing: as many win as there are places, and nobody crashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from booking.adapters.letter_file import OWN_PROCESS
from booking.database import db, transaction
from booking.domain.links import UNIT_ANSWER, link_token
from booking.domain.policy import SE_2
from booking.domain.sessions import Slot
from booking.domain.unit_inquiries import AnswerKind
from booking.domain.words import CONFERENCE
from booking.models.claims import LetterUse, QuotaClaim, SlotClaim
from booking.models.door import CheckIn
from booking.models.history import AuditRow
from booking.models.reference import PolicyRow
from booking.models.requests import Request
from booking.settings import Settings
from booking.store import audit, closings, inquiries, regions
from booking.usecases.answer_for_unit import Question
from booking.usecases.cancel import cancel_by_djpk
from booking.usecases.consult_unit import recall_unit
from booking.usecases.import_history import import_history
from booking.usecases.keep_closures import reopen
from tests.published_past import history_lines
from tests.races import workers
from tests.races.workers import PATIENCE, Outcome, Step
from tests.usecases.builders import (
    BANYUMAS,
    CIAMIS,
    LINK_KEY,
    NINE,
    NOW,
    OFFICER,
    ONE,
    SUPERVISOR,
    TEN,
    TWO,
    asked,
    at,
    given,
    letter,
    letter_file,
    party,
    scheduled,
    sent,
    sessions_of,
    state,
    submission,
    verified,
)

pytestmark = pytest.mark.races

# One fork server serves a whole run, started by whoever comes first, mostly by the check of a
# letter: so it is told now, before any test, to import once what the processes of a race need.
OWN_PROCESS.set_forkserver_preload(
    ["__main__", "booking.adapters.letter_check", "tests.races.workers"]
)

FRIDAY = [Slot(at(27, 9).date(), slot.start) for slot in (NINE, TEN, ONE, TWO)]
Race = Callable[[list[Step]], list[Outcome]]


@pytest.fixture
def race(app: Flask, settings: Settings) -> Iterator[Race]:
    """Takes the steps at the same moment, each in its own process; the audit stays whole."""

    def run(steps: list[Step]) -> list[Outcome]:
        db.session.rollback()
        return together(workers.run, [(settings, step) for step in steps])

    yield run
    db.session.rollback()
    assert list(audit.broken_links()) == []


def together(target: Callable[..., None], arguments: list[tuple[Any, ...]]) -> list[Outcome]:
    context = OWN_PROCESS
    start, answers = context.Barrier(len(arguments)), context.Queue()
    processes = [
        context.Process(target=target, args=(*given, start, answers)) for given in arguments
    ]
    for process in processes:
        process.start()
    outcomes = [answers.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
        assert process.exitcode == 0
    return outcomes


def results(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(outcome.result for outcome in outcomes)


def set_policy(**numbers: Any) -> None:
    with transaction():
        db.session.execute(update(PolicyRow).values(numbers=replace(SE_2, **numbers).numbers()))


def governments() -> Iterator[str]:
    """Codes of regions with a government, each once."""
    return (code for code, region in regions.official_regions().items() if region.pemda)


def test_one_session_wanted_by_eight_goes_to_one(race: Race, rounds: int) -> None:
    codes = governments()

    for _ in range(rounds):
        wanting = [verified(submission(parties=(party(next(codes)),))) for _ in range(8)]

        outcomes = race([("give", (reference, NINE), NOW) for reference in wanting])

        assert results(outcomes) == {"done": 1, "session_taken": 7}
        for lost in (outcome for outcome in outcomes if outcome.result != "done"):
            assert "(SE-2 E.3.c.8). Sesi kosong berikutnya: Kamis, 26 November 2026" in lost.detail
            assert lost.free == 4
        winners = [reference for reference in wanting if state(reference) == "scheduled"]
        assert len(winners) == 1
        assert db.session.scalar(select(func.count()).select_from(SlotClaim)) == 1
        assert db.session.scalar(select(func.count()).select_from(QuotaClaim)) == 1
        cancel_by_djpk(winners[0], reason="Putaran berikutnya.", by=OFFICER, now=NOW)


def test_the_third_visit_of_a_region_has_no_place(race: Race, rounds: int) -> None:
    codes = governments()

    for _ in range(rounds):
        asked = submission(parties=(party(next(codes)),))
        wanting = [verified(replace(asked, letters=(letter(),))) for _ in range(8)]
        slots = [NINE, TEN, ONE, TWO, *FRIDAY]

        outcomes = race([("give", pair, NOW) for pair in zip(wanting, slots, strict=True)])

        assert results(outcomes) == {"done": 2, "monthly_quota": 6}
        assert all("(SE-2 E.3.c.5)" in o.detail for o in outcomes if o.result != "done")
        winners = [reference for reference in wanting if state(reference) == "scheduled"]
        assert len(winners) == 2
        ordinals = db.session.scalars(select(QuotaClaim.ordinal).order_by(QuotaClaim.ordinal))
        assert list(ordinals) == [1, 2]
        for reference in winners:
            cancel_by_djpk(reference, reason="Putaran berikutnya.", by=OFFICER, now=NOW)


def test_joint_visits_that_share_regions_crosswise_do_not_block_each_other(
    race: Race, rounds: int
) -> None:
    set_policy(visits_per_month=1)
    one, other = (party(BANYUMAS), party(CIAMIS)), (party(CIAMIS), party(BANYUMAS))

    for _ in range(rounds):
        wanting = [verified(submission(parties=who)) for who in (one, other, one, other)]

        outcomes = race(
            [("give", pair, NOW) for pair in zip(wanting, (NINE, TEN, ONE, TWO), strict=True)]
        )

        assert results(outcomes) == {"done": 1, "monthly_quota": 3}
        assert db.session.scalar(select(func.count()).select_from(QuotaClaim)) == 2
        winner = next(reference for reference in wanting if state(reference) == "scheduled")
        cancel_by_djpk(winner, reason="Putaran berikutnya.", by=OFFICER, now=NOW)


def test_one_letter_sent_twice_opens_one_request(race: Race, rounds: int) -> None:
    for _ in range(rounds):
        asked = submission()
        before = db.session.scalar(select(func.count()).select_from(Request)) or 0
        files = [letter_file() for _ in range(4)]

        outcomes = race([("send", (asked, file, None), NOW) for file in files])

        told = results(outcomes)
        assert told["done"] == 1
        assert set(told) <= {"done", "letter_spent", "input_refused"}
        assert all("E.3.c.9" in o.detail for o in outcomes if o.result != "done")
        assert db.session.scalar(select(func.count()).select_from(Request)) == before + 1
        assert db.session.scalar(select(func.count()).select_from(LetterUse)) == before + 1


def test_one_form_sent_twice_opens_one_request(race: Race, rounds: int) -> None:
    for number in range(rounds):
        asked, file = submission(), letter_file()
        before = db.session.scalar(select(func.count()).select_from(Request)) or 0

        outcomes = race([("send", (asked, file, f"form-{number}"), NOW) for _ in range(4)])

        assert set(results(outcomes)) <= {"done", "still_running"}
        assert db.session.scalar(select(func.count()).select_from(Request)) == before + 1


def test_two_approvals_of_one_request_give_one_session(race: Race, rounds: int) -> None:
    codes = governments()

    for _ in range(rounds):
        reference = verified(submission(parties=(party(next(codes)),)))

        outcomes = race([("give", (reference, slot), NOW) for slot in (NINE, TEN, ONE, TWO)])

        assert results(outcomes) == {"done": 1, "move_not_allowed": 3}
        assert len(sessions_of(reference)) == 1
        cancel_by_djpk(reference, reason="Putaran berikutnya.", by=OFFICER, now=NOW)


def test_of_four_answers_of_a_unit_the_first_counts_and_names_itself(
    race: Race, rounds: int
) -> None:
    for _ in range(rounds):
        reference = verified()
        screen = asked(reference)
        seed = inquiries.seed_of(screen.inquiry_id)
        link = Question(token=link_token(LINK_KEY, UNIT_ANSWER, seed))

        outcomes = race(
            [(step, (way,), NOW) for step in ("agree", "refuse") for way in (screen, link)]
        )

        assert results(outcomes) == {"done": 1, "already_decided": 3}
        assert all(
            "dijawab oleh Agus Prasetyo" in lost.detail
            for lost in outcomes
            if lost.result != "done"
        )
        answer = inquiries.newest_of(reference).answer
        assert answer is not None
        is_agreed = answer.kind is AnswerKind.ACCEPTED
        assert state(reference) == ("awaiting_unit" if is_agreed else "verified")
        assert bool(sessions_of(reference)) == is_agreed
        if is_agreed:
            recall_unit(reference, by=OFFICER, now=NOW)  # the next round asks for the same session


def test_two_rooms_serve_two_conferences_an_hour(race: Race, rounds: int) -> None:
    set_policy(virtual_rooms=2)

    for _ in range(rounds):
        wanting = [verified(submission(mode=CONFERENCE, guests=())) for _ in range(6)]

        outcomes = race([("give", (reference, NINE), NOW) for reference in wanting])

        assert results(outcomes) == {"done": 2, "session_taken": 4}
        rooms = set(db.session.scalars(select(SlotClaim.resource)))
        assert rooms == {"ruang-virtual-1", "ruang-virtual-2"}
        for reference in wanting:
            if state(reference) == "scheduled":
                cancel_by_djpk(reference, reason="Putaran berikutnya.", by=OFFICER, now=NOW)


def test_moving_and_giving_the_same_session_never_block_each_other(race: Race, rounds: int) -> None:
    codes = governments()

    for _ in range(2 * rounds):
        mine = (party(next(codes)),)
        first = scheduled(submission(parties=mine), slot=NINE)
        others = [verified(submission(parties=mine)) for _ in range(2)]

        outcomes = race(
            [
                ("move", (first, TEN), NOW),
                ("give", (others[0], TEN), NOW),
                ("give", (others[1], NINE), NOW),
            ]
        )

        assert set(results(outcomes)) <= {"done", "session_taken", "monthly_quota"}
        live = [r for r in (first, *others) if state(r) == "scheduled"]
        assert first in live
        taken = [slot for reference in live for slot in sessions_of(reference)]
        assert len(taken) == len(set(taken)) == len(live) <= 2
        for reference in live:
            cancel_by_djpk(reference, reason="Putaran berikutnya.", by=OFFICER, now=NOW)


def test_two_scans_of_one_invitation_check_in_once(race: Race, rounds: int) -> None:
    codes = governments()

    for number, code in zip(range(rounds), codes, strict=False):
        reference = given(verified(submission(parties=(party(code),))), NINE)

        outcomes = race([("scan", (reference, f"scan-{n}"), at(26, 9)) for n in range(3)])

        assert results(outcomes) == {"done": 1, "move_not_allowed": 2}
        assert db.session.scalar(select(func.count()).select_from(CheckIn)) == number + 1
        with transaction():  # the room is wanted again in the next round
            db.session.execute(text("DELETE FROM slot_claim"))


def test_who_was_received_is_never_a_no_show(race: Race, rounds: int) -> None:
    codes = governments()

    for _ in range(2 * rounds):
        reference = given(verified(submission(parties=(party(next(codes)),))), TWO)

        outcomes = race(
            [("scan", (reference, "scan"), at(26, 14, 59)), ("end_day", (), at(26, 16))]
        )

        told = results(outcomes)
        assert set(told) <= {"done", "move_not_allowed"}
        received = told["done"] == 2
        assert state(reference) in (("checked_in", "completed") if received else ("no_show",))
        with transaction():
            db.session.execute(text("DELETE FROM slot_claim"))


def test_what_was_confirmed_is_never_dropped(race: Race, rounds: int) -> None:
    for _ in range(2 * rounds):
        told = sent()

        outcomes = race([("confirm", (told.confirm_token,), NOW), ("expire", (), NOW)])

        assert set(results(outcomes)) <= {"done", "not_found"}
        kept = db.session.scalar(
            select(func.count()).select_from(Request).where(Request.reference == told.reference)
        )
        assert kept == (1 if results(outcomes)["done"] == 2 else 0)


def test_two_closings_of_a_month_make_one_version(race: Race, rounds: int) -> None:
    import_history(history_lines(), by=OFFICER, now=NOW)

    for month in ("2023-12", "2024-01")[:rounds]:
        outcomes = race([("close", (month,), NOW) for _ in range(4)])

        assert results(outcomes) == {"done": 1, "already_decided": 3}
        assert len(closings.versions(month)) == 1


def test_who_books_while_the_day_is_closed_is_either_named_or_refused(
    race: Race, rounds: int
) -> None:
    codes = governments()

    for _ in range(2 * rounds):
        slots = [NINE, TEN, ONE]
        wanting = [verified(submission(parties=(party(next(codes)),))) for _ in slots]

        outcomes = race(
            [("shut", (), NOW), *(("give", p, NOW) for p in zip(wanting, slots, strict=True))]
        )

        booked = {reference for reference in wanting if state(reference) == "scheduled"}
        refused = results(outcomes)
        assert set(refused) <= {"done", "session_taken", "rule_broken"}
        assert refused["done"] == 1 + len(booked)
        assert all("Rapat kerja" in o.detail for o in outcomes if o.result != "done")
        act = db.session.scalars(select(AuditRow).where(AuditRow.action == "close")).all()[-1]
        assert set(act.fields["hit"]) == booked
        for reference in booked:
            cancel_by_djpk(reference, reason="Putaran berikutnya.", by=OFFICER, now=NOW)
        reopen(int(act.subject.partition(":")[2]), by=SUPERVISOR, now=NOW)


def test_without_constraint_and_lock_the_same_race_books_double(
    app: Flask, settings: Settings
) -> None:
    with transaction():
        db.session.execute(text("CREATE TABLE unguarded AS SELECT request_id FROM slot_claim"))

    for attempt in count(1):
        with transaction():
            db.session.execute(text("DELETE FROM unguarded"))
        outcomes = together(
            workers.book_without_guard, [(settings.database_url, number) for number in range(8)]
        )
        booked = db.session.scalar(text("SELECT count(*) FROM unguarded"))
        assert booked == results(outcomes)["done"]
        if booked > 1:
            break
        assert attempt < 20, "the race is too tame to show a double booking"
