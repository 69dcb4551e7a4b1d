"""All words and phrases of the vocabulary in one trie, and every place where a text has one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, Union

from directory.vocabulary.grammar_words import LITTLE_WORDS, PAIN_WORDS, STANDING_WORDS
from directory.vocabulary.terms import TermKind
from directory.vocabulary.text import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from directory.vocabulary.terms import Term, Vocabulary
    from directory.vocabulary.text import Token
    from directory.vocabulary.usage import Usage


class Sort(StrEnum):
    """What a phrase is: a term of the vocabulary or one of the words around the terms."""

    ISSUE = "issue"
    MODALITY = "modality"
    PROFESSION = "profession"
    POPULATION = "population"
    PAYER = "payer"
    LANGUAGE = "language"
    ACCESS = "access"
    PREFERENCE = "preference"
    FLAG = "flag"
    WISH = "wish"
    IDENTITY = "identity"
    BODY_PART = "body-part"
    IDIOM = "idiom"
    REFUSAL = "refusal"
    AMBIGUOUS = "ambiguous"
    PLACE = "place"
    NAME = "name"
    LINE = "line"
    """A help line that is called for although no term says so."""


Fit: TypeAlias = int
"""How closely a word of the text is the word of the phrase: EXACT, INFLECTED or CORRECTED."""
EXACT, INFLECTED, CORRECTED = range(3)


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a phrase may mean; `slug` is the term, or the key within its sort."""

    sort: Sort
    slug: str


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at tokens start to end (exclusive), with all it may mean."""

    start: int
    end: int
    senses: tuple[Sense, ...]
    fit: Fit = 0

    @property
    def length(self) -> int:
        """How many tokens it covers."""
        return self.end - self.start


Node: TypeAlias = dict[str, Union["Node", list[Sense]]]
_HERE = " "
"""The key under which a node keeps its senses; no token is a blank."""


Forms: TypeAlias = tuple[tuple[str, Fit], ...]
"""The readings of one token: a word and how closely it is what was typed."""

MOST_LITTLE_WORDS = 2
PAIR = 2
TURNED = PAIN_WORDS - {"swollen"}
"""Said behind the part too; a leg that is "swollen" may be a clot, and no more than that."""
COPULAS = ("is", "are", "was", "feels", "feel", "gets")
SHORTEST_INFLECTED = 4


class Lexicon:
    """The trie; built once from a vocabulary, then only read."""

    def __init__(self, entries: Iterable[tuple[str, Sense]]) -> None:
        self._root: Node = {}
        self.tokens: set[str] = set()
        for phrase, sense in entries:
            self._add(words_of(phrase), sense)

    def _add(self, words: tuple[str, ...], sense: Sense) -> None:
        if not words:
            return
        self.tokens.update(words)
        self._put(words, sense)
        content = tuple(word for word in words if word not in LITTLE_WORDS)
        if PAIR <= len(content) < len(words) and not STANDING_WORDS.issuperset(content[:-1]):
            self._put(content, sense)
        if len(content) == PAIR and sense.sort is Sort.ISSUE:
            for verb in COPULAS:
                # "painful periods" is said as "my periods are painful" too.
                self._put((content[1], verb, content[0]), sense)
            if content[0] in TURNED and content[1] not in STANDING_WORDS:
                # …and as "neck stiff", "shoulder torn".
                self._put((content[1], content[0]), sense)

    def _put(self, words: tuple[str, ...], sense: Sense) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        here = node.setdefault(_HERE, [])
        if isinstance(here, list) and sense not in here:
            here.append(sense)

    def matches(self, tokens: Sequence[Token], forms: Sequence[Forms]) -> list[Match]:
        """Every phrase at every place; `forms` are the readings of each token."""
        found: dict[tuple[int, int], Match] = {}
        for start in range(len(tokens)):
            for match in self._from(start, tokens, forms):
                span = match.start, match.end
                known = found.get(span)
                if known is None or known.fit > match.fit:
                    found[span] = match
                elif known.fit == match.fit:
                    senses = dict.fromkeys((*known.senses, *match.senses))
                    found[span] = replace(known, senses=tuple(senses))
        return list(found.values())

    def _from(self, start: int, tokens: Sequence[Token], forms: Sequence[Forms]) -> Iterator[Match]:
        todo: list[tuple[Node, int, int, Fit]] = [(self._root, start, 0, EXACT)]
        while todo:
            node, position, skipped, fit = todo.pop()
            if position > start and skipped == 0 and isinstance(here := node.get(_HERE), list):
                yield Match(start, position, tuple(here), fit)
            if position == len(tokens) or (position > start and tokens[position].pause):
                continue
            for form, form_fit in forms[position]:
                below = node.get(form)
                if isinstance(below, dict):
                    todo.append((below, position + 1, 0, max(fit, form_fit)))
            may_skip = position > start and skipped < MOST_LITTLE_WORDS
            if may_skip and tokens[position].word in LITTLE_WORDS:
                todo.append((node, position + 1, skipped + 1, fit))


WORK_OF = {
    "therapist": "therapy",
    "therapists": "therapist",
    "counselor": "counseling",
    "counsellor": "counselling",
    "terapeuta": "terapia",
}
"""A phrase that ends in the work is meant by who does it too ("aquatic therapist")."""


NO_PLURALS = frozenset({"scares"})
"""Words that look like the plural of another ("scar") and are none."""


def inflections(word: str) -> tuple[str, ...]:
    """A word as written and in the other number; somebody who does a work also means the work."""
    if word in WORK_OF:
        return word, WORK_OF[word]
    if word in NO_PLURALS:
        return (word,)
    if len(word) < SHORTEST_INFLECTED:
        return (word,)
    if word.endswith("ies"):
        return word, word[:-1], word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])
    return word, word + "s"


def entries_of(
    vocabulary: Vocabulary, hidden: Collection[tuple[TermKind, str]]
) -> Iterator[tuple[str, Sense]]:
    """Every phrase of a vocabulary with what it means; hidden terms are left out."""
    for kind in TermKind:
        for term in vocabulary.terms_of(kind).values():
            if (kind, term.slug) in hidden:
                continue
            sense = Sense(Sort(kind), term.slug)
            is_group = kind is TermKind.ISSUE and vocabulary.issues[term.slug].is_group
            if not is_group:
                yield from ((word, sense) for word in _names(kind, term.slug, term.label))
                yield from ((word, sense) for word in _spanish_name(kind, term))
            yield from ((word, sense) for word in (*term.synonyms, *term.synonyms_es))
    for token in vocabulary.ambiguous_tokens:
        yield token, Sense(Sort.AMBIGUOUS, token)
    if vocabulary.usage is not None:
        yield from _usage_entries(vocabulary.usage)


_LABELLED = frozenset({TermKind.ISSUE, TermKind.MODALITY, TermKind.PROFESSION, TermKind.PAYER})
_NAMED_IN_SPANISH = frozenset({TermKind.ISSUE, TermKind.MODALITY, TermKind.PROFESSION})
_BY_LABEL = frozenset({TermKind.POPULATION, TermKind.LANGUAGE, TermKind.ACCESS})


def _names(kind: TermKind, slug: str, label: str) -> Iterator[str]:
    """Slug and label as words; other kinds have labels that are sentences, or words too plain."""
    if kind in _LABELLED:
        yield slug.replace("-", " ")
        yield label.partition(" (")[0]
    elif kind in _BY_LABEL:
        yield from label.partition(" (")[0].split(" / ")


def _spanish_name(kind: TermKind, term: Term) -> Iterator[str]:
    """The Spanish label, as it stands on a page and is typed from there, where it is a name."""
    if kind in _NAMED_IN_SPANISH and term.label_es:
        yield term.label_es.partition(" (")[0]


def _usage_entries(usage: Usage) -> Iterator[tuple[str, Sense]]:
    for wish in usage.wishes:
        yield from _worded(Sense(Sort.WISH, wish.slug), wish.words, wish.words_es)
    for number, identity in enumerate(usage.identities):
        sense = Sense(Sort.IDENTITY, str(number))
        yield from _worded(sense, identity.words, identity.words_es)
    for part in usage.body_parts:
        yield from _worded(Sense(Sort.BODY_PART, part.issue), part.words, part.words_es)
    for refusal in usage.refusals:
        sense = Sense(Sort.REFUSAL, refusal.effect)
        yield from _worded(sense, refusal.words, refusal.words_es)
    yield from ((idiom, Sense(Sort.IDIOM, "")) for idiom in usage.idioms)


def _worded(
    sense: Sense, words: tuple[str, ...], words_es: tuple[str, ...]
) -> Iterator[tuple[str, Sense]]:
    yield from ((word, sense) for word in (*words, *words_es))
