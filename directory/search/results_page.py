"""The results page: notices first, what was read, the list, and where to go on from it."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.search import list_order, notices, offers, results_words
from directory.search.about_person import AboutPerson, about_people
from directory.search.cards import Card, card
from directory.search.find_form import FindForm, find_form
from directory.search.listing_lines import credential_line, href_of, place_line, profession_line
from directory.search.map_view import MapView, map_view
from directory.search.place_questions import PlaceQuestion, place_question
from directory.search.shortlist import Shortlist, shortlist
from directory.search.team_view import TeamView, cell_words, team_views, together_words

if TYPE_CHECKING:
    from directory.matching.answer import Match
    from directory.search.cards import CardContext
    from directory.search.engine import Found
    from directory.search.forms import FieldError
    from directory.search.list_order import OrderChoice, Step, Viewing
    from directory.search.notices import Urgent
    from directory.search.offers import Offer
    from directory.search.reading import ReadChip
    from directory.vocabulary.terms import CrisisResource, Vocabulary

PER_PAGE = 10
WORDS_SAID_BACK = 4
"""Of what was not understood no more is said back: it is to help, and no list of faults."""


@dataclass(frozen=True, slots=True)
class GapView:
    """The need split at a referrer's scope, in words."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is called as the words say."""

    name: str
    href: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """Everything that templates/search/results.html shows."""

    form: FindForm
    heading: str
    named: tuple[Named, ...]
    """Those whose name the words are."""
    urgent: tuple[Urgent, ...]
    errors: tuple[FieldError, ...]
    read: tuple[ReadChip, ...]
    not_understood: tuple[str, ...]
    set_aside: tuple[str, ...]
    place_question: PlaceQuestion | None
    gap: GapView | None
    widened: tuple[str, ...]
    touch_note: bool
    teams: tuple[TeamView, ...]
    teams_first: bool
    """Whether they stand above the list, because somebody asked for them."""
    """The team that was asked for; pairs and one roof where the concern is of body and mind."""
    together: str
    """What is said above them."""
    cards: tuple[Card, ...]
    first_number: int
    order_words: str
    orders: tuple[OrderChoice, ...]
    page: int
    pages: int
    previous: Step | None
    next: Step | None
    unstated: tuple[Offer, ...]
    left_out: tuple[str, ...]
    """Whom the must-haves leave out because they say no."""
    map: MapView | None
    shows_list: bool
    is_held_back: bool
    """Whether the list waits until somebody asks for it, because help comes first."""
    advice: tuple[str, ...]
    offers: tuple[Offer, ...]
    quiet_lines: tuple[CrisisResource, ...]
    order: str
    """The order of the list, for a press that comes back to this part of it."""
    shortlist: Shortlist
    about: tuple[AboutPerson, ...]
    """What is said of those whose place was asked about."""
    asks_about: str
    """The name that was typed for it."""
    number: int


def results_page(found: Found, context: CardContext, viewing: Viewing) -> ResultsPage:
    """The page of what was found."""
    context = dataclasses.replace(context, gap=found.answer.gap)
    matches = list_order.in_order(found.answer.matches, viewing.order, context)
    number = len(matches)
    pages = max(1, math.ceil(number / PER_PAGE))
    page = min(max(1, viewing.page), pages)
    first = (page - 1) * PER_PAGE
    shown = matches[first : first + PER_PAGE]
    cards = tuple(
        _card(match, place, found, context) for place, match in enumerate(shown, start=first + 1)
    )
    shows_list = notices.shows_list(found.answer.notices)
    is_held_back = notices.holds_back(found.answer.notices) and not found.asked.goes_on
    if is_held_back:
        cards, shown, pages = (), (), 1
    return ResultsPage(
        form=find_form(
            found.asked,
            context.vocabulary,
            counts={**found.answer.filters, **found.must_counts},
            unit=found.unit,
        ),
        heading=results_words.heading(found, number, is_held_back=is_held_back),
        named=_named(found, context) if shows_list and not is_held_back else (),
        urgent=notices.urgent(found.answer.notices, found.help_region, context.vocabulary),
        errors=found.errors,
        read=found.reading.chips,
        not_understood=() if found.named else found.reading.not_understood[:WORDS_SAID_BACK],
        set_aside=found.reading.set_aside,
        place_question=place_question(found.place),
        gap=_gap(found, context.vocabulary),
        widened=results_words.widened(found),
        touch_note=results_words.touch_note(found, cards, context),
        teams=team_views(found.answer, context) if page == 1 and not is_held_back else (),
        teams_first=found.need.want_team,
        together=together_words(found.answer),
        cards=cards,
        first_number=first + 1,
        order_words=list_order.order_words(viewing.order),
        orders=list_order.orders(viewing, found),
        page=page,
        pages=pages,
        previous=list_order.step(page - 1, viewing) if page > 1 else None,
        next=list_order.step(page + 1, viewing) if page < pages else None,
        unstated=offers.unstated(found, context.vocabulary),
        left_out=offers.left_out(found, context.vocabulary),
        map=map_view(cards, shown, found, context),
        shows_list=shows_list and not is_held_back,
        is_held_back=is_held_back,
        advice=offers.advice(found, number),
        offers=offers.offers(found, number),
        quiet_lines=notices.quiet_lines(
            found.answer.notices, found.help_region, context.vocabulary
        ),
        order=viewing.order.value,
        shortlist=shortlist(found.asked.kept, cards, context.listings),
        about=about_people(found, context) if shows_list and not is_held_back else (),
        asks_about=found.asked.about,
        number=number,
    )


def _card(match: Match, place: int, found: Found, context: CardContext) -> Card:
    """The card at a place of the list, with what it covers beyond whoever asks."""
    made = card(match, context)
    gap = found.answer.gap
    beyond = [] if gap is None else [cell for cell in match.covers if cell in gap.outside]
    alike = [] if gap is None else [cell for cell in match.covers if cell in gap.inside]
    return dataclasses.replace(
        made,
        number=place,
        covers_beyond=cell_words(beyond, context.vocabulary),
        covers_alike=cell_words(alike, context.vocabulary),
        is_kept=match.id in found.asked.kept,
    )


def _named(found: Found, context: CardContext) -> tuple[Named, ...]:
    listings = [context.listings[handle] for handle in found.named]
    return tuple(
        Named(
            ", ".join(part for part in (listing.name, credential_line(listing)) if part),
            href_of(listing),
            "; ".join(
                part
                for part in (
                    profession_line(listing, context.vocabulary, context.say),
                    *dict.fromkeys(place_line(place, context.say) for place in listing.places),
                )
                if part
            ),
        )
        for listing in listings
    )


def _gap(found: Found, vocabulary: Vocabulary) -> GapView | None:
    gap = found.answer.gap
    if gap is None or not (gap.inside or gap.outside):
        return None
    return GapView(
        inside=cell_words(gap.inside, vocabulary),
        outside=cell_words(gap.outside, vocabulary),
        is_whole=not found.need.complement,
    )
