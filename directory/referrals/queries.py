"""Read referrals: whose turn it is, what a party may see of one, and counts without words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import defer, selectinload

from directory import clock
from directory.db import RecordNotFound
from directory.profiles.models import Listing
from directory.referrals.closed_sets import (
    Move,
    NameStatus,
    ReferralKind,
    Side,
    State,
)
from directory.referrals.lifecycle import awaited, next_step
from directory.referrals.models import (
    AnswerPromise,
    JointSession,
    Referral,
    ReferralConsent,
    ReferralEntry,
    ReferralName,
    ReferralOpening,
    ReferralReflection,
)
from directory.referrals.rhythm import Visits
from directory.referrals.rows import (
    called,
    is_with_outsider,
    listings_by_id,
    names_of,
    present_name,
    promised,
    valid_consent,
    visits_of,
)
from directory.referrals.sealed import (
    NO_RHYTHM,
    agreed_updates,
    opened,
    opened_content,
    opened_outside,
    opened_plan,
)
from directory.referrals.seen import (
    BoxLine,
    ConsentView,
    EntryView,
    JointView,
    NameView,
    OpeningView,
    ReferralView,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.referrals.content import Content
    from directory.referrals.services.around import Around

STAYS_OPEN = timedelta(minutes=30)
"""How long an opening holds in the session in which it was made."""


def box(session: Session, listing_ids: Collection[int]) -> tuple[BoxLine, ...]:
    """Everything sent to or from these listings: what needs an answer first, the oldest on top."""
    received = select(ReferralName.referral_id).where(
        ReferralName.listing_id.in_(listing_ids), ReferralName.status != NameStatus.WAITING
    )
    rows = session.scalars(
        select(Referral)
        .where(or_(Referral.sender_id.in_(listing_ids), Referral.id.in_(received)))
        .options(selectinload(Referral.names), defer(Referral.content), defer(Referral.plan))
        .order_by(Referral.changed_at.desc())
    ).all()
    people = [row.sender_id for row in rows]
    people += [name.listing_id for row in rows for name in row.names if name.listing_id]
    handles = listings_by_id(session, people)
    lines = [
        _line(row, side, handles)
        for row in rows
        for side in (Side.SENDER, Side.RECEIVER)
        if _is_on_side(row, side, listing_ids)
    ]
    return tuple(sorted(lines, key=_order))


def find(session: Session, reference: str, listing_ids: Collection[int]) -> tuple[Referral, Side]:
    """The referral and one's side of it. Raises RecordNotFound where one has no part in it now."""
    row = session.scalars(select(Referral).where(Referral.reference == reference)).one()
    for side in (Side.SENDER, Side.RECEIVER):
        if _is_on_side(row, side, listing_ids):
            return row, side
    raise RecordNotFound("no such referral")


def view(
    session: Session, around: Around, referral: Referral, side: Side, *, session_reference: str
) -> ReferralView:
    """The referral as one side sees it in one signed-in session."""
    names = names_of(referral)
    handles = listings_by_id(session, [referral.sender_id, *(name.listing_id for name in names)])
    valid = valid_consent(session, referral)
    is_open = _is_open(session, referral, side, session_reference)
    sees = is_open and (side is not Side.RECEIVER or valid is not None)
    named = tuple(_name(around.keys, referral, name, handles) for name in names)
    sender_handle, sender_name = handles[referral.sender_id]
    present = next((one for one in names if one.position == referral.position), None)
    received_by = present.listing_id if present else None
    acts_for = referral.sender_id if side is Side.SENDER else received_by
    return ReferralView(
        row=referral,
        side=side,
        listing_id=acts_for,
        sender_handle=sender_handle,
        sender_name=sender_name,
        names=named
        if side is not Side.RECEIVER
        else tuple(one for one in named if one.position == referral.position),
        content=_content(around.keys, referral, is_open=is_open, sees=sees),
        plan=opened_plan(around.keys, referral) if sees else None,
        consent=_consent(session, referral, sender_name, named, valid),
        has_valid_consent=valid is not None,
        is_open=is_open,
        entries=_entries(session, around.keys, referral, side, handles, reads=is_open),
        openings=openings(session, referral),
        joint=_joint(session, referral),
        next_step=next_step(
            referral.state,
            referral.since,
            referral.done,
            around.timing,
            promised=promised(session, referral),
        ),
        promised=promised(session, referral),
        has_reflected=_has_reflected(session, referral, side),
        visits=_visits(session, referral, side),
        updates=agreed_updates(around.keys, referral) if sees else NO_RHYTHM,
        is_with_outsider=is_with_outsider(referral),
    )


