"""With which settings the software refuses to start, or to be served on an address."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from directory.config import LOCAL_NAMES, Mode, Settings, SettingsError, variable_name

SECRET_MINIMUM_LENGTH = 32
EXAMPLE_WORDS = ("change-me", "changeme", "example", "secret", "password", "insecure", "default")


def refuse_unsafe_start(settings: Settings) -> None:
    """Raise SettingsError where starting with these settings would put people at risk."""
    _refuse_weak_secret(settings)
    if settings.debug and urlsplit(settings.base_url).hostname not in LOCAL_NAMES:
        raise SettingsError(
            "DIRECTORY_DEBUG is on while DIRECTORY_BASE_URL is a public address: turn debug off."
        )
    if settings.mode is Mode.PRODUCTION and not settings.limits_on:
        raise SettingsError("DIRECTORY_LIMITS_ON cannot be no in production: remove it.")


def refuse_public_address(settings: Settings, host: str) -> None:
    """Raise SettingsError for a demo, or debug, on an address that other machines can reach."""
    if _is_loopback(host):
        return
    if settings.mode is Mode.DEMO:
        raise SettingsError(f"The demo is served on this machine only: use 127.0.0.1, not {host}.")
    if settings.debug:
        raise SettingsError(f"DIRECTORY_DEBUG is on: turn it off before serving on {host}.")


def _refuse_weak_secret(settings: Settings) -> None:
    variable = variable_name("secret_key")
    if not settings.secret_key:
        raise SettingsError(f"{variable} is missing: run `directory init`, or set it yourself.")
    if settings.mode is not Mode.PRODUCTION:
        return
    if len(settings.secret_key) < SECRET_MINIMUM_LENGTH:
        raise SettingsError(
            f"{variable} is too short: give at least {SECRET_MINIMUM_LENGTH} random characters."
        )
    if _looks_like_an_example(settings.secret_key):
        raise SettingsError(f"{variable} looks like an example: make one with `directory init`.")


def _looks_like_an_example(secret: str) -> bool:
    too_plain = len(set(secret)) < 10  # noqa: PLR2004 - fewer kinds of character than any random key
    return too_plain or any(word in secret.lower() for word in EXAMPLE_WORDS)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host in LOCAL_NAMES
