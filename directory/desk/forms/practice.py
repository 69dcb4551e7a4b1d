"""What kind of practice somebody runs, medical, sports or spa, each with what backs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Around, Form, Group, Option, Values, checks, line
from directory.profiles.closed_sets import PracticeType
from directory.profiles.listing import PublicPractice

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

PRACTICE = "practice-"
BACKING = "practice-backing-"


def practice_words(practice: str) -> str:
    """A kind of practice in words."""
    return {
        "medical": _("Medical or clinical practice"),
        "sports": _("Sports practice"),
        "spa": _("Spa or wellness practice"),
    }[practice]


def _hint(practice: str) -> str:
    return {
        "medical": _("Such as: referrals from physicians, clinical notes, billing by diagnosis."),
        "sports": _("Such as: a sports certification, a team that you look after."),
        "spa": _("Such as: rest and care of the body, without a claim to treat."),
    }[practice]


def _groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    note = _("Leave out what does not apply. Without a backing it is shown with “none stated”.")
    return (
        Group(note=note),
        *(
            Group(
                questions=(
                    checks(
                        f"{PRACTICE}{item.value}",
                        practice_words(item),
                        (Option("yes", _("This is how I work")),),
                        hint=_hint(item),
                    ),
                    line(
                        f"{BACKING}{item.value}",
                        _("What backs it: %(practice)s", practice=practice_words(item)),
                    ),
                )
            )
            for item in PracticeType
        ),
    )


def _fill(draft: ListingDraft, _around: Around) -> Values:
    values: Values = {}
    for item in draft.practices:
        values[f"{PRACTICE}{item.practice}"] = ["yes"]
        values[f"{BACKING}{item.practice}"] = [item.backing]
    return values


def _read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    stated = []
    for item in PracticeType:
        backing = typed.line(f"{BACKING}{item.value}")
        if typed.one(f"{PRACTICE}{item.value}") == "yes":
            stated.append(PublicPractice(item.value, backing))
        elif backing:
            typed.refuse(
                f"{PRACTICE}{item.value}",
                _("You wrote what backs it. Tick it too, or empty that line."),
            )
    return replace(draft, practices=tuple(stated))


PRACTICES = Form(groups=_groups, fill=_fill, read=_read)
