"""From rows to `PublishedListing`: what a person hid is dropped here, and only here."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from directory.profiles.closed_sets import DatedFact, Doubt, TermUse, Topic
from directory.profiles.draft import Texts
from directory.profiles.listing import (
    Affiliate,
    PublicAvailability,
    PublicCommitment,
    PublicContact,
    PublicCredential,
    PublicFees,
    PublicModality,
    PublicPhoto,
    PublicPlace,
    PublicPractice,
    PublicProgram,
    PublicService,
    PublicSpecialty,
    PublicTraining,
    PublishedListing,
    Visibility,
    WeeklyTime,
)

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from directory.profiles.published_rows import PublishedRows, Rows

Values = dict[str, Any]

SHOWN_APART = frozenset({Doubt.TELEPHONE_REPORTED, Doubt.PRESENCE_REPORTED})
"""Doubts about something that has no line of its own."""


def published(row: Row[Any], rows: PublishedRows) -> PublishedListing:
    """What may be shown of one listing, from its row and the rows that belong to it."""
    mine = {name: rows.of(name, row.id) for name in rows.tables}
    return PublishedListing(
        handle=row.handle,
        kind=row.kind.value,
        name=row.name,
        pronouns=row.pronouns,
        is_invented=row.is_invented,
        home_visit_km=row.home_visit_km,
        pressure_from=row.pressure_from,
        pressure_to=row.pressure_to,
        joined_on=row.joined_on,
        confirmed_on=row.confirmed_on,
        places=tuple(_place(item) for item in mine["places"]),
        staff=_affiliates(mine["staff"]),
        centers=_affiliates(mine["centers"]),
        services=tuple(_service(item) for item in mine["services"]),
        integration_backings=tuple(
            (item.way, item.backing) for item in mine["integration_backings"]
        ),
        **{text.name: getattr(row, text.name) for text in fields(Texts)},
        **_competence(mine, rows),
        **_offers(mine),
        **_dated_facts(mine),
        **_statements(mine),
    )


def _place(row: Row[Any]) -> PublicPlace:
    is_named = row.visibility is not Visibility.NONE
    return PublicPlace(
        label=row.label if is_named else "",
        city=row.city if is_named else "",
        region=row.region,
        country=row.country,
        visibility=row.visibility,
        street=row.public_street,
        postal_code=row.public_postal_code,
        latitude=row.public_latitude,
        longitude=row.public_longitude,
        uncertainty_km=row.uncertainty_km,
        center=row.center_handle,
    )


def _affiliates(rows: Rows) -> tuple[Affiliate, ...]:
    return tuple(Affiliate(row.handle, row.name, row.role) for row in rows)


def _service(row: Row[Any]) -> PublicService:
    return PublicService(
        person=row.handle,
        person_name=row.name,
        modality=row.modality,
        title=row.title,
        jurisdiction=row.jurisdiction,
        expires_on=row.expires_on,
        detail=row.detail,
    )


def _competence(mine: dict[str, Rows], rows: PublishedRows) -> Values:
    return {
        "professions": tuple(row.profession for row in mine["professions"]),
        "credentials": tuple(_credential(row) for row in mine["credentials"]),
        "trainings": tuple(_training(row, rows) for row in mine["trainings"]),
        "specialties": tuple(
            PublicSpecialty(row.issue, row.is_focus, row.backing.value, row.detail)
            for row in mine["specialties"]
        ),
        "modalities": tuple(
            PublicModality(row.modality, row.level.value) for row in mine["modalities"]
        ),
        "commitments": tuple(
            PublicCommitment(row.commitment, row.backing) for row in mine["commitments"]
        ),
    }


def _offers(mine: dict[str, Rows]) -> Values:
    return {
        "practices": tuple(
            PublicPractice(row.practice.value, row.backing) for row in mine["practices"]
        ),
        "programs": tuple(
            PublicProgram(
                title=row.title,
                kind=row.kind.value,
                for_whom=row.for_whom,
                schedule=row.schedule,
                price=row.price,
                about=row.about,
            )
            for row in mine["programs"]
        ),
        "contacts": tuple(PublicContact(row.kind.value, row.value) for row in mine["contacts"]),
        "photo": next((PublicPhoto(row.name, row.alternative) for row in mine["photo"]), None),
    }


def _credential(row: Row[Any]) -> PublicCredential:
    supervisor = row.supervisor_name or row.supervisor_listing_name
    return PublicCredential(
        profession=row.profession,
        jurisdiction=row.jurisdiction,
        title=row.title,
        level=row.level.value,
        status=row.status.value,
        body=row.body,
        number=row.number,
        expires_on=row.expires_on,
        checked_on=row.checked_on,
        checked_where=row.checked_where or None,
        supervisor_name=supervisor or None,
        supervisor_confirmed=row.supervisor_confirmed_on is not None if supervisor else None,
        is_compact_privilege=row.is_compact_privilege,
    )


def _training(row: Row[Any], rows: PublishedRows) -> PublicTraining:
    return PublicTraining(
        what=row.what,
        school=row.school,
        country=row.country,
        year=row.year,
        hours=row.hours,
        level=row.level,
        instructor=row.instructor,
        issues=tuple(item.issue for item in rows.of("training_issues", row.id)),
        modalities=tuple(item.modality for item in rows.of("training_modalities", row.id)),
    )


def _dated_facts(mine: dict[str, Rows]) -> Values:
    days: dict[DatedFact, date] = {row.fact: row.confirmed_on for row in mine["confirmations"]}
    return {
        "availability": _doubted(
            _availability(mine["availability"], days.get(DatedFact.AVAILABILITY)), mine["doubts"]
        ),
        "reported": tuple(row.about.value for row in mine["doubts"] if row.about in SHOWN_APART),
        "fees": _fees(mine["fees"], days.get(DatedFact.FEES)),
        "payers_confirmed_on": days.get(DatedFact.COVERAGE),
        "online_regions": tuple(row.region for row in mine["online_regions"]),
        "session_lengths": tuple(row.minutes for row in mine["session_lengths"]),
        "weekly_times": tuple(
            WeeklyTime(row.weekday, row.start_minute, row.end_minute)
            for row in mine["weekly_times"]
        ),
    }


def _availability(rows: Rows, confirmed_on: date | None) -> PublicAvailability:
    for row in rows:
        return PublicAvailability(
            status=row.status.value,
            wait_days=row.wait_days,
            weekly_openings=row.weekly_openings,
            confirmed_on=confirmed_on,
        )
    return PublicAvailability(confirmed_on=confirmed_on)


def _doubted(stated: PublicAvailability, doubts: Rows) -> PublicAvailability:
    """What was stated, corrected by what they answered to a real referral since then."""
    since: dict[Doubt, date] = {row.about: row.since for row in doubts}
    corrected = replace(stated, is_reported=Doubt.OPENINGS_REPORTED in since)
    full_on = since.get(Doubt.SAID_FULL)
    if full_on is None or (stated.confirmed_on is not None and stated.confirmed_on > full_on):
        return corrected
    return replace(
        corrected, status="closed", wait_days=None, weekly_openings=None, said_full_on=full_on
    )


def _fees(rows: Rows, confirmed_on: date | None) -> PublicFees:
    for row in rows:
        return PublicFees(
            fee=row.fee,
            currency=row.currency,
            session_minutes=row.session_minutes,
            sliding_min=row.sliding_min,
            superbill=row.superbill,
            confirmed_on=confirmed_on,
        )
    return PublicFees(confirmed_on=confirmed_on)


def _statements(mine: dict[str, Rows]) -> Values:
    answers = mine["answers"]
    # None, and not an empty tuple: nobody said that no age group is seen.
    populations = _answered(answers, Topic.POPULATION, is_yes=True) or None
    return {
        "populations": populations,
        "populations_no": _answered(answers, Topic.POPULATION, is_yes=False),
        "populations_focus": tuple(row.term for row in answers if row.is_focus),
        "payers_yes": _answered(answers, Topic.PAYER, is_yes=True),
        "payers_no": _answered(answers, Topic.PAYER, is_yes=False),
        "preferences_yes": _answered(answers, Topic.PREFERENCE, is_yes=True),
        "preferences_no": _answered(answers, Topic.PREFERENCE, is_yes=False),
        "access_yes": _answered(answers, Topic.ACCESS, is_yes=True),
        "access_no": _answered(answers, Topic.ACCESS, is_yes=False),
        "collaboration_yes": _answered(answers, Topic.COLLABORATION, is_yes=True),
        "collaboration_no": _answered(answers, Topic.COLLABORATION, is_yes=False),
        "languages": tuple((row.language, row.level.value) for row in mine["languages"]),
        "refers_on_for": _terms(mine["terms"], TermUse.REFERS_ON_FOR),
        "integration": _terms(mine["terms"], TermUse.INTEGRATION),
    }


def _answered(rows: Rows, topic: Topic, *, is_yes: bool) -> tuple[str, ...]:
    return tuple(row.term for row in rows if row.topic is topic and row.is_yes is is_yes)


def _terms(rows: Rows, use: TermUse) -> tuple[str, ...]:
    return tuple(row.term for row in rows if row.use is use)
