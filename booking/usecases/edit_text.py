"""The sentences of a report in a person's words; the generated ones stay beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from booking.database import db, transaction
from booking.domain import months
from booking.domain.local_time import moment_words
from booking.domain.mail_facts import lines_of
from booking.domain.report import Narrative
from booking.domain.roles import DESK, Actor
from booking.errors import AlreadyDecided, InputRefused, NotAllowed, Problem
from booking.models.reports import MonthText
from booking.store import audit, month_texts
from booking.store.month_report import live_report

LONGEST_TEXT = 3000
NAMES = {
    "visits": "Uraian konsultasi tatap muka",
    "video": "Uraian video conference",
    "violations": "Uraian pelanggaran",
}


def edit_text(
    month: str, texts: Mapping[str, str], *, version: int, by: Actor, now: datetime
) -> None:
    """Keep these paragraphs; one that is empty or as generated is the generated one again.

    Raises `AlreadyDecided` when somebody edited since `version`, `InputRefused` for a text that is
    too long.
    """
    months.checked_month(month)
    if by.role not in DESK:
        raise NotAllowed("Uraian hanya dapat disunting oleh petugas atau penyelia.")
    written = {name: "\n".join(lines_of(texts.get(name, ""))) for name in NAMES}
    too_long = [
        Problem("text_too_long", f"{NAMES[name]} paling banyak {LONGEST_TEXT} karakter.", name)
        for name, text in written.items()
        if len(text) > LONGEST_TEXT
    ]
    if too_long:
        raise InputRefused.of(*too_long)
    with transaction():
        _keep(month, written, version, by, now)
        audit.append("edit_text", month, by=by, now=now)


def _keep(month: str, written: Mapping[str, str], version: int, by: Actor, now: datetime) -> None:
    row = db.session.get(MonthText, month, with_for_update=True)
    if (row.version if row else 0) != version:
        raise _edited(row)
    generated = generated_text(month, now=now)
    beside = month_texts.plain(generated)
    kept = {name: text if text and text != beside[name] else None for name, text in written.items()}
    now_written = {
        **kept,
        "generated": beside,
        "version": version + 1,
        "edited_by": by.name,
        "edited_at": now,
    }
    if row is None:
        _add(MonthText(month=month, **now_written))
        return
    for name, value in now_written.items():
        setattr(row, name, value)
    db.session.flush()


def _add(row: MonthText) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as error:  # the month is the key: somebody edited it at this moment
        raise _edited(None) from error


def _edited(row: MonthText | None) -> AlreadyDecided:
    who = f" oleh {row.edited_by} pada {moment_words(row.edited_at)}" if row else ""
    return AlreadyDecided(f"Uraian ini sudah disunting{who}. Muat ulang halaman.")


def generated_text(month: str, *, now: datetime) -> Narrative:
    """The sentences made from the figures as they are now."""
    report = live_report(month, now=now)
    return report.generated or report.narrative
