"""A result as its card shows it: who, where, why, what is missing, and how sure each fact is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from directory.matching.need import Kind
from directory.matching.templates import BASIS_WORDS, N_
from directory.search import wording
from directory.search.wording import Fact, Tone, Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from directory.matching.answer import Clause, Match, Part
    from directory.profiles.listing import PublicCredential, PublicPlace, PublishedListing
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
METHOD = "offers-method"
"""The wished method by itself; the reason about the concern may have named it already."""
TOLD_WITH_OPENINGS = frozenset({"unknown-openings", "unconfirmed", "confirmed-long-ago"})
"""What is not known and the line of openings says, with the month."""
_A_STEP = 2
PLACES_AROUND = 30
TINY = 1e-9
PARTS: Mapping[str, str] = {
    "issue": N_("Works with what you ask for"),
    "modality": N_("Offers the method you asked for"),
    "proximity": N_("Distance"),
    "pay": N_("Cost and coverage"),
    "language": N_("Language"),
    "preference": N_("Your wishes about the person"),
    "trust": N_("Trust among colleagues"),
    "availability": N_("Openings"),
    "collaboration": N_("Answers referrals and reports back"),
    "outcomes": N_("Measured results"),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a score in whole points of a hundred; the shown points add up to the total."""

    label: str
    points: int
    of: int


@dataclass(frozen=True, slots=True)
class VouchCounts:
    """How many colleagues with standing vouch, and how many of them by family of profession."""

    total: int = 0
    by_family: Mapping[str, int] | None = None


class VouchBook(Protocol):
    """How many vouch for whom, by handle."""

    def get(self, handle: str, /) -> VouchCounts | None:
        """The counts of one listing, None where nobody vouches."""


@dataclass(frozen=True, slots=True)
class Score:
    """What stands behind "Why this order": the parts in whole points, and their sum."""

    summary: str
    rows: tuple[ShownPart, ...]
    total: int
    factors: tuple[str, ...]
    higher: str = ""
    """What those above have more of; empty for the first."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do with a result: a button that leads somewhere."""

    label: str
    href: str
    kind: str = "primary"


@dataclass(frozen=True, slots=True)
class PathStep:
    """One person on the way from the viewer, and how the one before knows them."""

    name: str
    basis: str = ""


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
    path: tuple[PathStep, ...]
    """For a colleague: from the viewer to this person, with what each knows of the next."""
    is_invented: bool


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
        cautions=caution_words(match, for_clinician=context.for_clinician),
        facts=_facts(listing, context),
        score=_score(match, context),
        actions=(Action(say.gettext("View profile"), href_of(listing)),),
        relaxed=_relaxed_words(match.relaxed, say),
        moved=_moved_words(match, context),
        people=_people(match, context.listings),
        path=_path(match, context),
        is_invented=listing.is_invented,
    )


def _reasons(match: Match, context: CardContext) -> tuple[str, ...]:
    """Up to three reasons; what the lines below say with more detail is not said twice."""
    telling = [clause for clause in match.why if clause.key not in SAID_BELOW] or match.why
    methods = {clause.facts.get("modality") for clause in telling if clause.key != METHOD}
    fresh = [
        clause
        for clause in telling
        if clause.key != METHOD or clause.facts["modality"] not in methods
    ]
    return tuple(context.explain(clause) for clause in fresh[:REASONS])


def caution_words(match: Match, *, for_clinician: bool) -> tuple[str, ...]:
    """The cautions that bear on a match, worded for who reads them; not all concern clients."""
    worded = (
        caution.text_for_clinician if for_clinician else caution.text_for_client
        for caution in match.cautions
    )
    return tuple(dict.fromkeys(text for text in worded if text))


def href_of(listing: PublishedListing) -> str:
    """The address of a listing's page."""
    folder = "centers" if listing.kind == Kind.CENTER else "practitioners"
    return f"/{folder}/{listing.handle}"


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, for the round monogram."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return name[:1]
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)


def credential_line(listing: PublishedListing) -> str:
    """The exact titles somebody holds, each once."""
    titles = [item.title for item in listing.credentials if not item.is_compact_privilege]
    return ", ".join(dict.fromkeys(title for title in titles if title))


def profession_line(listing: PublishedListing, vocabulary: Vocabulary, say: Translator) -> str:
    """The disciplines, with "under supervision" where that is so."""
    labels = [
        vocabulary.professions[slug].label
        for slug in listing.professions
        if slug in vocabulary.professions
    ]
    line = say.gettext(" and ").join(labels)
    supervised = supervision(listing)
    if supervised is None:
        return line
    if supervised.supervisor_name:
        return say.gettext(
            "%(profession)s, supervised by %(name)s",
            profession=line,
            name=supervised.supervisor_name,
        )
    return say.gettext("%(profession)s, in supervised practice", profession=line)


def supervision(listing: PublishedListing) -> PublicCredential | None:
    """The supervised credential of somebody who has no independent one, or None."""
    if any(item.level == "independent" for item in listing.credentials):
        return None
    return next((item for item in listing.credentials if item.level == "supervised"), None)


