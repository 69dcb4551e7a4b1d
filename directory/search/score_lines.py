"""What stands behind a place in the list: the parts of a score in whole points, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.templates import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from directory.matching.answer import Clause, Match, Part
    from directory.search.wording import Translator

TINY = 1e-9

PARTS: Mapping[str, str] = {
    "issue": N_("Works with what you ask for"),
    "modality": N_("Offers the method you asked for"),
    "proximity": N_("Distance"),
    "pay": N_("Cost and coverage"),
    "language": N_("Language"),
    "preference": N_("Your wishes about the person"),
    "trust": N_("Trust among colleagues"),
    "availability": N_("Openings"),
    "collaboration": N_("Answers referrals and reports back"),
    "outcomes": N_("Measured results"),
}
FACTORS: Mapping[str, str] = {
    "fit-gate": N_("All points are reduced, because the fit itself is weak."),
    "hold": N_("All points are reduced, because other care comes first."),
    "prefers-not": N_("All points are reduced, because they prefer other work."),
    "adapt": N_("All points are reduced, because their methods need adapting."),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a score in whole points of a hundred; the shown points add up to the total."""

    label: str
    points: int
    of: int


@dataclass(frozen=True, slots=True)
class Score:
    """What stands behind "Why this order": the parts in whole points, and their sum."""

    summary: str
    rows: tuple[ShownPart, ...]
    total: int
    factors: tuple[str, ...]
    higher: str = ""
    """What those above have more of; empty for the first."""


def shown_parts(parts: Sequence[Part], say: Translator) -> tuple[ShownPart, ...]:
    """The parts of a score in whole points of a hundred, which add up to the rounded score.

    Rounding each number by itself could leave the sum a point off, or give a part more points
    than it can have. So both columns share out what rounding down left over, to the largest
    remainders first, and no part gets more than its own full number.
    """
    full = _whole([100 * part.weight for part in parts])
    points = _whole([100 * part.points for part in parts], at_most=full)
    return tuple(
        ShownPart(part_words(part.name, say), points[position], full[position])
        for position, part in enumerate(parts)
    )


def part_words(name: str, say: Translator) -> str:
    """A component of the score in plain words."""
    return say.gettext(PARTS[name]) if name in PARTS else name


def _whole(exact: Sequence[float], at_most: Sequence[int] | None = None) -> list[int]:
    """Whole numbers near these that add up to their rounded sum (largest remainders)."""
    whole = [int(value + TINY) for value in exact]
    left = round(sum(exact)) - sum(whole)
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in order:
        if left > 0 and (at_most is None or whole[place] < at_most[place]):
            whole[place] += 1
            left -= 1
    return whole


def _factor_words(name: str, say: Translator) -> str:
    return say.gettext(FACTORS[name]) if name in FACTORS else name


def shown_score(match: Match, explain: Callable[[Clause], str], say: Translator) -> Score:
    """The score of a match for its card."""
    rows = shown_parts(match.parts, say)
    return Score(
        summary=say.gettext("Why place %(number)d", number=match.rank),
        rows=rows,
        total=sum(row.points for row in rows),
        factors=tuple(_factor_words(item.name, say) for item in match.factors if item.value < 1),
        higher=" ".join(f"{explain(clause)}." for clause in match.why_not_higher),
    )
