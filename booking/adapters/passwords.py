"""Passwords by argon2id."""

from __future__ import annotations

from argon2 import Parameters
from argon2 import PasswordHasher as Argon2
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY

from booking.database import forbid_inside_transaction

__all__ = ["CHEAPEST", "RFC_9106_LOW_MEMORY", "Argon2Passwords"]


class Argon2Passwords:
    """Argon2id with the parameters of RFC 9106 for ordinary memory."""

    def __init__(self, cost: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._argon2 = Argon2.from_parameters(cost)
        self._nobody = self._argon2.hash("an account that does not exist")

    def hash(self, password: str) -> str:
        """The hash to keep."""
        forbid_inside_transaction("hashing a password")
        return self._argon2.hash(password)

    def verify(self, kept: str, password: str) -> bool:
        """Whether this is the password; an empty `kept` costs the same time and never matches."""
        forbid_inside_transaction("checking a password")
        try:
            return self._argon2.verify(kept or self._nobody, password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False
