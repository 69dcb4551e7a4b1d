"""The results page: notices first, what was read, the list, and where to go on from it."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.search import notices
from directory.search.cards import Card, card
from directory.search.engine import says_what
from directory.search.find_form import FindForm, distance_label, find_form
from directory.search.listing_lines import credential_line, href_of, place_line, profession_line
from directory.search.map_view import MapView, map_view
from directory.search.place_questions import PlaceQuestion, place_question
from directory.search.request import Order
from directory.search.team_view import TeamView, cell_words, team_views
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.matching.answer import Match
    from directory.search.cards import CardContext
    from directory.search.engine import Found
    from directory.search.forms import FieldError
    from directory.search.notices import Urgent
    from directory.search.reading import ReadChip
    from directory.vocabulary.terms import CrisisResource, Vocabulary

PER_PAGE = 10
FEW = 3


@dataclass(frozen=True, slots=True)
class GapView:
    """The need split at a referrer's scope, in words."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """One order of the list; `href` is None where it has to be a button."""

    value: str
    label: str
    is_current: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """Another page of the list; `href` is None where it has to be a button."""

    page: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A button that changes the search in one thing."""

    name: str
    value: str
    text: str


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
    offers_pairs: bool
    """Whether the concern is of body and mind, so that two may help more than one."""
    cards: tuple[Card, ...]
    first_number: int
    order_words: str
    orders: tuple[OrderChoice, ...]
    page: int
    pages: int
    previous: Step | None
    next: Step | None
    unstated: tuple[Offer, ...]
    map: MapView | None
    shows_list: bool
    is_held_back: bool
    """Whether the list waits until somebody asks for it, because help comes first."""
    advice: tuple[str, ...]
    offers: tuple[Offer, ...]
    quiet_lines: tuple[CrisisResource, ...]


@dataclass(frozen=True, slots=True)
class Viewing:
    """How the page is looked at: which part of the list, in which order, under which address.

    `address` is the sealed link, or None where the browser has no cookie of ours: then orders
    and pages are buttons of the form.
    """

    page: int = 1
    order: Order = Order.FIT
    address: str | None = None


def results_page(found: Found, context: CardContext, viewing: Viewing) -> ResultsPage:
    """The page of what was found."""
    matches = in_order(found.answer.matches, viewing.order, context)
    number = len(matches)
    pages = max(1, math.ceil(number / PER_PAGE))
    page = min(max(1, viewing.page), pages)
    first = (page - 1) * PER_PAGE
    shown = matches[first : first + PER_PAGE]
    cards = tuple(
        dataclasses.replace(card(match, context), number=place)
        for place, match in enumerate(shown, start=first + 1)
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
        heading=_heading(found, number, is_held_back=is_held_back),
        named=_named(found, context) if shows_list and not is_held_back else (),
        urgent=notices.urgent(found.answer.notices, found.help_region, context.vocabulary),
        errors=found.errors,
        read=found.reading.chips,
        not_understood=() if found.named else found.reading.not_understood,
        set_aside=found.reading.set_aside,
        place_question=place_question(found.place),
        gap=_gap(found, context.vocabulary),
        widened=_widened(found),
        touch_note=_touch_note(found, cards, context),
        teams=team_views(found.answer, context),
        offers_pairs=_offers_pairs(found, context),
        cards=cards,
        first_number=first + 1,
        order_words=_order_words(viewing.order),
        orders=_orders(viewing, found),
        page=page,
        pages=pages,
        previous=_step(page - 1, viewing) if page > 1 else None,
        next=_step(page + 1, viewing) if page < pages else None,
        unstated=_unstated(found, context.vocabulary),
        map=map_view(cards, shown, found, context),
        shows_list=shows_list and not is_held_back,
        is_held_back=is_held_back,
        advice=_advice(found, number),
        offers=_offers(found, number),
        quiet_lines=notices.quiet_lines(
            found.answer.notices, found.help_region, context.vocabulary
        ),
    )


def in_order(matches: Sequence[Match], order: Order, context: CardContext) -> Sequence[Match]:
    """The matches by fit (as ranked), by distance, or by how soon there is an opening.

    Who gave no distance or no wait comes after those who did, in the order of fit.
    """
    if order is Order.NEAREST:
        return tuple(sorted(matches, key=lambda match: _or_last(match.distance_km)))
    if order is Order.SOONEST:
        return tuple(sorted(matches, key=lambda match: _soonness(match, context)))
    # Not copied: matches are made when they are looked at, and a page looks at ten.
    return matches


def _or_last(value: float | None) -> float:
    return math.inf if value is None else value


def _soonness(match: Match, context: CardContext) -> tuple[int, float]:
    availability = context.listings[match.id].availability
    rank = {"open": 0, "not-stated": 1, "waitlist": 2}.get(availability.status, 3)
    return rank, _or_last(availability.wait_days)


def _heading(found: Found, number: int, *, is_held_back: bool) -> str:
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


def _widened(found: Found) -> tuple[str, ...]:
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


def _touch_note(found: Found, cards: Sequence[Card], context: CardContext) -> bool:
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


def _offers_pairs(found: Found, context: CardContext) -> bool:
    need = found.need
    if need.want_team or not need.issues or need.professions_must or need.ask_facets:
        return False
    facets = {item.facet for item in context.vocabulary.issues[need.issues[0].slug].facets}
    return {Facet.MIND, Facet.BODY} <= facets


def _order_words(order: Order) -> str:
    return {
        Order.FIT: _("Best fit first."),
        Order.NEAREST: _("Nearest first."),
        Order.SOONEST: _("Soonest openings first."),
    }[order]


def _orders(viewing: Viewing, found: Found) -> tuple[OrderChoice, ...]:
    labels = [(Order.FIT, _("Best fit")), (Order.SOONEST, _("Soonest"))]
    if found.need.place is not None and found.need.place.point is not None:
        labels.insert(1, (Order.NEAREST, _("Nearest")))
    return tuple(
        OrderChoice(
            order.value,
            label,
            order is viewing.order,
            None if viewing.address is None else f"{viewing.address}?order={order.value}",
        )
        for order, label in labels
    )


def _step(page: int, viewing: Viewing) -> Step:
    if viewing.address is None:
        return Step(page, None)
    order = "" if viewing.order is Order.FIT else f"&order={viewing.order.value}"
    return Step(page, f"{viewing.address}?page={page}{order}")


def _unstated(found: Found, vocabulary: Vocabulary) -> tuple[Offer, ...]:
    """One click to those who did not say whether they meet a must."""
    labels = {
        **{f"access:{slug}": term.label for slug, term in vocabulary.access_needs.items()},
        **{f"payer:{slug}": term.label for slug, term in vocabulary.payers.items()},
    }
    asked = [f"access:{slug}" for slug in found.asked.access]
    asked += [f"payer:{found.asked.payer}"] if found.asked.payer_must else []
    offers = []
    for name in asked:
        count = found.must_counts.get(name)
        if count is None or not count.not_stated or name in found.asked.or_unstated:
            continue
        text = ngettext(
            "Show %(num)s who did not say: %(what)s",
            "Show %(num)s who did not say: %(what)s",
            count.not_stated,
            what=labels[name],
        )
        offers.append(Offer("show_unstated", name, text))
    return tuple(offers)


def _advice(found: Found, number: int) -> tuple[str, ...]:
    if not says_what(found.need) and found.named:
        return (_("If you meant something else, say it in other words."),)
    if not says_what(found.need):
        return (_("Say it in other words, or choose a kind of care in the form."),)
    sentences = []
    if found.need.place is None and number:
        sentences.append(_("Add a town or ZIP code to see who is near you."))
    if found.costliest is not None:
        sentences.append(
            ngettext(
                "%(num)s more would show without “%(what)s”.",
                "%(num)s more would show without “%(what)s”.",
                found.costliest.gained,
                what=found.costliest.label,
            )
        )
    if not number:
        sentences.append(
            _("You can look farther away, take a wish back, or say it in other words.")
        )
        sentences.append(
            _("The number 211 knows many services that no directory lists, in most places.")
        )
    else:
        sentences.append(_("You can change a wish, look farther away, or say it in other words."))
    return tuple(sentences)


def _offers(found: Found, number: int) -> tuple[Offer, ...]:
    offers: list[Offer] = []
    if not says_what(found.need):
        return ()
    if found.costliest is not None:
        offers.append(
            Offer("remove", found.costliest.chip, _("Drop “%(what)s”", what=found.costliest.label))
        )
    wider = next((step for step in (10, 25, 50, 100) if step > found.asked.within), None)
    if found.need.place is not None and wider is not None:
        label = distance_label(wider, found.unit)
        offers.append(Offer("widen", str(wider), _("Look within %(distance)s", distance=label)))
    if found.asked.mode == "in-person" and number <= FEW:
        offers.append(Offer("remove", "form:mode:in-person", _("Also online")))
    return tuple(offers)
