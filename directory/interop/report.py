"""What an import did or would do, row by row, as one value for people and for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.interop.problems import Gravity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.interop.columns import Table
    from directory.interop.problems import Problem
    from directory.profiles.services import Outcome

SHOWN = 60
"""Remarks and rows of each kind that the printed report names one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one row, or would: a listing or a relation created, changed or not."""

    file: str
    line: int
    table: Table
    subject: str
    outcome: Outcome
    changes: tuple[str, ...] = ()
    """Which facts of a listing would be other than they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of one import. With an error nothing was done; in a dry run neither."""

    problems: tuple[Problem, ...]
    results: tuple[Result, ...] = ()
    is_dry_run: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(problem.gravity is Gravity.ERROR for problem in self.problems)

    @property
    def was_done(self) -> bool:
        """Whether the rows are stored."""
        return self.is_sound and not self.is_dry_run

    def as_json(self) -> dict[str, object]:
        """The report as one document; every remark and every row stands in it."""
        return {
            "dry_run": self.is_dry_run,
            "done": self.was_done,
            "counts": {str(outcome): count for outcome, count in self._outcomes().items()},
            "problems": [
                {
                    "gravity": problem.gravity.value,
                    "file": problem.file,
                    "line": problem.line,
                    "column": problem.column,
                    "cause": problem.cause,
                    "remedy": problem.remedy,
                }
                for problem in self.problems
            ],
            "rows": [
                {
                    "file": result.file,
                    "line": result.line,
                    "table": result.table.value,
                    "subject": result.subject,
                    "outcome": result.outcome.value,
                    "changes": list(result.changes),
                }
                for result in self.results
            ],
        }

    def lines(self) -> Iterator[str]:
        """The report for people: remarks by gravity, then what was done, then the sum."""
        for gravity, heading in _HEADINGS.items():
            found = [problem for problem in self.problems if problem.gravity is gravity]
            if found:
                yield f"{heading} ({len(found)})"
                yield from (f"  {problem}" for problem in found[:SHOWN])
                if len(found) > SHOWN:
                    yield f"  … and {len(found) - SHOWN} more; --json shows all."
        yield from self._row_lines()
        if self.is_sound:
            yield self._sum()

    def _row_lines(self) -> Iterator[str]:
        would = "would be " if self.is_dry_run else ""
        moved = [result for result in self.results if result.outcome.value != "unchanged"]
        for result in moved[:SHOWN]:
            facts = f" ({', '.join(result.changes)})" if result.changes else ""
            yield (
                f"{result.file}, line {result.line}: {result.subject} "
                f"{would}{result.outcome.value}{facts}"
            )
        if len(moved) > SHOWN:
            yield f"… and {len(moved) - SHOWN} more rows; --json shows all."

    def _sum(self) -> str:
        counts = self._outcomes()
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
        if self.is_dry_run:
            return f"Nothing was imported, as asked; it would be: {told or 'nothing'}."
        return f"Imported: {told or 'nothing'}."

    def _outcomes(self) -> Counter[str]:
        return Counter(result.outcome.value for result in self.results)


_HEADINGS = {
    Gravity.ERROR: "Errors, which stop the import",
    Gravity.REVIEW: "For a curator to look at before publishing",
    Gravity.NOTE: "Notes",
}
