"""The link with which somebody takes over the draft an import made of them, or has it removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from directory import clock
from directory.accounts.closed_sets import AppliedAs, Purpose, Stewardship
from directory.accounts.models import Account, AccountListing
from directory.accounts.services.administration import give_listing
from directory.accounts.services.links import LinkFor, make_link
from directory.accounts.tokens import digest, new_token
from directory.audit import services as audit
from directory.db import RecordNotFound
from directory.interop.models import Import, ImportedListing
from directory.matching.need import Kind
from directory.profiles.closed_sets import ContactKind
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Contact, Listing
from directory.profiles.queries import log_subject
from directory.profiles.removed import remember_removed
from directory.profiles.revision import record_changes
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

OPEN_FOR = timedelta(days=30)
"""How long a link works."""
INVITATIONS_A_DAY = 500
"""Mails with a link that go out in 24 hours, over all imports: mail servers refuse bursts."""
AGAIN_AFTER = timedelta(days=14)
MOST_INVITATIONS = 2
"""Whoever does not answer is asked once more, and then left in peace."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A draft that waits for its person, as they and a curator see it."""

    listing_id: int
    handle: str
    name: str
    kind: Kind
    email: str
    invitations: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A new link to a draft, and where a mail with it goes."""

    email: str
    token: str


class HasListingError(ValueError):
    """The member has a listing of their own already."""


def waiting_drafts(session: Session, reference: str) -> tuple[Waiting, ...]:
    """The drafts of an import that nobody has taken over, by name."""
    rows = session.execute(
        _unclaimed().where(Import.reference == reference).order_by(Listing.name, Listing.id)
    )
    return tuple(Waiting(**row._mapping) for row in rows)  # noqa: SLF001 - a row's public face


def may_send(session: Session) -> int:
    """How many more invitations may go out now."""
    sent = session.scalar(
        select(func.count())
        .select_from(ImportedListing)
        .where(ImportedListing.invited_at > clock.now() - DAY)
    )
    return max(0, INVITATIONS_A_DAY - (sent or 0))


def invite(
    session: Session, keys: KeyRing, reference: str, *, actor: str, handle: str | None = None
) -> tuple[Link, ...]:
    """New links for the drafts of an import that have an address and were not asked lately.

    As many as may go out today; `handle` for one draft alone. Flushes.
    """
    chosen = [
        row.ImportedListing
        for row in session.execute(
            _unclaimed(ImportedListing)
            .where(
                Import.reference == reference,
                Contact.value != "",
                ImportedListing.invitations < MOST_INVITATIONS,
                (ImportedListing.invited_at.is_(None))
                | (ImportedListing.invited_at < clock.now() - AGAIN_AFTER),
                *([Listing.handle == handle] if handle else []),
            )
            .order_by(ImportedListing.invitations, Listing.id)
            .limit(may_send(session))
        )
    ]
    emails = _emails(session, [row.listing_id for row in chosen])
    links = []
    for row in chosen:
        links.append(Link(emails[row.listing_id], _new_token(row)))
        row.invitations += 1
        row.invited_at = clock.now()
    session.flush()
    if links:
        details = {"count": str(len(links))}
        audit.record(
            session, keys, actor=actor, action="import.invited", subject=reference, details=details
        )
    return tuple(links)


def link_by_hand(
    session: Session, keys: KeyRing, reference: str, handle: str, *, actor: str
) -> str:
    """A new token for one draft, to be handed over; an earlier one stops working. Flushes.

    Raises RecordNotFound where the import has no such draft that waits.
    """
    found = session.execute(
        _unclaimed(ImportedListing).where(Import.reference == reference, Listing.handle == handle)
    ).one_or_none()
    if found is None:
        raise RecordNotFound("no draft of this import waits under this handle")
    token = _new_token(found.ImportedListing)
    session.flush()
    audit.record(
        session,
        keys,
        actor=actor,
        action="import.link-made",
        subject=log_subject(session, handle),
    )
    return token


def draft_behind(session: Session, token: str) -> Waiting | None:
    """The draft that a link leads to, or None where the link is too old, used or none of ours."""
    row = session.execute(
        _unclaimed().where(
            ImportedListing.token_hash == digest(token),
            ImportedListing.link_made_at > clock.now() - OPEN_FOR,
            ImportedListing.link_made_at <= clock.now(),  # Of the future: the clock was set back.
        )
    ).one_or_none()
    return Waiting(**row._mapping) if row else None  # noqa: SLF001


def has_account(session: Session, email: str) -> bool:
    """Whether somebody signs in with this address."""
    found = select(Account.id).where(Account.email == email.lower())
    return session.scalar(found) is not None


def account_link(session: Session, draft: Waiting, name: str) -> str:
    """A one-time link for an account at the draft's own address, proved by this link. Flushes."""
    return make_link(
        session,
        LinkFor(
            purpose=Purpose.INVITATION,
            email=draft.email.lower(),
            name=name,
            applied_as=(AppliedAs.CENTER if draft.kind is Kind.CENTER else AppliedAs.PRACTITIONER),
        ),
    )


