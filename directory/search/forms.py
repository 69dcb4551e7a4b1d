"""The find form: what may be chosen, and what was sent, read into a SearchRequest.

A wrong value is answered at its field with cause and remedy, and everything that was typed stays.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.matching.need import Kind, Mode
from directory.search.request import (
    DEFAULT_WITHIN,
    KEPT_AT_MOST,
    PLACE_AT_MOST,
    WITHIN_AT_MOST,
    WORDS_AT_MOST,
    SearchRequest,
)
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

    from directory.vocabulary.terms import Term, Vocabulary

REMOVE = "remove"
"""The name of the button on a chip: its value is what was read and is to be taken away."""

FEE_AT_MOST = 100_000
MARK_AT_MOST = 120
MARKS_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong at one field, and what to do about it."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What the form said, and what is wrong with it; the request keeps all that can be kept."""

    request: SearchRequest
    errors: tuple[FieldError, ...] = ()


def read_form(form: MultiDict[str, str], vocabulary: Vocabulary) -> ReadForm:
    """Read a sent find form; choices that this network does not know are left out silently.

    Only what a person types can be wrong: the words, the place, the distance, the fee.
    """
    errors: list[FieldError] = []
    asked = SearchRequest(
        words=_typed(form, "words", WORDS_AT_MOST, errors),
        place=_typed(form, "place", PLACE_AT_MOST, errors),
        within=_number(form, "within", WITHIN_AT_MOST, errors) or DEFAULT_WITHIN,
        care=_several(form, "care", [facet.value for facet in Facet]),
        kinds=_several(form, "kinds", [kind.value for kind in Kind]),
        mode=_one(form, "mode", [Mode.IN_PERSON.value, Mode.TELEHEALTH.value]),
        payer=_one(form, "payer", vocabulary.payers),
        payer_must="payer_must" in form,
        max_fee=_number(form, "max_fee", FEE_AT_MOST, errors),
        language=_one(form, "language", vocabulary.languages),
        population=_one(form, "population", vocabulary.populations),
        access=_several(form, "access", vocabulary.access_needs),
        preferences=_several(form, "preferences", vocabulary.preferences),
        no_touch="no_touch" in form,
        for_client=form.get("for") == "client",
        i_am=_one(form, "i_am", vocabulary.professions),
        says_does="says_does" in form,
        does=_several(form, "does", [*(facet.value for facet in Facet), *vocabulary.modalities]),
        wants=_one(form, "wants", vocabulary.professions),
        joint="joint" in form,
        whole_need="whole_need" in form,
        team="team" in form,
        include_unconfirmed="include_unconfirmed" in form,
        goes_on="goes_on" in form,
        or_unstated=_marks(form, "or_unstated"),
        without=_marks(form, "without"),
        kept=_marks(form, "kept")[:KEPT_AT_MOST],
        about=_clean(form.get("about", ""))[:PLACE_AT_MOST],
    )
    asked = _pressed(asked, form)
    if not errors and says_nothing(asked):
        errors.append(
            FieldError("words", _("Say what you are looking for, or choose a kind of care."))
        )
    return ReadForm(asked, tuple(errors))


def says_nothing(asked: SearchRequest) -> bool:
    """Whether there is nothing to look for: no words and no kind of care."""
    return not (asked.words or asked.care or asked.kinds or asked.wants)


def typed_place(text: str) -> str:
    """A place as an address carries it, on one line and not too long."""
    return " ".join(_clean(text).split())[:PLACE_AT_MOST]


def _pressed(asked: SearchRequest, form: MultiDict[str, str]) -> SearchRequest:
    """The request after the button that sent it: each changes the search in one thing."""
    chosen, wider = form.get("choose_place", ""), form.get("widen", "")
    if chosen:
        return replace(asked, place=_clean(chosen)[:PLACE_AT_MOST])
    if wider.isdigit() and 1 <= int(wider[:9]) <= WITHIN_AT_MOST:
        return replace(asked, within=int(wider))
    silent = _clean(form.get("show_unstated", ""))[:MARK_AT_MOST]
    if silent:
        return replace(asked, or_unstated=tuple(dict.fromkeys((*asked.or_unstated, silent))))
    if "keep" in form or "unkeep" in form:
        return replace(asked, kept=_kept(asked, form))
    return asked.taken_away(_clean(form.get(REMOVE, ""))[:MARK_AT_MOST])


def _kept(asked: SearchRequest, form: MultiDict[str, str]) -> tuple[str, ...]:
    """The names kept after a press of "Keep this name" or "Take off"; never more than a few."""
    more = _clean(form.get("keep", ""))[:MARK_AT_MOST]
    less = form.get("unkeep", "")
    kept = dict.fromkeys(handle for handle in (*asked.kept, more) if handle and handle != less)
    return tuple(kept)[:KEPT_AT_MOST]


def _marks(form: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """Marks such as "issue:grief", carried from page to page by the form itself."""
    marks = (_clean(mark)[:MARK_AT_MOST] for mark in form.getlist(name)[:MARKS_AT_MOST])
    return tuple(dict.fromkeys(mark for mark in marks if mark))


def _typed(form: MultiDict[str, str], name: str, at_most: int, errors: list[FieldError]) -> str:
    text = _clean(form.get(name, ""))
    if len(text) > at_most:
        message = _("Use at most %(number)s characters; you sent %(sent)s.",
                    number=f"{at_most:,}", sent=f"{len(text):,}")  # fmt: skip
        errors.append(FieldError(name, message))
    return text


def _number(
    form: MultiDict[str, str], name: str, at_most: int, errors: list[FieldError]
) -> int | None:
    text = _clean(form.get(name, ""))
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= at_most:
        return int(text)
    errors.append(
        FieldError(name, _("Give a whole number from 1 to %(number)s.", number=f"{at_most:,}"))
    )
    return None


def _one(form: MultiDict[str, str], name: str, known: Mapping[str, Term] | list[str]) -> str:
    value = form.get(name, "")
    return value if value in known else ""


def _several(
    form: MultiDict[str, str], name: str, known: Mapping[str, Term] | list[str]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in form.getlist(name) if value in known))


def _clean(text: str) -> str:
    """The text without control signs (NUL among them) and without blanks around it."""
    kept = (
        sign if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"} else " "
        for sign in text.replace("\r\n", "\n")
    )
    return "".join(kept).strip()
