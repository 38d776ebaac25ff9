"""The delegation: how many may come, and how many may go in when they are here (E.3.c.6, c.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from booking.domain.policy import Policy
from booking.domain.words import COUNCIL_CHAIR, OTHER, REGIONAL_HEAD

OPENS_FOUR = frozenset({REGIONAL_HEAD, COUNCIL_CHAIR})
_ACTING = (
    r"(?:(?:pj|pjs|plt|plh)(?:\.\s*|\s+)"
    r"|(?:penjabat(?:\s+sementara)?|pelaksana\s+(?:tugas|harian))\s+)"
)
_HEAD = re.compile(rf"^(?P<acting>{_ACTING})?(?:gubernur|bupati|wali\s?kota)\b", re.IGNORECASE)
_CHAIR = re.compile(
    r"^ketua\s+(?:dpr[dakp]\b|dpr\s+(?:aceh|papua)|dewan\s+perwakilan\s+rakyat\s+(?!republik))",
    re.IGNORECASE,
)
_NO_LEADER = re.compile(r"^(?:wakil|sekretaris|sekda|staf|ajudan|asisten)\b", re.IGNORECASE)
_APPOINTED = re.compile(
    r"jakarta\s+(?:pusat|utara|barat|selatan|timur)|(?:kep\.?|kepulauan)\s+seribu", re.IGNORECASE
)


@dataclass(frozen=True)
class Guest:
    """A guest whom the letter or the form announces."""

    name: str
    position: str
    role: str = OTHER


@dataclass(frozen=True)
class Arrival:
    """A person who stands at reception; `listed` when the delegation names this person."""

    name: str
    position: str
    role: str = OTHER
    identity_seen: bool = False
    listed: bool = True


@dataclass(frozen=True)
class Admission:
    """Who may go in: the four numbers of the door, and which rules were broken."""

    cap: int
    arrived: int
    admitted: tuple[Arrival, ...]
    refused: tuple[Arrival, ...]
    sppd: int
    violations: tuple[str, ...]


def role_of(position: str, *, acting_heads_count: bool = True) -> str:
    """Which post opens the four places: kepala daerah (acting ones too) or ketua DPRD.

    Deputies, the Sekretaris Daerah, vice chairs and the appointed heads inside Jakarta do not.
    """
    words = " ".join(position.split())
    if _APPOINTED.search(words):
        return OTHER
    head = _HEAD.match(words)
    if head and (acting_heads_count or not head["acting"]):
        return REGIONAL_HEAD
    return COUNCIL_CHAIR if _CHAIR.match(words) else OTHER


def counted_role(role: str, position: str) -> str:
    """The role by which a person is counted: a deputy who is ticked as head opens nothing."""
    return OTHER if _NO_LEADER.match(position.strip()) else role


def announced_cap(roles: Iterable[str], policy: Policy) -> int:
    """How many guests may be announced: two, or four with the head or the chair."""
    return policy.guest_cap_with_head if OPENS_FOUR & set(roles) else policy.guest_cap


def door_cap(arrivals: Iterable[Arrival], policy: Policy) -> int:
    """How many may go in: four only with a head or chair who came and was identified."""
    return policy.guest_cap_with_head if any(map(_is_proven, arrivals)) else policy.guest_cap


def _is_proven(arrival: Arrival) -> bool:
    return arrival.identity_seen and counted_role(arrival.role, arrival.position) in OPENS_FOUR


def admit(
    announced: Sequence[Guest],
    arrivals: Sequence[Arrival],
    policy: Policy,
    *,
    extra_count: int = 0,
    dispensed_cap: int | None = None,
) -> Admission:
    """Decide at the door: proven head and chair first, then the list, then the others.

    `extra_count` are people who came along unnamed; they count as arrived and find no place.
    """
    cap = max(door_cap(arrivals, policy), dispensed_cap or 0)
    in_order = sorted(arrivals, key=lambda a: (not _is_proven(a), not a.listed))
    arrived = len(arrivals) + extra_count
    admitted = tuple(in_order[:cap])
    violations = []
    if arrived > cap:
        violations.append("guest_cap_exceeded")
    if is_head_claim_unfounded(announced, arrivals, policy, arrived=arrived):
        violations.append("head_claim_invalid")
    return Admission(
        cap=cap,
        arrived=arrived,
        admitted=admitted,
        refused=tuple(in_order[cap:]),
        sppd=sppd_cap(len(admitted)),
        violations=tuple(violations),
    )


def is_head_claim_unfounded(
    announced: Sequence[Guest], arrivals: Sequence[Arrival], policy: Policy, *, arrived: int
) -> bool:
    """True when a head or chair was claimed to open more places and nobody proved to be one."""
    if any(map(_is_proven, arrivals)):
        return False
    announced_one = any(g.role in OPENS_FOUR for g in announced)
    claimed_at_door = any(a.role in OPENS_FOUR for a in arrivals)
    needed = len(announced) > policy.guest_cap or arrived > policy.guest_cap
    return needed and (announced_one or claimed_at_door)


def sppd_cap(admitted: int) -> int:
    """How many travel orders may be signed: as many as guests were received (E.3.c.7)."""
    return admitted
