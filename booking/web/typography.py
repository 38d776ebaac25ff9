"""How words read on a page: dates, states, and places where a line must not break."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from markupsafe import Markup, escape

from booking.domain import local_time
from booking.domain.lifecycle import STATE_WORDS, State
from booking.domain.words import CHANNEL_WORDS, KIND_WORDS, MODE_NOUNS, MODE_WORDS
from booking.sentences import counted, joined, quoted
from booking.web.language import in_the_language

NO_BREAK, JOINER = "\u00a0", "\u2060"
_MONTHS = (
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|"
    "January|February|March|May|June|July|August|October|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Agu|Aug|Sep|Okt|Oct|Nov|Des|Dec"
)
_DATE = re.compile(rf"(\d{{1,2}}) ({_MONTHS})\b")
_CLOCK = re.compile(r"(\d\d[.:]\d\d)–(\d\d[.:]\d\d)")
_ZONE = re.compile(r"(\d\d[.:]\d\d) (WIB|WITA|WIT)\b")
STATE_LOOKS = {
    State.UNVERIFIED: ("wait", "envelope"),
    State.SUBMITTED: ("wait", "clock"),
    State.RETURNED: ("warn", "pencil-square"),
    State.VERIFIED: ("wait", "search"),
    State.AWAITING_UNIT: ("wait", "hourglass-split"),
    State.SCHEDULED: ("ok", "calendar-check"),
    State.CHECKED_IN: ("ok", "person-check"),
    State.COMPLETED: ("ok", "check-circle-fill"),
    State.REJECTED: ("bad", "x-octagon-fill"),
    State.CANCELLED: ("", "slash-circle"),
    State.NO_SHOW: ("bad", "person-x"),
    State.WITHDRAWN: ("", "slash-circle"),
    State.EXPIRED: ("", "hourglass-split"),
}


def unbroken(text: str) -> Markup:
    """The text in the visitor's language, escaped, with dates and times that stay on one line."""
    safe = str(escape(in_the_language(text)))
    tied = _CLOCK.sub(rf"\1{JOINER}–{JOINER}\2", safe)
    tied = _ZONE.sub(rf"\1{NO_BREAK}\2", tied).replace("pukul ", f"pukul{NO_BREAK}")
    return Markup(_DATE.sub(rf"\1{NO_BREAK}\2", tied))  # noqa: S704  escaped above


def state_words(state: str) -> str:
    """The state as a person reads it."""
    return str(in_the_language(STATE_WORDS[State(state)]))


def state_look(state: str) -> tuple[str, str]:
    """Colour class and icon of a state; the word always stands beside them."""
    return STATE_LOOKS[State(state)]


def decimal_words(number: Decimal) -> str:
    """ "106,7", and "120" without a tenth that says nothing."""
    return str(number).replace(".", ",").removesuffix(",0")


def _short_moment(moment: datetime) -> str:
    day = local_time.short_date(local_time.jakarta_date(moment))
    return f"{day}, {local_time.clock_of(moment).removesuffix(' WIB')}"


def _tied(words: str) -> Markup:
    return unbroken(words)


def init_app(app: Flask) -> None:
    """Give the templates their filters and word lists."""
    app.jinja_env.filters.update(
        rapi=unbroken,
        ucap=in_the_language,
        tanggal=lambda day: _tied(local_time.long_date(day)),
        tanggal_saja=lambda day: _tied(local_time.date_words(day)),
        tanggal_pendek=lambda day: _tied(local_time.short_date(day)),
        hari_bulan=lambda day: _tied(local_time.day_and_month(day)),
        hari=lambda day: _tied(local_time.weekday_words(day)),
        bulan=lambda day: _tied(local_time.month_words(day)),
        tanggal_pendek_saat=lambda moment: _tied(_short_moment(moment)),
        desimal=decimal_words,
        saat=lambda moment: _tied(local_time.moment_words(moment)),
        jam=lambda moment: _tied(local_time.clock_of(moment)),
        pukul=lambda clock: _tied(local_time.clock_words(clock)),
        status=state_words,
        rupa=state_look,
    )
    app.jinja_env.globals.update(
        sesi=lambda day, start, end: _tied(local_time.slot_words(day, start, end)),
        rentang=lambda start, end: _tied(local_time.session_words(start, end)),
        waktu_setempat=_local,
        counted=counted,
        quoted=quoted,
        MODE_WORDS=MODE_WORDS,
        MODE_NOUNS=MODE_NOUNS,
        KIND_WORDS=KIND_WORDS,
        CHANNEL_WORDS=CHANNEL_WORDS,
    )


def _local(day: date, start: str, end: str, zones: tuple[str, ...]) -> Markup:
    words = [local_time.local_session_words(day, start, end, zone) for zone in zones]
    return _tied(joined([word for word in words if word]))
