"""The whole invented network goes out and comes back the same; its HSDS holds to the last page."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from sqlalchemy import delete

from directory import clock
from directory.interop.blueprint import known
from directory.interop.demo import load_demo
from directory.interop.export_tables import exported
from directory.interop.hsds_writing import Site, hsds
from directory.profiles.models import Listing
from directory.profiles.queries import published_listings
from tests.integration.interop.hsds_schema import SERVICE

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.db import Database

pytestmark = pytest.mark.demo_network
MOST_OF_THE_DEMO = 400


def _tables(session: Session) -> dict[str, str]:
    return {one.table.value: one.text for one in exported(published_listings(session))}


def _rows(tables: dict[str, str]) -> list[str]:
    return sorted(f"{name}:{line}" for name, text in tables.items() for line in text.splitlines())


def _digest(tables: dict[str, str]) -> str:
    return hashlib.sha256("\n".join(_rows(tables)).encode()).hexdigest()


def test_the_exported_network_imported_is_the_same_network(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    with app.test_request_context("/"), database.transaction() as session:
        knowledge = known()
        tables = _tables(session)
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        manifest = {"invented": True, "as_of": clock.today().isoformat()}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        session.execute(delete(Listing))
        session.expire_all()
        emptied = _rows(_tables(session))

        report = load_demo(session, tmp_path, knowledge)
        again = _tables(session)

    assert report.is_sound, [str(problem) for problem in report.problems][:10]
    assert set(_rows(again)) ^ set(_rows(tables)) == set()
    assert _digest(again) == _digest(tables)
    assert len(_rows(tables)) > len(emptied) + MOST_OF_THE_DEMO


def test_every_service_of_the_network_holds_to_the_schema(app: Flask, database: Database) -> None:
    with app.test_request_context("/"), database.session() as session:
        page = hsds(
            published_listings(session), Site("https://care.example.org", known().vocabulary)
        )

    wrong = [
        f"{service['name']}: {error.message}"
        for service in page["contents"]
        for error in Draft202012Validator(SERVICE).iter_errors(service)
    ]
    assert wrong == []
    assert page["total_items"] == len(page["contents"]) >= MOST_OF_THE_DEMO
