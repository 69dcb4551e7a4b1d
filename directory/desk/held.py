"""What a curator checked is not changed unseen while it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts.forms import FieldError
from directory.desk.services import SHOWN

if TYPE_CHECKING:
    from directory.profiles.draft import ListingDraft
    from directory.profiles.lifecycle import ListingStatus


def held_back(
    before: ListingDraft, after: ListingDraft, status: ListingStatus
) -> tuple[FieldError, ...]:
    """Refusals for changes of name, discipline and licence of a listing that is shown."""
    if status not in SHOWN:
        return ()
    changed = {
        "name": before.name != after.name,
        "profession": before.professions != after.professions,
        "title": before.credentials != after.credentials,
    }
    message = _(
        "A curator checked this, and clients see it as checked. To change it, choose “Hide it and"
        " change what was checked” below the list of steps."
    )
    return tuple(FieldError(name, message) for name, is_changed in changed.items() if is_changed)
