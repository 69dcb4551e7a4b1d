"""What is asked, as need cells: issue x facet of care, weighed, and split at a referrer's scope.

MATCHING.md section 2.1. A need is not a list of tags: "what is outside my scope" is the
subtraction of cells, and a care team is what covers them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from directory.matching.answer import Gap
from directory.matching.need import Cell
from directory.vocabulary.terms import Facet, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.need import Need, NeedIssue, Referrer
    from directory.vocabulary.terms import FacetNeed, Vocabulary

CORE_WEIGHT = 1.0
HELPFUL_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A cell that is asked for, with its weight, and whether it is core or named outright."""

    cell: Cell
    weight: float
    is_core: bool
    is_named: bool
    """Asked for by facet, profession or modality: then a helpful cell counts in full."""


@dataclass(frozen=True)
class Question:
    """The cells of a need that are asked, and how the need splits at the referrer's scope."""

    asked: tuple[AskedCell, ...]
    gap: Gap | None
    has_cells: bool
    """False where no issue was stated; then nothing is measured by cells."""

    @cached_property
    def facets(self) -> frozenset[Facet]:
        """The facets of care that are asked."""
        return frozenset(asked.cell.facet for asked in self.asked)

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """The issues that have an asked cell, in the order of the need."""
        return tuple(dict.fromkeys(asked.cell.issue for asked in self.asked))


def ask(need: Need, vocabulary: Vocabulary) -> Question:
    """The question that a need puts.

    Without a referrer every cell is asked. A referrer asks for the gap: what is outside their own
    hands, together with the cells of what they name (a modality, a profession, a facet of care),
    unless they ask for the whole need.
    """
    names = _names(need, vocabulary)
    named = frozenset[Facet]().union(*names)
    cells = _with_named(_need_cells(need, vocabulary), names, need)
    gap = _gap(need, [item.cell for item in cells], vocabulary)
    asked = [item for item in cells if _is_asked(item, need, gap, named)]
    return Question(_weighed(asked, named, need), gap, bool(need.issues))


def helpful_only(asked: Iterable[AskedCell]) -> bool:
    """Whether cells are merely helpful and nobody named them."""
    return not any(item.is_core or item.is_named for item in asked)


@dataclass(frozen=True, slots=True)
class _NeedCell:
    cell: Cell
    issue_weight: float
    is_core: bool


def _need_cells(need: Need, vocabulary: Vocabulary) -> list[_NeedCell]:
    return [
        _NeedCell(Cell(issue.slug, facet.facet), issue.weight, facet.strength is Strength.CORE)
        for issue in need.issues
        for facet in _facets(issue, vocabulary)
    ]


def _facets(issue: NeedIssue, vocabulary: Vocabulary) -> tuple[FacetNeed, ...]:
    return vocabulary.issues[issue.slug].facets if issue.facets is None else issue.facets


def _names(need: Need, vocabulary: Vocabulary) -> list[frozenset[Facet]]:
    """What is asked for by name, each as facets: facets of care, modalities, professions."""
    return [
        *(frozenset({facet}) for facet in sorted(need.ask_facets or ())),
        *(
            frozenset(vocabulary.modalities[modality].facets_served)
            for modality in (*need.modalities_must, *need.modalities_prefer)
        ),
        *(
            profession_facets(profession, vocabulary)
            for profession in (*need.professions_must, *need.professions_prefer)
        ),
    ]


def profession_facets(profession: str, vocabulary: Vocabulary) -> frozenset[Facet]:
    """The facets of care that a profession may serve."""
    return vocabulary.professions[profession].facets_in_scope


def _with_named(
    cells: list[_NeedCell], names: list[frozenset[Facet]], need: Need
) -> list[_NeedCell]:
    """The cells, and where something named touches none of them, the cells that it would make.

    Somebody who asks for massage for panic attacks asks for the body, although the issue itself
    calls for the mind alone.
    """
    called_for = {item.cell.facet for item in cells}
    missing = frozenset[Facet]().union(*(name for name in names if not name & called_for))
    added = [
        _NeedCell(Cell(issue.slug, facet), issue.weight, is_core=False)
        for issue in need.issues
        for facet in sorted(missing)
    ]
    return [*cells, *added]


def _gap(need: Need, cells: list[Cell], vocabulary: Vocabulary) -> Gap | None:
    if need.referrer is None:
        return None
    hands = own_facets(need.referrer, vocabulary)
    return Gap(
        inside=tuple(cell for cell in cells if cell.facet in hands),
        outside=tuple(cell for cell in cells if cell.facet not in hands),
    )


def own_facets(referrer: Referrer, vocabulary: Vocabulary) -> frozenset[Facet]:
    """What is in a referrer's own hands: what they state to do here, else their whole scope."""
    if referrer.does_facets is None and referrer.does_modalities is None:
        return frozenset[Facet]().union(
            *(profession_facets(profession, vocabulary) for profession in referrer.professions)
        )
    done = set(referrer.does_facets or ())
    for modality in referrer.does_modalities or ():
        done.update(vocabulary.modalities[modality].facets_served)
    return frozenset(done)


def _is_asked(item: _NeedCell, need: Need, gap: Gap | None, named: frozenset[Facet]) -> bool:
    if need.ask_facets is not None and item.cell.facet not in named:
        return False
    if gap is None or not need.complement:
        return True
    return item.cell in gap.outside or item.cell.facet in named


def _weighed(asked: list[_NeedCell], named: frozenset[Facet], need: Need) -> tuple[AskedCell, ...]:
    """Helpful cells count in full where they are named, or where the gap holds nothing else."""
    referred = need.referrer is not None and need.complement
    only_helpful = referred and not any(item.is_core for item in asked)
    return tuple(
        AskedCell(
            item.cell,
            item.issue_weight
            * (
                CORE_WEIGHT
                if item.is_core or item.cell.facet in named or only_helpful
                else HELPFUL_WEIGHT
            ),
            item.is_core,
            only_helpful or item.cell.facet in named,
        )
        for item in asked
    )
