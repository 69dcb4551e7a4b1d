"""`directory audit verify`: whether the log is whole."""

from __future__ import annotations

import click

from directory.audit import services
from directory.console import nothing_found, say, settings_of_the_environment
from directory.db import session_scope
from directory.keys.ring import KeyRing


@click.group
def audit() -> None:
    """Check the log of who did what."""


@audit.command
def verify() -> None:
    """Say whether any entry was altered, removed or reordered; exits 1 and names the first."""
    settings = settings_of_the_environment()
    keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
    with session_scope(settings, writes=False) as session:
        verdict = services.verify(session, keys)
    if not verdict.is_sound:
        say(f"Entry {verdict.first_wrong} was altered, removed or moved, or is missing.")
        nothing_found()
    click.echo(f"The log is whole: {verdict.entries} entries.")
