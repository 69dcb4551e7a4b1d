"""The `directory` command: one group whose commands are imported only when called.

How a command speaks (exit codes, JSON, messages) is in `directory.console`.
"""

from __future__ import annotations

import importlib
import sys

import click

from directory.config import SettingsError
from directory.console import WRONG_INPUT, say

# Name: where its click command lives, and its line in the list. A table of text, so that
# `directory --help` imports none of them.
COMMANDS: dict[str, tuple[str, str]] = {
    "audit": ("directory.audit.cli:audit", "Check the log of who did what."),
    "backup": ("directory.backup.cli:backup", "Copy everything that is kept into one file."),
    "create-admin": ("directory.accounts.cli:create_admin", "Make a networking admin by a link."),
    "demo": ("directory.operating:demo", "Make the invented network and serve it on this machine."),
    "doctor": ("directory.operating:doctor", "Check this copy, and say what is wrong."),
    "end-sessions": ("directory.accounts.cli:end_sessions", "Sign somebody out everywhere."),
    "init": ("directory.operating:init", "Prepare this copy: secret, database, fonts."),
    "evaluate": (
        "directory.search.cli_evaluate:evaluate",
        "Score how searches are understood and answered.",
    ),
    "export": ("directory.interop.cli:export", "Write the public directory to files."),
    "import": ("directory.interop.cli:import_", "Import CSV tables as private drafts."),
    "match": ("directory.search.cli:match", "Rank who may fit a need, and say why."),
    "migrate": ("directory.operating:migrate", "Bring the database up to this version."),
    "purge": ("directory.privacy.cli:purge", "Remove what is past its time."),
    "remind": ("directory.referrals.cli:remind", "Take the steps of referrals that are due."),
    "restore": ("directory.backup.cli:restore", "Bring a copy back to an empty place."),
    "rotate-keys": ("directory.privacy.cli:rotate_keys", "Encrypt everything with a new secret."),
    "seed": ("directory.interop.cli:seed", "Fill this copy with the invented network."),
    "serve": ("directory.operating:serve", "Serve the pages."),
    "suspend": ("directory.profiles.cli:suspend", "Take a listing out of sight at once."),
    "understand": ("directory.search.cli_understand:understand", "Say what words mean."),
    "worker": ("directory.mail.cli:worker", "Send the mail that waits."),
}


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
        module, attribute = COMMANDS[cmd_name][0].split(":")
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


def main() -> None:
    """Run the command line; a wrong setting is answered in one sentence."""
    try:
        directory()
    except SettingsError as problem:
        say(str(problem))
        sys.exit(WRONG_INPUT)


if __name__ == "__main__":
    main()
