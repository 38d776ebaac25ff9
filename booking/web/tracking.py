"""Following a request: the mailbox confirmed by a button, the page opened by a secret link."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.examination import examine_request
from booking.domain.findings import worst_first
from booking.domain.invitation import BUILDING, ROOM
from booking.domain.lifecycle import BEFORE_SCHEDULE, State, moves_from
from booking.domain.local_time import jakarta_date
from booking.domain.roles import REQUESTER, REQUESTER_ACTOR
from booking.domain.sessions import Slot
from booking.domain.submission import clean, clean_text
from booking.domain.words import CONFERENCE, VISIT
from booking.errors import BookingError, LetterSpent, MoveNotAllowed, NotFound
from booking.sentences import say
from booking.services import now, services
from booking.store import cases, mail, moves, policies, regions, requests
from booking.usecases.amend_guests import AMENDABLE
from booking.usecases.cancel import cancel_by_requester
from booking.usecases.confirm_mailbox import VALID_FOR, ask_again, confirm_mailbox, renew_link
from booking.web import own_data, tracking_changes
from booking.web.access import by_link, public
from booking.web.even_time import lasting
from booking.web.form_pages import let_large_letters_in
from booking.web.language import announce
from booking.web.limits import RESEND, RESEND_OF_BLOCK, address_block, count_try
from booking.web.masking import masked_email, masked_phone
from booking.web.opened_request import is_over, link_over, may_open, open_request, version_seen
from booking.web.tracking_words import next_steps, step_at, timeline, wish_views

blueprint = Blueprint("tracking", __name__)
public(blueprint)
by_link(blueprint, "show", "cancel", "correct", "guests", "wishes", "own_data", "own_data_file")
blueprint.url_value_preprocessor(let_large_letters_in)
for way, name, view in (
    ("perbaiki", "correct", tracking_changes.correct),
    ("tamu", "guests", tracking_changes.guests),
    ("waktu", "wishes", tracking_changes.wishes),
):
    blueprint.add_url_rule(f"/permohonan/<reference>/{way}", name, view, methods=["GET", "POST"])
blueprint.add_url_rule("/permohonan/<reference>/data", "own_data", own_data.show)
blueprint.add_url_rule("/permohonan/<reference>/data.json", "own_data_file", own_data.download)

DOUBLE_CLICK = timedelta(minutes=2)
LONGEST_REASON = 1000
SEARCH_LASTS = 0.15  # seconds; more than writing a mail into the outbox takes
APPOINTED = (State.SCHEDULED, State.CHECKED_IN, State.COMPLETED)


@blueprint.get("/konfirmasi/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """One button; opening the link changes nothing, because mail scanners open links too."""
    try:
        found = requests.by_confirmation(token)
    except NotFound:
        return link_over()
    if found.state != State.UNVERIFIED:
        return render_template("public/confirmed.html", reference=found.reference)
    if now() - found.created_at > VALID_FOR:
        return link_over()
    return render_template(
        "public/confirm.html", reference=found.reference, email=masked_email(found.contact_email)
    )


@blueprint.post("/konfirmasi/<token>")
def confirm_now(token: str) -> ResponseReturnValue:
    """Confirm the mailbox and open the request; a second press lands on the same page."""
    try:
        reference = confirm_mailbox(token, now=now())
    except NotFound:
        return link_over()
    except MoveNotAllowed:
        found = requests.by_confirmation(token)
        confirmed_at = found.mailbox_confirmed_at
        if confirmed_at is None or now() - confirmed_at > DOUBLE_CLICK:
            return redirect(url_for("tracking.confirm", token=token), 303)
        reference = found.reference
    except LetterSpent as refusal:
        return render_template("public/letter_taken.html", detail=refusal.detail), 409
    else:
        announce(say("Alamat surel sudah dikonfirmasi. Permohonan Saudara kami periksa."), "ok")
    return open_request(reference, requests.by_reference(reference).link_hash)


@blueprint.get("/l/<token>")
def link(token: str) -> ResponseReturnValue:
    """The door of a secret link: one button, and the same answer for every link that is over."""
    try:
        found = requests.by_link(token)
    except NotFound:
        return link_over()
    if is_over(found.appointment_on):
        return link_over()
    return render_template("public/link.html")


@blueprint.post("/l/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Exchange the link for half an hour on the request's own address."""
    try:
        found = requests.by_link(token)
    except NotFound:
        return link_over()
    if is_over(found.appointment_on):
        return link_over()
    return open_request(found.reference, found.link_hash)


