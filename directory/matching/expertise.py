"""How well somebody knows an issue, from what they trained in, focus on, and also treat.

Self-declared expertise is cheap and inflated (Walfish et al. 2012), so it is capped, and a long
list of specialties makes each of them count less. MATCHING.md section 3.2.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary

TRAINED_IN = 0.95
SPECIALTY = 0.80
ALSO_TREATS = 0.50
UNDILUTED_SPECIALTIES = 12

ANCESTOR_STEP = 0.60
"""Somebody who lists the parent counts 0.60, the grandparent 0.36."""
CHILD = 0.85
GRANDCHILD = 0.70
SIBLING = 0.35


def kinship(vocabulary: Vocabulary, issue: str) -> dict[str, float]:
    """How much each listed issue says about the issue asked for; unrelated ones are absent.

    Top groups only order the list: they are nobody's parent here.
    """
    found = {issue: 1.0}
    parent = _parent(vocabulary, issue)
    if parent is not None:
        found |= {
            sibling: SIBLING
            for sibling in vocabulary.issue_children.get(parent, ())
            if sibling != issue
        }
    for steps, ancestor in enumerate(_ancestors(vocabulary, issue), start=1):
        found[ancestor] = ANCESTOR_STEP**steps
    for child in vocabulary.issue_children.get(issue, ()):
        found[child] = CHILD
        found |= dict.fromkeys(vocabulary.issue_children.get(child, ()), GRANDCHILD)
    return found


def expertise(listing: ListingFacts, kin: Mapping[str, float]) -> float:
    """The best of trained in, specialty and also treats, as `kin` relates them: e(p, i)."""
    return max(
        TRAINED_IN * _nearest(listing.trained_in, kin),
        SPECIALTY * dilution(len(listing.specialties)) * _nearest(listing.specialties, kin),
        ALSO_TREATS * _nearest(listing.also_treats, kin),
    )


def dilution(specialties: int) -> float:
    """B = min(1, sqrt(12 / n)): what each specialty counts where somebody lists n of them."""
    return min(1.0, math.sqrt(UNDILUTED_SPECIALTIES / max(specialties, 1)))


def is_wider_area_only(
    listing: ListingFacts, vocabulary: Vocabulary, kin: Mapping[str, float], issue: str
) -> bool:
    """Whether somebody works with the wider area of an issue and names nothing nearer."""
    listed = [*listing.trained_in, *listing.specialties, *listing.also_treats]
    ancestors = _ancestors(vocabulary, issue)
    near = any(kin.get(name, 0.0) > 0 and name not in ancestors for name in listed)
    return not near and any(name in ancestors for name in listed)


def _nearest(listed: Iterable[str], kin: Mapping[str, float]) -> float:
    return max((kin.get(name, 0.0) for name in listed), default=0.0)


def _parent(vocabulary: Vocabulary, issue: str) -> str | None:
    parent = vocabulary.issues[issue].parent
    return None if parent is None or vocabulary.issues[parent].is_group else parent


def _ancestors(vocabulary: Vocabulary, issue: str) -> tuple[str, ...]:
    return tuple(
        ancestor
        for ancestor in vocabulary.issue_ancestors(issue)
        if not vocabulary.issues[ancestor].is_group
    )
