"""People who could cover a need together, and one-roof centers, as the results page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.matching.need import Kind
from directory.search.find_form import care_label
from directory.search.listing_lines import href_of, profession_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.answer import Answer, Team
    from directory.matching.need import Cell
    from directory.search.cards import CardContext
    from directory.vocabulary.terms import Vocabulary

SAID_BY_STEPS = frozenset({"team-covers", "one-roof", "team-missing"})
"""Clauses of a team that its steps and its missing parts already tell."""


@dataclass(frozen=True, slots=True)
class TeamStep:
    """One person of a care team, in the order of the steps."""

    name: str
    href: str
    about: str
    covers: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TeamView:
    """People who cover the need together, or one center."""

    title: str
    steps: tuple[TeamStep, ...]
    why: str
    missing: tuple[str, ...]


def team_views(answer: Answer, context: CardContext) -> tuple[TeamView, ...]:
    """The team of an answer, then its pairs and the one roof beside them, each once."""
    teams = [team for team in (answer.team, *answer.pairs) if team is not None]
    unique = {team.members: team for team in teams}
    return tuple(_team(team, context) for team in unique.values())


def together_words(answer: Answer) -> str:
    """What is said above those who could work together."""
    if answer.team is not None:
        return _("These people could cover what you ask for together.")
    return _("This touches body and mind, so two may help more than one. You may also choose one.")


def cell_words(cells: Iterable[Cell], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Cells in words, by concern: "Grief (talk therapy)"."""
    by_issue: dict[str, list[str]] = {}
    for cell in cells:
        by_issue.setdefault(cell.issue, []).append(care_label(cell.facet).lower())
    return tuple(
        f"{vocabulary.issues[issue].label} ({', '.join(facets)})"
        for issue, facets in by_issue.items()
    )


def _team(team: Team, context: CardContext) -> TeamView:
    steps = []
    for step in team.steps:
        listing = context.listings[step.member]
        cleared = _("Agree first with: %(who)s", who=step.cleared_by) if step.cleared_by else ""
        notes = [*(context.explain(clause) for clause in step.why), cleared]
        steps.append(
            TeamStep(
                listing.name,
                href_of(listing),
                _profession(step.member, context),
                _covered(team, step.cells, context),
                ". ".join(note for note in notes if note),
            )
        )
    why = [clause for clause in team.why if clause.key not in SAID_BY_STEPS]
    return TeamView(
        title=_team_title(team, context),
        steps=tuple(steps),
        why=" · ".join(context.explain(clause) for clause in why),
        missing=cell_words(team.missing, context.vocabulary),
    )


def _team_title(team: Team, context: CardContext) -> str:
    listings = [context.listings[member] for member in team.members]
    names = [listing.name for listing in listings]
    if len(names) == 1:
        is_house = listings[0].kind == Kind.CENTER
        return _("Under one roof: %(name)s", name=names[0]) if is_house else names[0]
    return _("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1])


def _covered(team: Team, cells: Iterable[Cell], context: CardContext) -> tuple[str, ...]:
    """What a step covers; the concern is named only where the need has several."""
    issues = {cell.issue for step in team.steps for cell in step.cells}
    if len(issues) > 1:
        return cell_words(cells, context.vocabulary)
    return tuple(care_label(cell.facet) for cell in cells)


def _profession(handle: str, context: CardContext) -> str:
    return profession_line(context.listings[handle], context.vocabulary, context.say)
