"""Questions of clients to practitioners, centers and the network, from both sides and the desk."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.integration.whole_site.routes.site import CANARY, MANAGER, told
from tests.support.asking import WISHES, hidden, phrase_on

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.integration.whole_site.routes.site import Site

WORDS = f"{CANARY}: do you have room for somebody who startles at touch?"
SEARCH = {"words": "grief counselor", "place": "Lakewood, CO", "within": "25"}

TOLD = MappingProxyType(
    {
        "/desk/messages/settings": told(
            "page.messages.choose_what_comes",
            {
                "message_preferences": "1 new",
            },
        ),
        "/practitioners/<handle>/ask/send": told(
            "page.messages.send_to_practitioner",
            {
                "message_conversations": "1 new",
                "message_entries": "1 new",
                "message_threads": "1 new",
            },
        ),
        "/desk/messages/<reference>/open": told("message.opened"),
        "/desk/messages/<reference>/answer": told(
            "page.messages.answer",
            {
                "message_conversations": ("1 changed; changed_at, status; status: read → answered"),
                "message_entries": "1 new",
            },
        ),
        "/messages/say": told(
            "page.messages.say_more",
            {
                "message_conversations": "1 changed; changed_at, status; status: answered → new",
                "message_entries": "1 new",
            },
        ),
        "/messages/wishes": told(
            "page.messages.set_wishes",
            {
                "message_threads": "1 changed; wishes",
            },
        ),
        "/messages/report": told(
            "page.messages.report_answer",
            {
                "message_conversations": (
                    "1 changed; report_kind, reported_at, reported_by; report_kind: none → "
                    "harassment; reported_by: none → client"
                ),
            },
        ),
        "/curate/message-reports/<reference>": told(
            "message.report-closed",
            {
                "kind": "harassment",
            },
        ),
        "/messages/take-back": told(
            "page.messages.take_back",
            {
                "message_conversations": (
                    "1 changed; changed_at, status; status: new → taken-back"
                ),
                "message_entries": "3 gone",
            },
        ),
        "/messages/erase": told(
            "page.messages.erase",
            {
                "message_conversations": "1 gone",
                "message_threads": "1 gone",
            },
        ),
        "/centers/<handle>/ask/send": told(
            "page.messages.send_to_center",
            {
                "message_conversations": "1 new",
                "message_entries": "1 new",
                "message_threads": "1 new",
            },
        ),
        "/desk/messages/<reference>/decline": told(
            "page.messages.decline",
            {
                "message_conversations": "1 changed; changed_at, status; status: new → declined",
            },
        ),
        "/desk/messages/<reference>/report": told(
            "page.messages.report",
            {
                "message_conversations": (
                    "1 changed; report_kind, reported_at, reported_by; report_kind: none → "
                    "threat; reported_by: none → listing"
                ),
            },
        ),
        "/ask-the-network/send": told(
            "page.messages.send_to_network",
            {
                "message_conversations": "1 new",
                "message_threads": "1 new",
            },
        ),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    _takes(site)
    _asked(site)
    _refused(site)
    _network(site)


def _takes(site: Site) -> None:
    taken = {"takes_messages": "yes", "takes_network": "yes"}
    for who, handle in (("maya", "maya"), (MANAGER, "the-house")):
        site.send(who, "/desk/messages/settings", taken | {"handle": handle})


def _asked(site: Site) -> None:
    visitor = site.visitor()
    sent = site.send(visitor, "/practitioners/maya/ask/send", WISHES | {"words": WORDS})
    own = site.see("maya", "/desk/messages", r"/desk/messages/[\w-]{22}")
    site.send("maya", f"{own}/open")
    site.send("maya", f"{own}/answer", {"words": f"{CANARY}: yes, from June."})
    form = _opened(visitor, phrase_on(sent))
    site.send(visitor, "/messages/say", form | {"words": f"{CANARY}: upstairs?"})
    wishes = {"wishes_shown": "yes", "answer_by": "phone", "contact": "303-555-0177"}
    site.send(visitor, "/messages/wishes", form | wishes)
    site.send(visitor, "/messages/report", form | {"report_kind": "harassment"})
    report = site.see("wren", "/curate", r"/curate/message-reports/[\w-]+")
    site.send("wren", report, {"reason": "Seen to."})
    site.send(visitor, "/messages/take-back", form)
    site.send(visitor, "/messages/erase", form)


def _opened(visitor: FlaskClient, phrase: str) -> dict[str, str]:
    page = visitor.post("/messages", data={"phrase": phrase})
    found = re.search(r'name="conversation" value="([^"]+)"', page.text)
    assert found is not None
    return {"sealed": hidden(page, "sealed"), "conversation": found[1]}


def _refused(site: Site) -> None:
    for end, form in (("decline", {}), ("report", {"report_kind": "threat"})):
        site.send(site.visitor(), "/centers/the-house/ask/send", WISHES | {"words": WORDS})
        own = site.see(MANAGER, "/desk/messages", r"/desk/messages/[\w-]{22}")
        site.send(MANAGER, f"{own}/{end}", form)


def _network(site: Site) -> None:
    visitor = site.visitor()
    asked = hidden(visitor.post("/ask-the-network", data=SEARCH), "asked")
    site.send(visitor, "/ask-the-network/send", WISHES | {"asked": asked})
