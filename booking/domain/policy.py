"""The numbers of a circular and the date from which they hold; a future circular is a new row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

CIRCULAR = "SE-2/PK.1/2024"


@dataclass(frozen=True, order=True)
class SessionHours:
    """One session of a day in WIB, as HH:MM."""

    start: str
    end: str


@dataclass(frozen=True)
class SessionPlan:
    """The sessions of a day between two dates (both included; empty = open end).

    `weekdays` (Monday = 0) lets Friday or Ramadan hours be a plan and no code.
    """

    hours: tuple[SessionHours, ...]
    valid_from: str = ""
    valid_to: str = ""
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    def holds_on(self, day: date) -> bool:
        """True when this plan gives the sessions of the day."""
        text = day.isoformat()
        return (
            (not self.valid_from or self.valid_from <= text)
            and (not self.valid_to or text <= self.valid_to)
            and day.weekday() in self.weekdays
        )


FOUR_SESSIONS = SessionPlan(
    hours=(
        SessionHours("09:00", "10:00"),
        SessionHours("10:00", "11:00"),
        SessionHours("13:00", "14:00"),
        SessionHours("14:00", "15:00"),
    )
)


@dataclass(frozen=True)
class Policy:
    """What holds from a date on; defaults are the numbers of SE-2/PK.1/2024."""

    name: str
    valid_from: date
    lead_working_days: int = 3
    visits_per_month: int = 2
    guest_cap: int = 2
    guest_cap_with_head: int = 4
    plans: tuple[SessionPlan, ...] = (FOUR_SESSIONS,)
    virtual_rooms: int = 3
    conference_uses_visiting_room: bool = False
    answer_working_days: int = 2
    hold_working_days: int = 3
    bookable_working_days: int = 40
    backdate_working_days: int = 5
    open_requests_per_mailbox: int = 3
    no_show_returns_quota: bool = True
    cancelled_conference_spends_letter: bool = False
    acting_heads_count: bool = True

    def sessions_on(self, day: date) -> tuple[SessionHours, ...]:
        """The sessions of a day by the first plan that holds; none where no plan does."""
        for plan in self.plans:
            if plan.holds_on(day):
                return plan.hours
        return ()

    def hours(self, day: date, start: str) -> SessionHours | None:
        """The session of that day that begins at `start` (HH:MM), or None."""
        return next((hours for hours in self.sessions_on(day) if hours.start == start), None)

    def numbers(self) -> dict[str, Any]:
        """The policy as plain data, without name and date, for the database."""
        plain = asdict(self)
        del plain["name"], plain["valid_from"]
        return plain


SE_2 = Policy(name=CIRCULAR, valid_from=date(2024, 1, 2))


def policy_from(name: str, valid_from: date, numbers: Mapping[str, Any]) -> Policy:
    """A policy from its stored numbers; what is not stored keeps the circular's value."""
    known = {key: value for key, value in numbers.items() if key != "plans"}
    policy = replace(SE_2, name=name, valid_from=valid_from, **known)
    if "plans" not in numbers:
        return policy
    plans = tuple(
        SessionPlan(
            hours=tuple(SessionHours(**hours) for hours in plan["hours"]),
            valid_from=plan.get("valid_from", ""),
            valid_to=plan.get("valid_to", ""),
            weekdays=tuple(plan.get("weekdays", (0, 1, 2, 3, 4))),
        )
        for plan in numbers["plans"]
    )
    return replace(policy, plans=plans)


def policy_on(policies: Iterable[Policy], day: date) -> Policy | None:
    """The policy that holds on a day, or None before the first one."""
    held = [policy for policy in policies if policy.valid_from <= day]
    return max(held, key=lambda policy: policy.valid_from, default=None)
