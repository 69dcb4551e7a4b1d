"""Which passwords are refused, and how the others are kept."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from directory.accounts import passwords

OWN = ("Better Together", "care.example.org", "maya.okafor@example.org", "Maya Okafor")


@pytest.fixture(autouse=True)
def _words() -> object:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "password",
    [
        "elevensigns",
        "password1234",
        "Password1234!",
        "BetterTogether2026",
        "better-together 2026!!",
        "mayaokafor1984",
        "Okafor.Maya.!!",
        "111111111111",
        "abababababab",
        "practitioner99",
        "massage-therapist",
        "x" * 257,
    ],
)
def test_short_common_and_own_words_are_refused_with_a_sentence(password: str) -> None:
    refusal = passwords.why_refused(password, OWN)

    assert refusal is not None
    assert refusal.endswith(".")
    assert password not in refusal


def test_every_listed_common_password_of_allowed_length_is_refused() -> None:
    listed = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= 12]

    assert len(listed) > 100
    assert [word for word in listed if passwords.why_refused(word, OWN) is None] == []


@pytest.mark.parametrize(
    "password",
    [
        "quiet harbor lantern",
        "🌊" * 128,
        "🌊🔑🌲🐢" * 32,
        "пароль из нескольких слов",
        "together we walk at dawn",
        "7f3k9q2m5x8w",
        " spaces at both ends ",
        "a" * 64 + "bcdefgh" * 9,
    ],
)
def test_any_characters_will_do_where_the_password_is_nobody_elses(password: str) -> None:
    assert passwords.why_refused(password, OWN) is None


def test_a_password_is_kept_as_argon2id_and_matches_itself_alone() -> None:
    kept = passwords.hashed("🌊" * 128)

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, "🌊" * 128)
    assert not passwords.matches(kept, "🌊" * 127)
    assert not passwords.matches(None, "🌊" * 128)
    assert not passwords.matches(None, "the password of nobody")


def test_the_same_sign_typed_on_another_keyboard_is_the_same() -> None:
    assert passwords.matches(passwords.hashed("caf\u00e9 by the sea"), "cafe\u0301 by the sea")
