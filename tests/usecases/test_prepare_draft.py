"""The draft that goes to the management on the first working day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from booking.database import db, transaction
from booking.domain.mail_facts import OwedMail
from booking.domain.roles import Role
from booking.models.access import Staff
from booking.models.messages import OutboxMessage
from booking.renderers.report_notice import ReportNotices
from booking.usecases.close_month import close_month
from booking.usecases.prepare_draft import prepare_draft
from tests.usecases.builders import SUPERVISOR
from tests.usecases.test_report_month import held

FIRST = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # Selasa, pukul 08.00 WIB
LAST_OF_NOVEMBER = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("visit")


@pytest.fixture
def visit(app: object) -> None:
    """A visit in November, and somebody of the management who is told."""
    with transaction():
        held()
        for email, role in (
            ("kepala@djpk.example", Role.MANAGEMENT),
            ("petugas@djpk.example", Role.OFFICER),
        ):
            account = Staff(
                email=email, name="Akun", role=role, password_hash="-", created_at=FIRST
            )
            db.session.add(account)


def mails() -> list[OutboxMessage]:
    db.session.rollback()
    return list(
        db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "month_draft"))
    )


def test_the_draft_goes_out_on_the_first_working_day_to_the_management_only() -> None:
    assert prepare_draft(now=FIRST) == "2026-11"

    assert [mail.recipient for mail in mails()] == ["kepala@djpk.example"]
    assert "telah dilaksanakan 1 kali konsultasi tatap muka" in mails()[0].facts["visits"]


def test_the_draft_goes_out_once() -> None:
    prepare_draft(now=FIRST)

    assert prepare_draft(now=FIRST) is None
    assert len(mails()) == 1


def test_before_the_first_working_day_nothing_goes_out() -> None:
    saturday = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)

    assert prepare_draft(now=saturday) is None
    assert prepare_draft(now=LAST_OF_NOVEMBER) is None


def test_a_closed_month_has_no_draft() -> None:
    close_month("2026-11", version=1, by=SUPERVISOR, now=FIRST)

    assert prepare_draft(now=FIRST) is None


def test_the_mail_tells_the_sentences_and_carries_the_report() -> None:
    prepare_draft(now=FIRST)
    row = mails()[0]
    owed = OwedMail(1, row.message_id, row.kind, None, row.created_at, 1, row.facts)

    def never(other: OwedMail) -> None:
        raise AssertionError(other)

    mail = ReportNotices(
        "layanan@djpk.example", "https://konsultasi.example", lambda month: b"%PDF-", never
    )(owed)

    (attached,) = mail.iter_attachments()
    assert mail["Subject"] == "Draf laporan konsultasi November 2026"
    assert attached.get_filename() == "draf-laporan-konsultasi-2026-11.pdf"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "https://konsultasi.example/laporan/2026-11" in body.get_content()
