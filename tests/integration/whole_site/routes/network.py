"""What a network edits of itself: words, weights, its name and colours, words not understood."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from directory.matching.weights import Component
from tests.integration.whole_site.routes.site import CANARY, silent, told

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

TERM = {
    "cell-slug": "elder-grief",
    "cell-label": "Grief of elders",
    "cell-parent": "grief-and-life-changes",
    "cell-kind": "issue",
    "cell-synonyms": "moonlit sorrow",
    "cell-icd10cm_fy2026": "Z63.4",
    "cell-sensitive": "no",
    "cell-facets": "mind:core|body:helpful|spirit:helpful",
    "action": "save",
    "source": "Ours.",
}

TOLD = MappingProxyType(
    {
        "/curate/words/<file>/new": told(
            "network.edited",
            {
                "kind": "add-row",
            },
        ),
        "/curate/words/<file>/row/<row>": told(
            "network.edited",
            {
                "kind": "merge",
            },
        ),
        "/curate/words/edits/<number>/undo": told(
            "network.edit-undone",
            {
                "kind": "merge",
            },
        ),
        "/curate/weights": told(
            "two-people.proposed",
            {
                "act": "network.edit",
            },
        ),
        "/two-people/<reference>/confirm": told(
            "two-people.confirmed",
            {
                "act": "network.edit",
            },
        ),
        "/curate/site": told(
            "network.edited",
            {
                "kind": "set",
            },
        ),
        "/unknown-word/send": silent("Nothing may lead back to whoever sent the word."),
        "/curate/unknown-words/close": told("unknown-word.closed"),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    _words(site)
    _weights(site)
    site.send("wren", "/curate/site", {"name": "Elm Street Network", "welcome": "Neighbours."})
    _unknown_words(site)


def _words(site: Site) -> None:
    site.send("wren", "/curate/words/issues/new", TERM)
    merged = {"action": "merge", "into": "grief", "source": "The same here."}
    site.send("wren", "/curate/words/issues/row/panic", merged)
    undo = site.see("wren", "/curate/words", r"/curate/words/edits/\d+")
    site.send("wren", f"{undo}/undo", {"reason": "It was another thing."})


def _weights(site: Site) -> None:
    site.member("wren").get("/curate/weights")
    weights = site.app.extensions["search"].weights
    numbers = {
        f"{asker}-{one.value}": f"{table[one]:g}"
        for asker, table in (("client", weights.client), ("referrer", weights.referrer))
        for one in Component
    }
    limits = weights.thresholds
    rest = {"load": limits.load, "full_fit": limits.full_fit, "good": limits.good}
    numbers |= {f"thresholds-{name}": f"{value:g}" for name, value in rest.items()}
    changed = numbers | {"client-trust": "0.01", "reason": "Clients come from far."}
    act = site.send("wren", "/curate/weights", changed).headers["Location"]
    site.send("robin", f"{act}/confirm")


def _unknown_words(site: Site) -> None:
    word = {"word": f"{CANARY} therapy"}
    site.send(site.visitor(), "/unknown-word/send", word)
    page = site.member("wren").get("/curate/unknown-words").text
    kept = re.findall(r'name="word" value="([^"]+)"', page)
    site.send("wren", "/curate/unknown-words/close", {"word": kept[0]})
