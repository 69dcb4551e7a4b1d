"""Vouches as the pages of members show them: those I gave, those about me, those about somebody.

Who gave a private vouch is told to nobody else, nor is a basis that its voucher hides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.trust.bases import discreetly, may_be_confirmed
from directory.trust.closed_sets import Visibility, VouchTopic
from directory.trust.models import Vouch, VouchTerm

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

    from directory.vocabulary.terms import VouchBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVouch:
    """One vouch, as whoever asks may see it."""

    reference: str
    handle: str
    """Of the other side: whom I vouch for, or who vouches."""
    name: str
    is_listed: bool
    about: str
    """The handle of the listing that it is about."""
    basis: str
    """A slug of the vocabulary, or a `Discretion` where the basis is not told."""
    given_on: date
    visibility: Visibility
    hides_basis: bool
    trusts_approach: bool | None
    trusts_skills: bool | None
    detail: str
    is_confirmed: bool
    is_declined: bool
    is_hidden: bool
    awaits_answer: bool
    """Whether the other side was asked whether the basis is so, and has not said."""
    is_due: bool
    """Whether a half-life has gone by since it was given or renewed."""
    issues: tuple[str, ...] = field(default=())
    modalities: tuple[str, ...] = field(default=())


def given_by(
    session: Session, handle: str, bases: Mapping[str, VouchBasis], today: date
) -> tuple[ShownVouch, ...]:
    """Every standing vouch of one member, by name; everything about it, for their own eyes."""
    giver, receiver = aliased(Listing), aliased(Listing)
    rows = session.execute(
        _vouches(giver, receiver, other=receiver).where(giver.handle == handle)
    ).all()
    return _shown(session, rows, bases, today, is_own=True)


def received_by(
    session: Session, handles: Collection[str], bases: Mapping[str, VouchBasis], today: date
) -> tuple[ShownVouch, ...]:
    """The standing vouches about these listings that their owner may know of, by name."""
    giver, receiver = aliased(Listing), aliased(Listing)
    rows = session.execute(
        _vouches(giver, receiver, other=giver).where(
            receiver.handle.in_(handles),
            Vouch.visibility != Visibility.PRIVATE,
            giver.status == ListingStatus.PUBLISHED,
        )
    ).all()
    return _shown(session, rows, bases, today, is_own=False)


def seen_by_members(
    session: Session, handle: str, bases: Mapping[str, VouchBasis], today: date
) -> tuple[ShownVouch, ...]:
    """The vouches about a listing that every member may see, by name."""
    return tuple(
        vouch
        for vouch in received_by(session, (handle,), bases, today)
        if not vouch.is_hidden and not vouch.is_declined
    )


def told_by(
    session: Session, handles: Collection[str], bases: Mapping[str, VouchBasis], today: date
) -> dict[str, tuple[ShownVouch, ...]]:
    """For each of these, the vouches they give that every member may see, by name."""
    giver, receiver = aliased(Listing), aliased(Listing)
    rows = session.execute(
        _vouches(giver, receiver, other=receiver)
        .add_columns(giver.handle.label("giver"))
        .where(
            giver.handle.in_(handles),
            giver.status == ListingStatus.PUBLISHED,
            receiver.status == ListingStatus.PUBLISHED,
            Vouch.visibility != Visibility.PRIVATE,
            Vouch.hidden_on.is_(None),
            Vouch.declined_on.is_(None),
        )
    ).all()
    known = [row for row in rows if row.Vouch.basis in bases]
    found: dict[str, list[ShownVouch]] = {handle: [] for handle in handles}
    shown = _shown(session, known, bases, today, is_own=False)
    for row, vouch in zip(known, shown, strict=True):
        found[row.giver].append(vouch)
    return {handle: tuple(vouches) for handle, vouches in found.items()}


def _vouches(
    giver: type[Listing], receiver: type[Listing], *, other: type[Listing]
) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Vouch,
            other.handle.label("handle"),
            other.name.label("name"),
            other.status.label("status"),
            receiver.handle.label("about"),
        )
        .join(giver, Vouch.voucher_id == giver.id)
        .join(receiver, Vouch.vouched_id == receiver.id)
        .where(Vouch.revoked_on.is_(None))
        .order_by(other.name, other.handle, Vouch.basis)
    )


def _shown(
    session: Session,
    rows: Collection[Row[Any]],
    bases: Mapping[str, VouchBasis],
    today: date,
    *,
    is_own: bool,
) -> tuple[ShownVouch, ...]:
    # A basis that the vocabulary lost says nothing, and counts for nothing.
    known = [row for row in rows if row.Vouch.basis in bases]
    named = _named(session, [row.Vouch.id for row in known])
    return tuple(_one(row, bases, named, today, is_own=is_own) for row in known)


def _one(
    row: Row[Any],
    bases: Mapping[str, VouchBasis],
    named: Mapping[tuple[int, VouchTopic], list[str]],
    today: date,
    *,
    is_own: bool,
) -> ShownVouch:
    vouch: Vouch = row.Vouch
    basis = bases[vouch.basis]
    is_told = is_own or not vouch.is_private
    asks = may_be_confirmed(basis) and vouch.visibility is not Visibility.PRIVATE
    return ShownVouch(
        reference=vouch.reference,
        handle=row.handle,
        name=row.name,
        is_listed=row.status is ListingStatus.PUBLISHED,
        about=row.about,
        basis=vouch.basis if is_told else discreetly(basis).value,
        given_on=vouch.given_on,
        visibility=vouch.visibility,
        hides_basis=vouch.is_private,
        trusts_approach=vouch.trusts_approach,
        trusts_skills=vouch.trusts_skills,
        detail=vouch.detail if is_told else "",
        is_confirmed=vouch.confirmed_on is not None,
        is_declined=vouch.declined_on is not None,
        is_hidden=vouch.hidden_on is not None,
        awaits_answer=asks and is_told and vouch.confirmed_on is None and vouch.declined_on is None,
        is_due=vouch.declined_on is None and (today - vouch.given_on).days >= basis.half_life_days,
        issues=tuple(named[vouch.id, VouchTopic.ISSUE]),
        modalities=tuple(named[vouch.id, VouchTopic.MODALITY]),
    )


def _named(session: Session, ids: list[int]) -> dict[tuple[int, VouchTopic], list[str]]:
    found: dict[tuple[int, VouchTopic], list[str]] = defaultdict(list)
    terms = select(VouchTerm.vouch_id, VouchTerm.topic, VouchTerm.term).where(
        VouchTerm.vouch_id.in_(ids)
    )
    for row in session.execute(terms.order_by(VouchTerm.vouch_id, VouchTerm.position)):
        found[row.vouch_id, row.topic].append(row.term)
    return found
