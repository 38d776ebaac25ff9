"""What each page of the request form shows, made from the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from booking.domain.delegation import Guest, announced_cap
from booking.domain.examination import examine_request
from booking.domain.findings import Finding, worst_first
from booking.domain.letter_addressee import is_addressed_to_director_general
from booking.domain.local_time import jakarta_date
from booking.domain.policy import Policy
from booking.domain.rules import guest_cap
from booking.domain.submission import clean
from booking.domain.words import MODES, VISIT
from booking.domain.workdays import WorkCalendar
from booking.errors import Problem
from booking.sentences import say
from booking.store import board, calendar, cases, policies, regions, requests, topic_answers
from booking.usecases.keep_draft import DraftChange
from booking.web.drafts import OpenDraft
from booking.web.request_check import against
from booking.web.request_form import MOST_ROWS, ROLE_CHOICES, WISHES, Reading, RequestForm, read
from booking.web.request_steps import (
    CHECK,
    GUESTS,
    INSTITUTION,
    LETTER,
    LETTER_WORDS,
    SLUGS,
    STEPS,
    TIME,
    TOPICS,
    step_of,
)
from booking.web.session_choice import (
    DAYS_AT_FIRST,
    DAYS_MORE,
    choice_days,
    full_months,
    offered,
    region_months,
)
from booking.web.tracking_words import wish_views

PARTICIPANTS = say("Peserta")


@dataclass(frozen=True)
class FormState:
    """A draft at one moment: what was typed, what it means, and what stands against it."""

    draft: OpenDraft
    form: RequestForm
    moment: datetime
    today: date
    policy: Policy
    days: WorkCalendar = field(repr=False)

    @classmethod
    def of(
        cls, draft: OpenDraft, moment: datetime, typed: Mapping[str, Sequence[str]] | None = None
    ) -> FormState:
        """The state of a draft now; `typed` stands in for a draft that does not exist yet."""
        today = jakarta_date(moment)
        fields = MultiDict(dict(typed)) if typed else draft.fields
        policy = policies.policy_for(today)
        return cls(draft, RequestForm(fields), moment, today, policy, calendar.work_calendar())

    @cached_property
    def reading(self) -> Reading:
        """The request as far as it can be read."""
        return read(self.form, policy=self.policy, today=self.today)

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that stands against sending it, in the order of the steps."""
        return against(
            self.reading,
            has_letter=self.draft.letter is not None,
            file_problems=(),
            now=self.moment,
            today=self.today,
        )

    @property
    def mode(self) -> str:
        """The mode that was chosen; a visit as long as none was."""
        return self.form.mode.data if self.form.mode.data in MODES else VISIT

    @property
    def earliest(self) -> date:
        """The earliest lawful date of a letter received today."""
        return self.days.working_day_after(self.today, self.policy.lead_working_days)


