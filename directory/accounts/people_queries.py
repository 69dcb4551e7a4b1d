"""What the pages about people and roles, and about acts of two people, show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from directory import clock
from directory.accounts.closed_sets import AccountStatus, ActState, Stewardship
from directory.accounts.models import Account, AccountListing, TwoPersonAct
from directory.accounts.services.two_people import proposed_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.accounts.services.two_people import Act

SHOWN_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """An account as a curator sees it."""

    account_id: int
    reference: str
    name: str
    email: str
    is_curator: bool
    has_factor: bool
    is_suspended: bool
    since: datetime
    listings: tuple[str, ...]
    """The handles of own listings."""
    centers: tuple[str, ...]
    """The handles of centers that this person manages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAct:
    """A proposal, or what became of it, as one member may see it."""

    reference: str
    told: str
    reason: str
    proposed_by: str | None
    proposed_at: datetime
    alone_from: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    is_open: bool
    was_done: bool
    was_alone: bool
    is_mine: bool
    concerns_me: bool
    may_confirm: bool
    may_cancel: bool


def account_with_email(session: Session, email: str) -> str | None:
    """The reference of the account that signs in with exactly this address, or None."""
    return session.scalar(select(Account.reference).where(Account.email == email))


def curators(session: Session) -> tuple[ShownAccount, ...]:
    """Every networking admin, by name."""
    rows = session.scalars(select(Account).where(Account.is_curator).order_by(Account.name))
    return tuple(_account(session, row) for row in rows)


def shown_account(session: Session, reference: str) -> ShownAccount:
    """The account of this reference. Raises RecordNotFound."""
    row = session.scalars(select(Account).where(Account.reference == reference)).one()
    return _account(session, row)


def acts_for(session: Session, known: Mapping[str, Act], member: Member) -> tuple[ShownAct, ...]:
    """The proposals that this member may see, the open ones first, the latest first.

    Curators see all; others see what concerns them, and what concerns everybody.
    """
    statement = select(TwoPersonAct).where(TwoPersonAct.kind.in_(known))
    if not member.is_curator:
        statement = statement.where(_concerns(member))
    rows = session.scalars(
        statement.order_by(
            (TwoPersonAct.state == ActState.OPEN).desc(), TwoPersonAct.id.desc()
        ).limit(SHOWN_AT_MOST)
    )
    return tuple(_act(session, known, row, member) for row in rows)


def act_for(session: Session, known: Mapping[str, Act], member: Member, reference: str) -> ShownAct:
    """One proposal. Raises RecordNotFound where this member may not see it."""
    statement = select(TwoPersonAct).where(
        TwoPersonAct.reference == reference, TwoPersonAct.kind.in_(known)
    )
    if not member.is_curator:
        statement = statement.where(_concerns(member))
    return _act(session, known, session.scalars(statement).one(), member)


def whom_to_tell(session: Session, reference: str) -> tuple[str, ...]:
    """The addresses of those whom a proposal concerns alone, and of the other curators."""
    row = session.scalars(select(TwoPersonAct).where(TwoPersonAct.reference == reference)).one()
    told = select(Account.email).where(
        or_(Account.id == row.concerned_id, Account.is_curator),
        Account.status == AccountStatus.ACTIVE,
        Account.id != row.proposed_by_id,
    )
    return tuple(session.scalars(told.order_by(Account.id)))


def _concerns(member: Member) -> ColumnElement[bool]:
    return or_(TwoPersonAct.concerned_id == member.account_id, TwoPersonAct.concerned_id.is_(None))


def _act(session: Session, known: Mapping[str, Act], row: TwoPersonAct, member: Member) -> ShownAct:
    act = known[row.kind]
    is_open = row.state is ActState.OPEN and row.expires_at > clock.now()
    is_mine = row.proposed_by_id == member.account_id
    concerns_me = row.concerned_id == member.account_id
    may_be_half = is_open and member.is_curator and member.may(act.permission) and not concerns_me
    return ShownAct(
        reference=row.reference,
        told=act.told(session, proposed_of(row)),
        reason=row.reason,
        proposed_by=_name(session, row.proposed_by_id),
        proposed_at=row.proposed_at,
        alone_from=row.alone_from,
        ended_at=row.ended_at,
        ended_by=_name(session, row.ended_by_id),
        is_open=is_open,
        was_done=row.state is ActState.DONE,
        was_alone=row.was_alone,
        is_mine=is_mine,
        concerns_me=concerns_me,
        may_confirm=may_be_half and (not is_mine or row.alone_from is not None),
        may_cancel=is_open and (member.is_curator or concerns_me),
    )


def _name(session: Session, account_id: int | None) -> str | None:
    return session.scalar(select(Account.name).where(Account.id == account_id))


def _account(session: Session, row: Account) -> ShownAccount:
    held = session.scalars(
        select(AccountListing)
        .where(AccountListing.account_id == row.id)
        .order_by(AccountListing.listing_handle)
    ).all()
    owned = [one.listing_handle for one in held if one.stewardship is Stewardship.OWNER]
    return ShownAccount(
        account_id=row.id,
        reference=row.reference,
        name=row.name,
        email=row.email,
        is_curator=row.is_curator,
        has_factor=row.factor_since is not None,
        is_suspended=row.status is AccountStatus.SUSPENDED,
        since=row.made_at,
        listings=tuple(owned),
        centers=tuple(one.listing_handle for one in held if one.listing_handle not in owned),
    )
