"""Before the first sensitive form of a browser session: what leaving does, and what it does not.

It is shown once, on the form's own page, with the form shut until somebody goes on (the template
part is components/before_form.html). The visitor's one cookie, which the form itself would set,
says that it was; with cookies off, an address may say so.
"""

from __future__ import annotations

from flask import request

from directory.web import visitors

GOES_ON = "go"
"""The name in the address that says that the page was seen; it tells nothing of a concern."""


def is_due() -> bool:
    """Whether this browser has not been told yet; from now on it counts as told."""
    was_seen = visitors.visitor() is not None or GOES_ON in request.args
    visitors.open_visit()
    return not was_seen
