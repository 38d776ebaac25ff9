"""Who acts: the roles of DJPK's people, the requester, and the program itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from booking.errors import Problem


class Role(StrEnum):
    """A staff account has exactly one of these (TRUST 1.2)."""

    OFFICER = "petugas"
    SUPERVISOR = "penyelia"
    RECEPTION = "resepsionis"
    UNIT = "unit"
    MANAGEMENT = "pimpinan"
    ADMIN = "admin"
    AUDITOR = "auditor"


ROLE_WORDS = {
    Role.OFFICER: "Petugas pusat kontak",
    Role.SUPERVISOR: "Penyelia",
    Role.RECEPTION: "Resepsionis",
    Role.UNIT: "Unit teknis",
    Role.MANAGEMENT: "Pimpinan",
    Role.ADMIN: "Admin",
    Role.AUDITOR: "Auditor",
}
REQUESTER = "pemohon"
SYSTEM = "sistem"
DESK = frozenset({Role.OFFICER, Role.SUPERVISOR})
DOOR = frozenset({Role.RECEPTION, Role.OFFICER, Role.SUPERVISOR})


def role_unknown() -> Problem:
    """The refusal of a role that is none."""
    return Problem("role_unknown", f"Pilih satu peran: {', '.join(Role)}.", "role")


def role_problems(role: str, unit: str) -> list[Problem]:
    """What is wrong with a role and the unit that goes with it."""
    if role not in tuple(Role):
        return [role_unknown()]
    if role == Role.UNIT and not unit:
        return [Problem("unit_missing", "Pilih unit teknis untuk peran ini.", "unit")]
    return []


@dataclass(frozen=True)
class Actor:
    """Who does something: the name that history shows, a key without personal data, a role."""

    name: str
    key: str
    role: str


REQUESTER_ACTOR = Actor("Pemohon", "requester", REQUESTER)
SYSTEM_ACTOR = Actor("Sistem", "system", SYSTEM)


@dataclass(frozen=True)
class Account:
    """A staff account as pages know it; `unit` is the code of a unit's people, else empty."""

    id: int
    name: str
    email: str
    role: str
    unit: str = ""

    @property
    def actor(self) -> Actor:
        """The account as one who acts."""
        return Actor(name=self.name, key=f"staff:{self.id}", role=self.role)
