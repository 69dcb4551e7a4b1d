"""The card a client carries: what to leave out, how to stop, what helps, whom to call.

It is made of what a page was sent, and goes back into that page: nothing of it is kept.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.referrals.letters import Box, Letter, LetterKind, Line, Part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from directory.referrals.forms import Fields
    from directory.referrals.words import ReferralWords

KINDS = ("area", "clothing", "stop", "grounding")
OWN_WORDS = ("more_areas", "more_stop", "more_grounding", "call_name", "call_phone")


class CardWordsError(ValueError):
    """The file cannot be read; the message names the row."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """Labels by slug for each question of the card, in file order."""

    areas: Mapping[str, str]
    clothing: Mapping[str, str]
    stops: Mapping[str, str]
    grounding: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswers:
    """What was ticked and typed."""

    areas: tuple[str, ...] = ()
    clothing: tuple[str, ...] = ()
    pressure: str = ""
    stops: tuple[str, ...] = ()
    grounding: tuple[str, ...] = ()
    more_areas: str = ""
    more_stop: str = ""
    more_grounding: str = ""
    call_name: str = ""
    call_phone: str = ""


def load_card_words(folder: Path, language: str = "en") -> CardWords:
    """Read `card.csv` of the folder `referrals` of the seed data. Raises CardWordsError.

    A label stays English where the file has none in this language (a code such as "es").
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with (folder / "card.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            kind, slug, label = row["kind"], row["slug"], row["label"]
            if kind not in KINDS or not slug or not label or slug in found[kind]:
                raise CardWordsError(f"card.csv, row {number}: {kind} {slug} is wrong or twice")
            found[kind][slug] = row.get(f"label_{language}") or label
    return CardWords(*(dict(found[kind]) for kind in KINDS))


def read_card(fields: Fields, known: CardWords, words: ReferralWords) -> CardAnswers:
    """What the page was sent; words of one's own are cut at the length of a line."""
    own = {name: fields.line(name) for name in OWN_WORDS}
    return CardAnswers(
        areas=fields.some_of("areas", known.areas),
        clothing=fields.some_of("clothing", known.clothing),
        pressure=fields.one_of("pressure", words.pressures),
        stops=fields.some_of("stops", known.stops),
        grounding=fields.some_of("grounding", known.grounding),
        **own,
    )


def card(answers: CardAnswers, known: CardWords, words: ReferralWords) -> Letter:
    """The card, with all that was left open still to be ticked by hand."""
    call = ", ".join(part for part in (answers.call_name, answers.call_phone) if part)
    pressed = (answers.pressure,) if answers.pressure else ()
    return Letter(
        kind=LetterKind.CARD,
        title=_("Card for my visit"),
        lead=_(
            "I carry this card. Please read it before you begin. I can change my mind any time."
        ),
        parts=(
            Part(
                title=_("Do not touch"),
                lines=(
                    _ticks(_("Places"), known.areas, answers.areas),
                    Line(term=_("Also"), value=answers.more_areas),
                ),
            ),
            Part(
                title=_("Clothing and pressure"),
                lines=(
                    _ticks(_("Clothing"), known.clothing, answers.clothing),
                    _ticks(_("Pressure"), words.pressures, pressed),
                ),
            ),
            Part(
                title=_("My signal to stop"),
                lines=(
                    _ticks(_("Signal"), known.stops, answers.stops),
                    Line(term=_("Also"), value=answers.more_stop),
                ),
                notes=(_("At the signal, hands off at once. I need not say why."),),
            ),
            Part(
                title=_("What helps me back"),
                lines=(
                    _ticks(_("Helps"), known.grounding, answers.grounding),
                    Line(term=_("Also"), value=answers.more_grounding),
                ),
            ),
            Part(title=_("If it gets too much"), lines=(Line(term=_("Call"), value=call),)),
        ),
    )


def _ticks(term: str, labels: Mapping[str, str], ticked: tuple[str, ...]) -> Line:
    boxes = tuple(Box(label, slug in ticked) for slug, label in labels.items())
    return Line(term=term, boxes=boxes)
