"""The terms of the field as immutable values, and the look-ups between them.

A network may edit any of these facts (overlay), so nothing here is a constant: every value is
read from the CSV files in seed_data/vocabulary and validated by `directory.vocabulary.loading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from directory.vocabulary.faint_signs import FaintRule
    from directory.vocabulary.rule_terms import RuleTerm, TriageRule
    from directory.vocabulary.usage import Usage

ROSTER = "by-roster"
"""The scope of an organization: whatever its current people may do."""


class Facet(StrEnum):
    """A kind of care that an issue calls for and a profession may give."""

    MIND = "mind"
    BODY = "body"
    MOVEMENT = "movement"
    NUTRITION = "nutrition"
    MEDICAL = "medical"
    SPIRIT = "spirit"
    PRACTICAL = "practical"


class Strength(StrEnum):
    """How much an issue calls for a facet of care."""

    CORE = "core"
    HELPFUL = "helpful"


class Touch(StrEnum):
    """Whether a modality works by touch."""

    YES = "yes"
    NO = "no"
    OPTIONAL = "optional"


class EvidenceLevel(StrEnum):
    """Letter of a modality for an issue; a pair without a letter makes no claim."""

    A = "A"
    B = "B"
    C = "C"


class Severity(StrEnum):
    """How strongly a caution acts, from ending the offer to a line of information."""

    STOP = "stop"
    HOLD = "hold"
    CAUTION = "caution"
    INFO = "info"


class TermKind(StrEnum):
    """What a term of the vocabulary is, as overlays and ambiguous tokens name it."""

    ISSUE = "issue"
    MODALITY = "modality"
    PROFESSION = "profession"
    POPULATION = "population"
    PAYER = "payer"
    LANGUAGE = "language"
    ACCESS = "access"
    PREFERENCE = "preference"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Term:
    """What every entry of the vocabulary has: a slug, a label and the words people type for it."""

    slug: str
    label: str
    synonyms: tuple[str, ...] = ()
    synonyms_es: tuple[str, ...] = ()
    label_es: str = ""


@dataclass(frozen=True, slots=True)
class FacetNeed:
    """One facet that an issue calls for, core or helpful."""

    facet: Facet
    strength: Strength


@dataclass(frozen=True, slots=True)
class Issue(Term):
    """What somebody looks for help with; a group (kind "group") only orders the list."""

    parent: str | None = None
    is_group: bool = False
    icd10cm: tuple[str, ...] = ()
    sensitive: bool = False
    crisis_resource_key: str | None = None
    facets: tuple[FacetNeed, ...] = ()


@dataclass(frozen=True, slots=True)
class Modality(Term):
    """A method of care, whether it works by touch, and the professions that may offer it."""

    family: str = ""
    domain: str = ""
    touch: Touch = Touch.NO
    facets_served: tuple[Facet, ...] = ()
    professions_in_scope: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Profession(Term):
    """A profession and its scope of practice in plain words and in facets of care."""

    family: str = ""
    parent: str | None = None
    nucc_codes: tuple[str, ...] = ()
    facets_in_scope: frozenset[Facet] = frozenset()
    scope_by_roster: bool = False
    assesses: bool = False
    may_touch: str = "no"
    may_diagnose_mental: str = "no"
    may_diagnose_physical: str = "no"
    may_prescribe: str = "no"
    may_do_psychotherapy: str = "no"
    regulated: str = "varies"
    scope: str = ""
    outside_scope: str = ""
    scope_es: str = ""
    outside_scope_es: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is claimed for a modality with an issue, and on which source."""

    modality: str
    issue: str
    level: EvidenceLevel | None
    source: str
    note: str
    source_check: str


@dataclass(frozen=True, slots=True)
class Caution:
    """A rule that coordinates care; caution_grammar reads its `trigger` and `applies_to`."""

    identifier: str
    trigger: str
    applies_to: str
    action: str
    severity: Severity
    text_for_clinician: str
    text_for_client: str
    cleared_by: str
    source: str
    text_for_client_es: str = ""


@dataclass(frozen=True, slots=True)
class Flag(Term):
    """A circumstance (safety, clinical, medical, legal…) that changes what is offered."""

    kind: str = ""
    crisis_resource_key: str | None = None
    only_with: tuple[str, ...] = ()
    """Issues (or groups) one of which must be meant too, before typed words mean this flag."""
    not_with: tuple[str, ...] = ()
    """Issues beside which the words mean no risk (thoughts of harm that frighten in OCD)."""
    fades: bool = False
    """Whether it speaks of now, so that "years ago" or "in college" beside the words ends it."""


