"""What a colleague is told by mail about the own account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class AccountMailKind(StrEnum):
    """The occasions on which an account's owner is written to."""

    INVITED = "account_invited"
    RESET = "account_reset"
    PASSWORD_CHANGED = "account_password"  # noqa: S105  a kind of mail
    SECOND_STEP_ENDED = "account_totp_reset"
    SECOND_STEP_CHANGED = "account_totp_changed"


@dataclass(frozen=True)
class AccountMail:
    """One mail about an account; `link_id` names the link that is made at delivery."""

    kind: AccountMailKind
    recipient: str
    role: str
    link_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data for the outbox."""
        return asdict(self) | {"kind": str(self.kind)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> AccountMail:
        """The facts from plain data; raises ValueError, TypeError or KeyError if it is none."""
        return cls(**dict(plain) | {"kind": AccountMailKind(plain["kind"])})
