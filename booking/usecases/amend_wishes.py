"""Wishing other sessions before a schedule is given: free to change, checked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from booking.database import transaction
from booking.domain.examination import examine_slot
from booking.domain.findings import broken
from booking.domain.lifecycle import BEFORE_SCHEDULE
from booking.domain.roles import Actor
from booking.domain.sessions import Slot
from booking.domain.submission import MOST_WISHES
from booking.errors import InputRefused, MoveNotAllowed, Problem
from booking.models.requests import RequestWish
from booking.sentences import say
from booking.store import cases, moves, requests


def amend_wishes(
    reference: str,
    wishes: Sequence[Slot],
    *,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> int:
    """Put other wished sessions in place of the old ones, in this order; gives how many.

    Raises `InputRefused` when a session cannot be had, `MoveNotAllowed` once a schedule is given:
    who then wants another session needs a new letter (E.3.c.9).
    """
    if len(wishes) > MOST_WISHES:
        raise InputRefused.of(
            Problem("too_many_wishes", say("Pilih paling banyak tiga sesi."), "preferred")
        )
    if len(set(wishes)) < len(wishes):
        words = say("Satu sesi terpilih dua kali. Pilih sesi yang berbeda.")
        raise InputRefused.of(Problem("wish_twice", words, "preferred"))
    with transaction():
        request = requests.by_reference(reference, lock=True)
        moves.refuse_stale(request, version)
        if request.state not in BEFORE_SCHEDULE:
            raise MoveNotAllowed(
                say(
                    "Pilihan waktu hanya dapat diubah sebelum jadwal diberikan. Setelah "
                    "itu, jadwal lain memerlukan surat baru (SE-2 E.3.c.9)."
                )
            )
        case = cases.case_of(request, now=now, slots=wishes)
        against = [
            Problem(
                f.code,
                say("Pilihan {rank}: {sentence}", rank=rank, sentence=f.sentence),
                "preferred",
                f.clause,
            )
            for rank, slot in enumerate(wishes, 1)
            for f in broken(examine_slot(case, slot))
        ]
        if against:
            raise InputRefused.of(*against)
        before = [f"{wish.date.isoformat()}T{wish.session}" for wish in request.wishes]
        _replace(request.wishes, wishes)
        after = [f"{slot.on.isoformat()}T{slot.start}" for slot in wishes]
        moves.note(
            request, "amend_wishes", by=by, now=now, facts={"before": before, "after": after}
        )
        return len(wishes)


def _replace(rows: list[RequestWish], wishes: Sequence[Slot]) -> None:
    """Write over what stands at each rank: rank is unique, so nothing is deleted and added anew."""
    for rank, slot in enumerate(wishes, 1):
        if rank <= len(rows):
            rows[rank - 1].date, rows[rank - 1].session = slot.on, slot.start
        else:
            rows.append(RequestWish(rank=rank, date=slot.on, session=slot.start))
    for row in rows[len(wishes) :]:
        rows.remove(row)
