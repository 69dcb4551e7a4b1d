"""How every command speaks: exit codes, one JSON document, one sentence for wrong input.

Exit 0: done. Exit 1: nothing found, or a check failed. Exit 2: wrong input, with one sentence
that says what to change. JSON goes to stdout, messages go to stderr.
"""

from __future__ import annotations

import json
import os
from typing import IO, Any, NoReturn

import click

from directory.config import Settings, SettingsError

NOTHING_FOUND = 1
WRONG_INPUT = 2


class RefusalError(click.ClickException):
    """Wrong input: one sentence that says what to change, and exit code 2."""

    exit_code = WRONG_INPUT

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence to stderr, without the word Error before it."""
        del file
        say(self.message)


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document on stdout."
)


def print_json(document: object) -> None:
    """Print one JSON document on stdout and nothing else."""
    click.echo(json.dumps(document, ensure_ascii=False))


def say(message: str) -> None:
    """Tell the person something, on stderr, so that stdout holds the answer alone."""
    click.echo(message, err=True)


def nothing_found() -> NoReturn:
    """End with exit code 1: nothing was found, or a check failed."""
    raise SystemExit(NOTHING_FOUND)


def settings_of_the_environment() -> Settings:
    """The settings a command runs with; RefusalError for a wrong one."""
    try:
        return Settings.from_environment(os.environ)
    except SettingsError as problem:
        raise RefusalError(str(problem)) from None
