"""Find the files of an import on disk and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.interop.columns import COLUMNS
from directory.interop.problems import Problem
from directory.interop.reading import MOST_BYTES, Sheet, read_sheet

if TYPE_CHECKING:
    from pathlib import Path


class NothingToImportError(ValueError):
    """The path leads to no file, or to a folder without a table."""


def read_path(path: Path) -> list[Sheet]:
    """The sheets of a file or of a folder of tables.

    Raises NothingToImportError where there is none.
    """
    if path.is_dir():
        sheets = read_folder(path)
        if not sheets:
            raise NothingToImportError(
                f"{path} has no table: a folder needs files such as listings.csv or vouches.csv."
            )
        return sheets
    if not path.is_file():
        raise NothingToImportError(f"There is no file {path}; check the path.")
    return [_read(path)]


def read_folder(folder: Path) -> list[Sheet]:
    """The sheets of the tables in a folder, in the order in which they are imported."""
    paths = [folder / f"{table.value}.csv" for table in COLUMNS]
    return [_read(path) for path in paths if path.is_file()]


def _read(path: Path) -> Sheet:
    # Asked for its size first, so that a huge file is refused without being held in memory.
    if path.stat().st_size > MOST_BYTES:
        problem = Problem(
            file=path.name,
            cause="The file is larger than 64 MB.",
            remedy="Split it into several files.",
        )
        return Sheet(path.name, problems=(problem,))
    return read_sheet(path.name, path.read_bytes())
