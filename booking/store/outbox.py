"""Mails that are owed: written with the fact they tell, handed to one worker at a time.

Promise: none is lost; a mail goes out twice only if a worker dies between the server's yes and the
commit, and then with the same Message-ID (TRUST 0.8).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from booking.database import db
from booking.domain.invitation import HOST
from booking.domain.mail_facts import MailFacts, OwedMail, one_line
from booking.models.messages import OutboxMessage

NEW, SENT, FAILED = "new", "sent", "failed"
LEASE = timedelta(minutes=5)
FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(hours=1)
UNREACHABLE_DELAY = timedelta(minutes=5)  # so that all is out soon after the server is back
GIVE_UP_AFTER = timedelta(hours=72)
FEWEST_TRIES = 10
MOST_DOUBLINGS = 6
LONGEST_ERROR = 500


@dataclass(frozen=True)
class OutboxCounts:
    """What staff must know: how many wait, since when, how many will never arrive."""

    waiting: int
    waiting_since: datetime | None
    failed: int


def owe(facts: MailFacts, *, request_id: int | None, now: datetime) -> None:
    """Add a mail to the transaction of the fact it tells."""
    _add(facts.kind, facts.to_json(), facts.recipient, facts.reference, request_id, now)


def owe_notice(kind: str, facts: Mapping[str, Any], *, recipient: str, now: datetime) -> None:
    """Add a mail to people of DJPK, told by other facts than those of a request.

    No mail of a request: a unit's full mailbox must not hold up what the requester is told.
    """
    _add(kind, {**facts, "recipient": recipient}, recipient, "staf", None, now)


def _add(
    kind: str,
    facts: dict[str, Any],
    recipient: str,
    about: str,
    request_id: int | None,
    now: datetime,
) -> None:
    db.session.add(
        OutboxMessage(
            kind=kind,
            request_id=request_id,
            recipient=recipient,
            facts=facts,
            message_id=f"<{about}.{kind}.{uuid.uuid4().hex}@{HOST}>",
            state=NEW,
            tries=0,
            created_at=now,
            due_at=now,
        )
    )


def due(now: datetime, limit: int) -> Sequence[OutboxMessage]:
    """The mails to send now, locked; of one request only the oldest that is still unsent.

    A mail that was never tried is due whatever the clock of the rules says (DECISIONS 13).
    """
    earlier = aliased(OutboxMessage)
    waits_for_earlier = exists().where(
        earlier.request_id == OutboxMessage.request_id,
        earlier.id < OutboxMessage.id,
        earlier.state == NEW,
    )
    is_due = or_(
        OutboxMessage.tries == 0,
        OutboxMessage.leased_until <= now,
        and_(OutboxMessage.leased_until.is_(None), OutboxMessage.due_at <= now),
    )
    return db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.state == NEW, is_due, ~waits_for_earlier)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    ).all()


def lease(now: datetime, limit: int) -> tuple[OwedMail, ...]:
    """Take the mails that are due for a while; a dead worker's mails fall due again."""
    taken = due(now, limit)
    for message in taken:
        message.tries += 1
        message.leased_until = now + LEASE
    return tuple(
        OwedMail(
            id=message.id,
            message_id=message.message_id,
            kind=message.kind,
            request_id=message.request_id,
            created_at=message.created_at,
            tries=message.tries,
            stored=message.facts,
        )
        for message in taken
    )


def mark_sent(mail: OwedMail, *, now: datetime) -> None:
    """The mail server took it; true whoever holds the lease by now."""
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == mail.id)
        .values(state=SENT, sent_at=now, leased_until=None, error="")
        .execution_options(synchronize_session=False)
    )


def mark_failed(
    mail: OwedMail, *, now: datetime, error: str, longest: timedelta = LONGEST_DELAY
) -> bool:
    """The mail was not taken: again after 1 minute, later `longest`; given up after 72 hours.

    A mail that waited only because no worker ran is not given up at its first refusals.
    Returns True when it was given up.
    """
    is_given_up = now - mail.created_at >= GIVE_UP_AFTER and mail.tries >= FEWEST_TRIES
    delay = FIRST_DELAY * 2 ** min(mail.tries - 1, MOST_DOUBLINGS)
    _set_outcome(
        mail, state=FAILED if is_given_up else NEW, due_at=now + min(delay, longest), error=error
    )
    return is_given_up


def mark_poisoned(mail: OwedMail, *, now: datetime, error: str) -> None:
    """The mail can never be sent as it is; staff see it and the next mails go on."""
    _set_outcome(mail, state=FAILED, due_at=now, error=error)


def give_back(mails: Sequence[OwedMail]) -> None:
    """Leases that were taken and not used: as if nobody had touched the mails."""
    for mail in mails:
        db.session.execute(
            update(OutboxMessage)
            .where(_is_held(mail))
            .values(tries=OutboxMessage.tries - 1, leased_until=None)
            .execution_options(synchronize_session=False)
        )


def counts() -> OutboxCounts:
    """How the outbox stands."""
    numbers = {
        state: (number, oldest)
        for state, number, oldest in db.session.execute(
            select(
                OutboxMessage.state,
                func.count(OutboxMessage.id),
                func.min(OutboxMessage.created_at),
            ).group_by(OutboxMessage.state)
        )
    }
    waiting, since = numbers.get(NEW, (0, None))
    return OutboxCounts(waiting, since, numbers.get(FAILED, (0, None))[0])


def _set_outcome(mail: OwedMail, *, state: str, due_at: datetime, error: str) -> None:
    db.session.execute(
        update(OutboxMessage)
        .where(_is_held(mail))
        .values(
            state=state, due_at=due_at, leased_until=None, error=one_line(error)[:LONGEST_ERROR]
        )
        .execution_options(synchronize_session=False)
    )


def _is_held(mail: OwedMail) -> ColumnElement[bool]:
    """True while no other worker took the mail since; `tries` is the number of the lease."""
    return and_(
        OutboxMessage.id == mail.id,
        OutboxMessage.state == NEW,
        OutboxMessage.tries == mail.tries,
    )
