"""A result as its card shows it: who, where, why, what is missing, and how sure each fact is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.need import Kind
from directory.search import wording
from directory.search.listing_lines import (
    credential_line,
    href_of,
    main_credential,
    place_line,
    profession_line,
    vouch_fact,
)
from directory.search.score_lines import shown_score
from directory.search.trust_way import PathStep, trust_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from directory.matching.answer import Clause, Gap, Match
    from directory.profiles.listing import PublicAvailability, PublicPhoto, PublishedListing
    from directory.search.listing_lines import VouchBook
    from directory.search.score_lines import Score
    from directory.search.wording import Fact, Translator
    from directory.vocabulary.terms import Vocabulary

REASONS = 3
SAID_BELOW = frozenset(
    {
        "distance",
        "distance-from",
        "by-video",
        "openings",
        "openings-confirmed",
        "vouched-for",
        "trust-direct",
        "trust-path",
    }
)
"""Reasons that a card tells again below, in the lines of place, openings, vouches and path."""
NAMES_A_PATH = frozenset({"trust-direct", "trust-path"})
"""Reasons that would name people of the path, which the path itself may not."""
COVERS_GAP = "covers-gap"
"""What a line of its own tells cell by cell, where the gap is known."""
METHOD = "offers-method"
"""The wished method by itself; the reason about the concern may have named it already."""
TOLD_WITH_OPENINGS = frozenset({"unknown-openings", "unconfirmed", "confirmed-long-ago"})
"""What is not known and the line of openings says, with the month."""
_A_STEP = 2
_READY = {"open": 0, "waitlist": 1, "not-stated": 2}
PLACES_AROUND = 30


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do with a result: a button that leads somewhere."""

    label: str
    href: str
    kind: str = "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that one result card shows, named as templates/components/result_card.html."""

    number: int
    handle: str
    href: str
    name: str
    credentials: str
    is_center: bool
    about: str
    where: str
    why: tuple[str, ...]
    missing: str | None
    not_known: tuple[str, ...]
    cautions: tuple[str, ...]
    facts: tuple[Fact, ...]
    score: Score
    actions: tuple[Action, ...]
    moved: str
    relaxed: str
    people: tuple[tuple[str, str], ...]
    """For a center: handle and name of those who cover what is asked."""
    also_at: tuple[tuple[str, str], ...]
    """For a person: handle and name of centers that would serve this need through them."""
    path: tuple[PathStep, ...]
    """For a colleague: from the viewer to this person, with what each knows of the next."""
    is_invented: bool
    photo: PublicPhoto | None = None
    covers_beyond: tuple[str, ...] = ()
    """For a colleague who asks: what this person covers that they do not."""
    covers_alike: tuple[str, ...] = ()
    """For a colleague who asks: what both of them cover."""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class CardContext:
    """What is the same for every card of a page."""

    vocabulary: Vocabulary
    listings: Mapping[str, PublishedListing]
    vouches: VouchBook
    explain: Callable[[Clause], str]
    say: Translator
    today: date
    unit: str
    for_clinician: bool
    gap: Gap | None = None
    """The need split at a referrer's scope, to tell what somebody covers beyond it."""
    matches: Sequence[Match] = ()
    """The whole list, to tell who was moved up in a near tie and who down."""


def card(match: Match, context: CardContext) -> Card:
    """The card of one match."""
    listing = context.listings[match.id]
    say = context.say
    missing = [context.explain(clause) for clause in match.missing[:1]]
    about = profession_line(listing, context.vocabulary, say)
    return Card(
        number=match.rank,
        handle=match.id,
        href=href_of(listing),
        name=listing.name,
        credentials=credential_line(listing),
        is_center=match.kind is Kind.CENTER,
        about=", ".join(part for part in (about, listing.pronouns) if part),
        where=_where(match, listing, context),
        why=_reasons(match, context),
        missing=missing[0] if missing else None,
        not_known=tuple(
            context.explain(clause)
            for clause in match.not_known
            if clause.key not in TOLD_WITH_OPENINGS
        ),
        cautions=caution_words(match, context),
        facts=_facts(match, context),
        score=shown_score(match, context.explain, say),
        actions=_actions(listing, context),
        relaxed=_relaxed_words(match.relaxed, say),
        moved=_moved_words(match, context),
        people=_named(match.staff.values(), context) if match.kind is Kind.CENTER else (),
        also_at=_named(match.also_at, context),
        path=_path(match, context),
        is_invented=listing.is_invented,
        photo=listing.photo,
    )


def _actions(listing: PublishedListing, context: CardContext) -> tuple[Action, ...]:
    """Read on, and for somebody who seeks care: ask, without the way through the profile."""
    say, href = context.say, href_of(listing)
    reads = Action(say.gettext("View profile"), href)
    if context.for_clinician:
        return (reads,)
    return (reads, Action(say.gettext("Ask"), f"{href}/ask", "quiet"))


