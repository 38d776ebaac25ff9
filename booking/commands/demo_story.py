"""The life of one request in the demonstration, from its letter to its end."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from booking.commands import demo_people as people
from booking.commands.demo_unit import UNIT_ANSWERS, ask_unit
from booking.domain.delegation import Arrival, Guest
from booking.domain.links import new_token
from booking.domain.local_time import jakarta_date, slot_instant
from booking.domain.roles import REQUESTER_ACTOR, Actor, Role
from booking.domain.sessions import Slot
from booking.domain.submission import Contact, Letter, Party, Submission
from booking.domain.words import CONFERENCE, OTHER, REGIONAL_HEAD, VISIT
from booking.errors import BookingError, QuotaFull
from booking.services import services
from booking.store import board
from booking.usecases import (
    cancel,
    check_in,
    hold_conference,
    keep_letter,
    register_walk_in,
    schedule,
    submit,
    verify_letter,
)
from booking.usecases.confirm_mailbox import confirm_mailbox

Later = Callable[[datetime, Callable[[datetime], None]], None]
HOUR = timedelta(hours=1)
BY_THE_UNIT = 0.5  # the usual path; the other half is agreed on the telephone
OPEN_ENDED = ("silent", "fresh", "late")
MEETING = "https://teams.example/call-center-djpk/"


class Story:
    """A region writes, is answered, comes or does not come; `later` puts the next event down."""

    def __init__(
        self,
        asker: people.Asker,
        serial: int,
        chance: random.Random,
        desk: Mapping[str, Actor],
        later: Later,
        *,
        is_recent: bool,
        fate: str = "",
        visit_on: date | None = None,
    ) -> None:
        self.asker, self.serial, self.chance = asker, serial, chance
        self.officer, self.reception = desk[Role.OFFICER], desk[Role.RECEPTION]
        self.later = later
        self.visit_on, self.is_fated = visit_on, bool(fate)
        self.mode = CONFERENCE if chance.random() < 0.2 and not fate else VISIT
        self.fate = (
            fate
            or chance.choices(
                (
                    "visit",
                    "return",
                    "reject",
                    "withdraw",
                    "cancel",
                    "no_show",
                    "unit",
                    "silent",
                    "fresh",
                    "late",
                ),
                weights=(60, 4, 4, 3, 5, 5, 7, 4, 6, 8),
            )[0]
        )
        self.is_recent = is_recent
        if self.fate in OPEN_ENDED and not is_recent:
            self.fate = "visit"  # what is old was answered long ago
        self.reference = ""
        self.slot: Slot | None = None
        self.consulted = "Disepakati unit melalui telepon."

    def begin(self, at: datetime) -> None:
        """The letter is written and sent."""
        if not self.is_fated and self.chance.random() < 0.04:
            self._walk_in(at)
            return
        sent = self._submission(at)
        letter = sent.letters[0]
        pdf = people.letter_pdf(self.asker, letter.number, letter.date, letter.subject)
        accepted = people.accepted(pdf)
        by_web = sent.channel == "web" or self.fate == "silent"
        told = submit.submit(
            sent,
            letter_file_id=keep_letter.keep_letter(accepted, files=services().files, now=at),
            by=REQUESTER_ACTOR if by_web else self.officer,
            now=at,
            link_key=services().link_key,
            mailbox_known=not by_web,
        )
        self.reference = told.reference
        if by_web and self.fate != "silent":
            self.later(at + timedelta(minutes=9), lambda _: self._confirm(told.confirm_token, _))
        if self.fate not in ("silent", "fresh"):
            wait = 1 if self.visit_on else self.chance.randrange(2, 26)
            self.later(at + wait * HOUR, self._check)

    def _confirm(self, token: str, at: datetime) -> None:
        confirm_mailbox(token, now=at)

    def _check(self, at: datetime) -> None:
        if self.fate == "return":
            reason = "Surat belum mencantumkan nomor dan tanggal. Mohon dilengkapi."
            verify_letter.return_letter(self.reference, reason=reason, by=self.officer, now=at)
            return
        if self.fate == "reject":
            reason = "Topik ini ditangani oleh kementerian lain."
            verify_letter.reject(self.reference, codes=(), reason=reason, by=self.officer, now=at)
            return
        if self.fate == "withdraw":
            reason = "Pertanyaan sudah terjawab."
            cancel.cancel_by_requester(self.reference, reason=reason, by=REQUESTER_ACTOR, now=at)
            return
        verify_letter.verify_letter(
            self.reference, ticks=("addressee", "signature"), by=self.officer, now=at
        )
        if self.fate != "late":
            wait = 1 if self.visit_on else self.chance.randrange(1, 20)
            self.later(at + wait * HOUR, self._give)

    def _give(self, at: datetime) -> None:
        free = self._free(at)
        free = [slot for slot in free if slot.on == self.visit_on] or free
        if not free:
            return
        self.slot = self.chance.choice(free[: 1 + self.chance.randrange(12)])
        by_fate = self.fate in ("unit", *UNIT_ANSWERS)
        if by_fate or (self.visit_on is None and self.chance.random() < BY_THE_UNIT):
            answer = self.fate if by_fate and self.is_recent else ""
            self.fate = "visit" if by_fate else self.fate
            ask_unit(
                self.reference,
                self.slot,
                desk=self.officer,
                chance=self.chance,
                later=self.later,
                then=self._agree_with,
                answer=answer,
                at=at,
            )
            return
        self._agree(at)

    def _agree_with(self, at: datetime, slot: Slot, consulted: str) -> None:
        self.slot, self.consulted = slot, consulted
        self._agree(at)

    def _agree(self, at: datetime) -> None:
        if self.slot is None:
            return
        try:
            schedule.schedule(
                self.reference,
                self.slot,
                consulted=self.consulted,
                meeting_link=f"{MEETING}{self.serial}" if self.mode == CONFERENCE else None,
                by=self.officer,
                now=at,
            )
        except QuotaFull as full:
            verify_letter.reject(
                self.reference, codes=(), reason=full.detail, by=self.officer, now=at
            )
            return
        except BookingError:  # somebody else was quicker: another session, an hour later
            self.later(at + HOUR, self._give)
            return
        begins = slot_instant(self.slot.on, self.slot.start)
        if self.fate == "cancel":
            self.later(at + 3 * HOUR, self._cancel)
        elif self.mode == CONFERENCE:
            self.later(begins + HOUR, self._hold)
        elif self.fate != "no_show":
            self.later(begins - timedelta(minutes=self.chance.randrange(-5, 20)), self._arrive)

    def _cancel(self, at: datetime) -> None:
        cancel.cancel_by_requester(
            self.reference, reason="Bertepatan dengan rapat paripurna.", by=REQUESTER_ACTOR, now=at
        )

    def _hold(self, at: datetime) -> None:
        hold_conference.hold_conference(self.reference, by=self.officer, now=at)

    def _arrive(self, at: datetime) -> None:
        came = [
            Arrival(guest.name, guest.position, guest.role, identity_seen=True)
            for guest in self.guests
            if guest.role == OTHER or self.chance.random() < 0.7
        ]
        extra = self.chance.choice((0, 0, 0, 0, 0, 0, 1, 2))
        check_in.check_in(
            self.reference,
            came,
            nonce=new_token(),
            extra_count=extra,
            by=self.reception,
            now=at,
        )

    def _walk_in(self, at: datetime) -> None:
        register_walk_in.register_walk_in(
            self.asker.label,
            codes=[self.asker.code],
            count=self.chance.randrange(2, 6),
            reason=self.chance.choice(("no_letter", "no_schedule")),
            at=at,
            by=self.reception,
            now=at,
        )

    def _submission(self, at: datetime) -> Submission:
        chance, on = self.chance, jakarta_date(at)
        self.guests = self._delegation() if self.mode == VISIT else ()
        topic = "DAU" if self.is_fated else chance.choice(tuple(people.QUESTIONS))
        free = self._free(at)
        return Submission(
            mode=self.mode,
            parties=(Party(self.asker.kind, self._name(), (self.asker.code,)),),
            contact=Contact(
                name=chance.choice(people.NAMES),
                position=chance.choice(people.POSTS),
                email=self.asker.mailbox,
                phone=f"0812-0000-{self.serial:04}",
            ),
            letters=(
                Letter(
                    number=f"900/{self.serial:03}/BPKAD/{on.year}",
                    date=self._written_on(on),
                    subject=f"Permintaan konsultasi {topic}",
                    addressee="Direktur Jenderal Perimbangan Keuangan",
                ),
            ),
            topics=(topic,),
            question=people.QUESTIONS[topic],
            wishes=tuple(chance.sample(free[:12], min(2, len(free)))),
            guests=self.guests,
            channel=chance.choice(("web", "web", "email", "whatsapp")),
        )

    def _name(self) -> str:
        return f"DPRD {self.asker.label}" if self.asker.kind == "dprd" else self.asker.label

    def _written_on(self, on: date) -> date:
        return on - timedelta(days=self.chance.randrange(1, 6))

    def _free(self, at: datetime) -> list[Slot]:
        return [
            Slot(date.fromisoformat(session.date), session.start)
            for session in board.next_free(
                mode=self.mode, received_on=jakarta_date(at), now=at, most=24
            )
        ]

    def _delegation(self) -> tuple[Guest, ...]:
        chance = self.chance
        names = chance.sample(people.NAMES, 4)
        if chance.random() < 0.2:
            head = "Gubernur" if len(self.asker.code) == 2 else "Bupati"
            head = "Wali Kota" if self.asker.label.startswith("Kota") else head
            others = [Guest(name, chance.choice(people.POSTS)) for name in names[1:]]
            return (Guest(names[0], head, REGIONAL_HEAD), *others[: chance.randrange(1, 4)])
        return tuple(Guest(name, chance.choice(people.POSTS)) for name in names[:2])
