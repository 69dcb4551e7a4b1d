"""One page a step: a form, or a list of several things of a kind with a form for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request

from directory import db
from directory.desk import services
from directory.desk.blueprint import PROFILE, around, bp
from directory.desk.own import own_listing
from directory.desk.pages import CHOSEN, form_page, items_page
from directory.desk.previews import preview_page
from directory.desk.questions import NEW, Form, ItemForm
from directory.desk.steps import next_address, step_of
from directory.desk.typed import Typed
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.accounts.forms import FieldError
    from directory.desk.pages import FormPage
    from directory.desk.questions import Around, Group, Question, Values
    from directory.desk.steps import Step
    from directory.profiles.draft import ListingDraft
    from directory.profiles.lifecycle import ListingStatus

UNPROCESSABLE = 422


@bp.get(f"{PROFILE}/<step>")
@access("edit-profile")
def show_step(step: str) -> str:
    """One step, with what is stored."""
    draft, _status = own_listing()
    found = _step(step)
    if isinstance(found.form, ItemForm):
        return render_template("desk/items.html", page=items_page(found, draft, around()))
    known = around()
    groups = found.form.groups(draft, known)
    return _page(found, groups, found.form.fill(draft, known), shown=draft)


@bp.post(f"{PROFILE}/<step>")
@access("edit-profile")
@db.writes
def save_step(step: str) -> ResponseReturnValue:
    """Save one step, or show it again with what was typed and what to change."""
    draft, status = own_listing()
    found = _step(step)
    if not isinstance(found.form, Form):
        abort(404)
    typed, known = Typed(request.form), around()
    after = found.form.read(typed, draft, known)
    errors = _saved(typed.errors, draft, after, status, known)
    if errors:
        return _page(found, found.form.groups(after, known), _as_typed(), errors), UNPROCESSABLE
    return redirect(next_address(found), 303)


@bp.post(f"{PROFILE}/<step>/preview")
@access("edit-profile")
def preview_step(step: str) -> ResponseReturnValue:
    """What the page would be with what is typed here; nothing is saved."""
    draft, _status = own_listing()
    found = _step(step)
    if not isinstance(found.form, Form):
        abort(404)
    typed, known = Typed(request.form), around()
    after = found.form.read(typed, draft, known)
    groups = found.form.groups(draft, known)
    if typed.errors:
        return _page(found, groups, _as_typed(), typed.errors), UNPROCESSABLE
    return _page(found, groups, _as_typed(), shown=after, is_preview=True)


@bp.get(f"{PROFILE}/<step>/<item>")
@access("edit-profile")
def show_item(step: str, item: str) -> str:
    """The form of one item, or of a new one once it is known what kind it is."""
    draft, _status = own_listing()
    found, form = _items(step)
    known = around({name: request.args.get(name, "") for name in CHOSEN})
    _find_item(form, draft, item, known)
    questions = _asked_first(form, draft, item, known)
    if questions is not None and not (questions and all(known.chosen.values())):
        return render_template("desk/choose.html", step=found, questions=questions)
    groups, values = form.groups(draft, item, known), form.fill(draft, item, known)
    return _item_page(found, groups, values, item, shown=draft)


@bp.post(f"{PROFILE}/<step>/<item>")
@access("edit-profile")
@db.writes
def save_item(step: str, item: str) -> ResponseReturnValue:
    """Save one item; a new one that is sent twice is the same one, and is there once."""
    draft, status = own_listing()
    found, form = _items(step)
    known = around({name: request.form.get(name, "") for name in CHOSEN})
    _find_item(form, draft, item, known)
    if _asked_first(form, draft, item, known) == ():
        abort(404)
    typed = Typed(request.form)
    after = form.read(typed, draft, item, known)
    errors = _saved(typed.errors, draft, after, status, known)
    if errors:
        groups = form.groups(draft, item, known)
        return _item_page(found, groups, _as_typed(), item, errors), UNPROCESSABLE
    return redirect(f"{PROFILE}/{step}", 303)


@bp.post(f"{PROFILE}/<step>/<item>/preview")
@access("edit-profile")
def preview_item(step: str, item: str) -> ResponseReturnValue:
    """What the page would be with this item as it is typed; nothing is saved."""
    draft, _status = own_listing()
    found, form = _items(step)
    known = around({name: request.form.get(name, "") for name in CHOSEN})
    _find_item(form, draft, item, known)
    if _asked_first(form, draft, item, known) == ():
        abort(404)
    typed = Typed(request.form)
    after = form.read(typed, draft, item, known)
    groups = form.groups(draft, item, known)
    if typed.errors:
        return _item_page(found, groups, _as_typed(), item, typed.errors), UNPROCESSABLE
    return _item_page(found, groups, _as_typed(), item, shown=after, is_preview=True)


@bp.post(f"{PROFILE}/<step>/<item>/remove")
@access("edit-profile")
@db.writes
def remove_item(step: str, item: str) -> ResponseReturnValue:
    """Take one item out, unless something else stands on it."""
    draft, status = own_listing()
    found, form = _items(step)
    known = around()
    _find_item(form, draft, item, known)
    errors = _saved([], draft, form.remove(draft, item), status, known)
    if errors:
        page = items_page(found, draft, known)
        return render_template("desk/items.html", page=page, errors=errors), UNPROCESSABLE
    return redirect(f"{PROFILE}/{step}", 303)


def _saved(
    errors: Sequence[FieldError],
    before: ListingDraft,
    after: ListingDraft,
    status: ListingStatus,
    known: Around,
) -> Sequence[FieldError]:
    return errors or services.save_step(db.session(), before, after, status, known)


def _step(slug: str) -> Step:
    return step_of(slug) or abort(404)


def _items(slug: str) -> tuple[Step, ItemForm]:
    found = _step(slug)
    if not isinstance(found.form, ItemForm):
        abort(404)
    return found, found.form


def _find_item(form: ItemForm, draft: ListingDraft, item: str, known: Around) -> None:
    if item != NEW and item not in {one.reference for one in form.items(draft, known)}:
        abort(404)


def _asked_first(
    form: ItemForm, draft: ListingDraft, item: str, known: Around
) -> tuple[Question, ...] | None:
    """What a new item must say before its form; empty where the profile is not so far yet."""
    if item != NEW or form.choose_first is None:
        return None
    return form.choose_first(draft, known)


def _as_typed() -> Values:
    return {name: list(values) for name, values in request.form.lists()}


def _page(
    step: Step,
    groups: Sequence[Group],
    values: Values,
    errors: Sequence[FieldError] = (),
    *,
    shown: ListingDraft | None = None,
    is_preview: bool = False,
) -> str:
    address = f"{PROFILE}/{step.slug}"
    page = form_page(step, groups, values, errors, address=address)
    return _rendered(page, shown, is_open=is_preview)


def _item_page(  # noqa: PLR0913 - what stands on the page, each by its name
    step: Step,
    groups: Sequence[Group],
    values: Values,
    item: str,
    errors: Sequence[FieldError] = (),
    *,
    shown: ListingDraft | None = None,
    is_preview: bool = False,
) -> str:
    address = f"{PROFILE}/{step.slug}/{item}"
    page = form_page(step, groups, values, errors, address=address, is_item=True)
    return _rendered(page, shown, is_open=is_preview)


def _rendered(page: FormPage, shown: ListingDraft | None, *, is_open: bool) -> str:
    """The page with the profile that `shown` makes beside its form."""
    preview = None if shown is None else preview_page(shown)
    return render_template("desk/step.html", page=page, preview=preview, is_preview=is_open)
