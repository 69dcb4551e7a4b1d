"""Possible duplicates: look at two side by side, make them one with a preview, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from directory import db
from directory.accounts import emails
from directory.accounts.forms import FieldError
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys, locate
from directory.curation.done import Done, done_words, finished
from directory.curation.duplicate_rows import keep_as_two, possible_duplicates
from directory.curation.duplicate_words import choice_words, part_words, why_words
from directory.curation.forms import REASON_IS_MISSING, read_reason
from directory.curation.merging import merge, merges_to_undo, undo
from directory.curation.merging_fields import Choice, different_parts, lines_of, merged
from directory.curation.own import refuse_own
from directory.curation.services import Curator
from directory.db import RecordNotFound, StaleStateError
from directory.profiles.proposal import value_of
from directory.profiles.queries import log_subject
from directory.profiles.services import UnknownListingError, existing_drafts
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.profiles.draft import ListingDraft

DUPLICATES = f"{CURATE}/duplicates"
PAIR = f"{DUPLICATES}/<kept>/<gone>"
SHOWN = 100


@bp.get(DUPLICATES)
@access("merge-duplicates")
def duplicates() -> str:
    """The pairs that may be one, with why, and the merges that can be undone."""
    return _list()


def _list(wrong: str = "") -> str:
    """`wrong` is the reference of the merge whose undoing gave no reason."""
    pairs = possible_duplicates(db.session())
    return render_template(
        "curation/duplicates.html",
        done=done_words(),
        wrong=wrong,
        errors=[FieldError(f"reason-{wrong}", str(REASON_IS_MISSING))] if wrong else [],
        pairs=[(pair, [why_words(why) for why in pair.why]) for pair in pairs[:SHOWN]],
        more=max(0, len(pairs) - SHOWN),
        merges=[(one, format_date(one.undo_until)) for one in merges_to_undo(db.session())],
    )


@bp.get(PAIR)
@access("merge-duplicates")
def pair(kept: str, gone: str) -> str:
    """Two listings side by side, and what to keep of each."""
    return _page(*_drafts(kept, gone))


@bp.post(PAIR)
@access("merge-duplicates")
@db.writes
def merge_pair(kept: str, gone: str) -> ResponseReturnValue:
    """Show what would come of it, or do it; or remember that they are two."""
    drafts = _drafts(kept, gone)
    refuse_own(signed_in_member(), kept, gone)
    member, act = signed_in_member(), request.form.get("act", "")
    curator = Curator(member.reference, keys())
    if act == "two":
        keep_as_two(db.session(), kept, gone, by=member.reference)
        about = {"other": log_subject(db.session(), gone)}
        subject = log_subject(db.session(), kept)
        services.log_act(db.session(), curator, "listings.are-two", subject, about)
        return finished(Done.KEPT_AS_TWO, DUPLICATES)
    if act != "merge":
        return _page(*drafts, is_preview=act == "preview")
    reason, errors = read_reason(request.form)
    if errors:
        return _page(*drafts, is_preview=True, errors=errors), UNPROCESSABLE
    try:
        merge(db.session(), curator, (kept, gone), _choices(), locate(), reason=reason)
    except (UnknownListingError, StaleStateError):
        db.session().rollback()
        message = _("Somebody changed one of them meanwhile. Look at it again.")
        errors = (FieldError("merge", message),)
        return _page(*_drafts(kept, gone), errors=errors), UNPROCESSABLE
    _write_to_owners(kept, gone)
    return finished(Done.MERGED, DUPLICATES)


@bp.post(f"{DUPLICATES}/merges/<reference>/undo")
@access("merge-duplicates")
@db.writes
def undo_merge(reference: str) -> ResponseReturnValue:
    """Make two of it again."""
    curator = Curator(signed_in_member().reference, keys())
    found = [one for one in merges_to_undo(db.session()) if one.reference == reference]
    for one in found:
        refuse_own(signed_in_member(), one.kept, one.gone)
    if not found:
        abort(404)
    reason, errors = read_reason(request.form)
    if errors:
        return _list(reference), UNPROCESSABLE
    try:
        undo(db.session(), curator, reference, locate(), reason=reason)
    except (RecordNotFound, StaleStateError):
        abort(404)
    _write_to_owners(found[0].kept, found[0].gone)
    return finished(Done.SPLIT, DUPLICATES)


def _write_to_owners(*handles: str) -> None:
    told = {one.email for handle in handles for one in stewards_of(db.session(), handle)}
    for address in sorted(told):
        emails.on_desk(address)


def _drafts(kept: str, gone: str) -> tuple[ListingDraft, ListingDraft]:
    found = existing_drafts(db.session(), (kept, gone))
    if kept == gone or len(found) != 2 or found[kept].kind is not found[gone].kind:  # noqa: PLR2004
        abort(404)
    return found[kept], found[gone]


def _choices() -> dict[str, Choice]:
    known = {choice.value for choice in Choice}
    return {
        name.removeprefix("part-"): Choice(value)
        for name, value in request.form.items()
        if name.startswith("part-") and value in known
    }


def _page(
    kept: ListingDraft,
    gone: ListingDraft,
    *,
    is_preview: bool = False,
    errors: Sequence[FieldError] = (),
) -> str:
    chosen = _choices()
    parts = different_parts(kept, gone)
    after = merged(kept, gone, chosen)
    return render_template(
        "curation/pair.html",
        kept=kept,
        gone=gone,
        parts=[
            {
                "name": f"part-{item.part}",
                "label": part_words(item.part),
                "kept": item.kept,
                "taken": item.taken,
                "after": lines_of(value_of(after, item.part)),
                "options": [
                    {
                        "value": choice.value,
                        "label": choice_words(choice),
                        "checked": chosen.get(item.part, item.suggested) is choice,
                    }
                    for choice in item.choices
                ],
            }
            for item in parts
        ],
        is_preview=is_preview,
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
