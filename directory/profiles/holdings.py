"""What listings hold about a person, and how it goes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from directory.holdings import Holding, plain_rows
from directory.profiles.exact_addresses import opened, sealed
from directory.profiles.licence_checks import renew_evidence
from directory.profiles.models import (
    AddressGrant,
    Affiliation,
    AffiliationRefusal,
    CenterService,
    DoNotMatch,
    LicenceCheck,
    LicenceEvidence,
    Listing,
    ListingDecision,
    ListingDoubt,
    Place,
    PlaceExact,
    ProposedChange,
)
from directory.profiles.removals import empty_cases
from directory.profiles.removed import remember_removed
from directory.profiles.revision import forget_gone, record_changes
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The listing as its owner stated it, addresses too, and what the network notes about it."""
    del keys
    mine = person.listing_ids
    drafts = existing_drafts(session, person.listing_handles)
    about = select(Listing.__table__).where(Listing.id.in_(mine))
    apart = select(Listing.handle).join(DoNotMatch, DoNotMatch.other_id == Listing.id)
    working = select(Affiliation.__table__).where(Affiliation.person_id.in_(mine))
    waiting = select(ProposedChange.__table__).where(ProposedChange.listing_id.in_(mine))
    services = select(CenterService.__table__).where(CenterService.person_id.in_(mine))
    refused = select(AffiliationRefusal.__table__).where(AffiliationRefusal.person_id.in_(mine))
    decided = select(ListingDecision.__table__).where(ListingDecision.listing_id.in_(mine))
    doubts = select(ListingDoubt.__table__).where(ListingDoubt.listing_id.in_(mine))
    checks = select(LicenceCheck.__table__).where(LicenceCheck.listing_id.in_(mine))
    files = (
        select(LicenceCheck.reference, LicenceEvidence.media_type, LicenceEvidence.added_at)
        .join(LicenceEvidence, LicenceEvidence.check_id == LicenceCheck.id)
        .where(LicenceCheck.listing_id.in_(mine))
    )
    given = _grants().where(Place.listing_id.in_(mine))
    received = _grants().where(AddressGrant.to_account_id == person.account_id)
    return {
        "listing": plain_rows(session, about, but=("id",)),
        "listing-as-you-stated-it": [_plain(asdict(draft)) for draft in drafts.values()],
        "not-matched-with": plain_rows(session, apart.where(DoNotMatch.listing_id.in_(mine))),
        "centers-you-work-at": plain_rows(session, working, but=("person_id",)),
        "services-at-centers": plain_rows(session, services, but=("id", "person_id")),
        "centers-you-refused": plain_rows(session, refused, but=("person_id",)),
        "decisions-about-you": plain_rows(session, decided, but=("id", "listing_id")),
        "how-your-credentials-were-checked": plain_rows(session, checks, but=("id", "listing_id")),
        "files-behind-those-checks": plain_rows(session, files),
        "doubts-about-what-you-state": plain_rows(session, doubts, but=("listing_id",)),
        "changes-that-wait": plain_rows(session, waiting, but=("listing_id",)),
        "addresses-you-gave": plain_rows(session, given),
        "addresses-given-to-you": plain_rows(session, received),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Delete the listing with all that hangs on it; remember it only by keyed hashes. Flushes."""
    drafts = existing_drafts(session, person.listing_handles)
    for draft in drafts.values():
        remember_removed(session, keys, draft, email=person.email)
    if not drafts:
        remember_removed(session, keys, None, email=person.email)
    centers = session.scalars(
        select(Listing.handle)
        .join(Affiliation, Affiliation.center_id == Listing.id)
        .where(Affiliation.person_id.in_(person.listing_ids))
    ).all()
    empty_cases(session, person.listing_ids)
    session.execute(delete(Listing).where(Listing.id.in_(person.listing_ids)))
    session.flush()
    session.expire_all()
    # Running servers learn from this that the page is gone, and the search with it.
    record_changes(session, [*person.listing_handles, *centers])


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt the exact addresses and the files behind checks anew. Flushes."""
    rows = session.scalars(select(PlaceExact)).all()
    for row in rows:
        row.sealed = sealed(keys, row.place_id, opened(keys, row.place_id, row.sealed))
    session.flush()
    return len(rows) + renew_evidence(session, keys)


def purge(session: Session, settings: Settings) -> dict[str, int]:
    """Forget the names of listings that are gone, and tell running servers so. Flushes."""
    del settings
    return {"directory_changes": forget_gone(session)}


def _grants() -> Any:  # noqa: ANN401 - a statement of four columns, put to use above
    return (
        select(Listing.handle, Place.label, AddressGrant.given_at, AddressGrant.revoked_at)
        .join(Place, Place.id == AddressGrant.place_id)
        .join(Listing, Listing.id == Place.listing_id)
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in values.items() if value not in (None, "", (), {})}


HOLDING = Holding(
    name="profiles",
    tables=(
        "address_grants",
        "affiliation_refusals",
        "affiliations",
        "availabilities",
        "case_listings",
        "cases",
        "center_services",
        "commitments",
        "confirmations",
        "contacts",
        "credentials",
        "directory_changes",
        "directory_revision",
        "do_not_match",
        "fees",
        "integration_backings",
        "licence_checks",
        "licence_evidence",
        "listing_decisions",
        "listing_doubts",
        "listing_languages",
        "listing_modalities",
        "listing_professions",
        "listing_terms",
        "listings",
        "online_regions",
        "photos",
        "place_exact",
        "places",
        "practice_types",
        "programs",
        "proposed_changes",
        "referral_counts",
        "removed_people",
        "session_lengths",
        "specialties",
        "stated_facts",
        "training_issues",
        "training_modalities",
        "trainings",
        "weekly_times",
    ),
    export=export,
    erase=erase,
    told=_(
        "Your listing goes, with your photo, your addresses and whom you gave them to. We keep "
        "hashes of your licence, address and name, so that no import brings you back."
    ),
    renew=renew,
    purge=purge,
)
