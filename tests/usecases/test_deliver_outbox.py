"""Delivery: none lost, order kept, a bad mail alone, the same mail after a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.database import InsideTransaction, db, transaction
from booking.domain.mail_facts import MailFacts, MailKind, OwedMail
from booking.models.messages import OutboxMessage
from booking.renderers.email import MailRenderer
from booking.store import outbox
from booking.usecases.deliver_outbox import Delivered, deliver_outbox
from tests.mails import DECIDED_AT, LINKS, PAYLOADS, SENDER, facts_of, new_request

RENDER = MailRenderer(SENDER, lambda mail: LINKS)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Postman:
    """A mail server's memory; `trouble` is raised instead of taking a mail."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.trouble: BaseException | None = None

    def send(self, message: EmailMessage) -> None:
        if self.trouble:
            raise self.trouble
        self.taken.append(message)

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.taken]


@pytest.fixture
def postman(app: Flask) -> Postman:
    return Postman()


def owe(*facts: MailFacts, request_id: int | None = None) -> None:
    with transaction():
        for one in facts:
            outbox.owe(one, request_id=request_id, now=DECIDED_AT)


def rows() -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def of(reference: str, kind: MailKind = MailKind.RECEIVED) -> MailFacts:
    return facts_of(kind, reference=reference)


def test_what_is_owed_is_sent_once(postman: Postman) -> None:
    owe(of("AAAA-0001"), of("AAAA-0002"))

    first = deliver_outbox(RENDER, postman, now=DECIDED_AT)
    second = deliver_outbox(RENDER, postman, now=DECIDED_AT + HOUR)

    assert (first, second) == (Delivered(sent=2), Delivered())
    assert [row.state for row in rows()] == ["sent", "sent"]
    assert [row.sent_at for row in rows()] == [DECIDED_AT, DECIDED_AT]


def test_a_fact_that_was_rolled_back_owes_no_mail(postman: Postman) -> None:
    def change_mind() -> None:
        with transaction():
            outbox.owe(of("AAAA-0001"), request_id=None, now=DECIDED_AT)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed"):
        change_mind()

    assert deliver_outbox(RENDER, postman, now=DECIDED_AT) == Delivered()


def test_the_database_is_free_while_a_mail_is_written_and_sent(postman: Postman) -> None:
    owe(of("AAAA-0001"))

    def render(mail: OwedMail) -> EmailMessage:
        with transaction():  # would raise inside another one
            return RENDER(mail)

    assert deliver_outbox(render, postman, now=DECIDED_AT).sent == 1
    with pytest.raises(InsideTransaction), transaction():
        deliver_outbox(RENDER, postman, now=DECIDED_AT)


def test_mails_of_one_request_go_out_in_their_order(postman: Postman) -> None:
    key = new_request("AAAA-0001")
    owe(of("AAAA-0001"), of("AAAA-0001", MailKind.SCHEDULED), request_id=key)

    first = deliver_outbox(RENDER, postman, now=DECIDED_AT)
    second = deliver_outbox(RENDER, postman, now=DECIDED_AT)

    assert (first.sent, second.sent) == (1, 1)
    assert postman.subjects == [
        "Diterima, belum terjadwal: permohonan AAAA-0001",
        "Terjadwal: kunjungan AAAA-0001",
    ]


def test_a_mail_that_waits_does_not_hold_up_other_requests(postman: Postman) -> None:
    first, second = new_request("AAAA-0001"), new_request("AAAA-0002")
    owe(of("AAAA-0001"), of("AAAA-0001", MailKind.SCHEDULED), request_id=first)
    postman.trouble = RuntimeError("greylisted")
    deliver_outbox(RENDER, postman, now=DECIDED_AT)
    postman.trouble = None
    owe(of("AAAA-0002"), request_id=second)

    deliver_outbox(RENDER, postman, now=DECIDED_AT)

    assert postman.subjects == ["Diterima, belum terjadwal: permohonan AAAA-0002"]


