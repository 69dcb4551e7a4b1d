"""Pages that explain: what each discipline does, and how the order is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import gettext as _

from directory.matching import criteria, fairness
from directory.matching.need import Need
from directory.matching.weights import THRESHOLD_BOUNDS, WEIGHTS
from directory.search.blueprint import bp, engine, translator
from directory.search.centers_page import family_label
from directory.search.find_form import care_label
from directory.search.score_lines import part_words
from directory.vocabulary.terms import Facet, TermKind
from directory.web.access import ANYONE, access
from directory.web.languages import as_read

if TYPE_CHECKING:
    from directory.vocabulary.terms import Profession

DAYS_IN_A_MONTH = 30.4
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
    """How the order is decided, with the weights and the other numbers that are in force."""
    limits = engine().weights.thresholds
    factors = {
        "fit": round(100 * limits.full_fit),
        "least": round(100 * limits.least_fit),
        "hold": round(100 * (1 - limits.hold)),
        "prefers_not": round(100 * (1 - limits.prefers_not)),
        "adapt": round(100 * (1 - limits.adapt)),
    }
    return render_template(
        "search/order.html",
        weights=_weight_rows(),
        vouches=_vouch_rows(),
        near_tie=round(100 * limits.load),
        most_near_tie=round(100 * THRESHOLD_BOUNDS["load"][1]),
        newcomer_days=fairness.NEWCOMER_DAYS,
        wait_days=Need().urgency_days,
        confirmed_days=round(criteria.CONFIRMED_HALF_DAYS),
        stale_days=limits.stale_days,
        factors=factors,
    )


def _weight_rows() -> list[list[str]]:
    """Each part that counts: its points for both askers, and how far a network may move them."""
    say, weights = translator(), engine().weights
    return [
        [
            part_words(weight.component, say),
            _points(weights.client[weight.component]),
            _points(weights.referrer[weight.component]),
            _(
                "%(low)s to %(high)s",
                low=round(100 * weight.lowest),
                high=round(100 * weight.highest),
            ),
        ]
        for weight in WEIGHTS
        if weight.highest
    ]


def _vouch_rows() -> list[list[str]]:
    """Each ground for a vouch, the strongest first, and how soon it counts half."""
    bases = as_read(engine().vocabulary).vouch_bases.values()
    return [
        [basis.label, str(round(100 * basis.weight)), _months(basis.half_life_days)]
        for basis in sorted(bases, key=lambda basis: -basis.weight)
    ]


def _months(days: float) -> str:
    return _("%(months)s months", months=round(days / DAYS_IN_A_MONTH))


def _points(weight: float) -> str:
    return str(round(100 * weight)) if weight else _("not counted")


def _families() -> list[FamilyView]:
    by_family: dict[str, list[Profession]] = {name: [] for name in FAMILIES_FIRST}
    vocabulary = as_read(engine().vocabulary)
    for slug in vocabulary.offered(TermKind.PROFESSION):
        profession = vocabulary.professions[slug]
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
