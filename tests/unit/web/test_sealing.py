"""Sealed links open for one visitor, for one purpose, for two hours, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.keys.ring import KeyRing
from directory.web import sealing

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEYS = KeyRing("pV3kQ9zL2mX7nB4cR8tY1wE6uI0oP5aS")
VISITOR = "Zm9vYmFyYmF6cXV4MTIzNA"
TEXT = '{"words": "after the assault", "place": "Lakewood"}'


def _seal(text: str = TEXT, keys: KeyRing = KEYS) -> str:
    return sealing.seal(keys, text, purpose="find", visitor=VISITOR, now=NOW)


def _open(link: str, *, visitor: str | None = VISITOR, after: timedelta = timedelta()) -> str:
    return sealing.open_seal(KEYS, link, purpose="find", visitor=visitor, now=NOW + after)


@given(st.text(max_size=3000))
def test_what_was_sealed_opens_unchanged(text: str) -> None:
    assert _open(_seal(text)) == text


def test_a_link_fits_an_address_and_shows_nothing() -> None:
    link = _seal("grief " * 300)

    assert set(link) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    assert "grief" not in link


def test_the_same_text_never_makes_the_same_link() -> None:
    assert _seal() != _seal()


def test_short_texts_make_links_of_one_length() -> None:
    assert len(_seal("back pain")) == len(_seal("grief"))


def test_a_link_opens_until_two_hours_have_passed() -> None:
    link = _seal()

    assert _open(link, after=timedelta(hours=1, minutes=59)) == TEXT
    with pytest.raises(sealing.ExpiredSealError):
        _open(link, after=timedelta(hours=2))


def test_a_link_from_the_future_does_not_open() -> None:
    with pytest.raises(sealing.ExpiredSealError):
        _open(_seal(), after=timedelta(hours=-1))


@pytest.mark.parametrize("visitor", ["Zm9vYmFyYmF6cXV4MTIzNB", "", None])
def test_a_link_does_not_open_in_another_browser_session(visitor: str | None) -> None:
    with pytest.raises(sealing.OtherVisitorSealError):
        _open(_seal(), visitor=visitor)


def test_a_link_does_not_open_for_another_purpose() -> None:
    with pytest.raises(sealing.ForgedSealError):
        sealing.open_seal(KEYS, _seal(), purpose="ask", visitor=VISITOR, now=NOW)


def test_every_changed_letter_is_noticed() -> None:
    link = _seal()

    for position, letter in enumerate(link):
        changed = link[:position] + ("A" if letter != "A" else "B") + link[position + 1 :]
        with pytest.raises(sealing.SealError):
            _open(changed)


@given(st.text(max_size=200))
def test_nonsense_is_a_forged_link(text: str) -> None:
    with pytest.raises(sealing.ForgedSealError):
        _open(text)


def test_a_longer_life_cannot_be_written_into_a_link() -> None:
    late = sealing.seal(KEYS, TEXT, purpose="find", visitor=VISITOR, now=NOW + timedelta(days=9))
    link = late[:12] + _seal()[12:]

    with pytest.raises(sealing.ForgedSealError):
        _open(link)


def test_a_link_made_with_an_earlier_secret_still_opens() -> None:
    link = _seal()
    turned = KeyRing("a-new-secret-a-new-secret-a-new-secret", (KEYS.present,))

    opened = sealing.open_seal(turned, link, purpose="find", visitor=VISITOR, now=NOW)

    assert opened == TEXT


def test_a_link_made_with_a_forgotten_secret_is_forged() -> None:
    turned = KeyRing("a-new-secret-a-new-secret-a-new-secret")

    with pytest.raises(sealing.ForgedSealError):
        sealing.open_seal(turned, _seal(), purpose="find", visitor=VISITOR, now=NOW)


def test_each_purpose_has_its_own_key() -> None:
    assert KEYS.key("seal:find") != KEYS.key("seal:ask")
    assert len(KEYS.key("seal:find")) == 32
