"""Sample values for the styleguide: every component in use, with invented people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from directory.vocabulary.terms import CrisisResource
from directory.web import styleguide_larger as larger

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact of a card; a value, because cards are kept under what they show."""

    strong: str
    rest: str = ""
    kind: str = "plain"
    age: str | None = None
    freshness: str = "fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A button of a card."""

    label: str
    href: str
    kind: str = "quiet"


@dataclass(frozen=True, slots=True)
class Samples:
    """What the styleguide page shows, one field for each component that takes values."""

    contents: tuple[tuple[str, str], ...] = (
        ("doors", "Doors and search"),
        ("results", "Results"),
        ("profile", "A profile"),
        ("forms", "Forms"),
        ("notices", "Notices"),
        ("ways-on", "Ways on"),
        ("desk", "Desk"),
        ("pages", "Parts as large as a page"),
        ("talking", "Asking and answering"),
        ("map", "Map"),
        ("tables", "Tables"),
    )
    distances: tuple[tuple[str, str], ...] = (
        ("5", "5 miles"),
        ("10", "10 miles"),
        ("25", "25 miles"),
    )
    filters: tuple[Row, ...] = ()
    read: tuple[Row, ...] = ()
    results: tuple[Row, ...] = ()
    facts: tuple[Line, ...] = ()
    path: tuple[Row, ...] = ()
    does: tuple[str, ...] = ()
    does_not: tuple[str, ...] = ()
    summary: tuple[Row, ...] = ()
    errors: tuple[Row, ...] = ()
    choices: tuple[Row, ...] = ()
    wishes: tuple[Row, ...] = ()
    tasks: tuple[Row, ...] = ()
    notices: tuple[tuple[str, str, str], ...] = ()
    board: tuple[Row, ...] = ()
    chips: tuple[Row, ...] = ()
    help_lines: tuple[CrisisResource, ...] = ()
    map: Row = field(default_factory=dict)
    columns: tuple[str, ...] = ("Discipline", "Does", "Does not")
    rows: tuple[tuple[str, str, str], ...] = ()
    place_choice: Row = field(default_factory=larger.place_choice)
    center: Row = field(default_factory=larger.center)
    together: Row = field(default_factory=larger.together)
    sheet: Row = field(default_factory=larger.sheet)
    person: Row = field(default_factory=larger.person)
    network: Row = field(default_factory=larger.network)
    answer: Row = field(default_factory=larger.answer)
    said: tuple[Row, ...] = field(default_factory=larger.said)
    questions: Row = field(default_factory=larger.questions)


def samples() -> Samples:
    """Invented values for every component."""
    return Samples(
        filters=_filters(),
        read=(
            {"text": "eating disorders", "value": "issue:eating-disorders"},
            {"text": "near Lakewood, CO", "value": "place"},
            {"text": "gentle touch", "value": "prefer:gentle"},
        ),
        results=(_ana(), _maya(), _center()),
        facts=_facts(),
        path=(
            {"name": "You", "basis": None},
            {"name": "Maya", "basis": "worked with"},
            {"name": "Ana", "basis": "3 completed referrals"},
        ),
        does=("Massage for tension and chronic pain", "Gentle work after surgery"),
        does_not=("Psychotherapy", "Diagnosis", "Deep tissue work"),
        summary=(
            {"term": "Where", "value": "Lakewood, CO", "change_href": "/styleguide"},
            {"term": "Fees", "value": "$95 for 60 minutes", "age": "confirmed 12 days ago"},
            {"term": "Languages", "value": ["English", "Spanish"]},
            {"term": "Evenings", "value": None},
        ),
        board=_board(),
        errors=(
            {"field": "licence", "message": "Give the number as the board prints it"},
            {"field": "agreed", "message": "Say how your client agreed to this referral"},
        ),
        choices=(
            {"value": "written", "label": "In writing, I hold the form"},
            {"value": "spoken", "label": "Spoken, I noted it today"},
            {"value": "no", "label": "Not yet", "hint": "Ask only whether there is an opening"},
        ),
        wishes=(
            {"value": "woman", "label": "A woman", "checked": True},
            {"value": "touch", "label": "No touch"},
            {"value": "evening", "label": "Evenings"},
        ),
        tasks=(
            {"label": "Who you are", "href": "/styleguide", "state": "Done", "kind": "ok"},
            {
                "label": "Licence",
                "href": "/styleguide",
                "state": "Being checked",
                "kind": "waiting",
            },
            {"label": "Publish", "href": None, "state": "Not yet possible", "kind": "missing"},
        ),
        notices=_notices(),
        chips=tuple(
            {"text": text, "kind": kind}
            for text, kind in (
                ("Works with eating disorders", "why"),
                ("Vouched for by 4", "trust"),
                ("Taking new clients", "ok"),
                ("Waiting list", "waiting"),
                ("In supervised practice", "note"),
                ("Evenings: not offered", "missing"),
                ("Massage therapy", "plain"),
            )
        ),
        help_lines=(
            CrisisResource(
                "sample",
                "A sample line",
                ("US",),
                "555-555-0100; text HELLO to 55501",
                "24/7",
                "Invented for this page",
                "",
            ),
        ),
        map=_map(),
        rows=(
            ("Massage therapist", "Works with muscles and tension", "Psychotherapy"),
            ("Psychotherapist", "Talks with you about what happened", "Touch, as a rule"),
        ),
    )


