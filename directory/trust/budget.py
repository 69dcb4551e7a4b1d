"""What one member's vouches weigh together: how many are strong, and whether they still count full.

The weights of all vouches of one voucher are scaled so that they sum to at most the budget
(MATCHING.md section 5); the number of strong ones is limited besides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.trust.vouches import DEFAULT_RULES, combined, current_weight
from directory.trust.bases import is_strong

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.vocabulary.terms import VouchBasis

MOST_STRONG = 30


@dataclass(frozen=True, slots=True)
class Budget:
    """How many strong vouches stand, and the share of its weight at which each vouch counts."""

    strong: int
    share: float
    """1 while everything counts in full, less once the budget is used up."""
    most_strong: int = MOST_STRONG

    @property
    def is_used_up(self) -> bool:
        """Whether one more strong vouch is refused."""
        return self.strong >= self.most_strong


def budget_of(
    vouches: Iterable[tuple[str, str, date]], bases: Mapping[str, VouchBasis], today: date
) -> Budget:
    """The budget of one voucher; `vouches` are whom, on which basis, and since when."""
    strong = 0
    weights: dict[str, list[float]] = defaultdict(list)
    for vouched, slug, given_on in vouches:
        strong += is_strong(bases[slug])
        weights[vouched].append(current_weight(bases[slug], given_on, today))
    total = sum(combined(each) for each in weights.values())
    return Budget(strong, min(1.0, DEFAULT_RULES.budget / total) if total else 1.0)
