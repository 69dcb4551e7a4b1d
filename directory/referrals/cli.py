"""`directory remind`: what time does with referrals, for a timer of the machine."""

from __future__ import annotations

import click

from directory.console import say, settings_of_the_environment
from directory.db import Database
from directory.keys.ring import KeyRing
from directory.referrals.services.around import Around
from directory.referrals.services.time import advance_due


@click.command
def remind() -> None:
    """Remind, tell, and go on to the next name, wherever it is due today."""
    settings = settings_of_the_environment()
    keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
    store = Database(settings)
    try:
        taken = advance_due(store, Around(keys, settings))
    finally:
        store.engine.dispose()
    say(f"{taken} steps taken.")