def _filters() -> tuple[Row, ...]:
    return (
        {
            "name": "profession",
            "legend": "Kind of care",
            "note": None,
            "options": [
                {"value": "talk", "label": "Talk therapy", "checked": True, "yes": 6},
                {"value": "massage", "label": "Massage therapy", "checked": True, "yes": 8},
                {"value": "physical", "label": "Physical therapy", "yes": 1},
            ],
        },
        {
            "name": "access",
            "legend": "Must have",
            "note": "People who did not say are kept at the end of the list.",
            "options": [
                {
                    "value": "step",
                    "label": "Step-free entrance",
                    "yes": 4,
                    "no": 2,
                    "not_stated": 8,
                },
                {
                    "value": "medicaid",
                    "label": "Takes Medicaid",
                    "yes": 3,
                    "no": 9,
                    "not_stated": 2,
                },
            ],
        },
    )


def _ana() -> Row:
    return {
        "name": "Ana Rivera", "credentials": "LMT", "href": "/styleguide", "is_center": False,
        "about": "Massage therapist, she/her", "where": "Lakewood, about 2 miles", "number": 1,
        "why": ["Works with eating disorders", "Body-image training, 2024"],
        "missing": "Evenings: not offered",
        "facts": _facts(),
        "cautions": ["Massage does not take the place of psychotherapy."],
        "not_known": ["Step-free entrance", "fees"],
        "actions": (
            Way(label="View profile", href="/styleguide", kind="primary"),
            Way(label="Ask a question", href="/styleguide")),
        "score": {
            "summary": "Why she is first",
            "rows": [
                {"label": "What you look for", "points": 42, "of": 45},
                {"label": "Distance", "points": 17, "of": 20},
                {"label": "Trust among colleagues", "points": 15, "of": 20},
                {"label": "Openings", "points": 15, "of": 15},
            ],
            "total": 89,
            "factors": [],
        },
    }  # fmt: skip


def _maya() -> Row:
    return {
        "name": "Maya Ortiz", "credentials": "PhD", "href": "/styleguide", "is_center": False,
        "about": "Psychologist, she/they", "where": "Online, and in Denver, about 6 miles",
        "number": 2, "why": ["Eating disorders are a focus", "Works alongside massage therapists"],
        "missing": None,
        "facts": (
            Line(
                strong="Waiting list, 3 to 4 weeks",
                kind="waiting",
                age="confirmed 5 weeks ago",
                freshness="ageing",
            ),
            Line(strong="Licence checked", rest="19 Oct 2026", kind="trust"),
        ),
        "cautions": [], "not_known": [], "score": None,
        "actions": (
            Way(label="View profile", href="/styleguide", kind="primary"),
            Way(label="Ask a question", href="/styleguide")),
    }  # fmt: skip


def _center() -> Row:
    return {
        "name": "Two Rivers Center", "credentials": "", "href": "/styleguide", "is_center": True,
        "about": "Integrative center: talk therapy, massage, nutrition",
        "where": "Golden, about 7 miles", "number": 3,
        "why": ["All three under one roof", "Plans care together"], "missing": None,
        "facts": (Line(strong="Openings not stated", kind="unknown"),),
        "cautions": [], "not_known": ["Medicaid"], "score": None,
        "actions": (Way(label="View center", href="/styleguide", kind="primary"),),
    }  # fmt: skip


def _facts() -> tuple[Line, ...]:
    return (
        Line(strong="Taking new clients", kind="ok", age="confirmed 6 days ago"),
        Line(strong="Licence checked", rest="3 Nov 2026", kind="trust"),
        Line(
            strong="4 verified colleagues",
            rest="refer to her, 2 of them psychotherapists",
            kind="trust",
        ),
    )


def _notices() -> tuple[tuple[str, str, str], ...]:
    return (
        ("note", "How we read your words", "We took “lakewod” for Lakewood, Colorado."),
        ("ok", "Saved", "Your openings are shown as confirmed today."),
        ("waiting", "Not confirmed for a while", "This page was last confirmed in August 2026."),
        ("caution", "Please note", "Massage does not take the place of psychotherapy."),
        ("urgent", "If you are in danger now", "Call the emergency number first."),
    )


def _map() -> Row:
    names = ((330, 270, "Ana Rivera"), (452, 240, "Maya Ortiz"), (172, 190, "Two Rivers Center"))
    return {
        "width": 600,
        "height": 420,
        "summary": "Map of 3 results around Lakewood",
        "caption": "Circles are areas: the exact place is not shown.",
        "rings": [
            {"x": 300, "y": 220, "r": 90, "label": "5 miles"},
            {"x": 300, "y": 220, "r": 180, "label": "10 miles"},
        ],
        "towns": [
            {"x": 300, "y": 220, "name": "Lakewood"},
            {"x": 430, "y": 200, "name": "Denver"},
            {"x": 150, "y": 150, "name": "Golden"},
        ],
        "areas": [{"x": 330, "y": 270, "r": 42}],
        "points": [
            {"x": x, "y": y, "number": number, "href": "/styleguide", "title": f"{number}. {name}"}
            for number, (x, y, name) in enumerate(names, start=1)
        ],
        "scale": {"x1": 20, "x2": 110, "y": 400, "label": "5 miles"},
    }


def _board() -> tuple[Row, ...]:
    return (
        {
            "href": "/noticeboard",
            "kind": "Group",
            "title": "Breath and ground",
            "by": "An invented center",
            "by_href": "/centers",
            "when": "from 3 Dec 2026, Thursdays, eight weeks",
            "where": "Lakewood, CO area",
            "first_words": "Eight evenings. Nobody tells their story unless they want to.",
            "put_up": "22 Nov 2026",
            "is_for_colleagues": True,
        },
    )
