"""The kinds of act that need two people, as the packages of this app register them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from directory.accounts.services.two_people import Act

_NAME = "two_person_acts"


def register(app: Flask, *acts: Act) -> None:
    """Let these kinds of act be proposed and confirmed in this app."""
    known: dict[str, Act] = app.extensions.setdefault(_NAME, {})
    for act in acts:
        if act.kind in known:
            raise ValueError(f"The act {act.kind} is registered twice.")
        known[act.kind] = act


def acts() -> Mapping[str, Act]:
    """Every kind of act of the app, by its name."""
    found: dict[str, Act] = current_app.extensions.setdefault(_NAME, {})
    return found
