"""A member's circle, the vouches they give and get, whom they are related to."""

from __future__ import annotations

import io
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from directory import clock
from directory.trust.models import Vouch
from tests.integration.whole_site.routes.site import CANARY, told

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

ADA = "303-555-0102"
TABLE = f"Name,Town,Notes\nOtto {CANARY},Golden,{CANARY} answers late\n"

TOLD = MappingProxyType(
    {
        "/circle/add": told(
            "page.circle.add_colleague",
            {
                "circle_contacts": "1 new",
            },
        ),
        "/circle/new": told(
            "page.circle.add_contact",
            {
                "circle_contacts": "1 new",
            },
        ),
        "/circle/<reference>": told(
            "page.circle.change_contact",
            {
                "circle_contacts": "1 changed; changed_at, notes, sent_for",
            },
        ),
        "/circle/<reference>/link": told(
            "page.circle.link_contact",
            {
                "circle_contacts": "1 changed; changed_at, listing_id",
            },
        ),
        "/circle/<reference>/remove": told(
            "page.circle.remove_contact",
            {
                "circle_contacts": "1 gone",
            },
        ),
        "/circle/import/run": told(
            "page.circle.import_file",
            {
                "circle_contacts": "1 new",
            },
        ),
        "/circle/hand-over": told(
            "circle.offered",
            {
                "with-notes": "yes",
            },
        ),
        "/circle/hand-over/<reference>/cancel": told(
            "circle.offer-taken-back",
            {
                "with-notes": "yes",
            },
        ),
        "/circle/hand-over/<reference>/refuse": told(
            "circle.refused",
            {
                "with-notes": "yes",
            },
        ),
        "/circle/hand-over/<reference>/accept": told(
            "circle.taken-over",
            {
                "with-notes": "yes",
            },
        ),
        "/vouches/new/<handle>": told(
            "page.circle.give",
            {
                "vouch_terms": "1 new",
                "vouches": "1 new",
            },
        ),
        "/vouches/<reference>/hide": told(
            "page.circle.hide",
            {
                "vouches": "1 changed; hidden_on",
            },
        ),
        "/vouches/<reference>/show": told(
            "page.circle.show",
            {
                "vouches": "1 changed; hidden_on",
            },
        ),
        "/vouches/<reference>/renew": told(
            "page.circle.renew",
            {
                "vouches": "1 changed; given_on",
            },
        ),
        "/vouches/<reference>/withdraw": told(
            "page.circle.withdraw",
            {
                "vouches": "1 changed; revoked_on",
            },
        ),
        "/vouches/<reference>/confirm": told(
            "page.circle.confirm",
            {
                "vouches": "1 changed; confirmed_on",
            },
        ),
        "/vouches/<reference>/decline": told(
            "page.circle.decline",
            {
                "vouches": "1 changed; declined_on",
            },
        ),
        "/vouches/related": told(
            "page.circle.declare",
            {
                "declared_relations": "1 new",
            },
        ),
        "/vouches/related/<handle>/remove": told(
            "page.circle.undo_declaration",
            {
                "declared_relations": "1 gone",
            },
        ),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    _contacts(site)
    _files(site)
    _hand_over(site)
    _vouches(site)
    _shared_care(site)
    _related(site)


def _contacts(site: Site) -> None:
    site.send("maya", "/circle/add", {"handle": "sam"})
    written = {"name": f"Ines {CANARY}", "phone": ADA, "notes": f"{CANARY} notes"}
    site.send("maya", "/circle/new", written)
    own = site.see("maya", "/circle", r'href="(/circle/[\w-]{22})"[^>]*>Ines')
    site.send("maya", own, written | {"sent_for": CANARY})
    site.send("maya", f"{own}/link")
    site.send("maya", f"{own}/remove")


def _files(site: Site) -> None:
    maya = site.member("maya")
    file: dict[str, Any] = {"file": (io.BytesIO(TABLE.encode()), "circle.csv")}
    report = maya.post("/circle/import", file, content_type="multipart/form-data").text
    form = report.partition('action="/circle/import/run"')[2].partition("</form>")[0]
    site.send(
        "maya", "/circle/import/run", dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    )


def _hand_over(site: Site) -> None:
    for end in ("cancel", "refuse", "accept"):
        site.send("maya", "/circle/hand-over", {"colleague": "Sam", "with_notes": "yes"})
        who, page = ("maya", "/circle/hand-over") if end == "cancel" else ("sam", "/circle")
        site.send(who, site.see(who, page, rf"/circle/hand-over/[\w-]+/{end}"))


def _vouch(site: Site, voucher: str, vouched: str, basis: str) -> None:
    said = {"judgement": "skills", "basis": basis, "visibility": "members", "detail": CANARY}
    site.send(voucher, f"/vouches/new/{vouched}", said | {"issue": "grief"})


def _vouches(site: Site) -> None:
    _vouch(site, "maya", "sam", "colleague")
    for end in ("hide", "show"):
        site.send("sam", site.see("sam", "/vouches", rf"/vouches/[\w-]+/{end}"))
    with site.database.transaction() as session:
        long_ago = clock.today().replace(year=clock.today().year - 3)
        session.execute(update(Vouch).values(given_on=long_ago))
    for end in ("renew", "withdraw"):
        own = site.see("maya", "/vouches", r"/vouches/([\w-]+)/(?:renew|withdraw)")
        site.send("maya", f"/vouches/{own}/{end}")


def _shared_care(site: Site) -> None:
    for voucher, end in (("maya", "confirm"), ("ada", "decline")):
        _vouch(site, voucher, "sam", "co-treated")
        site.send("sam", site.see("sam", "/vouches", rf"/vouches/[\w-]+/{end}"))


def _related(site: Site) -> None:
    site.send("maya", "/vouches/related", {"colleague": "Ada", "kind": "household"})
    site.send("maya", "/vouches/related/ada/remove")
