"""Taking back an edit of the network: who may, until when, and by two what two put into force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory import clock
from directory.accounts.queries import names_of
from directory.accounts.services.two_people import Act, ActRefusedError
from directory.curation import network_edits
from directory.curation.services import Curator
from directory.db import RecordNotFound, StaleStateError
from directory.network.edits import (
    StandingEdit,
    edit_of,
    edits_after,
    history,
    made_together,
    touches,
)
from directory.vocabulary.errors import VocabularyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.accounts.services.two_people import Proposed
    from directory.keys.ring import KeyRing

UNDO_FOR = timedelta(days=30)
"""So long an act of two is taken back as it was; later the old value is an edit like any other."""


class Undoing(StrEnum):
    """How an edit can be taken back."""

    ALONE = "alone"
    BY_TWO = "by-two"
    TOO_LATE = "too-late"
    EDITED_SINCE = "edited-since"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ShownEdit:
    """An edit in the list: what it did, who made it and who took it back, and what can be done."""

    number: int
    told: str
    edit: StandingEdit
    made_by: str
    undone_by: str
    undoing: Undoing


def shown_edits(session: Session) -> tuple[ShownEdit, ...]:
    """The last edits, newest first."""
    found = history(session)
    names = names_of(session, (who for one in found for who in (one.made_by, one.undone_by)))
    return tuple(_shown(one, names, _undoing((one,), found)) for one in found)


def shown_edit(session: Session, number: int) -> ShownEdit:
    """One edit with everything that came into force with it. Raises RecordNotFound."""
    together = made_together(session, number)
    one = next(edit for edit in together if edit.id == number)
    names = names_of(session, (one.made_by, one.undone_by))
    undoing = _undoing((one,) if _is_of_one(one) else together, edits_after(session, one))
    shown = _shown(one, names, undoing)
    if undoing is not Undoing.BY_TWO:
        return shown
    return replace(shown, told=". ".join(network_edits.told_of(edit.edit) for edit in together))


def act_numbers(session: Session, number: int) -> tuple[int, ...]:
    """The edits of one act that are in force still. Raises RecordNotFound."""
    return tuple(one.id for one in made_together(session, number) if one.undone_at is None)


def words_of(undoing: Undoing) -> str:
    """Why an edit is not taken back here, and what to do instead; empty where it can be."""
    return {
        Undoing.ALONE: "",
        Undoing.BY_TWO: "",
        Undoing.DONE: "",
        Undoing.TOO_LATE: _("It is over 30 days old. Edit the row again to change it."),
        Undoing.EDITED_SINCE: _("It was edited again since. Take the later edit back first."),
    }[undoing]


def _shown(one: StandingEdit, names: Mapping[str, str], undoing: Undoing) -> ShownEdit:
    gone = _("somebody who left")
    return ShownEdit(
        one.id,
        network_edits.told_of(one.edit),
        one,
        names.get(one.made_by, gone),
        names.get(one.undone_by, gone),
        undoing,
    )


def _is_of_one(one: StandingEdit) -> bool:
    return not network_edits.needs_two(one.edit)


def _undoing(act: Sequence[StandingEdit], known: Iterable[StandingEdit]) -> Undoing:
    """How the edits of an act can be taken back; `known` holds those that came after it."""
    one = act[0]
    if one.undone_at is not None:
        return Undoing.DONE
    if _is_of_one(one):
        return Undoing.ALONE
    if clock.now() - one.made_at > UNDO_FOR:
        return Undoing.TOO_LATE
    is_edited = any(
        new.made_at > old.made_at and new.undone_at is None and touches(new.edit, old.edit)
        for new in known
        for old in act
    )
    return Undoing.EDITED_SINCE if is_edited else Undoing.BY_TWO


def _told(session: Session, proposed: Proposed) -> str:
    try:
        edits = [edit_of(session, number) for number in _numbers(proposed)]
    except RecordNotFound:
        return _("Take back an edit that is gone.")
    what = ". ".join(network_edits.told_of(edit) for edit in edits)
    return _("Take back: %(what)s", what=what)


def _carry_out(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    numbers = _numbers(proposed)
    act = tuple(one for one in made_together(session, numbers[0]) if one.id in numbers)
    undoing = _undoing(act, edits_after(session, act[0]))
    if undoing is not Undoing.BY_TWO:
        raise ActRefusedError(words_of(undoing) or _("It was taken back already."))
    try:
        network_edits.take_back(
            session, Curator(actor, keys), numbers, reason=proposed.details["reason"]
        )
    except StaleStateError:
        raise ActRefusedError(_("It was taken back already.")) from None
    except (VocabularyError, ValueError) as problem:
        raise ActRefusedError(str(problem)) from None


def _numbers(proposed: Proposed) -> tuple[int, ...]:
    return tuple(int(number) for number in proposed.details["edits"].split())


UNDO = Act(kind="network.undo", permission="edit-weights", told=_told, carry_out=_carry_out)
