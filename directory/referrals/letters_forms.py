"""The referral form and the provider permission form, blank or with what a referral says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.referrals import shown
from directory.referrals.content import Content, Wanted
from directory.referrals.letters import Box, Letter, LetterKind, Line, Part
from directory.referrals.readiness import relevant_flags
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.referrals.seen import ReferralView
    from directory.referrals.words import ReferralWords
    from directory.vocabulary.terms import Vocabulary

MINUTES = (15, 30, 45, 60, 90)
_BY_TOUCH = Wanted(profession="massage-therapist")
"""What a blank form asks about: everything that bears on care by touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What is written into a form; a blank one has the defaults."""

    content: Content = field(default_factory=Content)
    to: str = ""
    sender: str = ""
    given_to: str = ""
    expires_on: str = ""
    signed: str = ""
    is_part2: bool = False
    is_blank: bool = True


def filling_of(view: ReferralView) -> Filling:
    """What a side of a referral may print of it: what it may read, and nothing else."""
    names = ", ".join(name.name for name in view.names)
    consent = view.consent if view.consent and view.consent.is_valid else None
    return Filling(
        content=view.content or Content(),
        to=view.present.name if view.present else names,
        sender=view.sender_name,
        given_to=", ".join(consent.given_to) if consent else names,
        expires_on=day(consent.expires_on) if consent else "",
        signed=day(consent.signed_on) if consent else "",
        is_part2=view.row.is_part2,
        is_blank=False,
    )


def form(
    kind: LetterKind, filling: Filling, *, words: ReferralWords, vocabulary: Vocabulary
) -> Letter:
    """One of the two forms."""
    make = _permission_form if kind is LetterKind.PERMISSION else _referral_form
    return make(filling, words, vocabulary)


def _referral_form(filling: Filling, words: ReferralWords, vocabulary: Vocabulary) -> Letter:
    content = filling.content
    return Letter(
        kind=LetterKind.REFERRAL,
        title=_("Referral form"),
        lead=_("The client carries this sheet, and decides who gets it."),
        parts=(
            Part(
                title=_("Who"),
                lines=(
                    Line(term=_("To"), value=filling.to),
                    Line(term=_("From, with phone"), value=filling.sender),
                    Line(
                        term=_("Client: a code, or a name in the client’s own hand"),
                        value=content.code,
                    ),
                ),
            ),
            Part(title=_("What is asked"), lines=tuple(_asked(filling, words, vocabulary))),
            Part(title=_("Working together"), lines=tuple(_together(content))),
            _precautions(filling, vocabulary),
            _consent(filling),
        ),
        signatures=(_("Client"), _("Who refers"), _("Who accepts, with first date")),
        notice=_part2(filling),
    )


def _permission_form(filling: Filling, words: ReferralWords, vocabulary: Vocabulary) -> Letter:
    return Letter(
        kind=LetterKind.PERMISSION,
        title=_("Provider permission form"),
        lead=_("For a physician or other health provider, before care by touch begins."),
        parts=(
            Part(
                title=_("Who"),
                lines=(
                    Line(term=_("Health provider, with phone")),
                    Line(term=_("Practitioner who asks"), value=filling.to),
                    Line(
                        term=_("Client: a code, or a name in the client’s own hand"),
                        value=filling.content.code,
                    ),
                ),
            ),
            Part(
                title=_("The health provider says"),
                lines=(
                    Line(
                        term=_("This care"),
                        boxes=(
                            Box(_("may begin")),
                            Box(_("may begin with the precautions below")),
                            Box(_("should wait until")),
                            Box(_("should not take place")),
                        ),
                    ),
                    Line(term=_("Places to leave out, and what else to mind"), rows=2),
                ),
            ),
            Part(title=_("What is planned"), lines=tuple(_asked(filling, words, vocabulary))),
            _precautions(filling, vocabulary),
            Part(
                title=_("Afterwards"),
                lines=(
                    Line(
                        term=_("The provider would like to hear"),
                        boxes=(
                            Box(_("after the first visit")),
                            Box(_("when something changes")),
                            Box(_("at the end")),
                            Box(_("not at all")),
                        ),
                    ),
                    Line(term=_("To be looked at again on")),
                    Line(
                        term=_("If the client declines to ask a provider where safety needs it"),
                        boxes=(Box(_("the client declines: the care stops here")),),
                    ),
                ),
            ),
            _consent(filling),
        ),
        signatures=(_("Health provider"), _("Client"), _("Practitioner who asks")),
        notice=_part2(filling),
    )


def _asked(filling: Filling, words: ReferralWords, vocabulary: Vocabulary) -> Iterable[Line]:
    content, wanted = filling.content, filling.content.wanted
    rows = {row["term"]: row["value"] for row in shown.content_rows(content, words, vocabulary)}
    for term in (_("Profession wanted"), _("Works with"), _("Methods")):
        if filling.is_blank or term in rows:
            yield Line(term=term, value=_text(rows.get(term, "")))
    lengths = dict.fromkeys((*MINUTES, *([wanted.minutes] if wanted.minutes else [])))
    yield Line(
        term=_("Length of a visit, in minutes"),
        boxes=tuple(Box(str(one), one == wanted.minutes) for one in sorted(lengths)),
    )
    yield Line(term=_("How often"), boxes=_boxes(words.rhythms, (wanted.rhythm,)))
    yield Line(term=_("Number of visits"), value=str(wanted.visits or ""))
    yield Line(term=_("Pressure"), boxes=_boxes(words.pressures, (content.pressure,)))
    goals = (
        words.goals
        if filling.is_blank or not content.goals
        else {slug: words.goals[slug] for slug in content.goals if slug in words.goals}
    )
    yield Line(term=_("Goals"), boxes=_boxes(goals, content.goals))
    if content.note:
        yield Line(term=_("What the practitioner should be able to do"), value=content.note)


def _together(content: Content) -> Iterable[Line]:
    fallback = ", ".join(part for part in (content.fallback.name, content.fallback.phone) if part)
    updates = content.updates
    every = _("every %(count)s visits", count=updates.every_visits or "____")
    back = _(
        "back to the sender if %(count)s visits bring no benefit",
        count=updates.back_after or "____",
    )
    # A form that says nothing leaves the boxes to the hand that fills it.
    is_said = bool(content.code)
    yield Line(term=_("I keep doing"), value=content.i_keep)
    yield Line(term=_("If strong emotion comes up, call"), value=fallback)
    yield Line(
        term=_("I hear, as the client permits"),
        boxes=(
            Box(_("after the first visit"), is_said and updates.first_visit),
            Box(every, is_said and bool(updates.every_visits)),
            Box(_("when something changes"), is_said and updates.on_change),
            Box(_("at the end"), is_said and updates.at_end),
            Box(back, is_said and bool(updates.back_after)),
        ),
    )
    yield Line(term=_("Joint sessions"), boxes=(Box(_("wished"), content.joint_sessions),))


def _precautions(filling: Filling, vocabulary: Vocabulary) -> Part:
    content = filling.content
    if content.flags is None:
        # What needs help at once is no box on a sheet that others may find.
        flags = [flag for flag in relevant_flags(_BY_TOUCH, vocabulary) if flag.kind != "safety"]
        ask = _(
            "Tick what is so. A tick means: ask first, and agree on it before hands are laid on."
        )
        return Part(
            title=_("Precautions"),
            lines=(Line(term=_("Now"), boxes=tuple(Box(flag.label) for flag in flags)),),
            notes=(ask,),
        )
    cautions = shown.caution_rows(content, vocabulary)
    ticked = "; ".join(shown.flag_labels(content, vocabulary))
    return Part(
        title=_("Precautions"),
        lines=(
            Line(term=_("Circumstances that were ticked"), value=ticked or _("None of the list")),
            *(Line(term=row["answer"], value=row["text"]) for row in cautions),
        ),
    )


def _consent(filling: Filling) -> Part:
    to = filling.given_to
    return Part(
        title=_("The client’s permission"),
        lines=(
            Line(term=_("What is given"), value=_("what stands on this sheet")),
            Line(term=_("Who gives it"), value=filling.sender),
            Line(term=_("Who gets it"), value=to),
            Line(term=_("Why"), value=_("to coordinate care")),
            Line(term=_("Until"), value=filling.expires_on),
            Line(term=_("Signed by the client"), value=filling.signed),
        ),
        notes=(
            _(
                "I can take this back at any time, in writing; what was done before stays done. "
                "My care does not depend on signing. Whoever gets it may pass it on, and it may "
                "then no longer be protected."
            ),
        ),
    )


def _part2(filling: Filling) -> str:
    if not filling.is_part2:
        return ""
    return _(
        "42 CFR Part 2 prohibits unauthorized use or disclosure of these records. Passing them on "
        "needs the client’s new permission."
    )


def _boxes(labels: Mapping[str, str], ticked: Iterable[str]) -> tuple[Box, ...]:
    chosen = set(ticked)
    return tuple(Box(label, slug in chosen) for slug, label in labels.items())


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
