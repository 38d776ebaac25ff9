"""The request form: each step answers with the same page, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from booking.domain.delegation import Guest, announced_cap, role_of
from booking.domain.findings import Finding, Verdict
from booking.domain.letter import LetterReading, is_addressed_to_director_general
from booking.domain.local_time import date_words, jakarta_date
from booking.domain.policy import Policy
from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.rules import guest_cap
from booking.domain.submission import Submission, clean
from booking.domain.words import CONFERENCE, MODES, VISIT
from booking.errors import InputRefused, Problem, StillRunning
from booking.services import now, services
from booking.store import board, calendar, policies, regions, requests
from booking.usecases.submit import Submitted, submit
from booking.web.letter_upload import KeptLetter, Upload, read_again, receive
from booking.web.masking import masked_email
from booking.web.request_check import against, in_order
from booking.web.request_form import MOST_ROWS, ROLE_CHOICES, WISHES, Reading, RequestForm, read
from booking.web.session_choice import (
    DAYS_AT_FIRST,
    DAYS_MORE,
    choice_days,
    offered,
    region_months,
)

SEND, READ, ADD_GUEST, RENEW, MORE = "kirim", "baca", "tamu", "perbarui", "lebih"
MOST_BYTES_SENT = 64 * 1024**2  # a letter that is too large is refused with its form, not alone
SENT = "terkirim"
LETTER_WORDS = {"number": "nomor", "date": "tanggal", "subject": "hal", "addressee": "tujuan"}
HONEYPOT = Problem(
    "honeypot",
    "Satu kolom yang tersembunyi terisi otomatis. Kolom itu sudah kami kosongkan; "
    "tekan Kirim permohonan sekali lagi.",
    "question",
)


@dataclass
class Answer:
    """What the page says beside the form."""

    letter: KeptLetter | None = None
    problems: Sequence[Problem] = ()
    read_words: Sequence[str] = field(default_factory=list)
    missed_words: Sequence[str] = field(default_factory=list)
    has_read: bool = False
    opens_guests: bool = False


def let_large_letters_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A file above the general limit reaches the form, so that what was typed is not lost."""
    if endpoint == "public.request_form" and request.method == "POST":
        request.max_content_length = MOST_BYTES_SENT


def request_form() -> ResponseReturnValue:
    """The form; a button of it keeps the letter, reads it, adds a guest, or sends."""
    if request.method == "GET":
        asked = request.args.get("mode", VISIT)
        return _page(RequestForm(data={"mode": asked if asked in MODES else VISIT}), Answer())
    form = RequestForm(request.form)
    upload = receive(request.files.getlist("letter"), form.letter_seal.data or "")
    step = request.form.get("langkah", SEND)
    if step in (READ, ADD_GUEST, RENEW, MORE):
        return _page(form, _step(step, form, upload))
    return _send(form, upload)


def sent() -> ResponseReturnValue:
    """The panel after sending: not scheduled yet, what to do now, by when we answer."""
    told = session.get(SENT)
    if told is None:
        return redirect(url_for("public.request_form"), 303)
    days = {name: date.fromisoformat(told[name]) for name in ("answer_by", "earliest_on")}
    return render_template("public/sent.html", **(told | days))


def _step(step: str, form: RequestForm, upload: Upload) -> Answer:
    answer = Answer(upload.letter, list(upload.problems))
    if step == READ:
        _read_letter(form, upload, answer)
    elif step == ADD_GUEST:
        answer.problems = [*answer.problems, *_add_guest(form)]
        answer.opens_guests = True
    elif step == MORE:
        form.days.data = (form.days.data or DAYS_AT_FIRST) + DAYS_MORE
    return answer


def _read_letter(form: RequestForm, upload: Upload, answer: Answer) -> None:
    """Fill in what the letter says of itself; a person checks it on the page."""
    if upload.letter is None:
        if not upload.problems:
            answer.problems = [
                Problem(
                    "letter_missing", "Pilih berkas surat, lalu tekan Baca isi surat.", "letter"
                )
            ]
        return
    reading = upload.reading or read_again(upload.letter)
    values = _values(reading)
    for name, value in values.items():
        if value:
            form[f"letter_{name}"].data = value
    answer.has_read = True
    answer.read_words = [LETTER_WORDS[name] for name, value in values.items() if value]
    answer.missed_words = [LETTER_WORDS[name] for name, value in values.items() if not value]


def _values(reading: LetterReading) -> dict[str, str]:
    return {
        "number": reading.number or "",
        "date": date_words(reading.date) if reading.date else "",
        "subject": reading.subject or "",
        "addressee": reading.addressee or "",
    }


