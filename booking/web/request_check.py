"""Everything that stands against a request, before it is sent: all sentences in one answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from booking.domain.examination import Case, examine_request, examine_slot
from booking.domain.findings import broken
from booking.domain.local_time import long_date
from booking.domain.rules import letter_present
from booking.domain.sessions import Slot
from booking.domain.submission import problems as unreadable
from booking.errors import Problem
from booking.sentences import listed, say
from booking.store import calendar, cases, policies, regions, requests
from booking.usecases.submit import FIELD_OF
from booking.web.request_form import Reading
from booking.web.request_steps import INSTITUTION, step_of

IN_ORDER = (
    "letter",
    "letter.number",
    "letter.date",
    "letter.subject",
    "letter.addressee",
    "mode",
    "institution.kind",
    "institution.regions",
    "institution.name",
    "institution",
    "contact.name",
    "contact.position",
    "contact.email",
    "contact.phone",
    "topics",
    "question",
    "preferred",
    "guests",
)


def against(
    reading: Reading,
    *,
    has_letter: bool,
    file_problems: Iterable[Problem],
    now: datetime,
    today: date,
) -> list[Problem]:
    """Files, fields and clauses in the order of the page, at most what each field can bear."""
    sent = reading.sent
    found = [*file_problems]
    if not has_letter and not found:
        found.append(letter_present(sent.mode, has_letter=False).as_problem("letter"))
    found += reading.problems
    topics = {topic.code for topic in requests.active_topics()}
    known = regions.official_regions().keys()
    _add(found, unreadable(sent, regions=known, topics=topics, today=today))
    case = cases.case_of_submission(sent, received_on=today, now=now)
    rules = [
        finding.as_problem(FIELD_OF[finding.code])
        for finding in broken(examine_request(case))
        if finding.code in FIELD_OF
    ]
    _add(found, rules)
    if not any(problem.field == "preferred" for problem in found):
        found += _wishes(reading, case, today)
    return in_order(found)


def at_step(found: Iterable[Problem], number: int) -> list[Problem]:
    """What a person can mend on this step; a letter is known as spent once its sender is known."""
    return [
        problem
        for problem in found
        if step_of(problem.field) == number
        or (number == INSTITUTION and problem.code == "letter_spent")
    ]


def in_order(found: Iterable[Problem]) -> list[Problem]:
    """As the fields stand on the page, so that the summary can be worked off from above."""
    return sorted(found, key=lambda problem: IN_ORDER.index(_place(problem.field)))


def _place(at: str) -> str:
    return at if at in IN_ORDER else at.split(".")[0]


def _add(found: list[Problem], more: Iterable[Problem]) -> None:
    """What a field was told already is not said again in other words."""
    spoken = {problem.field for problem in found}
    found += [problem for problem in more if problem.field not in spoken]


def _wishes(reading: Reading, case: Case, today: date) -> list[Problem]:
    """The sentence of each clause against a wish, with the ranks it concerns (DECISIONS 21)."""
    said: dict[tuple[str, str, str], list[int]] = {}
    last = last_bookable(today)
    for rank, slot in zip(reading.ranks, reading.sent.wishes, strict=True):
        for code, clause, sentence in _against_slot(case, slot, last):
            said.setdefault((code, clause, sentence), []).append(rank)
    return [
        Problem(
            code,
            say("Pilihan {ranks}: {sentence}", ranks=_numbers(ranks), sentence=sentence),
            "preferred",
            clause,
        )
        for (code, clause, sentence), ranks in said.items()
    ]


def last_bookable(today: date) -> date:
    """The last day on which a session can be asked for."""
    return calendar.work_calendar().working_day_after(
        today, policies.policy_for(today).bookable_working_days
    )


def _against_slot(case: Case, slot: Slot, last: date) -> list[tuple[str, str, str]]:
    if slot.on > last:
        sentence = say(
            "sesi dapat dipilih sampai {last}. Pilih tanggal yang lebih awal.", last=long_date(last)
        )
        return [("too_far", "", sentence)]
    return [(f.code, f.clause, f.sentence) for f in broken(examine_slot(case, slot))]


def _numbers(ranks: list[int]) -> str:
    return listed([str(rank) for rank in ranks])
