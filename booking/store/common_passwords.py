"""The twenty thousand passwords that are used most, so that nobody here uses them too.

`data/common_passwords.txt.gz` is the list that Django ships with its password validators (taken
from 5.2, compiled by Royce Williams from breached passwords), under Django's BSD-3-Clause licence.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from booking.domain.password_rules import PasswordProfile, problems_of
from booking.errors import InputRefused

FILE = "common_passwords.txt.gz"


@cache
def common_passwords() -> frozenset[str]:
    """All of them, in lower case."""
    packed = (files("booking.data") / FILE).read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())


def refuse_weak(password: str, profile: PasswordProfile, *, about: str) -> None:
    """Let only a password pass that the profile takes. Raises `InputRefused` with every reason."""
    problems = problems_of(password, profile, common=common_passwords(), about=about)
    if problems:
        raise InputRefused.of(*problems)
