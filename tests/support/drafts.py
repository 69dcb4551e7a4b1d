"""Drafts for tests: a plain one, and one that states something in every field."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from directory.interop.places import located
from directory.matching.listing import LicenseStatus, ModalityLevel
from directory.matching.need import Kind
from directory.places.geocoding import NullGeocoder
from directory.profiles.closed_sets import Audience, CredentialLevel, Topic
from directory.profiles.draft import (
    Answers,
    ContactDraft,
    CredentialDraft,
    ListingDraft,
    ModalityDraft,
    PlaceDraft,
    ReferralCountsDraft,
    Texts,
)
from directory.profiles.lifecycle import Move
from directory.profiles.listing import (
    PublicAvailability,
    PublicCommitment,
    PublicFees,
    PublicPractice,
    PublicProgram,
    PublicSpecialty,
    PublicTraining,
    Visibility,
    WeeklyTime,
)
from directory.profiles.services import move_listing, save_listings
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

locate = partial(located, gazetteer=small_gazetteer(), geocoder=NullGeocoder())

LPC = CredentialDraft(
    profession="professional-counselor",
    jurisdiction="US-CO",
    title="LPC",
    status=LicenseStatus.ACTIVE,
    body="State board",
    number="123",
    expires_on=date(2027, 8, 31),
    checked_on=date(2026, 5, 1),
    checked_where="the board's register",
)

LMT = CredentialDraft(
    profession="massage-therapist",
    jurisdiction="US-CO",
    title="LMT",
    level=CredentialLevel.SUPERVISED,
    supervisor="sam",
    supervisor_name="Sam Center",
)

HOME = PlaceDraft(
    label="Home office",
    street="17 Hidden Hollow Road",
    city="Lakewood",
    region="US-CO",
    postal_code="80226",
    visibility=Visibility.AREA,
)

SECRET = PlaceDraft(
    label="Refuge",
    street="9 Quiet Close",
    city="Lakewood",
    region="US-CO",
    postal_code="80228",
    visibility=Visibility.NONE,
)

OFFICE = PlaceDraft(
    label="Office",
    street="200 Open Street",
    city="Denver",
    region="US-CO",
    postal_code="80205",
    visibility=Visibility.EXACT,
    center="sam",
)


def plain_draft(handle: str, kind: Kind = Kind.PERSON) -> ListingDraft:
    """A listing with a name and a profession."""
    profession = "professional-counselor" if kind is Kind.PERSON else "integrative-center"
    return ListingDraft(handle=handle, kind=kind, name=handle.title(), professions=(profession,))


def full_draft(handle: str) -> ListingDraft:
    """A listing that states something in every field; it needs the listing `sam`."""
    return ListingDraft(
        handle=handle,
        kind=Kind.PERSON,
        name="Maya Full",
        pronouns="she/her",
        is_invented=True,
        professions=("professional-counselor", "massage-therapist"),
        credentials=(LPC, LMT),
        trainings=(
            PublicTraining(
                what="EMDR basic training",
                school="A school",
                country="US",
                year=2019,
                hours=50,
                level="practitioner",
                instructor="Somebody",
                issues=("ptsd",),
                modalities=("emdr",),
            ),
        ),
        specialties=(
            PublicSpecialty("ptsd", is_focus=True, backing="training", detail="since 2019"),
            PublicSpecialty("grief", is_focus=False),
        ),
        modalities=(
            ModalityDraft(modality="emdr", level=ModalityLevel.CERTIFIED),
            ModalityDraft(modality="swedish", level=ModalityLevel.SOME, credential=LMT.key),
        ),
        places=(HOME, OFFICE, SECRET),
        online_regions=("US-CO", "US-UT"),
        home_visit_km=12.5,
        availability=PublicAvailability("open", 10, 2, date(2026, 11, 1)),
        weekly_times=(WeeklyTime(3, 540, 660),),
        answers={
            Topic.PAYER: Answers(yes=("medicaid",), no=("aetna",)),
            Topic.POPULATION: Answers(yes=("adults", "teens"), no=("children",), focus=("teens",)),
            Topic.PREFERENCE: Answers(yes=("practitioner-woman",)),
            Topic.ACCESS: Answers(yes=("wheelchair",), no=("elevator",)),
            Topic.COLLABORATION: Answers(yes=("referrals",), no=("updates",)),
        },
        payers_confirmed_on=date(2026, 10, 1),
        fees=PublicFees(140, "USD", 50, 80, superbill=True, confirmed_on=date(2026, 9, 1)),
        session_lengths=(50, 80),
        languages=(("en", "native"), ("es", "conversational")),
        pressure_from="light",
        pressure_to="firm",
        texts=Texts(
            setting="a",
            strong_emotion="b",
            about="c",
            approach="d",
            provides="e",
            does_not_provide="f",
            first_visit="g",
            boundaries="h",
            friends_and_family="i",
        ),
        refers_on_for=("bulimia",),
        prefers_not=("couples", "children"),
        integration=("same-roof",),
        commitments=(PublicCommitment("trauma-informed", "a course"),),
        practices=(PublicPractice("medical", "a hospital's referral desk"),),
        programs=(
            PublicProgram(
                title="Grief circle",
                kind="group",
                for_whom="Adults",
                schedule="Mondays at six",
                price="20 an evening",
                about="Eight people, twelve weeks.",
            ),
        ),
        contact=ContactDraft(
            email="maya@example.org",
            phone="303-555-0100",
            phone_for=Audience.PROFESSIONALS,
            website="https://maya.example.org/",
            website_for=Audience.EVERYBODY,
            booking="https://booking.example.org/maya",
        ),
        referral_counts=ReferralCountsDraft(asked=5, accepted=4, closed=3, recent_30d=1.5),
        is_conversion_practice=True,
        joined_on=date(2025, 1, 2),
        confirmed_on=date(2026, 11, 1),
        needs_review=("look at this", "and at that"),
    )


def save(session: Session, *drafts: ListingDraft) -> None:
    """Save drafts with the points of the small gazetteer."""
    save_listings(session, drafts, locate=locate)


def publish(session: Session, *handles: str) -> None:
    """Take listings through their review."""
    for handle in handles:
        move_listing(session, handle, Move.SUBMIT)
        move_listing(session, handle, Move.PUBLISH)
