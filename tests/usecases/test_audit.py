"""The audit chain: whole after every act, and broken by whoever touches it without the key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from booking.database import audit_key, db, transaction
from booking.domain.roles import Role
from booking.errors import InputRefused, MoveNotAllowed
from booking.models.access import Staff
from booking.models.history import AuditHead, AuditRow
from booking.models.messages import OutboxMessage
from booking.store import audit
from booking.usecases.anchor_audit import anchor_audit
from booking.usecases.cancel import cancel_by_requester
from booking.usecases.close_day import close_day
from tests.usecases.builders import (
    AFTER_HOURS,
    CIAMIS,
    NOW,
    OFFICER,
    ONE,
    TEN,
    checked_in,
    found,
    moves_of,
    party,
    scheduled,
    state,
    submission,
    submitted,
)

ROWS = 8


def edit() -> None:
    db.session.execute(update(AuditRow).where(AuditRow.seq == 4).values(actor="staff:99"))


def edit_fields() -> None:
    db.session.execute(
        update(AuditRow).where(AuditRow.seq == 2).values(fields={"to_state": "rejected"})
    )


def remove() -> None:
    db.session.execute(delete(AuditRow).where(AuditRow.seq == 4))


def remove_first() -> None:
    db.session.execute(delete(AuditRow).where(AuditRow.seq == 1))


def swap() -> None:
    for old, new in ((4, 99), (5, 4), (99, 5)):
        db.session.execute(update(AuditRow).where(AuditRow.seq == old).values(seq=new))


def cut_tail() -> None:
    db.session.execute(delete(AuditRow).where(AuditRow.seq > ROWS - 2))


def cut_tail_and_point_back() -> None:
    cut_tail()
    last = db.session.get_one(AuditRow, ROWS - 2)
    db.session.execute(update(AuditHead).values(seq=last.seq, mac=last.mac))


def cut_everything() -> None:
    db.session.execute(delete(AuditRow))


def refill(key: bytes = b"a guessed key") -> None:
    """Replace the last two rows by two others, sealed as well as one can without the key."""
    cut_tail()
    last = db.session.get_one(AuditRow, ROWS - 2)
    prev = last.mac
    for seq in (ROWS - 1, ROWS):
        row = AuditRow(
            seq=seq,
            at=NOW,
            actor="staff:1",
            role="petugas",
            action="verify",
            subject="K7M2-4QXD",
            fields={},
            prev=prev,
        )
        row.mac = prev = audit.seal(row, key)
        db.session.add(row)
    db.session.flush()
    db.session.execute(update(AuditHead).values(seq=ROWS, mac=prev))


def forged_head() -> None:
    db.session.execute(update(AuditHead).values(seq=ROWS + 1))


@pytest.fixture
def chain(app: Flask) -> Flask:
    """A chain of eight acts."""
    submitted()
    scheduled()
    scheduled(slot=TEN)
    submitted()
    assert len(rows()) == ROWS
    return app


def rows() -> list[AuditRow]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditRow).order_by(AuditRow.seq)))


def test_an_empty_chain_is_whole(app: Flask) -> None:
    assert list(audit.broken_links()) == []


def test_a_chain_that_nobody_touched_is_whole(chain: Flask) -> None:
    assert list(audit.broken_links()) == []


@pytest.mark.parametrize(
    "tamper",
    [
        edit,
        edit_fields,
        remove,
        remove_first,
        swap,
        cut_tail,
        cut_tail_and_point_back,
        cut_everything,
        refill,
        forged_head,
    ],
)
def test_tampering_is_found(chain: Flask, tamper: Callable[[], Any]) -> None:
    with transaction():
        tamper()

    assert list(audit.broken_links()) != []


def test_a_break_is_told_with_its_row(chain: Flask) -> None:
    with transaction():
        edit()

    assert list(audit.broken_links()) == ["Isi baris 4 tidak sesuai dengan segelnya."]


def test_the_chain_does_not_verify_under_another_key(chain: Flask) -> None:
    row = rows()[0]

    assert audit.seal(row, b"another key") != row.mac


def test_every_change_of_state_has_its_move_and_its_row(app: Flask) -> None:
    came, missed = checked_in(), scheduled(slot=TEN)
    cancelled = scheduled(submission(parties=(party(CIAMIS),)), slot=ONE)
    cancel_by_requester(cancelled, reason="Paripurna.", by=OFFICER, now=NOW)
    close_day(now=AFTER_HOURS)

    for reference in (came, missed, cancelled):
        told = [(m.move, m.from_state, m.to_state) for m in moves_of(reference)]
        kept = [
            (row.action, row.fields["from_state"], row.fields["to_state"])
            for row in rows()
            if row.subject == reference and row.action != "submit"
        ]
        assert kept == told
        assert told[-1][2] == state(reference)
        assert found(reference).version == len(told) + 1
    assert list(audit.broken_links()) == []


def test_a_refused_step_leaves_no_row(app: Flask) -> None:
    reference = submitted()
    cancel_by_requester(reference, reason="Paripurna.", by=OFFICER, now=NOW)
    before = len(rows())

    with pytest.raises(MoveNotAllowed):
        cancel_by_requester(reference, reason="Paripurna.", by=OFFICER, now=NOW)

    assert len(rows()) == before


def test_outside_a_transaction_nothing_can_be_written(app: Flask) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        db.session.execute(text("DELETE FROM audit"))


def test_an_older_copy_of_the_chain_does_not_fit_the_auditors_note(chain: Flask) -> None:
    older = head()
    submitted(submission(parties=(party(CIAMIS),)))
    note = audit.end()

    with transaction():
        db.session.execute(delete(AuditRow).where(AuditRow.seq > older[0]))
        db.session.execute(update(AuditHead).values(seq=older[0], mac=older[1], seal=older[2]))

    assert list(audit.broken_links()) == []  # from within, an old copy cannot be told
    assert list(audit.broken_links([note])) == [
        f"Baris {note.seq} tidak sesuai dengan catatan harian auditor."
    ]


def test_the_end_of_the_chain_goes_to_the_auditors_once_a_day(app: Flask) -> None:
    submitted()
    with transaction():
        for number, role in enumerate((Role.AUDITOR, Role.ADMIN)):
            db.session.add(
                Staff(
                    email=f"a{number}@djpk.example",
                    name="A",
                    role=role,
                    password_hash="-",
                    created_at=NOW,
                )
            )
    before = {mail.id for mail in mails()}

    assert anchor_audit(now=NOW)
    assert not anchor_audit(now=NOW + timedelta(hours=5))
    assert anchor_audit(now=NOW + timedelta(days=1))

    sent = [mail for mail in mails() if mail.id not in before]
    end = audit.end()
    assert [mail.recipient for mail in sent] == ["a0@djpk.example"] * 2
    assert (sent[0].facts["seq"], sent[0].facts["mac"]) == end
    assert list(audit.broken_links([audit.read_end(f"{end.seq}:{end.mac}")])) == []


def test_a_kept_anchor_shows_a_chain_that_was_written_anew(chain: Flask) -> None:
    anchor_audit(now=NOW)
    older = rows()

    with transaction():
        db.session.execute(delete(AuditRow).where(AuditRow.seq > ROWS - 1))
        last = older[-2]
        seal = audit.seal_of_end(audit.End(last.seq, last.mac), audit_key())
        db.session.execute(update(AuditHead).values(seq=last.seq, mac=last.mac, seal=seal))

    assert list(audit.broken_links()) == [
        f"Baris {ROWS} tidak sesuai dengan catatan harian auditor."
    ]


@pytest.mark.parametrize("words", ["", "8", "8:xyz", "-1:" + "0" * 64, "٨:" + "0" * 64])
def test_a_note_that_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(InputRefused):
        audit.read_end(words)


def head() -> tuple[int, str, str]:
    found = db.session.scalars(select(AuditHead)).one()
    return found.seq, found.mac, found.seal


def mails() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))
