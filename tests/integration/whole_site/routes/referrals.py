"""Referrals from a draft to their end, with the client, somebody outside, plans and worries."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.integration.whole_site.routes.site import CANARY, found_in, told

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

REASON = {"reason": "Somebody may come to harm."}
SEALED = r'name="sealed" value="([^"]+)"'
REFERRAL = {
    "name_1": "Sam",
    "name_2": "Ada",
    "profession": "massage-therapist",
    "issues": "sexual-assault",
    "visits": "6",
    "minutes": "60",
    "rhythm": "weekly",
    "goals": "safe-touch",
    "pressure": "light",
    "note": f"Asks before each touch. {CANARY}.",
    "code": "pine 42",
    "hear": "at_end",
}
PLAN = {
    "sender_does": f"{CANARY} talk.",
    "rhythm": "alternating",
    "order": "together",
    "review_on": "2027-01-18",
    "hear": "first_visit",
}
WORRY = {"excited": f"{CANARY} notes.", "worried": f"{CANARY} worry."}

TOLD = MappingProxyType(
    {
        "/referrals/promise": told(
            "page.referrals.promise",
            {
                "referral_answer_promises": "1 new",
            },
        ),
        "/referrals/new": told(
            "page.referrals.make",
            {
                "referrals": "1 new",
            },
        ),
        "/referrals/<reference>/edit": told(
            "page.referrals.change",
            {
                "referral_names": "2 gone; 2 new",
                "referrals": (
                    "1 changed; changed_at, content, done, is_part2, next_on, since, version"
                ),
            },
        ),
        "/referrals/<reference>/readiness": told(
            "page.referrals.answer_readiness",
            {
                "referrals": "1 changed; changed_at, content, version",
            },
        ),
        "/referrals/<reference>/slip": told(
            "page.referrals.slip",
            {
                "referral_entries": "1 new",
                "referrals": "1 changed; changed_at, phrase_hash, version",
            },
        ),
        "/your-referral/consent": told(
            "page.referrals.client_agrees",
            {
                "referral_consents": "1 new",
                "referral_entries": "1 new",
                "referrals": "1 changed; changed_at, version",
            },
        ),
        "/your-referral/revoke": told(
            "page.referrals.client_takes_back",
            {
                "referral_consents": (
                    "1 changed; revoked_at, revoked_by; revoked_by: none → client"
                ),
                "referral_entries": "1 new",
                "referrals": (
                    "2 changed; changed_at, content, done, end_reason, ended_at, erased_at,"
                    " next_on, phrase_hash, plan, since, state, version; end_reason: none →"
                    " consent-revoked; state: draft → withdrawn"
                ),
            },
        ),
        "/referrals/<reference>/consent": told(
            "page.referrals.consent",
            {
                "referral_consents": "1 new",
                "referral_entries": "1 new",
            },
        ),
        "/referrals/<reference>/send": told(
            "page.referrals.send",
            {
                "referral_entries": "1 new",
                "referral_names": "1 changed; asked_at, status; status: waiting → asked",
                "referrals": (
                    "1 changed; changed_at, done, next_on, position, sent_at, since, state,"
                    " version; state: draft → sent"
                ),
            },
        ),
        "/referrals/<reference>/open": told(
            "referral.opened",
            {
                "purpose": "answering",
                "side": "receiver",
                "state before": "sent",
            },
        ),
        "/referrals/<reference>/move/<move>": told(
            "page.referrals.do",
            {
                "referral_entries": "1 new",
                "referrals": "1 changed",
            },
        ),
        "/referrals/<reference>/say": told("page.referrals.say"),
        "/referrals/<reference>/print": told(
            "referral.printed",
            {
                "sheet": "referral-form",
                "side": "receiver",
            },
        ),
        "/referrals/<reference>/plan": told(
            "page.referrals.save_plan",
            {
                "referral_entries": "1 new",
                "referrals": "1 changed; changed_at, plan, version",
            },
        ),
        "/referrals/<reference>/plan/agree": told(
            "page.referrals.agree",
            {
                "referral_entries": "1 new",
                "referrals": "1 changed; changed_at, plan, version",
            },
        ),
        "/referrals/<reference>/joint": told(
            "page.referrals.propose_joint",
            {
                "referral_entries": "1 new",
                "referral_joint_sessions": "1 new",
            },
        ),
        "/referrals/<reference>/joint/<joint_reference>": told(
            "page.referrals.answer_joint",
            {
                "referral_entries": "1 new",
                "referral_joint_sessions": "1 changed; chosen, declined_at",
            },
        ),
        "/referrals/<reference>/vouch": told(
            "page.referrals.vouch",
            {
                "vouches": "1 new",
            },
        ),
        "/referrals/<reference>/reflection": told(
            "page.referrals.reflect",
            {
                "referral_reflections": "1 new",
            },
        ),
        "/curate/referrals/<reference>": told(
            "two-people.proposed",
            {
                "act": "referral.break-glass",
            },
        ),
        "/two-people/<reference>/confirm": told(
            "two-people.confirmed",
            {
                "act": "referral.break-glass",
            },
        ),
        "/curate/referrals/<reference>/read": told("referral.read-by-admin"),
        "/curate/worries/<worry>": told("worry.read"),
        "/referrals/<reference>/link/<position>": told(
            "page.referrals.link",
            {
                "referral_names": "1 changed; link_expires_at, link_hash",
            },
        ),
        "/referral-link/<token>": told(
            "referral.opened-by-link",
            {
                "state before": "sent",
            },
        ),
        "/referral-link": told(
            "page.referrals.answer_link",
            {
                "referral_entries": "1 new",
                "referral_names": "1 changed; answered_at, status; status: asked → took-it",
                "referrals": (
                    "1 changed; changed_at, done, next_on, since, state, version; state: "
                    "seen → accepted"
                ),
            },
        ),
        "/referrals/advice": told(
            "page.referrals.make_advice",
            {
                "referral_names": "1 new",
                "referrals": "1 new",
            },
        ),
        "/referrals/<reference>/convert": told(
            "page.referrals.convert",
            {
                "referral_names": "1 new",
                "referrals": "1 new",
            },
        ),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    site.send("sam", "/referrals/promise", {"days": "3"})
    _of_the_client(site, _written(site))
    path = _written(site)
    _agreed(site, path)
    _answered(site, path)
    _planned(site, path)
    _ended(site, path)
    _outside(site)
    _advice(site)


def _written(site: Site) -> str:
    path = site.send("maya", "/referrals/new", REFERRAL).headers["Location"]
    path = found_in(path, r"/referrals/[\w-]+")
    site.send("maya", f"{path}/edit", REFERRAL | {"visits": "8"})
    site.send("maya", f"{path}/readiness", {"flags": "none"})
    page = site.member("maya").get(f"{path}/readiness").text
    cautions = set(re.findall(r'name="(caution-C\d+)"', page))
    site.send("maya", f"{path}/readiness", dict.fromkeys(cautions, "cleared") | {"flags": "none"})
    return path


def _of_the_client(site: Site, path: str) -> None:
    visitor = site.visitor()
    slip = site.send("maya", f"{path}/slip").text
    phrase = found_in(slip, r"<strong>((?:[a-z]+ ){6}[a-z]+)</strong>")
    page = visitor.post("/your-referral", data={"phrase": phrase}).text
    sealed = {"sealed": found_in(page, SEALED)}
    agreed = {"expires_on": "2027-05-20", "agreed": "yes"}
    site.send(visitor, "/your-referral/consent", sealed | agreed)
    site.send(visitor, "/your-referral/revoke", sealed)


def _agreed(site: Site, path: str) -> None:
    agreed = {"signed_on": "2026-11-20", "expires_on": "2027-05-20", "agreed": "yes"}
    site.send("maya", f"{path}/consent", agreed)
    site.send("maya", f"{path}/send")


def _answered(site: Site, path: str) -> None:
    site.send("sam", f"{path}/open", {"purpose": "answering"})
    page = site.member("sam").get(f"{path}/move/accept").text
    boxes = set(re.findall(r'name="(caution-C\d+|touch)"', page))
    ticked = dict.fromkeys(boxes, "yes") | {"day_1": "2026-12-01"}
    site.send("sam", f"{path}/move/accept", ticked)
    site.send("sam", f"{path}/say", {"words": f"{CANARY}: seated, with shoes on."})
    site.send("sam", f"{path}/print", {"sheet": "referral-form"})


def _planned(site: Site, path: str) -> None:
    site.send("sam", f"{path}/plan", PLAN)
    site.send("maya", f"{path}/plan/agree")
    site.send("maya", f"{path}/joint", {"time_1": "2099-12-03T14:30", "minutes": "90"})
    page = site.member("sam").get(path).text
    chosen = {"chosen": found_in(page, r'name="chosen" value="([^"n][^"]+)"')}
    site.send("sam", found_in(page, rf"{path}/joint/[\w-]+"), chosen)


def _ended(site: Site, path: str) -> None:
    site.send("sam", f"{path}/move/schedule", {"first": "2026-12-01"})
    site.send("sam", f"{path}/move/begin", {"review": "2027-01-18"})
    site.send("sam", f"{path}/move/close", {"outcome": "completed"})
    site.send("maya", f"{path}/vouch")
    site.send("maya", f"{path}/reflection", WORRY)
    act = site.send("wren", f"/curate{path}", REASON)
    site.send("robin", f"{act.headers['Location']}/confirm")
    site.send("wren", f"/curate{path}/read")
    site.send("wren", site.see("wren", "/curate", r"/curate/worries/\d+"), {"reason": "Seen to."})


def _outside(site: Site) -> None:
    outside = {"name_1": "", "name_2": "", "outside_name": f"Dr. {CANARY}", "outside_by": "link"}
    made = site.send("maya", "/referrals/new", REFERRAL | outside).headers["Location"]
    path = found_in(made, r"/referrals/[\w-]+")
    page = site.member("maya").get(f"{path}/readiness").text
    cautions = set(re.findall(r'name="(caution-C\d+)"', page))
    answers = dict.fromkeys(cautions, "cleared") | {"flags": "none"}
    site.send("maya", f"{path}/readiness", answers)
    _agreed(site, path)
    page = site.send("maya", f"{path}/link/1").text
    visitor = site.visitor()
    link = found_in(page, r"/referral-link/[\w-]{43}")
    inside = site.send(visitor, link).text
    answer = {"sealed": found_in(inside, SEALED), "answer": "accept", "read": "yes"}
    site.send(visitor, "/referral-link", answer)


def _advice(site: Site) -> None:
    asked = {"name_1": "Sam", "note": f"{CANARY}: how to begin?", "may_become_referral": "yes"}
    made = site.send("maya", "/referrals/advice", asked).headers["Location"]
    path = found_in(made, r"/referrals/[\w-]+")
    site.send("maya", f"{path}/send")
    site.send("sam", f"{path}/open", {"purpose": "answering"})
    site.send("sam", f"{path}/say", {"words": f"{CANARY}: seated."})
    site.send("maya", f"{path}/convert")
