"""The public page of a practitioner or a center, as headings and rows of words ready to show.

Facts keep their age, and what was not stated is said to be so, never left to read as a no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.search import wording
from directory.search.listing_lines import (
    credential_line,
    href_of,
    initials,
    main_credential,
    place_line,
    profession_line,
    vouch_fact,
)
from directory.search.profile_data import schema_org, short_about
from directory.search.profile_rows import (
    ProfileContext,
    Row,
    Section,
    label_of,
    labels_of,
    row_of,
    rows_of,
)
from directory.search.profile_sections import profile_sections
from directory.search.wording import Fact, Translator, age_words
from directory.vocabulary.spoken import SOURCE, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.profiles.listing import PublicContact, PublicPhoto, PublishedListing

_PHONE = re.compile(r"[^0-9+]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at a center, and what they cover there."""

    handle: str
    name: str
    role: str
    profession: str
    works_with: str
    availability: Fact


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A way to reach somebody beside the relay."""

    label: str
    text: str
    href: str
    is_outside: bool = False
    """Whether it leads to another site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage:
    """Everything that a listing's page shows."""

    handle: str
    name: str
    initials: str
    credentials: str
    profession: str
    pronouns: str
    where: str
    facts: tuple[Fact, ...]
    about: str
    approach: str
    does: tuple[Row, ...]
    does_not: tuple[Row, ...]
    sections: tuple[Section, ...]
    people: tuple[Person, ...]
    centers: tuple[tuple[str, str], ...]
    confirmed: str
    is_invented: bool
    contacts: tuple[ContactLine, ...]
    programs: tuple[Row, ...]
    photo: PublicPhoto | None
    short_about: str
    """Discipline and towns, for a card that somebody else may see: no word of a concern."""
    data: Mapping[str, Any]
    """The listing in terms of schema.org."""
    card_href: str
    """Where its vCard is."""
    phone_href: str = ""
    """Where a form asks for the telephone number, which is shown to everybody, but not here."""
    card_has_phone: bool = False
    """Whether the vCard is asked for with the number, too."""


def profile_page(listing: PublishedListing, context: ProfileContext, base: str = "") -> ProfilePage:
    """The page of a listing; `base` is scheme and host of this site."""
    say = context.say
    here = href_of(listing)
    return ProfilePage(
        handle=listing.handle,
        name=listing.name,
        initials=initials(listing.name),
        credentials=credential_line(listing),
        profession=profession_line(listing, context.vocabulary, say),
        pronouns=listing.pronouns or "",
        where=_where(listing, say),
        facts=_facts(listing, context),
        about=listing.about,
        approach=listing.approach,
        does=_does(listing, context),
        does_not=_does_not(listing, context),
        sections=tuple(section for section in profile_sections(listing, context) if section.rows),
        people=_people(listing, context),
        centers=tuple(
            (center.handle, center.name)
            for center in listing.centers
            if center.handle in context.listings
        ),
        confirmed=age_words(
            say,
            listing.confirmed_on,
            today=context.today,
            old_from=wording.WHOLE_STALE_DAYS,
        ),
        is_invented=listing.is_invented,
        contacts=tuple(_contact(way, say) for way in listing.contacts),
        programs=_programs(listing, say),
        photo=listing.photo,
        short_about=short_about(listing, context),
        data=schema_org(listing, f"{base}{here}", context),
        card_href=f"{here}/card.vcf",
    )


def _contact(way: PublicContact, say: Translator) -> ContactLine:
    labels = {
        "phone": say.gettext("Phone"),
        "website": say.gettext("Website"),
        "booking": say.gettext("Book a visit"),
    }
    if way.kind == "phone":
        return ContactLine(labels["phone"], way.value, "tel:" + _PHONE.sub("", way.value))
    is_plain = way.value.startswith(("https://", "http://"))
    return ContactLine(
        labels.get(way.kind, way.kind), way.value, way.value if is_plain else "", is_outside=True
    )


