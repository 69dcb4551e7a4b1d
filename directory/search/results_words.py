"""The sentences above a list of results: how many, what was widened, what bears on the concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.search import notices
from directory.search.engine import says_what
from directory.search.find_form import distance_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.search.cards import Card, CardContext
    from directory.search.engine import Found


def heading(found: Found, number: int, *, is_held_back: bool) -> str:
    """How many there are, or what comes before any list."""
    if is_held_back or not notices.shows_list(found.answer.notices):
        return _("Please get help now")
    if not says_what(found.need):
        if found.named:
            return _("Found by name")
        return _("We did not understand what you are looking for")
    if not number:
        return _("Nobody matches all of this")
    if found.need.kinds == frozenset({"center"}):
        return ngettext("%(num)s center may fit", "%(num)s centers may fit", number)
    return ngettext(
        "%(num)s person or center may fit", "%(num)s people and centers may fit", number
    )


def widened(found: Found) -> tuple[str, ...]:
    """What was looked for beyond what was asked, in sentences."""
    place = found.place.label if found.place is not None else ""
    within = distance_label(found.asked.within, found.unit)
    sentences = {
        "set-aside:couples": _(
            "Couple sessions are not advised while there is violence. These people can help you "
            "on your own first."
        ),
        "relaxed:distance": _(
            "Few within %(within)s fit well. Those farther away stand below them.", within=within
        )
        if not place
        else _(
            "Few within %(within)s of %(place)s fit well. Those farther away stand below them.",
            within=within,
            place=place,
        ),
        "relaxed:telehealth": _(
            "Few nearby fit well. Those who work by video where you are stand below them."
        ),
        "relaxed:payer": _(
            "Few accept your way to pay. Others who fit stand below them: ask what they take."
        ),
    }
    return tuple(sentences[name] for name in found.answer.notices if name in sentences)


def touch_note(found: Found, cards: Sequence[Card], context: CardContext) -> bool:
    """Whether hands-on people stand in a list for a concern that calls for talk therapy."""
    asks_mind = any(
        facet.facet == "mind" and facet.strength == "core"
        for issue in found.need.issues
        for facet in context.vocabulary.issues[issue.slug].facets
    )
    families = {
        context.vocabulary.professions[slug].family
        for item in cards
        for slug in context.listings[item.handle].professions
        if slug in context.vocabulary.professions
    }
    return asks_mind and "bodywork" in families