def openings(session: Session, referral: Referral) -> tuple[OpeningView, ...]:
    """Who opened the content, the newest first."""
    rows = session.scalars(
        select(ReferralOpening)
        .where(ReferralOpening.referral_id == referral.id)
        .order_by(ReferralOpening.id.desc())
    ).all()
    handles = listings_by_id(session, [row.listing_id for row in rows])
    return tuple(
        OpeningView(
            at=row.at, side=row.side, who=called(row.listing_id, handles), purpose=row.purpose
        )
        for row in rows
    )


def by_phrase(session: Session, digests: Iterable[str]) -> Referral:
    """The referral that a return phrase belongs to. Raises RecordNotFound."""
    return session.scalars(select(Referral).where(Referral.phrase_hash.in_(tuple(digests)))).one()


def of_name(session: Session, name_id: int) -> tuple[Referral, int]:
    """The referral that a name stands on, and its place in the list. Raises RecordNotFound."""
    name = session.scalars(select(ReferralName).where(ReferralName.id == name_id)).one()
    return session.get_one(Referral, name.referral_id), name.position


def sender_name(session: Session, referral: Referral) -> str:
    """What the sender is called."""
    return session.scalars(select(Listing.name).where(Listing.id == referral.sender_id)).one()


def listing_ids(session: Session, handles: Collection[str]) -> dict[str, int]:
    """The numbers of listings by handle; unknown handles are left out."""
    rows = session.execute(select(Listing.handle, Listing.id).where(Listing.handle.in_(handles)))
    return {row.handle: row.id for row in rows}


def promise_of(session: Session, listing_id: int) -> int | None:
    """Within how many working days a listing promises to answer, or None."""
    row = session.get(AnswerPromise, listing_id)
    return row.days if row else None


def _is_on_side(row: Referral, side: Side, listing_ids: Collection[int]) -> bool:
    if side is Side.SENDER:
        return row.sender_id in listing_ids
    if row.state is State.DRAFT or row.sent_at is None:
        return False
    present = present_name(row)
    return present is not None and present.listing_id in listing_ids


def _line(row: Referral, side: Side, handles: dict[int, tuple[str, str]]) -> BoxLine:
    first = max(row.position, 1)
    receiver = next((name.listing_id for name in row.names if name.position == first), None)
    asked = receiver if side is Side.SENDER else row.sender_id
    return BoxLine(
        reference=row.reference,
        kind=row.kind,
        side=side,
        state=row.state,
        outcome=row.outcome,
        end_reason=row.end_reason,
        other=called(asked, handles) or "",
        is_my_turn=_is_my_turn(row, side),
        since=row.since,
        next_on=row.next_on,
        changed_at=row.changed_at,
    )


def _is_my_turn(row: Referral, side: Side) -> bool:
    if is_with_outsider(row) and awaited(row.state) is Side.RECEIVER:
        # Nobody writes here for them: once a reminder is due, the sender asks and notes it.
        return side is Side.SENDER and row.done > 0
    return awaited(row.state) is side


def _order(line: BoxLine) -> tuple[bool, bool, float]:
    is_over = line.next_on is None
    age = line.changed_at.timestamp()
    return (not line.is_my_turn, is_over, -age if is_over else age)


def _name(
    keys: KeyRing, referral: Referral, name: ReferralName, handles: dict[int, tuple[str, str]]
) -> NameView:
    outside = opened_outside(keys, referral, name.outside)
    handle, label = handles.get(name.listing_id or 0, (None, ""))
    return NameView(
        position=name.position,
        listing_id=name.listing_id,
        handle=handle,
        name=outside.name if outside else label,
        reached_by=name.reached_by,
        status=name.status,
        reason=name.reason,
        has_email=bool(outside and outside.email),
        link_expires_at=name.link_expires_at,
    )


