"""The `directory` command: one group, one discipline for exit codes and JSON.

Exit 0: done. Exit 1: nothing found, or a check failed. Exit 2: wrong input, with one sentence
that says what to change. `--json` prints one document on stdout; messages go to stderr.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any, NoReturn

import click

from directory.config import SettingsError

NOTHING_FOUND = 1
WRONG_INPUT = 2

# A command's module is imported when the command is called, so that `directory --help` is quick.
# Each line: name, where its click command lives, one line of help.
COMMANDS: dict[str, tuple[str, str]] = {}


class Refusal(click.ClickException):
    """Wrong input: one sentence that says what to change, and exit code 2."""

    exit_code = WRONG_INPUT

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's own signature
        """Print the sentence to stderr."""
        del file
        click.echo(self.message, err=True)


class LazyGroup(click.Group):
    """A group whose commands are imported only when somebody calls them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the alphabet."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take its command out."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        where, _help = COMMANDS[cmd_name]
        module, attribute = where.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing any."""
        rows = [(name, COMMANDS[name][1]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="better-together", prog_name="directory")
def directory() -> None:
    """Run a network's practitioner directory, and ask it questions."""


def print_json(document: object) -> None:
    """Print one JSON document on stdout and nothing else."""
    click.echo(json.dumps(document, ensure_ascii=False, sort_keys=False))


def nothing_found() -> NoReturn:
    """End with exit code 1: nothing was found, or a check failed."""
    raise SystemExit(NOTHING_FOUND)


def main() -> None:
    """Run the command line; a wrong setting is answered in one sentence."""
    try:
        directory()
    except SettingsError as problem:
        click.echo(str(problem), err=True)
        sys.exit(WRONG_INPUT)


if __name__ == "__main__":
    main()
