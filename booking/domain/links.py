"""Secret links: tokens that only the server can make again, known to the database by hash alone.

A token is an HMAC of a random seed under the server's key: mails can repeat it at delivery, and a
copy of the database opens nothing (TRUST 1.5, S3).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

TRACKING = "tracking"
CONFIRM = "confirm"
UNIT_ANSWER = "unit_answer"
REFERENCE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32


def new_seed() -> str:
    """A fresh random seed of 128 bits."""
    return secrets.token_hex(16)


def link_token(key: bytes, purpose: str, seed: str) -> str:
    """The token of a link, 32 base64url characters (192 bits)."""
    digest = hmac.new(key, f"{purpose}:{seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def fingerprint(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A fresh random token of 256 bits, for sessions and programs."""
    return secrets.token_urlsafe(32)


def new_reference() -> str:
    """Eight random characters as `K7M2-4QXD`; a name, no right in itself (DECISIONS 9)."""
    drawn = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def tidy_reference(written: str) -> str:
    """A reference as people type it: lower case, without hyphen, O for 0, I or L for 1."""
    plain = "".join(c for c in written.upper() if c.isalnum())
    plain = plain.translate(str.maketrans("OIL", "011"))[:40]
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == 8 else plain
