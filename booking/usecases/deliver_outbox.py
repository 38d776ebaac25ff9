"""Send what is owed: lease, commit, send outside every transaction, commit the outcome."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage

from booking.database import transaction
from booking.domain.mail_facts import OwedMail
from booking.errors import BookingError
from booking.store import outbox
from booking.usecases.ports import Mailer

POISON = (ValueError, TypeError, LookupError, MessageError, BookingError)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """How many mails went out, were given up, and will be tried again."""

    sent: int = 0
    failed: int = 0
    postponed: int = 0


def deliver_outbox(
    render: Callable[[OwedMail], EmailMessage], mailer: Mailer, *, now: datetime, limit: int = 20
) -> Delivered:
    """Send up to `limit` mails, of each request the oldest one.

    A mail that cannot be written (header, facts, address) is given up at once. When no mail server
    answers, the rest is handed back untouched, for nothing is known against it.
    """
    with transaction():
        owed = outbox.lease(now, limit)
    sent = failed = postponed = 0
    for place, mail in enumerate(owed):
        try:
            mailer.send(render(mail))
        except POISON as error:
            _give_up(mail, error, now)
            failed += 1
        except ConnectionError as error:
            log.warning("no mail server: %s", error)
            is_given_up = _postpone_all(mail, owed[place + 1 :], error, now)
            failed, postponed = failed + is_given_up, postponed + (not is_given_up)
            break
        except Exception as error:  # whatever else a mail meets, the next mails go on
            log.warning("mail %s was not taken: %s", mail.message_id, type(error).__name__)
            is_given_up = _postpone(mail, error, now)
            failed, postponed = failed + is_given_up, postponed + (not is_given_up)
        else:
            with transaction():
                outbox.mark_sent(mail, now=now)
            sent += 1
    return Delivered(sent, failed, postponed)


def _give_up(mail: OwedMail, error: Exception, now: datetime) -> None:
    log.error("mail %s can never be sent: %s", mail.message_id, type(error).__name__)
    with transaction():
        outbox.mark_poisoned(mail, now=now, error=_words(error))


def _postpone(mail: OwedMail, error: Exception, now: datetime) -> bool:
    with transaction():
        return outbox.mark_failed(mail, now=now, error=_words(error))


def _postpone_all(
    mail: OwedMail, untouched: tuple[OwedMail, ...], error: Exception, now: datetime
) -> bool:
    with transaction():
        outbox.give_back(untouched)
        return outbox.mark_failed(
            mail, now=now, error=_words(error), longest=outbox.UNREACHABLE_DELAY
        )


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
