"""A request as programs read it; names of people stay inside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from booking.domain.examination import examine_request, examine_slot
from booking.domain.lifecycle import HELD, State
from booking.domain.sessions import Slot
from booking.store import cases, moves, requests

HAD_A_SESSION = (*HELD, State.NO_SHOW)


def request_data(reference: str, *, now: datetime) -> dict[str, Any]:
    """State, history, findings and appointment. Raises `NotFound`."""
    row = requests.by_reference(reference)
    slots = [Slot(wish.date, wish.session) for wish in row.wishes]
    if row.appointment_on is not None and row.appointment_start is not None:
        slots = [Slot(row.appointment_on, row.appointment_start)]
    case = cases.case_of(row, now=now, slots=slots)
    findings = examine_request(case) + [f for slot in slots for f in examine_slot(case, slot)]
    history = moves.of_request(row.id)
    appointment = None
    if row.appointment_on is not None and row.state in HAD_A_SESSION:
        appointment = {
            "date": row.appointment_on.isoformat(),
            "session": row.appointment_start,
            "start": row.appointment_start,
            "end": row.appointment_end,
            "room": next((m.facts["room"] for m in history[::-1] if "room" in m.facts), None),
            "mode": row.mode,
        }
    return {
        "reference": row.reference,
        "status": row.state,
        "state": row.state,
        "version": row.version,
        "mode": row.mode,
        "institution": row.institution,
        "regions": list(row.region_codes),
        "topics": [topic.code for topic in row.topics],
        "channel": row.channel,
        "received_on": row.received_on.isoformat(),
        "answer_by": row.answer_by.isoformat(),
        "earliest_date": case.earliest.isoformat(),
        "appointment": appointment,
        "findings": [finding.as_json() for finding in findings],
        "history": [
            {
                "move": move.move,
                "from": move.from_state,
                "to": move.to_state,
                "at": move.at.isoformat(),
                "by": move.role,
                "reason": move.reason,
            }
            for move in history
        ],
    }
