"""A network's own edits, applied over the shipped vocabulary as values, so upgrades keep them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from directory.vocabulary.terms import Term, TermKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.vocabulary.terms import Issue, Modality, Profession, Vocabulary

FIELDS: dict[TermKind, str] = {
    TermKind.ISSUE: "issues",
    TermKind.MODALITY: "modalities",
    TermKind.PROFESSION: "professions",
    TermKind.POPULATION: "populations",
    TermKind.PAYER: "payers",
    TermKind.LANGUAGE: "languages",
    TermKind.ACCESS: "access_needs",
    TermKind.PREFERENCE: "preferences",
    TermKind.FLAG: "flags",
}


class OverlayError(ValueError):
    """An edit names a term that does not exist or would leave the vocabulary inconsistent."""


@dataclass(frozen=True, slots=True)
class AddedSynonym:
    """One more word for a term; `language` is "en" or "es"."""

    kind: TermKind
    slug: str
    word: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class NewLabel:
    """The network's own name for a term."""

    kind: TermKind
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class HiddenTerm:
    """A term that is no longer offered or recognized; what points to it stays readable."""

    kind: TermKind
    slug: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A local term whose words now mean another one; its slug keeps leading there."""

    kind: TermKind
    slug: str
    into: str


@dataclass(frozen=True, slots=True)
class LocalTerms:
    """Whole terms that only this network has."""

    issues: tuple[Issue, ...] = ()
    modalities: tuple[Modality, ...] = ()
    professions: tuple[Profession, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """All edits of a network, in the order in which they are applied."""

    local: LocalTerms = LocalTerms()
    synonyms: tuple[AddedSynonym, ...] = ()
    labels: tuple[NewLabel, ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden: tuple[HiddenTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedVocabulary:
    """The vocabulary with the edits applied.

    `vocabulary` still holds hidden and merged terms, because listings may carry their slugs;
    `hidden` says which are not to be offered or recognized, `merged` where a slug now leads.
    """

    vocabulary: Vocabulary
    hidden: frozenset[tuple[TermKind, str]]
    merged: Mapping[tuple[TermKind, str], str]

    def current(self, kind: TermKind, slug: str) -> str:
        """The slug that stands for this one today."""
        while (kind, slug) in self.merged:
            slug = self.merged[kind, slug]
        return slug


def apply_overlay(vocabulary: Vocabulary, overlay: Overlay) -> EditedVocabulary:
    """Apply a network's edits. Raises OverlayError naming the edit that cannot be applied."""
    terms = _with_local(vocabulary, overlay.local)
    for added in overlay.synonyms:
        _change(terms, added.kind, added.slug, partial(_with_word, added))
    for label in overlay.labels:
        _change(terms, label.kind, label.slug, partial(_with_label, label))
    merged: dict[tuple[TermKind, str], str] = {}
    for merge in overlay.merges:
        _merge(terms, merge, merged)
    for hidden in overlay.hidden:
        _require(terms, hidden.kind, hidden.slug)
    out = {FIELDS[kind]: found for kind, found in terms.items()}
    return EditedVocabulary(
        vocabulary=replace(vocabulary, **out),  # type: ignore[arg-type]
        hidden=frozenset((term.kind, term.slug) for term in overlay.hidden) | set(merged),
        merged=merged,
    )


Terms = dict[TermKind, dict[str, Term]]


def _with_local(vocabulary: Vocabulary, local: LocalTerms) -> Terms:
    terms: Terms = {kind: dict(vocabulary.terms_of(kind)) for kind in FIELDS}
    groups: tuple[tuple[TermKind, tuple[Term, ...]], ...] = (
        (TermKind.ISSUE, local.issues),
        (TermKind.MODALITY, local.modalities),
        (TermKind.PROFESSION, local.professions),
    )
    for kind, added in groups:
        for term in added:
            if term.slug in terms[kind]:
                raise OverlayError(
                    f"The local {kind} {term.slug!r} exists already; add a synonym to it instead."
                )
            terms[kind][term.slug] = term
    _check_references(terms, local)
    return terms


def _check_references(terms: Terms, local: LocalTerms) -> None:
    wanted: list[tuple[TermKind, str, str]] = []
    for issue in local.issues:
        wanted += [(TermKind.ISSUE, issue.slug, issue.parent)] if issue.parent else []
    for profession in local.professions:
        above = profession.parent
        wanted += [(TermKind.PROFESSION, profession.slug, above)] if above else []
    for modality in local.modalities:
        scope = modality.professions_in_scope
        wanted += [(TermKind.PROFESSION, modality.slug, slug) for slug in scope]
    for kind, owner, slug in wanted:
        if slug not in terms[kind] or slug == owner:
            raise OverlayError(
                f"The local term {owner!r} names the {kind} {slug!r}, which does not exist."
            )


def _change(terms: Terms, kind: TermKind, slug: str, change: Callable[[Term], Term]) -> None:
    _require(terms, kind, slug)
    terms[kind][slug] = change(terms[kind][slug])


def _require(terms: Terms, kind: TermKind, slug: str) -> None:
    if slug not in terms[kind]:
        raise OverlayError(f"There is no {kind} {slug!r}; choose one that exists.")


def _with_label(new: NewLabel, term: Term) -> Term:
    return replace(term, label=new.label)


def _with_word(added: AddedSynonym, term: Term) -> Term:
    if not added.word.strip():
        raise OverlayError(f"The added synonym of {added.slug!r} is empty; write a word.")
    if added.language == "es":
        return replace(term, synonyms_es=(*term.synonyms_es, added.word))
    return replace(term, synonyms=(*term.synonyms, added.word))


def _merge(terms: Terms, merge: Merge, merged: dict[tuple[TermKind, str], str]) -> None:
    _require(terms, merge.kind, merge.slug)
    _require(terms, merge.kind, merge.into)
    target = merge.into
    while (merge.kind, target) in merged:
        target = merged[merge.kind, target]
    if target == merge.slug:
        raise OverlayError(f"Merging {merge.slug!r} into {merge.into!r} leads in a circle.")
    source = terms[merge.kind][merge.slug]
    words = (source.label, *source.synonyms)
    kept = terms[merge.kind][target]
    terms[merge.kind][target] = replace(
        kept,
        synonyms=(*kept.synonyms, *words),
        synonyms_es=(*kept.synonyms_es, *source.synonyms_es),
    )
    merged[merge.kind, merge.slug] = target
