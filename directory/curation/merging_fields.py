"""Two drafts made one, part by part: what differs, what is chosen, what comes of it. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, is_dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from directory.profiles.proposal import PARTS, TEXTS, value_of, with_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.profiles.draft import ListingDraft


class Choice(StrEnum):
    """Whose value of a part stays."""

    KEEP = "keep"
    TAKE = "take"
    BOTH = "both"


FURTHER = (
    "places",
    "contact",
    "availability",
    "online_regions",
    "home_visit_km",
    "weekly_times",
    "answers",
    "fees",
    "session_lengths",
    "languages",
    "pressure_from",
    "pressure_to",
    "refers_on_for",
    "prefers_not",
    "integration",
)
"""The parts that never wait for a curator, and are chosen here all the same."""

KEYS: Mapping[str, Callable[[Any], object]] = {
    "professions": lambda one: one,
    "credentials": lambda one: one.key,
    "trainings": lambda one: one,
    "specialties": lambda one: one.issue,
    "modalities": lambda one: one.modality,
    "commitments": lambda one: one.commitment,
    "practices": lambda one: one.practice,
    "programs": lambda one: one.title,
    "places": lambda one: one.label,
    "online_regions": lambda one: one,
    "session_lengths": lambda one: one,
    "languages": lambda one: one[0],
    "refers_on_for": lambda one: one,
    "prefers_not": lambda one: one,
    "integration": lambda one: one,
}
"""The parts of which both can stay, and what makes two of their items the same."""


@dataclass(frozen=True, slots=True)
class DifferentPart:
    """A part in which two drafts differ, as lines to read, and what may be chosen."""

    part: str
    kept: tuple[str, ...]
    taken: tuple[str, ...]
    choices: tuple[Choice, ...]
    suggested: Choice


def different_parts(kept: ListingDraft, gone: ListingDraft) -> tuple[DifferentPart, ...]:
    """The parts in which two drafts differ, in the order in which they are read."""
    return tuple(
        _different(part, value_of(kept, part), value_of(gone, part))
        for part in (*PARTS, *FURTHER)
        if value_of(kept, part) != value_of(gone, part)
    )


def merged(kept: ListingDraft, gone: ListingDraft, choices: Mapping[str, Choice]) -> ListingDraft:
    """The kept draft with what was chosen; a part that nobody chose about stays as it is."""
    known = {item.part for item in different_parts(kept, gone)}
    taken = [part for part, choice in choices.items() if choice is Choice.TAKE and part in known]
    result = with_parts(kept, gone, taken)
    for part, choice in choices.items():
        if choice is Choice.BOTH and part in known and part in KEYS:
            values: Any = {part: _both(part, value_of(kept, part), value_of(gone, part))}
            result = replace(result, **values)
    if choices.get("answers") is Choice.TAKE:
        result = replace(result, payers_confirmed_on=gone.payers_confirmed_on)
    keys = {item.key for item in result.credentials}
    return replace(
        result,
        # A method stands on a credential of its own listing, or on none.
        modalities=tuple(
            item if item.credential in keys else replace(item, credential=None)
            for item in result.modalities
        ),
    )


def _different(part: str, kept: object, gone: object) -> DifferentPart:
    both = (Choice.BOTH,) if part in KEYS else ()
    if not kept:
        suggested = Choice.TAKE
    elif gone and both and part not in TEXTS:
        suggested = Choice.BOTH
    else:
        suggested = Choice.KEEP
    return DifferentPart(
        part, lines_of(kept), lines_of(gone), (Choice.KEEP, Choice.TAKE, *both), suggested
    )


def _both(part: str, kept: Any, gone: Any) -> tuple[Any, ...]:  # noqa: ANN401 - two tuples
    key = KEYS[part]
    known = {key(item) for item in kept}
    return (*kept, *(item for item in gone if key(item) not in known))


def lines_of(value: object) -> tuple[str, ...]:
    """A value of a draft as lines to read; empty where nothing is stated."""
    if isinstance(value, tuple):
        return tuple(_line(item) for item in value)
    if isinstance(value, dict):
        return tuple(f"{topic}: {_line(said)}" for topic, said in value.items())
    line = _line(value)
    return (line,) if line else ()


def _line(value: object) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        # What is not stated, or holds everywhere, says nothing of how the two differ.
        unsaid = (None, "", (), "*")
        stated = {
            name: item
            for name, item in asdict(value).items()
            if item is not False and item not in unsaid
        }
        return ", ".join(_part(name.replace("_", " "), item) for name, item in stated.items())
    if isinstance(value, tuple):
        return " ".join(_line(item) for item in value)
    return "" if value is None else str(value)


def _part(name: str, value: object) -> str:
    return name if value is True else f"{name} {_line(value)}"
