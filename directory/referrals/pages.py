"""What the pages of writing show, as values for templates: fields with what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import gettext as _

from directory.identity_check.findings import WHY
from directory.referrals.blueprint import BOX, vocabulary, words
from directory.referrals.closed_sets import ReferralKind
from directory.referrals.content import Content, Updates
from directory.referrals.readiness import (
    answers_for,
    cautions_for,
    relevant_flags,
    stopped,
    unanswered,
)
from directory.referrals.wording import ANSWERS
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.identity_check.findings import Finding
    from directory.profiles.listing import PublishedListing
    from directory.referrals.forms import Fields, Written
    from directory.referrals.models import Referral
    from directory.referrals.seen import ReferralView
    from directory.vocabulary.terms import Vocabulary

NAME_FIELDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The form of a referral or a question."""

    action: str
    is_advice: bool
    is_change: bool
    values: Mapping[str, Any]
    professions: list[tuple[str, str]]
    goals: list[dict[str, Any]]
    words: Any
    senders: list[tuple[str, str]]
    errors: tuple[Any, ...]
    error_of: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]

    def findings_of(self, name: str) -> list[dict[str, str]]:
        """What the identity check found in one field, with why."""
        return shown_findings(self.findings.get(name, ()))


def shown_findings(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """What the identity check found, in the reader's language."""
    return [{"words": found.words, "why": _(WHY[found.kind])} for found in findings]


def all_findings(fields: Fields | None) -> dict[str, list[dict[str, str]]]:
    """What the identity check found in each field of a form."""
    found = fields.findings if fields else {}
    return {name: shown_findings(findings) for name, findings in found.items()}


def form_page(
    kind: ReferralKind,
    *,
    view: ReferralView | None,
    written: Written | None,
    listings: Mapping[str, PublishedListing],
    mine: Mapping[str, int],
) -> FormPage:
    """The form: what was typed if it was refused, else the draft, else the names asked for."""
    is_advice = kind is ReferralKind.ADVICE
    begins = f"{BOX}/advice" if is_advice else f"{BOX}/new"
    errors = written.errors if written else ()
    values = typed_values() if written else _draft_values(view) if view else _asked_for(listings)
    return FormPage(
        action=f"{BOX}/{view.row.reference}/edit" if view else begins,
        is_advice=is_advice,
        is_change=view is not None,
        values=values,
        professions=_sorted_labels(
            vocabulary().offered(TermKind.PROFESSION, {values.get("profession", "")}).values()
        ),
        goals=[
            {"value": slug, "label": label, "checked": slug in values["goals"]}
            for slug, label in words().goals.items()
        ],
        words=words(),
        senders=[(handle, listings[handle].name) for handle in mine if handle in listings],
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        findings=written.findings if written else {},
    )


def typed_values() -> dict[str, Any]:
    """What was typed into any form, as it was."""
    values: dict[str, Any] = dict(request.form.items())
    values |= {name: request.form.getlist(name) for name in ("goals", "hear")}
    return values


def update_values(updates: Updates) -> dict[str, Any]:
    """The fields of when the sender hears."""
    hear = {
        "first_visit": updates.first_visit,
        "on_change": updates.on_change,
        "at_end": updates.at_end,
    }
    return {
        "hear": [name for name, is_wished in hear.items() if is_wished],
        "every_visits": str(updates.every_visits or ""),
        "back_after": str(updates.back_after or ""),
    }


def readiness_page(row: Referral, content: Content) -> dict[str, Any]:
    """The circumstances to tick, and the cautions that they bring up with their answers."""
    answers = dict(content.cautions)
    return {
        "reference": row.reference,
        "has_answered": content.flags is not None,
        "flags": [
            {
                "value": flag.slug,
                "label": flag.label,
                "checked": flag.slug in (content.flags or ()),
            }
            for flag in relevant_flags(content.wanted, vocabulary())
        ],
        "none": content.flags == (),
        "cautions": [
            {
                "id": rule.caution.identifier,
                "text": rule.caution.text_for_clinician,
                "cleared_by": rule.caution.cleared_by,
                "options": [
                    {
                        "value": answer.value,
                        "label": ANSWERS[answer],
                        "checked": answers.get(rule.caution.identifier) == answer,
                    }
                    for answer in answers_for(rule.caution.severity)
                ],
            }
            for rule in cautions_for(content, vocabulary())
        ],
        "missing": len(unanswered(content, vocabulary())),
        "stopped": [rule.caution.text_for_clinician for rule in stopped(content, vocabulary())],
    }


def _draft_values(view: ReferralView) -> dict[str, Any]:
    content = view.content or Content()
    wanted = content.wanted
    known = vocabulary()
    values: dict[str, Any] = {
        "profession": wanted.profession,
        "issues": _called(known, TermKind.ISSUE, wanted.issues),
        "modalities": _called(known, TermKind.MODALITY, wanted.modalities),
        "setting": wanted.setting,
        "visits": str(wanted.visits or ""),
        "minutes": str(wanted.minutes or ""),
        "rhythm": wanted.rhythm,
        "goals": list(content.goals),
        "pressure": content.pressure,
        "joint_sessions": "yes" if content.joint_sessions else "",
        "i_keep": content.i_keep,
        "note": content.note,
        "code": content.code,
        "fallback_name": content.fallback.name,
        "fallback_phone": content.fallback.phone,
        "may_become_referral": "yes" if content.may_become_referral else "",
        "is_part2": "yes" if view.row.is_part2 else "",
    }
    members = [name.name for name in view.names if name.handle]
    values |= {f"name_{number}": name for number, name in enumerate(members, start=1)}
    outside = next((name for name in view.names if not name.handle), None)
    if outside is not None:
        values |= {"outside_name": outside.name, "outside_by": outside.reached_by.value}
    return values | update_values(content.updates)


def _asked_for(listings: Mapping[str, PublishedListing]) -> dict[str, Any]:
    handles = [handle for handle in request.args.getlist("to") if handle in listings]
    names = {
        f"name_{number}": listings[handle].name
        for number, handle in enumerate(handles[:NAME_FIELDS], start=1)
    }
    first = listings[handles[0]] if handles else None
    profession = first.professions[0] if first and first.professions else ""
    return {"goals": [], "profession": profession} | names | update_values(Updates())


def _called(known: Vocabulary, kind: TermKind, slugs: Iterable[str]) -> str:
    """Terms as they are typed: by label, one that is hidden by now by its slug, which still works.

    What was written before stays savable.
    """
    terms = known.terms_of(kind)
    return ", ".join(terms[slug].label if known.is_offered(kind, slug) else slug for slug in slugs)


def _sorted_labels(terms: Iterable[Any]) -> list[tuple[str, str]]:
    return sorted(((term.slug, term.label) for term in terms), key=lambda pair: pair[1])