@blueprint.get("/permohonan/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """State, next step and by when, appointment, history, findings, and what was sent."""
    if not may_open(reference):
        return link_over(reference)
    found = requests.by_reference(reference)
    slots = [Slot(wish.date, wish.session) for wish in found.wishes]
    case = cases.case_of(found, now=now(), slots=slots)
    history = moves.of_request(found.id)
    policy = policies.policy_for(found.appointment_on or found.received_on)
    state = State(found.state)
    return render_template(
        "public/track.html",
        permohonan=found,
        step=step_at(state, mode=found.mode),
        appointment=mail.appointment_of(found) if state in APPOINTED else None,
        zones=regions.zones(found.region_codes),
        building=BUILDING,
        room=ROOM,
        policy=policy,
        earliest=case.earliest,
        findings_rows=worst_first(examine_request(case)) if state in BEFORE_SCHEDULE else [],
        wishes=wish_views(case, slots) if state in BEFORE_SCHEDULE else [],
        done=timeline(found.created_at, history),
        coming=next_steps(
            state, mode=found.mode, answer_by=found.answer_by, on=found.appointment_on
        ),
        last_reason=next((m.reason for m in reversed(history) if m.to_state == found.state), ""),
        email=masked_email(found.contact_email),
        phone=masked_phone(found.contact_phone),
        can_cancel=bool(_way_out(state, found.mode)),
        is_early=state in BEFORE_SCHEDULE,
        can_change_guests=found.mode == VISIT and state in AMENDABLE,
        today=jakarta_date(now()),
    )


@blueprint.route("/permohonan/<reference>/batal", methods=["GET", "POST"])
def cancel(reference: str) -> ResponseReturnValue:
    """What a cancellation means is said before the button (E.3.c.9, DECISIONS 23)."""
    if not may_open(reference):
        return link_over(reference)
    found = requests.by_reference(reference)
    state = State(found.state)
    if not _way_out(state, found.mode):
        return redirect(url_for("tracking.show", reference=reference), 303)
    reason = clean_text(request.form.get("reason", ""))
    problem = _reason_problem(reason) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return _cancelled(reference, reason)
    policy = policies.policy_for(found.appointment_on or found.received_on)
    keeps = found.mode == CONFERENCE and not policy.cancelled_conference_spends_letter
    page = render_template(
        "public/cancel.html",
        permohonan=found,
        appointment=mail.appointment_of(found),
        is_early=state in BEFORE_SCHEDULE,
        letter_stays=keeps or state in BEFORE_SCHEDULE,
        reason=reason,
        problem=problem,
    )
    return page, 422 if problem else 200


@blueprint.route("/cek-status", methods=["GET", "POST"])
def find() -> ResponseReturnValue:
    """Send the link anew; whether number and address fit is told by mail only."""
    reference, email = (clean(request.form.get(name, ""))[:254] for name in ("reference", "email"))
    if request.method != "POST":
        return render_template("public/find.html", reference=request.args.get("nomor", "")[:20])
    problems = []
    if not reference:
        problems.append(
            ("reference", say("Nomor permohonan belum diisi. Tulis seperti K7M2-4QXD."))
        )
    if "@" not in email:
        problems.append(
            ("email", say("Alamat surel belum benar. Tulis alamat yang dipakai mendaftar."))
        )
    if problems:
        page = render_template(
            "public/find.html", reference=reference, email=email, problems=problems
        )
        return page, 422
    count_try("resend", RESEND, email.casefold())
    count_try("resend-block", RESEND_OF_BLOCK, address_block())
    with lasting(SEARCH_LASTS):
        _send_link(reference, email)
    return render_template("public/find.html", is_sent=True)


def _send_link(reference: str, email: str) -> None:
    """The link again, or the confirmation again while nobody confirmed the mailbox."""
    try:
        found = requests.by_reference(reference)
    except NotFound:
        return
    if found.contact_email.casefold() != email.casefold():
        return
    if found.mailbox_confirmed_at is not None:
        renew_link(found.id, now=now(), link_key=services().link_key)
    else:
        ask_again(found.id, now=now(), link_key=services().link_key)


def _cancelled(reference: str, reason: str) -> ResponseReturnValue:
    try:
        cancel_by_requester(
            reference,
            reason=reason,
            by=REQUESTER_ACTOR,
            now=now(),
            version=version_seen(),
        )
    except BookingError as refusal:
        announce(refusal.detail, "warn")
    else:
        announce(
            say("Permohonan sudah diakhiri. Pemberitahuannya kami kirim ke surel Saudara."), "ok"
        )
    return redirect(url_for("tracking.show", reference=reference), 303)


def _reason_problem(reason: str) -> str:
    if not reason:
        return say("Alasan belum diisi. Tuliskan singkat, misalnya kegiatan daerah yang mendesak.")
    if len(reason) > LONGEST_REASON:
        return say("Alasan paling banyak {longest_reason} karakter.", longest_reason=LONGEST_REASON)
    return ""


def _way_out(state: State, mode: str) -> tuple[str, ...]:
    ways = moves_from(state, mode=mode, role=REQUESTER)
    return tuple(name for name in ways if name in ("withdraw", "cancel_by_requester"))
