"""Make the rows of a listing say what its draft says, changing no more than that takes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import inspect

from directory.db import Model
from directory.matching.listing import CapacityStatus, LanguageLevel, ModalityLevel
from directory.profiles.closed_sets import (
    Audience,
    Backing,
    ConfirmedBy,
    ContactKind,
    DatedFact,
    PracticeType,
    ProgramKind,
    TermUse,
)
from directory.profiles.draft import Texts
from directory.profiles.listing import Visibility
from directory.profiles.models import (
    Availability,
    Commitment,
    Confirmation,
    Contact,
    Credential,
    Fees,
    Listing,
    ListingProfession,
    ListingTerm,
    OfferedModality,
    OnlineRegion,
    Place,
    Practice,
    Program,
    ReferralCounts,
    SessionLength,
    Specialty,
    SpokenLanguage,
    StatedFact,
    Training,
    TrainingIssue,
    TrainingModality,
    WeeklyTimeRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import CredentialDraft, CredentialKey, ListingDraft, PlaceDraft

Row = TypeVar("Row", bound=Model)
Values = dict[str, Any]

PLAIN = (
    "kind",
    "name",
    "pronouns",
    "is_invented",
    "home_visit_km",
    "pressure_from",
    "pressure_to",
    "is_conversion_practice",
    "joined_on",
    "confirmed_on",
)
"""What stands under the same name in the row and in the draft."""

PRICE = ("fee", "currency", "session_minutes", "sliding_min", "superbill")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What storing one draft needs to know of the rest of the network."""

    ids: Mapping[str, int]
    """Listing ids by handle, for supervisors and for centers whose rooms are shared."""
    locate: Callable[[PlaceDraft], PublicPoint | None]
    confirmed_by: ConfirmedBy


def store_draft(listing: Listing, draft: ListingDraft, around: Surroundings) -> None:
    """Write a draft into its listing's rows; the session flushes them.

    Raises KeyError for a supervisor or a center that `around` does not know, and for a modality
    that stands on a credential which the draft does not have.
    """
    store_plain(listing, draft)
    _store_credentials(listing, draft, around)
    _store_knowledge(listing, draft)
    _store_places(listing, draft, around)
    _store_dated_facts(listing, draft, around.confirmed_by)
    _store_answers(listing, draft)
    _store_small_things(listing, draft)


def store_plain(listing: Listing, draft: ListingDraft) -> None:
    """Write what stands in the listing's own row, and in none under it."""
    for name in PLAIN:
        setattr(listing, name, getattr(draft, name))
    for text in fields(Texts):
        setattr(listing, text.name, getattr(draft.texts, text.name))
    listing.needs_review = "\n".join(draft.needs_review)


def credential_key(row: Credential) -> CredentialKey:
    """What a stored credential is recognised by in its listing."""
    return (row.profession, row.jurisdiction, row.title)


def _store_credentials(listing: Listing, draft: ListingDraft, around: Surroundings) -> None:
    _reconcile(
        listing.professions,
        ListingProfession,
        key=("profession",),
        wanted=[{"profession": slug} for slug in draft.professions],
    )
    # A confirmed supervision is that of the person who confirmed it, and of nobody else.
    named = {
        credential_key(row): (row.supervisor_id, row.supervisor_name) for row in listing.credentials
    }
    _reconcile(
        listing.credentials,
        Credential,
        key=("profession", "jurisdiction", "title"),
        wanted=[_credential(item, around) for item in draft.credentials],
    )
    for row in listing.credentials:
        if named.get(credential_key(row)) != (row.supervisor_id, row.supervisor_name):
            row.supervisor_confirmed_on = None
    permits = {credential_key(row): row for row in listing.credentials}
    _reconcile(
        listing.modalities,
        OfferedModality,
        key=("modality",),
        wanted=[
            {
                "modality": item.modality,
                "level": ModalityLevel(item.level),
                "credential": permits[item.credential] if item.credential else None,
            }
            for item in draft.modalities
        ],
    )


def _store_knowledge(listing: Listing, draft: ListingDraft) -> None:
    _reconcile(
        listing.specialties,
        Specialty,
        key=("issue",),
        wanted=[asdict(item) | {"backing": Backing(item.backing)} for item in draft.specialties],
    )
    _reconcile(
        listing.trainings,
        Training,
        key=("what", "school"),
        wanted=[_without(asdict(item), "issues", "modalities") for item in draft.trainings],
    )
    for row, training in zip(listing.trainings, draft.trainings, strict=True):
        issues: list[Values] = [{"issue": slug} for slug in training.issues]
        modalities: list[Values] = [{"modality": slug} for slug in training.modalities]
        _reconcile(row.issues, TrainingIssue, key=("issue",), wanted=issues)
        _reconcile(row.modalities, TrainingModality, key=("modality",), wanted=modalities)


def _store_places(listing: Listing, draft: ListingDraft, around: Surroundings) -> None:
    _reconcile(
        listing.places,
        Place,
        key=("label",),
        wanted=[_place(item, around) for item in draft.places],
    )
    for row in listing.places:
        if not inspect(row).has_identity:
            row.exact = None  # Said to be empty, so that nobody asks for the row of a new place.
    _reconcile(
        listing.online_regions,
        OnlineRegion,
        key=("region",),
        wanted=[{"region": region} for region in draft.online_regions],
    )


