"""Every command: it is there, it explains itself, and wrong input gets one sentence and a 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from directory import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite


def _commands() -> list[str]:
    return sorted(cli.COMMANDS)


def _command(name: str) -> click.Command:
    found = cli.directory.get_command(click.Context(cli.directory), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", _commands())
def test_each_command_explains_itself(run: Callable[..., Result], name: str) -> None:
    result = run(name, "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize("name", _commands())
def test_each_option_and_command_has_help(name: str) -> None:
    command = _command(name)

    assert command.help
    assert [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not option.hidden
    ] == []


@pytest.mark.parametrize("name", _commands())
def test_an_unknown_option_is_wrong_input(run: Callable[..., Result], name: str) -> None:
    result = run(name, "--no-such-option")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--no-such-option" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unknown_command_is_wrong_input(run: Callable[..., Result]) -> None:
    result = run("no-such-command")

    assert result.exit_code == 2
    assert "no-such-command" in result.stderr


def test_a_wrong_setting_is_answered_in_one_sentence(
    run: Callable[..., Result], environment: dict[str, str]
) -> None:
    environment["DIRECTORY_HOME_REGION"] = "somewhere over there"

    result = run("init")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("DIRECTORY_HOME_REGION ")
    assert len(result.stderr.strip().splitlines()) == 1
