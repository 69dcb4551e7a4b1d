"""What a referral says, as rows to read: the same rows before it is sent and where it arrives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.referrals.readiness import cautions_for, holds_touch
from directory.referrals.wording import ANSWERS
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.referrals.content import Content, Plan, Updates, Wanted
    from directory.referrals.words import ReferralWords
    from directory.vocabulary.terms import Term, Vocabulary


def content_rows(
    content: Content, words: ReferralWords, vocabulary: Vocabulary
) -> list[dict[str, Any]]:
    """Name and value of everything that was said; what was not said is left out."""
    rows = [
        *_wanted(content.wanted, words, vocabulary),
        _row(_("Goals"), [words.goals[slug] for slug in content.goals if slug in words.goals]),
        _row(_("Pressure"), words.pressures.get(content.pressure, "")),
        _row(_("Joint sessions"), _("Wished") if content.joint_sessions else ""),
        _row(_("The sender keeps doing"), content.i_keep),
        _row(_("What the practitioner should be able to do"), content.note),
        _row(_("If strong emotion comes up, call"), _fallback(content)),
        _row(_("When the sender hears"), list(_updates(content.updates)) if content.code else []),
        _row(_("The sender’s own code"), content.code),
    ]
    return [row for row in rows if row["value"]]


def caution_rows(content: Content, vocabulary: Vocabulary) -> list[dict[str, str]]:
    """Each caution with its words for a clinician and how the sender answered it."""
    answers = dict(content.cautions)
    labels = {answer.value: label for answer, label in ANSWERS.items()}
    return [
        {
            "id": rule.caution.identifier,
            "text": rule.caution.text_for_clinician,
            "cleared_by": rule.caution.cleared_by,
            "answer": str(labels.get(answers.get(rule.caution.identifier, ""), _("Not answered"))),
        }
        for rule in cautions_for(content, vocabulary)
    ]


def flag_labels(content: Content, vocabulary: Vocabulary) -> list[str]:
    """The circumstances that were ticked."""
    return [
        vocabulary.flags[slug].label for slug in content.flags or () if slug in vocabulary.flags
    ]


def plan_rows(plan: Plan, words: ReferralWords) -> list[dict[str, Any]]:
    """The shared plan."""
    rows = [
        _row(_("The sender does"), plan.sender_does),
        _row(_("The receiver does"), plan.receiver_does),
        _row(_("Rhythm"), words.rhythms.get(plan.rhythm, "")),
        _row(_("Order"), words.orders.get(plan.order, "")),
        _row(_("Goals"), [words.goals[slug] for slug in plan.goals if slug in words.goals]),
        _row(_("Review on"), _day(plan.review_on)),
        _row(_("When the sender hears"), list(_updates(plan.updates))),
        _row(_("Permission ends on"), _day(plan.permission_ends_on)),
    ]
    return [row for row in rows if row["value"]]


def orders_open(
    content: Content | None, words: ReferralWords, vocabulary: Vocabulary
) -> Mapping[str, str]:
    """The orders that a plan may state: talk comes before touch while a hold stands."""
    if content is None or not holds_touch(content, vocabulary):
        return words.orders
    return {slug: label for slug, label in words.orders.items() if slug == "talk-first"}


def _wanted(
    wanted: Wanted, words: ReferralWords, vocabulary: Vocabulary
) -> Iterable[dict[str, Any]]:
    profession = vocabulary.professions.get(wanted.profession)
    visits = wanted.visits
    return (
        _row(_("Profession wanted"), profession.label if profession else ""),
        _row(_("Works with"), _labels(vocabulary.issues, wanted.issues)),
        _row(_("Methods"), _labels(vocabulary.modalities, wanted.modalities)),
        _row(_("Setting"), words.settings.get(wanted.setting, "")),
        _row(
            _("Number of visits"),
            ngettext("%(num)s visit", "%(num)s visits", visits) if visits else "",
        ),
        _row(
            _("Length of a visit"),
            _("%(minutes)s minutes", minutes=wanted.minutes) if wanted.minutes else "",
        ),
        _row(_("Rhythm"), words.rhythms.get(wanted.rhythm, "")),
    )


def _updates(updates: Updates) -> Iterable[str]:
    if updates.first_visit:
        yield _("after the first visit")
    if updates.every_visits:
        yield _("every %(count)s visits", count=updates.every_visits)
    if updates.on_change:
        yield _("when something changes")
    if updates.at_end:
        yield _("at the end")
    if updates.back_after:
        yield _("back to the sender if %(count)s visits bring no benefit", count=updates.back_after)


def _fallback(content: Content) -> str:
    parts = (content.fallback.name, content.fallback.phone)
    return ", ".join(part for part in parts if part)


def _labels(terms: Mapping[str, Term], slugs: Iterable[str]) -> list[str]:
    return [terms[slug].label for slug in slugs if slug in terms]


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else ""


def _row(term: str, value: object) -> dict[str, Any]:
    return {"term": term, "value": value}
