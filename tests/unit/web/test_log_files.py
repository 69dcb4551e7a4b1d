"""The access log is one file a day, and a file goes when its days are over."""

from __future__ import annotations

import logging
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.config import Mode, Settings
from directory.web.log_files import DailyFiles

if TYPE_CHECKING:
    from pathlib import Path

DAY_ONE = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


def _write(handler: DailyFiles, words: str) -> None:
    handler.emit(logging.LogRecord("directory.access", logging.INFO, "", 0, words, None, None))


def test_each_day_has_its_file_that_only_its_owner_reads(folder: Path) -> None:
    handler = DailyFiles(folder, days=14)
    for minutes in (0, 0, 2):
        with clock.stopped(DAY_ONE + timedelta(minutes=minutes)):
            _write(handler, f"line {minutes}")

    files = {file.name: file.read_text() for file in folder.iterdir()}
    assert files == {
        "access-2026-03-01.log": "line 0\nline 0\n",
        "access-2026-03-02.log": "line 2\n",
    }
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_goes_after_fourteen_days_and_others_stay(folder: Path) -> None:
    days = Settings(mode=Mode.TEST).access_log_days
    handler = DailyFiles(folder, days=days)
    for day in range(days + 2):
        with clock.stopped(DAY_ONE + timedelta(days=day)):
            _write(handler, "line")
            (folder / "notes.txt").touch()

    kept = sorted(file.name for file in folder.iterdir())
    assert days == 14
    assert len(kept) == days + 1
    assert kept[0] == "access-2026-03-03.log"
    assert "notes.txt" in kept


def test_a_folder_that_cannot_be_written_fails_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file stands where the folder should")

    _write(DailyFiles(tmp_path / "log", days=14), "line")

    assert "Logging error" in capsys.readouterr().err
