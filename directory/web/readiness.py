"""Whether the site can serve people: the database, the disk, the mail, the last backup.

Outsiders read one word; which part fails stands in the log.
"""

from __future__ import annotations

import logging
import os
import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app

from directory import clock, db
from directory.config import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from directory.config import Settings

LOGGER = logging.getLogger("directory.readiness")
FREE_SHARE = 0.05
_MARK = "last_backup"
_CHECKS = "readiness"


def init_app(app: Flask, settings: Settings) -> None:
    """Look at what the frame itself knows of; features add their own with `add_check`."""
    started = clock.now()
    app.extensions[_CHECKS] = {}
    add_check(app, "database", lambda: db.database().is_reachable())
    add_check(app, "disk", lambda: has_room(settings))
    add_check(app, "backup", lambda: backup_is_recent(settings, since=started))


def add_check(app: Flask, name: str, is_well: Callable[[], bool]) -> None:
    """Have `is_well` asked by /readyz; `name` is what the log says where it is not."""
    checks: dict[str, Callable[[], bool]] = app.extensions[_CHECKS]
    checks[name] = is_well


def failing() -> tuple[str, ...]:
    """The names of what is not well, in the order in which they were added; logged."""
    checks: dict[str, Callable[[], bool]] = current_app.extensions[_CHECKS]
    failed = []
    for name, is_well in checks.items():
        # Where the database is away the others cannot ask it.
        if not is_well():
            failed.append(name)
            if name == "database":
                break
    if failed:
        LOGGER.warning("not ready: %s", ", ".join(failed))
    return tuple(failed)


def check_names() -> tuple[str, ...]:
    """The names of everything that is looked at."""
    return tuple(current_app.extensions[_CHECKS])


def has_room(settings: Settings) -> bool:
    """Whether at least a twentieth of the disk that holds the instance folder is free."""
    return free_share(settings) >= FREE_SHARE


def free_share(settings: Settings) -> float:
    """Which share of the disk that holds the instance folder is free, 0 to 1."""
    folder = settings.instance_folder.resolve()
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total


def note_backup(settings: Settings, moment: datetime) -> None:
    """Remember when the last copy was made, for `backup_is_recent`."""
    settings.instance_folder.mkdir(parents=True, exist_ok=True)
    mark = settings.instance_folder / _MARK
    fresh = mark.with_suffix(f".{os.getpid()}")
    fresh.write_text(moment.isoformat())
    fresh.replace(mark)


def last_backup(settings: Settings) -> datetime | None:
    """When `directory backup` last made a copy here, or None."""
    try:
        return datetime.fromisoformat((settings.instance_folder / _MARK).read_text().strip())
    except (OSError, ValueError):
        return None


def backup_is_recent(settings: Settings, *, since: datetime) -> bool:
    """Whether the last copy is young enough; without any yet, counted from `since`."""
    if not settings.backup_hours or settings.mode is not Mode.PRODUCTION:
        return True
    newest = last_backup(settings) or since
    return clock.now() - newest <= timedelta(hours=settings.backup_hours)
