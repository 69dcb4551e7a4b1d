"""Help lines for a page: the few for the strip, and all of them by country for /help-now.

The lines are data of the vocabulary (seed_data/vocabulary/crisis_resources.csv), with the day on
which each was last checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flask_babel import LazyString

    from directory.vocabulary.terms import CrisisResource

EMERGENCY = "medical"

# What stands before a line in the strip, in the strip's order.
STRIP: dict[str, LazyString | str] = {
    "suicide": "",
    "sexual-assault": _("After sexual assault:"),
    EMERGENCY: _("In danger:"),
}
# When a line is the right one, in the order of /help-now.
PURPOSES: dict[str, LazyString] = {
    EMERGENCY: _("In danger, or badly hurt"),
    "suicide": _("Thinking about ending your life, or in deep distress"),
    "domestic-violence": _("Somebody close hurts or threatens you"),
    "sexual-assault": _("After sexual assault, now or long ago"),
    "child-abuse": _("A child is being hurt"),
    "trafficking": _("Held, sold or forced to work"),
    "veterans": _("For veterans and their families"),
    "lgbtq": _("For LGBTQ+ people"),
    "indigenous": _("For Indigenous people"),
    "maternal": _("Around pregnancy and birth"),
    "eating-disorder": _("Eating and body image"),
    "substance-use": _("Alcohol and other drugs"),
    "overdose": _("After an overdose"),
    "poison": _("After poisoning"),
    "gambling": _("Gambling"),
    "general": _("Food, shelter and other help nearby"),
}


@dataclass(frozen=True, slots=True)
class StripLine:
    """A line in the strip: when it is the right one, and how to reach it in few words."""

    before: LazyString | str
    contact: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line on /help-now, with when it is the right one."""

    line: CrisisResource
    purpose: LazyString | None


def strip(resources: Iterable[CrisisResource], region: str) -> tuple[StripLine, ...]:
    """The lines for the strip on every page, one for each of a few urgent needs."""
    chosen = first_of_each(for_region(resources, region, keys=tuple(STRIP)))
    return tuple(StripLine(STRIP[line.key], _in_few_words(line.contact)) for line in chosen)


def shown(lines: Iterable[CrisisResource]) -> tuple[ShownLine, ...]:
    """Lines in the order of their purpose, each number once."""
    order = {key: place for place, key in enumerate(PURPOSES)}
    sorted_lines = sorted(lines, key=lambda line: order.get(line.key, len(order)))
    once = {(line.name, line.contact): line for line in reversed(sorted_lines)}
    return tuple(ShownLine(line, PURPOSES.get(line.key)) for line in reversed(list(once.values())))


_NUMBER = re.compile(r"(?<![\w-])(?:(?:1-)?\d{3}-\d{3}-\d{4}|988|911|211|999|112|111)(?![\w-])")
# "text START to 88788", "texto al 838255", "START por texto al 88788".
_TEXT_NUMBER = re.compile(r"(?:(?<=text )|(?<=texto al ))(?:([A-Z]+) to )?(\d{5,6})\b")


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


def _in_few_words(contact: str) -> str:
    first = re.sub(r"\s*\([^)]*\)", "", contact.partition(";")[0]).strip()
    return first[:1].upper() + first[1:]


def _call_link(found: re.Match[str]) -> str:
    number = found.group()
    digits = number.replace("-", "")
    return f'<a href="tel:{digits}">{number}</a>'


def _text_link(found: re.Match[str]) -> str:
    words, number = found.groups()
    shown = f"{words} to {number}" if words else number
    return f'<a href="sms:{number}">{shown}</a>'
