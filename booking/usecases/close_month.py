"""Closing a month: its figures stand still under a version, a hash and the chain's head.

What is corrected later makes another version that shows its difference; no version is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from booking.database import transaction
from booking.domain import months
from booking.domain.local_time import date_words, jakarta_date, long_date, moment_words
from booking.domain.report import Closing, MonthlyReport
from booking.domain.report_difference import Difference, differences
from booking.domain.roles import Actor, Role
from booking.domain.snapshot import from_snapshot
from booking.errors import AlreadyDecided, InputRefused, MonthStillOpen, NotAllowed, Problem
from booking.models.requests import Request
from booking.store import audit, closings, month_texts
from booking.store.month_report import live_report

LONGEST_REASON = 500
MOST_NAMED = 3


@dataclass(frozen=True)
class OpenVisit:
    """A consultation of the month of which nobody has written yet how it ended."""

    reference: str
    on: date | None
    institution: str


@dataclass(frozen=True)
class Outlook:
    """How a month stands before it is closed, or closed once more.

    `text_is_older` where a person wrote the sentences and the figures moved since.
    """

    month: str
    version: int
    closed: MonthlyReport | None
    report: MonthlyReport
    open_visits: tuple[OpenVisit, ...]
    differences: tuple[Difference, ...]
    refusal: str
    text_is_older: bool = False

    @property
    def next_version(self) -> int:
        """The version that a closing would make."""
        return self.version + 1


def outlook(month: str, *, now: datetime) -> Outlook:
    """What closing this month would do, and what stands against it; writes nothing."""
    months.checked_month(month)
    newest = closings.newest(month)
    closed = from_snapshot(newest.snapshot) if newest else None
    report = live_report(month, now=now)
    waiting = closings.still_open(month)
    changed = differences(closed, report) if closed else ()
    return Outlook(
        month=month,
        version=newest.version if newest else 0,
        closed=closed,
        report=report,
        open_visits=tuple(_open_visit(request) for request in waiting),
        differences=changed,
        refusal=_refusal(report, waiting, closed, changed, jakarta_date(now)),
        text_is_older=month_texts.is_older(report),
    )


def close_month(month: str, *, version: int, reason: str = "", by: Actor, now: datetime) -> Closing:
    """Close a month as version `version`; the second and later ones say why.

    Raises `MonthStillOpen` before the month is over and settled, `AlreadyDecided` when this
    version exists, `NotAllowed` for anybody but the penyelia (DECISIONS 22).
    """
    months.checked_month(month)
    if by.role != Role.SUPERVISOR:
        raise NotAllowed("Bulan hanya dapat ditutup oleh penyelia.")
    said = " ".join(reason.split())
    _refuse_reason(said, version)
    with transaction():
        seq, head = closings.chain_head()
        newest = closings.newest(month)
        if version != (newest.version if newest else 0) + 1:
            raise AlreadyDecided(_who_closed(month))
        now_found = outlook(month, now=now)
        if now_found.refusal:
            raise MonthStillOpen(now_found.refusal)
        closing = Closing(version, now, by.name, said, seq, head)
        closed = replace(now_found.report, closed=True, closing=closing)
        sha256 = closings.put(closed, by=by.name, reason=said, now=now)
        if sha256 is None:
            raise AlreadyDecided(_who_closed(month))
        audit.append(closings.CLOSE, month, by=by, now=now, version=version, sha256=sha256)
    return replace(closing, sha256=sha256)


def _refuse_reason(reason: str, version: int) -> None:
    if version > 1 and not reason:
        raise InputRefused.of(
            Problem("reason_missing", "Tulis alasan versi baru, misalnya koreksi tamu.", "reason")
        )
    if len(reason) > LONGEST_REASON:
        sentence = f"Alasan paling banyak {LONGEST_REASON} karakter."
        raise InputRefused.of(Problem("reason_too_long", sentence, "reason"))


def _refusal(
    report: MonthlyReport,
    waiting: Sequence[Request],
    closed: MonthlyReport | None,
    changed: Sequence[Difference],
    today: date,
) -> str:
    """Why the month cannot be closed now, in one sentence; empty where it can."""
    name, last = months.words(report.month), months.last_day(report.month)
    if today <= last:
        first = months.first_day(months.shifted(report.month, 1))
        return f"{name} belum berakhir; bulan ini dapat ditutup mulai {long_date(first)}."
    if report.visits.count is None and report.video.count is None:
        return f"Belum ada data untuk {name}, sehingga tidak ada yang dapat ditutup."
    if waiting:
        named = ", ".join(_named(request) for request in waiting[:MOST_NAMED])
        rest = len(waiting) - MOST_NAMED
        more = f", dan {rest} lainnya" if rest > 0 else ""
        return (
            f"{name} belum dapat ditutup: {len(waiting)} konsultasi belum dicatat hasilnya, "
            f"yaitu {named}{more}."
        )
    if closed and not changed:
        return f"{name} sudah ditutup dan tidak ada yang berubah sejak itu."
    return ""


def _named(request: Request) -> str:
    on = date_words(request.appointment_on) if request.appointment_on else ""
    return f"{request.institution} ({request.reference}, {on})"


def _open_visit(request: Request) -> OpenVisit:
    return OpenVisit(request.reference, request.appointment_on, request.institution)


def _who_closed(month: str) -> str:
    newest = closings.newest(month)
    if newest is None:
        return f"{months.words(month)} belum pernah ditutup. Muat ulang halaman."
    return (
        f"{months.words(month)} sudah ditutup sebagai versi {newest.version} oleh "
        f"{newest.closed_by} pada {moment_words(newest.closed_at)}. Muat ulang halaman."
    )
