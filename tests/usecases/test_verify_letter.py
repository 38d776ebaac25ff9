"""Checking a letter: accepted, returned or rejected, by the desk and once."""

from __future__ import annotations

import pytest
from flask import Flask

from booking.errors import AlreadyDecided, InputRefused, MoveNotAllowed, NotAllowed, NotFound
from booking.usecases.verify_letter import reasons_against, reject, return_letter, verify_letter
from tests.usecases.builders import (
    ADMIN,
    NINE,
    NOW,
    OFFICER,
    RECEPTION,
    SUPERVISOR,
    UNIT,
    codes_of,
    found,
    letter,
    letter_of,
    mails_of,
    moves_of,
    scheduled,
    sent,
    state,
    submission,
    submitted,
    verified,
)


def test_a_checked_letter_is_verified_and_what_was_looked_at_is_kept(app: Flask) -> None:
    reference = submitted()

    verify_letter(reference, ticks=("addressee", "signature"), by=OFFICER, now=NOW)

    assert state(reference) == "verified"
    move = moves_of(reference)[-1]
    assert (move.from_state, move.to_state, move.by, move.role) == (
        "submitted",
        "verified",
        "Nurhayati",
        "petugas",
    )
    assert move.facts["ticks"] == ["addressee", "signature"]
    assert {f["code"] for f in move.facts["findings"]} == {
        "letter_missing",
        "letter_addressee",
        "letter_spent",
        "guest_cap",
    }


def test_the_addressee_that_a_person_saw_is_met(app: Flask) -> None:
    reference = submitted(submission(letters=(letter(addressee="Menteri Keuangan"),)))

    verify_letter(reference, ticks=("addressee",), by=OFFICER, now=NOW)

    findings = {f["code"]: f["verdict"] for f in moves_of(reference)[-1].facts["findings"]}
    assert findings["letter_addressee"] == "met"


def test_an_unknown_tick_is_refused(app: Flask) -> None:
    reference = submitted()

    with pytest.raises(InputRefused) as error:
        verify_letter(reference, ticks=("materai",), by=OFFICER, now=NOW)

    assert codes_of(error.value.problems) == ["tick_unknown"]
    assert state(reference) == "submitted"


@pytest.mark.parametrize("by", [RECEPTION, UNIT, ADMIN])
def test_only_the_desk_checks_letters(app: Flask, by: object) -> None:
    reference = submitted()

    with pytest.raises(NotAllowed):
        verify_letter(reference, by=by, now=NOW)  # type: ignore[arg-type]


def test_an_unconfirmed_request_cannot_be_verified(app: Flask) -> None:
    with pytest.raises(MoveNotAllowed):
        verify_letter(sent().reference, by=OFFICER, now=NOW)


def test_an_unknown_reference_is_not_found_however_it_is_typed(app: Flask) -> None:
    with pytest.raises(NotFound):
        verify_letter("0000-0000", by=OFFICER, now=NOW)
    reference = submitted()

    verify_letter(reference.lower().replace("-", ""), by=OFFICER, now=NOW)

    assert state(reference) == "verified"


def test_a_page_that_was_opened_before_another_decision_is_told_who_decided(app: Flask) -> None:
    reference = submitted()
    seen = found(reference).version
    verify_letter(reference, by=SUPERVISOR, now=NOW, version=seen)

    with pytest.raises(AlreadyDecided) as error:
        reject(reference, codes=(), reason="Ganda", by=OFFICER, now=NOW, version=seen)

    assert error.value.detail == (
        "Permohonan ini sudah diputuskan oleh Hendra Wijaya pada Senin, 23 November 2026 "
        "pukul 09.12 WIB dan kini berstatus Diperiksa. Muat ulang halaman."
    )
    assert state(reference) == "verified"


def test_a_returned_letter_says_why_and_stays_with_its_request(app: Flask) -> None:
    reference = submitted()

    return_letter(reference, reason="Nomor surat belum ada.", by=OFFICER, now=NOW)

    assert state(reference) == "returned"
    assert letter_of(reference) == "carried"
    assert mails_of(reference)[-1] == "returned"
    assert moves_of(reference)[-1].reason == "Nomor surat belum ada."


def test_a_letter_is_not_returned_without_a_reason(app: Flask) -> None:
    reference = submitted()

    with pytest.raises(InputRefused) as error:
        return_letter(reference, reason=" ", by=OFFICER, now=NOW)

    assert codes_of(error.value.problems) == ["reason_missing"]
    assert state(reference) == "submitted"


@pytest.mark.parametrize("build", [submitted, verified])
def test_a_rejected_request_gives_its_letter_back(app: Flask, build: object) -> None:
    one = letter()
    reference = build(submission(letters=(one,)))  # type: ignore[operator]

    reject(reference, codes=(), reason="Topik bukan urusan DJPK.", by=OFFICER, now=NOW)

    assert state(reference) == "rejected"
    assert letter_of(reference) == "free"
    assert mails_of(reference)[-1] == "rejected"
    assert submitted(submission(letters=(one,)))


def test_a_rejection_needs_a_clause_that_stands_against_it_or_a_reason(app: Flask) -> None:
    reference = submitted()

    with pytest.raises(InputRefused):
        reject(reference, codes=("monthly_quota",), by=OFFICER, now=NOW)

    assert state(reference) == "submitted"


def test_a_rejection_by_a_clause_keeps_the_finding_it_rests_on(app: Flask) -> None:
    reference = submitted(submission(wishes=(NINE,)))
    scheduled(slot=NINE)
    against = reasons_against(found(reference), now=NOW)

    reject(reference, codes=("session_taken",), by=OFFICER, now=NOW)

    assert codes_of(against) == ["session_taken"]
    kept = moves_of(reference)[-1].facts
    assert kept["codes"] == ["session_taken"]
    assert kept["findings"][0]["clause"] == "E.3.c.8"
