"""The confirmation letter through its life: issued, replaced, ended, kept, verified."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from booking.adapters.file_store import LocalFileStore
from booking.database import db, forbid_inside_transaction, transaction
from booking.domain.confirmation import Confirmation
from booking.domain.links import fingerprint
from booking.domain.roles import REQUESTER_ACTOR
from booking.domain.submission import Party
from booking.domain.verification_code import EXAMPLE
from booking.domain.words import CONFERENCE
from booking.errors import InputRefused, NotFound, SessionTaken
from booking.models.letters_issued import IssuedLetter, SuspiciousReport
from booking.models.messages import OutboxMessage
from booking.store import audit, issued_letters
from booking.usecases.cancel import cancel_by_djpk, cancel_by_requester
from booking.usecases.issue_letter import letter_pdf, seal_letters
from booking.usecases.schedule import reschedule
from booking.usecases.verify_code import (
    Verdict,
    is_same_file,
    mark_report_handled,
    misses,
    report_suspicious,
    verify_code,
)
from tests.usecases.builders import (
    MONDAY,
    NINE,
    NOW,
    OFFICER,
    STAFF,
    TEN,
    at,
    codes_of,
    found,
    given,
    scheduled,
    submission,
    verified,
)


class DayCounter(Counter[str]):
    """Counts in memory, as the limiter's storage does in its database."""

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        self[key] += amount
        return self[key]


def letters_of(reference: str) -> list[IssuedLetter]:
    """The letters of a request, oldest first."""
    return list(
        db.session.scalars(
            select(IssuedLetter)
            .where(IssuedLetter.request_id == found(reference).id)
            .order_by(IssuedLetter.ordinal)
        )
    )


def code_of(reference: str) -> str:
    """The code on the newest letter of a request."""
    return issued_letters.code_of(letters_of(reference)[-1])


def verdict(code: str) -> Verdict:
    """What the verification page answers."""
    return verify_code(code, now=NOW).verdict


def rendered(facts: Confirmation, code: str) -> bytes:
    """Stands for the renderer; slow work, so never inside a transaction."""
    forbid_inside_transaction("menyusun surat")
    return b"%PDF-" + json.dumps([facts.to_json(), code]).encode()


