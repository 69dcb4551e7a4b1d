"""Read the draft of a listing back from its rows: the inverse of `store_draft`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.profiles.closed_sets import ContactKind, DatedFact, TermUse, Topic
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
from directory.profiles.exact_addresses import exact_address
from directory.profiles.listing import (
    PublicAvailability,
    PublicCommitment,
    PublicFees,
    PublicPractice,
    PublicProgram,
    PublicSpecialty,
    PublicTraining,
    WeeklyTime,
)
from directory.profiles.models import Listing, Place, Training
from directory.profiles.revision import parts
from directory.profiles.store_draft import PLAIN, PRICE, credential_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.profiles.models import Credential, Program

EVERYTHING = (
    selectinload(Listing.professions),
    selectinload(Listing.credentials),
    selectinload(Listing.trainings).selectinload(Training.issues),
    selectinload(Listing.trainings).selectinload(Training.modalities),
    selectinload(Listing.specialties),
    selectinload(Listing.modalities),
    selectinload(Listing.places).selectinload(Place.exact),
    selectinload(Listing.online_regions),
    selectinload(Listing.availability),
    selectinload(Listing.fees),
    selectinload(Listing.confirmations),
    selectinload(Listing.stated_facts),
    selectinload(Listing.terms),
    selectinload(Listing.languages),
    selectinload(Listing.weekly_times),
    selectinload(Listing.session_lengths),
    selectinload(Listing.commitments),
    selectinload(Listing.practices),
    selectinload(Listing.programs),
    selectinload(Listing.contacts),
    selectinload(Listing.referral_counts),
)


def whole_listings(session: Session, handles: Collection[str]) -> dict[str, Listing]:
    """The listings of these handles that exist, with all their rows loaded."""
    found: dict[str, Listing] = {}
    for part in parts(sorted(handles)):
        query = select(Listing).where(Listing.handle.in_(part)).options(*EVERYTHING)
        found.update({listing.handle: listing for listing in session.scalars(query)})
    return found


def draft_of(listing: Listing, handles: Mapping[int, str]) -> ListingDraft:
    """The draft that these rows say; `handles` names other listings by id."""
    plain = {name: getattr(listing, name) for name in PLAIN}
    confirmed = {row.fact: row.confirmed_on for row in listing.confirmations}
    return ListingDraft(
        handle=listing.handle,
        professions=tuple(row.profession for row in listing.professions),
        credentials=tuple(_credential(row, handles) for row in listing.credentials),
        trainings=tuple(_training(row) for row in listing.trainings),
        specialties=tuple(
            PublicSpecialty(row.issue, row.is_focus, row.backing.value, row.detail)
            for row in listing.specialties
        ),
        modalities=tuple(
            ModalityDraft(
                modality=row.modality,
                level=row.level,
                credential=credential_key(row.credential) if row.credential else None,
            )
            for row in listing.modalities
        ),
        places=tuple(_place(row, handles) for row in listing.places),
        online_regions=tuple(row.region for row in listing.online_regions),
        availability=_availability(listing, confirmed),
        weekly_times=tuple(
            WeeklyTime(row.weekday, row.start_minute, row.end_minute)
            for row in sorted(listing.weekly_times, key=lambda row: (row.weekday, row.start_minute))
        ),
        answers=_answers(listing),
        payers_confirmed_on=confirmed.get(DatedFact.COVERAGE),
        fees=_fees(listing, confirmed),
        session_lengths=tuple(row.minutes for row in listing.session_lengths),
        languages=tuple((row.language, row.level.value) for row in listing.languages),
        texts=Texts(**{text.name: getattr(listing, text.name) for text in fields(Texts)}),
        refers_on_for=_terms(listing, TermUse.REFERS_ON_FOR),
        prefers_not=_terms(listing, TermUse.PREFERS_NOT),
        integration=_terms(listing, TermUse.INTEGRATION),
        commitments=tuple(
            PublicCommitment(row.commitment, row.backing) for row in listing.commitments
        ),
        practices=tuple(
            PublicPractice(row.practice.value, row.backing) for row in listing.practices
        ),
        programs=tuple(_program(row) for row in listing.programs),
        contact=_contact(listing),
        referral_counts=_referral_counts(listing),
        needs_review=tuple(listing.needs_review.splitlines()),
        **plain,
    )


def _credential(row: Credential, handles: Mapping[int, str]) -> CredentialDraft:
    return CredentialDraft(
        profession=row.profession,
        jurisdiction=row.jurisdiction,
        title=row.title,
        level=row.level,
        status=row.status,
        body=row.body,
        number=row.number,
        expires_on=row.expires_on,
        checked_on=row.checked_on,
        checked_where=row.checked_where,
        supervisor=handles[row.supervisor_id] if row.supervisor_id else None,
        supervisor_name=row.supervisor_name,
        is_compact_privilege=row.is_compact_privilege,
    )


def _training(row: Training) -> PublicTraining:
    return PublicTraining(
        what=row.what,
        school=row.school,
        country=row.country,
        year=row.year,
        hours=row.hours,
        level=row.level,
        instructor=row.instructor,
        issues=tuple(item.issue for item in row.issues),
        modalities=tuple(item.modality for item in row.modalities),
    )


def _program(row: Program) -> PublicProgram:
    return PublicProgram(
        title=row.title,
        kind=row.kind.value,
        for_whom=row.for_whom,
        schedule=row.schedule,
        price=row.price,
        about=row.about,
    )


def _place(row: Place, handles: Mapping[int, str]) -> PlaceDraft:
    exact = exact_address(row)
    return PlaceDraft(
        label=row.label,
        street=exact.street,
        city=row.city,
        region=row.region,
        postal_code=exact.postal_code,
        country=row.country,
        visibility=row.visibility,
        center=handles[row.center_id] if row.center_id else None,
    )


def _availability(listing: Listing, confirmed: Mapping[DatedFact, date]) -> PublicAvailability:
    row = listing.availability
    if row is None:
        return PublicAvailability(confirmed_on=confirmed.get(DatedFact.AVAILABILITY))
    return PublicAvailability(
        status=row.status.value,
        wait_days=row.wait_days,
        weekly_openings=row.weekly_openings,
        confirmed_on=confirmed.get(DatedFact.AVAILABILITY),
    )


def _fees(listing: Listing, confirmed: Mapping[DatedFact, date]) -> PublicFees:
    price = {name: getattr(listing.fees, name) for name in PRICE} if listing.fees else {}
    return PublicFees(**price, confirmed_on=confirmed.get(DatedFact.FEES))


def _answers(listing: Listing) -> dict[Topic, Answers]:
    answered: dict[Topic, Answers] = {}
    for topic in Topic:
        rows = [row for row in listing.stated_facts if row.topic is topic]
        if rows:
            answered[topic] = Answers(
                yes=tuple(row.term for row in rows if row.is_yes),
                no=tuple(row.term for row in rows if not row.is_yes),
                focus=tuple(row.term for row in rows if row.is_focus),
            )
    return answered


def _terms(listing: Listing, use: TermUse) -> tuple[str, ...]:
    return tuple(row.term for row in listing.terms if row.use is use)


def _contact(listing: Listing) -> ContactDraft:
    stated: dict[str, str] = {}
    for row in listing.contacts:
        stated[row.kind.value] = row.value
        if row.kind is not ContactKind.EMAIL:
            stated[f"{row.kind.value}_for"] = row.audience
    return ContactDraft(**stated)  # type: ignore[arg-type]  # the enum is named by its kind


def _referral_counts(listing: Listing) -> ReferralCountsDraft:
    row = listing.referral_counts
    if row is None:
        return ReferralCountsDraft()
    return ReferralCountsDraft(
        asked=row.asked, accepted=row.accepted, closed=row.closed, recent_30d=row.recent_30d
    )
