"""The trust graph of a network on one day: asked by a viewer, by clients, and for a team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching.trust.clients import trust_in, trust_in_everybody
from directory.matching.trust.columns import BasisTable, VouchColumns
from directory.matching.trust.compiled import trust_within_reach
from directory.matching.trust.edges import Day, Weights
from directory.matching.trust.members import EVERYBODY, Members, Numbering, Roll
from directory.matching.trust.standing import Levels, moved_levels, standing_levels
from directory.matching.trust.table import NOBODY, ClientTrust, TrustTable, table_of
from directory.matching.trust.vouches import DEFAULT_RULES, TrustRules, VouchFact, shown_basis
from directory.matching.trust.walk import Walker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from directory.vocabulary.terms import VouchBasis

WORTH_COMPACTING = 1000
"""From this many changed vouchers on, `compacted` is due."""
VIEWS_KEPT = 256
"""Of so many people the view is kept while the graph stands; pairs ask for the same again."""


@dataclass(frozen=True)
class TrustGraph:
    """An immutable snapshot; every change answers a new graph that shares what did not change.

    Make one with `of` (vouches as values) or `from_columns` (for a million members).
    """

    roll: Roll
    day: Day
    levels: Levels
    """The order in which members gained standing, 0 for none (see `standing.Levels`)."""

    @classmethod
    def of(
        cls,
        vouches: Iterable[VouchFact],
        bases: Mapping[str, VouchBasis],
        today: date,
        members: Members = EVERYBODY,
        rules: TrustRules = DEFAULT_RULES,
    ) -> TrustGraph:
        """The graph of some vouches.

        Raises:
            ValueError: a vouch has a basis that the vocabulary does not have.

        """
        vouches = list(vouches)
        numbering = Numbering(())
        for vouch in vouches:
            numbering.include((vouch.voucher, vouch.practitioner))
        table = BasisTable.of(bases)
        vouchers, rows, named = table.rows_of(vouches, numbering.numbers)
        columns = replace(VouchColumns.of(vouchers, rows, len(numbering.ids)), named=named)
        return cls.from_columns(numbering, Day(columns, table, today, rules), members)

    @classmethod
    def from_columns(
        cls, numbering: Numbering, day: Day, members: Members = EVERYBODY
    ) -> TrustGraph:
        """The graph of columns that are already there; standing is worked out."""
        roll = Roll.of(numbering, members)
        return cls(roll, day, standing_levels(roll, day))

    # --- questions -------------------------------------------------------------------------

    def view(self, viewer: str, blocked: Iterable[str] = ()) -> TrustTable:
        """One viewer's trust in everybody within three steps; `blocked` stand in no path."""
        walker = Walker(self.day, self.lends, self.roll.numbers_of(blocked))
        number = self.roll.number_of(viewer)
        # Somebody whom no vouch speaks of has no rows: a number past the last finds none.
        number = self.roll.size if number is None else number
        found = trust_within_reach(self.day, number, self.lends, walker.blocked)
        if found is not None:
            return TrustTable(self, viewer, *found, partial(walker.paths, number))
        return table_of(self, viewer, walker.paths(number), self.day.rules.routes_counted)

    def trust_for_clients(self, identifier: str) -> float:
        """What somebody without an account sees of one member, before the floor."""
        number = self.roll.number_of(identifier)
        return 0.0 if number is None else float(self.clients[number])

    def for_clients(self) -> ClientTrust:
        """Trust as somebody without an account sees it, to be asked like a view."""
        return ClientTrust(self)

    def between(self, people: Sequence[str]) -> Weights:
        """Trust of each of these people (rows) in each other (columns), for a team."""
        tables = [self._kept_view(person) for person in people]
        known = (self.roll.number_of(person) for person in people)
        numbers = np.array([NOBODY if one is None else one for one in known], dtype=np.int64)
        return np.array([table.values_of(numbers) for table in tables])

    def has_standing(self, identifier: str) -> bool:
        """Whether a member's vouches reach people who do not know them."""
        number = self.roll.number_of(identifier)
        return number is not None and bool(self.levels[number] > 0)

    @cached_property
    def _kept_view(self) -> Callable[[str], TrustTable]:
        """`view` without anybody blocked, kept for those who are asked about again and again."""
        return lru_cache(VIEWS_KEPT)(self.view)

    @cached_property
    def clients(self) -> Weights:
        """`trust_for_clients` of everybody, by member number."""
        return trust_in_everybody(self.day, self.lends)

    @cached_property
    def lends(self) -> npt.NDArray[np.bool_]:
        """Whose vouches count for other people: those with standing who are not silent."""
        return (self.levels > 0) & ~self.roll.silent

    # --- names, for `TrustTable` -------------------------------------------------------------

    @property
    def ids(self) -> Sequence[str]:
        """The members' ids by number."""
        return self.roll.numbering.ids

    def number_of(self, identifier: str) -> int | None:
        """The number of a member, None for somebody no vouch of this snapshot speaks of."""
        return self.roll.number_of(identifier)

    def shown(self, voucher: str, practitioner: str) -> str:
        """What the vouches between two people may be shown as; a private basis never is."""
        numbers = self.roll.numbering.numbers
        rows = self.day.columns.between(numbers[voucher], numbers[practitioner])
        facts = self.day.table.facts(voucher, practitioner, rows)
        return shown_basis(facts, self.day.table.bases, self.day.today)

    def named(self, voucher: str, practitioner: str) -> tuple[str, ...]:
        """The issues and modalities that one person's vouches for another name."""
        numbers = self.roll.numbering.numbers
        return self.day.columns.named_by(numbers[voucher], numbers[practitioner])

    # --- changes ---------------------------------------------------------------------------

    def with_vouches_of(self, voucher: str, vouches: Iterable[VouchFact]) -> TrustGraph:
        """The graph after all vouches of one voucher became these; the next question sees it.

        Raises:
            ValueError: a vouch has a basis that the vocabulary does not have, or comes from
                somebody else.

        """
        vouches = list(vouches)
        if strangers := {vouch.voucher for vouch in vouches} - {voucher}:
            raise ValueError(
                f"These are not all vouches of {voucher}: leave out those of "
                f"{', '.join(sorted(strangers))}."
            )
        numbering = self.roll.numbering
        numbering.include([voucher, *(vouch.practitioner for vouch in vouches)])
        number = numbering.numbers[voucher]
        _, rows, named = self.day.table.rows_of(vouches, numbering.numbers)
        day = replace(self.day, columns=self.day.columns.with_rows_of(number, rows, named))
        return self._changed(day, number)

    def with_members(self, members: Members) -> TrustGraph:
        """The graph after somebody was checked, suspended, listed again or let go."""
        roll = Roll.of(self.roll.numbering, members)
        return TrustGraph(roll, self.day, standing_levels(roll, self.day))

    def on(self, today: date) -> TrustGraph:
        """The graph on another day, standing worked out anew."""
        day = replace(self.day, today=today)
        return TrustGraph(self.roll, day, standing_levels(self.roll, day))

    def compacted(self) -> TrustGraph:
        """The same graph with all changes worked into its columns."""
        columns = self.day.columns.compacted(self.roll.size)
        return replace(self, day=replace(self.day, columns=columns))

    @property
    def is_worth_compacting(self) -> bool:
        """Whether many changed vouchers lie over the columns."""
        return len(self.day.columns.changed) >= WORTH_COMPACTING

    def _changed(self, day: Day, voucher: int) -> TrustGraph:
        """The graph of a day on which one voucher's rows are others than before."""
        roll, asked = self.roll.grown(), np.array([voucher])
        people = np.union1d(self.day.edges(asked).practitioner, day.edges(asked).practitioner)
        levels = moved_levels(roll, day, self.levels, people)
        after = TrustGraph(roll, day, levels)
        moved = np.flatnonzero(after.lends[: self.roll.size] != self.lends)
        known: Weights | None = self.__dict__.get("clients")
        if known is not None:
            # Carried over, so that only those whose vouches changed are worked out anew.
            touched = np.union1d(people, day.edges(moved).practitioner)
            clients = np.concatenate([known, np.zeros(roll.size - self.roll.size)])
            clients[touched] = trust_in(day, after.lends, touched)
            after.__dict__["clients"] = clients
        return after
