"""Understand what somebody typed: the words of a search as terms of the vocabulary."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from directory.vocabulary.amounts import ages_of, fee_of, pressure_flags, time_flags
from directory.vocabulary.composition import Draft, crisis_keys, gather, settle
from directory.vocabulary.faint_signs import FaintEar, heard_beside
from directory.vocabulary.grammar_words import (
    FILLER,
    LITTLE_WORDS,
    SMALL_WORDS,
    SPANISH,
    TOLD_IN_SPANISH,
)
from directory.vocabulary.hurting_parts import hurting_parts
from directory.vocabulary.lexicon import (
    CORRECTED,
    Lexicon,
    Match,
    Sense,
    Sort,
    entries_of,
)
from directory.vocabulary.named_places import country_of, kept_places, place_spans
from directory.vocabulary.payer_musts import is_payer_must
from directory.vocabulary.persons import (
    describes_practitioner,
    is_left_behind,
    without_practitioners_own,
)
from directory.vocabulary.readings import Readings, means_patient
from directory.vocabulary.selection import select
from directory.vocabulary.signs import SignReader
from directory.vocabulary.standing import Mention, Standing, place_in_sentence
from directory.vocabulary.text import fold, read
from directory.vocabulary.time_scope import TimeScope
from directory.vocabulary.town_names import FoundPlace, PlaceFinder
from directory.vocabulary.understanding import PlaceMention, Role, Span, Understanding
from directory.vocabulary.word_forms import SURE_LENGTH, WordForms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from directory.vocabulary.lexicon import Forms
    from directory.vocabulary.place_lookup import PlaceLookup
    from directory.vocabulary.terms import TermKind, Vocabulary
    from directory.vocabulary.text import Text

MOST_CHARACTERS = 2000
"""Of a longer text only the beginning is read."""

_NAME = re.compile(r"\b[Dd](?:r|octor|ra|RA|R)\.? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)")
SPANISH_WORDS = 2
WARMING = ("grief near Lakewood", "teen wiith grief onliie in Wisconsin near Lakewod, CO")
"""A town, and what is mistyped: one word, a town, a town with its region."""


class Recognizer:
    """Built once from a vocabulary and a gazetteer; `understand` then only reads."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        gazetteer: PlaceLookup,
        home_region: str,
        *,
        hidden: Collection[tuple[TermKind, str]] = (),
        ear: FaintEar | None = None,
    ) -> None:
        if vocabulary.usage is None:
            raise ValueError("The vocabulary has no usage files; load it with load_vocabulary.")
        self._vocabulary = vocabulary
        self._ear = ear
        self._usage = vocabulary.usage
        self._lexicon = Lexicon(entries_of(vocabulary, hidden))
        self._readings = Readings(vocabulary)
        self._signs = SignReader(self._usage)
        self._time = TimeScope(vocabulary)
        self._words = WordForms(vocabulary, self._usage, self._lexicon, self._signs)
        self._places = PlaceFinder(self._usage, gazetteer, home_region, self._words.speller)
        # Tables of towns are made when first needed: here, and not while somebody waits.
        for text in WARMING:
            self.understand(text)

    def understand(self, text: str, role: Role | None = None) -> Understanding:
        """What the words mean, for a client or for a clinician who refers somebody.

        Says nothing rather than guess: an empty understanding where nothing was recognized.
        """
        typed = read(text[:MOST_CHARACTERS])
        if not typed.tokens:
            return Understanding()
        named = [*self._places.with_region(typed), *self._places.postal(typed)]
        forms = self._words.of(typed, self._places.is_town)
        chosen = self._chosen(typed, forms, named, role)
        spots = {(match.start, match.end) for match in chosen if match.senses == (_PLACE,)}
        sure = [place for place in named if (place.start, place.end) in spots]
        signs = self._signs_in(typed, forms, chosen)
        mentions = self._mentions((*chosen, *signs), typed, role)
        mentions = self._time.without_past(mentions, typed, forms)
        draft = Draft(typed)
        gather(mentions, draft, self._vocabulary)
        self._add_numbers(draft, typed)
        for part in hurting_parts(mentions, typed, self._vocabulary):
            start, end = typed.tokens[part.start].start, typed.tokens[part.end - 1].end
            draft.add("issues", part.sense.slug, start, end)
        settle(draft, self._vocabulary)
        taken = _taken(typed, chosen)
        name = _NAME.search(typed.raw)
        if name is not None:
            for position, token in enumerate(typed.tokens):
                taken[position] |= name.start() <= token.start < name.end()
        said = next((place.mention.region for place in sure if place.mention.region), None)
        near = said or country_of(
            draft.slugs("payers"), draft.slugs("professions"), self._vocabulary
        )
        places = [*sure, *self._places.bare(typed, taken, near)]
        return self._assembled(draft, typed, mentions, places, name[1] if name else None)

    def _chosen(
        self,
        typed: Text,
        forms: Sequence[Forms],
        named: Sequence[FoundPlace],
        role: Role | None,
    ) -> list[Match]:
        found = self._lexicon.matches(typed.tokens, forms)
        matches = [read for match in found if (read := self._read(match, typed, role)) is not None]
        matches += [
            Match(position, position + 1, senses)
            for position, word in enumerate(typed.words)
            if (senses := self._words.joined.get(word)) is not None
        ]
        matches += [Match(place.start, place.end, (_PLACE,)) for place in named]
        return select(matches, typed.words, self._vocabulary)

    def _signs_in(
        self, typed: Text, forms: Sequence[Forms], chosen: Sequence[Match]
    ) -> Iterator[Match]:
        """What groups of words say together, unless it was recognized by a phrase already."""
        closed = {
            position
            for match in chosen
            if match.senses[0].sort is Sort.IDIOM
            and not self._time.is_time(" ".join(typed.words[match.start : match.end]))
            for position in range(match.start, match.end)
        }
        known = {sense for match in chosen for sense in match.senses}
        for match in self._signs.matches(typed, forms, closed):
            if match.senses[0] not in known:
                yield match

    def _read(self, match: Match, typed: Text, role: Role | None) -> Match | None:
        """The match with an ambiguous token as what it means here; None where it means nothing."""
        token = next((s.slug for s in match.senses if s.sort is Sort.AMBIGUOUS), None)
        if token is None:
            return match
        if (match.fit is CORRECTED and len(token) < SURE_LENGTH) or (
            token == "pt"  # noqa: S105 - a word
            and role is not Role.CLIENT
            and means_patient(typed, match.start)
        ):
            return None
        senses = self._readings.senses(token, typed)
        return replace(match, senses=senses) if senses else None

    def _mentions(
        self, chosen: Sequence[Match], typed: Text, role: Role | None
    ) -> tuple[Mention, ...]:
        placed = place_in_sentence(chosen, typed, role)
        mentions = tuple(
            self._person(mention, placed, typed) if mention.sense.sort is Sort.IDENTITY else mention
            for mention in placed
        )
        return without_practitioners_own(mentions)

    def _person(self, mention: Mention, mentions: Sequence[Mention], typed: Text) -> Mention:
        identity = self._usage.identities[int(mention.sense.slug)]
        if is_left_behind(mention, typed, identity):
            return replace(mention, standing=Standing.DROPPED)
        is_refused = mention.standing is Standing.AVOIDED
        if is_refused or describes_practitioner(mention, mentions, typed, identity):
            return replace(mention, sense=Sense(Sort.PREFERENCE, identity.preference))
        return replace(mention, sense=Sense(Sort.POPULATION, identity.population))

    def _add_numbers(self, draft: Draft, typed: Text) -> None:
        ages = list(ages_of(typed.folded))
        if ages:
            for age in ("children", "teens", "infants"):
                draft.remove("populations", age)
        for found in ages:
            if found.value != "adults":
                draft.add("populations", found.value, found.start, found.end)
        for found in (*time_flags(typed.folded), *pressure_flags(typed.folded)):
            draft.add("flags", found.value, found.start, found.end)

    def _assembled(
        self,
        draft: Draft,
        typed: Text,
        mentions: Sequence[Mention],
        places: Sequence[FoundPlace],
        name: str | None,
    ) -> Understanding:
        kept = kept_places(places, typed)
        near = next((m for m in mentions if m.sense == Sense(Sort.WISH, "near-me")), None)
        place = tuple(dict.fromkeys(found.mention for found in kept))
        if not place and near is not None:
            place = (PlaceMention(near_me=True),)
        fee = fee_of(typed.folded)
        if _is_spanish(typed):
            draft.add("languages", "es", 0, 0)
        spans = (*_spans(draft), *place_spans(kept, typed))
        faint = heard_beside(draft.slugs("flags"), typed.words, self._ear, self._vocabulary)
        numbers = [] if fee is None else [Span(fee.start, fee.end, "fee_max", str(fee.amount))]
        unknown = list(self._not_understood(typed, (*spans, *numbers), mentions))
        return Understanding(
            **{field: draft.slugs(field) for field in _LISTED},
            place=place,
            crisis=crisis_keys(draft, self._vocabulary),
            perhaps=tuple(dict.fromkeys(line for rule in faint for line in rule.lines)),
            perhaps_flags=tuple(rule.flag for rule in faint),
            fee_max=None if fee is None else fee.amount,
            payer_must=is_payer_must(mentions, typed),
            name=name,
            avoid=draft.avoid(),
            referrer_profession=draft.referrer,
            not_understood=tuple(unknown),
            spans=spans,
            suggestions=tuple(self._suggestions(unknown)),
        )

    def _suggestions(self, unknown: Sequence[str]) -> Iterator[str]:
        """Words of the vocabulary that the unknown ones may misspell, at a lower likeness."""
        near = (self._words.speller.suggest(fold(word)) for word in unknown)
        yield from (word for word in near if word is not None)

    def _not_understood(
        self, typed: Text, spans: Sequence[Span], mentions: Sequence[Mention]
    ) -> Iterator[str]:
        understood = {
            position for mention in mentions for position in range(mention.start, mention.end)
        }
        for position, token in enumerate(typed.tokens):
            covered = any(span.start < token.end and token.start < span.end for span in spans)
            known = covered or position in understood or token.word in FILLER
            if not known and token.word not in _NEVER_ASKED_ABOUT:
                yield typed.raw[token.start : token.end]


_NEVER_ASKED_ABOUT = LITTLE_WORDS | SMALL_WORDS | TOLD_IN_SPANISH

_PLACE = Sense(Sort.PLACE, "")

_LISTED = (
    "issues",
    "modalities",
    "professions",
    "populations",
    "payers",
    "languages",
    "access",
    "preferences",
    "flags",
    "constraints",
    "mode",
    "kind",
    "timing",
)


def _taken(typed: Text, chosen: Sequence[Match]) -> list[bool]:
    taken = [False] * len(typed.words)
    for match in chosen:
        for position in range(match.start, match.end):
            taken[position] = True
    return taken


def _is_spanish(typed: Text) -> bool:
    return sum(word in SPANISH for word in typed.words) >= SPANISH_WORDS


def _spans(draft: Draft) -> tuple[Span, ...]:
    return tuple(span for span in draft.spans() if span.end)