def main_credential(listing: PublishedListing) -> PublicCredential | None:
    """The credential that the licence line speaks of: the latest checked, else the first."""
    held = [item for item in listing.credentials if not item.is_compact_privilege]
    checked = [item for item in held if item.checked_on is not None]
    if checked:
        return max(checked, key=lambda item: str(item.checked_on))
    return held[0] if held else None


def vouch_fact(say: Translator, counts: VouchCounts | None) -> Fact | None:
    """Trust in one line: a count with its kind, never a mark; nothing where nobody vouches."""
    if counts is None or not counts.total:
        return None
    strong = say.ngettext("%(num)d colleague", "%(num)d colleagues", counts.total)
    talk = (counts.by_family or {}).get("talk", 0)
    if not talk or talk == counts.total:
        rest = say.ngettext("vouches for their work", "vouch for their work", counts.total)
        return Fact(Tone.TRUST, strong, rest)
    rest = say.ngettext(
        "vouch for their work, %(num)d of them a psychotherapist",
        "vouch for their work, %(num)d of them psychotherapists",
        talk,
    )
    return Fact(Tone.TRUST, strong, rest)


def place_line(place: PublicPlace, say: Translator) -> str:
    """A place as it may be shown: its town, and "area" where the address is not."""
    region = place.region.rpartition("-")[2]
    town = ", ".join(part for part in (place.city, region) if part)
    if place.visibility.value == "exact":
        return town
    return say.gettext("%(town)s area", town=town)


def shown_parts(parts: Sequence[Part], say: Translator) -> tuple[ShownPart, ...]:
    """The parts of a score in whole points of a hundred, which add up to the rounded score.

    Rounding each number by itself could leave the sum a point off, or give a part more points
    than it can have. So both columns share out what rounding down left over, to the largest
    remainders first, and no part gets more than its own full number.
    """
    full = _whole([100 * part.weight for part in parts])
    points = _whole([100 * part.points for part in parts], at_most=full)
    return tuple(
        ShownPart(part_words(part.name, say), points[position], full[position])
        for position, part in enumerate(parts)
    )


def _whole(exact: Sequence[float], at_most: Sequence[int] | None = None) -> list[int]:
    """Whole numbers near these that add up to their rounded sum (largest remainders)."""
    whole = [int(value + TINY) for value in exact]
    left = round(sum(exact)) - sum(whole)
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in order:
        if left > 0 and (at_most is None or whole[place] < at_most[place]):
            whole[place] += 1
            left -= 1
    return whole


def _facts(listing: PublishedListing, context: CardContext) -> tuple[Fact, ...]:
    say, today = context.say, context.today
    found = [
        wording.availability_fact(say, listing.availability, today=today),
        vouch_fact(say, context.vouches.get(listing.handle)),
    ]
    if listing.kind == Kind.PERSON:
        found.insert(1, wording.licence_fact(say, main_credential(listing), today=today))
    return tuple(fact for fact in found if fact is not None)


def _score(match: Match, context: CardContext) -> Score:
    say = context.say
    rows = shown_parts(match.parts, say)
    return Score(
        summary=say.gettext("Why place %(number)d", number=match.rank),
        rows=rows,
        total=sum(row.points for row in rows),
        factors=tuple(_factor_words(item.name, say) for item in match.factors if item.value < 1),
        higher=" ".join(f"{context.explain(clause)}." for clause in match.why_not_higher),
    )


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


def _people(match: Match, listings: Mapping[str, PublishedListing]) -> tuple[tuple[str, str], ...]:
    if match.kind is not Kind.CENTER:
        return ()
    handles = dict.fromkeys(match.staff.values())
    return tuple((handle, listings[handle].name) for handle in handles if handle in listings)


def _path(match: Match, context: CardContext) -> tuple[PathStep, ...]:
    """The way of trust by name; who is no longer published stays nameless."""
    if match.trust is None or len(match.trust.path) < _A_STEP:
        return ()
    say = context.say
    steps = [PathStep(say.gettext("You"))]
    for position, handle in enumerate(match.trust.path[1:]):
        known = context.listings.get(handle)
        basis = match.trust.basis[position] if position < len(match.trust.basis) else ""
        steps.append(
            PathStep(
                known.name if known else say.gettext("a colleague"),
                say.gettext(BASIS_WORDS.get(basis, "")) if basis in BASIS_WORDS else "",
            )
        )
    return tuple(steps)


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


def _factor_words(name: str, say: Translator) -> str:
    words = {
        "fit-gate": say.gettext("All points are reduced, because the fit itself is weak."),
        "hold": say.gettext("All points are reduced, because other care comes first."),
        "prefers-not": say.gettext("All points are reduced, because they prefer other work."),
        "adapt": say.gettext("All points are reduced, because their methods need adapting."),
    }
    return words.get(name, name)


def part_words(name: str, say: Translator) -> str:
    """A component of the score in plain words."""
    return say.gettext(PARTS[name]) if name in PARTS else name
