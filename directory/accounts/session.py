"""Who is signed in at this request: the typed face of Flask-Login, over our own session rows.

The cookie holds a random token; what counts is the row of its hash, asked for at each request.
So a copied cookie opens nothing once the row has ended.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from flask import abort, current_app, g, make_response, redirect, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from directory import clock, db
from directory.accounts import queries
from directory.accounts.closed_sets import SessionEnd, Stage
from directory.accounts.services import sessions
from directory.audit import services as audit
from directory.web.access import stated_access, use_gate
from directory.web.origin import need_token_when

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.accounts.member import Member

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

USE_NOTED_EVERY = timedelta(minutes=1)
PASSWORD_HOLDS_FOR = timedelta(minutes=10)
WITHOUT_FACTOR = frozenset({"sign-out", "keep-own-account"})
"""What a curator may do before there is a second factor: set one up, or go."""

_SECOND_STEP = "second_step"
_OWN_ADDRESS = re.compile(r"/(?!/)[A-Za-z0-9/_-]{0,120}")

manager = LoginManager()
manager.session_protection = None  # Our rows say which sessions count, not the browser's name.


class SignedIn(UserMixin):
    """What Flask-Login carries: the token, and who it stands for."""

    def __init__(self, token: str, member: Member) -> None:
        self.token = token
        self.member = member

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.token


def init_app(app: Flask) -> None:
    """Answer for permissions, and ask signed-in forms for their token."""
    # Not `manager.init_app(app)`: it would look at the cookie after every request, files too,
    # for a “remember me” that we do not have.
    app.login_manager = manager  # type: ignore[attr-defined]
    app.before_request(_know_who_asks)
    app.after_request(_end_on_leaving)
    use_gate(app, gate)
    need_token_when(app, _acts_as_member)


@manager.user_loader
def _load(token: str) -> SignedIn | None:
    member = queries.member_of_token(db.session(), token)
    if member is None or member.session_stage is not Stage.FULL:
        return None
    if clock.now() - member.session_seen_at >= USE_NOTED_EVERY:
        with db.database().transaction() as own:
            sessions.note_use(own, member.session_reference)
    return SignedIn(token, member)


def current_member() -> Member | None:
    """Who is signed in, or None. It asks the database once a request, and only with a cookie."""
    if "member" not in g:
        # First of all nobody: where the database is away, its error page must not ask again.
        g.member = None
        if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
            g.member = current_user.member if current_user.is_authenticated else None
    found: Member | None = g.member
    return found


def reference_of_member() -> str:
    """The reference of who is signed in, for the log; empty where nobody is."""
    member = current_member()
    return member.reference if member is not None else ""


def signed_in_member() -> Member:
    """Who is signed in, for views that nobody else gets to; 403 where nobody is."""
    member = current_member()
    if member is None:
        abort(403)
    return member


def sign_in(token: str) -> Member:
    """Let this browser hold the session of a token just made, and nothing of an earlier one."""
    session.clear()
    member = queries.member_of_token(db.session(), token)
    if member is None:
        abort(403)  # Somebody shut the account at this very moment.
    login_user(SignedIn(token, member))
    g.member = member
    return member


def sign_out() -> None:
    """Let this browser hold no session; the row is ended by the caller."""
    logout_user()
    session.clear()
    g.member = None


def wait_for_second_step(token: str) -> None:
    """Let this browser hold a sign-in that still lacks its code; it opens nothing."""
    session.clear()
    session[_SECOND_STEP] = token


def waiting_member() -> Member | None:
    """Whose code is awaited from this browser, or None."""
    token = session.get(_SECOND_STEP)
    member = queries.member_of_token(db.session(), token) if token else None
    return member if member is not None and member.session_stage is Stage.PASSWORD else None


def needs_password(
    view: Callable[Parameters, Result],
) -> Callable[Parameters, Result | Response]:
    """Ask for the password first, unless it was given in the last ten minutes.

    A page leads to the question; a form sent without it is refused with 403.
    """

    @wraps(view)
    def asked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result | Response:
        given_at = signed_in_member().password_given_at
        if clock.now() - given_at < PASSWORD_HOLDS_FOR:
            return view(*args, **kwargs)
        if request.method not in {"GET", "HEAD"}:
            abort(403)
        return redirect(f"/account/confirm-password?next={request.path}", 303)

    return asked


def own_address(address: str) -> str | None:
    """The address where it is a plain one of this site, for going on after a sign-in."""
    return address if _OWN_ADDRESS.fullmatch(address) else None


def gate(permission: str) -> Response | None:
    """Let a member in who has the permission; lead others to sign in, or refuse with 403."""
    member = current_member()
    if member is None:
        return _ask_to_sign_in()
    if member.must_set_up_factor and permission not in WITHOUT_FACTOR:
        return redirect("/account/second-factor", 303)
    if not member.may(permission):
        abort(403)
    return None


def _ask_to_sign_in() -> Response:
    accepted = request.accept_mimetypes
    if accepted["application/json"] > accepted["text/html"]:
        return make_response({"error": "sign in first"}, 401)
    if request.method not in {"GET", "HEAD"} or own_address(request.path) is None:
        return redirect("/sign-in", 303)
    return redirect(f"/sign-in?next={request.path}", 303)


def _know_who_asks() -> None:
    # Before the view begins to write: noting the use takes a transaction of its own.
    if request.endpoint != "assets.asset":
        current_member()


def _acts_as_member() -> bool:
    # A page for everybody gives a member no power that a visitor lacks; its forms, searching and
    # leaving among them, carry no token, and are protected by where they come from.
    view = current_app.view_functions.get(request.endpoint or "")
    stated = stated_access(view)
    return stated is not None and not stated.is_open and current_member() is not None


def _end_on_leaving(response: Response) -> Response:
    if request.endpoint == "leaving.leave":
        member = current_member()
        if member is not None:
            with db.database().transaction() as own:
                sessions.end_session(own, member.session_reference, SessionEnd.SIGNED_OUT)
                keys = current_app.extensions["keys"]
                audit.record(own, keys, actor=member.reference, action="session.ended")
    return response
