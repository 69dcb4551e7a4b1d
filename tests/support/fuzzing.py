"""Requests that nobody would make, over all routes and four roles, from a seed (E1)."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from flask.testing import FlaskClient
from werkzeug.routing import BuildError

from tests.support.checkout import ROOT
from tests.support.every_page import ROLES, add_people, person_of
from tests.support.members import form_token, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

Item = TypeVar("Item")

CANARY = "<zqx9 onload=zqx9>"
WHO = ("visitor", "practitioner", "center", "curator")
SIGNED_IN_ANEW_EVERY = 120
SLOW = ("sign-in", "reset", "confirm", "second-step", "backup")
"""Each try of a password takes long on purpose; a few of them are enough."""
SLOW_SHARE = 0.03
SCRIPTS = (
    "травма и тело", "創傷 與 身體", "صدمة الجسد", "טראומה", "आघात", "บาดแผล", "외상", "トラウマ",
    "τραύμα", "վնասվածք", "ტრავმა", "ຄວາມເຈັບ", "ጉዳት", "ᏣᎳᎩ", "ᐃᓄᒃᑎᑐᑦ", "травма\u200f\u202emixed",
)  # fmt: skip
ODD = (
    "", " ", "\x00", "%00", "a\x00b", CANARY, f'"\'>{CANARY}', "{{7*7}}", "' OR 1=1 --", "%s%d%n",
    "../../etc/passwd", "=cmd|' /C calc'!A0", "\r\nX-Injected: yes", "-1", "0", "10000", "1e999",
    "NaN", "٣", "2026-02-30", "99999999999999999999", "x" * 2_000, "💔" * 300, "\ud83d".encode(
        "utf-16", "surrogatepass").decode("utf-16", "replace"), "(a+)+$" * 20, "%" * 50, "_" * 50,
    "[" * 10_000, json.dumps({"words": ["grief"] * 20}), "//evil.example", "https:evil", "yes",
    "\u202e\u2066", "é" * 500, "Zanesville-on-Nowhere", "80226", "Lakewood, CO", "grief",
)  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What came of the requests."""

    requests: int = 0
    reached: int = 0
    """How many got to a view: past routing, access and the form token."""
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Chance:
    """Choices that look random and are the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._numbers = np.random.default_rng(seed)

    def random(self) -> float:
        """From 0 to below 1."""
        return float(self._numbers.random())

    def randint(self, least: int, most: int) -> int:
        """A whole number, both ends possible."""
        return int(self._numbers.integers(least, most + 1))

    def choice(self, items: Sequence[Item]) -> Item:
        """One of them."""
        return items[self.randint(0, len(items) - 1)]

    def sample(self, items: Sequence[Item], k: int) -> list[Item]:
        """Some of them."""
        return [self.choice(items) for _ in range(k)]


class Fuzz:
    """A run over one app on the demo network; the same seed makes the same requests."""

    def __init__(self, app: Flask, seed: int) -> None:
        self.app = app
        self.chance = Chance(seed)
        self.seen = Seen()
        app.test_client_class = FlaskClient  # What is odd is judged here.
        add_people(app)
        self.handles = _handles(app)
        self.rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
        self.clients: dict[str, FlaskClient] = {}
        for endpoint, view in list(app.view_functions.items()):
            app.view_functions[endpoint] = self._counted(view)

    def run(self, number: int) -> Seen:
        """Make so many requests."""
        for made in range(number):
            if made % SIGNED_IN_ANEW_EVERY == 0:
                self._sign_in()
            self._ask()
        return self.seen

    def _sign_in(self) -> None:
        for role in WHO:
            email = ROLES[role]
            person = person_of(self.app, email) if email else None
            self.clients[role] = (
                signed_in(self.app, person).client if person else self.app.test_client()
            )
        self.clients["visitor"].get("/find")

    def _ask(self) -> None:
        chance = self.chance
        rule = chance.choice(self.rules)
        if any(word in rule.rule for word in SLOW) and chance.random() > SLOW_SHARE:
            rule = chance.choice(self.rules)
        # Mostly as somebody who may: a refusal before any view is soon learned.
        is_curators = rule.rule.startswith(("/curate", "/people", "/two-people"))
        role = "curator" if is_curators and chance.random() < 0.8 else chance.choice(WHO)
        methods = sorted((rule.methods or {"GET"}) - {"HEAD", "OPTIONS"})
        method = chance.choice(methods) if chance.random() < 0.97 else chance.choice(
            ("PUT", "DELETE", "PATCH", "POST", "HEAD", "OPTIONS")
        )  # fmt: skip
        path = self._path(rule)
        try:
            answer = self.clients[role].open(path, method=method, **self._sent(method, role))
        except UnicodeError:
            return  # The test client itself cannot say it.
        self._judge(answer, f"{method} {rule.rule} as {role}")

    def _path(self, rule: Rule) -> str:
        values = {name: self._part() for name in rule.arguments}
        try:
            built = rule.build(values, append_unknown=False)
        except (BuildError, ValueError):
            built = None
        return built[1] if built else re.sub(r"<[^>]+>", "odd", rule.rule)

    def _part(self) -> Any:  # noqa: ANN401 - a text, or a number where a route wants one
        if self.chance.random() < 0.7:
            return self.chance.choice((*self.handles[:12], "A" * 22, "maya"))
        return self.chance.choice(ODD)[:500] or "x"

    def _sent(self, method: str, role: str) -> dict[str, Any]:
        names = self.chance.sample(_field_names(), k=self.chance.randint(0, 8))
        fields = {
            name: [self._value() for _ in range(self.chance.choice((1, 1, 2)))] for name in names
        }
        if method in {"GET", "HEAD", "OPTIONS"}:
            return {"query_string": fields}
        if role != "visitor" and self.chance.random() < 0.9:
            fields["csrf_token"] = [form_token(self.app)]
        if self.chance.random() < 0.05:
            return {"data": b"[" * 10_000, "content_type": "application/json"}
        return {"data": fields}

    def _value(self) -> str:
        chance = self.chance
        kind = chance.random()
        if kind < 0.25:
            return chance.choice((*self.handles, "on", "person", "here", "phone", "US-CO", "other"))
        if kind < 0.4:
            return chance.choice(SCRIPTS)
        return chance.choice(ODD)

    def _judge(self, answer: TestResponse, what: str) -> None:
        self.seen.requests += 1
        self.seen.statuses[answer.status_code] += 1
        body = answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/") else ""
        if answer.status_code >= 500:
            self.seen.faults.append(f"{answer.status_code}: {what}")
        if CANARY in body or "Traceback (most recent" in body or "X-Injected" in answer.headers:
            self.seen.faults.append(f"it came back raw: {what}")

    def _counted(self, view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any view
            self.seen.reached += 1
            return view(*args, **kwargs)

        return counted


@cache
def _field_names() -> list[str]:
    """Every name of a field that stands in a template or is read by a view."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(re.findall(r'name="([a-z_]+)"', path.read_text(encoding="utf-8")))
        found |= set(re.findall(r'(?:field|text_area|choices)\("([a-z_]+)"', path.read_text()))
    for path in (ROOT / "directory").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'(?:form|args|values)\.get(?:list)?\("([a-z_]+)"', text))
    return sorted(found - {"csrf_token"})


def _handles(app: Flask) -> list[str]:
    found = app.test_client().get("/practitioners").get_data(as_text=True)
    return sorted(set(re.findall(r'href="/practitioners/([a-z0-9-]+)"', found))) or ["maya"]
