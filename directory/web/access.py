"""Who may open a view: shut unless opened, and stated on the view itself.

Decorator order is route, `@access`, `@db.writes`, view. A view that states nothing is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flask import abort, current_app, request

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.config import Settings

ANYONE = "anyone"
DEVELOPMENT = "development"

_STATEMENT = "__access__"
View = TypeVar("View", bound="Callable[..., Any]")


@dataclass(frozen=True, slots=True)
class Access:
    """What a view states about itself."""

    rule: str

    @property
    def is_open(self) -> bool:
        """Whether the view is for everybody, signed in or not."""
        return self.rule == ANYONE


def access(rule: str) -> Callable[[View], View]:
    """State who may open the view: ANYONE, DEVELOPMENT, or the name of a permission.

    Names of permissions are answered by the gate that the app plugs in with `use_gate`.
    """

    def state(view: View) -> View:
        setattr(view, _STATEMENT, Access(rule))
        return view

    return state


def stated_access(view: object) -> Access | None:
    """What the view states, or None where it states nothing."""
    found: Access | None = getattr(view, _STATEMENT, None)
    return found


def use_gate(app: Flask, gate: Callable[[str], Response | None]) -> None:
    """Let `gate` answer for permissions.

    It is called with the permission's name, returns None to let the person in, returns a
    response (such as a redirect to sign in) to answer instead, or aborts with 403 or 404.
    """
    app.extensions["access_gate"] = gate


def init_app(app: Flask, settings: Settings) -> None:
    """Ask before every request whether the view may be opened."""
    app.extensions["access_gate"] = _refuse
    app.extensions["shows_styleguide"] = settings.shows_styleguide
    app.before_request(_enforce)


def _enforce() -> Response | None:
    if "\0" in request.path:
        abort(404)  # No address of ours has one, and PostgreSQL refuses to compare with it.
    if request.endpoint is None:
        return None  # No such page, or no such method: routing answers with 404 or 405.
    stated = stated_access(current_app.view_functions[request.endpoint])
    if stated is None:
        current_app.logger.error("view without stated access: %s", request.endpoint)
        abort(403)
    if stated.is_open:
        return None
    if stated.rule == DEVELOPMENT:
        return None if current_app.extensions["shows_styleguide"] else abort(404)
    answer: Response | None = current_app.extensions["access_gate"](stated.rule)
    return answer


def _refuse(_permission: str) -> Response | None:
    abort(403)
