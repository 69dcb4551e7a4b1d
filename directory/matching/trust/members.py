"""Who is in the trust graph, by number, and what the network's admins know about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Members:
    """What the network's admins know about its members, by id.

    `standing` states who has standing outright; without it standing is worked out from
    `checked` (licence or identity checked by an admin) and `founding`. Where neither `standing`
    nor `checked` is given everybody has standing. `silent` members (suspended, unlisted) lend
    no trust to anybody else.
    """

    standing: frozenset[str] | None = None
    checked: frozenset[str] | None = None
    founding: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()

    @property
    def everybody_has_standing(self) -> bool:
        """Whether the network keeps no standing."""
        return self.standing is None and self.checked is None

    @property
    def standing_is_given(self) -> bool:
        """Whether no vouch can move anybody's standing."""
        return self.standing is not None or self.checked is None


EVERYBODY = Members()


class Numbering:
    """Which number stands for which id; numbers are given once and never change."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids: list[str] = list(ids)
        self.numbers: dict[str, int] = {name: number for number, name in enumerate(self.ids)}

    def include(self, ids: Iterable[str]) -> None:
        """Give numbers to those who have none yet."""
        for name in ids:
            if name not in self.numbers:
                self.ids.append(name)
                self.numbers[name] = len(self.ids) - 1


@dataclass(frozen=True, slots=True)
class Roll:
    """The members of one snapshot: the first `size` of a numbering that later ones share."""

    numbering: Numbering
    size: int
    members: Members

    def number_of(self, identifier: str) -> int | None:
        """The number of a member, None for somebody no vouch of this snapshot speaks of."""
        number = self.numbering.numbers.get(identifier)
        return number if number is not None and number < self.size else None

    def numbers_of(self, ids: Iterable[str]) -> npt.NDArray[np.int64]:
        """The numbers of those among these who are members."""
        found = (self.number_of(name) for name in ids)
        return np.array([number for number in found if number is not None], dtype=np.int64)

    def mask(self, ids: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Which numbers are among these ids."""
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self.numbers_of(ids)] = True
        return mask

    @property
    def may_have_standing(self) -> npt.NDArray[np.bool_]:
        """Who was checked by an admin and is not silent."""
        return self.mask(self.members.checked or ()) & ~self.mask(self.members.silent)
