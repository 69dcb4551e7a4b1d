"""The lines of a list to choose from: escaped, and the chosen one marked whatever its type."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from directory.web.option_lines import option_lines


@pytest.mark.parametrize("chosen", [10, "10"])
def test_the_chosen_one_is_marked(chosen: object) -> None:
    lines = BeautifulSoup(option_lines([("5", "5 miles"), (10, "10 miles")], chosen), "html5lib")

    found = {str(one["value"]): one for one in lines.select("option")}
    assert {value: one.get_text() for value, one in found.items()} == {
        "5": "5 miles",
        "10": "10 miles",
    }
    assert [value for value, one in found.items() if one.has_attr("selected")] == ["10"]


def test_values_and_labels_may_be_named() -> None:
    assert option_lines([{"value": "a", "label": "A"}], "") == '<option value="a">A</option>'


def test_nothing_of_an_option_becomes_markup() -> None:
    lines = option_lines([('"><script>', "<b>Cost & coverage</b>")], None)

    assert lines == (
        '<option value="&#34;&gt;&lt;script&gt;">&lt;b&gt;Cost &amp; coverage&lt;/b&gt;</option>'
    )
