"""Why somebody does not stand higher, or is not on the list, for a person asked about by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.matching.eligibility import Reason
from directory.search.listing_lines import href_of
from directory.search.wording import sentence_of

if TYPE_CHECKING:
    from directory.matching.answer import Match
    from directory.search.cards import CardContext
    from directory.search.engine import Found


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """What is said of one who was asked about."""

    name: str
    href: str
    text: str


def about_people(found: Found, context: CardContext) -> tuple[AboutPerson, ...]:
    """What is said of everybody who may be meant by the name; empty where nobody was asked for."""
    places = {}
    if found.about:
        wanted = set(found.about)
        places = {match.id: match for match in found.answer.matches if match.id in wanted}
    return tuple(
        AboutPerson(
            context.listings[handle].name,
            href_of(context.listings[handle]),
            _standing(places[handle], found, context)
            if handle in places
            else reason_words(found.answer.excluded.get(handle)),
        )
        for handle in found.about
    )


def _standing(match: Match, found: Found, context: CardContext) -> str:
    where = _(
        "Place %(place)s of %(number)s by fit.",
        place=match.rank,
        number=len(found.answer.matches),
    )
    higher = [sentence_of(context.explain(clause)) for clause in match.why_not_higher]
    return " ".join([where, *higher])


def reason_words(reason: str | None) -> str:
    """Why somebody is not on the list. A private reason reads as a fit that is too weak."""
    words = {
        Reason.LEFT_OUT: _("Left out of this search, as it asks."),
        Reason.KIND: _("This search asks for the other kind: a person, or a center."),
        Reason.CLOSED: _("Takes no new clients now."),
        Reason.STALE: _(
            "Has not confirmed openings for four months. A wish below the form shows them."
        ),
        Reason.POPULATION: _("Does not see people of this age or group."),
        Reason.LANGUAGE: _("Does not list the language you need."),
        Reason.PREFERENCE: _("Has not said yes to a wish that must be met."),
        Reason.ACCESS: _("Has not said yes to an access need that must be met."),
        Reason.PAYER: _("Has not said that they accept your way to pay."),
        Reason.DISTANCE: _("Is farther away than you asked."),
        Reason.NO_VIDEO: _("Does not work by video where you are."),
        Reason.LICENCE: _("Has no licence on record that holds where the visit would be."),
        Reason.PROFESSION: _("Is of another profession than you asked for."),
        Reason.SCOPE: _("What you ask for is outside their scope of practice."),
        Reason.NO_TOUCH: _("Works by touch, which this search leaves out."),
        Reason.MODALITY: _("Does not list the method you asked for."),
        Reason.NOBODY: _("Nobody of this center may be offered for this."),
        Reason.WITH_A_PERSON: _("Would serve this through one person; look for it on their card."),
    }
    # Private limits must not be told from public ones, so they are worded alike.
    little = _("What they state about their work and its limits does not fit this search.")
    return words.get(Reason(reason), little) if reason in set(Reason) else little
