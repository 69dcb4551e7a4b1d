"""Credentials, apart from training: the exact protected title of a place, and what it permits."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Group, Item, ItemForm, Option, line, one_of, radios, short
from directory.interop import cells
from directory.interop.credentials import completed_credential, rule_of, with_credential
from directory.interop.problems import Gravity, Remarks
from directory.matching.listing import LicenseStatus
from directory.profiles.closed_sets import CredentialLevel
from directory.profiles.draft import CredentialDraft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.desk.questions import Around, Question, Values
    from directory.desk.typed import Typed
    from directory.interop.problems import Problem
    from directory.profiles.draft import ListingDraft
    from directory.profiles.listing import PublishedListing
    from directory.vocabulary.terms import CredentialRule

OTHER = "other"
ANYWHERE = "*"
LEVELS = ("independent", "supervised", "certification", "association", "unregulated")
FIELD_OF = {"level": "level", "supervisor": "supervisor_name"}


def level_words(level: str) -> str:
    """What a level permits, in plain words."""
    return {
        "independent": _("Independent practice"),
        "supervised": _("Practice under supervision"),
        "certification": _("A certificate, no licence to practice"),
        "voluntary": _("A voluntary registration"),
        "association": _("Membership of an association"),
        "unlicensed-listed": _("Listed by the state, without a licence"),
        "unregulated": _("No law regulates this title"),
        "none": _("No licence"),
    }.get(level, level)


def _items(draft: ListingDraft, _around: Around) -> tuple[Item, ...]:
    return tuple(
        Item(
            reference_of(item),
            f"{item.title}, {item.jurisdiction}" if item.jurisdiction != ANYWHERE else item.title,
            tuple(line for line in _lines(item) if line),
        )
        for item in draft.credentials
    )


def _lines(item: CredentialDraft) -> tuple[str, ...]:
    supervised = item.level is CredentialLevel.SUPERVISED
    checked = item.checked_on is not None
    return (
        level_words(item.level.value),
        _("Number: %(number)s", number=item.number) if item.number else "",
        _("Supervised by %(name)s", name=item.supervisor_name)
        if supervised and item.supervisor_name
        else "",
        _("%(name)s is a member and is asked to confirm it.", name=item.supervisor_name)
        if supervised and item.supervisor
        else "",
        _("Checked on %(day)s", day=item.checked_on) if checked else _("Not checked yet"),
    )


def reference_of(item: CredentialDraft) -> str:
    """What names a credential in an address."""
    return hashlib.sha256("|".join(item.key).encode()).hexdigest()[:16]


def _choose_first(draft: ListingDraft, around: Around) -> tuple[Question, ...]:
    vocabulary = around.vocabulary
    professions = tuple(
        Option(slug, vocabulary.professions[slug].label) for slug in draft.professions
    )
    if not professions:
        return ()
    known = {rule.jurisdiction for rule in vocabulary.credential_rules}
    regions = around.gazetteer.regions.by_code
    places = sorted((regions[code].name, code) for code in known if code in regions)
    anywhere = Option(ANYWHERE, _("Anywhere: a certificate of a national or international body"))
    return (
        one_of("profession", _("For which profession?"), professions),
        one_of(
            "jurisdiction",
            _("Where does it hold?"),
            (*(Option(code, name) for name, code in places), anywhere),
        ),
    )


def _groups(draft: ListingDraft, reference: str, around: Around) -> tuple[Group, ...]:
    stored = _stored(draft, reference, around)
    rules = _rules(stored, around)
    titles = tuple(Option(rule.title, rule.title, _rule_words(rule, around)) for rule in rules)
    other = Option(OTHER, _("Another title"), _("Write it below, exactly as the body gives it."))
    return (
        Group(
            title=_("The exact title"),
            note=_("Protected titles differ from place to place. Choose the one on your licence."),
            questions=(
                radios("title", _("Title"), (*titles, other)),
                line("other_title", _("Another title"), at_most=120),
                one_of(
                    "level",
                    _("What the other title permits"),
                    (Option("", _("Choose")), *(Option(one, level_words(one)) for one in LEVELS)),
                ),
            ),
        ),
        Group(
            title=_("As the body has it"),
            questions=(
                line("number", _("Number"), hint=_("A curator looks it up."), at_most=80),
                short("expires_on", _("Expires on"), hint=_("Such as 2027-08-31")),
                line(
                    "supervisor_name",
                    _("Name of your supervisor"),
                    hint=_(
                        "Needed for a supervised title. Clients see it. A member of this network"
                        " is asked to confirm it."
                    ),
                    at_most=200,
                ),
            ),
        ),
    )


def _rule_words(rule: CredentialRule, around: Around) -> str:
    elsewhere = {
        other.level
        for other in around.vocabulary.credential_rules
        if other.title.casefold() == rule.title.casefold() and other.level != rule.level
    }
    trap = _("The same letters mean something else in other places.") if elsewhere else ""
    note = rule.note[:1].upper() + rule.note[1:]
    words = (level_words(rule.level), note or trap)
    return ". ".join(word.rstrip(".") for word in words if word) + "."


def _rules(stored: CredentialDraft, around: Around) -> tuple[CredentialRule, ...]:
    vocabulary = around.vocabulary
    professions = (stored.profession, *vocabulary.profession_ancestors(stored.profession))
    places = {stored.jurisdiction, ANYWHERE} if stored.jurisdiction else {ANYWHERE}
    found = {
        rule.title: rule
        for rule in reversed(vocabulary.credential_rules)
        if rule.profession in professions and rule.jurisdiction in places
    }
    return tuple(reversed(found.values()))


def _stored(draft: ListingDraft, reference: str, around: Around) -> CredentialDraft:
    for item in draft.credentials:
        if reference_of(item) == reference:
            return item
    profession, jurisdiction = around.chosen["profession"], around.chosen["jurisdiction"]
    known = {rule.jurisdiction for rule in around.vocabulary.credential_rules}
    return CredentialDraft(
        profession=profession if profession in draft.professions else draft.professions[0],
        jurisdiction=jurisdiction if jurisdiction in known else ANYWHERE,
        title="",
    )


def _fill(draft: ListingDraft, reference: str, around: Around) -> Values:
    stored = _stored(draft, reference, around)
    is_known = stored.title in {rule.title for rule in _rules(stored, around)}
    other = "" if is_known else stored.title
    return {
        "profession": [stored.profession],
        "jurisdiction": [stored.jurisdiction],
        "title": [stored.title if is_known else OTHER if stored.title else ""],
        "other_title": [other],
        "level": [stored.level.value if other else ""],
        "number": [stored.number or ""],
        "expires_on": [stored.expires_on.isoformat() if stored.expires_on else ""],
        "supervisor_name": [stored.supervisor_name],
    }


def _read(typed: Typed, draft: ListingDraft, reference: str, around: Around) -> ListingDraft:
    stored = _stored(draft, reference, around)
    title = typed.one("title")
    if title not in {rule.title for rule in _rules(stored, around)}:
        title = typed.line("other_title", lambda cell: cells.line(cell)[:120])
    if not title:
        typed.refuse("title", _("Choose your title, or write it, exactly as it was given to you."))
        return draft
    stated = replace(stored, title=title)
    rule = rule_of(around.vocabulary, stated)
    values = {
        "level": None if rule else _level(typed),
        "number": typed.line("number", cells.word) or None,
        "expires_on": typed.read("expires_on", cells.day),
        **_supervisor(typed, draft, stored, around),
    }
    return _laid(typed, draft, stored, _unchecked(stored, stated, values), values, around)


def _supervisor(
    typed: Typed, draft: ListingDraft, stored: CredentialDraft, around: Around
) -> dict[str, str | None]:
    """The name that was typed, and the member whom it means where it means just one."""
    name = typed.line("supervisor_name", cells.name)
    if not name:
        return {"supervisor": None, "supervisor_name": ""}
    if name == stored.supervisor_name:
        return {"supervisor": stored.supervisor, "supervisor_name": name}
    members = [
        one for one in around.called(name) if one.handle != draft.handle and _supervises(one)
    ]
    if len(members) > 1:
        handles = ", ".join(one.handle for one in members)
        message = _(
            "Several members have this name. Write one of these instead: %(handles)s.",
            handles=handles,
        )
        typed.refuse("supervisor_name", message)
    if len(members) == 1:
        return {"supervisor": members[0].handle, "supervisor_name": members[0].name}
    return {"supervisor": None, "supervisor_name": name}


def _supervises(listing: PublishedListing) -> bool:
    """Whether somebody holds a licence under which others can be supervised."""
    return any(item.level == CredentialLevel.INDEPENDENT for item in listing.credentials)


def _unchecked(
    stored: CredentialDraft, stated: CredentialDraft, values: Mapping[str, object]
) -> CredentialDraft:
    """A check holds for what was checked: another title, number or date has to be checked anew."""
    same = (stored.title, stored.number, stored.expires_on) == (
        stated.title,
        values["number"],
        values["expires_on"],
    )
    if same:
        return stated
    return replace(stated, status=LicenseStatus.NOT_CHECKED, checked_on=None, checked_where="")


def _laid(
    typed: Typed,
    draft: ListingDraft,
    stored: CredentialDraft,
    stated: CredentialDraft,
    values: Mapping[str, object],
    around: Around,
) -> ListingDraft:
    found: list[Problem] = []
    completed = completed_credential(
        replace(stated, body=""), values, around.vocabulary, Remarks("", 0, found)
    )
    for problem in found:
        if problem.gravity is Gravity.ERROR:
            name = FIELD_OF.get(problem.column or "", "title")
            typed.refuse(name, f"{problem.cause} {problem.remedy}".strip())
    if completed.level is CredentialLevel.SUPERVISED and not completed.supervisor_name:
        typed.refuse("supervisor_name", _("This title is supervised. Write who supervises you."))
    if completed.expires_on is not None and completed.expires_on < around.today:
        typed.refuse("expires_on", _("This date is past. Write the date of the renewed licence."))
    others = tuple(item for item in draft.credentials if item.key != stored.key)
    if stored.title and stored.key != completed.key:
        draft = replace(draft, credentials=others)
    return with_credential(draft, completed)


def _level(typed: Typed) -> CredentialLevel | None:
    level = typed.one_of("level", LEVELS)
    return CredentialLevel(level) if level else None


def _remove(draft: ListingDraft, reference: str) -> ListingDraft:
    kept = tuple(item for item in draft.credentials if reference_of(item) != reference)
    return replace(draft, credentials=kept)


CREDENTIALS = ItemForm(
    items=_items,
    groups=_groups,
    fill=_fill,
    read=_read,
    remove=_remove,
    choose_first=_choose_first,
)
