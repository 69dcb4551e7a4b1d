"""What a basis asks of those who vouch on it, as vouch_bases.csv says in its column `needs`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.trust.vouches import FIRST_HAND_FROM, Discretion

if TYPE_CHECKING:
    from directory.vocabulary.terms import VouchBasis

STRONG_FROM = 0.6
"""Bases that weigh at least this much rest on shared work or own care; these are limited."""


class Demand(StrEnum):
    """The wordings of the column `needs` that change what a form asks."""

    PEOPLE = "both are practitioners"
    CONFIRMATION = "other side may confirm"
    ROLE = "role and year"
    PLACE = "place"
    COUNT = "at least one closed referral or a stated count"


TOLD = (Demand.ROLE, Demand.PLACE, Demand.COUNT)
"""What is told in a line of text."""


def demands(basis: VouchBasis) -> frozenset[Demand]:
    """What the basis asks for; wordings that ask nothing of a form are passed over."""
    said = {part.strip() for part in basis.needs.split(";")}
    return frozenset(demand for demand in Demand if demand in said)


def detail_of(basis: VouchBasis) -> Demand | None:
    """Which line of text the basis asks for, or None."""
    return next((demand for demand in TOLD if demand in demands(basis)), None)


def may_be_confirmed(basis: VouchBasis) -> bool:
    """Whether the other side is asked to say that it is so."""
    return Demand.CONFIRMATION in demands(basis)


def is_strong(basis: VouchBasis) -> bool:
    """Whether the basis is one of those of which a member has a limited number."""
    return basis.weight >= STRONG_FROM


def discreetly(basis: VouchBasis) -> Discretion:
    """What stands in place of a basis that is not named."""
    near = basis.weight >= FIRST_HAND_FROM
    return Discretion.FIRST_HAND if near else Discretion.UNNAMED
