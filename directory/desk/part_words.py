"""The parts of a profile in words, and what naming much does to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.matching.expertise import UNDILUTED_SPECIALTIES, dilution

if TYPE_CHECKING:
    from directory.profiles.draft import ListingDraft

MANY_ALSO = 24
"""From so many issues under “also”, nobody can tell any more what somebody is good at."""


def part_words(part: str) -> str:
    """A part of a profile as its owner knows it."""
    words = {
        "name": _("Your name"),
        "professions": _("Profession"),
        "credentials": _("Credentials"),
        "modalities": _("Methods"),
        "specialties": _("What you help with"),
        "pronouns": _("Pronouns"),
        "trainings": _("Training"),
        "commitments": _("Commitments"),
        "practices": _("Kind of practice"),
        "programs": _("Groups and programs"),
        "setting": _("The room and setting"),
        "strong_emotion": _("Strong emotion"),
        "about": _("About you"),
        "approach": _("How you work"),
        "provides": _("What you provide"),
        "does_not_provide": _("What you do not provide"),
        "first_visit": _("The first visit"),
        "boundaries": _("Boundaries"),
        "friends_and_family": _("Friends and family"),
    }
    return words.get(part, part)


def dilution_words(draft: ListingDraft) -> str:
    """What it means that somebody names so many issues; empty where they are few."""
    focus = sum(item.is_focus for item in draft.specialties)
    if focus > UNDILUTED_SPECIALTIES:
        return _(
            "You have %(count)s issues as a focus. Each counts %(share)s of a hundred in the order,"
            " because naming much says little. Keep the few you know best.",
            count=focus,
            share=round(100 * dilution(focus)),
        )
    also = len(draft.specialties) - focus
    if also >= MANY_ALSO:
        return _(
            "You also name %(count)s issues. You are found by all of them, and a reader cannot tell"
            " which you know. Keep those you would gladly take on tomorrow.",
            count=also,
        )
    return ""
