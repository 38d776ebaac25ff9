"""Owing a unit the news about a request that it accepted or still had to answer."""

from __future__ import annotations

from datetime import datetime

from booking.domain.lifecycle import State
from booking.domain.mail_facts import Appointment, MailFacts
from booking.domain.unit_news import UNIT_NEWS, UnitNews, news_of
from booking.models.requests import Request
from booking.store import inquiries, outbox, units


def owe(request: Request, told: MailFacts, *, was: str, now: datetime) -> None:
    """Add the unit's mails to the transaction of the change; `told` is what the requester reads."""
    asked = next(iter(inquiries.of_request(request.reference)), None)
    news = news_of(asked, was=State(was), now=State(request.state))
    if asked is None or news is None:
        return
    experts = asked.answer.experts if asked.answer else ()
    named = tuple(expert.words for expert in experts)
    held = Appointment(asked.slot.on, asked.slot.start, asked.end)
    facts = UnitNews(news, asked.unit_name, named, held, told)
    for mailbox in units.mailboxes(asked.unit):
        outbox.owe_notice(UNIT_NEWS, facts.to_json(), recipient=mailbox, now=now)
