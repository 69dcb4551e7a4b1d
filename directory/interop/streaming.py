"""A file of any size from the NPPES download: read as a stream, brought in batch by batch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from directory.interop import imports, new_drafts
from directory.interop.closed_sets import Format
from directory.interop.columns import Table
from directory.interop.nppes import COLUMNS, Taken, UnreadableError, chosen_rows
from directory.interop.problems import Gravity
from directory.interop.reading import sheet_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from sqlalchemy.orm import Session

    from directory.interop.imports import By
    from directory.interop.nppes import Wanted
    from directory.interop.problems import Problem
    from directory.interop.services import Knowledge
    from directory.keys.ring import KeyRing

    Batch = list[tuple[int, tuple[str, ...]]]

AT_ONCE = 500
"""Rows of a batch; what one takes is given back before the next is read."""


@dataclass(slots=True)
class Streamed:
    """What a stream came to. With `unreadable` nothing was stored."""

    is_dry_run: bool
    taken: Taken = field(default_factory=Taken)
    outcomes: Counter[str] = field(default_factory=Counter)
    unreadable: Problem | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the file could be read to its end."""
        return self.unreadable is None

    def as_json(self) -> dict[str, object]:
        """The report as one document."""
        return {
            "dry_run": self.is_dry_run,
            "done": self.is_sound and not self.is_dry_run,
            "counts": dict(self.outcomes),
            "rows": dict(self.taken.counts),
            "problems": [str(problem) for problem in self._problems()],
        }

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield from (str(problem) for problem in self._problems())
        counts = ", ".join(f"{count} {what}" for what, count in sorted(self.taken.counts.items()))
        yield f"Rows: {counts or 'none'}."
        if self.is_sound:
            made = self.outcomes["created"]
            would = "would be made" if self.is_dry_run else "were made"
            yield f"{made} private drafts {would}."

    def _problems(self) -> tuple[Problem, ...]:
        return (*self.taken.problems, *((self.unreadable,) if self.unreadable else ()))


def bring_stream(  # noqa: PLR0913 - the file, the ground it stands on, and who asks
    session: Session,
    keys: KeyRing,
    path: Path,
    stream: IO[bytes],
    wanted: Wanted,
    knowledge: Knowledge,
    *,
    by: By,
    is_dry_run: bool,
) -> Streamed:
    """Bring in the chosen rows of a download; memory does not grow with the file. Flushes.

    A row that cannot be taken is left out and named: nobody corrects a register of millions. A
    file that cannot be read to its end is unsound, and the caller rolls back what came before.
    """
    found = Streamed(is_dry_run)
    reference = ""
    if not is_dry_run:
        reference = imports.note_done(session, keys, Format.NPPES, path.name, by).reference
    rows = chosen_rows(path.name, stream, wanted, found.taken)
    try:
        while batch := list(islice(rows, AT_ONCE)):
            _bring_batch(session, path.name, batch, knowledge, found, reference)
    except UnreadableError as problem:
        found.unreadable = problem.problem
    return found


def _bring_batch(
    session: Session,
    file: str,
    batch: Batch,
    knowledge: Knowledge,
    found: Streamed,
    reference: str,
) -> None:
    report = new_drafts.import_new(
        session, (sheet_of_rows(file, COLUMNS, batch),), knowledge, is_dry_run=found.is_dry_run
    )
    if not report.is_sound:
        wrong = {
            problem.line: problem
            for problem in report.problems
            if problem.gravity is Gravity.ERROR and problem.line is not None
        }
        for line, problem in wrong.items():
            found.taken.counts["left out"] += 1
            found.taken.remark(file, line, problem.column, problem.cause)
        left = [row for row in batch if row[0] not in wrong]
        if left and len(left) < len(batch):
            _bring_batch(session, file, left, knowledge, found, reference)
        return
    made = [item.subject for item in report.results if item.table is Table.LISTINGS]
    found.outcomes["created"] += len(made)
    if reference:
        imports.note_drafts_of(session, reference, made)
        session.flush()
    session.expunge_all()
