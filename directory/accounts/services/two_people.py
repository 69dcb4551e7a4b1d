"""What needs two people: one curator proposes, another confirms; alone, one waits two days.

A package names what it needs two people for by an `Act` and registers it with `acts_of(app)` or,
for commands and tests, hands the acts in. Nobody is ever both halves, and nobody has a half in
what concerns themselves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.accounts.closed_sets import ActState
from directory.accounts.models import Account, TwoPersonAct
from directory.accounts.queries import active_curators
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.db import RecordNotFound, change_exactly_one

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session
    from sqlalchemy.sql.dml import Update

    from directory.keys.ring import KeyRing

ALONE_WAIT = timedelta(hours=48)
OPEN_FOR = timedelta(days=14)
PROPOSED_ALREADY = _("This is proposed already, and waits for another curator.")


class NotYoursError(PermissionError):
    """Whoever asks may not be that half: it concerns them, or they are the other half."""


class TooEarlyAloneError(ValueError):
    """There is nobody else to confirm, and the two days are not over."""


class ActRefusedError(ValueError):
    """What was proposed cannot be done (any more); the message says why, to the curator."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an act is carried out with."""

    kind: str
    subject: str
    details: Mapping[str, str]
    concerned_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One kind of thing that needs two people."""

    kind: str
    """Such as `role.give-curator`; it is the action in the log, too."""
    permission: str
    """The line of permissions.csv whose holders propose and confirm it."""
    told: Callable[[Session, Proposed], str]
    """What would happen, in one sentence for the curators and for whom it concerns."""
    carry_out: Callable[[Session, KeyRing, Proposed, str], None]
    """Do it; the last argument is the reference of who confirmed. Raises ActRefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody proposes now."""

    act: Act
    subject: str
    reason: str
    details: Mapping[str, str]
    concerned_id: int | None = None
    """Whom it concerns; None where it concerns every member."""


def propose(session: Session, keys: KeyRing, proposal: Proposal, *, by: int) -> str:
    """Keep a proposal for another curator, and give its reference; flushes.

    Raises NotYoursError where it concerns the proposer, ActRefusedError where the same is
    proposed already or no reason is given.
    """
    if proposal.concerned_id == by:
        raise NotYoursError("it concerns the one who proposes it")
    if not proposal.reason.strip():
        raise ActRefusedError(_("Say why: the other curator and the log need a reason."))
    _refuse_second(session, proposal)
    now = clock.now()
    row = TwoPersonAct(
        reference=new_reference(),
        kind=proposal.act.kind,
        subject=proposal.subject,
        details=json.dumps(dict(proposal.details), ensure_ascii=False, sort_keys=True),
        reason=proposal.reason.strip(),
        concerned_id=proposal.concerned_id,
        proposed_by_id=by,
        proposed_at=now,
        # Fixed now: whoever makes themselves the only curator later does not get there alone.
        alone_from=now + ALONE_WAIT if active_curators(session) == 1 else None,
        expires_at=now + OPEN_FOR,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise ActRefusedError(PROPOSED_ALREADY) from None  # At this very moment, by another.
    _log(session, keys, row, by=by, what="proposed")
    return row.reference


def confirm(
    session: Session, keys: KeyRing, acts: Mapping[str, Act], reference: str, *, by: int
) -> bool:
    """Carry the proposal out as the second person, or alone after two days; whether alone.

    Raises RecordNotFound, NotYoursError, TooEarlyAloneError, ActRefusedError, and
    StaleStateError where somebody else was first.
    """
    row = open_act(session, reference)
    is_alone = _may_be_alone(session, row, by)
    change_exactly_one(session, _ending(row, by, ActState.DONE, was_alone=is_alone))
    act, proposed = acts[row.kind], proposed_of(row)
    actor = session.get_one(Account, by).reference
    act.carry_out(session, keys, proposed, actor)
    _log(session, keys, row, by=by, what="done-alone" if is_alone else "confirmed")
    return is_alone


def cancel(session: Session, keys: KeyRing, reference: str, *, by: int) -> None:
    """Take a proposal back, object to it as another curator, or as the one it concerns.

    Whom it is meant to stop does not stop it: details with `objection: no` leave them out.

    Raises RecordNotFound for anybody else, and for what is not open; StaleStateError.
    """
    row = open_act(session, reference)
    account = session.get_one(Account, by)
    may_object = row.concerned_id == by and proposed_of(row).details.get("objection") != "no"
    if not (account.is_curator or may_object):
        raise RecordNotFound("no open proposal that this account may cancel")
    change_exactly_one(session, _ending(row, by, ActState.CANCELLED, was_alone=False))
    _log(session, keys, row, by=by, what="cancelled")


def open_act(session: Session, reference: str) -> TwoPersonAct:
    """The open proposal of this reference. Raises RecordNotFound."""
    return session.scalars(
        select(TwoPersonAct).where(
            TwoPersonAct.reference == reference,
            TwoPersonAct.state == ActState.OPEN,
            TwoPersonAct.expires_at > clock.now(),
        )
    ).one()


def proposed_of(row: TwoPersonAct) -> Proposed:
    """A proposal as its act is told and carried out."""
    return Proposed(row.kind, row.subject, json.loads(row.details), row.concerned_id)


def _may_be_alone(session: Session, row: TwoPersonAct, by: int) -> bool:
    """Whether this is the proposer acting alone; False for a second person. Raises."""
    if row.concerned_id == by:
        raise NotYoursError("it concerns the one who would confirm it")
    if row.proposed_by_id != by:
        return False
    if row.alone_from is None or active_curators(session) > 1:
        raise NotYoursError("another curator must confirm it")
    if clock.now() < row.alone_from:
        raise TooEarlyAloneError(row.alone_from)
    return True


def _refuse_second(session: Session, proposal: Proposal) -> None:
    for row in session.scalars(
        select(TwoPersonAct).where(
            TwoPersonAct.kind == proposal.act.kind,
            TwoPersonAct.subject == proposal.subject,
            TwoPersonAct.state == ActState.OPEN,
        )
    ):
        if row.expires_at > clock.now():
            raise ActRefusedError(PROPOSED_ALREADY)
        row.state, row.ended_at = ActState.CANCELLED, clock.now()
    session.flush()


def _ending(row: TwoPersonAct, by: int, state: ActState, *, was_alone: bool) -> Update:
    return (
        update(TwoPersonAct)
        .where(TwoPersonAct.id == row.id, TwoPersonAct.state == ActState.OPEN)
        .values(state=state, was_alone=was_alone, ended_at=clock.now(), ended_by_id=by)
        .execution_options(synchronize_session="fetch")
    )


def _log(session: Session, keys: KeyRing, row: TwoPersonAct, *, by: int, what: str) -> None:
    actor = session.get_one(Account, by).reference
    details = {"act": row.kind, "proposal": row.reference}
    audit.record(
        session,
        keys,
        actor=actor,
        action=f"two-people.{what}",
        subject=row.subject,
        details=details,
    )
