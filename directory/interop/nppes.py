"""Rows of the NPPES download: read one by one, by header name, and only those that were chosen.

The layout is the CMS “Full Replacement Monthly NPI File” (v1, and v2 of 2024-12 with longer
names). Taxonomy codes are those of the vocabulary's professions (`nucc_codes`).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.interop.credentials import rule_of
from directory.interop.problems import Gravity, Problem
from directory.interop.reading import Sheet, sheet_of_rows
from directory.profiles.draft import CredentialDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import IO

    from directory.vocabulary.terms import Vocabulary

TAXONOMIES = 15
MOST_REMARKS = 200
MOST_CHOSEN = 100_000
"""Rows of one file that are held in memory at once; `directory import` streams more."""
LENGTH_OF_NPI = 10
ISSUER = "80840"
"""What stands before an NPI when its check digit is made: 80 for health, 840 for the US."""

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_PRACTICE = "providerbusinesspracticelocationaddress"
HEADERS = {
    "npi": ("npi",),
    "entity": ("entitytypecode",),
    "organization": ("providerorganizationnamelegalbusinessname", "providerorganizationname"),
    "last": ("providerlastnamelegalname", "providerlastname"),
    "first": ("providerfirstname",),
    "letters": ("providercredentialtext",),
    "street": (f"providerfirstline{_PRACTICE.removeprefix('provider')}",),
    "city": (f"{_PRACTICE}cityname", f"{_PRACTICE}city"),
    "state": (f"{_PRACTICE}statename", f"{_PRACTICE}state"),
    "zip": (f"{_PRACTICE}postalcode",),
    "phone": (f"{_PRACTICE}telephonenumber",),
    "deactivated": ("npideactivationdate",),
    "reactivated": ("npireactivationdate",),
}
NEEDED = ("npi", "entity", "last", "first", "state", "zip", "taxonomy 1")
COLUMNS = (
    "handle",
    "kind",
    "name",
    "professions",
    "credential_title",
    "credential_jurisdiction",
    "credential_number",
    "street",
    "city",
    "region",
    "postal_code",
    "contact_phone",
)


def is_sound_npi(number: str) -> bool:
    """Whether ten digits are an NPI: the Luhn sum over 80840 and the number ends in zero."""
    if len(number) != LENGTH_OF_NPI or not (number.isascii() and number.isdigit()):
        return False
    total = 0
    for position, digit in enumerate(reversed(ISSUER + number)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the sum of two digits
    return total % 10 == 0


def is_nppes(content: bytes) -> bool:
    """Whether a file begins as an NPPES download does."""
    first = content[:200].decode("utf-8", "replace").lower()
    return "npi" in first and "entity type code" in first


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose rows are taken: professions by their codes, and where."""

    vocabulary: Vocabulary
    profession_of: dict[str, str]
    """From taxonomy code to profession; codes of other professions are not in it."""
    states: frozenset[str]
    postal_starts: tuple[str, ...]

    @staticmethod
    def of(vocabulary: Vocabulary, professions: Iterable[str], places: Iterable[str]) -> Wanted:
        """Professions with those below them; places as US-CO, CO or the first digits of a ZIP."""
        chosen = set(professions)
        codes = {
            code: slug
            for slug, profession in vocabulary.professions.items()
            if chosen & {slug, *vocabulary.profession_ancestors(slug)}
            for code in profession.nucc_codes
        }
        named = [place.strip().upper().removeprefix("US-") for place in places]
        return Wanted(
            vocabulary,
            codes,
            frozenset(place for place in named if not place.isdigit()),
            tuple(place for place in named if place.isdigit()),
        )

    def is_here(self, state: str, postal_code: str) -> bool:
        """Whether a practice location is at a chosen place."""
        if state in self.states:
            return True
        return bool(self.postal_starts) and postal_code.startswith(self.postal_starts)


