"""The answer of `directory match` as a practitioner reads it in a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from directory.search.cards import Card

WIDTH = 92
INDENT = "   "


def card_lines(card: Card) -> Iterator[str]:
    """One result: who, why, what is missing, what is not known, how sure, and its points."""
    title = f"{card.name}, {card.credentials}" if card.credentials else card.name
    yield f"{card.number}. {title}  [{card.handle}]"
    yield from marked("", f"{card.about} · {card.where}" if card.where else card.about)
    for mark, text in _judgements(card):
        yield from marked(mark, text)
    for text in _facts(card):
        yield from marked("", text)
    yield from marked("", _points(card))


def _judgements(card: Card) -> Iterator[tuple[str, str]]:
    yield from (("+ ", text) for text in card.why)
    if card.missing:
        yield "- ", card.missing
    yield from (("! ", text) for text in card.cautions)
    if card.not_known:
        yield "? ", f"Not known: {'; '.join(card.not_known)}"


def _facts(card: Card) -> Iterator[str]:
    if card.people:
        yield "Here for this: " + ", ".join(name for _handle, name in card.people)
    yield from (fact.sentence for fact in card.facts)
    if card.path:
        yield _path(card)
    yield from (note for note in (card.moved, card.relaxed) if note)


def marked(mark: str, text: str) -> list[str]:
    """A paragraph under a result, with its mark before the first line."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=INDENT + mark,
        subsequent_indent=INDENT + " " * len(mark),
        break_long_words=False,
    )


def paragraph(text: str) -> Iterable[str]:
    """A paragraph of the page's width."""
    return textwrap.wrap(text, WIDTH, break_long_words=False)


def _path(card: Card) -> str:
    steps = [f"{step.name} ({step.basis})" if step.basis else step.name for step in card.path]
    return " → ".join(steps)


def _points(card: Card) -> str:
    parts = " + ".join(f"{row.label} {row.points}/{row.of}" for row in card.score.rows)
    return " ".join([f"{card.score.total} points = {parts}.", *card.score.factors])
