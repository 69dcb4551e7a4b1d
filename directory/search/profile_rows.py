"""The lines of a listing's page, and what each of them is made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.profiles.listing import PublishedListing
    from directory.search.listing_lines import VouchBook
    from directory.search.wording import Translator
    from directory.vocabulary.terms import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section: what it is about, the words, and how old they are."""

    term: str
    details: tuple[str, ...]
    age: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows; sections without rows are not made."""

    name: str
    """What templates and tests call it; never shown."""
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ProfileContext:
    """What a page is made with besides the listing itself."""

    vocabulary: Vocabulary
    listings: Mapping[str, PublishedListing]
    vouches: VouchBook
    say: Translator
    today: date


def row_of(term: str, details: Iterable[str], age: str = "") -> Row:
    """A row with the details that have words."""
    return Row(term, tuple(detail for detail in details if detail), age)


def rows_of(*rows: Row) -> tuple[Row, ...]:
    """The rows that have details."""
    return tuple(row for row in rows if row.details)


def labels_of(terms: Mapping[str, Term], slugs: Iterable[str]) -> list[str]:
    """The labels of these terms."""
    return [label_of(terms, slug) for slug in slugs]


def label_of(terms: Mapping[str, Term], slug: str) -> str:
    """The label of a term, or its slug in words where the vocabulary lost it."""
    return terms[slug].label if slug in terms else slug.replace("-", " ")
