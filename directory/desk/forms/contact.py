"""The ways to reach somebody beside this site: each for everybody, colleagues, or nobody."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_babel import gettext as _

from directory.desk.questions import Around, Form, Group, Option, Values, line, radios
from directory.interop import cells
from directory.interop.problems import CellError
from directory.profiles.closed_sets import Audience
from directory.profiles.draft import ContactDraft

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

PHONE_AT_MOST = 40
FEWEST_DIGITS, MOST_DIGITS = 7, 15
_PHONE = re.compile(r"\+?[0-9 ().\-/]+(?:(?:x|ext\.?) ?[0-9]{1,6})?", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def telephone(typed: str) -> str:
    """A telephone number, with the marks it was written with. Raises CellError."""
    digits = sum(sign.isdigit() for sign in typed.lower().partition("x")[0])
    if not _PHONE.fullmatch(typed) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise CellError(
            _("“%(typed)s” is no telephone number.", typed=typed[:PHONE_AT_MOST]),
            _("Write it with its area code, such as 303-555-0100."),
        )
    return typed


def web_address(typed: str) -> str:
    """An address of the web that begins with https://; it is never asked. Raises CellError."""
    written = cells.line(typed if "://" in typed else f"https://{typed}")
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_plain = parts.scheme == "https" and port is None and "@" not in parts.netloc
    if not is_plain or not _HOST.fullmatch(host) or _is_number(host) or re.search(r"\s", written):
        raise CellError(
            _("“%(typed)s” is no address of a page that we can show.", typed=typed[:80]),
            _("Write it in full, such as https://example.org."),
        )
    return written


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _audiences() -> tuple[Option, ...]:
    return (
        Option(Audience.NOBODY.value, _("Nobody")),
        Option(Audience.PROFESSIONALS.value, _("Professionals who are signed in")),
        Option(Audience.EVERYBODY.value, _("Everybody")),
    )


def _groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            note=_(
                "You need none of these. Your e-mail address is never shown: messages reach you"
                " through this site."
            )
        ),
        Group(
            questions=(
                line(
                    "phone",
                    _("Telephone"),
                    hint=_("Such as 303-555-0100. Whom you choose below sees it."),
                    at_most=PHONE_AT_MOST,
                ),
                radios("phone_for", _("Who may see the telephone?"), _audiences()),
            )
        ),
        Group(
            questions=(
                line("website", _("Website"), hint=_("Such as https://example.org")),
                radios("website_for", _("Who may see the website?"), _audiences()),
            )
        ),
        Group(
            questions=(
                line("booking", _("Booking page"), hint=_("Where people choose a time.")),
                radios("booking_for", _("Who may see the booking page?"), _audiences()),
            )
        ),
    )


def _fill(draft: ListingDraft, _around: Around) -> Values:
    contact = draft.contact
    return {
        "phone": [contact.phone],
        "phone_for": [contact.phone_for.value],
        "website": [contact.website],
        "website_for": [contact.website_for.value],
        "booking": [contact.booking],
        "booking_for": [contact.booking_for.value],
    }


def _read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    phone = typed.line("phone", telephone)
    website, booking = typed.line("website", web_address), typed.line("booking", web_address)
    contact = ContactDraft(
        email=draft.contact.email,
        phone=phone,
        phone_for=_audience(typed, "phone", phone),
        website=website,
        website_for=_audience(typed, "website", website),
        booking=booking,
        booking_for=_audience(typed, "booking", booking),
    )
    return replace(draft, contact=contact)


def _audience(typed: Typed, route: str, value: str) -> Audience:
    chosen = typed.one_of(f"{route}_for", [item.value for item in Audience], Audience.NOBODY.value)
    if chosen != Audience.NOBODY.value and not value and not typed.one(route):
        typed.refuse(route, _("You chose who may see it. Write it here, or choose nobody."))
    return Audience(chosen)


CONTACT = Form(groups=_groups, fill=_fill, read=_read)
