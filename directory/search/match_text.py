"""The answer of `directory match` as a practitioner reads it in a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from directory.search.cards import card
from directory.search.engine import says_what
from directory.search.notices import lines_for, shows_list
from directory.search.place_choice import Reading, place_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from directory.matching.answer import Team
    from directory.matching.need import Cell
    from directory.search.cards import Card, CardContext
    from directory.search.engine import Found

WIDTH = 92
INDENT = "   "


def answer_lines(found: Found, context: CardContext) -> Iterator[str]:
    """The whole answer: notices, what was read, the gap, the list, the team."""
    answer = found.answer
    for notice in answer.notices:
        yield from _notice(notice, found, context)
    if found.reading.chips:
        yield from paragraph("We read: " + " · ".join(chip.text for chip in found.reading.chips))
    for handle in found.named:
        yield from marked("", f"Called so: {context.listings[handle].name}  [{handle}]")
    if found.reading.not_understood and not found.named:
        yield from paragraph("Not understood: " + ", ".join(found.reading.not_understood))
    yield from _place(found)
    yield from _gap(found, context)
    yield from _list(found, context)


def _list(found: Found, context: CardContext) -> Iterator[str]:
    answer = found.answer
    shown = len(answer.matches)
    if shown:
        yield ""
        yield f"{shown} of {answer.total} who may fit. Best fit first; no one can pay to be higher."
    for match in answer.matches:
        yield ""
        yield from card_lines(card(match, context))
    if answer.team is not None:
        yield ""
        yield from _team(answer.team, context)
    if not says_what(found.need) and not found.named:
        yield "Nothing was understood in these words. Say it in other words, or use --issue."
    elif not shown and not found.named and shows_list(answer.notices):
        yield ""
        yield "Nobody matches all of this. Look farther away (--within 50mi), or ask for less."


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
    if card.also_at:
        yield "Also at: " + ", ".join(name for _handle, name in card.also_at)
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


def _notice(notice: str, found: Found, context: CardContext) -> Iterator[str]:
    kind, _colon, key = notice.partition(":")
    sentences = {
        "emergency": "This may be an emergency: call emergency services now.",
        "urgent": "A doctor should look at this today, before other care.",
        "set-aside": "Couple sessions are not advised while there is violence: individual support "
        "first, so nobody is shown for couple work.",
    }
    if kind in sentences:
        yield from paragraph(f"! {sentences[kind]}")
    if kind == "relaxed":
        words = {"distance": "farther away", "telehealth": "by video", "payer": "other payers"}
        yield from paragraph(f"Few fit well as asked; also looked {words.get(key, key)}.")
    if kind in {"crisis", "resource"}:
        mark = "!" if kind == "crisis" else "Help line:"
        for line in lines_for([key], found.help_region, context.vocabulary):
            yield from paragraph(f"{mark} {line.name}: {line.contact} ({line.hours})")


def _place(found: Found) -> Iterator[str]:
    choice = found.place
    if choice is None:
        return
    if choice.place is None:
        yield from paragraph(f"No place is known as “{choice.typed}”; nothing is left out for it.")
    elif choice.reading is Reading.CORRECTED:
        others = "".join(f", {place_label(other)}" for other in choice.others)
        also = f" (or did you mean{others[1:]}?)" if others else ""
        yield from paragraph(f"“{choice.typed}” read as {choice.label}{also}.")
    elif choice.others or choice.label != choice.typed:
        others = ", ".join(place_label(other) for other in choice.others)
        yield from paragraph(
            f"Place: {choice.label}" + (f". Others of that name: {others}" if others else "")
        )


def _gap(found: Found, context: CardContext) -> Iterator[str]:
    gap = found.answer.gap
    if gap is not None:
        outside = "; ".join(cell_words(gap.outside, context)) or "nothing"
        inside = "; ".join(cell_words(gap.inside, context)) or "nothing"
        yield from paragraph(f"Outside your scope: {outside}. Inside it: {inside}.")


def _team(team: Team, context: CardContext) -> Iterator[str]:
    yield "Together:"
    for number, step in enumerate(team.steps, start=1):
        covers = "; ".join(cell_words(step.cells, context))
        text = f"Step {number}: {context.listings[step.member].name}, {covers}"
        cleared = f" (agree first with: {step.cleared_by})" if step.cleared_by else ""
        why = "; ".join(context.explain(clause) for clause in step.why)
        yield from marked("", f"{text}{cleared}. {why}".rstrip(". ") + ".")
    if team.missing:
        yield from marked(
            "- ", "Nobody near covers " + "; ".join(cell_words(team.missing, context))
        )
    for clause in team.why:
        yield from marked("", context.explain(clause))


def cell_words(cells: Iterable[Cell], context: CardContext) -> list[str]:
    """Cells by concern, with the plain names of the facets of care."""
    by_issue: dict[str, list[str]] = {}
    for cell in cells:
        by_issue.setdefault(cell.issue, []).append(cell.facet.value)
    issues = context.vocabulary.issues
    return [f"{issues[issue].label} ({', '.join(facets)})" for issue, facets in by_issue.items()]


def _path(card: Card) -> str:
    steps = [f"{step.name} ({step.basis})" if step.basis else step.name for step in card.path]
    return " → ".join(steps)


def _points(card: Card) -> str:
    parts = " + ".join(f"{row.label} {row.points}/{row.of}" for row in card.score.rows)
    return " ".join([f"{card.score.total} points = {parts}.", *card.score.factors])
