"""The way of trust: named as far as names may be told."""

from __future__ import annotations

import pytest

from directory.profiles.listing import PublishedListing
from directory.search.trust_way import trust_path
from directory.search.wording import ENGLISH

LISTINGS = {
    handle: PublishedListing(handle, "person", handle.capitalize())
    for handle in ("maya", "mid", "hon", "sam")
}


@pytest.mark.parametrize(
    ("path", "basis", "told"),
    [
        (
            ("maya", "mid", "hon"),
            ("co-treated", "referred-good"),
            [("You", ""), ("Mid", "treated a client together"), ("Hon", "referred and heard back")],
        ),
        # Mid vouches for Hon in private: neither the name nor how Maya knows Mid is told.
        (
            ("maya", "mid", "hon"),
            ("co-treated", "vouched"),
            [("You", ""), ("a colleague", ""), ("Hon", "")],
        ),
        (
            ("maya", "mid", "hon", "sam"),
            ("co-treated", "first-hand", "met"),
            [("You", ""), ("a colleague", ""), ("Hon", ""), ("Sam", "met and talked")],
        ),
        # What the viewer keeps private is no secret from the viewer.
        (("maya", "mid"), ("first-hand",), [("You", ""), ("Mid", "knows their work first hand")]),
        (
            ("maya", "gone", "hon"),
            ("met", "met"),
            [("You", ""), ("a colleague", "met and talked"), ("Hon", "met and talked")],
        ),
    ],
)
def test_names_are_told_as_far_as_they_may_be(
    path: tuple[str, ...], basis: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    steps = trust_path(path, basis, LISTINGS, ENGLISH)

    assert [(step.name, step.basis) for step in steps] == told
