"""Words of a file to terms of the vocabulary, regions and closed sets; nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from flask_babel import gettext as _

from directory.interop.problems import CellError
from directory.search.lookup import UnknownTermError, find_slug, folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from directory.places.regions import Regions
    from directory.vocabulary.terms import TermKind, Vocabulary

Closed = TypeVar("Closed", bound="StrEnum")


@dataclass(frozen=True)
class Terms:
    """What the words of a file may mean; slugs, labels and synonyms are all taken."""

    vocabulary: Vocabulary
    regions: Regions
    home: str = "US"
    """The country (or region of it) in which letters such as CA are read."""
    _known: dict[tuple[TermKind, str], str | CellError] = field(default_factory=dict)
    """What each word came to: a file says the same few again and again, and slips as often."""

    def slug(self, kind: TermKind, typed: str) -> str:
        """The slug of a term. Raises CellError with the nearest three for an unknown one."""
        if typed in self.vocabulary.terms_of(kind):
            return typed
        if (kind, typed) not in self._known:
            self._known[kind, typed] = self._looked_up(kind, typed)
        found = self._known[kind, typed]
        if isinstance(found, CellError):
            raise CellError(found.cause, found.remedy)
        return found

    def slug_of_any(self, kinds: Iterable[TermKind], typed: str) -> str:
        """The slug of a term of any of these kinds; the first kind's remark where it is of none."""
        kinds = tuple(kinds)
        for kind in kinds:
            if typed in self.vocabulary.terms_of(kind):
                return typed
        first: CellError | None = None
        for kind in kinds:
            try:
                return self.slug(kind, typed)
            except CellError as problem:
                first = first or problem
        raise first or CellError(_("“%(typed)s” is not known.", typed=typed))

    def region(self, typed: str, *, country: str | None = None) -> str:
        """The code of a region or country, such as US-CO. Raises CellError for anything else."""
        found = self.regions.find(typed, home=country or self.home)
        if found is None:
            raise CellError(
                _("“%(typed)s” is no region or country that is known here.", typed=typed),
                _("Write a code such as US-CO or CA-ON, or the region's name."),
            )
        return found.code

    def _looked_up(self, kind: TermKind, typed: str) -> str | CellError:
        try:
            return find_slug(self.vocabulary, kind, typed)
        except UnknownTermError as problem:
            known = self.vocabulary.terms_of(kind)
            nearest = ", ".join(known[slug].label for slug in problem.nearest)
            return CellError(
                _("“%(typed)s” is not known as %(value)s.", typed=typed, value=kind.value),
                _("The nearest are: %(nearest)s.", nearest=nearest),
            )


def member(kind: type[Closed], typed: str) -> Closed:
    """The member of a closed set. Raises CellError that lists the set for anything else."""
    wanted = folded(typed).replace(" ", "-")
    for item in kind:
        if item.value == wanted:
            return item
    raise CellError(
        _("“%(typed)s” is not one of the words for this.", typed=typed),
        _("Write %(either)s.", either=_either(kind)),
    )


def word_of(words: Iterable[str], typed: str) -> str:
    """The word of a short list that was typed, whatever its case. Raises CellError otherwise."""
    wanted = folded(typed)
    choices = list(words)
    for word in choices:
        if folded(word) == wanted:
            return word
    raise CellError(
        _("“%(typed)s” is not one of the words for this.", typed=typed),
        _("Write %(choices)s.", choices=_or(choices)),
    )


def _either(kind: type[Closed]) -> str:
    return _or([item.value for item in kind])


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
