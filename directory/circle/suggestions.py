"""Who of the contacts is in the network already: told by what the directory itself shows.

Only public facts are compared, and exactly: a contact's e-mail or phone that somebody keeps to
themselves finds nothing, so that a circle cannot be used to ask whose number it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.accounts.forms import plain_email
from directory.circle.contact import digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from directory.circle.queries import ShownContact
    from directory.profiles.listing import PublishedListing


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A contact, and the listing that shows the same e-mail address, phone or licence."""

    reference: str
    contact: str
    handle: str
    name: str
    by: str
    """`email`, `phone` or `licence`."""


def suggestions(
    contacts: Iterable[ShownContact], listings: Mapping[str, PublishedListing]
) -> tuple[Suggestion, ...]:
    """What contacts can be linked to a listing; where two listings share a fact, none is."""
    known = _known(listings.values())
    found = []
    for shown in contacts:
        if shown.handle is not None:
            continue
        for by, value in _facts_of(shown):
            handles = known.get((by, value), set())
            if len(handles) == 1:
                handle = next(iter(handles))
                found.append(
                    Suggestion(
                        shown.reference, shown.contact.name, handle, listings[handle].name, by
                    )
                )
                break
    return tuple(found)


def _known(listings: Iterable[PublishedListing]) -> dict[tuple[str, str], set[str]]:
    known: dict[tuple[str, str], set[str]] = {}
    for listing in listings:
        for fact in _shown_facts(listing):
            known.setdefault(fact, set()).add(listing.handle)
    return known


def _shown_facts(listing: PublishedListing) -> Iterator[tuple[str, str]]:
    for route in listing.contacts:
        if route.kind == "email":
            yield "email", plain_email(route.value)
        elif route.kind == "phone":
            yield "phone", digits(route.value)
    for credential in listing.credentials:
        if credential.number:
            yield "licence", _licence(credential.number)


def _facts_of(shown: ShownContact) -> Iterator[tuple[str, str]]:
    contact = shown.contact
    if contact.email:
        yield "email", contact.email
    if contact.phone:
        yield "phone", digits(contact.phone)
    if contact.licence:
        yield "licence", _licence(contact.licence)


def _licence(number: str) -> str:
    return "".join(sign for sign in number.lower() if sign.isalnum())
