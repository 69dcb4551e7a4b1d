"""`directory match`: the contract of its JSON, its text, its refusals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

RESULT_KEYS = {
    "rank", "slug", "kind", "name", "profession", "credentials", "place", "distance_km", "score",
    "parts", "factors", "moved", "why", "missing", "not_known", "cautions", "trust",
    "availability",
}  # fmt: skip


def answer(run: Run, *words: str) -> dict[str, Any]:
    result = run("match", *words, "--json")
    assert result.exit_code in {0, 1}, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def slugs(document: dict[str, Any]) -> list[str]:
    return [result["slug"] for result in document["results"]]


def test_the_document_has_the_agreed_shape(run: Run) -> None:
    document = answer(run, "rape recovery", "--near", "Lakewood, CO")

    assert {"need", "notices", "gap", "results", "counts", "team", "took_ms"} <= document.keys()
    assert document["need"]["issues"] == ["sexual-assault"]
    assert document["need"]["place"] == [{"city": "Lakewood", "region": "US-CO"}]
    assert "resource:sexual-assault" in document["notices"]
    assert slugs(document)[0] == "yolanda-baca"
    for result in document["results"]:
        assert result.keys() >= RESULT_KEYS
        assert result["kind"] in {"person", "center"}
        assert result["why"]
        assert len(result["why"]) <= 3
        assert len(result["missing"]) <= 1
    counts = document["counts"]["filters"]["payer:medicaid"]
    assert counts.keys() == {"yes", "no", "not_stated"}


@pytest.mark.parametrize("words", ["rape recovery", "grief", "low back pain", "bulimia medicaid"])
def test_the_points_of_a_result_add_up_to_its_score(run: Run, words: str) -> None:
    for result in answer(run, words, "--near", "80226")["results"]:
        points = sum(part["points"] for part in result["parts"])
        assert points == pytest.approx(result["score"], abs=1e-9)
        factor = 1.0
        for item in result["factors"]:
            factor *= item["value"]
        for part in result["parts"]:
            assert part["points"] == pytest.approx(
                part["weight"] * part["value"] * factor, abs=1e-9
            )


def test_a_hidden_address_has_only_its_public_point(run: Run) -> None:
    result = run("match", "trauma massage", "--near", "80226", "--json")

    assert "ana-rivera" in slugs(json.loads(result.stdout))
    assert "Secretlane" not in result.stdout
    ana = next(r for r in json.loads(result.stdout)["results"] if r["slug"] == "ana-rivera")
    assert ana["place"] == "Lakewood, CO area"


def test_drafts_stale_and_withdrawn_listings_are_nowhere(run: Run) -> None:
    result = run("match", "grief", "--near", "Denver", "--limit", "50", "--json")

    assert {"hidden-draft", "gone-away", "stale-ghost"}.isdisjoint(slugs(json.loads(result.stdout)))


def test_the_text_reads_as_a_list_with_reasons(run: Run) -> None:
    result = run("match", "rape recovery", "--near", "Lakewood, CO")

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    first = lines.index("1. Yolanda Baca, LCSW  [yolanda-baca]")
    assert lines[first + 1].strip().startswith("Clinical social worker · Lakewood, CO")
    assert lines[first + 2].strip().startswith("+ ")
    assert any("points = Works with what you ask for" in line for line in lines)
    assert all(len(line) <= 92 for line in lines)


def test_a_listing_asks_from_its_own_scope_place_and_circle(run: Run) -> None:
    document = answer(run, "grief", "--as", "lee-back")

    assert document["gap"]["outside"] == [["grief", "mind"], ["grief", "spirit"]]
    assert "lee-back" not in slugs(document)
    hon = next(r for r in document["results"] if r["slug"] == "hon-nguyen")
    assert hon["trust"]["path"] == ["lee-back", "mid-torres", "hon-nguyen"]
    assert hon["trust"]["basis"] == ["co-treated", "referred-good"]
    assert hon["distance_km"] == pytest.approx(9, abs=4)


def test_a_private_basis_counts_and_is_never_named(run: Run) -> None:
    document = answer(run, "sexual assault", "--as", "ana-rivera", "--near", "80226")

    yolanda = next(r for r in document["results"] if r["slug"] == "yolanda-baca")
    assert yolanda["trust"]["value"] > 0.5
    assert "received-care" not in json.dumps(document)


def test_what_i_do_myself_is_set_apart(run: Run) -> None:
    asked = ("--issue", "low-back-pain", "--near", "Denver", "--i-do", "movement", "--i-do", "body")

    document = answer(run, *asked)

    assert document["gap"]["outside"] == [["low-back-pain", "mind"]]
    assert "kim-okafor" not in slugs(document)
    assert "kim-okafor" in slugs(answer(run, *asked, "--whole-need"))


def test_options_take_slugs_labels_and_synonyms(run: Run) -> None:
    by_slug = answer(run, "--issue", "grief", "--profession", "professional-counselor")
    by_label = answer(run, "--issue", "Grief and loss", "--profession", "lpc")

    assert slugs(by_slug) == slugs(by_label) != []


def test_centers_only_and_a_distance_in_either_unit(run: Run) -> None:
    near = answer(run, "eating disorders", "--centers", "--near", "Denver", "--within", "25mi")
    nearer = answer(run, "eating disorders", "--centers", "--near", "80202", "--within", "1km")

    assert slugs(near) == ["juniper-house"]
    assert slugs(nearer) == []


def test_online_means_licensed_where_the_client_is(run: Run) -> None:
    colorado = answer(run, "chronic pain", "--online", "Colorado")
    ontario = answer(run, "chronic pain", "--online", "Ontario")

    assert slugs(colorado) == ["hon-nguyen"]
    assert slugs(ontario) == []


def test_near_me_is_answered_once_a_place_is_said(run: Run) -> None:
    assert answer(run, "grief counselor near me", "--near", "Lakewood, CO")["results"]
    assert answer(run, "grief counselor near me", "--as", "lee-back")["results"]


def test_avoids_a_listing_a_method_and_a_profession(run: Run) -> None:
    words = ("grief", "--near", "Denver")

    assert "hon-nguyen" not in slugs(answer(run, *words, "--avoid", "hon-nguyen"))
    assert "hon-nguyen" not in slugs(answer(run, *words, "--avoid", "lpc"))
    assert "hon-nguyen" in slugs(answer(run, *words, "--avoid", "emdr"))


def test_somebody_is_found_by_name(run: Run) -> None:
    result = run("match", "hon", "nguyn")

    assert result.exit_code == 0
    assert "Called so: Hon Nguyen  [hon-nguyen]" in result.stdout
    assert answer(run, "hon nguyn")["named"] == ["hon-nguyen"]


def test_nothing_found_ends_with_one(run: Run) -> None:
    assert run("match", "qwer zxcv asdf").exit_code == 1
    assert run("match", "chronic pain", "--online", "Ontario").exit_code == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say what is needed"),
        (("--issue", "grieff"), "'grieff' is not known as an issue; did you mean grief"),
        (("grief", "--as", "nobody"), "No published listing has the handle 'nobody'"),
        (("grief", "--near", "xyzzy"), "No place is called 'xyzzy'"),
        (("grief counselor near me",), "We do not look up where you are: say where with --near"),
        (("grief", "--within", "-1"), "--within '-1' is no distance"),
        (("grief", "--within", "10000km"), "--within '10000km' is no distance"),
        (("grief", "--within", "0mi"), "--within must be more than 0"),
        (("grief", "--online", "Atlantis"), "No state, province or country is called 'Atlantis'"),
        (("grief", "--online", "Colorado", "--in-person"), "Choose either"),
        (("grief", "--avoid", "emdrr"), "'emdrr' is not known as a handle, a modality, a prof"),
        (
            ("grief", "--as", "maya"),
            "No published listing has the handle 'maya'; did you mean ",
        ),
        (
            ("grief", "--i-do", "mnid"),
            "'mnid' is not known as a facet of care or a modality; did you mean mind,",
        ),
        (
            ("grief", "--payer", "medicaidd"),
            "'medicaidd' is not known as a payer; did you mean medicaid",
        ),
        (
            ("grief", "--population", "teenz"),
            "'teenz' is not known as a population; did you mean teens",
        ),
        (("grief", "--prefer", "womn"), "'womn' is not known as a preference; did you mean "),
        (
            ("grief", "--access", "wheelchare"),
            "'wheelchare' is not known as an access need; did you mean whe",
        ),
        (("grief", "--modality", "emdrr"), "'emdrr' is not known as a modality; did you mean emdr"),
        (("grief", "--profession", "acupuncter"), "'acupuncter' is not known as a profession; did"),
    ],
)
def test_wrong_input_is_refused_with_one_sentence(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    result = run("match", *words)

    assert result.exit_code == 2
    assert result.stderr.startswith(sentence)
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_database_that_is_not_there_is_told_in_one_sentence(run: Run, tmp_path: Path) -> None:
    empty = f"sqlite:///{tmp_path / 'empty.sqlite3'}"

    result = run("match", "grief", env={"DIRECTORY_DATABASE_URL": empty})

    assert result.exit_code == 2
    assert result.stderr.startswith("The database is not ready: run `directory init`")
