"""The document of `match --json` holds to its schema, whatever is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

SHARE = {"type": "number", "minimum": 0, "maximum": 1}
TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
CELLS = {
    "type": "array",
    "items": {
        "type": "array",
        "items": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
        "minItems": 2,
        "maxItems": 2,
    },
}
COUNT = {"type": "integer", "minimum": 0}


def closed(**fields: object) -> dict[str, Any]:
    """An object with exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": sorted(fields),
        "additionalProperties": False,
    }


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


RESULT = closed(
    rank={"type": "integer", "minimum": 1},
    slug={"type": "string", "pattern": "^[a-z0-9-]+$"},
    kind={"enum": ["person", "center"]},
    name={"type": "string", "minLength": 1},
    profession=or_null({"type": "string"}),
    credentials={"type": "string"},
    place=or_null({"type": "string", "minLength": 1}),
    distance_km=or_null({"type": "number", "minimum": 0}),
    by_video={"type": "boolean"},
    score=SHARE,
    parts={
        "type": "array",
        "minItems": 1,
        "items": closed(name={"type": "string"}, value=SHARE, weight=SHARE, points=SHARE),
    },
    factors={
        "type": "array",
        "items": closed(name={"enum": ["fit-gate", "hold", "prefers-not"]}, value=SHARE),
    },
    moved={"enum": ["load", "newcomer", None]},
    relaxed={"enum": ["distance", "telehealth", "payer", "generalist", None]},
    why={**TEXTS, "maxItems": 3},
    missing={**TEXTS, "maxItems": 1},
    not_known=TEXTS,
    why_not_higher=TEXTS,
    cautions={
        "type": "array",
        "items": closed(
            id={"type": "string", "pattern": "^C[0-9]{2}$"},
            severity={"enum": ["stop", "hold", "caution", "info"]},
            text={"type": "string", "minLength": 1},
        ),
    },
    trust=or_null(closed(value=SHARE, path=or_null(TEXTS), basis=TEXTS, routes=COUNT)),
    availability=closed(
        status={"type": "string"}, wait_days=or_null(COUNT), confirmed_days_ago=or_null(COUNT)
    ),
    covers=CELLS,
    also_at=TEXTS,
    staff={
        "type": "array",
        "items": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3},
    },
)
TEAM = closed(
    members={**TEXTS, "minItems": 1, "maxItems": 4},
    steps={
        "type": "array",
        "items": closed(
            member={"type": "string"},
            cells=CELLS,
            cleared_by=or_null({"type": "string"}),
            why=TEXTS,
        ),
    },
    missing=CELLS,
    joint_feasible={"type": ["boolean", "null"]},
    why=TEXTS,
)
DOCUMENT = closed(
    need={"type": "object"},
    notices={
        "type": "array",
        "items": {
            "type": "string",
            "pattern": "^((crisis|resource|relaxed|emergency|urgent):[a-z-]+|empty)$",
        },
    },
    gap=or_null(closed(inside=CELLS, outside=CELLS)),
    results={"type": "array", "items": RESULT},
    counts=closed(
        profession={"type": "object", "additionalProperties": COUNT},
        filters={
            "type": "object",
            "propertyNames": {"pattern": "^[a-z-]+:[a-z0-9-]+$"},
            "additionalProperties": closed(yes=COUNT, no=COUNT, not_stated=COUNT),
        },
    ),
    team=or_null(TEAM),
    total=COUNT,
    took_ms={"type": "number", "minimum": 0},
    named=TEXTS,
)

ASKED = (
    ("rape recovery", "--near", "Lakewood, CO", "--prefer", "practitioner-woman"),
    ("bulimia", "--near", "80226", "--team", "--payer", "medicaid", "--access", "wheelchair"),
    ("sexual trauma", "--as", "mid-torres", "--i-do", "mind", "--whole-need", "--within", "60km"),
    ("i want to kill myself", "--near", "Denver"),
    ("worst headache of my life",),
    ("grief", "--online", "Colorado", "--population", "teens", "--avoid", "emdr"),
    ("back pain", "--centers", "--in-person", "--near", "Denver", "--limit", "2"),
    ("qwer zxcv asdf",),
)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked[0])
def test_the_document_holds_to_its_schema_and_adds_up(run: Run, asked: tuple[str, ...]) -> None:
    result = run("match", *asked, "--json")

    assert result.exit_code in {0, 1}, result.output
    document = json.loads(result.stdout)
    jsonschema.validate(document, DOCUMENT)
    for one in document["results"]:
        factor = 1.0
        for item in one["factors"]:
            factor *= item["value"]
        for part in one["parts"]:
            points = part["weight"] * part["value"] * factor
            assert part["points"] == pytest.approx(points, abs=1e-9)
        total = sum(part["points"] for part in one["parts"])
        assert total == pytest.approx(one["score"], abs=1e-9)
        assert sum(part["weight"] for part in one["parts"]) == pytest.approx(1, abs=1e-9)


def test_the_schema_refuses_another_document() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"results": [{"score": 1.2}]}, DOCUMENT)
