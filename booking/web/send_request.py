"""Sending a request from its draft, and what the requester is told afterwards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.domain.findings import Verdict
from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.submission import Submission
from booking.errors import InputRefused, NotFound, Problem, StillRunning, TooManyTries
from booking.sentences import say
from booking.services import now, services
from booking.store import requests
from booking.usecases.confirm_mailbox import ask_again
from booking.usecases.keep_draft import DraftChange
from booking.usecases.submit import Submitted, submit
from booking.web import drafts
from booking.web.language import LANGUAGES, announce, told_in
from booking.web.limits import (
    RESEND,
    RESEND_OF_BLOCK,
    SUBMIT,
    SUBMIT_OF_BLOCK,
    address_block,
    count_try,
)
from booking.web.masking import masked_email
from booking.web.request_check import in_order
from booking.web.request_steps import CHECK, CONTACT, SLUGS
from booking.web.step_pages import FormState, page

FASTEST = timedelta(seconds=3)  # nobody fills in seven pages faster, a program does
TOO_FAST = Problem(
    "too_fast",
    say(
        "Formulir terisi lebih cepat daripada orang mengetik. Periksa kembali isiannya, "
        "lalu tekan Kirim permohonan sekali lagi."
    ),
)


def send(state: FormState, *, at: datetime) -> ResponseReturnValue:
    """Send what the draft holds; refusals come back with everything kept."""
    draft, problems = state.draft, list(state.problems)
    if not problems and draft.begun_at and at - draft.begun_at < FASTEST:
        problems = [TOO_FAST]
    if problems or draft.letter is None:
        return page(CHECK, state, problems)
    sent = state.reading.sent
    try:
        count_try("submit", SUBMIT, sent.contact.email.casefold())
        count_try("submit-block", SUBMIT_OF_BLOCK, address_block())
        done = _submit(state, draft.letter.id)
    except TooManyTries as refusal:
        wait = {"Retry-After": str(refusal.wait_seconds)}
        return page(CHECK, state, [Problem("limit", refusal.detail)], status=429, headers=wait)
    except InputRefused as refusal:
        return page(CHECK, state, in_order(refusal.problems))
    drafts.close(_told(done, sent))
    return redirect(url_for("public.sent"), 303)


def sent() -> ResponseReturnValue:
    """The panel after sending: not scheduled yet, what to do now, by when we answer."""
    told = drafts.opened().sent
    if told is None:
        return redirect(url_for("public.request_form"), 303)
    days = {name: date.fromisoformat(told[name]) for name in ("answer_by", "earliest_on")}
    base_url = services().settings.base_url
    return render_template("public/sent.html", base_url=base_url, **(told | days))


def send_again() -> ResponseReturnValue:
    """Send the mail with the confirmation button once more."""
    told = drafts.opened().sent
    if told is None:
        return redirect(url_for("public.request_form"), 303)
    try:
        found = requests.by_reference(told["reference"])
        count_try("resend", RESEND, found.contact_email.casefold())
        count_try("resend-block", RESEND_OF_BLOCK, address_block())
        is_sent = ask_again(found.id, now=now(), link_key=services().link_key)
    except NotFound:
        is_sent = False
    if is_sent:
        announce(say("Surel konfirmasi dikirim ulang. Tautan yang lama tidak berlaku lagi."), "ok")
    else:
        announce(say("Alamat surel sudah dikonfirmasi, atau permohonan sudah kedaluwarsa."), "warn")
    return redirect(url_for("public.sent"), 303)


def mend() -> ResponseReturnValue:
    """Open a copy of what was sent, to write another address and send once more."""
    if drafts.opened().sent is None:
        return redirect(url_for("public.request_form"), 303)
    drafts.keep(DraftChange())
    return redirect(url_for("public.show_step", slug=SLUGS[CONTACT]), 303)


def _submit(state: FormState, letter_file_id: int) -> Submitted:
    """Send; whoever pressed twice at the same moment gets the request that went in first."""

    def attempt() -> Submitted:
        return submit(
            state.reading.sent,
            letter_file_id=letter_file_id,
            by=REQUESTER_ACTOR,
            now=state.moment,
            link_key=services().link_key,
            form_key=state.draft.form_key,
        )

    try:
        return attempt()
    except StillRunning:
        return attempt()


def _told(done: Submitted, sent: Submission) -> dict[str, Any]:
    """What the next page says; the secret links go by mail only."""
    checks = [f.sentence for f in done.findings if f.verdict is Verdict.CHECK]
    return {
        "reference": done.reference,
        "mode": sent.mode,
        "email": masked_email(sent.contact.email),
        "answer_by": done.answer_by.isoformat(),
        "earliest_on": done.earliest_on.isoformat(),
        "checks": {language: told_in(language, checks) for language in LANGUAGES},
    }
