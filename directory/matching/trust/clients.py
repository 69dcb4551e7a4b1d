"""What somebody without an account sees: the strongest vouches by members with standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from directory.matching.trust.columns import Numbers
    from directory.matching.trust.edges import Day, Weights

VOUCHERS_AT_ONCE = 100_000


def trust_in(day: Day, lends: npt.NDArray[np.bool_], members: Numbers) -> Weights:
    """Noisy-or of the strongest vouches for some members (sorted numbers), in their order."""
    vouchers = day.columns.may_vouch_for(members)
    practitioner, weight = _vouches_of(day, vouchers[lends[vouchers]])
    wanted = np.isin(practitioner, members)
    place = np.searchsorted(members, practitioner[wanted])
    return _believed(place, weight[wanted], len(members), day.rules.vouches_for_clients)


def trust_in_everybody(day: Day, lends: npt.NDArray[np.bool_]) -> Weights:
    """The same for the whole network, by member number."""
    practitioner, weight = _vouches_of(day, np.flatnonzero(lends))
    return _believed(practitioner, weight, len(lends), day.rules.vouches_for_clients)


def _vouches_of(day: Day, vouchers: Numbers) -> tuple[Numbers, Weights]:
    parts = [
        day.edges(vouchers[start : start + VOUCHERS_AT_ONCE])
        for start in range(0, max(1, len(vouchers)), VOUCHERS_AT_ONCE)
    ]
    return (
        np.concatenate([part.practitioner for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def _believed(place: Numbers, weight: Weights, size: int, counted: int) -> Weights:
    doubt = np.ones(size)
    for _ in range(counted):
        doubt *= 1.0 - _take_strongest(place, weight, size)
    return 1.0 - doubt


def _take_strongest(place: Numbers, weight: Weights, size: int) -> Weights:
    """The strongest weight at each place, which is then spent: set to 0 in `weight`."""
    strongest = np.zeros(size)
    np.maximum.at(strongest, place, weight)
    candidates = np.flatnonzero((weight > 0) & (weight == strongest[place]))
    spent = np.full(size, -1)
    spent[place[candidates]] = candidates
    weight[spent[spent >= 0]] = 0.0
    return strongest
