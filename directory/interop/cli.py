"""`directory import` and `directory seed demo`: tables in, and a report row by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from directory import db, resources
from directory.accounts.demo import make_demo_accounts
from directory.console import (
    RefusalError,
    json_option,
    print_json,
    say,
    settings_of_the_environment,
)
from directory.interop.columns import Table
from directory.interop.demo import DemoRefusedError, load_demo
from directory.interop.folder import NothingToImportError, read_path
from directory.interop.knowledge import EmptyGazetteerError, knowledge
from directory.interop.services import import_sheets
from directory.keys.ring import KeyRing

if TYPE_CHECKING:
    from directory.interop.report import Report

FORMATS = {"auto": None, "listings": Table.LISTINGS, "circle": Table.VOUCHES}
NOT_MIGRATED = "The database has no tables yet: run `directory init` first."


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(FORMATS)),
    default="auto",
    show_default=True,
    help="listings: one row a listing. circle: who vouches for whom. auto: by name and columns.",
)
@click.option(
    "--table", type=click.Choice([table.value for table in Table]), help="Which table the file is."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def import_(path: Path, kind: str, table: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Import a CSV file, or a folder of tables, as private drafts.

    All of it is imported or nothing. seed_data/README.md describes every column.
    """
    chosen = Table(table) if table else FORMATS[kind]
    settings = settings_of_the_environment()
    try:
        sheets = read_path(path)
        with db.session_scope(settings) as session:
            report = import_sheets(
                session,
                sheets,
                knowledge(session, settings),
                table=chosen,
                is_dry_run=dry_run,
            )
    except (NothingToImportError, EmptyGazetteerError) as problem:
        raise RefusalError(str(problem)) from None
    except (OperationalError, ProgrammingError) as problem:
        raise _refusal(problem) from problem
    _tell(report, as_json=as_json)


@click.group
def seed() -> None:
    """Fill this copy with data that travels with the software."""


@seed.command("demo")
@json_option
def seed_demo(*, as_json: bool) -> None:
    """Load the invented network, through the importer that takes anybody's file."""
    settings = settings_of_the_environment()
    try:
        with db.session_scope(settings) as session:
            report = load_demo(
                session, resources.seed_data() / "demo", knowledge(session, settings)
            )
            if report.is_sound and settings.secret_key:
                keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
                make_demo_accounts(session, keys, resources.seed_data())
    except (DemoRefusedError, EmptyGazetteerError) as problem:
        raise RefusalError(str(problem)) from None
    except (OperationalError, ProgrammingError) as problem:
        raise _refusal(problem) from problem
    _tell(report, as_json=as_json)


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(report.as_json())
    else:
        for line in report.lines():
            click.echo(line)
    if not report.is_sound:
        say("Nothing was imported: correct the errors and import again.")
        raise SystemExit(RefusalError.exit_code)


def _refusal(problem: Exception) -> Exception:
    missing = "no such table" in str(problem) or "does not exist" in str(problem)
    return RefusalError(NOT_MIGRATED) if missing else problem
