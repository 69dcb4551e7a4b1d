"""What ranking may know of a published listing: a plain translation, which adds nothing.

Everything that a person hid is gone before this module sees the listing, and what was not
stated stays not stated.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from directory.matching.listing import (
    Acceptance,
    Capacity,
    CapacityStatus,
    LanguageLevel,
    License,
    LicenseStatus,
    ListingFacts,
    ModalityLevel,
    Office,
    WeeklySlot,
)
from directory.matching.need import Kind, Place, Point
from directory.profiles.listing import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from directory.profiles.listing import (
        PublicAvailability,
        PublicCredential,
        PublicPlace,
        PublishedListing,
    )
    from directory.profiles.queries import PrivateMatching

TAUGHT = frozenset({"training", "certification"})
"""What backs a specialty so that it counts as more than the owner's own word."""

JOINT_SESSIONS = "joint-sessions"

Closed = TypeVar("Closed", bound=StrEnum)


def listing_facts(
    listing: PublishedListing,
    *,
    published: AbstractSet[str],
    private: PrivateMatching | None = None,
) -> ListingFacts:
    """The facts of one listing; `published` holds the handles of all that may be shown.

    A center's people count only where they are in `published`: somebody who left the network,
    paused or was hidden covers nothing.
    """
    fees = listing.fees
    return ListingFacts(
        id=listing.handle,
        kind=Kind(listing.kind),
        name=listing.name,
        professions=listing.professions,
        licenses=tuple(
            _license(credential)
            for credential in listing.credentials
            if not credential.is_compact_privilege
        ),
        compact_regions=_compact_regions(listing.credentials),
        specialties=tuple(item.issue for item in listing.specialties if item.is_focus),
        also_treats=tuple(item.issue for item in listing.specialties if not item.is_focus),
        trained_in=_trained_in(listing),
        modalities={
            item.modality: _member(ModalityLevel, item.level, ModalityLevel.SOME)
            for item in listing.modalities
        },
        offices=tuple(_office(place) for place in listing.places),
        telehealth_regions=frozenset(listing.online_regions),
        home_visit_km=listing.home_visit_km,
        payers=frozenset(listing.payers_yes),
        payers_no=frozenset(listing.payers_no),
        fee=fees.fee,
        currency=fees.currency,
        sliding_min=fees.sliding_min,
        superbill=fees.superbill,
        languages={
            code: _member(LanguageLevel, level, LanguageLevel.CONVERSATIONAL)
            for code, level in listing.languages
        },
        populations=None if listing.populations is None else frozenset(listing.populations),
        populations_no=frozenset(listing.populations_no),
        populations_focus=frozenset(listing.populations_focus),
        preferences=frozenset(listing.preferences_yes),
        preferences_no=frozenset(listing.preferences_no),
        access=frozenset(listing.access_yes),
        access_no=frozenset(listing.access_no),
        capacity=_capacity(listing.availability, private),
        joint_sessions=_three_valued(
            JOINT_SESSIONS, yes=listing.collaboration_yes, no=listing.collaboration_no
        ),
        weekly_slots=tuple(
            WeeklySlot(slot.weekday, slot.start_minute, slot.end_minute)
            for slot in listing.weekly_times
        ),
        joined_on=listing.joined_on,
        licence_checked=any(item.checked_on is not None for item in listing.credentials),
        staff=tuple(person.handle for person in listing.staff if person.handle in published),
        acceptance=_acceptance(private),
        refers_on_for=frozenset(listing.refers_on_for),
        prefers_not=frozenset() if private is None else private.prefers_not,
        does_not_match_with=frozenset() if private is None else private.does_not_match_with,
        conversion_practice=private is not None and private.is_conversion_practice,
    )


def all_facts(
    listings: Iterable[PublishedListing],
    *,
    private: Mapping[str, PrivateMatching],
) -> tuple[ListingFacts, ...]:
    """The facts of all published listings, ordered by handle so that no order of rows shows."""
    ordered = sorted(listings, key=lambda listing: listing.handle)
    published = frozenset(listing.handle for listing in ordered)
    return tuple(
        listing_facts(listing, published=published, private=private.get(listing.handle))
        for listing in ordered
    )


def _license(credential: PublicCredential) -> License:
    return License(
        region=credential.jurisdiction,
        status=_member(LicenseStatus, credential.status, LicenseStatus.NOT_CHECKED),
        level=credential.level,
        profession=credential.profession or None,
        title=credential.title,
        expires_on=credential.expires_on,
        checked_on=credential.checked_on,
        supervisor=credential.supervisor_name,
    )


def _compact_regions(credentials: Iterable[PublicCredential]) -> frozenset[str]:
    return frozenset(
        credential.jurisdiction
        for credential in credentials
        if credential.is_compact_privilege and credential.status == LicenseStatus.ACTIVE
    )


def _trained_in(listing: PublishedListing) -> tuple[str, ...]:
    backed = [item.issue for item in listing.specialties if item.backing in TAUGHT]
    taught = [issue for training in listing.trainings for issue in training.issues]
    return tuple(dict.fromkeys([*backed, *taught]))


def _office(place: PublicPlace) -> Office:
    point = None
    if place.latitude is not None and place.longitude is not None:
        point = Point(place.latitude, place.longitude)
    return Office(
        place=Place(
            city=place.city or None,
            region=place.region or None,
            postal_code=place.postal_code,
            point=point,
            uncertainty_km=place.uncertainty_km,
        ),
        is_area=place.visibility is not Visibility.EXACT,
        center=place.center,
    )


def _capacity(availability: PublicAvailability, private: PrivateMatching | None) -> Capacity:
    weekly = availability.weekly_openings
    return Capacity(
        status=_member(CapacityStatus, availability.status, CapacityStatus.NOT_STATED),
        wait_days=availability.wait_days,
        confirmed_on=availability.confirmed_on,
        weekly_new=1.0 if weekly is None else float(weekly),
        recent_30d=0.0 if private is None else private.referrals_recent_30d,
    )


def _acceptance(private: PrivateMatching | None) -> Acceptance:
    if private is None:
        return Acceptance()
    return Acceptance(
        asked=private.referrals_asked,
        accepted=private.referrals_accepted,
        closed_loop=private.referrals_closed,
    )


def _three_valued(word: str, *, yes: Iterable[str], no: Iterable[str]) -> bool | None:
    if word in yes:
        return True
    return False if word in no else None


def _member(kind: type[Closed], value: str, otherwise: Closed) -> Closed:
    try:
        return kind(value)
    except ValueError:
        return otherwise
