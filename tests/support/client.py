"""A client that checks every page it fetches, whichever test asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient

from tests.support.pages import complaints

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

SECURITY_HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
)


class CheckingClient(FlaskClient):
    """Flask's client; an HTML answer that breaks a rule of `tests.support.pages` fails the test.

    `_unchecked=("one-h1",)` leaves a rule out for one request, and stands out for that reason.
    """

    def open(
        self,
        *args: Any,  # noqa: ANN401 - handed on as they came
        _unchecked: tuple[str, ...] = (),
        **kwargs: Any,  # noqa: ANN401 - handed on as they came
    ) -> TestResponse:
        """Ask for a page and check the answer."""
        response = super().open(*args, **kwargs)
        faults = response_faults(response, unchecked=frozenset(_unchecked))
        if faults:
            where = f"{response.request.method} {response.request.path} ({response.status_code})"
            pytest.fail("\n  ".join([f"{where} breaks the rules of every page:", *faults]))
        return response


def response_faults(response: TestResponse, *, unchecked: frozenset[str]) -> list[str]:
    """What is wrong with an answer: its headers always, its markup where it is a page."""
    found = [
        f"headers: {name} is missing"
        for name in SECURITY_HEADERS
        if name not in response.headers and "headers" not in unchecked
    ]
    if _is_page(response):
        found += complaints(response.get_data(as_text=True), unchecked=unchecked - {"headers"})
    return found


def _is_page(response: TestResponse) -> bool:
    is_redirect = 300 <= response.status_code < 400
    return (
        response.mimetype == "text/html" and response.request.method != "HEAD" and not is_redirect
    )
