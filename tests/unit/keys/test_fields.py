"""A field at rest opens with the secret, for its purpose, at its place."""

from __future__ import annotations

import pytest

from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field
from directory.keys.ring import KeyRing

KEYS = KeyRing("a" * 40)


def test_what_was_encrypted_reads_again_and_says_nothing_meanwhile() -> None:
    data = encrypt_field(KEYS, "canary ü", purpose="trial", place="row:1")

    assert b"canary" not in data
    assert decrypt_field(KEYS, data, purpose="trial", place="row:1") == "canary ü"
    assert data != encrypt_field(KEYS, "canary ü", purpose="trial", place="row:1")


@pytest.mark.parametrize(
    ("keys", "purpose", "place"),
    [
        (KeyRing("b" * 40), "trial", "row:1"),
        (KEYS, "another", "row:1"),
        (KEYS, "trial", "row:2"),
    ],
)
def test_it_opens_nowhere_else(keys: KeyRing, purpose: str, place: str) -> None:
    data = encrypt_field(KEYS, "canary", purpose="trial", place="row:1")

    with pytest.raises(FieldNotReadableError):
        decrypt_field(keys, data, purpose=purpose, place=place)


def test_it_opens_with_an_earlier_secret_until_that_is_forgotten() -> None:
    data = encrypt_field(KEYS, "canary", purpose="trial", place="row:1")
    renewed = KeyRing("c" * 40, ("a" * 40,))

    assert decrypt_field(renewed, data, purpose="trial", place="row:1") == "canary"


def test_an_altered_field_does_not_open() -> None:
    data = bytearray(encrypt_field(KEYS, "canary", purpose="trial", place="row:1"))
    data[-1] ^= 1

    with pytest.raises(FieldNotReadableError):
        decrypt_field(KEYS, bytes(data), purpose="trial", place="row:1")
