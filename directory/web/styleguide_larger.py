"""Sample values for those parts of the styleguide that are nearly a page each."""

from __future__ import annotations

from typing import Any

from directory import clock

Row = dict[str, Any]


def place_choice() -> Row:
    """A town of which there are many."""
    others = tuple(f"Lakewood, {state}" for state in ("CA", "NJ", "OH", "WA"))
    return {
        "title": "We took Lakewood, CO",
        "text": "There are several places of that name. Did you mean another?",
        "options": tuple((other, other) for other in others),
        "folded": "4 other places called Lakewood",
    }


def center() -> Row:
    """A center in the list of centers."""
    return {
        "number": 1,
        "name": "An invented center",
        "href": "/centers",
        "where": "Denver, CO",
        "integration": ({"text": "Under one roof", "kind": "plain"},),
        "approach": "Nobody here needs your story told twice.",
        "facts": (_openings(),),
        "people": ({"label": "Talk therapy", "people": (("dana-wells", "Dana Wells"),)},),
    }


def together() -> Row:
    """Two who could work together."""
    steps = (
        _step("Dana Wells", "Psychotherapist", "Talk therapy", "Begin here"),
        _step("Maya Okafor", "Massage therapist", "Massage and bodywork", "May begin alongside"),
    )
    team = {
        "title": "Dana Wells and Maya Okafor",
        "steps": steps,
        "why": "Less than a mile between their places",
        "missing": ("nutrition",),
    }
    return {"together": "This touches body and mind.", "teams": (team,)}


def sheet() -> Row:
    """Two names side by side."""
    names = (
        {"name": "Maya Okafor, LMT", "href": "/practitioners", "about": "Massage therapist"},
        {"name": "Dana Wells, LCSW", "href": "/practitioners", "about": "Clinical social worker"},
    )
    rows = (
        {"label": "Where", "cells": (("Lakewood, CO",), ("Denver, CO", "online"))},
        {"label": "Fee", "cells": (("$90 for 60 minutes",), ("Not stated: ask",))},
    )
    return {"names": names, "rows": rows, "questions": ("Do you take new clients now?",)}


def person() -> Row:
    """Somebody who works at a center."""
    return {
        "handle": "dana-wells",
        "name": "Dana Wells",
        "role": "",
        "profession": "Clinical social worker",
        "works_with": "Trauma, grief and loss",
        "availability": _openings(),
    }


def network() -> Row:
    """Two people around somebody, and one further out."""
    places = ((210, 60, 1, "Ana Rivera"), (300, 210, 2, "Dana Wells"), (60, 60, 0, "Teo Invented"))
    return {
        "width": 360,
        "height": 270,
        "x": 150,
        "y": 150,
        "dots": tuple(
            {"x": x, "y": y, "number": number, "name": name, "href": "/styleguide"}
            for x, y, number, name in places
        ),
        "lines": tuple({"x1": 150, "y1": 150, "x2": x, "y2": y} for x, y, *_rest in places),
        "left_out": 1,
    }


def answer() -> Row:
    """How it is safe to answer somebody."""
    return {
        "answer_by": {"value": "here"},
        "contact": "",
        "no_voicemail": True,
        "hours": "weekdays from 10 to 2",
        "call_me": "",
    }


def said() -> tuple[Row, ...]:
    """What two wrote to each other."""
    now = clock.now()
    return (
        {"at": now, "side": {"value": "client"}, "words": "Do you have an opening?"},
        {"at": now, "side": {"value": "listing"}, "words": "Yes, on Thursday at five."},
    )


def questions() -> Row:
    """Questions that belong together."""
    options = tuple(
        {"value": value, "label": value.capitalize(), "hint": None} for value in ("light", "medium")
    )
    pressure = {
        "name": "pressure",
        "label": "Pressure",
        "look": "checks",
        "hint": None,
        "options": options,
        "is_in_row": True,
    }
    return {
        "title": "How you work",
        "note": "Clients see this on your page.",
        "listed": (),
        "questions": (pressure,),
        "is_folded": True,
    }


def _openings() -> Row:
    return {
        "strong": "Openings in about 9 days",
        "rest": "",
        "kind": "ok",
        "age": "confirmed 6 days ago",
        "freshness": "fresh",
    }


def _step(name: str, about: str, covers: str, note: str) -> Row:
    return {
        "href": "/practitioners",
        "name": name,
        "about": about,
        "covers": (covers,),
        "note": note,
    }
