"""Boundaries and commitments towards clients, and how somebody works with colleagues."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.forms.answers import answered, filled, questions_of
from directory.desk.questions import Around, Form, Group, Option, Values, checks, line, text
from directory.interop import cells
from directory.profiles.closed_sets import Topic
from directory.profiles.listing import PublicCommitment

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

COMMITMENT = "commitment-"
BACKING = "commitment-backing-"


def _commitments(draft: ListingDraft) -> tuple[Option, ...]:
    known = {
        "trauma-informed": _("Trauma-informed"),
        "anti-oppressive": _("Anti-oppressive"),
        "culturally-responsive": _("Culturally responsive"),
        "safe-and-inclusive": _("Safe and inclusive"),
        "lgbtqia-affirming": _("LGBTQIA+ affirming"),
        "neurodiversity-affirming": _("Neurodiversity affirming"),
        "disability-access": _("Access for disabled people"),
        "weight-inclusive": _("Weight inclusive"),
    }
    others = (item.commitment for item in draft.commitments if item.commitment not in known)
    return tuple(
        Option(value, label)
        for value, label in {**known, **{one: one.replace("-", " ") for one in others}}.items()
    )


def _boundary_groups(draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            title=_("Boundaries"),
            questions=(
                text(
                    "boundaries", _("What you hold to"), hint=_("Such as contact between visits.")
                ),
                text(
                    "friends_and_family",
                    _("Friends and family"),
                    hint=_("Whether you see friends or relatives of a client, or of your own."),
                ),
            ),
        ),
        Group(
            title=_("Commitments, each with what backs it"),
            note=_("Without a backing it is shown with “none stated”."),
            questions=tuple(
                question
                for option in _commitments(draft)
                for question in (
                    checks(
                        f"{COMMITMENT}{option.value}",
                        option.label,
                        (Option("yes", _("I commit to this")),),
                    ),
                    line(
                        f"{BACKING}{option.value}",
                        _("What backs it: %(commitment)s", commitment=option.label),
                    ),
                )
            ),
        ),
    )


def _boundary_fill(draft: ListingDraft, _around: Around) -> Values:
    values: Values = {
        "boundaries": [draft.texts.boundaries],
        "friends_and_family": [draft.texts.friends_and_family],
    }
    for item in draft.commitments:
        values[f"{COMMITMENT}{item.commitment}"] = ["yes"]
        values[f"{BACKING}{item.commitment}"] = [item.backing]
    return values


def _boundary_read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    made = []
    for option in _commitments(draft):
        backing = typed.line(f"{BACKING}{option.value}", cells.line)
        if typed.one(f"{COMMITMENT}{option.value}") == "yes":
            made.append(PublicCommitment(option.value, backing))
        elif backing:
            typed.refuse(
                f"{COMMITMENT}{option.value}",
                _("You wrote what backs it. Tick it too, or empty that line."),
            )
    texts = replace(
        draft.texts,
        boundaries=typed.text("boundaries"),
        friends_and_family=typed.text("friends_and_family"),
    )
    return replace(draft, commitments=tuple(made), texts=texts)


def _wishes() -> tuple[Option, ...]:
    return (
        Option("referrals", _("I take referrals from colleagues")),
        Option("joint-sessions", _("I hold joint sessions")),
        Option("shared-plans", _("I work by a shared plan")),
        Option("updates", _("I keep colleagues informed, where the client agrees")),
        Option("introductory-session", _("I give colleagues an introductory session")),
    )


def _wish_groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (Group(questions=questions_of(Topic.COLLABORATION, _wishes())),)


def _wish_fill(draft: ListingDraft, _around: Around) -> Values:
    return filled(Topic.COLLABORATION, _wishes(), draft)


def _wish_read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    return answered(Topic.COLLABORATION, _wishes(), typed, draft)


BOUNDARIES = Form(groups=_boundary_groups, fill=_boundary_fill, read=_boundary_read)
COLLABORATION = Form(groups=_wish_groups, fill=_wish_fill, read=_wish_read)
