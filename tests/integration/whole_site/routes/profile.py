"""A practitioner's own page: made, edited, shown, supervised, paused, taken out."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PIL import Image
from sqlalchemy import update

from directory.profiles.closed_sets import DecisionKind
from directory.profiles.decisions import record_decision
from directory.profiles.models import Credential
from tests.integration.whole_site.routes.site import CANARY, told

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

PROFILE = "/desk/profile"
LICENCE = {
    "profession": "professional-counselor",
    "jurisdiction": "US-CO",
    "title": "LPCC",
    "number": "5",
    "supervisor_name": "Maya",
}
PLACE = {"label": "Home", "street": f"7 {CANARY}", "city": "Lakewood", "region": "CO"}

TOLD = MappingProxyType(
    {
        "/desk/profile/start": told(
            "page.desk.start",
            {
                "account_listings": "1 new",
                "availabilities": "1 new",
                "fees": "1 new",
                "listings": "1 new",
                "referral_counts": "1 new",
            },
        ),
        "/desk/profile/<step>": told(
            "page.desk.save_step",
            {
                "listings": "1 changed",
            },
        ),
        "/desk/profile/<step>/<item>": told(
            "page.desk.save_item",
            {
                "listings": "1 changed; changed_at",
            },
        ),
        "/desk/profile/<step>/<item>/remove": told(
            "page.desk.remove_item",
            {
                "listings": "1 changed; changed_at",
                "programs": "1 gone",
            },
        ),
        "/desk/profile/publish": told(
            "page.desk.ask_for_publication",
            {
                "listings": (
                    "1 changed; changed_at, consented_on, status; status: draft → in-review"
                ),
            },
        ),
        "/desk/profile/changes/drop": told(
            "page.desk.drop_own_changes",
            {
                "proposed_changes": "1 gone",
            },
        ),
        "/desk/availability": told(
            "page.desk.confirm_availability",
            {
                "availabilities": "1 changed; status, wait_days; status: open → waitlist",
                "listings": "1 changed; changed_at",
            },
        ),
        "/desk/profile/apart": told(
            "page.desk.keep_somebody_apart",
            {
                "do_not_match": "1 new",
            },
        ),
        "/desk/profile/apart/<handle>/remove": told(
            "page.desk.match_again",
            {
                "do_not_match": "1 gone",
            },
        ),
        "/desk/decisions/<handle>/read": told(
            "page.desk.read_decision",
            {
                "listing_decisions": "1 changed; seen_at",
            },
        ),
        "/desk/profile/photo": told(
            "page.desk.save_photo",
            {
                "photos": "1 new",
            },
        ),
        "/desk/profile/photo/remove": told(
            "page.desk.take_photo_away",
            {
                "photos": "1 gone",
            },
        ),
        "/desk/addresses": told("address.given"),
        "/desk/addresses/<reference>/open": told("address.opened"),
        "/desk/addresses/<reference>/take-back": told("address.taken-back"),
        "/desk/supervision/<reference>/confirm": told(
            "page.desk.confirm",
            {
                "credentials": "1 changed; supervisor_confirmed_on",
            },
        ),
        "/desk/supervision/<reference>/deny": told(
            "page.desk.deny",
            {
                "case_listings": "2 new",
                "cases": "1 new",
                "credentials": "1 changed; supervisor_id, supervisor_name",
            },
        ),
        "/desk/profile/pause": told(
            "page.desk.pause",
            {
                "listings": "1 changed; changed_at, status; status: published → paused",
            },
        ),
        "/desk/profile/resume": told(
            "page.desk.resume",
            {
                "listings": "1 changed; changed_at, status; status: paused → published",
            },
        ),
        "/desk/profile/withdraw": told(
            "page.desk.withdraw",
            {
                "listings": "1 changed; changed_at, status; status: published → withdrawn",
            },
        ),
        "/desk/profile/return": told(
            "page.desk.come_back",
            {
                "listings": "1 changed; changed_at, status; status: withdrawn → draft",
            },
        ),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    _begin(site)
    _change(site)
    _photograph(site)
    _addresses(site)
    _supervise(site)
    _come_and_go(site)


def _begin(site: Site) -> None:
    site.send("nora", f"{PROFILE}/start")
    site.send("nora", f"{PROFILE}/who", {"name": f"Nora {CANARY}", "about": f"{CANARY} listens."})
    site.send("nora", f"{PROFILE}/professions", {"profession": "professional-counselor"})
    site.send("nora", f"{PROFILE}/credentials/new", LICENCE)
    site.send("nora", f"{PROFILE}/issues", {"focus-1": "ptsd"})
    site.send("nora", f"{PROFILE}/places/new", PLACE)
    site.send("nora", f"{PROFILE}/programs/new", {"title": CANARY})
    program = site.see("nora", f"{PROFILE}/programs", rf"{PROFILE}/programs/[0-9a-f]+/remove")
    site.send("nora", program)
    site.send("nora", f"{PROFILE}/availability", {"status": "open", "wait_days": "10"})
    site.send("nora", f"{PROFILE}/publish", {"consent": "yes"})


def _change(site: Site) -> None:
    site.send("maya", f"{PROFILE}/who", {"name": f"Maya {CANARY}", "about": "I listen first."})
    site.send("maya", f"{PROFILE}/changes/drop")
    site.send("maya", "/desk/availability", {"status": "waitlist"})
    site.send("maya", f"{PROFILE}/apart", {"colleague": "Sam"})
    site.send("maya", f"{PROFILE}/apart/sam/remove")
    with site.database.transaction() as session:
        record_decision(
            session, "maya", DecisionKind.ASK_TO_CORRECT, reason="Look at the fee.", made_by="x"
        )
    site.send("maya", "/desk/decisions/maya/read")


def _photograph(site: Site) -> None:
    made = io.BytesIO()
    Image.new("RGB", (300, 380), (120, 60, 20)).save(made, "JPEG")
    form: dict[str, Any] = {
        "alternative": f"{CANARY}, smiling",
        "photo": (io.BytesIO(made.getvalue()), "a.jpg"),
    }
    site.send("maya", f"{PROFILE}/photo", form, content_type="multipart/form-data")
    site.send("maya", f"{PROFILE}/photo/remove")


def _addresses(site: Site) -> None:
    place = site.see("maya", "/desk/addresses", r'name="place" value="(\d+)"')
    site.send("maya", "/desk/addresses", {"place": place, "to": "sam"})
    given = site.see("sam", "/desk/addresses", r"/desk/addresses/[\w-]+/open")
    site.send("sam", given)
    site.send("maya", given.replace("/open", "/take-back"))


def _supervise(site: Site) -> None:
    own = site.see("maya", "/desk", r"/desk/supervision/[\w-]+/confirm")
    site.send("maya", own)
    with site.database.transaction() as session:
        session.execute(update(Credential).values(supervisor_confirmed_on=None))
    site.send("maya", site.see("maya", "/desk", r"/desk/supervision/[\w-]+/deny"))


def _come_and_go(site: Site) -> None:
    for step in ("pause", "resume", "withdraw", "return"):
        site.send("sam", f"{PROFILE}/{step}", {"consent": "yes"})