def _reasons(match: Match, context: CardContext) -> tuple[str, ...]:
    """Up to three reasons; what the lines below say with more detail is not said twice."""
    below = SAID_BELOW if context.gap is None else SAID_BELOW | {COVERS_GAP}
    telling = [clause for clause in match.why if clause.key not in below] or [
        clause for clause in match.why if clause.key not in NAMES_A_PATH
    ]
    methods = {clause.facts.get("modality") for clause in telling if clause.key != METHOD}
    fresh = [
        clause
        for clause in telling
        if clause.key != METHOD or clause.facts["modality"] not in methods
    ]
    return tuple(context.explain(clause) for clause in fresh[:REASONS])


def caution_words(match: Match, context: CardContext) -> tuple[str, ...]:
    """The cautions that bear on a match, worded for who reads them; not all concern clients."""
    rules = context.vocabulary.cautions
    known = (rules[caution.id] for caution in match.cautions if caution.id in rules)
    worded = (
        rule.text_for_clinician if context.for_clinician else rule.text_for_client for rule in known
    )
    return tuple(dict.fromkeys(text for text in worded if text))


def _facts(match: Match, context: CardContext) -> tuple[Fact, ...]:
    listing, say, today = context.listings[match.id], context.say, context.today
    found = [
        wording.availability_fact(say, openings_of(match, context.listings), today=today),
        vouch_fact(say, context.vouches.get(listing.handle)),
    ]
    if listing.kind == Kind.PERSON:
        found.insert(1, wording.licence_fact(say, main_credential(listing), today=today))
    return tuple(fact for fact in found if fact is not None)


def openings_of(match: Match, listings: Mapping[str, PublishedListing]) -> PublicAvailability:
    """The openings for what is asked: a center's are those of whoever would serve it soonest."""
    people = [listings[one].availability for one in match.staff.values() if one in listings]
    if match.kind is Kind.PERSON or not people:
        return listings[match.id].availability
    return min(people, key=_readiness)


def _readiness(openings: PublicAvailability) -> tuple[int, float]:
    wait = openings.wait_days
    return _READY.get(openings.status, len(_READY)), math.inf if wait is None else wait


def _where(match: Match, listing: PublishedListing, context: CardContext) -> str:
    say = context.say
    if match.by_video:
        return say.gettext("Online")
    if match.office is None or match.office >= len(listing.places):
        towns = [place_line(place, say) for place in listing.places[:1]]
        return towns[0] if towns else say.gettext("Online") if listing.online_regions else ""
    town = place_line(listing.places[match.office], say)
    if match.distance_km is None:
        return town
    distance = wording.distance_words(say, match.distance_km, unit=context.unit)
    return say.gettext("%(town)s, %(distance)s", town=town, distance=distance)


def _named(handles: Iterable[str], context: CardContext) -> tuple[tuple[str, str], ...]:
    """Handle and name of each listing, once."""
    known = (handle for handle in dict.fromkeys(handles) if handle in context.listings)
    return tuple((handle, context.listings[handle].name) for handle in known)


def _path(match: Match, context: CardContext) -> tuple[PathStep, ...]:
    trust = match.trust
    if trust is None or len(trust.path) < _A_STEP:
        return ()
    return trust_path(trust.path, trust.basis, context.listings, context.say)


def _relaxed_words(relaxed: str | None, say: Translator) -> str:
    if relaxed is None:
        return ""
    words = {
        "distance": say.gettext("Farther away than you asked."),
        "telehealth": say.gettext("By video, though you asked for a visit in person."),
        "payer": say.gettext("Did not say that they accept your way to pay."),
    }
    return words.get(relaxed, "")


def _moved_words(match: Match, context: CardContext) -> str:
    say = context.say
    if match.moved == "newcomer":
        return say.gettext("New to the network: shown earlier so that you see them.")
    up = 0 if match.moved is None else _places_up(match, context.matches)
    if up > 0:
        return say.gettext("Shown earlier: others who fit as well have many requests now.")
    if up < 0:
        return say.gettext("Shown later: many requests now, and others fit as well.")
    return ""


def _places_up(match: Match, matches: Sequence[Match]) -> int:
    """By how many places a near tie lifted a match, or below 0 lowered it.

    Only the places around are looked at: each match of a long list costs time to make.
    """
    above = matches[max(0, match.rank - 1 - PLACES_AROUND) : match.rank - 1]
    below = matches[match.rank : match.rank + PLACES_AROUND]
    passed = sum(one.relaxed == match.relaxed and one.score > match.score for one in below)
    passed_by = sum(one.relaxed == match.relaxed and one.score < match.score for one in above)
    return passed - passed_by
