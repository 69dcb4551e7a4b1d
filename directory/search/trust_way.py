"""The way of trust from a member to a colleague, by name as far as names may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.templates import BASIS_WORDS
from directory.matching.trust.vouches import Discretion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.profiles.listing import PublishedListing
    from directory.search.wording import Translator

DISCREET = frozenset(Discretion)
"""What stands for a basis that its giver, or the kind of it, keeps private."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One person on the way from the viewer, and how the one before knows them."""

    name: str
    basis: str = ""


def trust_path(
    path: Sequence[str],
    basis: Sequence[str],
    listings: Mapping[str, PublishedListing],
    say: Translator,
) -> tuple[PathStep, ...]:
    """The steps from the viewer, who comes first in `path`; `basis` has one for each step.

    Nameless is who is no longer published, and whose word for the next is private: the name alone
    would say that they vouch. How the one before knows them could tell who it is, so it goes too.
    """
    known_as = (*basis, *[""] * len(path))
    hidden = {at for at in range(1, len(path) - 1) if known_as[at] in DISCREET}
    steps = [PathStep(say.gettext("You"))]
    for at, handle in enumerate(path[1:], start=1):
        known = None if at in hidden else listings.get(handle)
        is_told = not hidden & {at, at - 1} and known_as[at - 1] in BASIS_WORDS
        steps.append(
            PathStep(
                known.name if known else say.gettext("a colleague"),
                say.gettext(BASIS_WORDS[known_as[at - 1]]) if is_told else "",
            )
        )
    return tuple(steps)
