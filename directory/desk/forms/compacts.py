"""Privileges of the compacts between states, on top of an independent licence at home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Around, Form, Group, Option, Values, checks, line, short
from directory.interop import cells
from directory.matching.listing import LicenseStatus
from directory.profiles.closed_sets import CredentialLevel
from directory.profiles.compacts import Compact, home_licences
from directory.profiles.draft import CredentialDraft

if TYPE_CHECKING:
    from datetime import date

    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

WHERE, NUMBER, EXPIRES = "compact-", "compact-number-", "compact-expires-"


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    offered = _offered(draft, around)
    if not offered:
        names = ", ".join(compact.name for compact in around.compacts)
        note = _(
            "A compact needs an independent licence of a member state. Record yours under"
            " Credentials first. We know these: %(names)s.",
            names=names,
        )
        return (Group(note=note),)
    return tuple(_group(compact, draft, around) for compact in offered)


def _group(compact: Compact, draft: ListingDraft, around: Around) -> Group:
    regions = around.gazetteer.regions.by_code
    at_home = {item.jurisdiction for item in home_licences(draft, compact)}
    places = tuple(
        Option(code, regions[code].name)
        for code in compact.jurisdictions
        if code in regions and code not in at_home
    )
    return Group(
        title=compact.name,
        note=compact.note,
        questions=(
            line(
                f"{NUMBER}{compact.slug}",
                _("Number of your privilege (%(compact)s)", compact=compact.name),
                hint=_("A curator looks it up with the commission."),
                at_most=80,
            ),
            short(
                f"{EXPIRES}{compact.slug}",
                _("Expires on (%(compact)s)", compact=compact.name),
                hint=_("Such as 2027-08-31"),
            ),
            checks(
                f"{WHERE}{compact.slug}",
                _("Where you hold it (%(compact)s)", compact=compact.name),
                places,
                hint=_("Members change. If one is missing, tell a curator."),
            ),
        ),
    )


def _offered(draft: ListingDraft, around: Around) -> tuple[Compact, ...]:
    held = {item.title for item in draft.credentials if item.is_compact_privilege}
    return tuple(
        compact
        for compact in around.compacts
        if home_licences(draft, compact) or compact.title in held
    )


def _held(draft: ListingDraft, compact: Compact) -> list[CredentialDraft]:
    return [
        item
        for item in draft.credentials
        if item.is_compact_privilege and item.title == compact.title
    ]


def _fill(draft: ListingDraft, around: Around) -> Values:
    values: Values = {}
    for compact in _offered(draft, around):
        held = _held(draft, compact)
        first = held[0] if held else None
        values[f"{WHERE}{compact.slug}"] = [item.jurisdiction for item in held]
        values[f"{NUMBER}{compact.slug}"] = [(first and first.number) or ""]
        values[f"{EXPIRES}{compact.slug}"] = [
            first.expires_on.isoformat() if first and first.expires_on else ""
        ]
    return values


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    offered = _offered(draft, around)
    ours = {compact.title for compact in offered}
    kept = [
        item for item in draft.credentials if not (item.is_compact_privilege and item.title in ours)
    ]
    for compact in offered:
        kept += _privileges(typed, draft, compact, around)
    return replace(draft, credentials=tuple(kept))


def _privileges(
    typed: Typed, draft: ListingDraft, compact: Compact, around: Around
) -> list[CredentialDraft]:
    chosen = typed.some_of(f"{WHERE}{compact.slug}", compact.jurisdictions)
    number = typed.line(f"{NUMBER}{compact.slug}", cells.word) or None
    expires_on = typed.read(f"{EXPIRES}{compact.slug}", cells.day)
    _check(typed, draft, compact, chosen)
    if expires_on is not None and expires_on < around.today:
        typed.refuse(f"{EXPIRES}{compact.slug}", _("This date is past. Write the renewed one."))
    if number and not chosen:
        typed.refuse(f"{WHERE}{compact.slug}", _("Choose where you hold it, or empty the number."))
    stored = {item.jurisdiction: item for item in _held(draft, compact)}
    return [_privilege(compact, where, number, expires_on, stored.get(where)) for where in chosen]


def _check(typed: Typed, draft: ListingDraft, compact: Compact, chosen: tuple[str, ...]) -> None:
    licences = home_licences(draft, compact)
    if chosen and not licences:
        typed.refuse(
            f"{WHERE}{compact.slug}",
            _("It stands on an independent licence of a member state. Record that first."),
        )
    if set(chosen) & {item.jurisdiction for item in licences}:
        typed.refuse(
            f"{WHERE}{compact.slug}", _("You hold the licence itself there. Leave that one out.")
        )


def _privilege(
    compact: Compact,
    where: str,
    number: str | None,
    expires_on: date | None,
    stored: CredentialDraft | None,
) -> CredentialDraft:
    if stored is not None and (stored.number, stored.expires_on) == (number, expires_on):
        return stored
    return CredentialDraft(
        profession=compact.profession,
        jurisdiction=where,
        title=compact.title,
        level=CredentialLevel.INDEPENDENT,
        status=LicenseStatus.NOT_CHECKED,
        body=compact.body,
        number=number,
        expires_on=expires_on,
        is_compact_privilege=True,
    )


COMPACTS = Form(groups=_groups, fill=_fill, read=_read)
