"""The tables refuse what must not be, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.network.closed_sets import Unmet
from directory.network.models import NetworkEdit, NetworkRevision, UnknownWord, UnmetNeed
from directory.vocabulary.overlay_rows import EditKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.db import Model

DAY = clock.today()


def _edit(**changed: object) -> NetworkEdit:
    values: dict[str, object] = {
        "kind": EditKind.SET, "file": "issues.csv", "row_name": "grief", "column_name": "label",
        "value": "x", "source": "", "made_at": clock.now(), "made_by": "x", "undone_by": "",
    }  # fmt: skip
    return NetworkEdit(**(values | changed))


def _need(times: int) -> UnmetNeed:
    return UnmetNeed(
        what=Unmet.SEARCH, issue="", discipline="", region="", quarter="2026-Q4", times=times
    )


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (NetworkRevision(id=2, number=0), "one_row"),
        (_edit(file=""), "names_a_row"),
        (_edit(row_name=""), "names_a_row"),
        (_edit(undone_by="x"), "undone_by_somebody"),
        (_edit(undone_at=clock.now()), "undone_by_somebody"),
        (UnknownWord(word="", times=1, first_on=DAY, last_on=DAY), "says_something"),
        (UnknownWord(word="x", times=0, first_on=DAY, last_on=DAY), "told_at_least_once"),
        (_need(0), "counts_upward"),
    ],
)
def test_a_row_that_must_not_be_is_refused(session: Session, row: Model, constraint: str) -> None:
    session.add(row)

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()
