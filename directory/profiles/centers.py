"""Centers and their people: who is asked, who agreed, what they do there and by which licence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from directory import clock
from directory.db import RecordNotFound
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import (
    Affiliation,
    AffiliationRefusal,
    CenterService,
    Credential,
    IntegrationBacking,
    Listing,
)
from directory.profiles.revision import record_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from directory.profiles.draft import CredentialKey


class Belonging(StrEnum):
    """How somebody stands to a center."""

    ASKED = "asked"
    CURRENT = "current"
    FORMER = "former"


class AskedBeforeError(ValueError):
    """The person said no to this center, or works there already."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A center and one of its people, told from either side: `handle` names the other one."""

    handle: str
    name: str
    role: str
    belonging: Belonging
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What somebody does at a center, by the credential that permits it."""

    reference: str
    center: str
    center_name: str
    person: str
    person_name: str
    modality: str
    credential: CredentialKey
    detail: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A service that a center wants to show, by the credential of the person that permits it."""

    reference: str
    center: str
    person: str
    modality: str
    credential: CredentialKey
    detail: str = ""


def people_of(session: Session, center: str) -> tuple[Membership, ...]:
    """Everybody whom a center asked, has or had, by name."""
    return _memberships(session, center, us="center_id", them="person_id")


def centers_of(session: Session, person: str) -> tuple[Membership, ...]:
    """The centers that asked, have or had somebody, by name."""
    return _memberships(session, person, us="person_id", them="center_id")


def ask_to_join(session: Session, center: str, person: str, role: str) -> None:
    """Ask somebody to be shown at a center; they confirm on their own desk. Flushes.

    Raises RecordNotFound, AskedBeforeError where they said no, or are asked or there already.
    """
    ids = _ids(session, center, person)
    if session.get(AffiliationRefusal, ids) is not None:
        raise AskedBeforeError(f"{person} said no")
    row = session.get(Affiliation, ids)
    if row is not None and not row.is_former:
        raise AskedBeforeError(f"{person} is there already")
    if row is None:
        row = Affiliation(center_id=ids[0], person_id=ids[1])
        session.add(row)
    row.role, row.is_former, row.ended_on = role, False, None
    row.center_confirmed_on, row.person_confirmed_on = clock.today(), None
    session.flush()


def join(session: Session, center: str, person: str) -> None:
    """Confirm that one works at a center; flushes. Raises RecordNotFound where nobody asked."""
    row = _open(session, center, person)
    row.person_confirmed_on = row.person_confirmed_on or clock.today()
    record_changes(session, [center, person])


def refuse(session: Session, center: str, person: str) -> None:
    """Say no to a center, which then asks no more; flushes. Raises RecordNotFound."""
    row = _open(session, center, person)
    if row.person_confirmed_on is not None:
        raise RecordNotFound(f"{person} has joined {center} already")
    session.add(
        AffiliationRefusal(
            center_id=row.center_id, person_id=row.person_id, refused_on=clock.today()
        )
    )
    session.delete(row)
    session.flush()


def end_membership(session: Session, center: str, person: str) -> None:
    """Part, from either side: services go, and pages show it at the next request. Flushes.

    Raises RecordNotFound where the two do not belong together.
    """
    row = _open(session, center, person)
    session.execute(
        delete(CenterService).where(
            CenterService.center_id == row.center_id, CenterService.person_id == row.person_id
        )
    )
    if row.person_confirmed_on is None:
        session.delete(row)
    else:
        row.is_former, row.ended_on = True, clock.today()
        row.since = min(row.since, row.ended_on) if row.since else None
    record_changes(session, [center, person])


def services_at(session: Session, center: str) -> tuple[Service, ...]:
    """What the people of a center do there, agreed or not yet, by person."""
    return _services(session, center=center)


def services_of(session: Session, person: str) -> tuple[Service, ...]:
    """What somebody does at all their centers, agreed or not yet."""
    return _services(session, person=person)


def offer_service(session: Session, offered: Offered) -> None:
    """Add a service that waits for the person's word; flushes.

    Raises RecordNotFound where the person does not work there or has no such credential,
    AskedBeforeError where it is there already.
    """
    row = _open(session, offered.center, offered.person)
    profession, jurisdiction, title = offered.credential
    permitting = session.scalars(
        select(Credential).where(
            Credential.listing_id == row.person_id,
            Credential.profession == profession,
            Credential.jurisdiction == jurisdiction,
            Credential.title == title,
        )
    ).one()
    there = select(CenterService.id).where(
        CenterService.center_id == row.center_id,
        CenterService.person_id == row.person_id,
        CenterService.modality == offered.modality,
    )
    if session.scalar(there) is not None:
        raise AskedBeforeError("the service is there already")
    session.add(
        CenterService(
            reference=offered.reference,
            center_id=row.center_id,
            person_id=row.person_id,
            credential_id=permitting.id,
            modality=offered.modality,
            detail=offered.detail,
        )
    )
    session.flush()