def page(
    number: int,
    state: FormState,
    problems: Sequence[Problem] = (),
    *,
    status: int = 422,
    headers: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """A page of the form, with what is to be mended on top of it."""
    parts = {
        LETTER: _letter,
        INSTITUTION: _institution,
        TOPICS: _topics,
        TIME: _time,
        GUESTS: _guests,
        CHECK: _check,
    }
    html = render_template(
        f"public/ajukan/{SLUGS[number]}.html",
        form=state.form,
        draft=state.draft,
        number=number,
        titles=[_title(n, state.mode) for n in range(len(STEPS))],
        SLUGS=SLUGS,
        CHECK=CHECK,
        problems=problems,
        where=lambda problem: _where(problem, number),
        mode=state.mode,
        is_visit=state.mode == VISIT,
        today=state.today,
        policy=state.policy,
        earliest=state.earliest,
        answer_by=state.days.working_day_after(state.today, state.policy.answer_working_days),
        **(parts[number](state) if number in parts else {}),
    )
    return html, status if problems else 200, dict(headers or {})


def more_days(draft: OpenDraft) -> DraftChange:
    """Ten days more among which sessions can be chosen."""
    shown = draft.notes.get("days", DAYS_AT_FIRST)
    return DraftChange(notes={"days": shown + DAYS_MORE})


def added_guest(state: FormState) -> tuple[DraftChange, list[Problem]]:
    """One more row, unless the delegation would grow beyond what E.3.c.6 lets in."""
    guests, rows = state.reading.sent.guests, state.form.guests.entries
    if state.mode == VISIT:
        finding = guest_cap([*guests, Guest("", "")], state.policy)
        if finding.is_broken:
            return DraftChange(), [finding.as_problem("guests")]
    if len(guests) < len(rows) or len(rows) >= MOST_ROWS:
        return DraftChange(), []
    return DraftChange({f"guests-{len(rows)}-name": [""]}), []


def _title(number: int, mode: str) -> str:
    return PARTICIPANTS if number == GUESTS and mode != VISIT else STEPS[number].title


def _where(problem: Problem, number: int) -> str:
    """The address of the field that is to be mended, on this page or on its own."""
    if not problem.field:
        return ""
    anchor = problem.field.replace(".", "-")
    owner = step_of(problem.field)
    if owner in (number, CHECK):
        return f"#{anchor}"
    return url_for("public.show_step", slug=SLUGS[owner], _anchor=anchor)


def _letter(state: FormState) -> dict[str, Any]:
    addressee = clean(state.form.letter_addressee.data or "")
    fields = ("letter_number", "letter_date", "letter_subject", "letter_addressee")
    found = state.draft.notes.get("letter_says")
    return {
        "letter": state.draft.letter,
        "is_read": found is not None,
        "read_words": [LETTER_WORDS[name] for name in LETTER_WORDS if name in (found or ())],
        "missed": [LETTER_WORDS[name] for name in LETTER_WORDS if name not in (found or ())],
        "shows_fields": state.draft.letter or any(state.form[name].data for name in fields),
        "wrong_addressee": bool(addressee) and not is_addressed_to_director_general(addressee),
    }


def _institution(state: FormState) -> dict[str, Any]:
    known = regions.official_regions().values()
    return {"labels": sorted(region.label for region in known if region.pemda)}


def _topics(state: FormState) -> dict[str, Any]:
    seen = state.draft.notes.get("answers", ())
    found = topic_answers.published(state.reading.sent.topics)
    return {
        "topics": requests.active_topics(),
        "answers": [answer for answer in found if answer.id in seen],
    }


def _time(state: FormState) -> dict[str, Any]:
    boards = board.bookable(mode=state.mode, received_on=state.today, now=state.moment)
    codes = cases.region_codes(state.reading.sent.parties)
    open_days = [day.on for day in boards if day.on >= state.earliest]
    quotas = region_months(state.mode, codes, open_days, now=state.moment)
    choices, has_more = choice_days(
        boards,
        earliest=state.earliest,
        lead_days=state.policy.lead_working_days,
        shown=state.draft.notes.get("days", DAYS_AT_FIRST),
        wanted=[state.form.wish(rank) for rank in range(1, len(WISHES) + 1)],
        full_months=full_months(quotas, state.policy.visits_per_month),
    )
    free = offered(choices)
    wishes = {rank: state.form.wish(rank) for rank in range(1, len(WISHES) + 1)}
    shown = {day.on.replace(day=1) for day in choices}
    return {
        "steps": state.days.count_from(state.today, state.policy.lead_working_days),
        "days": choices,
        "has_more": has_more,
        "chosen": {rank: wish if wish in free else "" for rank, wish in wishes.items()},
        "quotas": [row for row in quotas if row.month in shown],
        "is_full": bool(choices) and not free and bool(quotas),
    }


def _guests(state: FormState) -> dict[str, Any]:
    guests = state.reading.sent.guests
    return {
        "ROLE_CHOICES": ROLE_CHOICES,
        "guests": guests,
        "cap": announced_cap([guest.role for guest in guests], state.policy),
        "finding": _guest_finding(state),
    }


def _guest_finding(state: FormState) -> Finding | None:
    if state.mode != VISIT or not state.reading.sent.guests:
        return None
    return guest_cap(state.reading.sent.guests, state.policy)


def _check(state: FormState) -> dict[str, Any]:
    sent = state.reading.sent
    case = cases.case_of_submission(sent, received_on=state.today, now=state.moment)
    chosen = {topic.code: topic.name for topic in requests.active_topics()}
    return {
        "sent": sent,
        "labels": regions.labels(code for party in sent.parties for code in party.regions),
        "topic_names": [chosen[code] for code in sent.topics if code in chosen],
        "wishes": list(zip(state.reading.ranks, wish_views(case, sent.wishes), strict=True)),
        "rows": worst_first(examine_request(case)),
    }
