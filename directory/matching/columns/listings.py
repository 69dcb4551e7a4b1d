"""What each listing states, as columns: one row a listing, centers completed by their people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching import criteria
from directory.matching.centers import lateness
from directory.matching.columns.bits import (
    BitColumn,
    Coded,
    Flags,
    Lists,
    Rows,
    Values,
    end_to_end,
    numbering,
)
from directory.matching.columns.growth import Patched, Row, appended
from directory.matching.columns.stated import Small, Stated
from directory.matching.expertise import (
    ALSO_TREATS,
    SPECIALTY,
    TRAINED_IN,
    dilution,
)
from directory.matching.fairness import load
from directory.matching.listing import CapacityStatus
from directory.matching.need import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from directory.matching.centers import House
    from directory.matching.listing import ListingFacts
    from directory.vocabulary.terms import Vocabulary

UNKNOWN = -1
_STATUSES = list(CapacityStatus)

MOST_SPECIALTIES = 253
"""Nobody names more; if somebody did, the last ones would dilute no further."""
WORTH_OF_TRAINING, WORTH_OF_ALSO = 254, 255
WORTHS = np.array(
    [*(SPECIALTY * dilution(n) for n in range(MOST_SPECIALTIES + 1)), TRAINED_IN, ALSO_TREATS]
)
"""What a listed issue counts: a specialty by how many there are, trained in, also treats."""

Days = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Openings:
    """Openings as last confirmed; -1 is not known."""

    status: Small
    """The position in CapacityStatus."""
    wait_days: Days
    confirmed: Days
    """Ordinal days."""
    load: Values
    lateness: Rows
    """Who is free first has the least (`centers.lateness`)."""

    @classmethod
    def of(cls, facts: Sequence[ListingFacts]) -> Openings:
        """The openings of some listings."""
        found = [one.capacity for one in facts]
        return cls(
            np.array([_STATUSES.index(one.status) for one in found], dtype=np.int8),
            np.array([_or_unknown(one.wait_days) for one in found], dtype=np.int32),
            np.array([_confirmed(one) for one in facts], dtype=np.int32),
            np.array([load(one) for one in found], dtype=np.float64),
            np.array([lateness(one) for one in found], dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class Money:
    """Fees in whole units of a currency; NaN is not stated, superbill is -1 where nobody said."""

    fee: Coded
    sliding_min: Coded
    superbill: Small
    currency: Small
    currencies: Mapping[str, int]

    @classmethod
    def of(cls, facts: Sequence[ListingFacts], after: Money | None = None) -> Money:
        """The fees of some listings; what `after` numbers keeps its numbers."""
        known = {} if after is None else after.currencies
        currencies = numbering(known, [one.currency for one in facts])
        return cls(
            Coded.of(
                [math.nan if one.fee is None else one.fee for one in facts],
                None if after is None else after.fee,
            ),
            Coded.of(
                [math.nan if one.sliding_min is None else one.sliding_min for one in facts],
                None if after is None else after.sliding_min,
            ),
            np.array([_three(one.superbill) for one in facts], dtype=np.int8),
            np.array([currencies[one.currency] for one in facts], dtype=np.int8),
            currencies,
        )


@dataclass(frozen=True, slots=True)
class Listings:
    """All rows: the listing's own facts, and those completed by a center's people."""

    ids: Row[str]
    row_of: Mapping[str, int]
    is_center: Flags
    may_be_shown: Flags
    """Published, taking clients or not saying, and no conversion practice."""
    complete: Stated
    openings: Openings
    own_confirmed: Days
    """When somebody's own openings were confirmed; a center may show its people's."""
    centers: Rows
    """The rows of centers, ascending; `of_centers` is what they state themselves."""
    of_centers: Stated
    money: Money
    joint_sessions: Small
    joined: Days
    licence_checked: Flags
    collaboration: Coded
    professions: BitColumn
    people: Lists
    """Rows of those who work: oneself, or a center's current people."""
    issues: Lists
    """Numbers of the issues that somebody lists."""
    issue_worth: npt.NDArray[np.uint8]
    """The place in WORTHS of what each listed issue counts."""
    prefers_not: Mapping[str, Rows]
    refers_on_for: Lists
    """Numbers of the issues for which somebody refers on."""
    does_not_match_with: Mapping[str, Rows]

    def __len__(self) -> int:
        return len(self.is_center)

    def then(self, other: Listings, gone: Collection[str]) -> Listings:
        """These rows with another's after them; the old rows of those, and who is gone, die.

        A dead row stays where it is, so that nothing has to move, and is never shown again.
        """
        size = len(self)
        row_of = Patched.over(
            self.row_of, {handle: row + size for handle, row in other.row_of.items()}, gone
        )
        # Copied, as whoever holds the old rows goes on seeing them alive.
        may_be_shown = np.concatenate([self.may_be_shown, other.may_be_shown])
        dead = [self.row_of[one] for one in (*gone, *other.ids) if one in self.row_of]
        may_be_shown[dead] = False
        complete = self.complete.then(other.complete)
        return end_to_end(
            self,
            other,
            ids=self.ids.then(other.ids),
            row_of=row_of,
            may_be_shown=may_be_shown,
            centers=appended(self.centers, other.centers + size),
            of_centers=self.of_centers.then(other.of_centers),
            complete=complete,
            money=end_to_end(self.money, other.money, currencies=other.money.currencies),
            people=self.people.then(other.people, size),
            prefers_not=_rows_after(self.prefers_not, other.prefers_not, size),
            does_not_match_with=_rows_after(
                self.does_not_match_with, other.does_not_match_with, size
            ),
        )


