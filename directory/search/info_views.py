"""Pages that explain: what each discipline does, and how the order is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import gettext as _

from directory.matching.weights import DEFAULT_WEIGHTS, WEIGHTS
from directory.search.blueprint import bp, engine, translator
from directory.search.centers_page import family_label
from directory.search.find_form import care_label
from directory.search.score_lines import part_words
from directory.vocabulary.terms import Facet
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from directory.vocabulary.terms import Profession

FAMILIES_FIRST = ("talk", "bodywork", "rehab", "nutrition", "medical")


@dataclass(frozen=True, slots=True)
class ProfessionView:
    """A profession with its scope in words."""

    slug: str
    label: str
    facts: tuple[str, ...]
    does: str
    does_not: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Professions of one family, under one heading."""

    id: str
    title: str
    professions: tuple[ProfessionView, ...]


@bp.get("/scope")
@access(ANYONE)
def scope() -> str:
    """What each discipline does and does not do, from the vocabulary."""
    families = _families()
    items = [(family.id, family.title) for family in families]
    return render_template("search/scope.html", families=families, contents_items=items)


@bp.get("/how-the-order-is-decided")
@access(ANYONE)
def order() -> str:
    """How the order is decided, with the weights that are in force."""
    say = translator()
    rows = [
        [part_words(weight.component, say), _points(weight.client), _points(weight.referrer)]
        for weight in WEIGHTS
        if weight.client or weight.referrer
    ]
    near_tie = round(100 * DEFAULT_WEIGHTS.thresholds.load)
    return render_template("search/order.html", weights=rows, near_tie=near_tie)


def _points(weight: float) -> str:
    return str(round(100 * weight)) if weight else _("not counted")


def _families() -> list[FamilyView]:
    by_family: dict[str, list[Profession]] = {name: [] for name in FAMILIES_FIRST}
    for profession in engine().vocabulary.professions.values():
        if profession.scope and not profession.scope_by_roster:
            by_family.setdefault(profession.family, []).append(profession)
    return [
        FamilyView(name, family_label(name), tuple(_profession(item) for item in members))
        for name, members in by_family.items()
        if members
    ]


def _profession(profession: Profession) -> ProfessionView:
    facets = [facet for facet in Facet if facet in profession.facets_in_scope]
    return ProfessionView(
        profession.slug,
        profession.label,
        (*(care_label(facet) for facet in facets), _touch(profession.may_touch)),
        profession.scope,
        profession.outside_scope,
    )


def _touch(may_touch: str) -> str:
    words = {
        "yes": _("works with touch"),
        "no": _("works without touch"),
        "exam-only": _("touch for examining only"),
        "limited": _("little touch"),
        "no-unless-trained": _("works without touch, unless trained and licensed for it"),
        "varies": _("touch varies"),
    }
    return words.get(may_touch, "")
