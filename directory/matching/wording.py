"""Clauses as sentences, in the language of whoever reads them.

`translate` is handed in (gettext), so this package needs no framework.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.matching.templates import (
    ABOUT_DISTANCE,
    ABOUT_ONE,
    BASIS_WORDS,
    EVIDENCE_WORDS,
    FACET_WORDS,
    FLUENCY_WORDS,
    LESS_THAN_ONE,
    OTHERS,
    SKILLS,
    TEMPLATES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.matching.answer import Clause
    from directory.vocabulary.terms import Term, Vocabulary

KM_PER_MILE = 1.609344
SIGNS = {"USD": "$", "CAD": "CA$", "EUR": "€", "GBP": "£", "MXN": "MX$"}
SENTENCE_END = "."


def _as_it_is(message: str) -> str:
    return message


@dataclass(frozen=True, slots=True)
class Wording:
    """How clauses are worded: in which language and unit.

    They name the concern, so only whoever searched reads them: tests/contracts/test_purity.py.
    """

    vocabulary: Vocabulary
    translate: Callable[[str], str] = _as_it_is
    people: Mapping[str, str] = field(default_factory=dict)
    """Names by handle, for paths and the people of a center."""
    unit: str = "mi"


def sentence(clause: Clause, wording: Wording) -> str:
    """A clause as one sentence. KeyError where a clause has no template."""
    template = wording.translate(TEMPLATES[clause.key])
    text = template % _words(clause, wording)
    return text if text.endswith(SENTENCE_END) else f"{text}{SENTENCE_END}"


def _words(clause: Clause, wording: Wording) -> dict[str, str]:
    """Every fact of a clause in words, under the name by which templates ask for it."""
    facts = clause.facts
    found = {name: str(value) for name, value in facts.items()}
    for name, table in _labels(wording).items():
        if name in facts:
            found[name] = table(str(facts[name]))
    if "km" in facts:
        found["distance"] = distance_words(float(facts["km"]), wording)
    if "fee" in facts:
        found["money"] = money_words(float(facts["fee"]), str(facts["currency"]))
    if "modality" in facts and "level" in facts:
        found["skill"] = _skill(facts, found["modality"], wording)
    if clause.key.startswith("trust-"):
        found["path"] = _path(facts, wording)
    return found


def _labels(wording: Wording) -> dict[str, Callable[[str], str]]:
    words = wording.vocabulary
    say = wording.translate
    return {
        "issue": lambda slug: issue_words(slug, wording),
        "listed": lambda slug: issue_words(slug, wording) if slug else "",
        "modality": lambda slug: say(words.modalities[slug].label),
        "profession": lambda slug: say(words.professions[slug].label),
        "payer": lambda slug: say(words.payers[slug].label) if slug in words.payers else slug,
        "language": lambda slug: (
            say(words.languages[slug].label) if slug in words.languages else slug
        ),
        "preference": lambda slug: _label(words.preferences, slug, say),
        "access": lambda slug: _label(words.access_needs, slug, say),
        "population": lambda slug: _label(words.populations, slug, say),
        "fluency": lambda level: say(FLUENCY_WORDS[level]),
        "facets": lambda facets: _facets(facets, wording),
        "people": lambda people: _people(people, wording),
    }


def _label(terms: Mapping[str, Term], slug: str, say: Callable[[str], str]) -> str:
    return say(terms[slug].label) if slug in terms else slug


def issue_words(slug: str, wording: Wording) -> str:
    """An issue's label as it stands inside a sentence."""
    return _in_a_sentence(wording.translate(wording.vocabulary.issues[slug].label))


def _in_a_sentence(label: str) -> str:
    # "Grief and loss" begins small inside a sentence; "OCD" and "Parkinson's" stay as they are.
    first = label.split(maxsplit=1)[0] if label else ""
    return (
        label[:1].lower() + label[1:]
        if first.replace("-", "").isalpha() and first[1:].islower()
        else label
    )


def distance_words(km: float, wording: Wording) -> str:
    """About how far in miles or km, never finer than one: nothing is measured to a door."""
    number = round(km / KM_PER_MILE if wording.unit == "mi" else km)
    if number <= 1:
        words = LESS_THAN_ONE if number < 1 else ABOUT_ONE
        return wording.translate(words[wording.unit])
    return wording.translate(ABOUT_DISTANCE[wording.unit]) % {"number": number}


def money_words(amount: float, currency: str) -> str:
    """An amount with the sign of its currency, or with its code where it has no sign here."""
    sign = SIGNS.get(currency)
    number = f"{amount:g}" if amount == int(amount) else f"{amount:.2f}"
    return f"{number} {currency}" if sign is None else f"{sign}{number}"


def _skill(facts: Mapping[str, str | int | float], modality: str, wording: Wording) -> str:
    evidence = EVIDENCE_WORDS[str(facts.get("letter", ""))]
    return wording.translate(SKILLS[str(facts["level"])]) % {
        "modality": modality,
        "evidence": wording.translate(evidence) if evidence else "",
    }


def _facets(facets: str, wording: Wording) -> str:
    return ", ".join(wording.translate(FACET_WORDS[facet]) for facet in facets.split("|"))


def _people(people: str, wording: Wording) -> str:
    """The text "sam:mind|rui:movement+body" as "Sam (talk therapy), Rui (movement, bodywork)"."""
    told = []
    for person in people.split("|"):
        handle, _, facets = person.partition(":")
        words = _facets(facets.replace("+", "|"), wording)
        told.append(f"{wording.people.get(handle, handle)} ({words})")
    return ", ".join(told)


def _path(facts: Mapping[str, str | int | float], wording: Wording) -> str:
    """The steps after the viewer, each with its basis, and how many other routes there are."""
    steps = zip(str(facts["path"]).split("|")[1:], str(facts["basis"]).split("|"), strict=False)
    told = "".join(
        f"→ {wording.people.get(handle, handle)} ({_basis(basis, wording)}) "
        for handle, basis in steps
    ).rstrip()
    others = int(facts["others"])
    return told + (wording.translate(OTHERS) % {"count": others} if others else "")


def _basis(basis: str, wording: Wording) -> str:
    return wording.translate(BASIS_WORDS.get(basis, BASIS_WORDS["vouched"]))
