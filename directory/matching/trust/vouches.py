"""What one practitioner's word about another is worth today, and what it may be shown as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.vocabulary.terms import VouchBasis

FIRST_HAND_FROM = 0.4
"""Bases that weigh at least this much, sharing a workplace among them, are first-hand knowledge."""


class Discretion(StrEnum):
    """What stands in a path instead of a basis that is not named.

    `FIRST_HAND` ("knows their work first hand") is never the mark of received care alone:
    anybody may ask that a vouch of theirs be shown so, and both bases and choices end here.
    """

    FIRST_HAND = "first-hand"
    UNNAMED = "vouched"


@dataclass(frozen=True, slots=True)
class TrustRules:
    """Every number of trust (MATCHING.md section 5); weights lie in [0, 1]."""

    most_per_pair: float = 0.95
    ignored_below: float = 0.05
    budget: float = 8.0
    """What the weights of all vouches of one voucher may sum to."""
    per_further_step: float = 0.6
    routes_counted: int = 3
    """Direct contacts whose strongest path counts."""
    vouches_for_clients: int = 4
    vouchers_for_standing: int = 2


DEFAULT_RULES = TrustRules()


@dataclass(frozen=True, slots=True)
class VouchFact:
    """One vouch: who, for whom, on which basis (a slug of vouch_bases.csv), since when.

    `given_on` is the day it was given, renewed, or refreshed by a closed referral. `is_private`
    is the voucher's wish that the basis be counted and not named; bases that the vocabulary
    marks as private are never named, whatever this says. `is_unnamed` says that nobody but the
    voucher may learn of the vouch at all, `is_counted` that it stands in the number that everybody
    sees; both leave ranking as it is. `issues` and `modalities` are what the vouch speaks of,
    where it says so.
    """

    voucher: str
    practitioner: str
    basis: str
    given_on: date
    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    is_private: bool = False
    is_counted: bool = True
    is_unnamed: bool = False
    revoked: bool = False


def current_weight(
    basis: VouchBasis, given_on: date, today: date, rules: TrustRules = DEFAULT_RULES
) -> float:
    """The weight of one vouch today: halved at each half-life, 0 once it is below the least."""
    age_days = max(0, (today - given_on).days)
    weight: float = basis.weight * 2.0 ** (-age_days / basis.half_life_days)
    return weight if weight >= rules.ignored_below else 0.0


def combined(weights: Iterable[float], rules: TrustRules = DEFAULT_RULES) -> float:
    """Several bases between two people: 1 - product of (1 - w), at most `most_per_pair`."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    return min(rules.most_per_pair, 1.0 - doubt)


def is_private(vouch: VouchFact, basis: VouchBasis) -> bool:
    """Whether the basis of a vouch is counted without being named."""
    return basis.private or vouch.is_private


def current_vouches(
    vouches: Iterable[VouchFact], bases: Mapping[str, VouchBasis]
) -> list[VouchFact]:
    """The vouches that stand, in order of voucher, practitioner and basis.

    Revoked ones and words about oneself are out, and of a basis stated twice between the same
    two people only the latest counts: repeating oneself is not a second reason.

    Raises:
        ValueError: a basis that the vocabulary does not have.

    """
    latest: dict[tuple[str, str, str], VouchFact] = {}
    for vouch in vouches:
        if vouch.basis not in bases:
            raise ValueError(
                f"The vouch of {vouch.voucher} for {vouch.practitioner} has the basis "
                f"“{vouch.basis}”, which is not in the vocabulary; use one of "
                f"{', '.join(bases)}."
            )
        if vouch.revoked or vouch.voucher == vouch.practitioner:
            continue
        key = (vouch.voucher, vouch.practitioner, vouch.basis)
        if key not in latest or _is_newer(vouch, latest[key]):
            latest[key] = vouch
    return [latest[key] for key in sorted(latest)]


def shown_basis(vouches: Iterable[VouchFact], bases: Mapping[str, VouchBasis], today: date) -> str:
    """What the vouches between two people may be shown as.

    The heaviest basis that may be named; where none may, one of `Discretion`, which says how
    near the knowledge is and not where it comes from. Bases that weigh the same are taken in
    the order of the vocabulary.
    """
    order = {slug: position for position, slug in enumerate(bases)}
    best: tuple[float, int] | None = None
    shown: str = Discretion.UNNAMED
    for vouch in vouches:
        basis = bases[vouch.basis]
        hidden = is_private(vouch, basis)
        if hidden and best is None and basis.weight >= FIRST_HAND_FROM:
            shown = Discretion.FIRST_HAND
        rank = (current_weight(basis, vouch.given_on, today), -order[vouch.basis])
        if not hidden and rank[0] > 0 and (best is None or rank > best):
            best, shown = rank, vouch.basis
    return shown


def _is_newer(vouch: VouchFact, other: VouchFact) -> bool:
    # Of two on the same day the one that asks for discretion wins.
    return (vouch.given_on, vouch.is_private) > (other.given_on, other.is_private)
