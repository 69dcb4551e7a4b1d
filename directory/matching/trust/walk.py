"""Up to three steps from the viewer through people with standing, all paths at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from directory.matching.trust.columns import Numbers, runs, spread

if TYPE_CHECKING:
    from directory.matching.trust.edges import Day, EdgeRows, Weights


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Paths from a viewer, one per row, sorted by where they lead.

    `contact` is the first person of the path and `between` the one after, or -1; a path whose
    contact is where it leads has one step.
    """

    practitioner: Numbers
    contact: Numbers
    between: Numbers
    value: Weights

    def at(self, positions: Numbers) -> Paths:
        """The paths at some positions."""
        return Paths(
            self.practitioner[positions],
            self.contact[positions],
            self.between[positions],
            self.value[positions],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Walker:
    """What a walk needs: the day's weights, who lends trust, whom the viewer blocked."""

    day: Day
    lends: npt.NDArray[np.bool_]
    blocked: Numbers

    def paths(self, viewer: int) -> Paths:
        """Every path of at most three steps that does not come back to the viewer."""
        first = self._allowed(self.day.edges(np.array([viewer]), without=viewer))
        second, second_contact, carried = self._second(viewer, first)
        third = self._third(viewer, second, second_contact, carried)
        none = np.full(len(first.weight) + len(second.weight), -1, dtype=np.int64)
        found = Paths(
            np.concatenate([first.practitioner, second.practitioner, third.practitioner]),
            np.concatenate([first.practitioner, second_contact, third.contact]),
            np.concatenate([none, third.between]),
            np.concatenate([first.weight, carried * second.weight, third.value]),
        )
        return found.at(np.lexsort((-found.value, found.contact, found.practitioner)))

    def _second(self, viewer: int, first: EdgeRows) -> tuple[EdgeRows, Numbers, Weights]:
        """Second steps, with their contact and what the contact's word carries."""
        bridges = first.under((first.extending > 0) & self.lends[first.practitioner])
        edges = self._allowed(self.day.edges(bridges.practitioner, without=viewer))
        carried = bridges.extending * self.day.rules.per_further_step
        return edges, bridges.practitioner[edges.origin], carried[edges.origin]

    def _third(self, viewer: int, second: EdgeRows, contact: Numbers, carried: Weights) -> Paths:
        bridges = (second.extending > 0) & self.lends[second.practitioner]
        contact, second = contact[bridges], second.under(bridges)
        carried = carried[bridges] * second.extending * self.day.rules.per_further_step
        # One look at each person in between, however many contacts lead to them.
        people, which = np.unique(second.practitioner, return_inverse=True)
        edges = self._allowed(self.day.edges(people, without=viewer))
        ends = np.cumsum(np.bincount(edges.origin, minlength=len(people)))
        lengths = np.diff(ends, prepend=0)
        of_path, at = spread(lengths[which]), runs((ends - lengths)[which], lengths[which])
        # A path that comes back to its contact loses against that contact's own step.
        return Paths(
            edges.practitioner[at],
            contact[of_path],
            second.practitioner[of_path],
            carried[of_path] * edges.weight[at],
        )

    def _allowed(self, edges: EdgeRows) -> EdgeRows:
        if not self.blocked.size:
            return edges
        return edges.under(~np.isin(edges.practitioner, self.blocked))
