"""What a requester may still change: a returned letter, the guests, the wished sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.domain.delegation import Guest, role_of
from booking.domain.examination import Case
from booking.domain.lifecycle import BEFORE_SCHEDULE, State
from booking.domain.local_time import date_words, jakarta_date
from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.rules import guest_cap
from booking.domain.sessions import Slot
from booking.domain.submission import Letter, clean
from booking.domain.words import VISIT
from booking.errors import BookingError, InputRefused, LetterSpent, Problem
from booking.sentences import say
from booking.services import now
from booking.store import board, cases, policies, requests
from booking.usecases.amend_guests import AMENDABLE, amend_guests
from booking.usecases.amend_wishes import amend_wishes
from booking.usecases.correct_letter import correct_letter
from booking.web.language import announce
from booking.web.letter_upload import receive, unsealed, values
from booking.web.opened_request import link_over, may_open, version_seen
from booking.web.request_form import (
    ROLE_CHOICES,
    WISHES,
    RequestForm,
    guests_in,
    letter_date,
    ranked_in,
)
from booking.web.session_choice import choice_days, full_months, offered, region_months

View = Callable[[str], ResponseReturnValue]
MOST_DAYS = 60
READ = "baca"


def of_the_opened(view: View) -> View:
    """A page of the request that this browser has open; the same answer for all others."""

    @wraps(view)
    def guarded(reference: str) -> ResponseReturnValue:
        return view(reference) if may_open(reference) else link_over(reference)

    return guarded


@of_the_opened
def correct(reference: str) -> ResponseReturnValue:
    """The corrected letter: upload, read, and write over what stands there."""
    found = requests.by_reference(reference)
    if found.state != State.RETURNED:
        return _back(reference, say("Surat hanya dapat diganti bila dikembalikan petugas."), "warn")
    if request.method != "POST":
        return _correction(found, _present(found))
    form = RequestForm(request.form)
    kept = unsealed(request.form.get("letter_seal", ""))
    upload = receive(request.files.getlist("letter"), kept.letter)
    if upload.problems or kept.problems:
        return _correction(found, form, upload.letter, [*kept.problems, *upload.problems])
    if upload.reading is not None:
        for name, value in values(upload.reading).items():
            if value:
                form[name].data = value
        return _correction(found, form, upload.letter, is_read=True)
    problems: list[Problem] = []
    day = letter_date(form, problems)
    letter = Letter(
        clean(form.letter_number.data or ""),
        day or jakarta_date(now()),
        clean(form.letter_subject.data or ""),
        clean(form.letter_addressee.data or ""),
    )
    if problems:
        return _correction(found, form, upload.letter, problems)
    try:
        correct_letter(
            reference,
            letter,
            letter_file_id=upload.letter.id if upload.letter else None,
            by=REQUESTER_ACTOR,
            now=now(),
            version=version_seen(),
        )
    except InputRefused as refusal:
        return _correction(found, form, upload.letter, refusal.problems)
    except LetterSpent as refusal:
        spent = Problem(refusal.code, refusal.detail, "letter.number", refusal.clause)
        return _correction(found, form, upload.letter, [spent])
    except BookingError as refusal:
        return _back(reference, refusal.detail, "warn")
    words = say("Perbaikan sudah kami terima. Tanggal terima surat dihitung mulai hari ini.")
    return _back(reference, words)


@of_the_opened
def guests(reference: str) -> ResponseReturnValue:
    """Another delegation, through the same checks as at the form (E.3.c.6)."""
    found = requests.by_reference(reference)
    if found.mode != VISIT or found.state not in AMENDABLE:
        return _back(reference, say("Daftar tamu tidak dapat diubah lagi."), "warn")
    policy = policies.policy_for(found.appointment_on or found.received_on)
    if request.method != "POST":
        form = RequestForm(data={"guests": [_row(guest) for guest in found.guests]})
        return _delegation(found, form, policy)
    form = RequestForm(request.form)
    problems: list[Problem] = []
    listed = guests_in(form, policy, problems)
    if not listed:
        empty = say("Isi sedikitnya satu tamu yang akan hadir.")
        problems.append(Problem("guests_missing", empty, "guests"))
    if not problems:
        try:
            count = amend_guests(
                reference, listed, by=REQUESTER_ACTOR, now=now(), version=version_seen()
            )
        except InputRefused as refusal:
            problems = list(refusal.problems)
        except BookingError as refusal:
            return _back(reference, refusal.detail, "warn")
        else:
            return _back(reference, say("Daftar tamu sudah diubah: {count} orang.", count=count))
    return _delegation(found, form, policy, problems)


@of_the_opened
def wishes(reference: str) -> ResponseReturnValue:
    """Other wished sessions, as long as no schedule is given."""
    found = requests.by_reference(reference)
    if found.state not in BEFORE_SCHEDULE:
        words = say("Pilihan waktu hanya dapat diubah sebelum jadwal diberikan (SE-2 E.3.c.9).")
        return _back(reference, words, "warn")
    if request.method != "POST":
        present = {
            name: f"{wish.date.isoformat()}T{wish.session}"
            for name, wish in zip(WISHES, found.wishes, strict=False)
        }
        return _sessions(found, RequestForm(data=present))
    form = RequestForm(request.form)
    problems: list[Problem] = []
    chosen = [slot for _, slot in ranked_in(form, problems)]
    if not problems:
        try:
            amend_wishes(reference, chosen, by=REQUESTER_ACTOR, now=now(), version=version_seen())
        except InputRefused as refusal:
            problems = list(refusal.problems)
        except BookingError as refusal:
            return _back(reference, refusal.detail, "warn")
        else:
            return _back(
                reference, say("Pilihan waktu sudah diubah. Jadwal tetap belum diberikan.")
            )
    return _sessions(found, form, problems)


def _back(reference: str, words: str, look: str = "ok") -> ResponseReturnValue:
    announce(words, look)
    return redirect(url_for("tracking.show", reference=reference), 303)


def _present(found: Any) -> RequestForm:
    letter = found.letter
    if letter is None:
        return RequestForm()
    return RequestForm(
        data={
            "letter_number": letter.number,
            "letter_date": date_words(letter.date),
            "letter_subject": letter.subject,
            "letter_addressee": letter.addressee,
        }
    )


def _correction(
    found: Any,
    form: RequestForm,
    letter: Any = None,
    problems: Sequence[Problem] = (),
    *,
    is_read: bool = False,
) -> ResponseReturnValue:
    html = render_template(
        "public/correct.html",
        permohonan=found,
        form=form,
        letter=letter,
        problems=problems,
        is_read=is_read,
        earliest=_case(found).earliest,
    )
    return html, 422 if problems else 200


def _row(guest: Any) -> dict[str, str]:
    role = "" if guest.role == role_of(guest.position) else guest.role
    return {"name": guest.name, "position": guest.position, "role": role}


def _delegation(
    found: Any, form: RequestForm, policy: Any, problems: Sequence[Problem] = ()
) -> ResponseReturnValue:
    listed = [Guest(g.name, g.position, g.role) for g in found.guests]
    html = render_template(
        "public/guests.html",
        permohonan=found,
        form=form,
        problems=problems,
        policy=policy,
        is_visit=True,
        ROLE_CHOICES=ROLE_CHOICES,
        finding=guest_cap(listed, policy),
    )
    return html, 422 if problems else 200


def _case(found: Any) -> Case:
    return cases.case_of(found, now=now())


def _sessions(
    found: Any, form: RequestForm, problems: Sequence[Problem] = ()
) -> ResponseReturnValue:
    """All days at once: a request that is underway has no draft that could remember more."""
    moment, case = now(), _case(found)
    boards = board.bookable(mode=found.mode, received_on=found.received_on, now=moment)
    open_days = [day.on for day in boards if day.on >= case.earliest]
    quotas = region_months(found.mode, list(case.regions), open_days, now=moment)
    days, _ = choice_days(
        boards,
        earliest=case.earliest,
        lead_days=case.policy.lead_working_days,
        shown=MOST_DAYS,
        wanted=(),
        full_months=full_months(quotas, case.policy.visits_per_month),
    )
    free = offered(days)
    chosen = {rank: form.wish(rank) for rank in range(1, len(WISHES) + 1)}
    html = render_template(
        "public/wishes.html",
        permohonan=found,
        days=days,
        problems=problems,
        earliest=case.earliest,
        chosen={rank: wish if wish in free else "" for rank, wish in chosen.items()},
        lost=[
            Slot(wish.date, wish.session)
            for wish in found.wishes
            if f"{wish.date.isoformat()}T{wish.session}" not in free
        ],
    )
    return html, 422 if problems else 200
