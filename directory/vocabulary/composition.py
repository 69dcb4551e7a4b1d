"""Put the mentions of a text together: what follows from several of them, and from which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.vocabulary.lexicon import Sort
from directory.vocabulary.standing import Standing
from directory.vocabulary.understanding import Avoided, Span
from directory.vocabulary.usage import WishField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.vocabulary.standing import Mention
    from directory.vocabulary.terms import Vocabulary
    from directory.vocabulary.text import Text

FIELD_OF: dict[Sort, str] = {
    Sort.ISSUE: "issues",
    Sort.MODALITY: "modalities",
    Sort.PROFESSION: "professions",
    Sort.POPULATION: "populations",
    Sort.PAYER: "payers",
    Sort.LANGUAGE: "languages",
    Sort.ACCESS: "access",
    Sort.PREFERENCE: "preferences",
    Sort.FLAG: "flags",
}
WISH_FIELDS: dict[WishField, str] = {
    WishField.MODE: "mode",
    WishField.KIND: "kind",
    WishField.CONSTRAINT: "constraints",
    WishField.TIMING: "timing",
}
AGES = ("infants", "children", "teens", "adults", "older-adults")
MINORS = frozenset({"infants", "children", "teens"})
PERINATAL = "perinatal-and-reproductive"
NO_TOUCH = "no-touch"
LOW_MOOD, MOURNING = "depression", "grief"
CRYING = frozenset({"crying", "cry", "cries", "lloro", "llorar"})
GENERAL_MASSAGE = "massage-general"


@dataclass(slots=True)
class Draft:
    """What has been gathered so far: slugs by field in the order of the text, with their spans."""

    text: Text
    fields: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    avoided: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    referrer: str | None = None
    lines: dict[str, None] = field(default_factory=dict)
    """Help lines that the words call for by themselves."""

    def add(self, name: str, slug: str, start: int, end: int) -> None:
        """Add a slug that the characters start to end state."""
        self.fields.setdefault(name, {}).setdefault(slug, (start, end))

    def remove(self, name: str, slug: str) -> None:
        """Take a slug out again."""
        self.fields.get(name, {}).pop(slug, None)

    def slugs(self, name: str) -> tuple[str, ...]:
        """The slugs of a field in the order of the text."""
        found = self.fields.get(name, {})
        return tuple(sorted(found, key=lambda slug: found[slug][0]))

    def has(self, name: str, slug: str) -> bool:
        """Whether a slug is there."""
        return slug in self.fields.get(name, {})

    def spans(self) -> tuple[Span, ...]:
        """All spans in the order of the text, with those of what is refused."""
        found = [
            Span(start, end, name, slug)
            for name, slugs in self.fields.items()
            for slug, (start, end) in slugs.items()
        ]
        found += [
            Span(start, end, "avoid", slug)
            for slugs in self.avoided.values()
            for slug, (start, end) in slugs.items()
        ]
        return tuple(sorted(found, key=lambda span: (span.start, span.end, span.kind, span.slug)))

    def avoid(self) -> Avoided:
        """What is refused, where it is not wished as well."""
        kept = {
            name: tuple(slug for slug in slugs if not self.has(name, slug))
            for name, slugs in self.avoided.items()
        }
        return Avoided(**kept)


def gather(mentions: Iterable[Mention], draft: Draft, vocabulary: Vocabulary) -> None:
    """Put every mention into its field, by its standing."""
    for mention in mentions:
        if mention.sense.sort is Sort.LINE and mention.standing is Standing.WISHED:
            draft.lines[mention.sense.slug] = None
            continue
        start = draft.text.tokens[mention.start].start
        end = draft.text.tokens[mention.end - 1].end
        name, slug = _field(mention, vocabulary)
        if name is None:
            continue
        if mention.standing is Standing.WISHED:
            draft.add(name, slug, start, end)
        elif mention.standing is Standing.AVOIDED and name in Avoided.__slots__:
            draft.avoided.setdefault(name, {}).setdefault(slug, (start, end))
        elif mention.standing is Standing.OWN and mention.sense.sort is Sort.PROFESSION:
            draft.referrer = draft.referrer or slug


def _field(mention: Mention, vocabulary: Vocabulary) -> tuple[str | None, str]:
    sense = mention.sense
    if sense.sort is Sort.FLAG and sense.slug == NO_TOUCH:
        return "constraints", NO_TOUCH
    if sense.sort is Sort.WISH and vocabulary.usage is not None:
        wish = next(wish for wish in vocabulary.usage.wishes if wish.slug == sense.slug)
        return WISH_FIELDS.get(wish.field), wish.slug
    return FIELD_OF.get(sense.sort), sense.slug


def settle(draft: Draft, vocabulary: Vocabulary) -> None:
    """Draw what follows from several facts together, and drop what a fact makes needless."""
    _settle_compounds(draft, vocabulary)
    _settle_mourning(draft, vocabulary)
    _settle_ages(draft, vocabulary)
    _settle_flags(draft, vocabulary)
    _settle_modalities(draft, vocabulary)
    _settle_professions(draft, vocabulary)
    _settle_centers(draft, vocabulary)
    _settle_payers(draft)


def _settle_compounds(draft: Draft, vocabulary: Vocabulary) -> None:
    usage = vocabulary.usage
    for compound in () if usage is None else usage.compounds:
        if not draft.has("issues", compound.issue):
            continue
        if compound.kind is None:
            holds = draft.text.has(compound.value)
        else:
            holds = draft.has(FIELD_OF[Sort(compound.kind)], compound.value)
        if holds:
            draft.add("issues", compound.means, *draft.fields["issues"][compound.issue])
            if compound.replaces and compound.means != compound.issue:
                draft.remove("issues", compound.issue)


def _settle_mourning(draft: Draft, vocabulary: Vocabulary) -> None:
    """Who cries since somebody died mourns; that alone is no low mood."""
    if not draft.has("issues", LOW_MOOD):
        return
    start, end = draft.fields["issues"][LOW_MOOD]
    cries = any(start <= token.start < end and token.word in CRYING for token in draft.text.tokens)
    lost = any(
        MOURNING in {issue, *vocabulary.issue_ancestors(issue)} for issue in draft.slugs("issues")
    )
    if cries and lost:
        draft.remove("issues", LOW_MOOD)


def _settle_ages(draft: Draft, vocabulary: Vocabulary) -> None:
    """One age for the client: the youngest that is stated; a child is a minor."""
    stated = [age for age in AGES if draft.has("populations", age)]
    if (draft.has("populations", "teens") and draft.has("populations", "children")) or (
        "infants" in stated and "children" in stated
    ):
        draft.remove("populations", "children")
    for age in MINORS.intersection(draft.slugs("populations")):
        if age == "infants" and _is_about_parent(draft, vocabulary):
            continue
        draft.add("flags", "minor", *draft.fields["populations"][age])


def _is_about_parent(draft: Draft, vocabulary: Vocabulary) -> bool:
    """Whether a baby is spoken of around the birth, so that the parent is the client."""
    return draft.has("populations", "pregnant-postpartum") or any(
        PERINATAL in vocabulary.issue_ancestors(issue) for issue in draft.slugs("issues")
    )


def _settle_flags(draft: Draft, vocabulary: Vocabulary) -> None:
    issues = draft.slugs("issues")
    around = set(issues).union(*(vocabulary.issue_ancestors(issue) for issue in issues))
    for slug in draft.slugs("flags"):
        flag = vocabulary.flags[slug]
        is_alone = bool(flag.only_with) and around.isdisjoint(flag.only_with)
        if is_alone or not around.isdisjoint(flag.not_with):
            draft.remove("flags", slug)
    if draft.has("flags", "dvt-treated"):
        draft.remove("flags", "dvt-suspected")


def _settle_modalities(draft: Draft, vocabulary: Vocabulary) -> None:
    """A special massage is a massage: the general word beside it adds nothing."""
    special = [
        slug
        for slug in draft.slugs("modalities")
        if slug != GENERAL_MASSAGE and vocabulary.modalities[slug].family == "bodywork"
    ]
    if special and draft.has("modalities", GENERAL_MASSAGE):
        general, _ = draft.fields["modalities"][GENERAL_MASSAGE]
        if any(abs(draft.fields["modalities"][slug][0] - general) <= NEAR for slug in special):
            draft.remove("modalities", GENERAL_MASSAGE)


NEAR = 40
"""Characters within which a general word belongs to a special one."""


def _settle_professions(draft: Draft, vocabulary: Vocabulary) -> None:
    """Where a profession below an umbrella is named, the umbrella beside it adds nothing."""
    named = draft.slugs("professions")
    for slug in named:
        if any(slug in vocabulary.profession_ancestors(other) for other in named):
            draft.remove("professions", slug)


def _settle_centers(draft: Draft, vocabulary: Vocabulary) -> None:
    """Who asks for an organization by its kind asks for a center."""
    for slug in draft.slugs("professions"):
        if vocabulary.professions[slug].scope_by_roster:
            draft.add("kind", "center", *draft.fields["professions"][slug])


def _settle_payers(draft: Draft) -> None:
    """A named payer says more than "insurance"."""
    named = set(draft.slugs("payers")) - {"other-commercial"}
    if named:
        draft.remove("payers", "other-commercial")


def crisis_keys(draft: Draft, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Help lines to show: those of flags (in the order of the file), of signs, of issues."""
    flags = [flag for flag in vocabulary.flags if draft.has("flags", flag)]
    of_flags = [vocabulary.flags[flag].crisis_resource_key for flag in flags]
    of_issues = [vocabulary.issues[issue].crisis_resource_key for issue in draft.slugs("issues")]
    return tuple(dict.fromkeys(key for key in (*of_flags, *draft.lines, *of_issues) if key))
