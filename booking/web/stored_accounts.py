"""What account pages read of stored rows; pages never touch the tables themselves."""

from __future__ import annotations

from typing import Protocol


class OwnerRow(Protocol):
    """Whose sign-in it is."""

    @property
    def email(self) -> str:
        """The address."""


class SessionRow(Protocol):
    """A sign-in that waits for its next step."""

    @property
    def staff_id(self) -> int:
        """The account's key."""

    @property
    def enrol_seed(self) -> str | None:
        """The seed of the secret that is being enrolled."""

    @property
    def staff(self) -> OwnerRow:
        """The account."""
