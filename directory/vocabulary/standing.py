"""How each phrase stands in its sentence: wished, refused, in place already, or somebody else's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.vocabulary.grammar_words import (
    BYSTANDERS,
    FORMER,
    LINKS,
    LITTLE_WORDS,
    NEW_CLAUSE,
    POSSESSIVES,
    SEEKING,
    WITH_CLIENT,
)
from directory.vocabulary.lexicon import Match, Sense, Sort
from directory.vocabulary.text import Pause
from directory.vocabulary.understanding import Role
from directory.vocabulary.usage import Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.vocabulary.text import Text


class Standing(StrEnum):
    """What is to be done with a phrase."""

    WISHED = "wished"
    AVOIDED = "avoided"
    DROPPED = "dropped"
    OWN = "own"
    """The writer's own profession or method."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One sense at its place in the text, and how it stands there."""

    sense: Sense
    start: int
    end: int
    standing: Standing = Standing.WISHED


REACH = 5
"""How many words a refusal reaches over."""
BACK_REACH = 4
"""How many words "didn't help" reaches back over."""
NEAR_CONCERN = 2
"""A concern is absent only where "no" or "not" stands this close before it."""

REFUSABLE = frozenset(
    {
        Sort.MODALITY,
        Sort.PROFESSION,
        Sort.PAYER,
        Sort.PREFERENCE,
        Sort.IDENTITY,
        Sort.POPULATION,
        Sort.ACCESS,
        Sort.WISH,
        Sort.LANGUAGE,
    }
)
CONCERNS = frozenset({Sort.ISSUE, Sort.FLAG, Sort.BODY_PART, Sort.LINE})
PROVIDERS = frozenset({Sort.PROFESSION, Sort.MODALITY})

OWN_OPENINGS = (
    ("i", "am", "a"),
    ("i", "am", "an"),
    ("im", "a"),
    ("im", "an"),
    ("as", "a"),
    ("as", "an"),
    ("we", "are"),
    ("were",),
    ("soy",),
    ("como",),
    ("work", "as", "a"),
    ("work", "as", "an"),
    ("trabajo", "como"),
)
OWN_METHODS = (
    ("i", "do"),
    ("i", "only", "do"),
    ("i", "offer"),
    ("i", "practice"),
    ("i", "provide"),
    ("we", "offer"),
    ("i", "teach"),
    ("i", "use"),
    ("im", "trained", "in"),
    ("i", "specialize", "in"),
    ("we", "do"),
    ("hago",),
    ("ofrezco",),
)
PART_OF_A_SCENE = frozenset(
    {("when", "the"), ("when", "a"), ("whenever", "the"), ("whenever", "a"), ("while", "the"),
     ("at", "the"), ("of", "the"), ("after", "the"), ("before", "the"),
     ("cuando", "el"), ("cuando", "la"), ("cuando", "un"), ("cuando", "una")}
)  # fmt: skip
"""Before a profession, where it belongs to what happens ("panic when the dentist leans over")."""
OPENING_REACH = 5
OWN_CLIENTS = frozenset({"client", "clients", "patient", "patients"})
"""After a method they are the writer's ("my massage client")."""


def place_in_sentence(
    matches: Sequence[Match], text: Text, role: Role | None
) -> tuple[Mention, ...]:
    """Every sense of the chosen phrases with its standing; refusals themselves are gone."""
    refusals = [match for match in matches if match.senses[0].sort is Sort.REFUSAL]
    terms = [match for match in matches if match.senses[0].sort is not Sort.REFUSAL]
    found: list[Mention] = []
    for index, match in enumerate(terms):
        before = len(found)
        for sense in match.senses:
            standing = _refused(sense, match, refusals, terms, text)
            if standing is Standing.WISHED and sense.sort in PROVIDERS:
                standing = _provider(sense, match, terms[index + 1 :], text, role)
            if standing is Standing.WISHED and sense.sort is Sort.POPULATION:
                standing = _population(sense, match, text, role)
            found.append(Mention(sense, match.start, match.end, standing))
        if any(mention.standing is Standing.OWN for mention in found[before:]):
            # A word for a profession and its method is the writer's own in both senses.
            found[before:] = [replace(one, standing=Standing.OWN) for one in found[before:]]
    return tuple(found)


def _refused(
    sense: Sense,
    match: Match,
    refusals: Sequence[Match],
    terms: Sequence[Match],
    text: Text,
) -> Standing:
    for refusal in refusals:
        for effect_sense in refusal.senses:
            effect = Effect(effect_sense.slug)
            if _reaches(effect, refusal, match, sense, terms, text):
                return _standing_under(effect)
    return Standing.WISHED


def _standing_under(effect: Effect) -> Standing:
    return Standing.DROPPED if effect in {Effect.PAST, Effect.ABSENT} else Standing.AVOIDED


