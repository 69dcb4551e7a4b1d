"""Pages are sent compressed, so that a phone with a poor connection gets them soon.

Only to nameless visitors: a page that holds a secret (a form token) next to text that somebody
else may choose would let its length betray the secret, and such pages are for people signed in.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

SMALLEST_BYTES = 1400
_LEVEL = 5


def init_app(app: Flask) -> None:
    """Compress the pages of the app where the browser can read them so."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype != "text/html" or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or _holds_a_secret() or response.direct_passthrough:
        return response
    page = response.get_data()
    if len(page) >= SMALLEST_BYTES:
        response.set_data(gzip.compress(page, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _holds_a_secret() -> bool:
    is_signed_in: bool = current_app.extensions["needs_token"]()
    return is_signed_in