def take_over(
    session: Session, keys: KeyRing, draft: Waiting, *, account_id: int, actor: str
) -> None:
    """Make the draft somebody's own; it stays private. Flushes.

    Raises HasListingError for a second listing of one person.
    """
    is_center = draft.kind is Kind.CENTER
    if not is_center and _own_listing(session, account_id):
        raise HasListingError("one person has one listing")
    stewardship = Stewardship.MANAGER if is_center else Stewardship.OWNER
    give_listing(session, account_id, draft.handle, stewardship)
    row = session.get_one(ImportedListing, draft.listing_id)
    row.token_hash = row.link_made_at = None
    session.flush()
    subject = log_subject(session, draft.handle)
    audit.record(session, keys, actor=actor, action="import.taken-over", subject=subject)


def remove(session: Session, keys: KeyRing, draft: Waiting) -> None:
    """Remove the draft because its person says so, and let no import bring it back. Flushes."""
    subject = log_subject(session, draft.handle)
    stored = existing_drafts(session, (draft.handle,)).get(draft.handle)
    remember_removed(session, keys, stored, email=draft.email)
    session.execute(delete(Listing).where(Listing.id == draft.listing_id))
    session.expire_all()
    record_changes(session, [draft.handle])
    audit.record(session, keys, actor=audit.NOBODY, action="import.draft-removed", subject=subject)


def _unclaimed(*entities: type[ImportedListing]) -> Select[*tuple[object, ...]]:
    """Drafts of imports that belong to nobody yet."""
    columns = entities or (
        Listing.id.label("listing_id"),
        Listing.handle,
        Listing.name,
        Listing.kind,
        func.coalesce(Contact.value, "").label("email"),
        ImportedListing.invitations,
    )
    claimed = select(AccountListing.account_id).where(
        AccountListing.listing_handle == Listing.handle
    )
    return (
        select(*columns)
        .select_from(ImportedListing)
        .join(Import, Import.id == ImportedListing.import_id)
        .join(Listing, Listing.id == ImportedListing.listing_id)
        .outerjoin(
            Contact, (Contact.listing_id == Listing.id) & (Contact.kind == ContactKind.EMAIL)
        )
        .where(Listing.status == ListingStatus.DRAFT, ~claimed.exists())
    )


def _emails(session: Session, listing_ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Contact.listing_id, Contact.value).where(
            Contact.listing_id.in_(listing_ids), Contact.kind == ContactKind.EMAIL
        )
    )
    return {row.listing_id: row.value for row in rows}


def _own_listing(session: Session, account_id: int) -> bool:
    found = select(AccountListing.listing_handle).where(
        AccountListing.account_id == account_id, AccountListing.stewardship == Stewardship.OWNER
    )
    return session.scalar(found.limit(1)) is not None


def _new_token(row: ImportedListing) -> str:
    token = new_token()
    row.token_hash, row.link_made_at = digest(token), clock.now()
    return token
