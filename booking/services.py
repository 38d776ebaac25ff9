"""What the application hands to its pages: settings, clock, file store, password hasher."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from limits.strategies import RateLimiter

from booking.clock import Clock
from booking.settings import Settings
from booking.usecases.ports import (
    AcceptedLetter,
    FileStore,
    IdentityProvider,
    PasswordHasher,
    UploadedFile,
)


@dataclass(frozen=True)
class Services:
    """The world outside, chosen once when the application is assembled."""

    settings: Settings
    clock: Clock
    files: FileStore
    passwords: PasswordHasher
    limiter: RateLimiter
    accept_letter: Callable[[Sequence[UploadedFile]], AcceptedLetter]
    identities: IdentityProvider | None  # None: this installation signs in by password alone

    @property
    def link_key(self) -> bytes:
        """The key of secret links."""
        return self.settings.secret_key.encode()


def services() -> Services:
    """The services of this application."""
    found: Services = current_app.extensions["booking"]
    return found


def now() -> datetime:
    """The moment by which the rules judge."""
    return services().clock()
