"""How copies are named, and which of them are past their time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MOMENT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"directory-(\d{8}T\d{6}Z)\.tar\.gz")
_KEEP = re.compile(r"(\d{1,4})d")


def name_of(moment: datetime) -> str:
    """The file name of a copy made at this moment, such as directory-20260102T030405Z.tar.gz."""
    return f"directory-{moment.astimezone(UTC).strftime(_MOMENT)}.tar.gz"


def moment_of(name: str) -> datetime | None:
    """When a copy of this name was made, or None for a file that is none of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def kept_for(typed: str) -> timedelta:
    """How long `35d` is. Raises ValueError, one sentence, for anything else."""
    found = _KEEP.fullmatch(typed.strip())
    if found is None or int(found[1]) == 0:
        message = "--keep must be a number of days, such as 35d."
        raise ValueError(message)
    return timedelta(days=int(found[1]))


def past_their_time(files: Iterable[Path], *, now: datetime, keep: timedelta) -> tuple[Path, ...]:
    """Copies of ours that are older than `keep`, oldest first; the newest always stays."""
    dated = sorted((moment, file) for file in files if (moment := moment_of(file.name)) is not None)
    return tuple(file for moment, file in dated[:-1] if now - moment > keep)
