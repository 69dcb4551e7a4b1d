"""What one person may do in one visit: the professions licensed there, their facets and methods.

Training never widens a scope by itself; a second credential does. What cannot be done without
touch is not done by video, nor for somebody who does not want to be touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.licences import may_practise
from directory.vocabulary.terms import Facet, Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.matching.lexicon import Lexicon
    from directory.matching.listing import ListingFacts, ModalityLevel
    from directory.vocabulary.terms import Vocabulary

HANDS_ON = frozenset({"yes", "feet-hands"})
"""Values of `may_touch` of professions whose work on the body is touch."""
TOUCH_FACETS = frozenset({Facet.BODY, Facet.MOVEMENT})


@dataclass(frozen=True, slots=True)
class Practice:
    """Professions, facets of care and methods that somebody may offer in a visit."""

    professions: tuple[str, ...]
    facets: frozenset[Facet]
    offers: Mapping[str, ModalityLevel]
    """Every method in scope here, whether asked for or not."""
    methods: Mapping[str, ModalityLevel]
    """The methods that serve an asked facet of care."""
    works_by_touch: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a visit happens: where the law sees it, and whether touch is possible."""

    region: str | None
    by_video: bool = False
    without_touch: bool = False
    """The client asked not to be touched."""
    avoid: frozenset[str] = frozenset()
    """Methods that the client refuses."""
    avoid_professions: frozenset[str] = frozenset()
    """Professions that the client refuses."""

    @property
    def hands_off(self) -> bool:
        """Whether nothing may be done by touch."""
        return self.by_video or self.without_touch


def practice(
    listing: ListingFacts,
    terms: Terms,
    asked: frozenset[Facet],
    *,
    lexicon: Lexicon,
    today: date,
) -> Practice:
    """What somebody may do for the asked facets on these terms; no facets where nothing."""
    vocabulary = lexicon.vocabulary
    professions = tuple(
        profession
        for profession in licensed_professions(listing, terms.region, lexicon=lexicon, today=today)
        if not _is_any(profession, terms.avoid_professions, vocabulary)
    )
    facets = frozenset[Facet]().union(
        *(
            facets_of(profession, vocabulary, hands_off=terms.hands_off)
            for profession in professions
        )
    )
    offers = _offers(listing, professions, terms, lexicon)
    methods = _serving(offers, asked, lexicon)
    if not methods and _had_methods(listing, professions, terms, asked, lexicon):
        facets = frozenset()
    served = facets & asked if asked else facets
    return Practice(
        professions=professions,
        facets=facets,
        offers=offers,
        methods=methods,
        works_by_touch=not terms.by_video
        and _works_by_touch(professions, methods, served, vocabulary),
    )


def _is_any(profession: str, wanted: frozenset[str], vocabulary: Vocabulary) -> bool:
    return any(vocabulary.is_profession(profession, name) for name in wanted)


def _serving(
    offers: Mapping[str, ModalityLevel], asked: frozenset[Facet], lexicon: Lexicon
) -> dict[str, ModalityLevel]:
    if not asked:
        return dict(offers)
    serving = lexicon.methods_serving(asked)
    return {method: level for method, level in offers.items() if method in serving}


def _had_methods(
    listing: ListingFacts,
    professions: tuple[str, ...],
    terms: Terms,
    asked: frozenset[Facet],
    lexicon: Lexicon,
) -> bool:
    """Whether all that somebody offers for this is what the client refuses.

    By video nobody is read so strictly: who offers video has something to offer there.
    """
    anything = _offers(listing, professions, Terms(terms.region), lexicon)
    return not terms.by_video and bool(_serving(anything, asked, lexicon))


def licensed_professions(
    listing: ListingFacts, region: str | None, *, lexicon: Lexicon, today: date
) -> tuple[str, ...]:
    """Somebody's professions in which they may practise in a jurisdiction."""
    return tuple(
        profession
        for profession in listing.professions
        if may_practise(listing, profession, region, rules=lexicon.licence_rules, today=today)
    )


def facets_of(profession: str, vocabulary: Vocabulary, *, hands_off: bool) -> frozenset[Facet]:
    """The facets of a profession's scope; hands off, the body only where work is not by touch."""
    entry = vocabulary.professions[profession]
    if hands_off and entry.may_touch in HANDS_ON:
        return entry.facets_in_scope - {Facet.BODY}
    return entry.facets_in_scope


def in_scope(method: str, professions: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether one of somebody's professions may offer a method."""
    return any(vocabulary.may_offer(profession, method) for profession in professions)


def _offers(
    listing: ListingFacts, professions: tuple[str, ...], terms: Terms, lexicon: Lexicon
) -> dict[str, ModalityLevel]:
    refused = terms.avoid | lexicon.methods_by_touch if terms.hands_off else terms.avoid
    allowed = lexicon.methods_of(professions)
    return {
        method: level
        for method, level in listing.modalities.items()
        if method in allowed and method not in refused
    }


def _works_by_touch(
    professions: tuple[str, ...],
    methods: Mapping[str, ModalityLevel],
    facets: frozenset[Facet],
    vocabulary: Vocabulary,
) -> bool:
    """Whether care is by touch: through a method that is, or a hands-on profession.

    A hands-on profession that names only methods without touch is taken at its word; with
    methods where touch is optional it is touch.
    """
    touches = [vocabulary.modalities[method].touch for method in methods]
    if Touch.YES in touches:
        return True
    hands_on = any(
        vocabulary.professions[profession].may_touch in HANDS_ON
        and vocabulary.professions[profession].facets_in_scope & facets & TOUCH_FACETS
        for profession in professions
    )
    return hands_on and (not touches or Touch.OPTIONAL in touches)
