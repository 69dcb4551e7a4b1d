"""Load the invented network through the importer that takes anybody's file, and publish it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from directory import clock
from directory.interop import services
from directory.interop.folder import read_folder
from directory.interop.report import Report
from directory.interop.rows import TableRows, ValueRow
from directory.interop.services import Knowledge, Tables
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

MANIFEST = "manifest.json"

STEPS = {
    ListingStatus.PUBLISHED: (Move.SUBMIT, Move.PUBLISH),
    ListingStatus.PAUSED: (Move.SUBMIT, Move.PUBLISH, Move.PAUSE),
    ListingStatus.IN_REVIEW: (Move.SUBMIT,),
    ListingStatus.WITHDRAWN: (Move.WITHDRAW,),
    ListingStatus.DRAFT: (),
}
"""How an invented listing gets from a draft to the state that its file names."""


@dataclass(frozen=True, slots=True)
class DemoRefusedError(ValueError):
    """A folder does not say that its people are invented, so it is not published unasked."""

    folder: str

    def __str__(self) -> str:
        """One sentence for the operator."""
        return (
            f"{self.folder} has no {MANIFEST} that says its people are invented; "
            "use `directory import`, which makes private drafts."
        )


def load_demo(session: Session, folder: Path, knowledge: Knowledge) -> Report:
    """Load the network of a folder, mark its listings as invented and publish them. Flushes.

    Every date is moved by the days since the network was made, so that what was fresh is fresh.
    Loading it again changes nothing on the same day, and only dates on a later one.

    Raises DemoRefusedError for a folder that does not say it is invented.
    """
    manifest = _manifest(folder)
    shift = clock.today() - date.fromisoformat(manifest["as_of"])
    read = services.tables_of(read_folder(folder), knowledge)
    read = Tables(tuple(_moved(table, shift) for table in read.tables), read.problems)
    made, stored = services.assembled(session, read, knowledge)
    made.drafts = {
        handle: replace(draft, is_invented=True) for handle, draft in made.drafts.items()
    }
    report = Report(problems=tuple(made.problems))
    if not report.is_sound:
        return report
    results = services.save(session, made, stored, knowledge, confirmed_by_both=True)
    _publish(session, made.statuses)
    return replace(report, results=results)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if manifest.get("invented") is not True:
        raise DemoRefusedError(str(folder))
    found: dict[str, Any] = manifest
    return found


def _moved(table: TableRows, shift: timedelta) -> TableRows:
    return replace(
        table,
        rows=tuple(
            ValueRow(
                row.line,
                {
                    name: value + shift if isinstance(value, date) else value
                    for name, value in row.values.items()
                },
            )
            for row in table.rows
        ),
    )


def _publish(session: Session, statuses: Mapping[str, ListingStatus | None]) -> None:
    present = listing_statuses(session, statuses)
    for handle, wanted in statuses.items():
        if present[handle] is ListingStatus.DRAFT:
            for move in STEPS[wanted or ListingStatus.PUBLISHED]:
                move_listing(session, handle, move)