def _programs(listing: PublishedListing, say: Translator) -> tuple[Row, ...]:
    words = {
        "group": say.gettext("group"),
        "program": say.gettext("program"),
        "class": say.gettext("class"),
        "workshop": say.gettext("workshop"),
    }
    return rows_of(
        *(
            row_of(
                item.title,
                [words.get(item.kind, item.kind), item.for_whom, item.schedule, item.price,
                 item.about],
            )
            for item in listing.programs
        )
    )  # fmt: skip


def _where(listing: PublishedListing, say: Translator) -> str:
    towns = [place_line(place, say) for place in listing.places]
    online = [say.gettext("online")] if listing.online_regions else []
    return "; ".join(dict.fromkeys([*towns, *online]))


def _facts(listing: PublishedListing, context: ProfileContext) -> tuple[Fact, ...]:
    say, today = context.say, context.today
    facts = [wording.availability_fact(say, listing.availability, today=today)]
    if listing.kind == "person":
        facts.append(wording.licence_fact(say, main_credential(listing), today=today))
    vouches = vouch_fact(say, context.vouches.get(listing.handle))
    reported = wording.reported_facts(say, listing.reported)
    return (*facts, *([vouches] if vouches else []), *reported)


def _does(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say, vocabulary = context.say, context.vocabulary
    focus = [item.issue for item in listing.specialties if item.is_focus]
    also = [item.issue for item in listing.specialties if not item.is_focus]
    return rows_of(
        row_of(say.gettext("In their own words"), [listing.provides]),
        row_of(say.gettext("Main focus"), labels_of(vocabulary.issues, focus)),
        row_of(say.gettext("Also works with"), labels_of(vocabulary.issues, also)),
        row_of(say.gettext("Methods"), _methods(listing, context)),
    )


def _does_not(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say, vocabulary = context.say, context.vocabulary
    known = [
        vocabulary.professions[slug]
        for slug in listing.professions
        if slug in vocabulary.professions
    ]
    # The scope of a house is that of its people; it has no limits of its own to tell.
    outside = [item.outside_scope for item in known if not item.scope_by_roster]
    return rows_of(
        row_of(say.gettext("In their own words"), [listing.does_not_provide]),
        row_of(say.gettext("Refers on for"), labels_of(vocabulary.issues, listing.refers_on_for)),
        row_of(say.gettext("Outside this discipline"), outside),
    )


def _methods(listing: PublishedListing, context: ProfileContext) -> list[str]:
    say = context.say
    levels = {
        "certified": say.gettext("certified"),
        "trained": say.gettext("trained"),
        "some": say.gettext("some experience"),
    }
    return [
        say.gettext(
            "%(method)s (%(level)s)",
            method=label_of(context.vocabulary.modalities, item.modality),
            level=levels.get(item.level, item.level),
        )
        for item in listing.modalities
    ]


def _people(listing: PublishedListing, context: ProfileContext) -> tuple[Person, ...]:
    say, vocabulary = context.say, context.vocabulary
    found = []
    for affiliate in listing.staff:
        person = context.listings.get(affiliate.handle)
        if person is None:
            continue
        focus = [item.issue for item in person.specialties if item.is_focus]
        profession = profession_line(person, vocabulary, say)
        found.append(
            Person(
                handle=person.handle,
                name=person.name,
                role=_role_beside(profession, affiliate.role, context),
                profession=profession,
                works_with=", ".join(labels_of(vocabulary.issues, focus)),
                availability=wording.availability_fact(
                    say, person.availability, today=context.today
                ),
            )
        )
    return tuple(found)


def _role_beside(profession: str, role: str, context: ProfileContext) -> str:
    """A role as the center wrote it; one that is a profession's name in the page's language."""
    typed = role.casefold()
    written = in_language(context.vocabulary, SOURCE).professions
    said = next(
        (
            context.vocabulary.professions[slug].label.partition(" (")[0]
            for slug, one in written.items()
            if typed in {slug.replace("-", " "), one.label.partition(" (")[0].casefold()}
        ),
        role,
    )
    return (
        "" if said.casefold() in profession.casefold() or typed in profession.casefold() else said
    )
