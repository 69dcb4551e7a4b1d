"""From the files of an upload to sheets of our tables, whatever their format."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.interop.closed_sets import Format
from directory.interop.columns import Table
from directory.interop.hsds_reading import hsds_sheets, is_hsds
from directory.interop.mapping import guessed, mapped
from directory.interop.nppes import Wanted, is_nppes, nppes_sheet
from directory.interop.problems import Problem
from directory.interop.reading import Sheet, read_sheet
from directory.interop.rows import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.vocabulary.terms import Vocabulary

    Files = Mapping[str, bytes]

BROUGHT = (
    Table.LISTINGS,
    Table.PLACES,
    Table.CREDENTIALS,
    Table.TRAININGS,
    Table.SPECIALTIES,
    Table.COMMITMENTS,
    Table.AFFILIATIONS,
)
"""What the desk imports; a vouch is its giver's own act, and comes by no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a curator chose for an import: of whom, from where, and which column is which."""

    professions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """Their words, as `own_words.key_of` writes them, with ours; a dash leaves a word out."""

    def as_json(self) -> str:
        """To be kept beside the file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def of_json(text: str) -> Choices:
        """What `as_json` kept."""
        kept = json.loads(text)
        return Choices(
            professions=tuple(kept.get("professions", ())),
            places=tuple(kept.get("places", ())),
            columns=dict(kept.get("columns", {})),
            words=dict(kept.get("words", {})),
        )


def format_of(files: Files) -> Format:
    """What the files look like."""
    if any(is_nppes(data) for data in files.values()):
        return Format.NPPES
    if is_hsds(files):
        return Format.HSDS
    return Format.LISTINGS


def sheets_of(
    files: Files, kind: Format, choices: Choices, vocabulary: Vocabulary
) -> tuple[Sheet, ...]:
    """The files as sheets of our tables, with every remark there is to make on them."""
    if kind is Format.NPPES:
        wanted = Wanted.of(vocabulary, choices.professions, choices.places)
        return tuple(nppes_sheet(name, data, wanted) for name, data in files.items())
    if kind is Format.HSDS:
        return hsds_sheets(files, vocabulary, choices.professions)
    return tuple(_table_sheet(read_sheet(name, data), choices) for name, data in files.items())


def own_columns(files: Files) -> tuple[str, ...]:
    """The columns of a file that is to be matched with ours; empty where none is."""
    if len(files) != 1:
        return ()
    (name, data), *_rest = files.items()
    sheet = read_sheet(name, data)
    found = table_of(sheet)
    return sheet.columns if found is None or found is Table.LISTINGS else ()


def _table_sheet(sheet: Sheet, choices: Choices) -> Sheet:
    found = table_of(sheet)
    if found is not None and found not in BROUGHT:
        problem = Problem(
            file=sheet.file,
            cause=_("This is a table of vouches."),
            remedy=_("A vouch is its giver’s own act: they give it themselves."),
        )
        return Sheet(sheet.file, problems=(problem,))
    if found is None or found is Table.LISTINGS:
        return mapped(sheet, choices.columns or guessed(sheet.columns))
    return sheet
