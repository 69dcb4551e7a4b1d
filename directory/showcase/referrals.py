"""Referrals between the invented members: drafts, some that wait for an answer, some accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directory import clock
from directory.referrals import queries
from directory.referrals.closed_sets import Move, Purpose, ReferralKind, Side, SignedBy
from directory.referrals.content import Content, Wanted
from directory.referrals.services import consenting, drafting, moving
from directory.referrals.services.around import Around, By

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.keys.ring import KeyRing
    from directory.referrals.models import Referral

    Row = Mapping[str, str]

PERMISSION_HOLDS = timedelta(days=180)


def send_referrals(
    session: Session, rows: Sequence[Row], keys: KeyRing, settings: Settings
) -> None:
    """Let these referrals be on their way, where nobody has any yet. Flushes."""
    handles = {handle for row in rows for handle in (row["from"], row["to"])}
    ids = queries.listing_ids(session, handles)
    if queries.box(session, ids.values()):
        return
    around = Around(keys, settings)
    for row in rows:
        _refer(session, around, row, ids)


def _refer(session: Session, around: Around, row: Row, ids: Mapping[str, int]) -> None:
    sender, receiver = By(Side.SENDER, ids[row["from"]]), By(Side.RECEIVER, ids[row["to"]])
    referral = drafting.begin(session, around, ids[row["from"]], _draft(row, ids[row["to"]]))
    if row["far"] == "draft":
        return
    if referral.kind is ReferralKind.REFERRAL:
        consenting.record_consent(session, around, referral, _permission(), sender)
    moving.move(session, around, referral, Move.SEND, sender)
    if row["far"] == "accepted":
        _accept(session, around, referral, receiver)


def _accept(session: Session, around: Around, referral: Referral, receiver: By) -> None:
    drafting.note_opening(
        session,
        referral,
        side=Side.RECEIVER,
        purpose=Purpose.ANSWERING,
        listing_id=receiver.listing_id,
    )
    moving.move(session, around, referral, Move.OPEN, receiver)
    moving.move(session, around, referral, Move.ACCEPT, receiver)


def _draft(row: Row, receiver_id: int) -> drafting.Draft:
    wanted = Wanted(
        profession=row["profession"],
        issues=_several(row["issues"]),
        visits=int(row["visits"]) if row["visits"] else None,
        minutes=int(row["minutes"]) if row["minutes"] else None,
        rhythm=row["rhythm"],
    )
    content = Content(
        wanted=wanted,
        goals=_several(row["goals"]),
        pressure=row["pressure"],
        i_keep=row["i_keep"],
        note=row["note"],
        flags=(),
    )
    return drafting.Draft(
        kind=ReferralKind(row["kind"]),
        content=content,
        names=(drafting.NameDraft(listing_id=receiver_id),),
    )


def _permission() -> consenting.ConsentDraft:
    today = clock.today()
    return consenting.ConsentDraft(
        signed_on=today, expires_on=today + PERMISSION_HOLDS, signed_by=SignedBy.SENDER_ATTESTS
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("|") if word)
