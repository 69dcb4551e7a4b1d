"""How a list is looked at, as an address or a pressed button says it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from directory.search.list_order import Viewing
from directory.search.request import Order

if TYPE_CHECKING:
    from collections.abc import Mapping

STAYS = frozenset({"keep", "unkeep"})
"""Buttons after which somebody wants to see the same part of the list again."""


def viewing_of(values: Mapping[str, str], address: str | None = None) -> Viewing:
    """Page and order of these values; what is not understood is the first page, by fit."""
    stays = not STAYS.isdisjoint(values)
    page = values.get("page") or (values.get("at_page", "") if stays else "")
    keeps_order = stays or "page" in values
    order = values.get("order") or (values.get("at_order", "") if keeps_order else "")
    return Viewing(
        page=int(page[:4]) if page.isascii() and page.isdigit() else 1,
        order=Order(order) if order in set(Order) else Order.FIT,
        address=address,
    )


def after_press(form: Mapping[str, str]) -> str:
    """What stands behind a sealed link, so that a kept name leaves the list where it was."""
    viewing = viewing_of(form)
    values = {}
    if viewing.page > 1:
        values["page"] = str(viewing.page)
    if viewing.order is not Order.FIT:
        values["order"] = viewing.order.value
    query = "?" + urlencode(values) if values else ""
    handle = next((form[name] for name in sorted(STAYS) if name in form), "")
    is_plain = handle.isascii() and handle.replace("-", "").isalnum()
    return f"{query}#at-{handle}" if handle and is_plain else query
