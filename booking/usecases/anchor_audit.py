"""Once a day the end of the audit chain goes out of the house, to the auditors (TRUST 1.5)."""

from __future__ import annotations

from datetime import datetime

from booking.database import transaction
from booking.domain.local_time import jakarta_date
from booking.domain.roles import Role
from booking.domain.staff_notice import CHAIN_END, ChainEnd
from booking.store import audit, outbox, staff


def anchor_audit(*, now: datetime) -> bool:
    """Keep today's beginning of the chain and mail it to each auditor; False when done before."""
    day = jakarta_date(now)
    with transaction():
        end = audit.anchor(day, now=now)
        if end is None:
            return False
        facts = ChainEnd(day, end.seq, end.mac).to_json()
        for account in staff.active_in(Role.AUDITOR):
            outbox.owe_notice(CHAIN_END, facts, recipient=account.email, now=now)
        return True
