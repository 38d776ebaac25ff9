"""The life of a request: one table of moves; anything else is refused (DESIGN 3, DECISIONS 17)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from booking.domain.roles import DESK, DOOR, REQUESTER, SYSTEM, Role
from booking.domain.words import CONFERENCE, MODES, VISIT
from booking.errors import MoveNotAllowed, NotAllowed
from booking.sentences import say


class State(StrEnum):
    """Where a request stands."""

    UNVERIFIED = "unverified"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    AWAITING_UNIT = "awaiting_unit"
    SCHEDULED = "scheduled"
    CHECKED_IN = "checked_in"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STATE_WORDS = {
    State.UNVERIFIED: say("Menunggu verifikasi surel"),
    State.SUBMITTED: say("Diterima"),
    State.RETURNED: say("Perlu perbaikan"),
    State.VERIFIED: say("Diperiksa"),
    State.AWAITING_UNIT: say("Koordinasi unit"),
    State.SCHEDULED: say("Terjadwal"),
    State.CHECKED_IN: say("Hadir"),
    State.COMPLETED: say("Selesai"),
    State.REJECTED: say("Ditolak"),
    State.CANCELLED: say("Dibatalkan"),
    State.NO_SHOW: say("Tidak hadir"),
    State.WITHDRAWN: say("Ditarik"),
    State.EXPIRED: say("Kedaluwarsa"),
}

BEFORE_SCHEDULE = (State.SUBMITTED, State.RETURNED, State.VERIFIED, State.AWAITING_UNIT)
OPEN = (State.UNVERIFIED, *BEFORE_SCHEDULE, State.SCHEDULED, State.CHECKED_IN)
HELD = (State.SCHEDULED, State.CHECKED_IN, State.COMPLETED)


class Owes(StrEnum):
    """What a move leaves to be done in the same transaction."""

    MAIL = "mail"
    CLAIM = "claim"
    RELEASE = "release"
    RELEASE_QUOTA = "release_quota"
    FREE_LETTER = "free_letter"
    SPEND_LETTER = "spend_letter"


@dataclass(frozen=True)
class Move:
    """One row of the table: what it is called, between which states, by whom, what it owes."""

    name: str
    sources: tuple[State, ...]
    target: State
    roles: frozenset[str]
    owes: frozenset[Owes]
    modes: tuple[str, ...] = MODES


def _move(
    name: str,
    sources: tuple[State, ...],
    target: State,
    roles: frozenset[str] | frozenset[Role],
    *owes: Owes,
    modes: tuple[str, ...] = MODES,
) -> Move:
    return Move(name, sources, target, frozenset(str(r) for r in roles), frozenset(owes), modes)


_SYSTEM = frozenset({SYSTEM})
_REQUESTER = frozenset({REQUESTER})
_UNIT = frozenset({*DESK, Role.UNIT})

MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        _move("confirm_mailbox", (State.UNVERIFIED,), State.SUBMITTED, _REQUESTER, Owes.MAIL),
        _move("expire", (State.UNVERIFIED,), State.EXPIRED, _SYSTEM, Owes.FREE_LETTER),
        _move("verify", (State.SUBMITTED,), State.VERIFIED, DESK),
        _move("return", (State.SUBMITTED, State.VERIFIED), State.RETURNED, DESK, Owes.MAIL),
        _move("correct", (State.RETURNED,), State.SUBMITTED, _REQUESTER | DESK, Owes.MAIL),
        _move(
            "reject",
            (State.SUBMITTED, State.VERIFIED),
            State.REJECTED,
            DESK,
            Owes.MAIL,
            Owes.FREE_LETTER,
        ),
        _move("consult_unit", (State.VERIFIED,), State.AWAITING_UNIT, DESK, Owes.CLAIM),
        _move("agree", (State.AWAITING_UNIT,), State.AWAITING_UNIT, _UNIT, Owes.CLAIM),
        _move("decline", (State.AWAITING_UNIT,), State.VERIFIED, _UNIT, Owes.RELEASE),
        _move("propose", (State.AWAITING_UNIT,), State.VERIFIED, _UNIT, Owes.RELEASE),
        _move("recall_unit", (State.AWAITING_UNIT,), State.VERIFIED, DESK, Owes.RELEASE),
        _move(
            "schedule",
            (State.VERIFIED, State.AWAITING_UNIT),
            State.SCHEDULED,
            _UNIT,
            Owes.CLAIM,
            Owes.MAIL,
        ),
        _move("reschedule", (State.SCHEDULED,), State.SCHEDULED, DESK, Owes.CLAIM, Owes.MAIL),
        _move(
            "withdraw",
            BEFORE_SCHEDULE,
            State.WITHDRAWN,
            _REQUESTER | DESK,
            Owes.RELEASE,
            Owes.FREE_LETTER,
            Owes.MAIL,
        ),
        _move(
            "cancel_by_requester",
            (State.AWAITING_UNIT, State.SCHEDULED),
            State.CANCELLED,
            _REQUESTER | DESK,
            Owes.RELEASE,
            Owes.SPEND_LETTER,
            Owes.MAIL,
        ),
        _move(
            "cancel_by_djpk",
            (State.AWAITING_UNIT, State.SCHEDULED),
            State.VERIFIED,
            DESK,
            Owes.RELEASE,
            Owes.MAIL,
        ),
        _move("check_in", (State.SCHEDULED,), State.CHECKED_IN, DOOR, modes=(VISIT,)),
        _move("undo_check_in", (State.CHECKED_IN,), State.SCHEDULED, DOOR, modes=(VISIT,)),
        _move("complete", (State.CHECKED_IN,), State.COMPLETED, DESK | _SYSTEM, Owes.SPEND_LETTER),
        _move(
            "hold_conference",
            (State.SCHEDULED,),
            State.COMPLETED,
            _UNIT,
            Owes.SPEND_LETTER,
            modes=(CONFERENCE,),
        ),
        _move(
            "miss",
            (State.SCHEDULED,),
            State.NO_SHOW,
            DESK | _SYSTEM,
            Owes.RELEASE_QUOTA,
            Owes.SPEND_LETTER,
            Owes.MAIL,
            modes=(VISIT,),
        ),
        _move(
            "miss_with_notice",
            (State.SCHEDULED,),
            State.VERIFIED,
            DESK,
            Owes.RELEASE,
            Owes.MAIL,
        ),
        _move(
            "correct_to_completed",
            (State.NO_SHOW,),
            State.COMPLETED,
            DESK,
            Owes.CLAIM,
            Owes.SPEND_LETTER,
            modes=(VISIT,),
        ),
        _move(
            "correct_to_no_show",
            (State.COMPLETED,),
            State.NO_SHOW,
            DESK,
            Owes.RELEASE_QUOTA,
            modes=(VISIT,),
        ),
    )
}


def move(name: str, state: str, *, mode: str, role: str) -> Move:
    """The row of the table for this step.

    Raises `NotAllowed` for the wrong role and `MoveNotAllowed` for the wrong state or mode.
    """
    row = MOVES[name]
    if role not in row.roles:
        raise NotAllowed(say("Langkah ini tidak dapat dilakukan oleh {role}.", role=role))
    if state not in row.sources or mode not in row.modes:
        words = STATE_WORDS[State(state)]
        raise MoveNotAllowed(
            say(
                "Permohonan ini berstatus {words}, sehingga langkah tersebut tidak dapat "
                "dilakukan. Muat ulang halaman untuk melihat keadaan terakhir.",
                words=words,
            )
        )
    return row


def moves_from(state: str, *, mode: str, role: str) -> tuple[str, ...]:
    """The steps that this role may take from here, for pages that offer buttons."""
    return tuple(
        name
        for name, row in MOVES.items()
        if state in row.sources and mode in row.modes and role in row.roles
    )
