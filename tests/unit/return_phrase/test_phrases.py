"""Return phrases: enough bits, easy to type again, and nothing kept to read them from."""

from __future__ import annotations

import math

from directory import resources
from directory.keys.ring import KeyRing
from directory.return_phrase.digests import phrase_digest, phrase_digests
from directory.return_phrase.words import WORDS_IN_A_PHRASE, as_compared, load_phrase_words

WORDS = load_phrase_words(resources.seed_data() / "return_phrase")
OLD = KeyRing("an old secret that is long enough")
NEW = KeyRing("a new secret that is long enough", ("an old secret that is long enough",))


def test_a_phrase_has_at_least_ninety_bits() -> None:
    joined = {first + second for first in WORDS.first for second in WORDS.second}

    assert len(joined) == WORDS.count
    assert WORDS_IN_A_PHRASE * math.log2(WORDS.count) >= 90


def test_a_phrase_has_seven_plain_words_and_is_never_the_same() -> None:
    phrases = {WORDS.new_phrase() for _time in range(50)}

    assert len(phrases) == 50
    assert all(len(phrase.split()) == 7 and phrase.islower() for phrase in phrases)


def test_capitals_hyphens_and_line_ends_do_not_matter() -> None:
    assert as_compared(" Lamp-grove\nAMBERFORD  ") == "lamp grove amberford"
    assert phrase_digest(OLD, "Lampgrove  Amberford", purpose="x") == phrase_digest(
        OLD, "lampgrove-amberford", purpose="x"
    )


def test_a_phrase_is_found_after_the_secret_was_changed_and_only_for_its_purpose() -> None:
    kept = phrase_digest(OLD, "lampgrove amberford", purpose="referral")

    assert kept in phrase_digests(NEW, "lampgrove amberford", purpose="referral")
    assert kept not in phrase_digests(NEW, "lampgrove amberford", purpose="message")
    assert "lampgrove" not in kept
