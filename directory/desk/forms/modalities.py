"""Methods with their level: only what the profession or a credential permits, and why not more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.offered import term_options
from directory.desk.questions import Around, Form, Group, Option, Values, one_of
from directory.interop.problems import Gravity, Remarks
from directory.interop.scope_checks import scoped
from directory.matching.listing import ModalityLevel
from directory.profiles.draft import ListingDraft, ModalityDraft
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.interop.problems import Problem
    from directory.vocabulary.terms import Modality

METHOD = "modality-"


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    levels = (
        Option("", _("I do not offer it")),
        Option("some", _("Some experience")),
        Option("trained", _("Trained")),
        Option("certified", _("Certified")),
    )
    mine = {item.modality for item in draft.modalities}
    families: dict[str, list[Modality]] = {}
    refused = []
    labels = {
        option.value: option.label
        for option in term_options(around.vocabulary, TermKind.MODALITY, mine)
    }
    for slug in labels:
        modality = around.vocabulary.modalities[slug]
        why = why_refused(modality.slug, draft, around)
        if why is None or modality.slug in mine:
            families.setdefault(modality.family, []).append(modality)
        else:
            refused.append(why)
    offered = tuple(
        Group(
            title=family.replace("-", " ").capitalize(),
            is_folded=True,
            questions=tuple(
                one_of(f"{METHOD}{item.slug}", labels[item.slug], levels) for item in modalities
            ),
        )
        for family, modalities in families.items()
    )
    outside = Group(
        title=_("Not offered to you, and why"), is_folded=True, listed=tuple(dict.fromkeys(refused))
    )
    note = _("You see what your profession and your recorded credentials permit.")
    return (Group(note=note), *offered, *((outside,) if refused else ()))


def why_refused(modality: str, draft: ListingDraft, around: Around) -> str | None:
    """Why somebody may not offer a method, with the text of the scope; None where they may."""
    if not draft.professions:
        return _("Choose your profession first.")
    # The rule is the importer's own: it is asked about this one method alone.
    alone = ListingDraft(
        handle=draft.handle,
        professions=draft.professions,
        credentials=draft.credentials,
        modalities=(ModalityDraft(modality=modality),),
    )
    found: list[Problem] = []
    scoped(alone, around.vocabulary, (), Remarks("", 0, found))
    for problem in found:
        if problem.gravity is Gravity.ERROR:
            return f"{problem.cause} {problem.remedy}".strip()
    return None


def _fill(draft: ListingDraft, _around: Around) -> Values:
    return {f"{METHOD}{item.modality}": [item.level.value] for item in draft.modalities}


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    stored = {item.modality: item for item in draft.modalities}
    chosen = []
    for slug in around.vocabulary.offered(TermKind.MODALITY, stored):
        level = typed.one_of(f"{METHOD}{slug}", [item.value for item in ModalityLevel])
        why = why_refused(slug, draft, around) if level and slug not in stored else None
        if why is not None:
            typed.refuse(f"{METHOD}{slug}", why)
        elif level:
            known = stored.get(slug, ModalityDraft(modality=slug))
            chosen.append(replace(known, level=ModalityLevel(level)))
    return replace(draft, modalities=tuple(chosen))


MODALITIES = Form(groups=_groups, fill=_fill, read=_read)
