"""What the API asks of the application that carries it: settings, clock, letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from flask import current_app

from booking.usecases.ports import AcceptedLetter, FileStore, UploadedFile


class ApiServices(Protocol):
    """The part of the application's services that the API uses."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The clock of the rules."""

    @property
    def files(self) -> FileStore:
        """Where letters are kept."""

    @property
    def accept_letter(self) -> Callable[[Sequence[UploadedFile]], AcceptedLetter]:
        """The check that finds a letter harmless."""

    @property
    def link_key(self) -> bytes:
        """The key of secret links."""


def services() -> ApiServices:
    """The services of this application."""
    found: ApiServices = current_app.extensions["booking"]
    return found


def now() -> datetime:
    """The moment by which the rules judge."""
    return services().clock()