def test_after_an_outage_everything_arrives_in_order(postman: Postman) -> None:
    keys = {number: new_request(f"AAAA-00{number:02}") for number in range(30)}
    for kind in (MailKind.RECEIVED, MailKind.SCHEDULED):
        for number, key in keys.items():
            owe(of(f"AAAA-00{number:02}", kind), request_id=key)
    postman.trouble = ConnectionRefusedError("nobody there")
    for minutes in range(0, 12 * 60, 10):
        deliver_outbox(RENDER, postman, now=DECIDED_AT + minutes * MINUTE)
    postman.trouble = None
    back = DECIDED_AT + 12 * HOUR

    for minutes in range(10):
        while deliver_outbox(RENDER, postman, now=back + minutes * MINUTE).sent:
            pass

    assert len(postman.taken) == 60
    for number in keys:
        mine = [s for s in postman.subjects if s.endswith(f"AAAA-00{number:02}")]
        assert [subject.split(":")[0] for subject in mine] == [
            "Diterima, belum terjadwal",
            "Terjadwal",
        ]


def test_when_no_server_answers_one_mail_is_tried_and_the_rest_untouched(postman: Postman) -> None:
    owe(of("AAAA-0001"), of("AAAA-0002"), of("AAAA-0003"))
    postman.trouble = ConnectionRefusedError("nobody there")

    delivered = deliver_outbox(RENDER, postman, now=DECIDED_AT)

    assert delivered == Delivered(postponed=1)
    assert [row.tries for row in rows()] == [1, 0, 0]
    assert [row.leased_until for row in rows()] == [None, None, None]


def test_refused_mails_wait_from_a_minute_to_an_hour(postman: Postman) -> None:
    owe(of("AAAA-0001"))
    postman.trouble = RuntimeError("451 try later")
    now, delays = DECIDED_AT, []

    for _ in range(9):
        assert deliver_outbox(RENDER, postman, now=now).postponed == 1
        due = rows()[0].due_at
        delays.append((due - now) // MINUTE)
        assert deliver_outbox(RENDER, postman, now=due - timedelta(seconds=1)) == Delivered()
        now = due

    assert delays == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_mail_is_given_up_after_72_hours_and_staff_see_it(postman: Postman) -> None:
    owe(of("AAAA-0001"))
    postman.trouble = RuntimeError("451 try later")
    now, gone = DECIDED_AT, Delivered()

    while not gone.failed:
        gone = deliver_outbox(RENDER, postman, now=now)
        last, now = now, rows()[0].due_at

    assert timedelta(hours=72) <= last - DECIDED_AT <= timedelta(hours=73)
    assert rows()[0].state == "failed"
    assert rows()[0].error == "RuntimeError: 451 try later"
    assert outbox.counts() == outbox.OutboxCounts(waiting=0, waiting_since=None, failed=1)


def test_a_mail_that_waited_for_a_worker_is_not_given_up_at_once(postman: Postman) -> None:
    owe(of("AAAA-0001"))
    postman.trouble = RuntimeError("451 try later")

    delivered = deliver_outbox(RENDER, postman, now=DECIDED_AT + 200 * HOUR)

    assert delivered == Delivered(postponed=1)


def test_a_clock_of_the_rules_in_the_future_holds_no_mail_back(postman: Postman) -> None:
    owe(of("AAAA-0001"))

    real = DECIDED_AT - timedelta(days=365)

    assert deliver_outbox(RENDER, postman, now=real).sent == 1


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if "\x00" not in p])
def test_a_poisoned_mail_is_given_up_alone(payload: str, postman: Postman) -> None:
    bad = replace(of("AAAA-0001"), recipient=f"a@b.example{payload}")
    owe(bad, of("AAAA-0002"))

    delivered = deliver_outbox(RENDER, postman, now=DECIDED_AT)

    assert delivered == Delivered(sent=1, failed=1)
    assert [row.state for row in rows()] == ["failed", "sent"]
    assert postman.subjects == ["Diterima, belum terjadwal: permohonan AAAA-0002"]