def _store_dated_facts(listing: Listing, draft: ListingDraft, by: ConfirmedBy) -> None:
    stated = draft.availability
    listing.availability = listing.availability or Availability()
    listing.availability.status = CapacityStatus(stated.status)
    listing.availability.wait_days = stated.wait_days
    listing.availability.weekly_openings = stated.weekly_openings
    listing.fees = listing.fees or Fees()
    for name in PRICE:
        setattr(listing.fees, name, getattr(draft.fees, name))
    days = {
        DatedFact.AVAILABILITY: stated.confirmed_on,
        DatedFact.FEES: draft.fees.confirmed_on,
        DatedFact.COVERAGE: draft.payers_confirmed_on,
    }
    known = {row.fact: row for row in listing.confirmations}
    _reconcile(
        listing.confirmations,
        Confirmation,
        key=("fact",),
        wanted=[
            # Who confirmed an unchanged date stays who they were.
            {"fact": fact, "confirmed_on": day, "confirmed_by": known[fact].confirmed_by}
            if fact in known and known[fact].confirmed_on == day
            else {"fact": fact, "confirmed_on": day, "confirmed_by": by}
            for fact, day in days.items()
            if day is not None
        ],
    )


def _store_answers(listing: Listing, draft: ListingDraft) -> None:
    _reconcile(
        listing.stated_facts,
        StatedFact,
        key=("topic", "term"),
        wanted=[
            {
                "topic": topic,
                "term": term,
                "is_yes": term in answers.yes,
                "is_focus": term in answers.focus,
            }
            for topic, answers in draft.answers.items()
            for term in (*answers.yes, *answers.no)
        ],
    )
    uses = {
        TermUse.REFERS_ON_FOR: draft.refers_on_for,
        TermUse.PREFERS_NOT: draft.prefers_not,
        TermUse.INTEGRATION: draft.integration,
    }
    _reconcile(
        listing.terms,
        ListingTerm,
        key=("use", "term"),
        wanted=[{"use": use, "term": term} for use, terms in uses.items() for term in terms],
    )
    _reconcile(
        listing.languages,
        SpokenLanguage,
        key=("language",),
        wanted=[
            {"language": code, "level": LanguageLevel(level)} for code, level in draft.languages
        ],
    )


def _store_small_things(listing: Listing, draft: ListingDraft) -> None:
    _reconcile(
        listing.commitments,
        Commitment,
        key=("commitment",),
        wanted=[asdict(item) for item in draft.commitments],
    )
    _reconcile(
        listing.weekly_times,
        WeeklyTimeRow,
        key=("weekday", "start_minute"),
        wanted=[asdict(time) for time in draft.weekly_times],
    )
    _reconcile(
        listing.session_lengths,
        SessionLength,
        key=("minutes",),
        wanted=[{"minutes": minutes} for minutes in draft.session_lengths],
    )
    _reconcile(
        listing.practices,
        Practice,
        key=("practice",),
        wanted=[
            {"practice": PracticeType(item.practice), "backing": item.backing}
            for item in draft.practices
        ],
    )
    _reconcile(
        listing.programs,
        Program,
        key=("title",),
        wanted=[asdict(item) | {"kind": ProgramKind(item.kind)} for item in draft.programs],
    )
    _reconcile(listing.contacts, Contact, key=("kind",), wanted=_contacts(draft))
    listing.referral_counts = listing.referral_counts or ReferralCounts()
    for name, count in asdict(draft.referral_counts).items():
        setattr(listing.referral_counts, name, count)


def _contacts(draft: ListingDraft) -> list[Values]:
    stated = asdict(draft.contact)
    return [
        {
            "kind": kind,
            "value": stated[kind.value],
            "audience": stated.get(f"{kind.value}_for", Audience.NOBODY),
        }
        for kind in ContactKind
        if stated[kind.value]
    ]


def _credential(item: CredentialDraft, around: Surroundings) -> Values:
    values = _without(asdict(item), "supervisor")
    return values | {"supervisor_id": around.ids[item.supervisor] if item.supervisor else None}


def _place(item: PlaceDraft, around: Surroundings) -> Values:
    point = around.locate(item)
    is_exact = item.visibility is Visibility.EXACT
    return {
        "label": item.label,
        "city": item.city,
        "region": item.region,
        "country": item.country,
        "visibility": item.visibility,
        "public_street": item.street or None if is_exact else None,
        "public_postal_code": item.postal_code or None if is_exact else None,
        "public_latitude": point.latitude if point else None,
        "public_longitude": point.longitude if point else None,
        "uncertainty_km": point.uncertainty_km if point else 0.0,
        "center_id": around.ids[item.center] if item.center else None,
    }


def _reconcile(
    rows: list[Row], make: type[Row], *, key: tuple[str, ...], wanted: Iterable[Values]
) -> None:
    """Let the rows be what is wanted, in that order, keeping each row whose key is still there."""
    known = {tuple(getattr(row, name) for name in key): row for row in rows}
    kept = []
    for position, values in enumerate(wanted):
        row = known.pop(tuple(values[name] for name in key), None) or make()
        for name, value in values.items():
            setattr(row, name, value)
        if "position" in make.__mapper__.attrs:
            row.position = position  # type: ignore[attr-defined]
        kept.append(row)
    rows[:] = kept


def _without(values: Values, *names: str) -> Values:
    return {name: value for name, value in values.items() if name not in names}
