"""The access log as one file a day, each gone when its days are over."""

from __future__ import annotations

import logging
import os
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from directory import clock

if TYPE_CHECKING:
    from pathlib import Path

FOLDER_NAME = "log"
_NAME = re.compile(r"access-(\d{4}-\d{2}-\d{2})\.log")


class DailyFiles(logging.Handler):
    """Appends each line to the file of its day (UTC) and removes files older than `days`.

    Several processes may write at once: a line is one write at the end of the file. Files can
    be read by their owner alone.
    """

    def __init__(self, folder: Path, *, days: int) -> None:
        super().__init__()
        self.folder = folder
        self.days = days
        self._swept_on: date | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. A disk that refuses it does not fail the answer."""
        today = clock.today()
        line = f"{self.format(record)}\n".encode()
        try:
            self._sweep(today)
            self._append(self.folder / f"access-{today.isoformat()}.log", line)
        except OSError:
            self.handleError(record)

    def _append(self, file: Path, line: bytes) -> None:
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)

    def _sweep(self, today: date) -> None:
        if self._swept_on == today:
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for file in self.folder.iterdir():
            found = _NAME.fullmatch(file.name)
            if found and date.fromisoformat(found[1]) <= today - timedelta(days=self.days):
                file.unlink(missing_ok=True)
        self._swept_on = today
