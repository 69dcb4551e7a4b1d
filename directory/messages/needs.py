"""A search as terms alone, without identity, and the few who fit and wish to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.matching.need import Mode
from directory.messages import queries
from directory.search.find_form import care_label
from directory.search.region_names import region_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from directory.matching.answer import Match
    from directory.messages.sealed import Terms
    from directory.messages.seen import Taking
    from directory.search.engine import Found
    from directory.vocabulary.terms import Term, Vocabulary

ASKED_AT_MOST = 5
LOOKED_AT = 60
"""How far down the list those are sought who wish to be asked: further down fewer fit."""


def terms_of(found: Found, vocabulary: Vocabulary) -> Terms:
    """What is needed, as pairs of a kind and labels; nothing that somebody typed.

    Of the place only the state or province: a town and a concern may point to one person.
    """
    return tuple((kind, labels) for kind, labels in _terms(found, vocabulary) if labels)


def who_fits(session: Session, found: Found) -> tuple[tuple[str, Taking], ...]:
    """The first few of the list who wish to be asked: handles, and what they take.

    Whoever would rather not work with this is not asked; whom the search leaves out is not in
    the list.
    """
    matches = [match for match in found.answer.matches[:LOOKED_AT] if _would(match)]
    takings = queries.takings(session, [match.id for match in matches])
    willing = [
        (match.id, takings[match.id])
        for match in matches
        if match.id in takings and takings[match.id].network
    ]
    return tuple(willing[:ASKED_AT_MOST])


def _would(match: Match) -> bool:
    return not any(factor.name == "prefers-not" for factor in match.factors)


def _terms(found: Found, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    need, words = found.need, found.reading.words
    yield _("About"), _labels((issue.slug for issue in need.issues), vocabulary.issues)
    yield _("Kind of care"), ", ".join(care_label(facet) for facet in sorted(need.ask_facets or ()))
    professions = dict.fromkeys((*need.professions_must, *need.professions_prefer))
    yield _("Profession"), _labels(professions, vocabulary.professions)
    yield _("Approach"), _labels(need.modalities_prefer, vocabulary.modalities)
    people = dict.fromkeys((need.population or "", *need.populations_prefer))
    yield _("For"), _labels(people, vocabulary.populations)
    yield _("Where"), region_name(need.region) if need.region else ""
    yield _("How"), _mode(need.mode)
    yield _("Touch"), _("No touch") if need.no_touch or words.no_touch else ""
    yield _("Language"), _labels(need.languages_must, vocabulary.languages)
    yield _("Payment"), _labels(need.payers, vocabulary.payers)
    yield _("Access"), _labels((*need.access_must, *need.access_prefer), vocabulary.access_needs)


def _labels(slugs: Iterable[str], terms: Mapping[str, Term]) -> str:
    return ", ".join(terms[slug].label.partition(" (")[0] for slug in slugs if slug in terms)


def _mode(mode: Mode) -> str:
    return {Mode.IN_PERSON: _("In person"), Mode.TELEHEALTH: _("Online")}.get(mode, "")
