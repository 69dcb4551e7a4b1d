"""Reviewing many alike at once: choose an outcome for each, check the names, record and publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.curation.blueprint import CURATE, UNPROCESSABLE, asking, bp, keys
from directory.curation.checklist import checklist
from directory.curation.forms import REASON_AT_MOST, REASON_IS_MISSING, read_check
from directory.curation.review_many import MOST, Became, Wish, carry_out, groups, simple
from directory.curation.services import EVIDENCE_BYTES, Curator
from directory.curation.views.check import FORM_BYTES, announce, counts_alone, wrong_file
from directory.profiles import queries
from directory.profiles.closed_sets import CheckOutcome
from directory.search.region_names import region_name
from directory.web.access import access
from directory.web.uploads import takes_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.curation.review_many import Likeness, Outcome, Simple
    from directory.curation.tasks import Asking

MANY = f"{CURATE}/review-many"
LEAVE = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on the page: the rows to carry out, and what is wrong."""

    wishes: tuple[Wish, ...]
    reason: str
    errors: tuple[FieldError, ...]


@bp.get(MANY)
@access("review-listings")
def review_many() -> str:
    """Those who are alike, with what to look up; nothing is chosen yet."""
    return _page()


@bp.post(f"{MANY}/check")
@access("review-listings")
def check_many() -> ResponseReturnValue:
    """Name everybody and what would happen to each; nothing is kept."""
    chosen = _read()
    if chosen.errors:
        return _page(chosen.errors), UNPROCESSABLE
    return _check_page(chosen)


@bp.post(MANY)
@access("verify-licence")
@takes_file(FORM_BYTES)
@db.writes
def record_many() -> ResponseReturnValue:
    """Carry out each row by itself: one that cannot be is named, and the others stand."""
    chosen = _read()
    upload = request.files.get("evidence")
    evidence = upload.read(EVIDENCE_BYTES + 1) if upload is not None else b""
    errors = (*chosen.errors, *wrong_file(evidence))
    if chosen.errors:
        return _page(errors), UNPROCESSABLE
    if errors:
        return _check_page(chosen, errors), UNPROCESSABLE
    outcomes = [_carried_out(wish, evidence, chosen.reason) for wish in chosen.wishes]
    by_kind = [(kind, [one for one in outcomes if one.became is kind]) for kind in Became]
    return render_template("curation/review_many_done.html", outcomes=by_kind, address=MANY)


def _carried_out(wish: Wish, evidence: bytes, reason: str) -> Outcome:
    curator = Curator(signed_in_member().reference, keys())
    outcome = carry_out(asking(), curator, wish, evidence=evidence, reason=reason)
    for address in outcome.told:
        emails.on_desk(address)
    if outcome.became is Became.RECORDED and counts_alone(
        queries.previewed_listing(db.session(), wish.handle)
    ):
        announce(curator, wish.handle)
    return outcome


def _read() -> Chosen:
    """The rows whose outcome is chosen, each by the rules of the form for one."""
    form = request.form
    wishes: list[Wish] = []
    errors: dict[tuple[str, str], FieldError] = {}
    for handle in form.getlist("row")[:MOST]:
        outcome = form.get(f"outcome-{handle}", LEAVE)
        if outcome not in {CheckOutcome.GOOD_STANDING, CheckOutcome.NOT_FOUND}:
            continue
        own = {name: form.get(f"{name}-{handle}", "") for name in ("number", "expires_on")}
        once = {name: form.get(name, "") for name in ("looked_at", "checked_on", "note")}
        read = read_check({**own, **once, "outcome": outcome})
        for error in read.errors:
            field = f"{error.field}-{handle}" if error.field in own else error.field
            errors[field, error.message] = FieldError(field, error.message)
        if read.found is not None:
            wishes.append(Wish(handle, form.get(f"seen-{handle}", ""), read.found))
    reason = form.get("reason", "").strip()[:REASON_AT_MOST]
    return Chosen(tuple(wishes), reason, (*errors.values(), *_lacking(wishes, errors, reason)))


def _lacking(
    wishes: Sequence[Wish], errors: dict[tuple[str, str], FieldError], reason: str
) -> tuple[FieldError, ...]:
    if not wishes and not errors:
        return (FieldError("rows", _("Choose what you found for one of them at least.")),)
    if any(one.found.outcome is CheckOutcome.NOT_FOUND for one in wishes) and not reason:
        return (FieldError("reason", str(REASON_IS_MISSING)),)
    return ()


def _page(errors: Sequence[FieldError] = ()) -> str:
    asked = asking()
    found = groups(asked)
    wanted = request.values.get("group", "")
    likeness = next((one for one in found if _name_of(one) == wanted), next(iter(found), None))
    handles = found[likeness] if likeness else ()
    rows = simple(asked, handles, signed_in_member().reference)
    return render_template(
        "curation/review_many.html",
        groups=[(_name_of(one), _words(asked, one), len(many)) for one, many in found.items()],
        group=_name_of(likeness) if likeness else "",
        title=_words(asked, likeness) if likeness else "",
        rows=rows,
        wanted=_wanted(asked, rows),
        typed=request.form or {"checked_on": clock.today().isoformat()},
        outcomes=OUTCOMES,
        address=MANY,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _check_page(chosen: Chosen, errors: Sequence[FieldError] = ()) -> str:
    asked, by = asking(), signed_in_member().reference
    names = {one.handle: one for one in simple(asked, [w.handle for w in chosen.wishes], by)}
    lists = [
        (outcome, [names[w.handle] for w in chosen.wishes if w.found.outcome is outcome
                   and w.handle in names])
        for outcome in (CheckOutcome.GOOD_STANDING, CheckOutcome.NOT_FOUND)
    ]  # fmt: skip
    left = [handle for handle in request.form.getlist("row") if handle not in names]
    return render_template(
        "curation/review_many_check.html",
        lists=lists,
        left=len(left),
        kept=[pair for pair in request.form.items(multi=True) if pair[0] in _kept(chosen)],
        typed=request.form,
        address=MANY,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _kept(chosen: Chosen) -> frozenset[str]:
    """The fields that come along to the last form."""
    rows = ("outcome", "seen", "number", "expires_on")
    own = {f"{name}-{wish.handle}" for wish in chosen.wishes for name in rows}
    return frozenset({"group", "row", "looked_at", "checked_on", "note", "reason"} | own)


def _wanted(asked: Asking, rows: Sequence[Simple]) -> dict[str, tuple[str, ...]]:
    """What to look up for each, by the checklist of the review of one."""
    return {
        one.handle: checklist(
            one.credential, region_name(one.credential.jurisdiction), asked.vocabulary
        ).steps
        for one in rows
    }


def _name_of(likeness: Likeness) -> str:
    return ".".join(likeness)


def _words(asked: Asking, likeness: Likeness) -> str:
    profession, jurisdiction = likeness
    place = "" if jurisdiction == "*" else region_name(jurisdiction)
    known = asked.vocabulary.professions.get(profession)
    label = known.label if known else profession
    return f"{label}, {place}" if place else label


OUTCOMES = (CheckOutcome.GOOD_STANDING, CheckOutcome.NOT_FOUND)
"""What may be said of many at once; anything else is said on the page of one."""
