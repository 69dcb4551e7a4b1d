"""The people of a center: asked by name, shown once they confirm; and what they do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails
from directory.accounts.forms import FieldError
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.tokens import new_reference
from directory.desk.blueprint import around, bp, listings_called
from directory.desk.center.own import own_center
from directory.desk.center.services import Permitted, permitted_services
from directory.desk.center.steps import CENTERS
from directory.desk.typed import Typed
from directory.interop import cells
from directory.matching.need import Kind
from directory.profiles.centers import (
    AskedBeforeError,
    Belonging,
    Offered,
    ask_to_join,
    end_membership,
    offer_service,
    people_of,
    remove_service,
    services_at,
)
from directory.profiles.queries import previewed_listing
from directory.search.blueprint import engine
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.profiles.centers import Membership

UNPROCESSABLE = 422
PEOPLE = f"{CENTERS}/<handle>/people"
SERVICES = f"{CENTERS}/<handle>/services"


@bp.get(PEOPLE)
@access("edit-profile")
def center_people(handle: str) -> str:
    """Who was asked, who is there, and the form to ask somebody."""
    own_center(handle)
    return _people(handle)


@bp.post(PEOPLE)
@access("edit-profile")
@db.writes
def ask_person(handle: str) -> ResponseReturnValue:
    """Ask a listed practitioner; they are shown once they confirm on their own desk."""
    own_center(handle)
    typed = Typed(request.form)
    name, role = typed.line("person"), typed.line("role", lambda cell: cells.line(cell)[:120])
    found = [one.handle for one in listings_called(name) if one.kind == Kind.PERSON]
    if len(found) != 1:
        typed.refuse("person", _complaint(name, found))
    if typed.errors:
        return _people(handle, typed.errors), UNPROCESSABLE
    try:
        ask_to_join(db.session(), handle, found[0], role)
    except AskedBeforeError:
        message = _("They were asked already. If they said no, only they can change that.")
        return _people(handle, [FieldError("person", message)]), UNPROCESSABLE
    for steward in stewards_of(db.session(), found[0]):
        emails.on_desk(steward.email)
    return redirect(f"{CENTERS}/{handle}/people", 303)


@bp.post(f"{PEOPLE}/<person>/remove")
@access("edit-profile")
@db.writes
def remove_person(handle: str, person: str) -> ResponseReturnValue:
    """Show somebody at the center no longer; it holds at the next request."""
    own_center(handle)
    try:
        end_membership(db.session(), handle, person)
    except db.RecordNotFound:
        abort(404)
    return redirect(f"{CENTERS}/{handle}/people", 303)


@bp.get(SERVICES)
@access("edit-profile")
def center_services(handle: str) -> str:
    """What is done there, by whom, by which licence; and for whom more can be added."""
    own_center(handle)
    return _services(handle)


@bp.post(SERVICES)
@access("edit-profile")
@db.writes
def add_service(handle: str) -> ResponseReturnValue:
    """Offer a service through a person whose licence permits it; they agree on their desk."""
    own_center(handle)
    typed = Typed(request.form)
    person, _bar, modality = typed.one("service").partition("|")
    choice = _choice(handle, person, modality)
    detail = typed.line("detail", cells.line)
    if choice is None:
        typed.refuse(
            "service",
            _("Choose a service that somebody’s licence permits. Others are outside their scope."),
        )
    if typed.errors or choice is None:
        return _services(handle, typed.errors), UNPROCESSABLE
    offered = Offered(
        reference=new_reference(),
        center=handle,
        person=person,
        modality=choice.modality,
        credential=choice.credential,
        detail=detail,
    )
    try:
        offer_service(db.session(), offered)
    except AskedBeforeError:
        message = _("This is offered already. Remove it first, to write it differently.")
        return _services(handle, [FieldError("service", message)]), UNPROCESSABLE
    for steward in stewards_of(db.session(), person):
        emails.on_desk(steward.email)
    return redirect(f"{CENTERS}/{handle}/services", 303)


@bp.post(f"{SERVICES}/<reference>/remove")
@access("edit-profile")
@db.writes
def take_service_away(handle: str, reference: str) -> ResponseReturnValue:
    """Offer a service no longer."""
    own_center(handle)
    try:
        remove_service(db.session(), reference, center=handle)
    except db.RecordNotFound:
        abort(404)
    return redirect(f"{CENTERS}/{handle}/services", 303)


def _complaint(name: str, found: Sequence[str]) -> str:
    if not name:
        return _("Write a name, so that we know who is meant.")
    if not found:
        return _("No practitioner of that name is listed. They publish their own page first.")
    return _(
        "Several people have this name. Write one of these instead: %(handles)s.",
        handles=", ".join(found),
    )


def _choice(handle: str, person: str, modality: str) -> Permitted | None:
    offered = dict(_permitted(handle))
    return next((item for item in offered.get(person, ()) if item.modality == modality), None)


def _permitted(handle: str) -> list[tuple[str, tuple[Permitted, ...]]]:
    """What each current person of the center may offer, by handle."""
    vocabulary, today = engine().vocabulary, clock.today()
    return [
        (
            one.handle,
            permitted_services(previewed_listing(db.session(), one.handle), vocabulary, today),
        )
        for one in people_of(db.session(), handle)
        if one.belonging is Belonging.CURRENT
    ]


def _people(handle: str, errors: Sequence[FieldError] = ()) -> str:
    people = people_of(db.session(), handle)
    return render_template(
        "desk/center/people.html",
        address=f"{CENTERS}/{handle}",
        people=[(one, belonging_words(one)) for one in people if one.belonging != Belonging.FORMER],
        person=request.form.get("person", ""),
        role=request.form.get("role", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def belonging_words(one: Membership) -> str:
    """How somebody stands to a center, for its managers."""
    if one.belonging is Belonging.ASKED:
        return _("Asked. Not shown until they confirm.")
    return _("Shown.") if one.is_public else _("Not shown: their own page is not public now.")


def _services(handle: str, errors: Sequence[FieldError] = ()) -> str:
    vocabulary = around().vocabulary
    names = {one.handle: one.name for one in people_of(db.session(), handle)}
    options = [
        (f"{person}|{item.modality}", _option(names[person], item))
        for person, items in _permitted(handle)
        for item in items
    ]
    return render_template(
        "desk/center/services.html",
        address=f"{CENTERS}/{handle}",
        services=[
            (one, vocabulary.modalities[one.modality].label)
            for one in services_at(db.session(), handle)
        ],
        options=options,
        chosen=request.form.get("service", ""),
        detail=request.form.get("detail", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _option(name: str, item: Permitted) -> str:
    _profession, place, title = item.credential
    label = engine().vocabulary.modalities[item.modality].label
    by = title if place == "*" else f"{title}, {place}"
    return _("%(service)s: %(name)s, by %(credential)s", service=label, name=name, credential=by)
