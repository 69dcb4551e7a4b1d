"""Copies are named after their moment, and old ones go, but never the newest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from directory.backup.naming import kept_for, moment_of, name_of, past_their_time

NOW = datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC)
KEEP = timedelta(days=35)


def test_a_name_tells_the_moment() -> None:
    assert name_of(NOW) == "directory-20260301T040506Z.tar.gz"
    assert moment_of(name_of(NOW)) == NOW


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "directory-20261301T000000Z.tar.gz", "directory-20260301T040506Z.tar.gz.old"],
)
def test_a_file_that_is_none_of_ours_has_no_moment(name: str) -> None:
    assert moment_of(name) is None


def test_copies_past_their_time_go_and_other_files_stay() -> None:
    made = [Path(name_of(NOW - timedelta(days=days))) for days in (0, 34, 36, 90)]

    gone = past_their_time([*made, Path("taxes.pdf")], now=NOW, keep=KEEP)

    assert gone == (made[3], made[2])


def test_the_newest_copy_stays_however_old_it_is() -> None:
    old = Path(name_of(NOW - timedelta(days=400)))

    assert past_their_time([old], now=NOW, keep=KEEP) == ()


def test_days_are_read() -> None:
    assert kept_for(" 35d ") == KEEP


@pytest.mark.parametrize("typed", ["", "35", "0d", "-3d", "five d", "35h"])
def test_anything_but_days_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(ValueError, match="such as 35d"):
        kept_for(typed)
