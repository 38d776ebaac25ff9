"""The request form: seven pages, each saved when it is sent, so that nothing typed is lost."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking import clock
from booking.domain.submission import clean
from booking.domain.words import CONFERENCE, MODES
from booking.errors import Problem
from booking.sentences import say
from booking.services import now
from booking.store import topic_answers
from booking.usecases.keep_draft import DraftChange
from booking.web import drafts
from booking.web.drafts import OpenDraft
from booking.web.language import announce
from booking.web.letter_upload import anew, receive, values
from booking.web.request_check import at_step
from booking.web.request_steps import (
    CHECK,
    GUESTS,
    LETTER,
    SLUGS,
    STEPS,
    TIME,
    TOPICS,
    typed,
)
from booking.web.send_request import send
from booking.web.step_pages import FormState, added_guest, more_days, page

NEXT, ADD_GUEST, MORE, CONFERENCE_INSTEAD = "lanjut", "tamu", "lebih", "video"
MOST_BYTES_SENT = 64 * 1024**2  # a letter that is too large is refused with its form, not alone
HONEYPOT = Problem(
    "honeypot",
    say(
        "Satu kolom yang tersembunyi terisi otomatis. Kolom itu sudah kami kosongkan; "
        "tekan tombolnya sekali lagi."
    ),
)
OVER = say(
    "Isian sebelumnya sudah dihapus karena lebih dari 24 jam tidak dilanjutkan. Mohon "
    "isi kembali mulai dari surat."
)


def let_large_letters_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A file above the general limit reaches its form, so that what was typed is not lost."""
    if endpoint in ("public.save_step", "tracking.correct") and request.method == "POST":
        request.max_content_length = MOST_BYTES_SENT


def request_form() -> ResponseReturnValue:
    """The first page, or the page on which this browser stopped."""
    draft = drafts.opened()
    if draft.begun_at and draft.sent is None:
        return redirect(url_for("public.show_step", slug=SLUGS[draft.reached]), 303)
    asked = request.args.get("mode", "")
    fields = {"mode": [asked]} if asked in MODES else {}
    return page(LETTER, FormState.of(OpenDraft(), now(), typed=fields))


def show_step(slug: str) -> ResponseReturnValue:
    """A page of the form that was reached before; the back button leads here."""
    number = _number(slug)
    draft = drafts.opened()
    if draft.sent is not None:
        return redirect(url_for("public.sent"), 303)
    if draft.begun_at is None:
        return redirect(url_for("public.request_form"), 303)
    if number > draft.reached:
        return redirect(url_for("public.show_step", slug=SLUGS[draft.reached]), 303)
    state = FormState.of(draft, now())
    return page(number, state, state.problems if number == CHECK else (), status=200)


def save_step(slug: str) -> ResponseReturnValue:
    """Keep what was typed on a page, then go on, or say what is to be mended."""
    number = _number(slug)
    if "baru" in request.form:
        drafts.forget_sent()
    before = drafts.opened()
    if before.sent is not None and number == CHECK:
        return redirect(url_for("public.sent"), 303)
    if before.begun_at is None and number > LETTER:
        drafts.keep(DraftChange(typed(STEPS[number], request.form)))
        announce(OVER, "warn")
        return redirect(url_for("public.request_form"), 303)
    if number == LETTER:
        return _save_letter(before)
    draft = drafts.keep(DraftChange(typed(STEPS[number], request.form)))
    if clean(request.form.get("website", "")):
        return page(number, FormState.of(draft, now()), [HONEYPOT])
    return _pressed(number, draft)


def begin_anew() -> ResponseReturnValue:
    """Forget everything that was typed."""
    drafts.discard()
    announce(say("Isian sebelumnya sudah dihapus. Silakan mulai dari surat."), "ok")
    return redirect(url_for("public.request_form"), 303)


def _number(slug: str) -> int:
    if slug not in SLUGS:
        abort(404)
    return SLUGS.index(slug)


def _pressed(number: int, draft: OpenDraft) -> ResponseReturnValue:
    button = request.form.get("langkah", NEXT)
    state = FormState.of(draft, now())
    if number == CHECK:
        return send(state, at=clock.real_now())
    if button == MORE and number == TIME:
        drafts.keep(more_days(draft))
        return _to(TIME, "hari-berikutnya")
    if button == ADD_GUEST and number == GUESTS:
        change, problems = added_guest(state)
        if problems:
            return page(number, state, problems)
        drafts.keep(change)
        return _to(GUESTS, "tambah")
    if button == CONFERENCE_INSTEAD:
        return _conference_instead(number)
    return _go_on(number, state)


def _save_letter(before: OpenDraft) -> ResponseReturnValue:
    """Keep the letter and what stands in it; a new letter is read and shown for correction."""
    upload = receive(request.files.getlist("letter"), before.letter)
    fields, notes = typed(STEPS[LETTER], request.form), {}
    is_new = upload.reading is not None
    if upload.reading is not None:
        read = values(upload.reading)
        present = before.fields.to_dict(flat=False) | fields
        fields |= anew(read, present, before.notes.get("letter_says", {}))
        notes = {"letter_says": {name: value for name, value in read.items() if value}}
    key = upload.letter.id if upload.letter and is_new else None
    draft = drafts.keep(DraftChange(fields, notes, letter_file_id=key))
    state = FormState.of(draft, now())
    if clean(request.form.get("website", "")):
        return page(LETTER, state, [HONEYPOT])
    if upload.problems:
        return page(LETTER, state, upload.problems)
    if is_new:
        return _to(LETTER, "isi-surat")
    return _go_on(LETTER, state)


def _go_on(number: int, state: FormState) -> ResponseReturnValue:
    problems = at_step(state.problems, number)
    if number == LETTER and state.draft.letter is None:
        problems = [problem for problem in problems if problem.field == "letter"]
    if problems:
        return page(number, state, problems)
    if number == TOPICS and _has_unread_answers(state):
        return _to(TOPICS, "sudah-dijawab")
    following = CHECK if state.draft.reached == CHECK else number + 1
    drafts.keep(DraftChange(reached=following))
    return _to(following)


def _has_unread_answers(state: FormState) -> bool:
    """Note which published answers are shown now; True when some were not shown before."""
    found = {answer.id for answer in topic_answers.published(state.reading.sent.topics)}
    seen = set(state.draft.notes.get("answers", ()))
    if not found - seen:
        return False
    drafts.keep(DraftChange(notes={"answers": sorted(found | seen)}))
    return True


def _conference_instead(number: int) -> ResponseReturnValue:
    """One press from a refused visit to a conference; everything else stays (E.3.c.6)."""
    draft = drafts.keep(DraftChange({"mode": [CONFERENCE]}))
    announce(say("Cara konsultasi sekarang video conference. Isian lainnya tetap."), "ok")
    state = FormState.of(draft, now())
    return _to(number) if number == TIME else _go_on(number, state)


def _to(number: int, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("public.show_step", slug=SLUGS[number], _anchor=anchor), 303)
