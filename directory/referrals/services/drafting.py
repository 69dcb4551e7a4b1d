"""Begin a referral, change its draft, its list of names, and its answers on readiness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from directory import clock
from directory.accounts.tokens import new_reference
from directory.referrals.closed_sets import (
    NameStatus,
    Purpose,
    ReachedBy,
    ReferralKind,
    Side,
    State,
)
from directory.referrals.lifecycle import ForbiddenMoveError
from directory.referrals.models import Referral, ReferralConsent, ReferralName, ReferralOpening
from directory.referrals.rows import names_of
from directory.referrals.sealed import Outside, sealed_content, sealed_outside
from directory.referrals.services.moving import due_on, set_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.referrals.content import Content
    from directory.referrals.services.around import Around


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDraft:
    """One name as the sender chose it: a listing, or somebody outside."""

    listing_id: int | None = None
    outside: Outside | None = None
    reached_by: ReachedBy = ReachedBy.DESK


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a sender stated."""

    kind: ReferralKind = ReferralKind.REFERRAL
    content: Content
    names: tuple[NameDraft, ...]
    is_part2: bool = False


def begin(session: Session, around: Around, sender_id: int, draft: Draft) -> Referral:
    """Keep a new draft. Flushes."""
    now = clock.now()
    referral = Referral(
        reference=new_reference(),
        kind=draft.kind,
        sender_id=sender_id,
        is_part2=draft.is_part2,
        since=clock.today(),
        made_at=now,
        changed_at=now,
    )
    referral.state, referral.version, referral.position, referral.done = State.DRAFT, 0, 0, 0
    referral.content = sealed_content(around.keys, referral, draft.content)
    referral.next_on = due_on(session, around, referral, State.DRAFT, referral.since, 0)
    session.add(referral)
    session.flush()
    _write_names(session, around, referral, draft.names)
    return referral


def change(session: Session, around: Around, referral: Referral, draft: Draft) -> None:
    """Change a draft; a permission that was recorded no longer fits it and is taken off. Flushes.

    Raises ForbiddenMoveError once it was sent, StaleStateError where it was changed meanwhile.
    """
    if referral.state is not State.DRAFT:
        raise ForbiddenMoveError("It was sent already, so its words stay as they are.")
    set_columns(
        session,
        referral,
        content=sealed_content(around.keys, referral, draft.content),
        is_part2=draft.is_part2,
        since=clock.today(),
        done=0,
        next_on=due_on(session, around, referral, State.DRAFT, clock.today(), 0),
    )
    for table in (ReferralName, ReferralConsent):
        session.execute(delete(table).where(table.referral_id == referral.id))
    session.expire(referral, ["names"])
    _write_names(session, around, referral, draft.names)


def change_content(session: Session, around: Around, referral: Referral, content: Content) -> None:
    """Keep answers on readiness. Flushes. Raises ForbiddenMoveError, StaleStateError."""
    if referral.state is not State.DRAFT:
        raise ForbiddenMoveError("It was sent already, so its answers stay as they are.")
    set_columns(session, referral, content=sealed_content(around.keys, referral, content))


def add_name(session: Session, around: Around, referral: Referral, name: NameDraft) -> None:
    """Put one more name at the end of the list; the client's permission does not cover it yet."""
    position = max((one.position for one in names_of(referral)), default=0) + 1
    _write_names(session, around, referral, (name,), first=position)


def note_opening(
    session: Session,
    referral: Referral,
    *,
    side: Side,
    purpose: Purpose,
    listing_id: int | None = None,
    session_reference: str = "",
) -> None:
    """Note who opened the content, now, and for what; written with the next flush."""
    session.add(
        ReferralOpening(
            referral_id=referral.id,
            at=clock.now(),
            side=side,
            listing_id=listing_id,
            session_reference=session_reference,
            purpose=purpose,
        )
    )


def _write_names(
    session: Session,
    around: Around,
    referral: Referral,
    names: Sequence[NameDraft],
    *,
    first: int = 1,
) -> None:
    for position, name in enumerate(names, start=first):
        outside = name.outside
        session.add(
            ReferralName(
                referral_id=referral.id,
                position=position,
                listing_id=name.listing_id,
                outside=sealed_outside(around.keys, referral, outside) if outside else None,
                reached_by=name.reached_by,
                status=NameStatus.WAITING,
            )
        )
    session.flush()
    session.expire(referral, ["names"])


def with_answers(
    content: Content, *, flags: tuple[str, ...] | None, answers: Mapping[str, str]
) -> Content:
    """The content with these circumstances and these answers to cautions."""
    return replace(content, flags=flags, cautions=tuple(sorted(answers.items())))
