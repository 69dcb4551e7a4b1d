"""A few questions for somebody who has no words; each can be skipped, and all lead to a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, make_response, redirect, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from directory.search.blueprint import bp, engine
from directory.search.forms import FieldError, says_nothing, typed_place
from directory.search.guided import in_language, offered, request_of
from directory.search.viewing import viewing_of
from directory.search.views import results_html, sealed
from directory.web import visitors
from directory.web.access import ANYONE, access
from directory.web.languages import as_read

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.search.guided import Question

UNPROCESSABLE = 422


@bp.get("/questions")
@access(ANYONE)
def questions() -> str:
    """The questions; opening them sets the one cookie of a nameless visitor, as the form does."""
    visitors.open_visit()
    return _page()


@bp.post("/questions")
@access(ANYONE)
def answer_questions() -> Response:
    """Search with the answers, under a sealed link where the browser has our cookie."""
    chosen = {question.slug: request.form.getlist(question.slug) for question in _questions()}
    place = typed_place(request.form.get("place", ""))
    asked = request_of(_questions(), chosen, place, as_read(engine().vocabulary))
    if says_nothing(asked):
        visitors.open_visit()
        where = next((question.slug for question in _questions()), "place")
        message = _("Answer one question about what you feel, or say it in your own words.")
        return make_response(_page((FieldError(where, message),)), UNPROCESSABLE)
    link = sealed(asked)
    if link is None:
        return make_response(results_html(asked, viewing_of({}), counts=True))
    return redirect(f"/find/r/{link}", 303)


def _questions() -> tuple[Question, ...]:
    found: tuple[Question, ...] = current_app.extensions["guided_questions"]
    return in_language(offered(found, engine().vocabulary), str(get_locale() or ""))


def _page(errors: tuple[FieldError, ...] = ()) -> str:
    groups = [
        {
            "question": question,
            "options": [
                {
                    "value": answer.slug,
                    "label": answer.label,
                    "checked": answer.slug in request.form.getlist(question.slug),
                }
                for answer in question.answers
            ],
            "error": next((e.message for e in errors if e.field == question.slug), None),
        }
        for question in _questions()
    ]
    return render_template(
        "search/questions.html",
        groups=groups,
        errors=errors,
        place=typed_place(request.form.get("place", "")),
    )