def test_a_schedule_issues_a_letter_with_its_own_number_and_code(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    other = scheduled(slot=TEN)

    (letter,) = letters_of(reference)
    facts = issued_letters.facts_of(letter)

    assert letter.number == f"KONF-1/{reference}/2026"
    assert letter.status == "current"
    assert (facts.appointment.on, facts.appointment.start) == (NINE.on, "09:00")
    assert (facts.guests, facts.guest_cap, facts.sppd) == (2, 2, 2)
    assert facts.shown_as == "Kab. Banyumas"
    assert verdict(code_of(reference)) is Verdict.GENUINE
    assert code_of(other) != code_of(reference)


def test_no_letter_before_a_schedule_and_none_when_the_session_is_lost(app: Flask) -> None:
    scheduled(slot=NINE)
    late = verified()

    with pytest.raises(SessionTaken):
        given(late, NINE)

    assert letters_of(late) == []
    with pytest.raises(NotFound):
        issued_letters.current_by_reference(late)


def test_the_letter_names_no_person(app: Flask) -> None:
    reference = scheduled()

    stored = json.dumps(letters_of(reference)[0].facts)

    request = found(reference)
    people = [guest.name for guest in request.guests]
    for secret in (*people, request.contact_name, request.contact_email, request.contact_phone):
        assert secret not in stored


@pytest.mark.parametrize(
    ("kind", "name", "shown"),
    [
        ("bank", "Bank Contoh", "Bank Contoh"),
        ("bank", "Bank Contoh, hubungi 0812-3456-7890", "Bank"),
        ("akademisi", "Universitas https://palsu.example", "Akademisi"),
        ("lainnya", "a@b.example", "Lainnya"),
    ],
)
def test_strangers_see_no_institution_that_carries_an_address(
    app: Flask, kind: str, name: str, shown: str
) -> None:
    reference = scheduled(submission(parties=(Party(kind, name),)))

    assert issued_letters.facts_of(letters_of(reference)[0]).shown_as == shown


def test_the_database_holds_no_code(app: Flask) -> None:
    code = code_of(scheduled())

    kept = db.session.execute(select(*IssuedLetter.__table__.columns)).one()

    assert code not in str(kept)
    assert code.replace("-", "") not in str(kept)
    assert kept.code_hash == fingerprint(code)


def test_moving_the_session_changes_the_old_letter_and_issues_the_next(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    old = code_of(reference)

    reschedule(reference, TEN, reason="Ruang dipakai.", by=OFFICER, now=NOW)

    before, after = letters_of(reference)
    told = verify_code(old, now=NOW)
    assert (before.status, before.ended_at) == ("changed", NOW)
    assert (after.status, after.number) == ("current", f"KONF-2/{reference}/2026")
    assert issued_letters.facts_of(after).replaces == before.number
    assert told.verdict is Verdict.CHANGED
    assert told.successor is not None
    assert told.successor.number == after.number
    assert verdict(code_of(reference)) is Verdict.GENUINE


@pytest.mark.parametrize("who", ["requester", "djpk"])
def test_a_cancellation_cancels_the_letter_and_what_it_replaced(app: Flask, who: str) -> None:
    reference = scheduled(slot=NINE)
    first = code_of(reference)
    reschedule(reference, TEN, reason="Ruang dipakai.", by=OFFICER, now=NOW)
    second = code_of(reference)

    if who == "djpk":
        cancel_by_djpk(reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)
    else:
        cancel_by_requester(reference, reason="Batal.", by=REQUESTER_ACTOR, now=NOW)

    assert [letter.status for letter in letters_of(reference)] == ["changed", "cancelled"]
    assert {verdict(first), verdict(second)} == {Verdict.CANCELLED}


def test_a_new_session_after_a_cancellation_by_djpk_gets_a_new_letter(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    old = code_of(reference)
    cancel_by_djpk(reference, reason="Rapat pimpinan.", by=OFFICER, now=NOW)

    given(reference, TEN)

    assert [letter.ordinal for letter in letters_of(reference)] == [1, 2]
    assert verdict(old) is Verdict.CANCELLED
    assert verdict(code_of(reference)) is Verdict.GENUINE


def test_the_database_lets_a_request_have_one_letter_that_holds(app: Flask) -> None:
    reference = scheduled()
    kept = letters_of(reference)[0]
    twin = {
        column.name: getattr(kept, column.name)
        for column in IssuedLetter.__table__.columns
        if column.name != "id"
    } | {"ordinal": 2, "number": "x", "code_hash": "x"}

    with pytest.raises(IntegrityError), transaction():
        db.session.add(IssuedLetter(**twin))


def test_a_letter_whose_day_is_over_is_genuine_but_past(app: Flask) -> None:
    code = code_of(scheduled(slot=NINE))

    assert verify_code(code, now=at(26, 20)).verdict is Verdict.GENUINE
    assert verify_code(code, now=at(27, 8)).verdict is Verdict.PAST


def test_the_moves_stay_one_whole_audit_chain(app: Flask) -> None:
    reference = scheduled(slot=NINE)
    reschedule(reference, TEN, reason="Ruang dipakai.", by=OFFICER, now=NOW)

    assert list(audit.broken_links()) == []


def test_codes_asked_for_in_vain_are_counted_by_day_and_found_ones_are_not(app: Flask) -> None:
    counter = DayCounter()
    code = code_of(scheduled())

    for written in (code, EXAMPLE, EXAMPLE.lower(), EXAMPLE[:-1] + "6", ""):
        verify_code(written, now=NOW, counter=counter)

    (today,) = misses([MONDAY], counter=counter)
    assert (today.unknown, today.mistyped) == (2, 1)


def test_a_sealed_letter_is_kept_once_and_stays_as_it_was(app: Flask, tmp_path: Path) -> None:
    files = LocalFileStore(tmp_path / "letters")
    reference = scheduled()

    kept = seal_letters(files=files, render=rendered)
    again = seal_letters(files=files, render=rendered)

    letter = letters_of(reference)[0]
    pdf = letter_pdf(letter, files=files, render=lambda facts, code: b"a newer look")
    assert (kept, again) == (1, 0)
    assert pdf == rendered(issued_letters.facts_of(letter), issued_letters.code_of(letter))
    assert letter.pdf_sha256 == sha256(pdf).hexdigest()
    assert is_same_file(pdf, letter.pdf_sha256)
    assert not is_same_file(pdf + b"\n", letter.pdf_sha256)


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(
    app: Flask, tmp_path: Path
) -> None:
    files = LocalFileStore(tmp_path / "letters")
    broken = scheduled(slot=NINE)
    sound = scheduled(slot=TEN)

    def render(facts: Confirmation, code: str) -> bytes:
        if facts.reference == broken:
            raise RuntimeError("no")
        return rendered(facts, code)

    assert seal_letters(files=files, render=render) == 1
    assert letters_of(broken)[0].pdf_sha256 is None
    assert letters_of(sound)[0].pdf_sha256 is not None


def test_after_a_change_of_the_key_paper_is_verified_and_no_false_code_is_printed(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reference = scheduled()
    code = code_of(reference)
    monkeypatch.setattr(issued_letters, "audit_key", lambda: b"another key")

    letter = letters_of(reference)[0]

    assert verdict(code) is Verdict.GENUINE
    assert issued_letters.code_of(letter) == ""
    with pytest.raises(NotFound):
        letter_pdf(letter, files=LocalFileStore(tmp_path), render=rendered)


def test_a_conference_has_its_link_on_the_letter_and_no_guests(app: Flask) -> None:
    asked = submission(mode=CONFERENCE, guests=(STAFF,))
    reference = verified(asked)

    given(reference, NINE)

    facts = issued_letters.facts_of(letters_of(reference)[0])
    assert (facts.guests, facts.guest_cap, facts.sppd) == (None, None, None)


def test_a_report_is_a_row_and_a_mail_to_the_contact_centre(app: Flask) -> None:
    report_suspicious(
        code=EXAMPLE,
        told="Dikirim lewat WhatsApp.\r\nMeminta uang.",
        contact=" saya@contoh.example ",
        recipient="layanan@djpk.example",
        now=NOW,
    )

    row = db.session.scalars(select(SuspiciousReport)).one()
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert (row.code, row.told) == (EXAMPLE, "Dikirim lewat WhatsApp.\nMeminta uang.")
    assert row.contact == "saya@contoh.example"
    assert (mail.kind, mail.recipient) == ("suspicious_letter", "layanan@djpk.example")
    assert mail.facts["told"] == row.told


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"told": " \n "}, ["told_missing"]),
        ({"told": "x" * 2001}, ["too_long"]),
        ({"code": "x" * 41}, ["too_long"]),
        ({"contact": "x" * 255, "told": ""}, ["told_missing", "too_long"]),
    ],
)
def test_an_empty_or_endless_report_is_refused(
    app: Flask, fields: dict[str, str], codes: list[str]
) -> None:
    sent = {"code": "", "told": "Janggal.", "contact": ""} | fields

    with pytest.raises(InputRefused) as error:
        report_suspicious(**sent, recipient="layanan@djpk.example", now=NOW)

    assert codes_of(error.value.problems) == codes
    assert db.session.scalars(select(SuspiciousReport)).all() == []


def test_the_first_who_handled_a_report_stays_named(app: Flask) -> None:
    report_suspicious(code="", told="Janggal.", contact="", recipient="a@b.example", now=NOW)
    number = db.session.scalars(select(SuspiciousReport.id)).one()

    mark_report_handled(number, by="Nurhayati", now=NOW)
    mark_report_handled(number, by="Orang Lain", now=at(24, 9))

    db.session.rollback()
    row = db.session.scalars(select(SuspiciousReport)).one()
    assert (row.handled_by, row.handled_at) == ("Nurhayati", NOW)
    with pytest.raises(NotFound):
        mark_report_handled(number + 1, by="Nurhayati", now=NOW)
