"""The site itself: its name, its welcome, where leaving leads, its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.curation import network_edits
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.services import Curator
from directory.curation.site_form import read_site, site_edits, values_of
from directory.network.in_force import in_force
from directory.network.site import COLOURS
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

SITE = f"{CURATE}/site"
SOURCE_AT_MOST = 500


@bp.get(SITE)
@access("edit-help-lines")
def site() -> str:
    """What is in force; an empty field is as shipped."""
    return _page(values_of(in_force().site))


@bp.post(SITE)
@access("edit-help-lines")
@db.writes
def edit_site() -> ResponseReturnValue:
    """Take what was typed into force for the next page of every process."""
    typed, errors = read_site(request.form)
    edits = site_edits(in_force().site, typed)
    if errors:
        return _page(typed, errors), UNPROCESSABLE
    if not edits:
        nothing = FieldError("name", _("Nothing differs from what is in force."))
        return _page(typed, (nothing,)), UNPROCESSABLE
    curator = Curator(signed_in_member().reference, keys())
    source = request.form.get("source", "").strip()[:SOURCE_AT_MOST]
    network_edits.save(db.session(), curator, edits, source)
    return redirect(SITE, 303)


def _page(values: Mapping[str, str], errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "curation/site.html",
        values=values,
        colours=[(name, _colour_label(name)) for name in COLOURS],
        errors=errors,
        error_of={error.field: error.message for error in errors},
        source=request.form.get("source", ""),
        address=SITE,
    )


def _colour_label(name: str) -> str:
    labels = {
        "light-pine": _("Main colour, light scheme"),
        "light-pine-deep": _("Main colour pressed, light scheme"),
        "light-clay": _("Second colour, light scheme"),
        "dark-pine": _("Main colour, dark scheme"),
        "dark-pine-deep": _("Main colour pressed, dark scheme"),
        "dark-clay": _("Second colour, dark scheme"),
    }
    return labels[name]
