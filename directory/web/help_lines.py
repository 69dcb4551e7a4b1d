"""Help lines for a page: the few for the strip, and all of them by country for /help-now.

The lines are data of the vocabulary (seed_data/vocabulary/crisis_resources.csv), with the day on
which each was last checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.vocabulary.terms import CrisisResource

STRIP_KEYS = ("suicide", "sexual-assault", "medical")
_NUMBER = re.compile(r"(?<![\w-])(?:(?:1-)?\d{3}-\d{3}-\d{4}|988|911|211|999|112|111)(?![\w-])")
_TEXT_NUMBER = re.compile(r"(?<=text )(?:([A-Z]+) to )?(\d{5,6})\b")


def for_region(
    resources: Iterable[CrisisResource], region: str, *, keys: Sequence[str] | None = None
) -> tuple[CrisisResource, ...]:
    """The lines that serve a region such as US-CO, of these keys in their order, or all.

    A line for the whole country serves each of its regions; a line for another region does not.
    """
    country = region.partition("-")[0]
    serving = [line for line in resources if {country, region} & set(line.where)]
    if keys is None:
        return tuple(serving)
    return tuple(line for key in keys for line in serving if line.key == key)


def first_of_each(
    lines: Iterable[CrisisResource],
) -> tuple[CrisisResource, ...]:
    """One line for each key, the first in the file."""
    chosen: dict[str, CrisisResource] = {}
    for line in lines:
        chosen.setdefault(line.key, line)
    return tuple(chosen.values())


def with_links(contact: str) -> Markup:
    """How to reach a line, with its numbers as links that dial or start a text message."""
    text = str(escape(contact))
    text = _TEXT_NUMBER.sub(_text_link, text)
    return Markup(_NUMBER.sub(_call_link, text))  # noqa: S704 - escaped above, links are ours


def _call_link(found: re.Match[str]) -> str:
    number = found.group()
    digits = number.replace("-", "")
    return f'<a href="tel:{digits}">{number}</a>'


def _text_link(found: re.Match[str]) -> str:
    words, number = found.groups()
    shown = f"{words} to {number}" if words else number
    return f'<a href="sms:{number}">{shown}</a>'
