"""`directory backup` and `directory restore`."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from directory.backup import naming, services
from directory.backup.archive import ArchiveError
from directory.console import (
    RefusalError,
    json_option,
    nothing_found,
    print_json,
    say,
    settings_of_the_environment,
)


@click.command
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="A folder.")
@click.option("--keep", help="Remove copies older than this, such as 35d.")
@json_option
def backup(folder: Path, keep: str | None, *, as_json: bool) -> None:
    """Copy everything that is kept into one file, while the site is in use."""
    settings = settings_of_the_environment()
    try:
        file = services.make_backup(settings, folder, keep=naming.kept_for(keep) if keep else None)
    except (ValueError, OSError) as problem:
        raise RefusalError(f"No copy was made: {problem}") from None
    except SQLAlchemyError as problem:
        say(f"No copy was made, the database says: {str(problem).splitlines()[0]}")
        nothing_found()
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size})
    else:
        click.echo(f"{file} ({file.stat().st_size / 1_000_000:.1f} MB)")
        say("The secret key is not in it: keep that apart, since nothing opens without it.")


@click.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring a copy back to a place that has nothing yet, and check the log."""
    settings = settings_of_the_environment()
    try:
        found = services.restore(settings, file)
    except (services.RestoreRefusedError, ArchiveError, OSError) as problem:
        raise RefusalError(f"Nothing was restored: {problem}") from None
    if found.first_wrong is not None:
        say(f"Restored, but entry {found.first_wrong} of the log was altered or is missing.")
        nothing_found()
    say(f"Restored as of {found.made_at}. The log is whole: {found.entries} entries.")
    say("Run `directory doctor`, then `directory serve`.")
