"""The parts of a shown listing that wait for a curator, as values: which, old and new. Pure.

A name, a profession or a licence was checked, so a change of it is checked too. So is a text whose
words set off an alarm. Everything else is live at once.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from directory.matching.listing import LicenseStatus, ModalityLevel
from directory.profiles.closed_sets import CredentialLevel
from directory.profiles.draft import CredentialDraft, ModalityDraft, Texts
from directory.profiles.listing import (
    PublicCommitment,
    PublicPractice,
    PublicProgram,
    PublicSpecialty,
    PublicTraining,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from directory.profiles.draft import ListingDraft

CHECKED = ("name", "professions", "credentials")
"""What a curator checked, and checks again when it changes."""

STANDING_ON_CHECKED = ("modalities", "specialties")
"""What follows from profession and credentials, and waits with them."""

TEXTS = tuple(text.name for text in fields(Texts))
PARTS = (
    *CHECKED,
    *STANDING_ON_CHECKED,
    "pronouns",
    "trainings",
    "commitments",
    "practices",
    "programs",
    *TEXTS,
)
"""The parts of a draft that can wait, in the order in which a curator reads them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part as it is shown and as it would be, in lines to read."""

    part: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def changed_parts(before: ListingDraft, after: ListingDraft) -> tuple[str, ...]:
    """The parts in which two drafts differ."""
    return tuple(part for part in PARTS if value_of(before, part) != value_of(after, part))


def parts_to_review(
    live: ListingDraft, wanted: ListingDraft, alarmed: Collection[str]
) -> tuple[str, ...]:
    """The changed parts that wait for a curator; `alarmed` are those with a doubtful sentence."""
    changed = changed_parts(live, wanted)
    stands = {"professions", "credentials"} & set(changed)
    waiting = {*CHECKED, *alarmed, *(STANDING_ON_CHECKED if stands else ())}
    return tuple(part for part in changed if part in waiting)


def with_parts(draft: ListingDraft, source: ListingDraft, parts: Collection[str]) -> ListingDraft:
    """The draft with these parts as they are in another one."""
    texts = {part: getattr(source.texts, part) for part in parts if part in TEXTS}
    others: Any = {part: getattr(source, part) for part in parts if part not in TEXTS}
    return replace(draft, texts=replace(draft.texts, **texts), **others)


def value_of(draft: ListingDraft, part: str) -> object:
    """What a part of a draft says."""
    return getattr(draft.texts if part in TEXTS else draft, part)


def encoded(draft: ListingDraft, parts: Collection[str]) -> str:
    """These parts of a draft as JSON; the inverse is `laid_over`."""
    values = {part: _plain(value_of(draft, part)) for part in PARTS if part in parts}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def laid_over(live: ListingDraft, written: str) -> ListingDraft:
    """The draft with the parts that were written; a check stays where what was checked is the same.

    A check is never taken from what was written: it may be older than the one that is stored.
    """
    values: dict[str, Any] = json.loads(written)
    texts = {part: value for part, value in values.items() if part in TEXTS}
    others: Any = {part: _READ[part](value) for part, value in values.items() if part in _READ}
    if "credentials" in others:
        others["credentials"] = tuple(_checked_as(live, item) for item in others["credentials"])
    return replace(live, texts=replace(live.texts, **texts), **others)


def difference(live: ListingDraft, wanted: ListingDraft, part: str) -> Difference:
    """A part as it is and as it would be."""
    return Difference(part, _told(value_of(live, part)), _told(value_of(wanted, part)))


def _checked_as(live: ListingDraft, wanted: CredentialDraft) -> CredentialDraft:
    for item in live.credentials:
        if _checkable(item) == _checkable(wanted):
            return replace(
                wanted,
                status=item.status,
                checked_on=item.checked_on,
                checked_where=item.checked_where,
            )
    return replace(wanted, status=LicenseStatus.NOT_CHECKED, checked_on=None, checked_where="")


def _checkable(item: CredentialDraft) -> tuple[object, ...]:
    return item.key, item.number, item.expires_on, item.level, item.is_compact_privilege


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _credential(row: dict[str, Any]) -> CredentialDraft:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("expires_on", "checked_on")
    }
    sets = {"level": CredentialLevel(row["level"]), "status": LicenseStatus(row["status"])}
    return CredentialDraft(**(row | days | sets))


def _modality(row: dict[str, Any]) -> ModalityDraft:
    profession, jurisdiction, title = row["credential"] or ("", "", "")
    return ModalityDraft(
        modality=row["modality"],
        level=ModalityLevel(row["level"]),
        credential=(profession, jurisdiction, title) if row["credential"] else None,
    )


def _training(row: dict[str, Any]) -> PublicTraining:
    lists = {name: tuple(row[name]) for name in ("issues", "modalities")}
    return PublicTraining(**(row | lists))


def _each(read: Callable[..., Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda rows: tuple(read(row) for row in rows)


def _by_name(made: Callable[..., Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda rows: tuple(made(**row) for row in rows)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "name": str,
    "pronouns": lambda value: value,
    "professions": tuple,
    "credentials": _each(_credential),
    "modalities": _each(_modality),
    "specialties": _by_name(PublicSpecialty),
    "trainings": _each(_training),
    "commitments": _by_name(PublicCommitment),
    "practices": _by_name(PublicPractice),
    "programs": _by_name(PublicProgram),
}


def _told(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, tuple):
        return tuple(_line(item) for item in value)
    return tuple(line for line in str(value).splitlines() if line.strip())


def _line(item: object) -> str:
    if isinstance(item, CredentialDraft):
        return _credential_line(item)
    if isinstance(item, str):
        return item
    words = asdict(item) if is_dataclass(item) and not isinstance(item, type) else {}
    told = (_words(name, value) for name, value in words.items())
    return ", ".join(part for part in told if part)


def _words(name: str, value: object) -> str:
    if isinstance(value, bool):
        return name.removeprefix("is_") if value else ""
    if isinstance(value, (list, tuple)):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _credential_line(item: CredentialDraft) -> str:
    parts = (
        item.title,
        item.jurisdiction,
        f"number {item.number}" if item.number else "",
        item.level.value,
        f"expires {item.expires_on}" if item.expires_on else "",
        f"supervisor {item.supervisor_name}" if item.supervisor_name else "",
        "compact privilege" if item.is_compact_privilege else "",
    )
    return ", ".join(part for part in parts if part)
