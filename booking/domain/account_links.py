"""Links by which a colleague chooses a password: one use, a short life (ASVS 6.4.1)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from booking.domain.links import link_token


class LinkPurpose(StrEnum):
    """Why somebody may choose a password without knowing the old one."""

    INVITE = "invite"
    RESET = "reset"


VALID_FOR = {LinkPurpose.INVITE: timedelta(hours=72), LinkPurpose.RESET: timedelta(hours=1)}


def account_token(key: bytes, purpose: str, seed: str) -> str:
    """The token of such a link; only the server can make it from what the database keeps."""
    return link_token(key, f"account:{purpose}", seed)
