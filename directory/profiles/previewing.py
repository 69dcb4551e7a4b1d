"""A draft as it would be published, without storing it; pure.

What is no part of a draft is taken from the listing as it stands: who works there, the photograph,
the points of places, and who confirmed a supervision.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from directory.profiles.closed_sets import Audience, Topic
from directory.profiles.draft import Answers, Texts, canonical
from directory.profiles.listing import (
    PublicContact,
    PublicCredential,
    PublicModality,
    PublicPlace,
    PublishedListing,
    Visibility,
)

if TYPE_CHECKING:
    from directory.profiles.draft import CredentialDraft, ListingDraft, PlaceDraft

SAME = (
    "name",
    "pronouns",
    "professions",
    "trainings",
    "specialties",
    "online_regions",
    "home_visit_km",
    "availability",
    "weekly_times",
    "payers_confirmed_on",
    "fees",
    "languages",
    "session_lengths",
    "pressure_from",
    "pressure_to",
    "refers_on_for",
    "commitments",
    "practices",
    "programs",
    "integration",
    "joined_on",
    "confirmed_on",
)
"""What stands under one name in the draft and in the published listing."""
ROUTES = ("booking", "phone", "website")


def previewed(draft: ListingDraft, base: PublishedListing) -> PublishedListing:
    """The published form of a draft; `base` is that of its listing as it is stored."""
    draft = canonical(draft)
    same: Any = {name: getattr(draft, name) for name in SAME}
    texts: Any = {text.name: getattr(draft.texts, text.name) for text in fields(Texts)}
    return replace(
        base,
        credentials=tuple(_credential(item, base) for item in draft.credentials),
        modalities=tuple(PublicModality(one.modality, one.level) for one in draft.modalities),
        places=tuple(_place(item, base) for item in draft.places),
        contacts=tuple(
            PublicContact(kind, getattr(draft.contact, kind))
            for kind in ROUTES
            if getattr(draft.contact, f"{kind}_for") is Audience.EVERYBODY
        ),
        **_answers(draft),
        **same,
        **texts,
    )


def _credential(item: CredentialDraft, base: PublishedListing) -> PublicCredential:
    name = item.supervisor_name or None
    confirmed = any(
        stored.supervisor_confirmed
        for stored in base.credentials
        if (stored.profession, stored.jurisdiction, stored.title) == item.key
        and stored.supervisor_name == name
    )
    return PublicCredential(
        profession=item.profession,
        jurisdiction=item.jurisdiction,
        title=item.title,
        level=item.level.value,
        status=item.status.value,
        body=item.body,
        number=item.number,
        expires_on=item.expires_on,
        checked_on=item.checked_on,
        checked_where=item.checked_where or None,
        supervisor_name=name,
        supervisor_confirmed=confirmed if name else None,
        is_compact_privilege=item.is_compact_privilege,
    )


def _place(item: PlaceDraft, base: PublishedListing) -> PublicPlace:
    is_exact = item.visibility is Visibility.EXACT
    is_named = item.visibility is not Visibility.NONE
    shown = PublicPlace(
        label=item.label if is_named else "",
        city=item.city if is_named else "",
        region=item.region,
        country=item.country,
        visibility=item.visibility,
        street=item.street or None if is_exact else None,
        postal_code=item.postal_code or None if is_exact else None,
        center=item.center,
    )
    return next((one for one in base.places if _words(one) == _words(shown)), shown)


def _words(place: PublicPlace) -> PublicPlace:
    return replace(place, latitude=None, longitude=None, uncertainty_km=0.0)


def _answers(draft: ListingDraft) -> dict[str, Any]:
    def stated(topic: Topic) -> Answers:
        return draft.answers.get(topic, Answers())

    return {
        "populations": stated(Topic.POPULATION).yes or None,
        "populations_no": stated(Topic.POPULATION).no,
        "populations_focus": stated(Topic.POPULATION).focus,
        "payers_yes": stated(Topic.PAYER).yes,
        "payers_no": stated(Topic.PAYER).no,
        "preferences_yes": stated(Topic.PREFERENCE).yes,
        "preferences_no": stated(Topic.PREFERENCE).no,
        "access_yes": stated(Topic.ACCESS).yes,
        "access_no": stated(Topic.ACCESS).no,
        "collaboration_yes": stated(Topic.COLLABORATION).yes,
        "collaboration_no": stated(Topic.COLLABORATION).no,
    }
