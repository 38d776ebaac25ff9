"""The second step: the code of RFC 6238, its window, and secrets that no database copy gives."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from pyotp import TOTP

from booking.domain.second_step import (
    authenticator_address,
    in_groups,
    new_recovery_codes,
    recovery_hash,
    step_of,
    totp_secret,
    typed_digits,
)

KEY, SEED = b"a key only for these tests", "00112233445566778899aabbccddeeff"
NOW = datetime(2026, 11, 23, 2, 12, 5, tzinfo=UTC)
SECRET = totp_secret(KEY, SEED)


def test_the_code_is_that_of_the_standard() -> None:
    # RFC 6238, appendix B, SHA-1 at 59 seconds: 94287082, of which the last six digits
    known = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert step_of(known, "287082", now=datetime.fromtimestamp(59, UTC)) == 1


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-30, True), (0, True), (30, True), (60, False), (-60, False)]
)
def test_a_clock_may_be_one_step_off_and_no_more(seconds: int, is_taken: bool) -> None:
    code = TOTP(SECRET).at(NOW + timedelta(seconds=seconds))

    assert (step_of(SECRET, code, now=NOW) is not None) == is_taken


def test_the_secret_needs_the_key_and_has_160_bits() -> None:
    assert len(SECRET) == 32
    assert totp_secret(b"another key", SEED) != SECRET
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", in_groups(SECRET))


def test_the_address_tells_an_authenticator_whose_it_is() -> None:
    address = authenticator_address(SECRET, "rina@contoh.go.id")

    assert address.startswith("otpauth://totp/Konsultasi%20DJPK:rina%40contoh.go.id?secret=")


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("123456", "123456"), (" 123 456 ", "123456"), ("12345", None), ("١٢٣٤٥٦", None), ("", None)],
)
def test_digits_are_read_with_spaces_and_nothing_else(typed: str, digits: str | None) -> None:
    assert typed_digits(typed) == digits


def test_a_recovery_code_is_read_as_people_write_it() -> None:
    code = new_recovery_codes()[0]
    kept = recovery_hash(KEY, 7, code)

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert recovery_hash(KEY, 7, code.lower().replace("-", " ")) == kept
    assert recovery_hash(KEY, 7, code.replace("0", "o").replace("1", "l")) == kept
    assert recovery_hash(KEY, 8, code) != kept
    assert recovery_hash(b"another key", 7, code) != kept
