"""Where a form may lead back to."""

from __future__ import annotations


def local_address(address: str | None) -> str | None:
    """A path on this site, or nothing: never another address."""
    if address and address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    return None
