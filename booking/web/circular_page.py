"""The circulars: the numbers in force, those to come, and entering a new one with a preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.circular_entry import (
    FLAGS,
    NUMBERS,
    WEEKDAY_WORDS,
    Difference,
    Entry,
    checked_circular,
    differences,
    hours_words,
    plan_words,
)
from booking.domain.local_time import jakarta_date
from booking.domain.policy import SE_2, Policy, SessionPlan, policy_on
from booking.domain.roles import Role
from booking.domain.submission import clean
from booking.errors import BookingError, NotFound, Problem
from booking.services import now
from booking.store import displaced, policies
from booking.usecases import keep_circular
from booking.web.access import actor, only, staff_only
from booking.web.stored import CircularRow

blueprint = Blueprint("circular", __name__, url_prefix="/petugas/ketentuan")
staff_only(blueprint, Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)

SPARE_PLANS = 2


@dataclass(frozen=True)
class Listed:
    """A circular of the list, with what it changed against the one before."""

    row: CircularRow
    policy: Policy
    state: str
    changed: tuple[Difference, ...]


@blueprint.get("")
def list_all() -> ResponseReturnValue:
    """The circular in force with its numbers, those to come, those before."""
    return _list_page()


@blueprint.get("/baru")
@only(Role.SUPERVISOR)
def new_circular() -> ResponseReturnValue:
    """The form, filled in with what holds last."""
    return _form_page()


@blueprint.post("/pratinjau")
@only(Role.SUPERVISOR)
def preview_circular() -> ResponseReturnValue:
    """What the new circular changes and whom it would cut; nothing is written."""
    try:
        policy = _read()
        before = _before(policy)
        under = displaced.situation(now=now()).governed_by(policy)
        keep_circular.refuse_cuts(under, now=now())
    except BookingError as refusal:
        return _form_page(refusal), refusal.status
    return render_template(
        "desk/circular_preview.html",
        policy=policy,
        before=before,
        changed=differences(before, policy),
        sent=[(key, text) for key, text in request.form.items(multi=True) if key != "csrf_token"],
        legal_basis=clean(request.form.get("dasar", "")),
    )


@blueprint.post("/simpan")
@only(Role.SUPERVISOR)
def save_circular() -> ResponseReturnValue:
    """Keep the circular, or show the form again with what was typed; also for "Ubah isian"."""
    if "ubah" in request.form:
        return _form_page()
    try:
        policy = _read()
        keep_circular.enter_circular(
            policy,
            legal_basis=clean(request.form.get("dasar", "")),
            note=clean(request.form.get("catatan", "")),
            by=actor(),
            now=now(),
        )
    except BookingError as refusal:
        return _form_page(refusal), refusal.status
    flash(f"{policy.name} dicatat. Ketentuan yang berlaku sebelumnya tidak berubah.", "ok")
    return redirect(url_for(".list_all"), 303)


@blueprint.post("/<int:number>/batal")
@only(Role.SUPERVISOR)
def withdraw_circular(number: int) -> ResponseReturnValue:
    """Take back a circular that does not hold yet."""
    try:
        name = keep_circular.withdraw_circular(number, by=actor(), now=now())
    except NotFound:
        raise
    except BookingError as refusal:
        return _list_page(refusal), refusal.status
    flash(f"{name} dibatalkan sebelum berlaku.", "ok")
    return redirect(url_for(".list_all"), 303)


def _list_page(refusal: BookingError | None = None) -> str:
    today = jakarta_date(now())
    known = policies.policies()
    held = policy_on(known, today) or SE_2
    listed = []
    for row in policies.rows():
        policy = next(p for p in known if p.valid_from == row.valid_from)
        earlier = [p for p in known if p.valid_from < row.valid_from]
        state = "held" if policy == held else "coming" if row.valid_from > today else "past"
        changed = differences(earlier[-1], policy) if earlier else ()
        listed.append(Listed(row, policy, state, changed))
    return render_template(
        "desk/circulars.html",
        listed=listed,
        held=held,
        numbers=NUMBERS,
        flags=FLAGS,
        plan_words=plan_words,
        refusal=refusal,
    )


def _form_page(refusal: BookingError | None = None) -> str:
    latest = (policies.policies() or (SE_2,))[-1]
    problems = refusal.problems if refusal else ()
    if refusal and not problems:
        problems = (Problem(refusal.code, refusal.detail),)
    return render_template(
        "desk/circular_form.html",
        latest=latest,
        numbers=NUMBERS,
        flags=FLAGS,
        weekdays=WEEKDAY_WORDS,
        plans=_typed_plans() if request.form else _plans_of(latest),
        typed=request.form,
        refusal=refusal,
        problems=problems,
        today=jakarta_date(now()),
    )


def _before(policy: Policy) -> Policy:
    """The circular that would hold on that day without the new one."""
    return policy_on(policies.policies(), policy.valid_from) or SE_2


def _read() -> Policy:
    sent = request.form
    latest = (policies.policies() or (SE_2,))[-1]
    entries = [entry for entry in _typed_plans() if entry.hours]
    return checked_circular(
        clean(sent.get("nama", "")),
        clean(sent.get("dasar", "")),
        sent.get("berlaku", ""),
        {key: sent.get(key, "") for key in NUMBERS},
        sent.getlist("ya"),
        entries or [Entry("")],
        before=latest,
        today=jakarta_date(now()),
    )


def _plans_of(policy: Policy) -> list[Entry]:
    """The plans as they stand in the form, the special ones first and two empty ones."""
    *special, usual = [_entry(plan) for plan in policy.plans]
    return [*special, *[Entry("")] * SPARE_PLANS, usual]


def _entry(plan: SessionPlan) -> Entry:
    days: Iterable[str] = (str(day) for day in plan.weekdays)
    return Entry(hours_words(plan.hours), tuple(days), plan.valid_from, plan.valid_to)


def _typed_plans() -> list[Entry]:
    sent, found = request.form, []
    for at in range(12):
        if f"jam-{at}" in sent:
            found.append(
                Entry(
                    sent[f"jam-{at}"].strip(),
                    tuple(sent.getlist(f"hari-{at}")),
                    sent.get(f"mulai-{at}", ""),
                    sent.get(f"sampai-{at}", ""),
                )
            )
    return found
