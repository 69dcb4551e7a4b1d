"""Codes of the second step, against the test vectors of RFC 6238."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from directory.accounts import totp

# RFC 6238, appendix B: the secret is the ASCII text, the codes have eight digits there.
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
NOON = datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    step = totp.step_at(datetime.fromtimestamp(seconds, UTC))

    assert totp.code_at(RFC_SECRET, step) == code[-6:]


def test_a_clock_half_a_minute_off_still_signs_in_and_a_minute_does_not() -> None:
    present = totp.step_at(NOON)
    for away, is_taken in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        code = totp.code_at(RFC_SECRET, present + away)

        found = totp.matching_step(RFC_SECRET, code, NOON, after=None)

        assert found == (present + away if is_taken else None)


def test_a_step_that_was_used_and_those_before_it_are_refused() -> None:
    present = totp.step_at(NOON)
    code = totp.code_at(RFC_SECRET, present)

    assert totp.matching_step(RFC_SECRET, code, NOON, after=present) is None
    assert totp.matching_step(RFC_SECRET, code, NOON, after=present - 1) == present
    later = totp.matching_step(RFC_SECRET, code, NOON + timedelta(seconds=30), after=present + 1)
    assert later is None


def test_the_address_for_an_app_names_site_and_account() -> None:
    address = totp.enrolment_address("ABC", issuer="Our Network", account="maya@example.org")

    assert address == (
        "otpauth://totp/Our%20Network%3Amaya%40example.org?secret=ABC&issuer=Our%20Network"
    )


def test_a_secret_is_written_without_padding() -> None:
    assert totp.secret_text(bytes(20)) == "A" * 32
    assert "=" not in totp.secret_text(bytes(7))