@dataclass(slots=True)
class Taken:
    """How many rows there were, and why the others were passed over."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def remark(self, file: str, line: int | None, column: str | None, cause: str) -> None:
        """Keep a remark on a row that is left out; beyond a number they are counted only."""
        if len(self.problems) < MOST_REMARKS:
            self.problems.append(
                Problem(
                    file=file,
                    line=line,
                    column=column,
                    cause=cause,
                    remedy=_("The row is left out."),
                    gravity=Gravity.NOTE,
                )
            )


def nppes_sheet(file: str, content: bytes, wanted: Wanted) -> Sheet:
    """The chosen rows of a small file, as a sheet of listings."""
    taken = Taken()
    try:
        rows = list(chosen_rows(file, io.BytesIO(content), wanted, taken))
    except UnreadableError as problem:
        return Sheet(file, problems=(problem.problem,))
    sheet = sheet_of_rows(file, COLUMNS, rows[:MOST_CHOSEN])
    return Sheet(file, sheet.columns, sheet.rows, (*taken.problems, *sheet.problems))


class UnreadableError(ValueError):
    """The file as a whole cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def chosen_rows(
    file: str, stream: IO[bytes], wanted: Wanted, taken: Taken
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells of each chosen row, one at a time: a file of any size takes no more memory.

    Raises UnreadableError at the place where the file cannot be read on.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    try:
        at = _positions(file, next(reader, []))
        for cells in reader:
            taken.counts["read"] += 1
            row = _row(file, reader.line_num, cells, at, wanted, taken)
            if row is not None:
                taken.counts["chosen"] += 1
                yield reader.line_num, row
    except UnicodeDecodeError:
        raise _unreadable(file, reader.line_num + 1, _("It is not UTF-8.")) from None
    except csv.Error as problem:
        cause = _("The row cannot be read (%(problem)s).", problem=str(problem))
        raise _unreadable(file, reader.line_num, cause) from None
    finally:
        text.detach()


def _positions(file: str, header: Sequence[str]) -> dict[str, int]:
    at = {_NOT_LETTERS.sub("", name.lower()): position for position, name in enumerate(header)}
    found = {
        ours: next(at[name] for name in names if name in at)
        for ours, names in HEADERS.items()
        if any(name in at for name in names)
    }
    for number in range(1, TAXONOMIES + 1):
        for ours, name in (
            ("taxonomy", "healthcareprovidertaxonomycode"),
            ("primary", "healthcareproviderprimarytaxonomyswitch"),
            ("number", "providerlicensenumber"),
            ("number state", "providerlicensenumberstatecode"),
        ):
            if f"{name}{number}" in at:
                found[f"{ours} {number}"] = at[f"{name}{number}"]
    missing = [name for name in NEEDED if name not in found]
    if missing:
        cause = _("There is no column for: %(names)s.", names=", ".join(missing))
        raise _unreadable(file, 1, cause)
    found["last position"] = max(found.values())
    return found


def _row(
    file: str,
    line: int,
    cells: Sequence[str],
    at: dict[str, int],
    wanted: Wanted,
    taken: Taken,
) -> tuple[str, ...] | None:
    if len(cells) <= at["last position"]:
        taken.counts["short"] += 1
        taken.remark(file, line, None, _("The row has too few cells."))
        return None
    state = cells[at["state"]].strip().upper()
    if not wanted.is_here(state, cells[at["zip"]]):
        taken.counts["elsewhere"] += 1
        return None
    found = _professions(cells, at, wanted)
    if not found:
        taken.counts["other profession"] += 1
        return None
    if _cell(cells, at, "deactivated") and not _cell(cells, at, "reactivated"):
        taken.counts["deactivated"] += 1
        return None
    npi = cells[at["npi"]].strip()
    if not is_sound_npi(npi):
        taken.counts["wrong number"] += 1
        taken.remark(file, line, "NPI", _("The check digit of “%(npi)s” is wrong.", npi=npi))
        return None
    return _our_row(cells, at, wanted, npi, found)


def _professions(cells: Sequence[str], at: dict[str, int], wanted: Wanted) -> list[tuple[str, int]]:
    """Professions with the number of their taxonomy, the primary one first; two at most."""
    found: dict[str, int] = {}
    numbers = [number for number in range(1, TAXONOMIES + 1) if f"taxonomy {number}" in at]
    numbers.sort(key=lambda number: _cell(cells, at, f"primary {number}") != "Y")
    for number in numbers:
        profession = wanted.profession_of.get(cells[at[f"taxonomy {number}"]])
        if profession is not None:
            found.setdefault(profession, number)
    return list(found.items())[:2]


def _our_row(
    cells: Sequence[str],
    at: dict[str, int],
    wanted: Wanted,
    npi: str,
    found: list[tuple[str, int]],
) -> tuple[str, ...]:
    is_person = _cell(cells, at, "entity") == "1"
    if is_person:
        name = f"{_cell(cells, at, 'first')} {_cell(cells, at, 'last')}".strip()
    else:
        name = _cell(cells, at, "organization")
    name = _as_written(name) or npi
    title, jurisdiction, number = _credential(cells, at, wanted, found[0])
    slug = _NOT_LETTERS.sub("-", name.lower()).strip("-")[:60].strip("-")
    return (
        f"{slug}-{npi}" if slug else npi,
        "person" if is_person else "center",
        name,
        "|".join(profession for profession, _number in found),
        title,
        jurisdiction,
        number,
        _as_written(_cell(cells, at, "street")),
        _as_written(_cell(cells, at, "city")),
        f"US-{_cell(cells, at, 'state').upper()}",
        _cell(cells, at, "zip")[:5],
        _cell(cells, at, "phone"),
    )


def _credential(
    cells: Sequence[str], at: dict[str, int], wanted: Wanted, first: tuple[str, int]
) -> tuple[str, str, str]:
    """Title, jurisdiction and number, where the vocabulary knows the letters there; else nothing.

    The letters are what somebody typed of themselves; nobody has looked them up.
    """
    profession, taxonomy = first
    state = _cell(cells, at, f"number state {taxonomy}") or _cell(cells, at, "state")
    jurisdiction = f"US-{state.upper()}"
    for typed in re.split(r"[,;/\s]+", _cell(cells, at, "letters").replace(".", "")):
        stated = CredentialDraft(
            profession=profession, jurisdiction=jurisdiction, title=typed.upper()
        )
        rule = rule_of(wanted.vocabulary, stated) if typed else None
        if rule is not None:
            return rule.title, jurisdiction, _cell(cells, at, f"number {taxonomy}")
    return "", "", ""


def _cell(cells: Sequence[str], at: dict[str, int], name: str) -> str:
    return cells[at[name]].strip() if name in at else ""


def _as_written(shouted: str) -> str:
    """Words that stand in capitals throughout, as one writes them."""
    return " ".join(word.capitalize() if word.isupper() else word for word in shouted.split())


def _unreadable(file: str, line: int, cause: str) -> UnreadableError:
    remedy = _("Take the file as CMS publishes it.")
    return UnreadableError(Problem(file=file, line=line, cause=cause, remedy=remedy))
