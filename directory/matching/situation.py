"""Everything that is the same for all listings while one need is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from directory.matching import criteria
from directory.matching.cautions import triggered, wants_no_touch
from directory.matching.cells import ask
from directory.matching.teams import no_mutual_trust
from directory.matching.weights import DEFAULT_WEIGHTS, renormalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from directory.matching.answer import TrustView
    from directory.matching.cells import Question
    from directory.matching.lexicon import Lexicon
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Need
    from directory.matching.teams import Matrix
    from directory.matching.weights import Component, Thresholds, Weights
    from directory.vocabulary.caution_grammar import CautionRule
    from directory.vocabulary.terms import Vocabulary


Numbers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]


class TrustLookup(Protocol):
    """Trust as one viewer sees it (`trust.TrustTable`); strangers are not in it."""

    def get(self, identifier: str, /) -> TrustView | None:
        """The viewer's trust in a listing, None where no path leads there."""

    def value_of(self, identifier: str, /) -> float:
        """The value alone, 0 where no path leads there."""

    def numbered(self) -> tuple[Sequence[str], Numbers, Values]:
        """Members' ids by number, the numbers within reach, and their values."""

    def between(self, people: Sequence[str], /) -> Matrix:
        """Trust of each of some people (rows) in each other (columns), for a team."""


class NoTrust:
    """The look-up of somebody who knows nobody here, in a network without vouches."""

    def get(self, identifier: str, /) -> TrustView | None:  # noqa: ARG002  # a protocol's parameter
        """No trust, and no path."""
        return None

    def value_of(self, identifier: str, /) -> float:  # noqa: ARG002  # a protocol's parameter
        """Nothing."""
        return 0.0

    def numbered(self) -> tuple[Sequence[str], Numbers, Values]:
        """Nobody."""
        return (), np.zeros(0, dtype=np.int64), np.zeros(0)

    def between(self, people: Sequence[str], /) -> Matrix:
        """None among any of them."""
        return no_mutual_trust(people)


NO_TRUST = NoTrust()


@dataclass(frozen=True, slots=True)
class Situation:
    """A need with the question it puts, the rules it triggers, and the weights in force."""

    need: Need
    question: Question
    lexicon: Lexicon
    today: date
    weights: Mapping[Component, float]
    """Renormalised over what the need asks for."""
    thresholds: Thresholds
    rules: tuple[CautionRule, ...] = ()
    trust: TrustLookup = field(default=NO_TRUST)
    left_out: frozenset[str] = frozenset()
    """The asker, their own people, and whom they exclude or block."""
    silently_out: frozenset[str] = frozenset()
    """Private exclusions of the asker's own listing: in no list and no count."""
    without_touch: bool = False
    wished: frozenset[str] = frozenset()

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the field."""
        return self.lexicon.vocabulary


def situation(
    need: Need,
    *,
    lexicon: Lexicon,
    today: date,
    trust: TrustLookup = NO_TRUST,
    weights: Weights = DEFAULT_WEIGHTS,
    own_listing: ListingFacts | None = None,
) -> Situation:
    """The situation of a need today; `own_listing` is the referrer's, where they have one."""
    return Situation(
        need=need,
        question=ask(need, lexicon.vocabulary),
        lexicon=lexicon,
        today=today,
        weights=renormalised(weights.for_asker(need.asker), criteria.asked_components(need)),
        thresholds=weights.thresholds,
        rules=triggered(need, lexicon),
        trust=trust,
        left_out=_left_out(need),
        silently_out=frozenset() if own_listing is None else own_listing.does_not_match_with,
        without_touch=wants_no_touch(need),
        wished=frozenset((*need.modalities_must, *need.modalities_prefer)),
    )


def _left_out(need: Need) -> frozenset[str]:
    if need.referrer is None:
        return need.exclude
    referrer = need.referrer
    return need.exclude | referrer.blocked | referrer.people | {referrer.id}
