"""Text that people wrote cannot harm the page, and facts read as a person would say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from directory.web import shown_text

TODAY = date(2026, 11, 22)


@given(st.text(max_size=300))
def test_plain_text_lets_no_markup_through(text: str) -> None:
    shown = str(shown_text.plain_text(text))

    for allowed in ("<p>", "</p>", "<br>"):
        shown = shown.replace(allowed, "")
    assert "<" not in shown


def test_plain_text_keeps_lines_and_paragraphs() -> None:
    assert shown_text.plain_text("One\ntwo\r\n\r\nthree & <b>") == (
        "<p>One<br>two</p><p>three &amp; &lt;b&gt;</p>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://elsewhere.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "<script>alert(1)</script>",
        "<svg onload=alert(1)>",
        "[x](https://a.example 'title\" onmouseover=alert(1)')",
        "# A heading",
        "<style>p{}</style>",
        "<a href='//elsewhere.example'>x</a>",
    ],
)
def test_tiny_markdown_has_no_pictures_scripts_or_headings(hostile: str) -> None:
    shown = BeautifulSoup(str(shown_text.tiny_markdown(hostile)), "html.parser")

    tags = shown.select("*")
    assert {tag.name for tag in tags} <= {"p", "a", "br", "em", "strong"}
    assert {name for tag in tags for name in tag.attrs} <= {"href", "rel"}
    assert all(str(tag.get("href", "https:")).startswith(("https:", "http:")) for tag in tags)


def test_tiny_markdown_shows_what_it_is_for() -> None:
    shown = str(
        shown_text.tiny_markdown("I am *calm*.\n\n- one\n- two\n\n[more](https://a.example)")
    )

    assert "<em>calm</em>" in shown
    assert "<li>one</li>" in shown
    assert 'href="https://a.example"' in shown
    assert 'rel="nofollow noopener noreferrer"' in shown


@pytest.mark.parametrize(
    ("kilometres", "country", "words"),
    [
        (None, "US", ""),
        (0.4, "US", "less than a mile"),
        (1.61, "US", "about 1 mile"),
        (3.2, "US", "about 2 miles"),
        (40.2, "US", "about 25 miles"),
        (0.4, "CA", "less than 1 km"),
        (3.2, "CA", "about 3 km"),
    ],
)
def test_distances_in_the_measure_of_the_place(
    kilometres: float | None, country: str, words: str
) -> None:
    assert shown_text.distance(kilometres, country) == words


def test_a_hidden_place_is_said_to_be_an_area() -> None:
    assert shown_text.distance(3.2, is_area=True) == "about 2 miles, area only"


@pytest.mark.parametrize(
    ("days", "words", "freshness"),
    [
        (0, "confirmed today", "fresh"),
        (1, "confirmed yesterday", "fresh"),
        (6, "confirmed 6 days ago", "fresh"),
        (29, "confirmed 4 weeks ago", "fresh"),
        (30, "confirmed 4 weeks ago", "ageing"),
        (90, "confirmed 3 months ago", "ageing"),
        (91, "not confirmed since August 2026", "old"),
    ],
)
def test_a_fact_says_its_age(days: int, words: str, freshness: str) -> None:
    confirmed_on = TODAY - timedelta(days=days)

    assert shown_text.age(confirmed_on, TODAY) == words
    assert shown_text.freshness(confirmed_on, TODAY) == freshness


def test_a_fact_that_nobody_confirmed_says_so() -> None:
    assert shown_text.age(None, TODAY) == "not confirmed yet"
    assert shown_text.freshness(None, TODAY) == "unknown"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Rivera", "AR"),
        ("Maya de la Cruz Ortiz", "MO"),
        ("Jean-Luc Picot", "JP"),
        ("Yolanda Trujillo-Baca", "YT"),
        ("Sukarno", "S"),
        ("李 明", "李明"),
        ("", ""),
        ("– 5", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert shown_text.initials(name) == letters
