"""In which order a list of results stands, which part of it is shown, and the ways to the rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.search.request import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.matching.answer import Match
    from directory.search.cards import CardContext
    from directory.search.engine import Found


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """One order of the list; `href` is None where it has to be a button."""

    value: str
    label: str
    is_current: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """Another page of the list; `href` is None where it has to be a button."""

    page: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Viewing:
    """How the page is looked at: which part of the list, in which order, under which address.

    `address` is the sealed link, or None where the browser has no cookie of ours: then orders
    and pages are buttons of the form.
    """

    page: int = 1
    order: Order = Order.FIT
    address: str | None = None
    for_member: bool = False
    """Whether it is a practitioner's page, with what only they may do."""


def in_order(matches: Sequence[Match], order: Order, context: CardContext) -> Sequence[Match]:
    """The matches by fit (as ranked), by distance, or by how soon there is an opening.

    Who gave no distance or no wait comes after those who did, in the order of fit.
    """
    if order is Order.NEAREST:
        return tuple(sorted(matches, key=lambda match: _or_last(match.distance_km)))
    if order is Order.SOONEST:
        return tuple(sorted(matches, key=lambda match: _soonness(match, context)))
    # Not copied: matches are made when they are looked at, and a page looks at ten.
    return matches


def _or_last(value: float | None) -> float:
    return math.inf if value is None else value


def _soonness(match: Match, context: CardContext) -> tuple[int, float]:
    availability = context.listings[match.id].availability
    rank = {"open": 0, "not-stated": 1, "waitlist": 2}.get(availability.status, 3)
    return rank, _or_last(availability.wait_days)


def order_words(order: Order) -> str:
    """The order in one line."""
    return {
        Order.FIT: _("Best fit first."),
        Order.NEAREST: _("Nearest first."),
        Order.SOONEST: _("Soonest openings first."),
    }[order]


def orders(viewing: Viewing, found: Found) -> tuple[OrderChoice, ...]:
    """The orders to choose from; nearness only where there is a point to be near to."""
    labels = [(Order.FIT, _("Best fit")), (Order.SOONEST, _("Soonest"))]
    if found.need.place is not None and found.need.place.point is not None:
        labels.insert(1, (Order.NEAREST, _("Nearest")))
    return tuple(
        OrderChoice(
            order.value,
            label,
            order is viewing.order,
            None if viewing.address is None else f"{viewing.address}?order={order.value}",
        )
        for order, label in labels
    )


def step(page: int, viewing: Viewing) -> Step:
    """The way to another page of the list, in the same order."""
    if viewing.address is None:
        return Step(page, None)
    order = "" if viewing.order is Order.FIT else f"&order={viewing.order.value}"
    return Step(page, f"{viewing.address}?page={page}{order}")
