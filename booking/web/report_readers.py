"""Who reads reports, and which version of a month they ask for."""

from __future__ import annotations

from flask import request

from booking.domain.roles import Role
from booking.errors import NotFound

READERS = (
    Role.OFFICER,
    Role.SUPERVISOR,
    Role.MANAGEMENT,
    Role.AUDITOR,
)
LONGEST_VERSION = 4


def asked_version() -> int | None:
    """The version in the address, or None. Raises `NotFound` for one that is no number."""
    asked = request.args.get("versi", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_VERSION):
        raise NotFound(f"Versi “{asked[:20]}” tidak ada. Buka laporan bulan ini tanpa versi.")
    return int(asked)
