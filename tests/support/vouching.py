"""Vouches for tests: said in one line, and whole invented networks, honest and not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from directory import resources
from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.members import Members
from directory.matching.trust.vouches import VouchFact
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.vocabulary.terms import VouchBasis

TODAY = date(2026, 3, 2)


@cache
def vouch_bases() -> Mapping[str, VouchBasis]:
    """The bases that the vocabulary ships."""
    return load_vocabulary(resources.seed_data() / "vocabulary").vouch_bases


def vouch(voucher: str, practitioner: str, basis: str = "co-treated", days: int = 0) -> VouchFact:
    """A vouch given some days ago."""
    return VouchFact(voucher, practitioner, basis, TODAY - timedelta(days=days))


def graph(*vouches: VouchFact, members: Members | None = None) -> TrustGraph:
    """The trust graph of some vouches, everybody with standing unless it is said."""
    return TrustGraph.of(vouches, vouch_bases(), TODAY, members or Members())


@dataclass(frozen=True)
class Attack:
    """An honest network into which somebody brought invented accounts."""

    honest: tuple[str, ...]
    invented: tuple[str, ...]
    fooled: tuple[str, ...]
    honest_vouches: tuple[VouchFact, ...]
    invented_vouches: tuple[VouchFact, ...]
    fooling_vouches: tuple[VouchFact, ...]

    @property
    def members(self) -> Members:
        """An admin checked the honest ones; no invented account has a licence of its own."""
        return Members(checked=frozenset(self.honest), founding=frozenset(self.honest[:12]))

    def graph(self, members: Members | None = None) -> TrustGraph:
        """The whole network, with standing worked out unless it is said."""
        return graph(
            *self.honest_vouches,
            *self.invented_vouches,
            *self.fooling_vouches,
            members=members or self.members,
        )

    def without_fooling(self) -> TrustGraph:
        """The network in which nobody is fooled any longer, each voucher changed on its own."""
        changed = self.graph()
        for member in self.fooled:
            own = [v for v in self.honest_vouches if v.voucher == member]
            changed = changed.with_vouches_of(member, own)
        return changed


HONEST_BASES = ("co-treated", "referred-good", "trained-with", "consults-with", "colleague", "met")
HONEST_SHARES = (0.12, 0.18, 0.1, 0.2, 0.2, 0.2)


def attack(
    invented: int, fooled: int, *, shape: str = "ring", honest: int = 400, seed: int = 1
) -> Attack:
    """A network of honest members with about six vouches each, and an attack on it.

    Two thirds of the vouches stay within a neighbourhood. In a ring of invented accounts all
    vouch for each other; in a tree each vouches for ten others and for the top of the tree. A
    fooled member says of one invented account, each of another one, that they shared a
    workplace.
    """
    people = tuple(f"member-{number:03d}" for number in range(honest))
    fakes = tuple(f"invented-{number:03d}" for number in range(invented))
    deceived = np.random.default_rng(seed + 1).choice(honest, size=fooled, replace=False)
    return Attack(
        honest=people,
        invented=fakes,
        fooled=tuple(people[number] for number in deceived),
        honest_vouches=tuple(_honest_vouches(people, np.random.default_rng(seed))),
        invented_vouches=tuple(_among_invented(fakes, shape)),
        fooling_vouches=tuple(
            vouch(people[number], fakes[at], "colleague", 10) for at, number in enumerate(deceived)
        ),
    )


def _honest_vouches(people: tuple[str, ...], rng: np.random.Generator) -> list[VouchFact]:
    vouches = []
    for number, voucher in enumerate(people):
        for _ in range(int(rng.integers(3, 10))):
            near = rng.random() < 0.67
            step = int(rng.integers(1, 15)) if near else int(rng.integers(1, len(people)))
            other = people[(number + step * int(rng.choice((-1, 1)))) % len(people)]
            basis = str(rng.choice(HONEST_BASES, p=HONEST_SHARES))
            vouches.append(vouch(voucher, other, basis, int(rng.integers(0, 1100))))
    return [v for v in vouches if v.voucher != v.practitioner]


def _among_invented(fakes: tuple[str, ...], shape: str) -> list[VouchFact]:
    if shape == "ring":
        return [vouch(a, b) for a in fakes for b in fakes if a != b]
    children = [
        (fakes[at], fakes[child])
        for at in range(len(fakes))
        for child in range(10 * at + 1, min(10 * at + 11, len(fakes)))
    ]
    return [vouch(a, b) for a, b in {*children, *((fake, fakes[0]) for fake in fakes[1:])}]
