"""Which pairs are asked about, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.curation.duplicates import Compared, Why, candidates

MAYA = Compared(
    number=1,
    handle="maya",
    name="Maya Okonkwo",
    is_center=False,
    towns=frozenset({"lakewood|US-CO"}),
    telephones=frozenset({"3035550101"}),
    licences=frozenset({"US-CO|counselor|12"}),
    professions=frozenset({"counselor"}),
)
NOTHING = replace(MAYA, towns=frozenset(), telephones=frozenset(), licences=frozenset())


def twin(name: str, like: Compared = MAYA, **facts: object) -> Compared:
    """Another listing with this name and what else is the same."""
    return replace(like, number=2, handle="other", name=name, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (twin("Okonkwo, Maya"), ["licence", "telephone", "same-name", "town", "profession"]),
        (twin("Maya Okonkow", licences=frozenset()), ["telephone", "near-name", "town"]),
        (twin("Somebody Else", towns=frozenset(), telephones=frozenset()), ["licence"]),
        (twin("Maya Okonkwo", NOTHING), ["same-name", "profession"]),
    ],
)
def test_who_may_be_one_is_told_with_why(other: Compared, why: list[str]) -> None:
    (pair,) = candidates([MAYA, other])

    assert {Why(item) for item in why} <= set(pair.why)
    assert (pair.one.handle, pair.other.handle) == ("maya", "other")


@pytest.mark.parametrize(
    "other",
    [
        twin("Bert Colleague", licences=frozenset()),
        twin("Maya Okonkwo", NOTHING, professions=frozenset()),
        twin("Maya Okonkwo", is_center=True),
        twin("Maja Lundqvist", telephones=frozenset(), licences=frozenset()),
    ],
    ids=["a colleague of one house", "a namesake", "their own center", "another person"],
)
def test_who_is_somebody_else_is_not_asked_about(other: Compared) -> None:
    assert candidates([MAYA, other]) == ()


def test_what_many_share_tells_nothing() -> None:
    crowd = [
        replace(NOTHING, number=number, handle=f"h{number}", name="To be announced")
        for number in range(300)
    ]

    assert candidates(crowd) == ()