def _content(keys: KeyRing, referral: Referral, *, is_open: bool, sees: bool) -> Content | None:
    if not is_open:
        return None
    content = opened_content(keys, referral)
    if content is None or sees:
        return content
    if referral.kind is ReferralKind.ADVICE:
        return content
    return only_the_question(content)


def only_the_question(content: Content) -> Content:
    """What may leave without the client's permission: the availability question alone."""
    return type(content)(wanted=content.wanted)


def _consent(
    session: Session,
    referral: Referral,
    sender_name: str,
    names: Iterable[NameView],
    valid: ReferralConsent | None,
) -> ConsentView | None:
    row = (
        valid
        or session.scalars(
            select(ReferralConsent)
            .where(ReferralConsent.referral_id == referral.id)
            .order_by(ReferralConsent.id.desc())
            .limit(1)
        ).one_or_none()
    )
    if row is None:
        return None
    positions = row.given_to.split(",")
    return ConsentView(
        what=row.what,
        given_by=sender_name,
        given_to=tuple(one.name for one in names if str(one.position) in positions),
        why=row.why,
        signed_on=row.signed_on,
        signed_by=row.signed_by,
        expires_on=row.expires_on,
        is_valid=valid is not None,
    )


def _is_open(session: Session, referral: Referral, side: Side, session_reference: str) -> bool:
    if referral.state is State.DRAFT:
        return True
    if not session_reference:
        return False
    return (
        session.scalars(
            select(ReferralOpening.id).where(
                ReferralOpening.referral_id == referral.id,
                ReferralOpening.side == side,
                ReferralOpening.session_reference == session_reference,
                ReferralOpening.at > clock.now() - STAYS_OPEN,
            )
        ).first()
        is not None
    )


def _entries(
    session: Session,
    keys: KeyRing,
    referral: Referral,
    side: Side,
    handles: dict[int, tuple[str, str]],
    *,
    reads: bool,
) -> tuple[EntryView, ...]:
    statement = select(ReferralEntry).where(ReferralEntry.referral_id == referral.id)
    if side is Side.RECEIVER:
        # What went on with names before is between the sender and them.
        statement = statement.where(ReferralEntry.position == referral.position)
    else:
        # Of visits the sender hears in the agreed rhythm; their own notes they may read.
        theirs = (ReferralEntry.kind != Move.VISIT) | ReferralEntry.listing_id.is_(None)
        statement = statement.where(theirs)
    return tuple(
        EntryView(
            at=row.at,
            side=row.side,
            who=called(row.listing_id, handles),
            kind=row.kind,
            detail=row.detail,
            words=opened(keys, referral, row.words, "words") if reads else "",
        )
        for row in session.scalars(statement.order_by(ReferralEntry.id))
    )


def _joint(session: Session, referral: Referral) -> tuple[JointView, ...]:
    rows = session.scalars(
        select(JointSession)
        .where(JointSession.referral_id == referral.id)
        .order_by(JointSession.id.desc())
    )
    return tuple(
        JointView(
            reference=row.reference,
            proposed_by=row.proposed_by,
            times=tuple(datetime.fromisoformat(moment) for moment in row.times.split()),
            minutes=row.minutes,
            chosen=row.chosen,
            is_declined=row.declined_at is not None,
        )
        for row in rows
    )


def _visits(session: Session, referral: Referral, side: Side) -> Visits:
    visits = visits_of(session, referral)
    # The sender hears of visits with the updates that the client agreed to.
    return visits if side is Side.RECEIVER else Visits(visits.told, visits.told)


def _has_reflected(session: Session, referral: Referral, side: Side) -> bool:
    return (
        session.scalars(
            select(ReferralReflection.id).where(
                ReferralReflection.referral_id == referral.id, ReferralReflection.side == side
            )
        ).first()
        is not None
    )
