"""Where a form may lead back to."""

from __future__ import annotations

import re

# Browsers drop tabs and line ends from an address and read a backslash as a slash, so that
# "/<tab>/elsewhere.example" is another site to them.
_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def local_address(address: str | None) -> str | None:
    """A path on this site, or nothing: never another address."""
    return address if address and _PATH.fullmatch(address) else None
