"""Error pages: what happened, what to do, help lines; what was typed stays on the page."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import current_app, make_response, render_template, request
from flask_babel import lazy_gettext as _
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from directory import db
from directory.web import limits, one_time_keys, request_log

if TYPE_CHECKING:
    from flask import Flask
    from flask_babel import LazyString
    from werkzeug.wrappers import Response

_NEVER_SHOWN_AGAIN = frozenset({"csrf_token", "one_time_key"})
_SECRET_WORDS = ("password", "code", "phrase", "token", "secret")


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error in plain words: what happened, what to do now."""

    title: LazyString
    sentence: LazyString
    may_try_again: bool = False
    offers_search: bool = False


EXPLANATIONS: dict[int, Explanation] = {
    400: Explanation(
        _("We could not take that"),
        _(
            "The form did not come from a page of this site, or it was too old. "
            "Nothing was saved. Please open the page again and repeat it."
        ),
    ),
    403: Explanation(
        _("This page is not open to you"),
        _("You may need to sign in, or to ask your network’s admin."),
    ),
    404: Explanation(
        _("We cannot find that page"),
        _("The address may have changed, or the listing may have been taken down."),
        offers_search=True,
    ),
    405: Explanation(
        _("That cannot be done here"),
        _("The page does not take this kind of request. Nothing was changed."),
    ),
    410: Explanation(
        _("This listing was withdrawn"),
        _("The person or center is no longer listed here. Others may fit as well."),
        offers_search=True,
    ),
    413: Explanation(
        _("That was too much at once"),
        _("What you sent is larger than this page can take. Nothing was saved. Please send less."),
    ),
    429: Explanation(
        _("You are asking quickly"),
        _("Please wait a moment, then try again."),
        may_try_again=True,
    ),
    500: Explanation(
        _("Something went wrong on our side"),
        _("Nothing was saved. It is not your fault, and you can try again."),
        may_try_again=True,
    ),
    503: Explanation(
        _("We cannot reach our records just now"),
        _("Nothing was saved, and nothing that was there is lost. Please try again soon."),
        may_try_again=True,
    ),
}


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(RateLimitExceeded, _asked_too_quickly)
    app.register_error_handler(CSRFError, _http_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(db.RecordNotFound, _no_such_record)
    app.register_error_handler(db.DatabaseUnavailable, _no_database)
    app.register_error_handler(Exception, _fault)


def error_page(status: int, *, wait_seconds: int | None = None) -> Response:
    """The page for a status, with what was typed where nothing was saved of it."""
    explanation = EXPLANATIONS.get(status, EXPLANATIONS[500 if status >= 500 else 400])  # noqa: PLR2004
    typed = dict(_typed())
    page = render_template(
        "errors/error.html",
        explanation=explanation,
        wait_seconds=wait_seconds,
        typed=typed_fields(),
        try_again_at=request.full_path.rstrip("?") if request.method == "POST" else None,
        is_signed_form="csrf_token" in typed,
        one_time_key=typed.get(one_time_keys.FIELD, ""),
    )
    return make_response(page, status)


def typed_fields() -> tuple[tuple[str, str], ...]:
    """Names and values of a form that was refused, without passwords, tokens and keys."""
    return tuple((name, value) for name, value in _typed() if value and not _is_secret(name))


def _typed() -> tuple[tuple[str, str], ...]:
    if request.method != "POST":
        return ()
    try:
        return tuple(request.form.items(multi=True))
    except (HTTPException, OSError):
        return ()  # The body was too large, or the browser hung up: there is nothing to show.


def _is_secret(name: str) -> bool:
    return name in _NEVER_SHOWN_AGAIN or any(word in name.lower() for word in _SECRET_WORDS)


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return current_app.make_response(error.response)
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    answer = error_page(status)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers.extend(
            (name, value) for name, value in error.get_headers() if name.lower() == "allow"
        )
    return answer


def _asked_too_quickly(_error: RateLimitExceeded) -> Response:
    seconds = limits.seconds_to_wait()
    answer = error_page(HTTPStatus.TOO_MANY_REQUESTS, wait_seconds=seconds)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _no_such_record(_error: Exception) -> Response:
    return error_page(HTTPStatus.NOT_FOUND)


def _no_database(error: Exception) -> Response:
    request_log.log_fault(error, request.endpoint)
    answer = error_page(HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = "30"
    return answer


def _fault(error: Exception) -> Response:
    if current_app.debug or current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    original = error.original_exception if isinstance(error, InternalServerError) else error
    request_log.log_fault(original or error, request.endpoint)
    return error_page(HTTPStatus.INTERNAL_SERVER_ERROR)
