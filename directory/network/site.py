"""What a network may say and choose for its own pages: name, welcome, exit, colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = "site"
"""The `file` of these edits; the row is the same word, the column the name of the value."""

NAME_AT_MOST = 60
WELCOME_AT_MOST = 400
TEXT_CONTRAST = 4.5
SIGN_CONTRAST = 3.0
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_HALF_WAY = 0.04045
_DARK = "@media (prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours that stand around those that a network chooses."""

    paper: str
    surface: str
    pine_tint: str
    clay_tint: str
    on_pine: str


SCHEMES: Mapping[str, Scheme] = {
    "light": Scheme("#FAF8F4", "#FFFFFF", "#E3EEEA", "#FBECE3", "#FFFFFF"),
    "dark": Scheme("#11191A", "#1A2426", "#1E3631", "#3A241A", "#0C211D"),
}
"""As static/css/tokens.css has them; a test compares the two."""

TOKENS = ("pine", "pine-deep", "clay")
COLOURS: tuple[str, ...] = tuple(f"{scheme}-{token}" for scheme in SCHEMES for token in TOKENS)


@dataclass(frozen=True, slots=True)
class Site:
    """What was chosen; what is empty stays as shipped or as the settings say."""

    name: str = ""
    welcome: str = ""
    exit_url: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    """By "light-pine", "dark-clay" and so on."""

    @property
    def exit_origin(self) -> str:
        """Scheme and host of the chosen exit destination; empty where none is chosen."""
        parts = urlsplit(self.exit_url)
        return f"{parts.scheme}://{parts.netloc}" if self.exit_url else ""


def site_of(values: Mapping[str, str]) -> Site:
    """The site's values as they were kept, by their names."""
    colours = {name: values[name] for name in COLOURS if values.get(name)}
    return Site(
        values.get("name", ""), values.get("welcome", ""), values.get("exit_url", ""), colours
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as #1E5B53, from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour_problem(name: str, value: str) -> str:
    """Why a colour cannot be taken, in one sentence; empty where it can.

    Text in it needs 4.5 to 1 on every ground that it stands on, and signs 3 to 1.
    """
    if not _COLOUR.fullmatch(value):
        return "Write the colour as # and six signs, such as #1E5B53."
    scheme_name, _dash, token = name.partition("-")
    for ground, least in _grounds(SCHEMES[scheme_name], token):
        found = contrast(value, ground)
        if found < least:
            return (
                f"Its contrast with {ground} is {found:.1f}; it needs {least:g}. "
                f"Choose a {'darker' if scheme_name == 'light' else 'lighter'} one."
            )
    return ""


def _grounds(scheme: Scheme, colour: str) -> tuple[tuple[str, float], ...]:
    plain = ((scheme.paper, TEXT_CONTRAST), (scheme.surface, TEXT_CONTRAST))
    if colour == "clay":
        return (*plain, (scheme.clay_tint, TEXT_CONTRAST))
    return (*plain, (scheme.pine_tint, TEXT_CONTRAST), (scheme.on_pine, TEXT_CONTRAST))


def stylesheet(site: Site) -> str:
    """The chosen colours as a stylesheet to stand after ours; empty where none is chosen."""
    light, dark = (_declared(site, scheme) for scheme in ("light", "dark"))
    parts = [f":root{{{light}}}"] if light else []
    if dark:
        # Whoever chose a scheme on the page keeps it, whatever the device says.
        parts += [
            f'{_DARK}{{:root:where(:not([data-scheme="light"])){{{dark}}}}}',
            f':root:where([data-scheme="dark"]){{{dark}}}',
        ]
    return "\n".join(parts)


def _declared(site: Site, scheme: str) -> str:
    return "".join(
        f"--{token}:{site.colours[f'{scheme}-{token}']};"
        for token in TOKENS
        if f"{scheme}-{token}" in site.colours
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _HALF_WAY else float(((part + 0.055) / 1.055) ** 2.4)
