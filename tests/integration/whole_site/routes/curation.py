"""The admins' desk: reviews, decisions, changes, cases, duplicates, reports, removals, mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.curation.credential_reference import reference_of
from directory.curation.rounds import go_round
from directory.mail.message import Mail
from directory.mail.models import OutgoingMail
from directory.mail.services import put_out
from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind
from directory.profiles.lifecycle import Move
from directory.profiles.proposals import pending_changes, propose
from directory.profiles.services import existing_drafts, move_listing
from tests.integration.whole_site.routes.site import CANARY, EMAIL, counselor, silent, told
from tests.support.drafts import LPC, publish, save

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

REASON = {"reason": "It was looked up with the board."}
CHECK = {
    "outcome": "good-standing",
    "looked_at": "state counseling board",
    "number": "100",
    "expires_on": "2099-08-31",
    "note": f"{CANARY} rang them.",
}

TOLD = MappingProxyType(
    {
        "/curate/review-many": told("listing.publish"),
        "/still-true/<link>": told("openings.confirmed-by-link", {"old": "open", "new": "open"}),
        "/curate/listings/<handle>/credentials/<credential>": told(
            "licence.checked",
            {
                "credential": "LPC, US-CO, professional-counselor",
                "outcome": "good-standing",
            },
        ),
        "/curate/listings/<handle>/publish": told("listing.publish"),
        "/curate/listings/<handle>/address": told(
            "two-people.proposed",
            {
                "act": "address.open",
            },
        ),
        "/curate/listings/<handle>/act": told("listing.suspend"),
        "/curate/listings/<handle>/restore": told(
            "two-people.proposed",
            {
                "act": "listing.restore",
            },
        ),
        "/curate/listings/<handle>/remove": told(
            "two-people.proposed",
            {
                "act": "listing.remove",
            },
        ),
        "/curate/changes/<handle>/accept": told("listing.accept-changes"),
        "/curate/changes/<handle>/return": told("listing.return-changes"),
        "/curate/cases/<case>": told(
            "case.closed",
            {
                "kind": "duplicate-licence",
                "outcome": "It was looked up with the board.",
            },
        ),
        "/curate/duplicates/<kept>/<gone>": told(
            "listing.merged",
            {
                "rows moved": "0",
            },
        ),
        "/curate/duplicates/merges/<reference>/undo": told("listing.merge-undone"),
        "/curate/help-lines/<line>/answers": told(
            "help-line.checked",
            {
                "line": "988 Suicide & Crisis Lifeline",
            },
        ),
        "/curate/mail/<number>/again": told(
            "mail.tried-again",
            {
                "event": "on-your-desk",
            },
        ),
        "/curate/mail/<number>/drop": told(
            "mail.dropped",
            {
                "event": "on-your-desk",
            },
        ),
        "/report/<handle>": told("report.received"),
        "/report-answer/<link>": told(
            "report.answered",
            {
                "answer": "corrected",
            },
        ),
        "/desk/reports/<reference>": told(
            "report.answered",
            {
                "answer": "corrected",
            },
        ),
        "/curate/reports/<reference>": told(
            "report.closed",
            {
                "kind": "unsafe",
                "outcome": "corrected",
            },
        ),
        "/remove-me/<handle>": told(
            "report.received",
            {
                "kind": "take-down",
            },
        ),
        "/take-down/<link>": told("listing.taken-down"),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    _review(site)
    _review_many(site)
    _decide(site)
    _changes(site)
    _cases(site)
    _duplicates(site)
    _upkeep(site)
    _reports(site)
    _removals(site)
    _still_true(site)


def _review(site: Site) -> None:
    with site.database.transaction() as session:
        save(session, replace(counselor("nina", "900"), credentials=(replace(LPC, number="100"),)))
        move_listing(session, "nina", Move.SUBMIT)
    licence = reference_of(("professional-counselor", "US-CO", "LPC"))
    site.send("wren", f"/curate/listings/nina/credentials/{licence}", CHECK)
    site.send("wren", "/curate/listings/nina/publish")


def _review_many(site: Site) -> None:
    with site.database.transaction() as session:
        licence = replace(LPC, number="904")
        save(session, replace(counselor("vivian", "904"), credentials=(licence,)))
        move_listing(session, "vivian", Move.SUBMIT)
    seen = site.see("wren", "/curate/review-many", r'name="seen-vivian" value="([^"]+)"')
    once = {"looked_at": "state counseling board", "note": CANARY, "row": "vivian"}
    found = {"outcome-vivian": "good-standing", "number-vivian": "904", "seen-vivian": seen}
    site.send("wren", "/curate/review-many", once | found)


def _decide(site: Site) -> None:
    site.send("wren", "/curate/listings/nina/address", REASON)
    for step, form in (("restore", REASON), ("remove", REASON)):
        acted = REASON | {"action": "suspend"}
        if step == "restore":
            site.send("wren", "/curate/listings/nina/act", acted)
        act = site.send("wren", f"/curate/listings/nina/{step}", form).headers["Location"]
        site.member("wren").post(f"{act}/cancel")


def _changes(site: Site) -> None:
    for end in ("accept", "return"):
        with site.database.transaction() as session:
            live = existing_drafts(session, ("maya",))["maya"]
            propose(session, replace(live, name=f"Maya {CANARY} {end}"), ("name",), ())
        with site.database.session() as session:
            waiting = pending_changes(session, "maya")
        assert waiting is not None
        seen = {"seen_at": waiting.proposed_at.isoformat()}
        site.send("wren", f"/curate/changes/maya/{end}", seen | REASON)


def _cases(site: Site) -> None:
    with site.database.transaction() as session:
        open_case(session, next(iter(CaseKind)), ("sam",), evidence=CANARY)
    site.send("wren", site.see("wren", "/curate", r"/curate/cases/\d+"), REASON)


def _duplicates(site: Site) -> None:
    with site.database.transaction() as session:
        twin = replace(counselor("sam-2", "901"), name="Sam")
        save(session, twin)
        publish(session, "sam-2")
    pair = "/curate/duplicates/sam/sam-2"
    page = site.member("wren").get(pair).text
    assert "Sam" in page
    site.send("wren", pair, {"act": "merge", "part-name": "keep"} | REASON)
    undo = site.see("wren", "/curate/duplicates", r"/curate/duplicates/merges/[\w-]+/undo")
    site.send("wren", undo, REASON)


def _upkeep(site: Site) -> None:
    site.send("wren", site.see("wren", "/curate/help-lines", r"/curate/help-lines/\w+/answers"))
    for end in ("again", "drop"):
        with site.database.transaction() as session:
            mail = Mail(to=EMAIL, subject=CANARY, text=CANARY, html=CANARY)
            keys = site.app.extensions["keys"]
            put_out(session, keys, mail, event="trial", base_url="https://example.org")
            for row in session.scalars(select(OutgoingMail)):
                row.parked_at = clock.now()
        site.send("wren", site.see("wren", "/curate/mail", rf"/curate/mail/\d+/{end}"), REASON)


def _reports(site: Site) -> None:
    factual = {"kind": "wrong-number", "words": ""}
    site.send(site.visitor(), "/report/ada", factual)
    site.send(site.visitor(), site.mailed("/report-answer/", to="ada"), {"answer": "corrected"})
    site.send(site.visitor(), "/report/maya", factual)
    own = site.see("maya", "/desk", r"/desk/reports/[\w-]+")
    site.send("maya", own, {"answer": "corrected"})
    site.send(site.visitor(), "/report/sam", {"kind": "unsafe", "words": f"{CANARY} said so."})
    found = site.see("wren", "/curate", r"/curate/reports/[\w-]+")
    site.send("wren", found, REASON | {"outcome": "corrected"})


def _still_true(site: Site) -> None:
    long_ago = clock.today() - timedelta(days=80)
    with site.database.transaction() as session:
        ada = existing_drafts(session, ("ada",))["ada"]
        save(session, replace(ada, availability=replace(ada.availability, confirmed_on=long_ago)))
        go_round(session, site.app.extensions["settings"])
    site.send(site.visitor(), site.mailed("/still-true/", to="ada"), {"status": "open"})


def _removals(site: Site) -> None:
    site.send(site.visitor(), "/remove-me/ada", {"by-admin": "yes"})
    with site.database.transaction() as session:
        save(session, counselor("oda", "902"))
        publish(session, "oda")
    nothing_yet = silent("A mail goes out, and nothing changes before its link is opened.")
    site.send(site.visitor(), "/remove-me/oda", {"by-mail": "yes"}, says=nothing_yet)
    site.send(site.visitor(), site.mailed("/take-down/", to="oda"))