def listing_columns(
    houses: Sequence[House], vocabulary: Vocabulary, after: Listings | None = None
) -> Listings:
    """The columns of listings, in the order of the houses; `after` gives words their numbers."""
    own = [house.own for house in houses]
    complete = [house.complete for house in houses]
    row_of = {one.id: row for row, one in enumerate(own)}
    numbers = {slug: number for number, slug in enumerate(vocabulary.issues)}
    listed = [_listed_issues(one) for one in own]
    centers = [row for row, one in enumerate(own) if one.kind is Kind.CENTER]
    stated = Stated.of(complete, vocabulary, None if after is None else after.complete)
    return Listings(
        ids=Row.of(row_of),
        row_of=row_of,
        is_center=np.array([one.kind is Kind.CENTER for one in own], dtype=np.bool_),
        may_be_shown=np.array([_may_be_shown(one) for one in own], dtype=np.bool_),
        complete=stated,
        openings=Openings.of(complete),
        own_confirmed=np.array([_confirmed(one) for one in own], dtype=np.int32),
        centers=np.array(centers, dtype=np.int64),
        of_centers=Stated.of(
            [own[row] for row in centers],
            vocabulary,
            None if after is None else after.of_centers,
        ),
        money=Money.of(complete, None if after is None else after.money),
        joint_sessions=np.array([_three(one.joint_sessions) for one in complete], dtype=np.int8),
        joined=np.array(
            [one.joined_on.toordinal() if one.joined_on else UNKNOWN for one in own],
            dtype=np.int32,
        ),
        licence_checked=np.array([one.licence_checked for one in own], dtype=np.bool_),
        collaboration=Coded.of(
            [criteria.collaboration(one.acceptance) for one in own],
            None if after is None else after.collaboration,
        ),
        professions=BitColumn.of(
            [one.professions for one in own], numbering(vocabulary.professions)
        ),
        people=Lists.of([_people(house, row_of) for house in houses]),
        issues=Lists.of([[numbers[issue] for issue, _ in one] for one in listed], np.int16),
        issue_worth=np.array([worth for one in listed for _, worth in one], dtype=np.uint8),
        prefers_not=_rows_by_word(own, lambda one: one.prefers_not),
        refers_on_for=Lists.of(
            # A word that is no issue is nobody's to ask for.
            [[numbers[issue] for issue in one.refers_on_for if issue in numbers] for one in own],
            np.int16,
        ),
        does_not_match_with=_rows_by_word(own, lambda one: one.does_not_match_with),
    )


def _may_be_shown(one: ListingFacts) -> bool:
    closed = one.capacity.status is CapacityStatus.CLOSED
    return one.listed and not one.conversion_practice and not closed


def _listed_issues(one: ListingFacts) -> list[tuple[str, int]]:
    diluted = min(len(one.specialties), MOST_SPECIALTIES)
    return [
        *((issue, WORTH_OF_TRAINING) for issue in one.trained_in),
        *((issue, diluted) for issue in one.specialties),
        *((issue, WORTH_OF_ALSO) for issue in one.also_treats),
    ]


def _people(house: House, row_of: Mapping[str, int]) -> list[int]:
    if house.own.kind is Kind.PERSON:
        return [row_of[house.own.id]]
    return [row_of[person.id] for person in house.people]


def _rows_by_word(
    facts: Sequence[ListingFacts], words: Callable[[ListingFacts], frozenset[str]]
) -> dict[str, Rows]:
    found: dict[str, list[int]] = {}
    for row, one in enumerate(facts):
        for word in words(one):
            found.setdefault(word, []).append(row)
    return {word: np.array(rows, dtype=np.int64) for word, rows in found.items()}


def _rows_after(one: Mapping[str, Rows], other: Mapping[str, Rows], size: int) -> dict[str, Rows]:
    found = dict(one)
    for word, rows in other.items():
        found[word] = appended(one[word], rows + size) if word in one else rows + size
    return found


def _confirmed(one: ListingFacts) -> int:
    on = one.capacity.confirmed_on
    return UNKNOWN if on is None else on.toordinal()


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _three(value: bool | None) -> int:  # noqa: FBT001  # the value itself
    return UNKNOWN if value is None else int(value)
