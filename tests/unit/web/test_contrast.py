"""Contrast, computed from the tokens themselves, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from directory import resources

TOKENS = (resources.static() / "css" / "tokens.css").read_text()
GROUNDS = ("paper", "surface")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "pine", "pine-deep", "err") for ground in GROUNDS),
    ("clay", "paper"),
    ("clay", "surface"),
    ("gold", "surface"),
    ("ink", "pine-tint"),
    ("ink-2", "pine-tint"),
    ("ink", "clay-tint"),
    ("ink", "gold-tint"),
    ("ink", "trust-tint"),
    ("ink", "ok-tint"),
    ("ink", "err-tint"),
    ("pine", "pine-tint"),
    ("clay", "clay-tint"),
    ("gold", "gold-tint"),
    ("trust", "trust-tint"),
    ("ok", "ok-tint"),
    ("err", "err-tint"),
    ("on-pine", "pine"),
    ("on-pine", "pine-deep"),
    ("on-err", "err"),
    ("trust", "surface"),
]
CONTROLS = [(line, ground) for line in ("line-strong", "pine", "err") for ground in GROUNDS]
MARKS = [(mark, "surface") for mark in ("ok", "trust", "gold", "clay", "ink-2", "line-strong")]


def _colors(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})\s*;", css))


LIGHT_CSS, DARK_CSS = TOKENS.split("@media (prefers-color-scheme: dark)")
LIGHT = _colors(LIGHT_CSS)
SCHEMES = {"light": LIGHT, "dark": {**LIGHT, **_colors(DARK_CSS)}}


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_both_schemes_set_every_color() -> None:
    assert set(_colors(DARK_CSS)) == set(LIGHT) - {"halo"}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colors = SCHEMES[scheme]

    assert _contrast(colors[ink], colors[ground]) >= 5.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "ground"), [*CONTROLS, *MARKS])
def test_controls_and_marks_can_be_seen(scheme: str, line: str, ground: str) -> None:
    colors = SCHEMES[scheme]

    assert _contrast(colors[line], colors[ground]) >= 3.8


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_focus_ring_can_be_seen(scheme: str, ground: str) -> None:
    colors = SCHEMES[scheme]

    assert _contrast(colors["ink"], colors[ground]) >= 4.5
