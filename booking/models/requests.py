"""A request for a consultation and what belongs to it: parties, letters, wishes, guests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.database import Model, UTCDateTime
from booking.domain.lifecycle import State
from booking.domain.words import MODES
from booking.models.reference import Topic, Unit


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check that lets the database refuse a word outside a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Request(Model):
    """A permohonan: who asks, in which mode, how far it has come and what was agreed."""

    __tablename__ = "request"
    __table_args__ = (
        one_of("mode", MODES),
        one_of("state", tuple(State)),
        Index("ix_request_appointment", "appointment_on", "mode", "state"),
        Index("ix_request_queue", "state", "answer_by"),
        Index("ix_request_received_on", "received_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    mode: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(10))
    institution: Mapped[str] = mapped_column(String(300), doc="as written, for reading aloud")
    submission_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_on: Mapped[date]
    answer_by: Mapped[date]
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_position: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str] = mapped_column(String(254), index=True)
    contact_phone: Mapped[str] = mapped_column(String(30))
    question: Mapped[str] = mapped_column(Text)
    mailbox_confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confirm_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_seed: Mapped[str] = mapped_column(String(32))
    link_hash: Mapped[str] = mapped_column(String(64), unique=True)
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id", ondelete="RESTRICT"), index=True
    )
    addressee_seen: Mapped[bool] = mapped_column(default=False)
    consulted: Mapped[str] = mapped_column(String(300), default="")
    appointment_on: Mapped[date | None]
    appointment_start: Mapped[str | None] = mapped_column(String(5))
    appointment_end: Mapped[str | None] = mapped_column(String(5))
    meeting_link: Mapped[str | None] = mapped_column(String(500))
    invitation_sequence: Mapped[int] = mapped_column(default=0)

    parties: Mapped[list[RequestParty]] = relationship(
        order_by="RequestParty.position", cascade="all, delete-orphan"
    )
    letters: Mapped[list[RequestLetter]] = relationship(
        order_by="RequestLetter.position", cascade="all, delete-orphan"
    )
    wishes: Mapped[list[RequestWish]] = relationship(
        order_by="RequestWish.rank", cascade="all, delete-orphan"
    )
    guests: Mapped[list[RequestGuest]] = relationship(
        order_by="RequestGuest.position_no", cascade="all, delete-orphan"
    )
    topics: Mapped[list[Topic]] = relationship(secondary="request_topic", order_by=Topic.position)
    unit: Mapped[Unit | None] = relationship()

    @property
    def region_codes(self) -> tuple[str, ...]:
        """The regions that ask, in the order of the letter, each once."""
        return tuple(dict.fromkeys(p.region_code for p in self.parties if p.region_code))

    @property
    def letter(self) -> RequestLetter | None:
        """The leading letter."""
        return self.letters[0] if self.letters else None


class RequestParty(Model):
    """An institution that takes part, as it was written, with its region where it has one."""

    __tablename__ = "request_party"
    __table_args__ = (UniqueConstraint("request_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(200))
    region_code: Mapped[str | None] = mapped_column(
        ForeignKey("region.code", ondelete="RESTRICT"), index=True
    )


class LetterFile(Model):
    """A letter's PDF in the file store, with the hashes of what came and of what is kept."""

    __tablename__ = "letter_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    storage_key: Mapped[str] = mapped_column(String(80), unique=True)
    original_name: Mapped[str] = mapped_column(String(200))
    original_sha256: Mapped[str] = mapped_column(String(64), index=True)
    pdf_sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    pages: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class RequestLetter(Model):
    """A Surat Permintaan Konsultasi/Audiensi: number, date, subject, addressee and file."""

    __tablename__ = "request_letter"
    __table_args__ = (UniqueConstraint("request_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(120), index=True)
    date: Mapped[date]
    subject: Mapped[str] = mapped_column(String(300))
    addressee: Mapped[str] = mapped_column(String(300))
    file_id: Mapped[int | None] = mapped_column(
        ForeignKey("letter_file.id", ondelete="RESTRICT"), index=True
    )
    file: Mapped[LetterFile | None] = relationship()


class RequestTopic(Model):
    """A topic of a request."""

    __tablename__ = "request_topic"

    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="RESTRICT"), primary_key=True
    )


class RequestWish(Model):
    """A session that the requester would like, in order of preference."""

    __tablename__ = "request_wish"
    __table_args__ = (UniqueConstraint("request_id", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"))
    rank: Mapped[int]
    date: Mapped[date]
    session: Mapped[str] = mapped_column(String(5))


class RequestGuest(Model):
    """A guest whom the requester announces."""

    __tablename__ = "request_guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="CASCADE"), index=True
    )
    position_no: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
