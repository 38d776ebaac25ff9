"""The second step of signing in: six digits of an authenticator, or a recovery code (RFC 6238).

The secret of an authenticator is an HMAC of a random seed under the server's key, as the secret
links are: the database keeps the seed alone, and a copy of it makes no code.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from enum import StrEnum

from pyotp import TOTP

from booking.domain.links import REFERENCE_ALPHABET

ISSUER = "Konsultasi DJPK"
SECONDS = 30
DRIFT = (0, -1, 1)  # a phone's clock may be a step off, no more
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_LENGTH = 12
MISREAD = str.maketrans("OIL", "011")


class Step(StrEnum):
    """What signing in still asks for; `IN` is a session.

    `ENROL` binds the first authenticator, `REPLACE` another one against a code of the old.
    """

    ENROL = "enrol"
    REPLACE = "replace"
    CODE = "code"
    RENEW = "renew"
    IN = "in"


BINDS = (Step.ENROL, Step.REPLACE)


def totp_secret(key: bytes, seed: str) -> str:
    """The secret that an authenticator keeps, in base32."""
    digest = hmac.new(key, f"totp:{seed}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:SECRET_BYTES]).decode()


def authenticator_address(secret: str, email: str) -> str:
    """What the QR code says to an authenticator."""
    return TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def in_groups(secret: str) -> str:
    """The secret as a person copies it: groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """The number of the 30-second step whose code this is, or None.

    Whoever accepts a code keeps its step and refuses it and every earlier one afterwards.
    """
    present = int(now.timestamp()) // SECONDS
    for drift in DRIFT:
        if TOTP(secret).verify(code, for_time=(present + drift) * SECONDS):
            return present + drift
    return None


def typed_digits(typed: str) -> str | None:
    """The six digits that were typed, spaces or not; None when it is something else."""
    plain = "".join(typed.split())
    return plain if len(plain) == 6 and plain.isascii() and plain.isdigit() else None


def new_recovery_codes() -> tuple[str, ...]:
    """Ten fresh codes of 60 bits as `K7M2-4QXD-93TB`."""
    return tuple(_grouped(_drawn()) for _ in range(RECOVERY_CODES))


def recovery_hash(key: bytes, staff_id: int, typed: str) -> str:
    """What the database keeps of a recovery code: keyed, so that a copy can try nothing out."""
    plain = "".join(c for c in typed.upper() if c.isalnum()).translate(MISREAD)
    return hmac.new(key, f"recovery:{staff_id}:{plain}".encode(), hashlib.sha256).hexdigest()


def _drawn() -> str:
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(RECOVERY_LENGTH))


def _grouped(plain: str) -> str:
    return "-".join(plain[at : at + 4] for at in range(0, RECOVERY_LENGTH, 4))
