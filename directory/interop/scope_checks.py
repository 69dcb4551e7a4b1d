"""Does a listing stay inside the scope of practice of its professions? Each no cites the scope.

A training never widens a scope; a credential of a second profession does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.profiles.claims import Claim, claims_in, load_claims
from directory.vocabulary.scope import facets_of_all, may_touch
from directory.vocabulary.terms import Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from directory.interop.problems import Remarks
    from directory.profiles.draft import CredentialKey, ListingDraft, ModalityDraft, Texts
    from directory.vocabulary.terms import Profession, Vocabulary

__all__ = ["SOMETIMES_TOUCHES", "Claim", "load_claims", "scoped"]

CLAIMING = ("about", "approach", "provides", "setting", "first_visit")
"""The texts in which somebody says what they do; in the others they say what they do not."""

SOMETIMES_TOUCHES = frozenset({"limited", "varies"})


def scoped(
    draft: ListingDraft, vocabulary: Vocabulary, claims: Sequence[Claim], remarks: Remarks
) -> ListingDraft:
    """The draft with each modality tied to the credential that permits it, if one has to.

    Remarks as errors on modalities and issues outside the scope, for review on words that claim
    work outside it. An organization is not judged: its people are.
    """
    professions = [vocabulary.professions[slug] for slug in draft.professions]
    if not professions or any(profession.scope_by_roster for profession in professions):
        return draft
    permitting = _permitting(draft, vocabulary)
    modalities = tuple(
        _tied(item, professions[0], permitting, vocabulary, remarks) for item in draft.modalities
    )
    _check_issues(draft, [profession.slug for profession, _key in permitting], vocabulary, remarks)
    draft = replace(draft, modalities=modalities)
    return _with_claims(
        draft, [item.slug for item, _key in permitting], vocabulary, claims, remarks
    )


def _permitting(
    draft: ListingDraft, vocabulary: Vocabulary
) -> list[tuple[Profession, CredentialKey | None]]:
    """The professions whose scope counts: the first one, and every one with a credential."""
    first = vocabulary.professions[draft.professions[0]]
    found: list[tuple[Profession, CredentialKey | None]] = [(first, None)]
    found += [
        (vocabulary.professions[item.profession], item.key)
        for item in draft.credentials
        if item.profession != first.slug
    ]
    return found


def _tied(
    item: ModalityDraft,
    first: Profession,
    permitting: Iterable[tuple[Profession, CredentialKey | None]],
    vocabulary: Vocabulary,
    remarks: Remarks,
) -> ModalityDraft:
    modality = vocabulary.modalities[item.modality]
    in_scope = [
        (profession, key)
        for profession, key in permitting
        if vocabulary.may_offer(profession.slug, item.modality)
    ]
    if not in_scope:
        remarks.error(
            "modalities",
            _(
                "%(label)s is outside the scope of %(profession)s. %(scope)s",
                label=modality.label,
                profession=first.label,
                scope=_scope_text(first),
            ),
            _("Remove it, or record the credential of the profession that permits it."),
        )
        return item
    if modality.touch is not Touch.YES:
        return replace(item, credential=in_scope[0][1])
    hands_on = [(profession, key) for profession, key in in_scope if may_touch(profession)]
    if hands_on:
        return replace(item, credential=hands_on[0][1])
    if first.may_touch in SOMETIMES_TOUCHES:
        remarks.review(
            "modalities",
            _(
                "%(label)s works by touch, which is limited for %(profession)s.",
                label=modality.label,
                profession=first.label,
            ),
            _("Ask which training permits it."),
        )
        return item
    remarks.error(
        "modalities",
        _(
            "%(label)s works by touch, which %(profession)s may not offer. %(scope)s",
            label=modality.label,
            profession=first.label,
            scope=_scope_text(first),
        ),
        _("Record a bodywork credential, or remove it."),
    )
    return item


def _check_issues(
    draft: ListingDraft, professions: Sequence[str], vocabulary: Vocabulary, remarks: Remarks
) -> None:
    facets = facets_of_all(vocabulary, professions)
    first = vocabulary.professions[draft.professions[0]]
    for item in draft.specialties:
        issue = vocabulary.issues[item.issue]
        if issue.facets and not any(need.facet in facets for need in issue.facets):
            remarks.error(
                "focus_issues" if item.is_focus else "also_issues",
                _(
                    "%(label)s is outside the scope of %(profession)s. %(scope)s",
                    label=issue.label,
                    profession=first.label,
                    scope=_scope_text(first),
                ),
                _("Remove it, or name it among what you refer on for."),
            )


def _with_claims(
    draft: ListingDraft,
    professions: Sequence[str],
    vocabulary: Vocabulary,
    claims: Sequence[Claim],
    remarks: Remarks,
) -> ListingDraft:
    facets = facets_of_all(vocabulary, professions)
    found = []
    for column, claim, words in _claims_made(draft.texts, claims):
        if claim.facet not in facets:
            remarks.review(
                column,
                _("It says “%(words)s”. %(why)s", words=words, why=claim.why),
                _("Word it differently."),
            )
            found.append(f"{column}: “{words}”. {claim.why}")
    return replace(draft, needs_review=tuple(found))


def _claims_made(texts: Texts, claims: Sequence[Claim]) -> Iterator[tuple[str, Claim, str]]:
    for column in CLAIMING:
        for found in claims_in(getattr(texts, column), claims):
            yield column, found.claim, found.words


def _scope_text(profession: Profession) -> str:
    outside = profession.outside_scope.rstrip(".")
    return _("Outside it: %(outside)s.", outside=outside) if outside else ""