def _reaches(
    effect: Effect,
    refusal: Match,
    match: Match,
    sense: Sense,
    terms: Sequence[Match],
    text: Text,
) -> bool:
    if effect is Effect.FAILED:
        return _reaches_back(refusal, match, sense, text, BACK_REACH)
    if effect is Effect.REFUSE and _ends_clause(refusal, text):
        # "chiropractor no, massage yes": a "no" that ends its clause looks back.
        return sense.sort in REFUSABLE and refusal.start == match.end
    distance = match.start - refusal.end
    if not 0 <= distance <= REACH or not _same_clause(text, refusal.end, match.start):
        return False
    if effect is Effect.REFUSE:
        return sense.sort in REFUSABLE and not _is_described(sense, match, refusal, terms, text)
    if effect is Effect.ABSENT:
        near = distance <= NEAR_CONCERN and _only_links(text, refusal.end, match.start)
        return sense.sort in CONCERNS and near
    is_in_place = effect is Effect.PAST and sense.sort in PROVIDERS and distance <= 1
    return is_in_place or (effect is Effect.LOST and sense.sort is Sort.PAYER)


def _reaches_back(refusal: Match, match: Match, sense: Sense, text: Text, reach: int) -> bool:
    distance = refusal.start - match.end
    return (
        (sense.sort in PROVIDERS or sense.sort is Sort.PAYER)
        and 0 <= distance <= reach
        and _same_clause(text, match.end, refusal.start)
    )


def _ends_clause(refusal: Match, text: Text) -> bool:
    is_last = refusal.end == len(text.tokens) or bool(text.tokens[refusal.end].pause)
    return refusal.length == 1 and is_last


def _same_clause(text: Text, start: int, end: int) -> bool:
    """Whether no pause and no opening of a new clause lies between; lists with or/and go on."""
    for position in range(start, min(end + 1, len(text.tokens))):
        token = text.tokens[position]
        if token.pause and position > start - 1:
            return False
        if position < end and token.word in NEW_CLAUSE:
            return False
    return True


def _only_links(text: Text, start: int, end: int) -> bool:
    return all(text.words[position] in LINKS for position in range(start, end))


def _is_described(
    sense: Sense, match: Match, refusal: Match, terms: Sequence[Match], text: Text
) -> bool:
    """Whether what is refused is the kind of practitioner ("no male therapists"), not the work."""
    if sense.sort is not Sort.PROFESSION:
        return False
    if refusal.end < match.start and _refuses_something_else(refusal, terms, text):
        return True
    return any(
        other.end == match.start and other.start >= refusal.end and not text.tokens[other.end].pause
        for other in terms
    )


def _refuses_something_else(refusal: Match, terms: Sequence[Match], text: Text) -> bool:
    """Whether "no" belongs to a thing of its own ("no eye contact therapist", "no judgment")."""
    word = text.words[refusal.end]
    is_term = any(other.start <= refusal.end < other.end for other in terms)
    is_bare = text.words[refusal.start : refusal.end] in {("no",), ("sin",)}
    return is_bare and not is_term and word not in LITTLE_WORDS and word not in STILL_REFUSES


STILL_REFUSES = frozenset({"more", "other", "another", "new", "regular", "mas", "otro", "otra"})
"""Words after "no" that leave the refusal with what follows ("no more therapists")."""


def _provider(
    sense: Sense, match: Match, later: Sequence[Match], text: Text, role: Role | None
) -> Standing:
    """Own profession or method, one that is in place already, a bystander's, or a wish."""
    if _is_own(sense, match, later, text, role):
        return Standing.OWN
    if _has_client_after(match, text):
        return Standing.OWN
    before = text.words[max(0, match.start - 3) : match.start]
    if before and before[-1] in {"since", "desde"}:
        # "dizzy since physical therapy" tells what happened.
        return Standing.DROPPED
    if before and sense.sort is Sort.PROFESSION:
        if before[-1] in POSSESSIVES or (
            len(before) > 1 and before[-1] in FORMER and before[-2] in POSSESSIVES
        ):
            return Standing.DROPPED
        if before[-2:] in PART_OF_A_SCENE or _is_bystanders(match, text):
            return Standing.DROPPED
    return Standing.WISHED


def _has_client_after(match: Match, text: Text) -> bool:
    end = match.end
    is_next = end < len(text.words) and not text.tokens[end].pause
    return is_next and text.words[end] in OWN_CLIENTS


def _is_bystanders(match: Match, text: Text) -> bool:
    """Whether it is somebody else's work ("my sister is a psychologist", "my aunt, a nurse,")."""
    words = text.words
    position = match.start
    if position and words[position - 1] in {"a", "an", "una", "un"}:
        position -= 1
    if position and words[position - 1] in {"is", "es", "was"}:
        return any(word in BYSTANDERS for word in words[max(0, position - 3) : position - 1])
    return bool(position and words[position - 1] in BYSTANDERS and text.tokens[position].pause)


