"""Reads everything that a first search would wait for: places, words, the network, templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.search.list_order import Viewing
from directory.search.request import SearchRequest
from directory.search.views import results_html

if TYPE_CHECKING:
    from flask import Flask

SOMETHING = SearchRequest(words="stress", place="Denver, CO")
"""A search that reads words, a place, the map and the cards; its answer is thrown away."""


def warm_up(app: Flask) -> None:
    """Search once before anybody does, with no line in the log and no limit used up.

    Raises what the first visitor would have met, such as a database that is not ready.
    """
    with app.test_request_context("/find"):
        results_html(SOMETHING, Viewing())
