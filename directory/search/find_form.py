"""The find form as it is shown: every choice with its label, its state and its counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import ngettext

from directory.matching.need import Kind, Mode
from directory.matching.templates import N_
from directory.search.wording import KM_PER_MILE
from directory.vocabulary.terms import Facet, TermKind
from directory.web.page_words import text_of_page as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from directory.matching.answer import ThreeValuedCount
    from directory.search.forms import FieldError
    from directory.search.request import SearchRequest
    from directory.vocabulary.terms import Term, Vocabulary

A_ROUND_NUMBER = 10
WITHIN = (5, 10, 25, 50, 100)
AGES = ("adults", "older-adults", "teens", "children", "infants", "couples-pop", "families")

CARE: Mapping[Facet, str] = {
    Facet.MIND: N_("Talk therapy"),
    Facet.BODY: N_("Massage and bodywork"),
    Facet.MOVEMENT: N_("Physical or occupational therapy, movement"),
    Facet.NUTRITION: N_("Food and nutrition"),
    Facet.MEDICAL: N_("Medical care"),
    Facet.SPIRIT: N_("Spiritual care"),
    Facet.PRACTICAL: N_("Practical support"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the form; the counts are None where nothing was counted."""

    value: str
    label: str
    checked: bool = False
    hint: str = ""
    yes: int | None = None
    no: int | None = None
    not_stated: int | None = None
    counted: str = ""
    """The counts in words, where they count something else than people."""