def _is_own(
    sense: Sense, match: Match, later: Sequence[Match], text: Text, role: Role | None
) -> bool:
    if sense.sort is Sort.MODALITY:
        if _opens(OWN_METHODS, match.start, text, reach=2):
            return True
        return role is Role.CLINICIAN and _seeks_after(match, later, text, role)
    if _opens(OWN_OPENINGS, match.start, text, reach=OPENING_REACH):
        return True
    return _seeks_after(match, later, text, role) and (role is Role.CLINICIAN or match.start <= 1)


def _opens(openings: tuple[tuple[str, ...], ...], position: int, text: Text, *, reach: int) -> bool:
    """Whether one of the openings stands shortly before, with nothing sought in between."""
    words = text.words
    for start in range(position - 1, max(-1, position - reach - 1), -1):
        if words[start] in SEEKING:
            return False
        for opening in openings:
            end = start + len(opening)
            if words[start:end] == opening and end <= position:
                return _same_clause(text, start + 1, position)
    return False


FAR_AFTER = 7


def _seeks_after(match: Match, later: Sequence[Match], text: Text, role: Role | None) -> bool:
    """Whether the text opens with this profession, and it then seeks somebody."""
    if match.start > 2 or not _nothing_sought(text, match.start):  # noqa: PLR2004
        return False
    words = text.words
    for position in range(match.end, min(match.end + FAR_AFTER, len(words))):
        if text.tokens[position].pause is Pause.STOP and position > match.end:
            return False
        if words[position] in SEEKING:
            return (
                role is Role.CLINICIAN
                or words[position] in {"here", "writing"}
                or _names_work(position, later, words)
            )
        if words[position] in WITH_CLIENT or _has_client(position, words, role):
            return True
    return False


def _has_client(position: int, words: tuple[str, ...], role: Role | None) -> bool:
    """Whether a clinician's client follows ("yoga teacher with a student who")."""
    following = words[position + 1 : position + 3]
    is_with = role is Role.CLINICIAN and words[position] == "with"
    return is_with and not OWN_PEOPLE.isdisjoint(following)


OWN_PEOPLE = OWN_CLIENTS | {"student", "students", "member"}


def _names_work(position: int, later: Sequence[Match], words: tuple[str, ...]) -> bool:
    """Whether somebody or something to refer to follows the seeking."""
    return any(
        other.start > position and any(sense.sort in PROVIDERS for sense in other.senses)
        for other in later
    ) or any(word in {"client", "patient", "clients", "someone", "somebody"} for word in words)


def _nothing_sought(text: Text, end: int) -> bool:
    return not any(word in SEEKING for word in text.words[:end])


def _population(sense: Sense, match: Match, text: Text, role: Role | None) -> Standing:
    """A group that the client belongs to, or a bystander's, company's or the writer's own."""
    following = text.words[match.end : match.end + 3]
    if _is_bystanders(match, text) and any(
        word in {"says", "thinks", "said", "told", "suggested", "recommended"} for word in following
    ):
        return Standing.DROPPED
    if sense.slug in {"children", "infants"} and _is_company(match, text):
        return Standing.DROPPED
    if role is Role.CLINICIAN and sense.slug == "students" and _is_with(match, text):
        return Standing.DROPPED
    opens = role is Role.CLINICIAN and match.start <= 1 and match.end < len(text.tokens)
    if opens and sense.slug == "healthcare-workers" and text.tokens[match.end].pause:
        return Standing.OWN
    return Standing.WISHED


def _is_with(match: Match, text: Text) -> bool:
    return not {"with", "my"}.isdisjoint(text.words[max(0, match.start - 2) : match.start])


def _is_company(match: Match, text: Text) -> bool:
    """Whether children are whom an adult does something with ("hiking with the kids")."""
    words = text.words[: match.start + 1]
    # The match may hold "my" itself.
    before = [word for word in words[-5:-1] if word not in LITTLE_WORDS]
    if not before:
        return False
    is_parent_of = "of" in before[-2:] and not PARENTS.isdisjoint(before)
    return (
        is_parent_of
        or before[-1] in HANDLING
        or (before[-1] in {"with", "after"} and not DOING.isdisjoint(before))
    )


HANDLING = frozenset(
    {"lifting", "lift", "carrying", "carry", "holding", "hold", "chasing", "chase"}
)
"""Before "the baby": what an adult does who is the client."""
PARENTS = frozenset({"mom", "mother", "mum", "dad", "father", "parent", "mama", "papa"})
DOING = frozenset(
    {"play", "playing", "jump", "jumping", "run", "running", "hike", "hiking", "trampoline", "park",
     "home", "trip", "vacation", "keep", "keeping", "swimming", "outside", "floor"}
)  # fmt: skip
