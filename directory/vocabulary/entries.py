"""Turn the rows of each vocabulary file into values, checking what one row alone can tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.vocabulary.terms import (
    ROSTER,
    AmbiguousToken,
    Caution,
    CredentialRule,
    CrisisResource,
    Evidence,
    EvidenceLevel,
    Facet,
    FacetNeed,
    Flag,
    Issue,
    Meaning,
    Modality,
    Payer,
    Profession,
    Severity,
    Strength,
    Term,
    TermKind,
    Touch,
    VouchBasis,
)

if TYPE_CHECKING:
    from directory.vocabulary.rows import Row

ASSESSMENT = "assessment"
"""Marks a profession that assesses; it is no facet of care and so no need cell by itself."""


NUCC = re.compile(r"[0-9A-Z]{9}X")
ICD10CM = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
REGION = re.compile(r"[A-Z]{2}(-[0-9A-Z]{1,3})?")

MAY_TOUCH = frozenset(
    {"yes", "no", "limited", "exam-only", "feet-hands", "no-unless-trained", "varies", ROSTER}
)
MAY = frozenset({"yes", "no", "limited", "rarely", "varies", ROSTER})
LEVELS = frozenset(
    {
        "independent",
        "supervised",
        "certification",
        "none",
        "association",
        "voluntary",
        "unlicensed-listed",
        "unregulated",
    }
)


def term(row: Row) -> Term:
    """A term that has nothing but its label and words."""
    return Term(*_names(row))


def issue(row: Row) -> Issue:
    """An issue, or a group that only orders the list."""
    is_group = _one_of(row, "kind", {"group", "issue"}) == "group"
    needs = tuple(_facet_need(row, part) for part in row.words("facets"))
    if is_group and (needs or row.text("parent")):
        raise row.error("A group has facets or a parent.", "Make it an issue or empty them.")
    if not is_group and not any(need.strength is Strength.CORE for need in needs):
        raise row.error("No facet is core.", "Mark at least one facet as core, as in mind:core.")
    codes = row.words("icd10cm_fy2026")
    _all_shaped(row, "icd10cm_fy2026", codes, ICD10CM)
    return Issue(
        *_names(row),
        parent=row.text("parent") or None,
        is_group=is_group,
        icd10cm=codes,
        sensitive=_yes(row, "sensitive"),
        crisis_resource_key=row.text("crisis_resource_key") or None,
        facets=needs,
    )


def modality(row: Row) -> Modality:
    """A method of care."""
    return Modality(
        *_names(row),
        family=row.required("family"),
        domain=_one_of(row, "domain", {"mind", "body", "both", "spirit"}),
        touch=row.choice("touch", Touch),
        facets_served=tuple(
            row.member("facets_served", part, Facet) for part in _some(row, "facets_served")
        ),
        professions_in_scope=_some(row, "professions_in_scope"),
        notes=row.text("notes"),
    )


def profession(row: Row) -> Profession:
    """A profession with its scope of practice."""
    parts = _some(row, "facets_in_scope")
    by_roster = ROSTER in parts
    if by_roster and len(parts) > 1:
        raise row.error("by-roster stands beside facets.", "Let it stand alone.")
    codes = row.words("nucc_codes")
    _all_shaped(row, "nucc_codes", codes, NUCC)
    facets = (part for part in parts if part not in {ROSTER, ASSESSMENT})
    return Profession(
        *_names(row),
        family=row.required("family"),
        parent=row.text("parent") or None,
        nucc_codes=codes,
        facets_in_scope=frozenset(row.member("facets_in_scope", part, Facet) for part in facets),
        scope_by_roster=by_roster,
        assesses=ASSESSMENT in parts,
        may_touch=_one_of(row, "may_touch", MAY_TOUCH),
        may_diagnose_mental=_one_of(row, "may_diagnose_mental", MAY),
        may_diagnose_physical=_one_of(row, "may_diagnose_physical", MAY),
        may_prescribe=_one_of(row, "may_prescribe", MAY),
        may_do_psychotherapy=_one_of(row, "may_do_psychotherapy", MAY),
        regulated=row.required("regulated"),
        scope=row.required("scope"),
        outside_scope=row.required("outside_scope"),
        scope_es=row.text("scope_es"),
        outside_scope_es=row.text("outside_scope_es"),
    )


def evidence(row: Row) -> Evidence:
    """What is claimed for a pair; a letter needs a source and the state of its check."""
    level = row.choice("evidence_level", EvidenceLevel) if row.text("evidence_level") else None
    if level is not None and not (row.text("source") and row.text("source_check")):
        raise row.error(
            "A level stands without its source or without the state of the check.",
            "Name the source and say in source_check whether it was opened.",
        )
    if level is None and row.text("source"):
        raise row.error("A source stands without a level.", "Give the level or move it to note.")
    return Evidence(
        modality=row.required("modality"),
        issue=row.required("issue"),
        level=level,
        source=row.text("source"),
        note=row.text("note"),
        source_check=row.text("source_check"),
    )


def caution(row: Row) -> Caution:
    """A caution; its trigger and what it applies to are parsed by `cautions.parse_rule`."""
    return Caution(
        identifier=row.required("id"),
        trigger=row.required("trigger"),
        applies_to=row.required("applies_to"),
        action=row.required("action"),
        severity=row.choice("severity", Severity),
        text_for_clinician=row.required("text_for_clinician"),
        text_for_client=row.text("text_for_client"),
        text_for_client_es=row.text("text_for_client_es"),
        cleared_by=row.text("cleared_by"),
        source=row.required("source"),
    )


def flag(row: Row) -> Flag:
    """A circumstance that changes what is offered."""
    return Flag(
        *_names(row),
        kind=_one_of(
            row, "kind", {"safety", "clinical", "preference", "legal", "medical", "access"}
        ),
        crisis_resource_key=row.text("crisis_resource_key") or None,
        only_with=row.words("only_with"),
        not_with=row.words("not_with"),
        fades=row.text("fades") == "yes",
    )


def payer(row: Row) -> Payer:
    """A way to pay and where it exists; `*` is everywhere."""
    where = () if row.required("where") == "*" else row.words("where")
    _all_shaped(row, "where", where, REGION)
    return Payer(*_names(row), kind=row.required("kind"), where=where)


def vouch_basis(row: Row) -> VouchBasis:
    """On what knowledge a vouch stands."""
    weight, half_life = row.number("weight"), row.number("half_life_days")
    if not (0 < weight < 1 and half_life > 0):
        raise row.error(
            "weight or half_life_days is out of range.",
            "The weight lies between 0 and 1, the half-life above 0 days.",
        )
    needs = row.text("needs")
    return VouchBasis(
        row.text("slug"),
        row.required("label"),
        label_es=row.text("label_es"),
        weight=weight,
        half_life_days=half_life,
        needs=needs,
        shown_as=row.text("shown_as"),
        private="private" in needs,
        extends="does not extend" not in needs,
        note=row.text("note"),
    )


def credential_rule(row: Row) -> CredentialRule:
    """What letters mean in a jurisdiction."""
    where = row.required("jurisdiction")
    if where != "*" and not REGION.fullmatch(where):
        raise row.error(f"{where!r} is no region.", "Write ISO 3166-2, as US-CO, or *.")
    return CredentialRule(
        jurisdiction=where,
        profession=row.required("profession"),
        title=_title(row),
        level=_one_of(row, "level", LEVELS),
        regulator=row.text("regulator"),
        confidence=row.required("confidence"),
        note=row.text("note"),
    )


def _title(row: Row) -> str:
    """The letters; only a jurisdiction without any licence for the work has none."""
    if not row.text("title_or_letters") and row.text("level") != "none":
        raise row.error("title_or_letters is empty.", "Name the title, or say level none.")
    return row.text("title_or_letters")


def crisis_resource(row: Row) -> CrisisResource:
    """A help line; an empty last_checked says that nobody of this network has checked it."""
    where = row.words("where")
    _all_shaped(row, "where", where, REGION)
    checked = row.text("last_checked")
    if checked and not ISO_DATE.fullmatch(checked):
        raise row.error(f"last_checked is {checked!r}.", "Write a date as 2026-01-31 or nothing.")
    return CrisisResource(
        key=row.required("key"),
        name=row.required("name"),
        where=where,
        contact=row.required("contact"),
        hours=row.text("hours"),
        note=row.text("note"),
        last_checked=checked,
        name_es=row.text("name_es"),
        contact_es=row.text("contact_es"),
        hours_es=row.text("hours_es"),
        note_es=row.text("note_es"),
        languages=row.words("languages"),
    )


def ambiguous_tokens(rows: list[Row]) -> dict[str, AmbiguousToken]:
    """The readings of each ambiguous token, in file order."""
    readings: dict[str, list[Meaning]] = {}
    for row in rows:
        readings.setdefault(row.required("token"), []).append(_meaning(row))
    return {token: AmbiguousToken(token, tuple(found)) for token, found in readings.items()}


def _meaning(row: Row) -> Meaning:
    kind, _, slug = row.required("means").partition(":")
    cues, is_default = row.words("cues"), row.text("default") == "yes"
    if not cues and not is_default:
        raise row.error("No cue and no default.", "Name its cues or write yes under default.")
    return Meaning(
        kind=None if kind == "none" else row.member("means", kind, TermKind),
        slug=slug,
        cues=cues,
        is_default=is_default,
        note=row.text("note"),
    )


def _names(row: Row) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str]:
    return (
        row.text("slug"),
        row.required("label"),
        row.words("synonyms"),
        row.words("synonyms_es"),
        row.text("label_es"),
    )


def _facet_need(row: Row, part: str) -> FacetNeed:
    facet, _, strength = part.partition(":")
    return FacetNeed(row.member("facets", facet, Facet), row.member("facets", strength, Strength))


def _some(row: Row, column: str) -> tuple[str, ...]:
    row.required(column)
    return row.words(column)


def _yes(row: Row, column: str) -> bool:
    return _one_of(row, column, {"yes", "no"}) == "yes"


def _one_of(row: Row, column: str, allowed: set[str] | frozenset[str]) -> str:
    value = row.text(column)
    if value not in allowed:
        raise row.error(
            f"{column} says {value!r}, which is not known.",
            f"Choose from: {', '.join(sorted(allowed))}.",
        )
    return value


def _all_shaped(row: Row, column: str, values: tuple[str, ...], shape: re.Pattern[str]) -> None:
    for value in values:
        if not shape.fullmatch(value):
            raise row.error(f"{column} has {value!r}, which has the wrong form.", "Correct it.")