def agree_to_service(session: Session, reference: str, person: str) -> None:
    """Let a service be shown; the person's own word. Flushes. Raises RecordNotFound."""
    item = _one(_services(session, person=person), reference)
    row = session.scalars(select(CenterService).where(CenterService.reference == reference)).one()
    row.person_confirmed_on = clock.today()
    record_changes(session, [item.center])


def remove_service(session: Session, reference: str, *, center: str = "", person: str = "") -> None:
    """Take a service away, from either side; flushes. Raises RecordNotFound."""
    item = _one(_services(session, center=center, person=person), reference)
    session.execute(delete(CenterService).where(CenterService.reference == reference))
    record_changes(session, [item.center])


def integration_backings(session: Session, center: str) -> dict[str, str]:
    """What backs each way in which a center says that it works together."""
    rows = session.execute(
        select(IntegrationBacking.way, IntegrationBacking.backing)
        .join(Listing, Listing.id == IntegrationBacking.listing_id)
        .where(Listing.handle == center)
    )
    return {row.way: row.backing for row in rows}


def save_backings(session: Session, center: str, backings: Mapping[str, str]) -> None:
    """Let the ways of working together be backed by these words; flushes."""
    listing = session.scalars(select(Listing.id).where(Listing.handle == center)).one()
    session.execute(delete(IntegrationBacking).where(IntegrationBacking.listing_id == listing))
    session.add_all(
        IntegrationBacking(listing_id=listing, way=way, backing=backing)
        for way, backing in backings.items()
    )
    record_changes(session, [center])


def names_of(session: Session, handles: Collection[str]) -> dict[str, str]:
    """The names of these listings, in whatever state; those that do not exist are left out."""
    rows = session.execute(select(Listing.handle, Listing.name).where(Listing.handle.in_(handles)))
    return {row.handle: row.name for row in rows}


def _memberships(session: Session, handle: str, *, us: str, them: str) -> tuple[Membership, ...]:
    columns = Affiliation.__table__.c
    own, other = aliased(Listing), aliased(Listing)
    rows = session.execute(
        select(
            other.handle,
            other.name,
            other.status,
            columns.role,
            columns.is_former,
            columns.person_confirmed_on,
        )
        .join(other, columns[them] == other.id)
        .join(own, columns[us] == own.id)
        .where(own.handle == handle)
        .order_by(other.name, other.handle)
    ).all()
    return tuple(
        Membership(
            row.handle,
            row.name,
            row.role,
            Belonging.FORMER
            if row.is_former
            else Belonging.CURRENT
            if row.person_confirmed_on
            else Belonging.ASKED,
            row.status is ListingStatus.PUBLISHED,
        )
        for row in rows
    )


def _services(session: Session, *, center: str = "", person: str = "") -> tuple[Service, ...]:
    house, worker = aliased(Listing), aliased(Listing)
    query = (
        select(
            CenterService,
            Credential,
            house.handle.label("center"),
            house.name.label("center_name"),
            worker.handle.label("person"),
            worker.name.label("person_name"),
        )
        .join(house, house.id == CenterService.center_id)
        .join(worker, worker.id == CenterService.person_id)
        .join(Credential, Credential.id == CenterService.credential_id)
        .order_by(worker.name, CenterService.modality)
    )
    query = query.where(house.handle == center) if center else query.where(worker.handle == person)
    return tuple(
        Service(
            reference=row.CenterService.reference,
            center=row.center,
            center_name=row.center_name,
            person=row.person,
            person_name=row.person_name,
            modality=row.CenterService.modality,
            credential=(
                row.Credential.profession,
                row.Credential.jurisdiction,
                row.Credential.title,
            ),
            detail=row.CenterService.detail,
            is_confirmed=row.CenterService.person_confirmed_on is not None,
        )
        for row in session.execute(query).all()
    )


def _one(services: tuple[Service, ...], reference: str) -> Service:
    found = next((one for one in services if one.reference == reference), None)
    if found is None:
        raise RecordNotFound("no such service")
    return found


def _open(session: Session, center: str, person: str) -> Affiliation:
    row = session.get(Affiliation, _ids(session, center, person))
    if row is None or row.is_former:
        raise RecordNotFound(f"{person} does not belong to {center}")
    return row


def _ids(session: Session, center: str, person: str) -> tuple[int, int]:
    rows = {
        row.handle: row.id
        for row in session.execute(
            select(Listing.handle, Listing.id).where(Listing.handle.in_((center, person)))
        )
    }
    try:
        return rows[center], rows[person]
    except KeyError as missing:
        raise RecordNotFound(f"there is no listing {missing}") from None
