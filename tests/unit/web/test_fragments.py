"""Parts of pages that are kept: under everything that they show, and not without end."""

from __future__ import annotations

from directory.web.fragments import Fragments


def test_a_part_is_drawn_once_for_the_same_values() -> None:
    drawn: list[str] = []
    fragments = Fragments()

    def draw() -> str:
        drawn.append("again")
        return "<p>quiet</p>"

    assert [fragments.get(("note", "quiet"), draw) for _ in range(3)] == ["<p>quiet</p>"] * 3
    assert drawn == ["again"]


def test_other_values_are_another_part() -> None:
    fragments = Fragments()

    first = fragments.get(("note", "for", 1), lambda: "one")
    second = fragments.get(("note", "for", 2), lambda: "two")

    assert (first, second) == ("one", "two")


def test_the_oldest_is_forgotten_first() -> None:
    fragments = Fragments(at_most=2)
    for number in range(4):
        fragments.get(number, lambda number=number: str(number))  # type: ignore[misc]

    assert len(fragments) == 2
    assert fragments.get(3, lambda: "drawn anew") == "3"
    assert fragments.get(0, lambda: "drawn anew") == "drawn anew"


def test_an_empty_part_is_kept_too() -> None:
    fragments = Fragments()
    fragments.get("nothing", str)

    assert fragments.get("nothing", lambda: "drawn anew") == ""
