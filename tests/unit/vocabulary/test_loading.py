"""The vocabulary files: what is refused, with the spot and the remedy, and what must hold."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.loading import COLUMNS, load_vocabulary
from directory.vocabulary.terms import EvidenceLevel, Facet, Strength, TermKind, Touch

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

FOLDER = Path(__file__).resolve().parents[3] / "seed_data" / "vocabulary"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "vocabulary"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("issues.csv", "\nptsd,", "\nPTSD,", r"issues.csv, row 4 \(PTSD\).*not a slug"),
        ("issues.csv", "\nptsd,", "\ntrauma,", "stands twice"),
        ("issues.csv", "(TEPT),trauma,issue", "(TEPT),traumata,issue", "'traumata'.*not exist"),
        ("issues.csv", ",Trauma,trauma-and-abuse,issue", ",Trauma,ptsd,issue", "circle"),
        ("issues.csv", "mind:core|body:helpful", "mind:helpful|body:helpful", "No facet is core"),
        ("issues.csv", "mind:core|body:helpful", "soul:core", "'soul', which is not known"),
        ("issues.csv", "F43.10|", "F4310|", "wrong form"),
        ("issues.csv", ",yes,suicide,", ",yes,no-line,", "'no-line', which does not exist"),
        ("issues.csv", ",yes,suicide,", ",maybe,suicide,", "sensitive says 'maybe'"),
        ("issues.csv", "shell shock|", "shell shock||", "empty part"),
        ("modalities.csv", "mind,psychotherapist,", "mind,wizard,", "'wizard', which does not"),
        ("modalities.csv", ",mind,no,", ",mind,perhaps,", "touch says 'perhaps'"),
        ("professions.csv", "103T00000X", "103T0000X", "wrong form"),
        ("modality_issue.csv", ',A,"NICE', ',D,"NICE', "evidence_level says 'D'"),
        ("modality_issue.csv", "cbt,accident-trauma,A", "cbt,accident,A", "'accident'"),
        ("cautions.csv", "touch:yes", "touching:yes", "'touching', which is not known"),
        ("cautions.csv", "flag:active-trauma", "flag:actve-trauma", "'actve-trauma'"),
        ("cautions.csv", ",hold,", ",halt,", "severity says 'halt'"),
        ("flags.csv", ",safety,suicide,", ",safety,suicid,", "'suicid'"),
        ("payers.csv", ",US,", ",USA,", "wrong form"),
        ("vouch_bases.csv", "0.9,", "nine,", "not a number"),
        ("vouch_bases.csv", "0.9,", "1.9,", "out of range"),
        ("crisis_resources.csv", "en español,en|es,", "en español,en|es,soon", "'soon'"),
        ("credentials.csv", "US-AL,professional-counselor", "Alabama,x", "no region"),
        ("ambiguous_tokens.csv", "issue:eating-disorders,", "issue:eating,", "'eating'"),
        ("ambiguous_tokens.csv", "issue:eating-disorders,", "thing:eating,", "'thing'"),
        ("signs.csv", "{partner}", "{pardner}", "names no slot"),
        ("identities.csv", ",women,", ",wimmin,", "'wimmin'"),
        ("compounds.csv", "issue:postpartum-recovery", "postpartum-recovery", "names no kind"),
        ("wish_words.csv", "telehealth,mode", "telehealth,manner", "field says 'manner'"),
        ("modalities.csv", "slug,label", "slug,name", "columns are"),
        ("triage.csv", "dvt-suspected,same", "dvt,same", r"triage.csv, row \d+ \(dvt\).*'dvt'"),
        ("triage.csv", ",same-day,", ",tomorrow,", "act says 'tomorrow'"),
        ("triage.csv", ",maternal,", ",mothers,", "'mothers', which does not exist"),
        ("triage.csv", ",suicidal-thoughts,", ",suicidal,", "'suicidal', which does not exist"),
        ("triage.csv", "publishing,2026-11-22", "publishing,soon", "as_of is 'soon'"),
        ("faint_signs.csv", "suicide-risk-now,43", "suicide-risk-now,19", "sure is '19'"),
        ("faint_signs.csv", "suicide-risk-now,43", "suicide-risk-now,101", "sure is '101'"),
        ("faint_signs.csv", "suicide-risk-now,43", "suicide-risk-now,most", "sure is 'most'"),
        ("faint_signs.csv", "suicide-risk-now,43", "suicide,43", "'suicide', which does not"),
        ("faint_signs.csv", ",child-abuse,", ",children,", "'children', which does not exist"),
        ("faint_signs.csv", 'heard",2026-11-22', 'heard",soon', "as_of is 'soon'"),
        ("rule_terms.csv", "under-age,", "too-young,", "word says 'too-young'"),
        ("rule_terms.csv", "infants|children", "infants|kids", "'kids', which does not exist"),
        ("rule_terms.csv", ",population,", ",people,", "kind names 'people'"),
        ("rule_terms.csv", "care-body,", "care-mind,", "stands twice"),
    ],
)
def test_refuses_with_spot_and_remedy(copy: Path, file: str, old: str, new: str, says: str) -> None:
    change(copy, file, old, new)

    with pytest.raises(VocabularyError, match=says) as refused:
        load_vocabulary(copy)

    assert refused.value.spot.file == file
    assert refused.value.spot.row >= 1
    assert refused.value.remedy


def test_refuses_one_synonym_for_two_issues(copy: Path) -> None:
    change(copy, "issues.csv", "shell shock|", "shell shock|bulimic|")

    with pytest.raises(VocabularyError, match="'bulimic' is a synonym of ptsd too"):
        load_vocabulary(copy)


def test_refuses_a_missing_file_a_wrong_encoding_and_an_open_quote(copy: Path) -> None:
    (copy / "flags.csv").unlink()
    with pytest.raises(VocabularyError, match="It is missing"):
        load_vocabulary(copy)
    (copy / "flags.csv").write_bytes("flag,ansiedad depresión".encode("latin-1"))
    with pytest.raises(VocabularyError, match="not UTF-8"):
        load_vocabulary(copy)
    (copy / "flags.csv").write_text(COLUMNS["flags.csv"] + '\nx,"open,y', encoding="utf-8")
    with pytest.raises(VocabularyError, match="quote that is not closed"):
        load_vocabulary(copy)


def test_refuses_a_comma_that_is_not_quoted(copy: Path) -> None:
    change(copy, "flags.csv", "Client is under 18", "Client is under 18, or a child")

    with pytest.raises(VocabularyError, match="Quote a cell that holds a comma"):
        load_vocabulary(copy)


# The package reads its list in a way that Python has declared old.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_icd_code_exists(shipped: Vocabulary) -> None:
    icd = importlib.import_module("simple_icd_10_cm")
    wrong = [
        (issue.slug, code)
        for issue in shipped.issues.values()
        for code in issue.icd10cm
        if not icd.is_valid_item(code)
    ]
    assert wrong == []


def test_every_claim_names_a_source_and_whether_it_was_opened(shipped: Vocabulary) -> None:
    claims = [entry for entry in shipped.evidence.values() if entry.level is not None]
    assert {entry.level for entry in claims} == set(EvidenceLevel)
    assert all(entry.source and entry.source_check for entry in claims)


def test_a_modality_serves_what_one_of_its_professions_may_serve(shipped: Vocabulary) -> None:
    without = [
        modality.slug
        for modality in shipped.modalities.values()
        if not any(
            shipped.professions[slug].scope_by_roster
            or shipped.professions[slug].facets_in_scope.intersection(modality.facets_served)
            for slug in modality.professions_in_scope
        )
    ]
    assert without == []


def test_bodywork_has_no_scope_for_the_mind(shipped: Vocabulary) -> None:
    bodywork = [entry for entry in shipped.professions.values() if entry.family == "bodywork"]
    assert bodywork
    assert all(Facet.MIND not in entry.facets_in_scope for entry in bodywork)


def test_issues_that_straddle_mind_and_body_say_so(shipped: Vocabulary) -> None:
    needs = {need.facet: need.strength for need in shipped.issues["bulimia"].facets}
    assert needs == {
        Facet.MIND: Strength.CORE,
        Facet.NUTRITION: Strength.CORE,
        Facet.MEDICAL: Strength.CORE,
    }


@pytest.mark.parametrize(
    ("where", "title", "profession", "level"),
    [
        ("US-CA", "LPCC", "professional-counselor", "independent"),
        ("US-CO", "LPCC", "professional-counselor", "supervised"),
        ("US-NM", "LMHC", "professional-counselor", "supervised"),
        ("US-MA", "LCSW", "clinical-social-worker", "supervised"),
        ("US-CO", "LAC", "addiction-counselor", "independent"),
        ("US-AZ", "LAC", "professional-counselor", "supervised"),
        ("CA-ON", "RP (Qualifying)", "registered-psychotherapist", "supervised"),
        ("CA-ON", "RP", "registered-psychotherapist", "independent"),
        ("US-KS", "", "massage-therapist", "none"),
    ],
)
def test_letters_mean_what_the_jurisdiction_says(
    shipped: Vocabulary, where: str, title: str, profession: str, level: str
) -> None:
    rules = [
        rule
        for rule in shipped.credential_rules
        if (rule.jurisdiction, rule.title, rule.profession) == (where, title, profession)
    ]
    assert [rule.level for rule in rules] == [level]


def test_help_lines_claim_no_check_that_was_not_made(shipped: Vocabulary) -> None:
    assert {line.last_checked for line in shipped.crisis_resources} == {""}
    assert {"suicide", "sexual-assault", "eating-disorder", "medical"} <= {
        line.key for line in shipped.crisis_resources
    }


def test_private_basis_is_private_and_hearsay_does_not_extend(shipped: Vocabulary) -> None:
    assert shipped.vouch_bases["received-care"].private
    assert not shipped.vouch_bases["knows-of"].extends
    assert shipped.vouch_bases["co-treated"].extends


def test_terms_are_found_by_kind(shipped: Vocabulary) -> None:
    assert shipped.terms_of(TermKind.ACCESS) is shipped.access_needs
    assert shipped.modalities["massage-general"].touch is Touch.YES


def test_an_act_of_crisis_has_a_help_line(copy: Path) -> None:
    change(copy, "triage.csv", "dvt-suspected,same-day", "dvt-suspected,crisis")

    with pytest.raises(VocabularyError, match="no help line is named"):
        load_vocabulary(copy)


def test_every_word_of_a_rule_is_explained(copy: Path) -> None:
    path = copy / "rule_terms.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith("care-mind")), "utf-8")

    with pytest.raises(VocabularyError, match="No row explains 'care-mind'"):
        load_vocabulary(copy)
