"""The rows behind published listings, fetched with one query a table however many there are.

Nothing here reads `place_exact`: the exact address of a place is not part of publishing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from directory.matching.listing import LicenseStatus
from directory.profiles.closed_sets import Audience, ContactKind
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import (
    Affiliation,
    Availability,
    CenterService,
    Commitment,
    Confirmation,
    Contact,
    Credential,
    Fees,
    IntegrationBacking,
    Listing,
    ListingDoubt,
    ListingProfession,
    ListingTerm,
    OfferedModality,
    OnlineRegion,
    Photo,
    Place,
    Practice,
    Program,
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
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.db import Model

    Rows = Sequence[Row[Any]]

OWNED: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "professions": (ListingProfession, ("position",)),
    "specialties": (Specialty, ("position",)),
    "modalities": (OfferedModality, ("position",)),
    "trainings": (Training, ("position",)),
    "online_regions": (OnlineRegion, ("region",)),
    "availability": (Availability, ()),
    "fees": (Fees, ()),
    "confirmations": (Confirmation, ()),
    "answers": (StatedFact, ("position",)),
    "terms": (ListingTerm, ("position",)),
    "languages": (SpokenLanguage, ("position",)),
    "weekly_times": (WeeklyTimeRow, ("weekday", "start_minute")),
    "session_lengths": (SessionLength, ("minutes",)),
    "commitments": (Commitment, ("position",)),
    "integration_backings": (IntegrationBacking, ("way",)),
    "practices": (Practice, ("position",)),
    "programs": (Program, ("position",)),
    "doubts": (ListingDoubt, ("about",)),
}
"""Tables whose rows belong to a listing, and the order in which they are told."""

OF_TRAININGS: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "training_issues": (TrainingIssue, ("position",)),
    "training_modalities": (TrainingModality, ("position",)),
}


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """The rows of all chosen listings; each table by the listing (or training) it belongs to."""

    listings: Rows
    tables: Mapping[str, Mapping[int, Rows]]

    def of(self, table: str, owner: int) -> Rows:
        """The rows of one table that belong to one owner, in order."""
        return self.tables[table].get(owner, ())


def published_rows(session: Session, handles: Collection[str] | None = None) -> PublishedRows:
    """The rows of all published listings, or of those of these handles that are published."""
    chosen = select(Listing.id).where(Listing.status == ListingStatus.PUBLISHED)
    if handles is not None:
        chosen = chosen.where(Listing.handle.in_(handles))
    return _rows_of(session, chosen)


def rows_whatever_its_state(session: Session, handle: str) -> PublishedRows:
    """The rows of one listing that may not be public; for its owner's own eyes."""
    return _rows_of(session, select(Listing.id).where(Listing.handle == handle))


def _rows_of(session: Session, chosen: Select[int]) -> PublishedRows:
    listings = select(*Listing.__table__.columns).where(Listing.id.in_(chosen))
    trainings = select(Training.id).where(Training.listing_id.in_(chosen))
    tables = {
        "places": _grouped(session, _places(chosen)),
        "contacts": _grouped(session, _contacts(chosen)),
        "photo": _grouped(session, _photos(chosen)),
        "credentials": _grouped(session, _credentials(chosen)),
        "staff": _grouped(session, _affiliates(chosen, us="center_id", them="person_id")),
        "centers": _grouped(session, _affiliates(chosen, us="person_id", them="center_id")),
        "services": _grouped(session, _services(chosen)),
    }
    for name, (model, order) in OWNED.items():
        tables[name] = _grouped(session, _owned(model, "listing_id", chosen, order))
    for name, (model, order) in OF_TRAININGS.items():
        tables[name] = _grouped(session, _owned(model, "training_id", trainings, order))
    ordered = session.execute(listings.order_by(Listing.__table__.c.handle)).all()
    return PublishedRows(ordered, tables)


def _owned(
    model: type[Model], owner: str, chosen: Select[int], order: tuple[str, ...]
) -> Select[Any]:
    columns = model.__table__.c
    return (
        select(columns[owner].label("owner"), *columns)
        .where(columns[owner].in_(chosen))
        .order_by(columns[owner], *(columns[name] for name in order))
    )


def _contacts(chosen: Select[int]) -> Select[int, ContactKind, str]:
    """What its owner shows to everybody; the rest is not read at all."""
    return (
        select(Contact.listing_id.label("owner"), Contact.kind, Contact.value)
        .where(Contact.listing_id.in_(chosen), Contact.audience == Audience.EVERYBODY)
        .order_by(Contact.listing_id, Contact.kind)
    )


def _photos(chosen: Select[int]) -> Select[int, str, str]:
    """The names of photographs, without their bytes."""
    return select(Photo.listing_id.label("owner"), Photo.name, Photo.alternative).where(
        Photo.listing_id.in_(chosen)
    )


def _places(chosen: Select[int]) -> Select[Any]:
    center = aliased(Listing)
    return (
        select(
            Place.listing_id.label("owner"),
            *Place.__table__.columns,
            center.handle.label("center_handle"),
        )
        .outerjoin(center, Place.center_id == center.id)
        .where(Place.listing_id.in_(chosen))
        .order_by(Place.listing_id, Place.position)
    )


def _credentials(chosen: Select[int]) -> Select[Any]:
    supervisor = aliased(Listing)
    return (
        select(
            Credential.listing_id.label("owner"),
            *Credential.__table__.columns,
            supervisor.name.label("supervisor_listing_name"),
        )
        .outerjoin(supervisor, Credential.supervisor_id == supervisor.id)
        .where(Credential.listing_id.in_(chosen))
        .order_by(Credential.listing_id, Credential.position)
    )


def _affiliates(chosen: Select[int], *, us: str, them: str) -> Select[Any]:
    """Those on the other side of current affiliations that both sides confirmed."""
    columns = Affiliation.__table__.c
    other = aliased(Listing)
    return (
        select(columns[us].label("owner"), other.handle, other.name, columns.role)
        .join(other, columns[them] == other.id)
        .where(
            columns[us].in_(chosen),
            columns.is_former.is_(False),
            columns.center_confirmed_on.is_not(None),
            columns.person_confirmed_on.is_not(None),
            # Whoever is not public stands on nobody's page.
            other.status == ListingStatus.PUBLISHED,
        )
        .order_by(columns[us], other.name, other.handle)
    )


def _services(chosen: Select[int]) -> Select[Any]:
    """What current, listed people do at centers by a checked credential, where both agreed."""
    person = aliased(Listing)
    service = CenterService.__table__.c
    return (
        select(
            service.center_id.label("owner"),
            person.handle,
            person.name,
            service.modality,
            service.detail,
            Credential.title,
            Credential.jurisdiction,
            Credential.expires_on,
        )
        .join(person, service.person_id == person.id)
        .join(Credential, service.credential_id == Credential.id)
        .join(
            Affiliation,
            (Affiliation.center_id == service.center_id)
            & (Affiliation.person_id == service.person_id),
        )
        .where(
            service.center_id.in_(chosen),
            service.person_confirmed_on.is_not(None),
            Credential.status == LicenseStatus.ACTIVE,
            Affiliation.is_former.is_(False),
            Affiliation.person_confirmed_on.is_not(None),
            person.status == ListingStatus.PUBLISHED,
        )
        .order_by(service.center_id, service.modality, person.name, person.handle)
    )


def _grouped(session: Session, query: Select[*tuple[Any, ...]]) -> dict[int, list[Row[Any]]]:
    groups: dict[int, list[Row[Any]]] = {}
    for row in session.execute(query):
        groups.setdefault(row.owner, []).append(row)
    return groups
