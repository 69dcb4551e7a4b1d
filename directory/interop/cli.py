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
from directory.interop.commanding import Options, UnknownChoiceError, imported, write_export
from directory.interop.demo import DemoRefusedError, load_demo
from directory.interop.folder import NothingToImportError
from directory.interop.knowledge import EmptyGazetteerError, knowledge
from directory.keys.ring import KeyRing

if TYPE_CHECKING:
    from directory.interop.report import Report
    from directory.interop.streaming import Streamed

FORMATS = {
    "auto": None,
    "listings": Table.LISTINGS,
    "circle": Table.VOUCHES,
    "nppes": None,
    "hsds": None,
}
NOT_MIGRATED = "The database has no tables yet: run `directory init` first."


class _UnsoundError(Exception):
    """What was read has an error, so what came before it goes too."""

    def __init__(self, report: Report | Streamed) -> None:
        self.report = report
        super().__init__("nothing is imported")


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(FORMATS)),
    default="auto",
    show_default=True,
    help="listings: one row a listing. circle: who vouches for whom. nppes: the US register of "
    "providers. hsds: Open Referral. auto: by name and columns.",
)
@click.option(
    "--table", type=click.Choice([table.value for table in Table]), help="Which table the file is."
)
@click.option(
    "--profession", "professions", multiple=True, help="Whom to take, for nppes and hsds."
)
@click.option("--place", "places", multiple=True, help="For nppes: a state, or how a ZIP begins.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def import_(  # noqa: PLR0913 - each an option of the command
    path: Path,
    kind: str,
    table: str | None,
    *,
    professions: tuple[str, ...],
    places: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a CSV or JSON file, or a folder of tables, as private drafts.

    All of it is imported or nothing. seed_data/README.md describes every column.
    """
    settings = settings_of_the_environment()
    options = Options(kind, table, professions, places, is_dry_run=dry_run)
    try:
        with db.session_scope(settings) as session:
            known = knowledge(session, settings)
            keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
            report = imported(session, keys, path, known, options)
            _refuse_unsound(report)
    except _UnsoundError as problem:
        report = problem.report  # The transaction was rolled back: nothing came in.
    except (NothingToImportError, EmptyGazetteerError, UnknownChoiceError) as problem:
        raise RefusalError(str(problem)) from None
    except (OperationalError, ProgrammingError) as problem:
        raise _refusal(problem) from problem
    _tell(report, as_json=as_json)


@click.command("export")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "hsds"]),
    default="csv",
    show_default=True,
    help="csv: tables that `import` takes in again. hsds: Open Referral, version 3.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="csv: a folder for the tables. hsds: a JSON file.",
)
@json_option
def export(kind: str, out: Path, *, as_json: bool) -> None:
    """Write the public directory: what anybody may see, and nothing else."""
    settings = settings_of_the_environment()
    try:
        with db.session_scope(settings) as session:
            keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
            count = write_export(session, keys, settings, kind, out)
    except OSError as problem:
        raise RefusalError(f"{out} cannot be written: {problem.strerror}.") from None
    except (OperationalError, ProgrammingError) as problem:
        raise _refusal(problem) from problem
    if as_json:
        print_json({"listings": count, "out": str(out)})
    else:
        click.echo(f"Wrote {count} listings to {out}.")
    if not count:
        raise SystemExit(1)


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


def _refuse_unsound(report: Report | Streamed) -> None:
    if not report.is_sound:
        raise _UnsoundError(report)


def _tell(report: Report | Streamed, *, as_json: bool) -> None:
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
