"""What stands before any name: immediate danger, and the help lines of the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.web import help_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.vocabulary.terms import CrisisResource, Vocabulary

EMPTY = "empty"
EMERGENCY = "emergency:medical"
SAME_DAY = "urgent:medical"
CRISIS = "crisis:"
SUICIDE = "crisis:suicide"
QUIET = "resource:"
PERHAPS = "perhaps:"
"""A line above the list for what the words may mean: no rule says so, and nothing is hidden."""
ELSEWHERE = "general"


@dataclass(frozen=True, slots=True)
class Urgent:
    """A notice on top of the page, with the lines to call."""

    kind: str
    title: str
    text: str
    lines: tuple[CrisisResource, ...] = ()


def shows_list(names: Iterable[str]) -> bool:
    """Whether a list may be shown; in a medical emergency it would only cost time."""
    return EMERGENCY not in names


def holds_back(names: Iterable[str]) -> bool:
    """Whether the list waits below the help line until somebody goes on to it."""
    return SUICIDE in names


def urgent(names: Sequence[str], region: str, vocabulary: Vocabulary) -> tuple[Urgent, ...]:
    """The notices for the top of the page, those for immediate danger first."""
    found = []
    for name in names:
        if name == EMERGENCY:
            found.append(
                Urgent(
                    "urgent",
                    _("This may be an emergency"),
                    _("Call emergency services now. Do not wait for an appointment."),
                    lines_for(["medical"], region, vocabulary),
                )
            )
        elif name == SAME_DAY:
            found.append(
                Urgent(
                    "urgent",
                    _("See a doctor today"),
                    _("A doctor should look at what you describe today, before other care."),
                    lines_for(["medical"], region, vocabulary),
                )
            )
        elif name.startswith(CRISIS):
            key = name.removeprefix(CRISIS)
            found.append(
                Urgent("caution", _crisis_title(key), _crisis_text(key),
                       lines_for([key], region, vocabulary))
            )  # fmt: skip
    perhaps = [name.removeprefix(PERHAPS) for name in names if name.startswith(PERHAPS)]
    if perhaps:
        found.append(
            Urgent(
                "note",
                _("In case you need somebody now"),
                _(
                    "We are not sure that we understood you. If you or somebody near you is in "
                    "danger, these people can help now."
                ),
                lines_for(perhaps, region, vocabulary),
            )
        )
    return tuple(found)


def with_lines(
    told: tuple[str, ...], keys: Iterable[str], perhaps: Iterable[str]
) -> tuple[str, ...]:
    """The notices, with a quiet line for each key that the words call for and nothing shows.

    What may be meant (`perhaps`) stands above the list, behind what is urgent, and once only.
    """
    urgent_keys = {
        name.partition(":")[2] for name in told if name.startswith((CRISIS, EMERGENCY, SAME_DAY))
    }
    above = [key for key in perhaps if key not in urgent_keys]
    moved = {f"{QUIET}{key}" for key in above}
    kept = tuple(name for name in told if name not in moved)
    shown = {name.partition(":")[2] for name in kept} | set(above)
    return (
        *(name for name in kept if name.startswith((CRISIS, EMERGENCY, SAME_DAY))),
        *(f"{PERHAPS}{key}" for key in above),
        *(name for name in kept if not name.startswith((CRISIS, EMERGENCY, SAME_DAY))),
        *(f"{QUIET}{key}" for key in keys if key not in shown),
    )


def quiet_lines(
    names: Iterable[str], region: str, vocabulary: Vocabulary
) -> tuple[CrisisResource, ...]:
    """Lines that stand beside results without alarm."""
    keys = [name.removeprefix(QUIET) for name in names if name.startswith(QUIET)]
    return lines_for(keys, region, vocabulary)


def lines_for(
    keys: Iterable[str], region: str, vocabulary: Vocabulary
) -> tuple[CrisisResource, ...]:
    """The lines of these keys that serve the region; the general one where none does."""
    resources = vocabulary.crisis_resources
    wanted = list(dict.fromkeys(keys))
    found = help_lines.for_region(resources, region, keys=wanted)
    if found or not wanted:
        return found
    return help_lines.for_region(resources, region, keys=[ELSEWHERE])


def _crisis_title(key: str) -> str:
    titles = {
        "suicide": _("You do not have to be alone with this"),
        "domestic-violence": _("Your safety comes first"),
        "sexual-assault": _("You decide what happens next"),
        "child-abuse": _("A child’s safety comes first"),
        "maternal": _("Help for mothers, day and night"),
    }
    return titles.get(key, _("Somebody to talk to now"))


def _crisis_text(key: str) -> str:
    texts = {
        "suicide": _("Somebody will listen now, day and night. If life is in danger, call 911."),
        "domestic-violence": _(
            "These people help quietly and believe you. Call from a safe phone if you can. "
            "“Leave this site” at the top closes this page."
        ),
        "sexual-assault": _(
            "An advocate can tell you what is possible, also what must happen soon. "
            "Nothing is done without you."
        ),
    }
    return texts.get(key, _("These people can be reached now."))
