"""Ask owners whether their openings still hold: 75, 85 and 89 days after they said so, once each.

The job may be run as often as one likes. After a pause it sends the latest reminder alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.services.stewardship import stewards_of
from directory.audit import services as audit
from directory.curation.emails import STILL_TRUE
from directory.curation.models import FreshnessReminder
from directory.mail.links import LinkFor, LinkGoneError, make_link, open_link
from directory.profiles.closed_sets import ConfirmedBy, DatedFact
from directory.profiles.doubts import OF_OPENINGS, settle
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.listing import PublicAvailability
from directory.profiles.models import Confirmation, Listing
from directory.profiles.queries import log_subject
from directory.profiles.services import existing_drafts, save_listings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.curation.emails import Sender
    from directory.keys.ring import KeyRing
    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import ListingDraft, PlaceDraft

DAYS = (75, 85, 89)
TOO_LATE = 120
"""From here on a curator asks: the listing is out of the results."""
LASTS = timedelta(days=30)


def remind(session: Session, sender: Sender, today: date) -> int:
    """Send each reminder that is due and was not sent; how many listings. Flushes."""
    return sum(_remind_one(session, sender, *row, today) for row in _ageing(session, today))


def reminder_due(age_days: int) -> int | None:
    """Which reminder a claim of this age calls for: the latest one reached, or none."""
    reached = [day for day in DAYS if day <= age_days < TOO_LATE]
    return max(reached, default=None)


def about_link(session: Session, keys: KeyRing, link: str) -> tuple[ListingDraft, bool]:
    """Whose openings the link asks about, and whether that was answered since.

    Raises LinkGoneError, also where the listing is no longer public.
    """
    number, confirmed_on = open_link(keys, LinkFor.CONFIRMING, link)
    row = session.execute(
        select(Listing.handle, Listing.status).where(Listing.id == int(number))
    ).one_or_none()
    if row is None or row.status is not ListingStatus.PUBLISHED:
        raise LinkGoneError("the listing is not public")
    draft = existing_drafts(session, (row.handle,))[row.handle]
    since = draft.availability.confirmed_on
    return draft, since is None or since.isoformat() != confirmed_on


def confirm(
    session: Session,
    keys: KeyRing,
    draft: ListingDraft,
    status: str,
    locate: Callable[[PlaceDraft], PublicPoint | None],
) -> None:
    """Keep that the owner said today whether new clients are taken. Flushes."""
    stated = draft.availability
    said = PublicAvailability(
        status=status,
        wait_days=stated.wait_days if status == stated.status else None,
        weekly_openings=stated.weekly_openings if status != "closed" else None,
        confirmed_on=clock.today(),
    )
    after = replace(draft, availability=said)
    save_listings(session, [after], locate=locate, confirmed_by=ConfirmedBy.OWNER)
    settle(session, draft.handle, *OF_OPENINGS)
    audit.record(
        session,
        keys,
        actor=audit.NOBODY,
        action="openings.confirmed-by-link",
        subject=log_subject(session, draft.handle),
        details={"old": stated.status, "new": status},
    )


def _ageing(session: Session, today: date) -> list[tuple[int, str, date]]:
    rows = session.execute(
        select(Listing.id, Listing.handle, Confirmation.confirmed_on)
        .join(Confirmation, Confirmation.listing_id == Listing.id)
        .where(
            Listing.status == ListingStatus.PUBLISHED,
            Confirmation.fact == DatedFact.AVAILABILITY,
            Confirmation.confirmed_on <= today - timedelta(days=min(DAYS)),
            Confirmation.confirmed_on > today - timedelta(days=TOO_LATE),
        )
        .order_by(Listing.id)
    )
    return [(row.id, row.handle, row.confirmed_on) for row in rows]


def _remind_one(
    session: Session,
    sender: Sender,
    number: int,
    handle: str,
    confirmed_on: date,
    today: date,
) -> bool:
    day = reminder_due((today - confirmed_on).days)
    key = (number, confirmed_on, day)
    if day is None or session.get(FreshnessReminder, key) is not None:
        return False
    session.add(
        FreshnessReminder(
            listing_id=number, confirmed_on=confirmed_on, day=day, made_at=clock.now()
        )
    )
    session.flush()
    link = make_link(
        sender.keys, LinkFor.CONFIRMING, str(number), confirmed_on.isoformat(), lasts=LASTS
    )
    stewards = stewards_of(session, handle)
    for steward in stewards:
        sender.send(session, STILL_TRUE, steward.email, f"/still-true/{link}")
    return bool(stewards)