def _add_guest(form: RequestForm) -> list[Problem]:
    """One more row, unless the delegation would grow beyond what E.3.c.6 lets in."""
    policy = policies.policy_for(jakarta_date(now()))
    rows = list(form.guest_rows())
    if form.mode.data != CONFERENCE:
        guests = [
            Guest(name, position, role or role_of(position)) for _, name, position, role in rows
        ]
        finding = guest_cap([*guests, Guest("", "")], policy)
        if finding.is_broken:
            return [finding.as_problem("guests")]
    if len(rows) == len(form.guests.entries) < MOST_ROWS:
        form.guests.append_entry()
    return []


def _send(form: RequestForm, upload: Upload) -> ResponseReturnValue:
    moment = now()
    today = jakarta_date(moment)
    reading = read(form, policy=policies.policy_for(today), today=today)
    problems = against(
        reading,
        has_letter=upload.letter is not None,
        file_problems=upload.problems,
        now=moment,
        today=today,
    )
    if clean(form.website.data or ""):
        form.website.data = ""
        problems = [HONEYPOT]
    if problems or upload.letter is None:
        return _page(form, Answer(upload.letter, problems))
    try:
        done = _submit(form, reading, upload.letter, moment)
    except InputRefused as refusal:
        return _page(form, Answer(upload.letter, in_order(refusal.problems)))
    session[SENT] = _told(done, reading.sent)
    return redirect(url_for("public.sent"), 303)


def _submit(form: RequestForm, reading: Reading, letter: KeptLetter, moment: datetime) -> Submitted:
    """Send; whoever pressed twice at the same moment gets the request that went in first."""

    def attempt() -> Submitted:
        return submit(
            reading.sent,
            letter_file_id=letter.id,
            by=REQUESTER_ACTOR,
            now=moment,
            link_key=services().link_key,
            form_key=_form_key(form, reading.sent, letter),
        )

    try:
        return attempt()
    except StillRunning:
        return attempt()


def _form_key(form: RequestForm, sent: Submission, letter: KeptLetter) -> str:
    """The form and what stood in it: a double click is one request, a corrected one another."""
    body = sha256(f"{sent!r}{letter.fingerprint}".encode()).hexdigest()
    return f"web:{form.key}:{body[:32]}"


def _told(done: Submitted, sent: Submission) -> dict[str, Any]:
    """What the next page says; the secret links go by mail only."""
    return {
        "reference": done.reference,
        "mode": sent.mode,
        "email": masked_email(sent.contact.email),
        "answer_by": done.answer_by.isoformat(),
        "earliest_on": done.earliest_on.isoformat(),
        "checks": [f.sentence for f in done.findings if f.verdict is Verdict.CHECK],
    }


def _page(form: RequestForm, answer: Answer) -> ResponseReturnValue:
    moment = now()
    today = jakarta_date(moment)
    policy, days = policies.policy_for(today), calendar.work_calendar()
    earliest = days.working_day_after(today, policy.lead_working_days)
    mode = form.mode.data if form.mode.data in MODES else VISIT
    reading = read(form, policy=policy, today=today)
    choices, has_more = choice_days(
        board.bookable(mode=mode, received_on=today, now=moment),
        earliest=earliest,
        lead_days=policy.lead_working_days,
        shown=form.days.data or DAYS_AT_FIRST,
        wanted=[form.wish(rank) for rank in range(1, len(WISHES) + 1)],
    )
    free = offered(choices)
    codes = [code for party in reading.sent.parties for code in party.regions]
    addressee = clean(form.letter_addressee.data or "")
    html = render_template(
        "public/request_form.html",
        form=form,
        answer=answer,
        problems=answer.problems,
        mode=mode,
        ROLE_CHOICES=ROLE_CHOICES,
        today=today,
        policy=policy,
        earliest=earliest,
        answer_by=days.working_day_after(today, policy.answer_working_days),
        steps=days.count_from(today, policy.lead_working_days),
        days=choices,
        has_more=has_more,
        chosen={rank: form.wish(rank) if form.wish(rank) in free else "" for rank in (1, 2, 3)},
        quotas=region_months(mode, codes, choices, now=moment),
        guests=reading.sent.guests,
        cap=announced_cap([guest.role for guest in reading.sent.guests], policy),
        finding=_guest_finding(mode, reading, policy),
        topics=requests.active_topics(),
        labels=_region_labels(),
        wrong_addressee=bool(addressee) and not is_addressed_to_director_general(addressee),
    )
    return html, 422 if answer.problems else 200


def _guest_finding(mode: str, reading: Reading, policy: Policy) -> Finding | None:
    if mode != VISIT or not reading.sent.guests:
        return None
    return guest_cap(reading.sent.guests, policy)


def _region_labels() -> list[str]:
    return sorted(region.label for region in regions.official_regions().values() if region.pemda)
