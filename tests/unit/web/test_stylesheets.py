"""The stylesheet: made of tokens, one file for each component, nothing from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from directory import resources
from directory.web import assets

if TYPE_CHECKING:
    from pathlib import Path

CSS = resources.static() / "css"
COMPONENTS = sorted((CSS / "components").glob("*.css"))
TEMPLATES = resources.templates()


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_components_take_their_colors_from_the_tokens(path: Path) -> None:
    on_screen = path.read_text().split("@media print")[0]

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(", on_screen) == []


def test_every_token_that_is_used_is_there() -> None:
    css = assets.stylesheet(resources.static())
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", css))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", css))

    assert used - defined == set()


def test_every_class_in_a_template_stands_in_the_stylesheet() -> None:
    css = assets.stylesheet(resources.static())
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", css))
    marked = set()
    for path in TEMPLATES.rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', path.read_text()):
            plain = re.sub(r"\{[%{].*?[%}]\}", " ", value)
            marked |= {name for name in plain.split() if re.fullmatch(r"[a-z][a-z0-9-]*\w", name)}

    assert marked - styled == set()


def test_the_stylesheet_asks_nobody_else() -> None:
    css = assets.stylesheet(resources.static())

    assert re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//", css) == []


def test_compacting_keeps_what_the_rules_say() -> None:
    css = """
    /* a comment */
    .a { width: calc(100% - 2rem); margin: 0 auto; }
    @media (min-width: 44rem) { .a > .b:hover, .c + .d { color: var(--ink); } }
    """

    assert assets.compact_css(css) == (
        ".a{width:calc(100% - 2rem);margin:0 auto}"
        "@media (min-width:44rem){.a > .b:hover,.c + .d{color:var(--ink)}}"
    )
