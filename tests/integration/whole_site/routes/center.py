"""The page of a center, its people, services and managers, by its manager and by those asked."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.integration.whole_site.routes.site import CANARY, EMAIL, MANAGER, SWEDISH, told

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

HOUSE = "/desk/centers/the-house"
PLACE = {"label": "House", "street": f"1 {CANARY}", "city": "Lakewood", "region": "CO"}

TOLD = MappingProxyType(
    {
        "/desk/start-center": told(
            "page.desk.make_center",
            {
                "account_listings": "1 new",
                "availabilities": "1 new",
                "fees": "1 new",
                "listing_professions": "1 new",
                "listings": "1 new",
                "referral_counts": "1 new",
            },
        ),
        "/desk/centers/<handle>/<step>": told(
            "page.desk.save_center_step",
            {
                "listings": "1 changed; about, changed_at",
                "places": "1 changed; public_latitude, public_longitude, uncertainty_km",
            },
        ),
        "/desk/centers/<handle>/<step>/<item>": told(
            "page.desk.save_center_item",
            {
                "listings": "1 changed; changed_at",
            },
        ),
        "/desk/centers/<handle>/<step>/<item>/remove": told(
            "page.desk.remove_center_item",
            {
                "listings": "1 changed; changed_at",
                "programs": "1 gone",
            },
        ),
        "/desk/centers/<handle>/integration": told(
            "page.desk.save_integration",
            {
                "integration_backings": "1 new",
                "listing_terms": "1 new",
                "listings": "1 changed; changed_at",
            },
        ),
        "/desk/centers/<handle>/people": told("page.desk.ask_person"),
        "/desk/belonging/<center>/refuse": told(
            "page.desk.refuse_center",
            {
                "affiliation_refusals": "1 new",
                "affiliations": "1 gone",
            },
        ),
        "/desk/belonging/<center>/join": told(
            "page.desk.join_center",
            {
                "affiliations": "1 changed; person_confirmed_on",
            },
        ),
        "/desk/belonging/<center>/leave": told(
            "page.desk.leave_center",
            {
                "affiliations": "1 changed; ended_on, is_former; is_former: no → yes",
            },
        ),
        "/desk/centers/<handle>/people/<person>/remove": told(
            "page.desk.remove_person",
            {
                "affiliations": "1 gone",
            },
        ),
        "/desk/centers/<handle>/services": told(
            "page.desk.add_service",
            {
                "center_services": "1 new",
            },
        ),
        "/desk/belonging/services/<reference>/decline": told(
            "page.desk.decline",
            {
                "center_services": "1 gone",
            },
        ),
        "/desk/belonging/services/<reference>/agree": told(
            "page.desk.agree",
            {
                "center_services": "1 changed; person_confirmed_on",
            },
        ),
        "/desk/centers/<handle>/services/<reference>/remove": told(
            "page.desk.take_service_away",
            {
                "center_services": "1 gone",
            },
        ),
        "/desk/centers/<handle>/managers": told(
            "page.desk.ask_manager",
            {
                "manager_invitations": "1 new",
            },
        ),
        "/desk/belonging/managing/<reference>/refuse": told(
            "page.desk.refuse_managing",
            {
                "manager_invitations": "1 changed; closed_at, outcome; outcome: none → refused",
            },
        ),
        "/desk/belonging/managing/<reference>/accept": told(
            "page.desk.accept_managing",
            {
                "account_listings": "1 new",
                "manager_invitations": "1 changed; closed_at, outcome; outcome: none → accepted",
            },
        ),
        "/desk/centers/<handle>/managers/invitations/<reference>/withdraw": told(
            "page.desk.take_back_manager",
            {
                "manager_invitations": ("1 changed; closed_at, outcome; outcome: none → withdrawn"),
            },
        ),
        "/desk/centers/<handle>/managers/<reference>/remove": told(
            "page.desk.remove_center_manager",
            {
                "account_listings": "1 gone",
            },
        ),
        "/desk/centers/<handle>/pause": told(
            "page.desk.pause_center",
            {
                "listings": "1 changed; changed_at, status; status: published → paused",
            },
        ),
        "/desk/centers/<handle>/resume": told(
            "page.desk.resume_center",
            {
                "listings": "1 changed; changed_at, status; status: paused → published",
            },
        ),
        "/desk/centers/<handle>/withdraw": told(
            "page.desk.withdraw_center",
            {
                "listings": "1 changed; changed_at, status; status: published → withdrawn",
            },
        ),
        "/desk/centers/<handle>/return": told(
            "page.desk.return_center",
            {
                "listings": "1 changed; changed_at, status; status: withdrawn → draft",
            },
        ),
        "/desk/centers/<handle>/publish": told(
            "page.desk.ask_for_center",
            {
                "listings": (
                    "1 changed; changed_at, consented_on, status; status: draft → in-review"
                ),
            },
        ),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    _page(site)
    _people(site)
    _services(site)
    _managers(site)
    _come_and_go(site)


def _page(site: Site) -> None:
    site.send("nora", "/desk/start-center", {"name": f"{CANARY} House"})
    site.send(MANAGER, f"{HOUSE}/who", {"name": "The-House", "about": f"{CANARY}, two hands."})
    site.send(MANAGER, f"{HOUSE}/places/new", PLACE | {"visibility": "exact"})
    site.send(MANAGER, f"{HOUSE}/programs/new", {"title": CANARY, "kind": "group"})
    program = site.see(MANAGER, f"{HOUSE}/programs", rf"{HOUSE}/programs/[0-9a-f]+/remove")
    site.send(MANAGER, program)
    backed = {"shared-plan": "yes", "backing-shared-plan": f"{CANARY} each Tuesday"}
    site.send(MANAGER, f"{HOUSE}/integration", backed)


def _people(site: Site) -> None:
    for person, answer in (("Ada", "refuse"), ("Sam", "join"), ("Mia", "join")):
        site.send(MANAGER, f"{HOUSE}/people", {"person": person, "role": CANARY})
        site.send(person.lower(), f"/desk/belonging/the-house/{answer}")
    site.send("sam", "/desk/belonging/the-house/leave")
    site.send(MANAGER, f"{HOUSE}/people", {"person": "Sam", "role": ""})
    site.send(MANAGER, f"{HOUSE}/people/sam/remove")


def _services(site: Site) -> None:
    for answer in ("decline", "agree"):
        offered = {"service": f"mia|{SWEDISH}", "detail": CANARY}
        site.send(MANAGER, f"{HOUSE}/services", offered)
        own = site.see("mia", "/desk", rf"/desk/belonging/services/[\w-]+/{answer}")
        site.send("mia", own)
    pattern = rf"{HOUSE}/services/[\w-]+/remove"
    site.send(MANAGER, site.see(MANAGER, f"{HOUSE}/services", pattern))


def _managers(site: Site) -> None:
    for who, answer in (("ada", "refuse"), ("mia", "accept")):
        site.send(MANAGER, f"{HOUSE}/managers", {"email": f"{who}@example.org"})
        site.send(who, site.see(who, "/desk", rf"/desk/belonging/managing/[\w-]+/{answer}"))
    site.send(MANAGER, f"{HOUSE}/managers", {"email": EMAIL})
    withdrawn = site.see(MANAGER, f"{HOUSE}/managers", rf"{HOUSE}/managers/inv[\w/-]+/withdraw")
    site.send(MANAGER, withdrawn)
    site.send("mia", site.see("mia", f"{HOUSE}/managers", rf"{HOUSE}/managers/[\w-]+/remove"))


def _come_and_go(site: Site) -> None:
    for step in ("pause", "resume", "withdraw", "return"):
        site.send(MANAGER, f"{HOUSE}/{step}", {"consent": "yes"})
    site.send(MANAGER, f"{HOUSE}/publish", {"consent": "yes"})
