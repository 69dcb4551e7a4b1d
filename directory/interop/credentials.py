"""Credentials of a file: what their title means where, and what does not go together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from flask_babel import gettext as _

from directory.matching.listing import LicenseStatus
from directory.profiles.closed_sets import CredentialLevel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.interop.problems import Remarks
    from directory.profiles.draft import CredentialDraft, ListingDraft
    from directory.vocabulary.terms import CredentialRule, Vocabulary

CHECKED = "checked"
"""What credentials.csv says of a row whose source was opened."""


class Titled(Protocol):
    """A title for a profession in a jurisdiction, stored or shown."""

    @property
    def profession(self) -> str:
        """The slug of the profession."""

    @property
    def jurisdiction(self) -> str:
        """Where it holds, such as US-CO, or `*` for anywhere."""

    @property
    def title(self) -> str:
        """The exact title."""


def completed_credential(
    stored: CredentialDraft,
    values: Mapping[str, Any],
    vocabulary: Vocabulary,
    remarks: Remarks,
    *,
    prefix: str = "",
) -> CredentialDraft:
    """A credential with the values of a row; level and status are worked out where not stated.

    The level is what the title means in its jurisdiction. A title that is known to be supervised
    there is refused as independent where the vocabulary's row was checked against the board, and
    sent to review where it was not. `prefix` is how the columns of this file begin.
    """
    stated = replace(
        stored, **{name: value for name, value in values.items() if name not in {"level", "status"}}
    )
    rule = rule_of(vocabulary, stated)
    level = values.get("level") or (CredentialLevel(rule.level) if rule else None)
    if level is None:
        remarks.error(
            f"{prefix}level",
            _(
                "It is not known what “%(title)s” permits in %(jurisdiction)s.",
                title=stated.title,
                jurisdiction=stated.jurisdiction,
            ),
            _("Write independent, supervised, certification or another level."),
        )
        return stated
    if rule is not None:
        _compare_levels(level, rule, remarks, column=f"{prefix}level")
    status = values.get("status") or _status(stated)
    if status is LicenseStatus.NOT_CHECKED and stated.checked_on is not None:
        remarks.error(
            f"{prefix}status",
            _(
                "It is said not to be checked, and to be checked on %(checked_on)s.",
                checked_on=stated.checked_on,
            ),
            _("Keep one of the two."),
        )
    if stated.is_compact_privilege and level is not CredentialLevel.INDEPENDENT:
        remarks.error(
            "compact",
            _("A compact gives its privilege to independent licences only."),
            _("Write no, or correct the level."),
        )
    return replace(stated, level=level, status=status, body=stated.body or _body(rule))


def with_credential(draft: ListingDraft, credential: CredentialDraft) -> ListingDraft:
    """The draft with a credential added, or put in the place of the one with the same key."""
    if any(item.key == credential.key for item in draft.credentials):
        credentials = tuple(
            credential if item.key == credential.key else item for item in draft.credentials
        )
    else:
        credentials = (*draft.credentials, credential)
    return replace(draft, credentials=credentials)


def rule_of(vocabulary: Vocabulary, credential: Titled) -> CredentialRule | None:
    """What the vocabulary knows of a title in its jurisdiction, for this profession or one above.

    The letters decide in their jurisdiction only: LPCC is independent in California and
    supervised in Colorado.
    """
    professions = (credential.profession, *vocabulary.profession_ancestors(credential.profession))
    title = credential.title.casefold()
    found = [
        rule
        for rule in vocabulary.credential_rules
        if rule.title.casefold() == title
        and rule.jurisdiction in (credential.jurisdiction, "*")
        and rule.profession in professions
    ]
    # The nearest profession first, and the jurisdiction's own rule before one for anywhere.
    found.sort(key=lambda rule: (rule.jurisdiction == "*", professions.index(rule.profession)))
    return found[0] if found else None


def _compare_levels(
    level: CredentialLevel, rule: CredentialRule, remarks: Remarks, *, column: str
) -> None:
    if level is not CredentialLevel.INDEPENDENT or rule.level != CredentialLevel.SUPERVISED:
        return
    cause = _(
        "%(title)s in %(jurisdiction)s is a supervised title, not an independent one.",
        title=rule.title,
        jurisdiction=rule.jurisdiction,
    )
    if rule.confidence == CHECKED:
        remarks.error(column, cause, _("Write supervised, and who supervises."))
    else:
        remarks.review(column, cause, _("Ask the board."))


def _status(credential: CredentialDraft) -> LicenseStatus:
    if credential.checked_on is not None:
        return LicenseStatus.ACTIVE
    return LicenseStatus.NOT_CHECKED


def _body(rule: CredentialRule | None) -> str:
    return rule.regulator if rule is not None else ""
