"""Every word of the demo that is a term exists, and stays inside the scope of practice."""

from __future__ import annotations

import pytest

from tests.unit.demo.network import (
    SEED,
    centers,
    listed,
    people,
    read,
    rows,
    staff,
    terms,
    umbrellas,
)

LISTS = {
    "professions": "professions",
    "focus_issues": "issues",
    "also_issues": "issues",
    "payers_yes": "payers",
    "payers_no": "payers",
    "populations": "populations",
    "populations_no": "populations",
    "populations_focus": "populations",
    "preferences_yes": "preferences",
    "preferences_no": "preferences",
    "access_yes": "accessibility",
    "access_no": "accessibility",
    "refers_on_for": "issues",
}


@pytest.mark.parametrize("column", LISTS)
def test_every_slug_of_a_list_is_in_the_vocabulary(column: str) -> None:
    known = terms(LISTS[column])
    unknown = {
        (row["handle"], term)
        for row in rows("listings")
        for term in listed(row[column])
        if term not in known
    }
    assert unknown == set()


@pytest.mark.parametrize(
    ("column", "file", "levels"),
    [
        ("modalities", "modalities", {"certified", "trained", "some"}),
        ("languages", "languages", {"native", "fluent", "conversational", "interpreter"}),
    ],
)
def test_every_pair_of_term_and_level_is_known(column: str, file: str, levels: set[str]) -> None:
    pairs = [item.split(":") for row in rows("listings") for item in listed(row[column])]
    assert {term for term, _ in pairs} - terms(file).keys() == set()
    assert {level for _, level in pairs} <= levels


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("payers_yes", "payers_no"),
        ("populations", "populations_no"),
        ("preferences_yes", "preferences_no"),
        ("access_yes", "access_no"),
        ("collaboration_yes", "collaboration_no"),
        ("focus_issues", "also_issues"),
    ],
)
def test_nobody_answers_the_same_thing_twice(yes: str, no: str) -> None:
    both = [
        row["handle"] for row in rows("listings") if set(listed(row[yes])) & set(listed(row[no]))
    ]
    assert both == []


def test_a_group_of_issues_is_nobodys_specialty() -> None:
    groups = {slug for slug, row in terms("issues").items() if row["kind"] == "group"}
    named = {
        issue
        for row in rows("listings")
        for column in ("focus_issues", "also_issues")
        for issue in listed(row[column])
    }
    assert named & groups == set()


def test_every_issue_has_a_facet_in_the_scope_of_one_of_the_professions() -> None:
    outside = [
        (row["handle"], issue)
        for row in people()
        for issue in (*listed(row["focus_issues"]), *listed(row["also_issues"]))
        if not _serves(listed(row["professions"]), issue)
    ]
    assert outside == []


def test_every_modality_is_in_the_scope_of_one_of_the_professions() -> None:
    outside = [
        (row["handle"], item)
        for row in people()
        for item in listed(row["modalities"])
        if not _may_offer(listed(row["professions"]), item.partition(":")[0])
    ]
    assert outside == []


def test_a_center_offers_only_what_its_own_people_may_do() -> None:
    held = {row["handle"]: listed(row["professions"]) for row in people()}
    outside = []
    for center in centers():
        union = [name for handle in staff(center["handle"]) for name in held[handle]]
        methods = [item.partition(":")[0] for item in listed(center["modalities"])]
        outside += [method for method in methods if not _may_offer(union, method)]
        outside += [issue for issue in listed(center["focus_issues"]) if not _serves(union, issue)]
    assert outside == []


def test_nobody_refers_on_for_what_they_work_with() -> None:
    both = [
        row["handle"]
        for row in people()
        if set(listed(row["refers_on_for"]))
        & {*listed(row["focus_issues"]), *listed(row["also_issues"])}
    ]
    assert both == []


def test_what_somebody_prefers_not_to_take_is_a_term() -> None:
    known = terms("issues").keys() | terms("modalities").keys() | terms("populations").keys()
    assert {term for row in people() for term in listed(row["prefers_not"])} <= known


def test_trainings_and_specialties_name_terms_of_their_owner() -> None:
    issues = {
        row["handle"]: {*listed(row["focus_issues"]), *listed(row["also_issues"])}
        for row in people()
    }
    assert all(row["issue"] in issues[row["listing"]] for row in rows("specialties"))
    methods = {
        row["handle"]: {item.partition(":")[0] for item in listed(row["modalities"])}
        for row in people()
    }
    taught = [
        (row["listing"], name) for row in rows("trainings") for name in listed(row["modalities"])
    ]
    assert [pair for pair in taught if pair[1] not in methods[pair[0]]] == []


def test_titles_mean_in_their_jurisdiction_what_the_row_says() -> None:
    rules = {
        (row["jurisdiction"], row["profession"], row["title_or_letters"]): row["level"]
        for row in _credential_rules()
    }
    stated = [
        (row["jurisdiction"], row["profession"], row["title"], row["level"])
        for row in rows("credentials")
        if row["compact"] == "no"
    ]
    stated += [
        (
            row["credential_jurisdiction"],
            listed(row["professions"])[0],
            row["credential_title"],
            row["credential_level"],
        )
        for row in people()
        if row["credential_title"]
    ]
    wrong = [item for item in stated if item[3] != rules.get(item[:3], item[3])]
    assert wrong == []


def _credential_rules() -> list[dict[str, str]]:
    return read(SEED / "vocabulary" / "credentials.csv")


def _serves(professions: list[str], issue: str) -> bool:
    wanted = {item.partition(":")[0] for item in listed(terms("issues")[issue]["facets"])}
    return any(
        wanted & set(listed(terms("professions")[name]["facets_in_scope"])) for name in professions
    )


def _may_offer(professions: list[str], modality: str) -> bool:
    allowed = listed(terms("modalities")[modality]["professions_in_scope"])
    return any(name in allowed for held in professions for name in umbrellas(held))
