"""Addresses and numbers as they may stand on a page: enough to know one's own (TRUST 1.5)."""

from __future__ import annotations

DOTS = "•••••"
LAST_DIGITS = 3


def masked_email(address: str) -> str:
    """ "b•••••@banyumaskab.go.id"."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}{DOTS}{at}{domain}" if at else DOTS


def masked_phone(number: str) -> str:
    """ "•••••890"."""
    digits = "".join(c for c in number if c.isdigit())
    return f"{DOTS}{digits[-LAST_DIGITS:]}"
