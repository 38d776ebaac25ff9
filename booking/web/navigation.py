"""What stands in the staff masthead: the sections that a role may open."""

from __future__ import annotations

from flask import Flask, current_app

from booking.web.access import allowed, current_staff

Entry = tuple[str, str, str]

SECTIONS: tuple[Entry, ...] = (
    ("desk.queue", "Antrean", "desk"),
    ("board.week_board", "Papan minggu", "board"),
    ("calendar.year", "Kalender", "calendar"),
    ("circular.list_all", "Ketentuan", "circular"),
    ("suspicious.reports", "Surat mencurigakan", "suspicious"),
    ("reception.today", "Resepsionis", "reception"),
    ("units.listing", "Permintaan", "units"),
    ("unit_desk.figures", "Unit", "unit_desk"),
    ("topic_memory.listing", "Jawaban topik", "topic_memory"),
    ("reports.latest", "Laporan", "reports"),
    ("unit_report.page", "Laporan", "unit_report"),
    ("staff_accounts.listing", "Pengguna", "staff_accounts"),
    ("audit.trail", "Jejak audit", "audit"),
)


def staff_nav() -> list[Entry]:
    """Endpoint, words and section of each page that the signed-in account may open."""
    account = current_staff()
    if account is None:
        return []
    return [entry for entry in SECTIONS if account.role in (allowed(current_app, entry[0]) or ())]


def init_app(app: Flask) -> None:
    """Give the templates the navigation and the signed-in account."""
    app.jinja_env.globals.update(staff_nav=staff_nav, current_staff=current_staff)
