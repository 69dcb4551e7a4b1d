"""What an admin types about the site itself: its name, welcome, exit destination, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_babel import gettext as _

from directory.accounts.forms import FieldError
from directory.network.site import (
    COLOURS,
    NAME_AT_MOST,
    SITE,
    WELCOME_AT_MOST,
    Site,
    colour_problem,
)
from directory.vocabulary.overlay_rows import EditKind, RowEdit

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS: Mapping[str, int] = {"name": NAME_AT_MOST, "welcome": WELCOME_AT_MOST, "exit_url": 300}


def values_of(site: Site) -> dict[str, str]:
    """What is in force, by the name of its field; empty where it is as shipped."""
    texts = {"name": site.name, "welcome": site.welcome, "exit_url": site.exit_url}
    return texts | {name: site.colours.get(name, "") for name in COLOURS}


def read_site(form: Mapping[str, str]) -> tuple[dict[str, str], tuple[FieldError, ...]]:
    """What was typed, and what of it cannot be taken, with cause and remedy."""
    typed = {name: " ".join(form.get(name, "").split())[:most] for name, most in TEXTS.items()}
    typed |= {name: form.get(name, "").strip().upper()[:20] for name in COLOURS}
    errors = [
        FieldError(name, problem)
        for name in COLOURS
        if typed[name] and (problem := colour_problem(name, typed[name]))
    ]
    if typed["exit_url"] and not _is_safe_exit(typed["exit_url"]):
        message = _("Write a web address that begins with https://, such as a weather page.")
        errors.insert(0, FieldError("exit_url", message))
    return typed, tuple(errors)


def site_edits(site: Site, typed: Mapping[str, str]) -> tuple[RowEdit, ...]:
    """The edits that make the site as typed; an empty value goes back to what is shipped."""
    before = values_of(site)
    return tuple(
        RowEdit(EditKind.SET, SITE, SITE, name, value)
        for name, value in typed.items()
        if value != before[name]
    )


def _is_safe_exit(address: str) -> bool:
    # What stands here becomes part of the content policy, so nothing may end its directive.
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and not set(address) & set(" ;,'\"\\")
