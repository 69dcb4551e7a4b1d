"""`directory worker`: hands on what waits in the outbox."""

from __future__ import annotations

import threading

import click

from directory.config import SettingsError
from directory.console import RefusalError, say, settings_of_the_environment
from directory.db import Database
from directory.keys.ring import KeyRing
from directory.mail.delivery import deliver_due, deliver_until
from directory.mail.mailers import NullMailer, mailer_for


@click.command
@click.option("--once", is_flag=True, help="Hand on what is due now, then end.")
def worker(*, once: bool) -> None:
    """Send the mail that waits, and go on until stopped."""
    settings = settings_of_the_environment()
    try:
        mailer = mailer_for(settings)
    except SettingsError as problem:
        raise RefusalError(str(problem)) from None
    if isinstance(mailer, NullMailer):
        raise RefusalError("No mail server is set: give DIRECTORY_MAIL_URL. The mail waits.")
    keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
    store = Database(settings)
    try:
        if once:
            sent = deliver_due(store, keys, mailer, sender=settings.mail_from)
            say(f"{sent} sent.")
        else:
            deliver_until(threading.Event(), store, keys, mailer, sender=settings.mail_from)
    finally:
        store.engine.dispose()
