"""Weights move within their bounds, after a preview, by two people, for the next request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.audit.models import AuditEntry
from directory.matching.weights import DEFAULT_WEIGHTS, Component
from directory.network.in_force import InForceHolder
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import save

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

PAGE = "/curate/weights"


def _numbers(app: Flask, **changed: str) -> dict[str, str]:
    weights = app.extensions["search"].weights
    numbers = {
        f"{asker}-{one.value}": f"{table[one]:g}"
        for asker, table in (("client", weights.client), ("referrer", weights.referrer))
        for one in Component
    }
    limits = weights.thresholds
    rest = {"load": limits.load, "full_fit": limits.full_fit, "good": limits.good}
    numbers |= {f"thresholds-{name}": f"{value:g}" for name, value in rest.items()}
    return numbers | {name.replace("_", "-"): value for name, value in changed.items()}


def test_a_weight_out_of_bounds_names_the_field_and_keeps_what_was_typed(
    app: Flask, curator: MemberClient
) -> None:
    curator.get(PAGE)
    answer = curator.post(f"{PAGE}/preview", _numbers(app, client_trust="0.9"))

    assert answer.status_code == 422
    assert "Write a number, 0 to 0.2" in answer.text
    assert 'value="0.9"' in answer.text


def test_two_people_move_a_weight_for_every_process_and_the_page_about_the_order(
    app: Flask, curator: MemberClient, other_curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft()))
    other_process = InForceHolder(
        app.extensions["network"]._shipped,  # noqa: SLF001 - as another process has it
        app.extensions["vocabulary"],
    )
    numbers = _numbers(app, client_trust="0.01")
    preview = curator.post(f"{PAGE}/preview", numbers)
    assert "example searches would start otherwise" in preview.text
    assert curator.post(PAGE, numbers | {"reason": ""}).status_code == 422

    act = curator.post(PAGE, numbers | {"reason": "Clients come from far."}).headers["Location"]
    curator.post(f"{act}/confirm")
    assert app.extensions["search"].weights == DEFAULT_WEIGHTS, "nobody is both halves"

    other_curator.post(f"{act}/confirm")
    page = other_curator.get("/how-the-order-is-decided").text

    assert app.extensions["search"].weights.client[Component.TRUST] == 0.01
    assert re.search(r"Trust among colleagues</th>\s*<td[^>]*>1</td>", page)
    with database.session() as session:
        assert other_process.follow(session).weights.client[Component.TRUST] == 0.01
        actions = {row.action for row in session.query(AuditEntry)}
    assert "network.edited" in actions


def test_nothing_changed_is_nothing_to_propose(app: Flask, curator: MemberClient) -> None:
    curator.get(PAGE)
    answer = curator.post(f"{PAGE}/preview", _numbers(app))

    assert answer.status_code == 422
    assert "Nothing differs from what is in force" in answer.text
