"""`directory purge` and `directory rotate-keys`: forget what is past, encrypt with a new secret."""

from __future__ import annotations

import click

from directory.config import SettingsError
from directory.console import (
    RefusalError,
    json_option,
    print_json,
    say,
    settings_of_the_environment,
)
from directory.db import Database, DatabaseUnavailable, session_scope
from directory.keys.ring import KeyRing
from directory.privacy import services
from directory.privacy.registry import HOLDINGS
from directory.safe_start import refuse_unsafe_start


@click.command
@json_option
def purge(*, as_json: bool) -> None:
    """Remove what is past its time: ended sessions, used links, sent mail. Safe to repeat."""
    settings = settings_of_the_environment()
    try:
        with session_scope(settings) as session:
            removed = services.purge(session, settings)
    except DatabaseUnavailable:
        raise RefusalError("The database is not ready: run `directory init`.") from None
    if as_json:
        print_json(removed)
        return
    for table, count in removed.items():
        click.echo(f"{count:>6}  {table}")


@click.command
@json_option
def rotate_keys(*, as_json: bool) -> None:
    """Encrypt everything anew with the present secret, so that earlier ones can be forgotten.

    Run it while the site is served with the new secret and the old one as
    DIRECTORY_PREVIOUS_SECRET_KEYS. Safe to repeat.
    """
    settings = settings_of_the_environment()
    try:
        refuse_unsafe_start(settings)
    except SettingsError as problem:
        raise RefusalError(str(problem)) from None
    keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
    store = Database(settings)
    renewed: dict[str, int] = {}
    try:
        with store.transaction() as session:
            renewed["retired keys"] = services.keep_retired_keys(session, keys)
        for holding in HOLDINGS:
            if holding.renew:
                # One transaction for each package, so that nobody who writes waits for long.
                with store.transaction() as session:
                    renewed[holding.name] = holding.renew(session, keys)
    except DatabaseUnavailable:
        raise RefusalError("The database is not ready: run `directory init`.") from None
    finally:
        store.engine.dispose()
    if as_json:
        print_json(renewed)
        return
    for name, count in renewed.items():
        click.echo(f"{count:>6}  {name}")
    if settings.previous_secret_keys:
        say("Everything opens with the present secret: remove the earlier ones, and restart.")
