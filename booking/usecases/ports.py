"""What the use cases ask of the world outside: letters' place, mail, passwords, identities."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol


@dataclass(frozen=True)
class UploadedFile:
    """A file as it came in, before anybody looked at it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class AcceptedLetter:
    """A letter that was found harmless, as one PDF with the text that could be read in it.

    For one file `original_sha256` is the hash of what was sent; for several photographs it is the
    hash of their hashes in order, so that the same photographs are known again.
    """

    pdf: bytes
    pages: int
    pdf_sha256: str
    original_sha256: str
    original_name: str
    text: str


class FileStore(Protocol):
    """Keeps letters under keys that say nothing about them."""

    def put(self, content: bytes) -> str:
        """Keep a file and give its key."""

    def get(self, key: str) -> bytes:
        """The file under this key; raises `NotFound`."""

    def delete(self, key: str) -> None:
        """Remove the file under this key; one that is gone already is no error."""


class Mailer(Protocol):
    """Hands a finished message to the mail server."""

    def send(self, message: EmailMessage) -> None:
        """Send it now or raise."""


class PasswordHasher(Protocol):
    """Hashes passwords slowly on purpose; never inside a transaction."""

    def hash(self, password: str) -> str:
        """The hash to keep."""

    def verify(self, kept: str, password: str) -> bool:
        """Whether this is the password; takes as long for an unknown account."""


@dataclass(frozen=True)
class Departure:
    """Where a browser goes to sign in elsewhere, and by what its return is known again."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Whom the provider of accounts saw, by mailbox, and whether it asked for a second step."""

    email: str
    is_verified: bool
    with_second_step: bool


class IdentityProvider(Protocol):
    """The Ministry's accounts; never asked inside a transaction."""

    def depart(self, return_to: str) -> Departure:
        """A new sign-in at the provider; raises `ProviderUnavailable`."""

    def identify(self, code: str, *, return_to: str, nonce: str, verifier: str) -> Identity:
        """Whom this code stands for; raises `NotAllowed` or `ProviderUnavailable`."""
