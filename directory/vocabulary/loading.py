"""Load and validate the vocabulary from its folder of CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary import entries
from directory.vocabulary.consistency import check_consistency
from directory.vocabulary.faint_signs import RULES_FILE, check_faint_rules, faint_rule
from directory.vocabulary.rows import keyed, read_rows
from directory.vocabulary.rule_terms import check_rule_terms, rule_terms, triage_rule
from directory.vocabulary.terms import Vocabulary
from directory.vocabulary.usage_entries import USAGE_COLUMNS, USAGE_KEYS, usage

if TYPE_CHECKING:
    from pathlib import Path

    from directory.vocabulary.rows import Folder, Row

COLUMNS: dict[str, str] = {
    "issues.csv": "slug,label,label_es,parent,kind,synonyms,synonyms_es,icd10cm_fy2026,"
    "sensitive,crisis_resource_key,facets",
    "modalities.csv": "slug,label,label_es,family,domain,touch,synonyms,synonyms_es,"
    "facets_served,professions_in_scope,notes",
    "professions.csv": "slug,label,label_es,family,parent,nucc_codes,facets_in_scope,may_touch,"
    "may_diagnose_mental,may_diagnose_physical,may_prescribe,may_do_psychotherapy,regulated,"
    "synonyms,synonyms_es,scope,scope_es,outside_scope,outside_scope_es",
    "modality_issue.csv": "modality,issue,evidence_level,source,note,source_check",
    "cautions.csv": "id,trigger,applies_to,action,severity,text_for_clinician,text_for_client,"
    "text_for_client_es,cleared_by,source",
    "flags.csv": (
        "slug,label,label_es,kind,crisis_resource_key,only_with,not_with,fades,synonyms,synonyms_es"
    ),
    "payers.csv": "slug,label,label_es,kind,where,synonyms,synonyms_es",
    "populations.csv": "slug,label,label_es,synonyms,synonyms_es",
    "preferences.csv": "slug,label,label_es,synonyms,synonyms_es",
    "accessibility.csv": "slug,label,label_es,synonyms,synonyms_es",
    "languages.csv": "slug,label,label_es,synonyms,synonyms_es",
    "vouch_bases.csv": "slug,label,label_es,weight,half_life_days,needs,shown_as,note",
    "credentials.csv": "jurisdiction,profession,title_or_letters,level,regulator,confidence,note",
    "crisis_resources.csv": "key,name,name_es,where,contact,contact_es,hours,hours_es,note,"
    "note_es,languages,last_checked",
    "ambiguous_tokens.csv": "token,means,cues,default,note",
    "triage.csv": "flag,act,populations,issues,line,says_issue,source,source_check,as_of",
    "rule_terms.csv": "word,kind,terms,source,as_of",
    RULES_FILE: "flag,sure,lines,source,as_of",
} | USAGE_COLUMNS
"""The columns of each file; the one that names a row in errors is in KEYS, else `slug`."""

KEYS: dict[str, str] = {
    "modality_issue.csv": "modality",
    "cautions.csv": "id",
    "credentials.csv": "title_or_letters",
    "crisis_resources.csv": "key",
    "ambiguous_tokens.csv": "token",
    "triage.csv": "flag",
    RULES_FILE: "flag",
    "rule_terms.csv": "word",
} | USAGE_KEYS


def load_vocabulary(folder: Path | Folder) -> Vocabulary:
    """The vocabulary in a folder (seed_data/vocabulary), complete and consistent.

    Raises VocabularyError with file, row, slug, cause and remedy at the first thing that is
    wrong: a missing file or column, a slug that is malformed, doubled or unknown, a parent that
    leads in a circle, an issue without a core facet, a claim without a source, a caution whose
    trigger cannot be read, a safety rule that names what is not there.
    """
    rows = {
        file: read_rows(folder, file, tuple(columns.split(",")), KEYS.get(file, "slug"))
        for file, columns in COLUMNS.items()
    }
    vocabulary = _assemble(rows)
    check_consistency(vocabulary, rows)
    check_rule_terms(vocabulary, rows)
    check_faint_rules(vocabulary, rows[RULES_FILE])
    return vocabulary


def _assemble(rows: dict[str, list[Row]]) -> Vocabulary:
    by_slug = {file: keyed(lines) for file, lines in rows.items() if file not in KEYS}
    pairs = [entries.evidence(row) for row in rows["modality_issue.csv"]]
    rules = [entries.caution(row) for row in rows["cautions.csv"]]
    return Vocabulary(
        issues={slug: entries.issue(row) for slug, row in by_slug["issues.csv"].items()},
        modalities={s: entries.modality(row) for s, row in by_slug["modalities.csv"].items()},
        professions={s: entries.profession(row) for s, row in by_slug["professions.csv"].items()},
        evidence={(pair.modality, pair.issue): pair for pair in pairs},
        cautions={rule.identifier: rule for rule in rules},
        flags={slug: entries.flag(row) for slug, row in by_slug["flags.csv"].items()},
        payers={slug: entries.payer(row) for slug, row in by_slug["payers.csv"].items()},
        populations={slug: entries.term(row) for slug, row in by_slug["populations.csv"].items()},
        preferences={slug: entries.term(row) for slug, row in by_slug["preferences.csv"].items()},
        access_needs={s: entries.term(row) for s, row in by_slug["accessibility.csv"].items()},
        languages={slug: entries.term(row) for slug, row in by_slug["languages.csv"].items()},
        vouch_bases={s: entries.vouch_basis(row) for s, row in by_slug["vouch_bases.csv"].items()},
        credential_rules=tuple(map(entries.credential_rule, rows["credentials.csv"])),
        crisis_resources=tuple(map(entries.crisis_resource, rows["crisis_resources.csv"])),
        ambiguous_tokens=entries.ambiguous_tokens(rows["ambiguous_tokens.csv"]),
        triage_rules=tuple(map(triage_rule, rows["triage.csv"])),
        rule_terms=rule_terms(rows["rule_terms.csv"]),
        usage=usage(rows),
        faint_rules=tuple(map(faint_rule, rows[RULES_FILE])),
    )