@dataclass(frozen=True, slots=True)
class Payer(Term):
    """A way to pay; `where` lists countries or ISO 3166-2 regions, empty for everywhere."""

    kind: str = ""
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialRule:
    """What a title or letters mean in a jurisdiction ("*" for anywhere), with its confidence."""

    jurisdiction: str
    profession: str
    title: str
    level: str
    regulator: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class CrisisResource:
    """A help line, where it serves, and when the network last checked that it answers.

    `last_checked` is an ISO date, or empty where nobody of this network has checked it yet;
    `languages` are CLDR codes, none where it is not known which are spoken.
    """

    key: str
    name: str
    where: tuple[str, ...]
    contact: str
    hours: str
    note: str
    last_checked: str
    name_es: str = ""
    contact_es: str = ""
    hours_es: str = ""
    note_es: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VouchBasis(Term):
    """On what knowledge a vouch stands: its weight, half-life in days, and how it is shown."""

    weight: float = 0.0
    half_life_days: float = 0.0
    needs: str = ""
    shown_as: str = ""
    private: bool = False
    extends: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading of an ambiguous token: a term, or None for a reading that is no term at all.

    The reading holds where more of its `cues` (words or phrases) stand in the same text than of
    any other; where no cue of any reading does, every default reading holds.
    """

    kind: TermKind | None
    slug: str
    cues: tuple[str, ...]
    is_default: bool
    note: str


@dataclass(frozen=True, slots=True)
class AmbiguousToken:
    """A word or abbreviation with several meanings, in the order in which ties are decided."""

    token: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Every term by slug, in file order, with the look-ups that recognition and matching need."""

    issues: Mapping[str, Issue]
    modalities: Mapping[str, Modality]
    professions: Mapping[str, Profession]
    evidence: Mapping[tuple[str, str], Evidence]
    """Keyed by (modality slug, issue slug)."""
    cautions: Mapping[str, Caution]
    flags: Mapping[str, Flag]
    payers: Mapping[str, Payer]
    populations: Mapping[str, Term]
    preferences: Mapping[str, Term]
    access_needs: Mapping[str, Term]
    languages: Mapping[str, Term]
    """Keyed by CLDR code, which is also the slug."""
    vouch_bases: Mapping[str, VouchBasis]
    credential_rules: tuple[CredentialRule, ...]
    crisis_resources: tuple[CrisisResource, ...]
    ambiguous_tokens: Mapping[str, AmbiguousToken]
    triage_rules: tuple[TriageRule, ...]
    """How flags act before anything is ranked, in file order."""
    rule_terms: Mapping[RuleTerm, frozenset[str]]
    """The slugs that a rule means by a word."""
    usage: Usage | None = None
    """How people speak around the terms; None where nothing is to be recognized."""
    faint_rules: tuple[FaintRule, ...] = ()
    """From which belief on the ear for faint signs is believed, and what that brings."""
    hidden: frozenset[tuple[TermKind, str]] = frozenset()
    """Terms that the network no longer offers or recognizes; what carries them stays readable."""

    def terms_of(self, kind: TermKind) -> Mapping[str, Term]:
        """All terms of one kind by slug, in file order."""
        by_kind: dict[TermKind, Mapping[str, Term]] = {
            TermKind.ISSUE: self.issues,
            TermKind.MODALITY: self.modalities,
            TermKind.PROFESSION: self.professions,
            TermKind.POPULATION: self.populations,
            TermKind.PAYER: self.payers,
            TermKind.LANGUAGE: self.languages,
            TermKind.ACCESS: self.access_needs,
            TermKind.PREFERENCE: self.preferences,
            TermKind.FLAG: self.flags,
        }
        return by_kind[kind]

    def is_offered(self, kind: TermKind, slug: str) -> bool:
        """Whether a list may offer a term: the network did not hide it, nor lead it to another."""
        return (kind, slug) not in self.hidden

    def offered(self, kind: TermKind, held: Collection[str] = ()) -> Mapping[str, Term]:
        """The terms that a list offers by slug, in file order; what is held already stays."""
        terms = self.terms_of(kind)
        if not self.hidden:
            return terms
        return {
            slug: term
            for slug, term in terms.items()
            if slug in held or self.is_offered(kind, slug)
        }

    def issue_ancestors(self, slug: str) -> tuple[str, ...]:
        """The parents of an issue, nearest first; top groups included, and empty for a root."""
        found: list[str] = []
        parent = self.issues[slug].parent
        while parent is not None:
            found.append(parent)
            parent = self.issues[parent].parent
        return tuple(found)

    def profession_ancestors(self, slug: str) -> tuple[str, ...]:
        """The umbrella professions above one, nearest first."""
        found: list[str] = []
        parent = self.professions[slug].parent
        while parent is not None:
            found.append(parent)
            parent = self.professions[parent].parent
        return tuple(found)

    def is_profession(self, slug: str, wanted: str) -> bool:
        """Whether a profession is the wanted one or stands below it."""
        return slug == wanted or wanted in self.profession_ancestors(slug)

    def may_offer(self, profession: str, modality: str) -> bool:
        """Whether a modality is in a profession's scope, directly or through its umbrella."""
        allowed = self.modalities[modality].professions_in_scope
        return profession in allowed or any(
            umbrella in allowed for umbrella in self.profession_ancestors(profession)
        )

    @cached_property
    def spoken(self) -> dict[str, Vocabulary]:
        """It with the texts of other languages, kept by `vocabulary.spoken`."""
        return {}

    @cached_property
    def issue_children(self) -> Mapping[str, tuple[str, ...]]:
        """The direct children of every issue that has some, in file order."""
        children: dict[str, list[str]] = {}
        for issue in self.issues.values():
            if issue.parent is not None:
                children.setdefault(issue.parent, []).append(issue.slug)
        return {parent: tuple(slugs) for parent, slugs in children.items()}