Options = tuple[tuple[str, str], ...]
"""Pairs of value and label, for a list to choose one from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindForm:
    """Everything that templates/components/find_fields.html shows."""

    asked: SearchRequest
    within: Options
    audience: tuple[Choice, ...]
    i_am: Options
    care: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    mode: tuple[Choice, ...]
    payer: Options
    language: Options
    population: Options
    access: tuple[Choice, ...]
    preferences: tuple[Choice, ...]
    errors: Mapping[str, str]
    summary: str
    """What is set now, in few words, for the button that hides the form on a phone."""
    has_wishes: bool
    """Whether the part with further wishes stands open."""


def find_form(
    asked: SearchRequest,
    vocabulary: Vocabulary,
    *,
    errors: Iterable[FieldError] = (),
    counts: Mapping[str, ThreeValuedCount] | None = None,
    unit: str = "mi",
) -> FindForm:
    """The form with what was asked in it, and with counts by "kind:slug" where there are any."""
    counts = counts or {}
    distances = sorted({*WITHIN, asked.within})
    # A search that named a term before it was hidden still shows it.
    offered = vocabulary.offered
    return FindForm(
        asked=asked,
        within=tuple((str(distance), distance_label(distance, unit)) for distance in distances),
        audience=(
            Choice("self", _("For myself or somebody close"), not asked.for_client),
            Choice("client", _("For a client of mine"), asked.for_client),
        ),
        i_am=_professions(vocabulary, {asked.i_am, asked.wants}),
        care=tuple(
            Choice(facet.value, care_label(facet), facet.value in asked.care) for facet in Facet
        ),
        kinds=(
            Choice(Kind.PERSON.value, _("One practitioner"), Kind.PERSON.value in asked.kinds),
            Choice(Kind.CENTER.value, _("An integrative center"), Kind.CENTER.value in asked.kinds),
        ),
        mode=(
            Choice("", _("Either"), not asked.mode),
            Choice(Mode.IN_PERSON.value, _("In person"), asked.mode == Mode.IN_PERSON.value),
            Choice(Mode.TELEHEALTH.value, _("Online"), asked.mode == Mode.TELEHEALTH.value),
        ),
        payer=_one_of(offered(TermKind.PAYER, {asked.payer}), _("Any way"), "payer", counts),
        language=_one_of(offered(TermKind.LANGUAGE, {asked.language}), _("Any language")),
        population=_populations(offered(TermKind.POPULATION, {asked.population}), counts),
        access=_several(offered(TermKind.ACCESS, asked.access), asked.access, "access", counts),
        preferences=_several(
            offered(TermKind.PREFERENCE, asked.preferences),
            asked.preferences,
            "preference",
            counts,
        ),
        errors={error.field: error.message for error in errors},
        summary=summary(asked, unit),
        has_wishes=_has_wishes(asked),
    )


def summary(asked: SearchRequest, unit: str) -> str:
    """What is set besides the words, in few words, such as "80226, 25 miles, 2 kinds"."""
    parts = []
    if asked.place:
        parts += [asked.place, distance_label(asked.within, unit)]
    if asked.care:
        parts.append(ngettext("%(num)s kind", "%(num)s kinds", len(asked.care)))
    musts = len(asked.access) + bool(asked.language) + asked.payer_must
    if musts:
        parts.append(ngettext("%(num)s must-have", "%(num)s must-haves", musts))
    return ", ".join(parts)


def distance_label(miles: int, unit: str) -> str:
    """A distance to choose, in miles or in the kilometres that come near to them."""
    if unit == "mi":
        return ngettext("%(num)s mile", "%(num)s miles", miles)
    kilometres = round(miles * KM_PER_MILE)
    if kilometres >= A_ROUND_NUMBER:
        kilometres = 5 * round(kilometres / 5)
    return ngettext("%(num)s kilometre", "%(num)s kilometres", kilometres)


def care_label(facet: str) -> str:
    """A kind of care as clients call it."""
    return _(CARE[Facet(facet)])


def _has_wishes(asked: SearchRequest) -> bool:
    return any(
        (asked.payer, asked.max_fee, asked.language, asked.population, asked.access,
         asked.preferences, asked.no_touch, asked.team, asked.include_unconfirmed)
    )  # fmt: skip


def _professions(vocabulary: Vocabulary, held: Collection[str]) -> Options:
    offered = vocabulary.offered(TermKind.PROFESSION, held)
    known = vocabulary.professions
    people = [item for slug, item in offered.items() if not known[slug].scope_by_roster]
    ordered = sorted(people, key=lambda item: item.label.casefold())
    return (("", _("Choose your profession")), *((item.slug, item.label) for item in ordered))


def _populations(known: Mapping[str, Term], counts: Mapping[str, ThreeValuedCount]) -> Options:
    first = [slug for slug in AGES if slug in known]
    rest = [slug for slug in known if slug not in AGES]
    ordered = {slug: known[slug] for slug in first + rest}
    return _one_of(ordered, _("Anybody"), "population", counts)


def _one_of(
    terms: Mapping[str, Term],
    nothing: str,
    kind: str = "",
    counts: Mapping[str, ThreeValuedCount] | None = None,
) -> Options:
    return (
        ("", nothing),
        *(
            (slug, _counted(term.label, (counts or {}).get(f"{kind}:{slug}")))
            for slug, term in terms.items()
        ),
    )


def _counted(label: str, count: ThreeValuedCount | None) -> str:
    """A choice with how many say yes, say no and did not say; the label alone where uncounted."""
    if count is None:
        return label
    return _(
        "%(label)s (%(yes)s yes, %(no)s no, %(silent)s did not say)",
        label=label,
        yes=count.yes,
        no=count.no,
        silent=count.not_stated,
    )


def _several(
    terms: Mapping[str, Term],
    chosen: Iterable[str],
    kind: str,
    counts: Mapping[str, ThreeValuedCount],
) -> tuple[Choice, ...]:
    ticked = frozenset(chosen)
    found = []
    for slug, term in terms.items():
        count = counts.get(f"{kind}:{slug}")
        found.append(
            Choice(
                slug,
                term.label,
                slug in ticked,
                yes=count.yes if count else None,
                no=count.no if count else None,
                not_stated=count.not_stated if count else None,
            )
        )
    return tuple(found)
