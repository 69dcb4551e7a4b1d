"""Menus as values: each part of the site says which addresses it has, templates only draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask
    from flask_babel import LazyString

_COUNTERS = "waiting_counters"
_SERVED = "served_addresses"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in a menu: where it leads, what it is called, and which permission opens it."""

    address: str
    label: LazyString
    permission: str = ""
    is_tucked: bool = False
    """Whether it stands behind “More” where there is little room."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it is drawn on one page."""

    href: str
    label: LazyString
    current: str
    """What `aria-current` says: `page` here, `true` on a page below it, else empty."""
    waiting: int = 0
    """How many things wait there for this person's answer."""

    @property
    def is_current(self) -> bool:
        """Whether this very page is being read."""
        return self.current == "page"


@dataclass(frozen=True, slots=True)
class Menu:
    """What stands open, and what stands behind “More”."""

    items: tuple[Item, ...]
    more: tuple[Item, ...] = ()

    @property
    def marks(self) -> tuple[tuple[str, str, int], ...]:
        """What may differ from page to page in a menu of the same entries."""
        return tuple((item.href, item.current, item.waiting) for item in self.items + self.more)

    @property
    def current_of_more(self) -> Item | None:
        """The entry behind “More” to which the page belongs, or None."""
        return next((item for item in self.more if item.current), None)


def count_waiting(app: Flask, address: str, counter: Callable[[], int]) -> None:
    """Show at this entry how much waits for the person who is signed in.

    `counter` is asked once on each page that draws the entry, so it must be one quick query.
    """
    app.extensions.setdefault(_COUNTERS, {})[address] = counter


def menu(entries: Iterable[Entry], may: Callable[[str], bool] = lambda _permission: True) -> Menu:
    """The entries that this site serves and that `may` opens, with the present page marked."""
    shown = [one for one in entries if is_served(one.address) and may(one.permission)]
    nearest = _nearest(one.address for one in shown)
    return Menu(
        items=tuple(_item(one, nearest) for one in shown if not one.is_tucked),
        more=tuple(_item(one, nearest) for one in shown if one.is_tucked),
    )


def is_served(address: str) -> bool:
    """Whether some part of the site answers at this address."""
    served: frozenset[str] | None = current_app.extensions.get(_SERVED)
    if served is None:
        served = frozenset(rule.rule for rule in current_app.url_map.iter_rules())
        current_app.extensions[_SERVED] = served
    return address in served


def _nearest(addresses: Iterable[str]) -> str:
    """The longest address at or under which the present page is; empty where there is none."""
    above = [one for one in addresses if f"{request.path}/".startswith(f"{one.rstrip('/')}/")]
    return max(above, key=len, default="")


def _item(entry: Entry, nearest: str) -> Item:
    current = ""
    if entry.address == nearest:
        current = "page" if request.path == nearest else "true"
    counter = current_app.extensions.get(_COUNTERS, {}).get(entry.address)
    return Item(entry.address, entry.label, current, counter() if counter else 0)
