"""Colours of a network's own keep their contrast; the grounds are those of our tokens."""

from __future__ import annotations

import re

import pytest

from directory import resources
from directory.network.site import SCHEMES, Site, colour_problem, contrast, stylesheet

TOKENS = (resources.static() / "css" / "tokens.css").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_grounds_are_those_of_the_tokens(scheme: str) -> None:
    light, _media, dark = TOKENS.partition("@media (prefers-color-scheme: dark)")
    found = dict(
        re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6});", light if scheme == "light" else dark)
    )

    for name in ("paper", "surface", "pine_tint", "clay_tint", "on_pine"):
        assert found[name.replace("_", "-")] == getattr(SCHEMES[scheme], name)
    for token in ("pine", "pine-deep", "clay"):
        assert colour_problem(f"{scheme}-{token}", found[token]) == "", token


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("light-pine", "#9BC53D", "Choose a darker one"),
        ("dark-pine", "#123456", "Choose a lighter one"),
        ("light-clay", "red", "such as #1E5B53"),
        ("light-clay", "#12345", "such as #1E5B53"),
        ("light-clay", "#12345G", "such as #1E5B53"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(name: str, value: str, says: str) -> None:
    assert says in colour_problem(name, value)


def test_a_dark_colour_stands_for_the_device_and_for_the_choice() -> None:
    css = stylesheet(Site(colours={"dark-pine": "#86CDBD"}))

    assert css.count("--pine:#86CDBD;") == 2
    assert stylesheet(Site()) == ""
