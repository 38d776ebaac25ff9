"""How often something may be tried, and by whom; offices share an address, so never by it alone."""

from __future__ import annotations

import math
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from flask import request
from limits import RateLimitItem, parse

from booking import clock
from booking.errors import TooManyTries
from booking.sentences import counted, say
from booking.services import services

SIGN_IN = (parse("5/15 minutes"),)  # of an account from one network
SIGN_IN_OF_BLOCK = (parse("100/15 minutes"),)  # many accounts from one network
SIGN_IN_OF_ACCOUNT = (parse("20/15 minutes"),)  # many networks against one account
SIGN_IN_SLOWED = (parse("1/10 seconds"),)  # then a wait between tries, never a lock (ASVS 6.1.1)
PASSWORD_LINK = (parse("3/hour"),)
PASSWORD_LINK_OF_BLOCK = (parse("30/hour"),)
SUBMIT = (parse("5/hour"), parse("20/day"))
SUBMIT_OF_BLOCK = (parse("60/hour"),)
LETTER = (parse("120/hour"),)  # each is looked into by a process and kept for a day
DRAFT = (parse("120/hour"),)
RESEND = (parse("3/hour"),)
RESEND_OF_BLOCK = (parse("30/hour"),)
VERIFY = (parse("30/minute"),)
UNREADABLE = "unreadable"


def count_try(name: str, limits: tuple[RateLimitItem, ...], *who: str) -> None:
    """Count a try; raises `TooManyTries` with the waiting time when there were too many."""
    limiter = services().limiter
    for limit in limits:
        if not limiter.hit(limit, name, *who):
            _refuse(limit, name, *who)


def slow_down(
    name: str, limits: tuple[RateLimitItem, ...], then: tuple[RateLimitItem, ...], *who: str
) -> None:
    """Count a try; after too many each one more has to wait a little, and none is locked out."""
    limiter = services().limiter
    hits = [limiter.hit(limit, name, *who) for limit in limits]  # every one of them counts
    if not all(hits):
        count_try(f"{name}-slowed", then, *who)


def forget_tries(name: str, limits: tuple[RateLimitItem, ...], *who: str) -> None:
    """What succeeded is no failed try."""
    for limit in limits:
        services().limiter.clear(limit, name, *who)


def address_block() -> str:
    """The visitor's network: /24 of IPv4, /48 of IPv6, since one line has many addresses.

    Visitors whose address cannot be read count together.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return UNREADABLE
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(IPv6Network((int(address), 48), strict=False))
        address = address.ipv4_mapped  # a socket for both kinds writes the old one so
    return str(IPv4Network((int(address), 24), strict=False))


def _refuse(limit: RateLimitItem, name: str, *who: str) -> None:
    resets_at = services().limiter.get_window_stats(limit, name, *who).reset_time
    seconds = max(1, math.ceil(resets_at - clock.real_now().timestamp()))
    raise TooManyTries(
        say("Terlalu banyak percobaan. Silakan coba kembali dalam {wait}.", wait=_words(seconds)),
        wait_seconds=seconds,
    )


def _words(seconds: int) -> str:
    if seconds < 60:
        return counted("{n} detik", n=seconds)
    minutes = math.ceil(seconds / 60)
    if minutes < 120:
        return counted("{n} menit", n=minutes)
    return counted("{n} jam", n=math.ceil(minutes / 60))
