"""Who is in the trust graph, by number, and what the network's admins know about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
Mask = npt.NDArray[np.bool_]


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


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """The members of one snapshot: the first `size` of a numbering that later ones share.

    The masks say by number who may have standing (checked by an admin and not silent), who of
    these is founding, and who is silent.
    """

    numbering: Numbering
    members: Members
    may_have_standing: Mask
    founding: Mask
    silent: Mask

    @classmethod
    def of(cls, numbering: Numbering, members: Members) -> Roll:
        """The roll of everybody who has a number."""
        return cls(numbering, members, *_masks(numbering.ids, members))

    @property
    def size(self) -> int:
        """How many members there are."""
        return len(self.silent)

    def grown(self) -> Roll:
        """The roll with everybody who got a number since."""
        new = self.numbering.ids[self.size :]
        if not new:
            return self
        before = (self.may_have_standing, self.founding, self.silent)
        added = _masks(new, self.members)
        masks = (np.concatenate(pair) for pair in zip(before, added, strict=True))
        return Roll(self.numbering, self.members, *masks)

    def number_of(self, identifier: str) -> int | None:
        """The number of a member, None for somebody no vouch of this snapshot speaks of."""
        number = self.numbering.numbers.get(identifier)
        return number if number is not None and number < self.size else None

    def numbers_of(self, ids: Iterable[str]) -> npt.NDArray[np.int64]:
        """The numbers of those among these who are members."""
        found = (self.number_of(name) for name in ids)
        return np.array([number for number in found if number is not None], dtype=np.int64)


def _masks(ids: Sequence[str], members: Members) -> tuple[Mask, Mask, Mask]:
    if members.standing is not None:
        checked = founding = members.standing
    elif members.checked is None:
        checked = founding = frozenset(ids)
    else:
        checked, founding = members.checked, members.founding
    silent = _mask(ids, members.silent)
    may_have_standing = _mask(ids, checked) & ~silent
    return may_have_standing, may_have_standing & _mask(ids, founding), silent


def _mask(ids: Sequence[str], chosen: frozenset[str]) -> Mask:
    return np.fromiter((name in chosen for name in ids), dtype=np.bool_, count=len(ids))
