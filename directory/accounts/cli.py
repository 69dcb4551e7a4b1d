"""`directory create-admin` and `directory end-sessions`: what an operator does to accounts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from directory.accounts import forms
from directory.accounts.services.administration import (
    EnoughCuratorsError,
    UnknownAccountError,
    end_sessions_of,
    invite_curator,
)
from directory.config import Settings, SettingsError
from directory.console import RefusalError, say, settings_of_the_environment
from directory.db import DatabaseUnavailable, session_scope
from directory.keys.ring import KeyRing
from directory.safe_start import refuse_unsafe_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@click.command
@click.argument("email")
def create_admin(email: str) -> None:
    """Print a one-time link with which EMAIL becomes a networking admin; good for 24 hours.

    Works while fewer than two admins are active. From then on they make further ones.
    """
    address = _checked(email)
    with _writing() as (settings, keys, session):
        try:
            token = invite_curator(session, keys, address)
        except EnoughCuratorsError:
            raise RefusalError(
                "Two networking admins are active: they give the role to others, on the site."
            ) from None
    say("Give this link to the person, by a way that nobody else can read:")
    click.echo(f"{settings.base_url}/confirm/{token}")


@click.command
@click.argument("email")
def end_sessions(email: str) -> None:
    """Sign EMAIL out everywhere, at once."""
    address = _checked(email)
    with _writing() as (_settings, keys, session):
        try:
            ended = end_sessions_of(session, keys, address)
        except UnknownAccountError:
            raise RefusalError(f"Nobody signs in as {address}: check the address.") from None
    say(f"{ended} ended.")


def _checked(email: str) -> str:
    read = forms.plain_email(email)
    if not forms.is_email(read):
        raise RefusalError(f"{email} is no e-mail address: give one such as name@example.org.")
    return read


@contextmanager
def _writing() -> Iterator[tuple[Settings, KeyRing, Session]]:
    settings = settings_of_the_environment()
    try:
        refuse_unsafe_start(settings)
        with session_scope(settings) as session:
            keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
            yield settings, keys, session
    except SettingsError as problem:
        raise RefusalError(str(problem)) from None
    except DatabaseUnavailable:
        raise RefusalError("The database is not ready: run `directory init`.") from None
