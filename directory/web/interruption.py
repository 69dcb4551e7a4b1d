"""Before the first sensitive form of a browser session: what leaving does, and what it does not.

It is shown once. The visitor's one cookie, which the form itself would set, says that it was; with
cookies off, the button that goes on says so in the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from directory.web import visitors

if TYPE_CHECKING:
    from collections.abc import Mapping

GOES_ON = "go"
"""The name in the address that says that the page was seen; it tells nothing of a concern."""


def interrupted(onward: str, values: Mapping[str, str] | None = None) -> str | None:
    """The page where this browser has not seen it yet, else None.

    `onward` is the address of the form, `values` what belongs in its query.
    """
    was_seen = visitors.visitor() is not None or GOES_ON in request.args
    visitors.open_visit()
    if was_seen:
        return None
    return render_template(
        "pages/interruption.html", onward=onward, values={**(values or {}), GOES_ON: "on"}
    )
