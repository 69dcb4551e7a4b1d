"""The words a source uses in its lists, against ours: split, found, and answered once for all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from directory.interop.problems import CellError
from directory.interop.reading import Row
from directory.search.lookup import UnknownTermError, find_slug
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from directory.interop.reading import Sheet
    from directory.interop.terms import Terms

LISTS = {
    "professions": TermKind.PROFESSION,
    "focus_issues": TermKind.ISSUE,
    "also_issues": TermKind.ISSUE,
    "modalities": TermKind.MODALITY,
    "payers_yes": TermKind.PAYER,
    "languages": TermKind.LANGUAGE,
    "populations": TermKind.POPULATION,
    "populations_focus": TermKind.POPULATION,
    "access_yes": TermKind.ACCESS,
}
"""The columns of which each cell is a list of terms of one kind."""

SEPARATORS = ("|", ";", "\n", ",")
LEFT_OUT = "-"
"""The answer for a word that is not taken."""
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of a source that the vocabulary does not know, how often, and what is near it."""

    column: str
    word: str
    times: int
    nearest: tuple[tuple[str, str], ...]
    """Slug and label."""

    @property
    def key(self) -> str:
        """What an answer to it is kept under."""
        return key_of(self.column, self.word)


def key_of(column: str, word: str) -> str:
    """What the answer to a word of a column is kept under; case and blanks make no other word."""
    return f"{column}={_BLANKS.sub(' ', word).strip().casefold()}"


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, asked for each word once: files say the same few words again and again."""

    terms: Terms
    _asked: dict[tuple[TermKind, str], bool] = field(default_factory=dict)

    def are_known(self, kind: TermKind, word: str) -> bool:
        """Whether a word is a term of this kind; its level may stand after a colon."""
        if (kind, word) not in self._asked:
            self._asked[kind, word] = self._is_known(kind, word.partition(":")[0].strip())
        return self._asked[kind, word]

    def nearest(self, kind: TermKind, word: str) -> Iterator[tuple[str, str]]:
        """Slug and label of what sounds most like a word."""
        known = self.terms.vocabulary.terms_of(kind)
        try:
            find_slug(self.terms.vocabulary, kind, word)
        except UnknownTermError as problem:
            yield from ((slug, known[slug].label) for slug in problem.nearest)

    def _is_known(self, kind: TermKind, word: str) -> bool:
        try:
            self.terms.slug(kind, word)
        except CellError:
            return False
        return True


def in_our_words(sheet: Sheet, answers: Mapping[str, str], words: Words) -> Sheet:
    """The sheet with its lists as ours: split by bars, and with the answers in place of words."""
    columns = [name for name in sheet.columns if name in LISTS]
    if not columns:
        return sheet
    rows = tuple(
        Row(
            row.line,
            {
                **row.cells,
                **{name: _cell(name, row.cells[name], answers, words) for name in columns},
            },
        )
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def unknown_words(sheet: Sheet, words: Words) -> tuple[UnknownWord, ...]:
    """Every word of a list that is not known, the most frequent first."""
    found = Counter(
        (name, word)
        for name in sheet.columns
        if name in LISTS
        for row in sheet.rows
        for word in split(row.cells[name], LISTS[name], words)
        if word and not words.are_known(LISTS[name], word)
    )
    return tuple(
        UnknownWord(column, word, times, tuple(words.nearest(LISTS[column], word)))
        for (column, word), times in found.most_common()
    )


def split(cell: str, kind: TermKind, words: Words) -> Sequence[str]:
    """The words of a cell, by the first separator that is in it; a term with a comma is whole."""
    if not cell or words.are_known(kind, cell):
        return [cell] if cell else []
    separator = next((sign for sign in SEPARATORS if sign in cell), None)
    return [word.strip() for word in cell.split(separator)] if separator else [cell]


def _cell(column: str, cell: str, answers: Mapping[str, str], words: Words) -> str:
    said = [
        answers.get(key_of(column, word), word)
        for word in split(cell, LISTS[column], words)
        if word
    ]
    return "|".join(dict.fromkeys(word for word in said if word != LEFT_OUT))
