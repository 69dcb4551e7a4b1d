"""A term of the vocabulary by what it is called: slug, label or synonym; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from directory.vocabulary.terms import Term, Vocabulary

NEAREST = 3

_PARENTHESIS = re.compile(r"\(([^)]*)\)")


class UnknownTermError(LookupError):
    """Nothing in the vocabulary is called that; `nearest` holds up to three slugs that sound so."""

    def __init__(self, *, kind: TermKind, typed: str, nearest: tuple[str, ...]) -> None:
        self.kind = kind
        self.typed = typed
        self.nearest = nearest
        offer = f"; did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"{typed!r} is not known as {_with_article(kind)}{offer}")


def find_slug(vocabulary: Vocabulary, kind: TermKind, typed: str) -> str:
    """The slug of the term that is called so; a hidden one answers to its slug alone.

    Raises UnknownTermError with the nearest three for anything that matches no slug, label or
    synonym: a search must never quietly run for something else.
    """
    wanted = folded(typed)
    offered = vocabulary.offered(kind)
    # What was written by slug was written before it was hidden: an export, a stored command.
    for terms, names in (
        (vocabulary.terms_of(kind), _slugs),
        (offered, _labels),
        (offered, _synonyms),
    ):
        for slug, term in terms.items():
            if any(folded(name) == wanted for name in names(term)):
                return slug
    raise UnknownTermError(kind=kind, typed=typed, nearest=_nearest(offered.values(), wanted))


def nearest_names(names: Iterable[str], typed: str) -> tuple[str, ...]:
    """The three of these names that are written most like what was typed."""
    by_folded = {folded(name): name for name in names}
    found = process.extract(folded(typed), list(by_folded), scorer=_likeness, limit=NEAREST)
    return tuple(by_folded[name] for name, _score, _position in found)


def folded(text: str) -> str:
    """Small letters without accents, punctuation as one space: how names are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.split(r"[\W_]+", kept)).strip()


def _slugs(term: Term) -> Iterator[str]:
    yield term.slug


def _labels(term: Term) -> Iterator[str]:
    # "Cognitive behavioral therapy (CBT)" is called by its whole, by either half, and no less.
    yield term.label
    yield _PARENTHESIS.sub(" ", term.label)
    yield from _PARENTHESIS.findall(term.label)


def _synonyms(term: Term) -> Iterator[str]:
    yield from term.synonyms
    yield from term.synonyms_es


def _likeness(one: str, other: str, **_options: object) -> float:
    """How alike two names are written, 0 to 100; a whole word in common counts nearly as much.

    A part of a word does not: else "emdrr" would be nearest to whatever has an "er" in it.
    """
    return max(fuzz.ratio(one, other), 0.9 * fuzz.token_set_ratio(one, other))


def _nearest(terms: Iterable[Term], wanted: str) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for term in terms:
        for source in (_slugs, _labels, _synonyms):
            names.update({folded(name): term.slug for name in source(term)})
    scored = process.extract(wanted, list(names), scorer=_likeness, limit=None)
    ordered = dict.fromkeys(names[name] for name, _score, _position in scored)
    return tuple(ordered)[:NEAREST]


def _with_article(kind: TermKind) -> str:
    if kind is TermKind.ACCESS:
        return "an access need"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind.value}"
