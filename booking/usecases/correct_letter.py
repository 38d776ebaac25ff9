"""A returned letter comes back corrected; its receipt counts anew (RULES, row E.3.b.2)."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.local_time import jakarta_date
from booking.domain.mail_facts import MailKind
from booking.domain.roles import Actor
from booking.domain.submission import Letter, letter_problems
from booking.errors import InputRefused
from booking.models.requests import Request, RequestLetter
from booking.store import calendar, claims, intake, mail, moves, policies, requests


def correct_letter(
    reference: str,
    letter: Letter,
    *,
    letter_file_id: int | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> str:
    """Put the corrected letter in place of the returned one; without a new file the old one stays.

    Raises `InputRefused` for what cannot be read, `LetterSpent` when another request carries it.
    """
    found = letter_problems(letter, jakarta_date(now))
    if found:
        raise InputRefused.of(*found)
    with transaction():
        request = requests.by_reference(reference, lock=True)
        row = moves.allowed(request, "correct", by=by, version=version)
        before = _words_of(request.letter)
        _replace(request, letter, letter_file_id)
        claims.free_letter(request.id)
        intake.carry_letters(request)
        _receive_anew(request, now)
        facts = {"before": before, "after": _words_of(request.letter)}
        moves.make(request, row, by=by, now=now, facts=facts)
        mail.owe(request, MailKind.RECEIVED, now=now)
        return request.state


def _replace(request: Request, letter: Letter, file_id: int | None) -> None:
    kept = request.letter
    if kept is None:
        kept = RequestLetter(position=1)
        request.letters.append(kept)
    kept.number, kept.date = letter.number, letter.date
    kept.subject, kept.addressee = letter.subject, letter.addressee
    if file_id is not None:
        kept.file_id = file_id
    request.addressee_seen = False


def _receive_anew(request: Request, now: datetime) -> None:
    request.received_at, request.received_on = now, jakarta_date(now)
    days = policies.policy_for(request.received_on).answer_working_days
    request.answer_by = calendar.work_calendar().working_day_after(request.received_on, days)


def _words_of(letter: RequestLetter | None) -> dict[str, str]:
    if letter is None:
        return {}
    return {
        "number": letter.number,
        "date": letter.date.isoformat(),
        "subject": letter.subject,
        "addressee": letter.addressee,
    }