def test_facts_that_cannot_be_read_poison_only_their_row(postman: Postman) -> None:
    owe(of("AAAA-0001"), of("AAAA-0002"))
    first = rows()[0].id
    with transaction():
        db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == first)
            .values(facts={"kind": "unknown\x00"})
        )

    delivered = deliver_outbox(RENDER, postman, now=DECIDED_AT)

    assert delivered == Delivered(sent=1, failed=1)


def test_after_a_poisoned_mail_the_next_of_the_request_goes_on(postman: Postman) -> None:
    key = new_request("AAAA-0001")
    bad = replace(of("AAAA-0001"), recipient="tanpa-domain")
    owe(bad, of("AAAA-0001", MailKind.SCHEDULED), request_id=key)

    deliver_outbox(RENDER, postman, now=DECIDED_AT)
    deliver_outbox(RENDER, postman, now=DECIDED_AT)

    assert postman.subjects == ["Terjadwal: kunjungan AAAA-0001"]


def test_a_crash_between_sending_and_commit_repeats_the_same_mail(postman: Postman) -> None:
    owe(of("AAAA-0001", MailKind.SCHEDULED))

    class DiesAfterSending(Postman):
        def send(self, message: EmailMessage) -> None:
            super().send(message)
            raise SystemExit("power cut")

    dying = DiesAfterSending()
    with pytest.raises(SystemExit):
        deliver_outbox(RENDER, dying, now=DECIDED_AT)

    too_early = deliver_outbox(RENDER, postman, now=DECIDED_AT + MINUTE)
    after_the_lease = deliver_outbox(RENDER, postman, now=DECIDED_AT + outbox.LEASE)

    assert (too_early, after_the_lease) == (Delivered(), Delivered(sent=1))
    first, again = dying.taken[0], postman.taken[0]
    assert again["Message-ID"] == first["Message-ID"]
    assert calendar_of(again) == calendar_of(first)


def calendar_of(message: EmailMessage) -> object:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return parts[0].get_payload(decode=True)


def test_a_worker_that_lost_its_lease_cannot_call_a_sent_mail_unsent(postman: Postman) -> None:
    owe(of("AAAA-0001"))
    with transaction():
        (slow,) = outbox.lease(DECIDED_AT, 1)
    deliver_outbox(RENDER, postman, now=DECIDED_AT + outbox.LEASE)

    with transaction():
        outbox.mark_failed(slow, now=DECIDED_AT + HOUR, error="too late")

    assert rows()[0].state == "sent"


def test_a_worker_that_lost_its_lease_cannot_end_the_lease_of_another(postman: Postman) -> None:
    owe(of("AAAA-0001"))
    with transaction():
        (slow,) = outbox.lease(DECIDED_AT, 1)
    with transaction():
        outbox.lease(DECIDED_AT + outbox.LEASE, 1)

    with transaction():
        outbox.mark_failed(slow, now=DECIDED_AT + outbox.LEASE, error="too late")
        outbox.give_back([slow])

    assert rows()[0].leased_until == DECIDED_AT + 2 * outbox.LEASE
    assert rows()[0].tries == 2


@pytest.mark.races
def test_two_workers_send_each_mail_once_and_in_order(app: Flask, rounds: int) -> None:
    references = [f"AAAA-{number:04}" for number in range(12 * rounds)]
    for reference in references:
        key = new_request(reference)
        owe(of(reference), of(reference, MailKind.SCHEDULED), request_id=key)
    begin, postman = threading.Barrier(2), Postman()

    def work() -> None:
        begin.wait()
        empty = 0
        while empty < 3:
            with app.app_context():
                done = deliver_outbox(RENDER, postman, now=datetime.now(UTC), limit=4)
            empty = 0 if done.sent else empty + 1

    together(work, work)

    subjects = postman.subjects
    assert len(subjects) == len(set(subjects)) == 2 * len(references)
    for reference in references:
        received = subjects.index(f"Diterima, belum terjadwal: permohonan {reference}")
        assert received < subjects.index(f"Terjadwal: kunjungan {reference}")


def together(*works: Callable[[], None]) -> None:
    workers = [threading.Thread(target=work) for work in works]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
