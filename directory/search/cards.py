"""A result as its card shows it: who, where, why, what is missing, and how sure each fact is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.need import Kind
from directory.search import wording
from directory.search.wording import Fact, Tone, Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from directory.matching.answer import Clause, Match, Part
    from directory.profiles.listing import PublicCredential, PublicPlace, PublishedListing
    from directory.vocabulary.terms import Vocabulary

REASONS = 3


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that one result card shows; words are ready, nothing is decided later."""

    rank: int
    handle: str
    kind: Kind
    name: str
    initials: str
    credentials: str
    profession: str
    pronouns: str
    where: str
    distance: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    not_known: tuple[str, ...]
    cautions: tuple[str, ...]
    facts: tuple[Fact, ...]
    parts: tuple[ShownPart, ...]
    factors: tuple[str, ...]
    total: int
    moved: str
    people: tuple[tuple[str, str], ...]
    """For a center: handle and name of those who cover what is asked."""
    path: tuple[str, ...]
    is_invented: bool


@dataclass(frozen=True, slots=True)
class CardContext:
    """What is the same for every card of a page."""

    vocabulary: Vocabulary
    listings: Mapping[str, PublishedListing]
    vouches: Mapping[str, VouchCounts]
    explain: Callable[[Clause], str]
    say: Translator
    today: date
    unit: str
    for_clinician: bool


def card(match: Match, context: CardContext) -> Card:
    """The card of one match."""
    listing = context.listings[match.id]
    say = context.say
    return Card(
        rank=match.rank,
        handle=match.id,
        kind=match.kind,
        name=listing.name,
        initials=initials(listing.name),
        credentials=credential_line(listing),
        profession=profession_line(listing, context.vocabulary, say),
        pronouns=listing.pronouns or "",
        where=_where(match, listing, say),
        distance=_distance(match, context),
        reasons=tuple(context.explain(clause) for clause in match.why[:REASONS]),
        missing=tuple(context.explain(clause) for clause in match.missing[:1]),
        not_known=tuple(context.explain(clause) for clause in match.not_known),
        cautions=tuple(
            item.text_for_clinician if context.for_clinician else item.text_for_client
            for item in match.cautions
        ),
        facts=_facts(listing, context),
        parts=shown_parts(match.parts, say),
        factors=tuple(_factor_words(item.name, say) for item in match.factors if item.value < 1),
        total=round(100 * match.score),
        moved=_moved_words(match.moved, say),
        people=_people(match, context.listings),
        path=_path(match, context.listings),
        is_invented=listing.is_invented,
    )


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
    strong = say.ngettext("%(num)d colleague vouches", "%(num)d colleagues vouch", counts.total)
    talk = (counts.by_family or {}).get("talk", 0)
    if not talk or talk == counts.total == 1:
        return Fact(Tone.TRUST, strong)
    rest = say.ngettext(
        "%(num)d of them a psychotherapist", "%(num)d of them psychotherapists", talk
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
    """The parts of a score in whole points that add up to the rounded score.

    Rounding each part by itself could leave the sum a point off, so what is left over goes to
    the parts with the largest remainders.
    """
    exact = [100 * part.points for part in parts]
    points = [int(value) for value in exact]
    left = round(sum(exact)) - sum(points)
    by_remainder = sorted(range(len(parts)), key=lambda i: (points[i] - exact[i], i))
    for position in by_remainder[:left]:
        points[position] += 1
    return tuple(
        ShownPart(_part_words(part.name, say), points[position], round(100 * part.weight))
        for position, part in enumerate(parts)
    )


def _facts(listing: PublishedListing, context: CardContext) -> tuple[Fact, ...]:
    say, today = context.say, context.today
    found = [
        wording.availability_fact(say, listing.availability, today=today),
        vouch_fact(say, context.vouches.get(listing.handle)),
    ]
    if listing.kind == Kind.PERSON:
        found.insert(1, wording.licence_fact(say, main_credential(listing), today=today))
    return tuple(fact for fact in found if fact is not None)


def _where(match: Match, listing: PublishedListing, say: Translator) -> str:
    if match.by_video:
        return say.gettext("Online")
    if match.office is not None and match.office < len(listing.places):
        return place_line(listing.places[match.office], say)
    if listing.places:
        return place_line(listing.places[0], say)
    return say.gettext("Online") if listing.online_regions else ""


def _distance(match: Match, context: CardContext) -> str:
    if match.distance_km is None or match.by_video:
        return ""
    return wording.distance_words(context.say, match.distance_km, unit=context.unit)


def _people(match: Match, listings: Mapping[str, PublishedListing]) -> tuple[tuple[str, str], ...]:
    handles = dict.fromkeys(match.staff.values())
    return tuple((handle, listings[handle].name) for handle in handles if handle in listings)


def _path(match: Match, listings: Mapping[str, PublishedListing]) -> tuple[str, ...]:
    if match.trust is None:
        return ()
    return tuple(
        listings[handle].name if handle in listings else handle for handle in match.trust.path
    )


def _moved_words(moved: str | None, say: Translator) -> str:
    if moved == "newcomer":
        return say.gettext("New to the network: shown earlier so that you see them.")
    if moved == "load":
        return say.gettext("Shown earlier because others who fit as well have many requests.")
    return ""


def _factor_words(name: str, say: Translator) -> str:
    words = {
        "fit-gate": say.gettext("All points are reduced, because the fit itself is weak."),
        "hold": say.gettext("All points are reduced, because other care comes first."),
        "prefers-not": say.gettext("All points are reduced, because they prefer other work."),
    }
    return words.get(name, name)


def _part_words(name: str, say: Translator) -> str:
    words = {
        "issue": say.gettext("Works with what you ask for"),
        "modality": say.gettext("Offers the method you asked for"),
        "proximity": say.gettext("Distance"),
        "pay": say.gettext("Cost and coverage"),
        "language": say.gettext("Language"),
        "preference": say.gettext("Your wishes about the person"),
        "trust": say.gettext("Trust among colleagues"),
        "availability": say.gettext("Openings"),
        "collaboration": say.gettext("Answers referrals and reports back"),
        "outcomes": say.gettext("Measured results"),
    }
    return words.get(name, name)
