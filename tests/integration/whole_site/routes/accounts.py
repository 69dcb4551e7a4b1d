"""Joining, signing in, keeping an account safe, roles of admins: each form of an account."""

from __future__ import annotations

import html
import json
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import time_machine

from directory import clock
from directory.accounts import totp
from tests.integration.whole_site.routes.site import CANARY, EMAIL, found_in, silent, told
from tests.support.authenticator import Authenticator
from tests.support.members import PASSWORD, code_now

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Browser, Site

NEW_PASSWORD = f"{CANARY} quiet harbor lantern"
SEALED = r'name="sealed" value="([^"]+)"'
OPTIONS = r'data-options="([^"]+)"'

TOLD = MappingProxyType(
    {
        "/sign-up": told(
            "page.accounts.send_sign_up",
            {
                "one_time_links": "1 new",
            },
        ),
        "/confirm/<token>": told("account.made"),
        "/invitations": told(
            "page.accounts.invite",
            {
                "one_time_links": "1 new",
            },
        ),
        "/invitations/<reference>/withdraw": told(
            "page.accounts.withdraw",
            {
                "one_time_links": (
                    "1 changed; closed_at, closed_because; closed_because: none → withdrawn"
                ),
            },
        ),
        "/sign-in": told("session.begun"),
        "/sign-in/second-step": told("session.begun"),
        "/sign-out": told("session.ended"),
        "/reset": told(
            "page.accounts.send_reset",
            {
                "one_time_links": "1 new",
            },
        ),
        "/reset/<token>": told("password.reset"),
        "/account/confirm-password": silent(
            "A session’s own time moves, which is told at its beginning and end."
        ),
        "/account/password": told("password.changed"),
        "/account/second-factor": told("second-factor.on"),
        "/account/second-factor/codes": told("recovery-codes.renewed"),
        "/account/second-factor/off": told("second-factor.off"),
        "/account/passkeys": told("passkey.added"),
        "/sign-in/passkey": told("passkey.used"),
        "/account/passkeys/<reference>/name": told(
            "page.accounts.rename_passkey",
            {
                "passkeys": "1 changed; name",
            },
        ),
        "/account/passkeys/<reference>/remove": told("passkey.removed"),
        "/account/sessions/<reference>/end": told("session.ended"),
        "/account/sessions/end-others": told("session.ended-others"),
        "/people/<reference>/role": told("two-people.proposed"),
        "/two-people/<reference>/confirm": told(
            "two-people.confirmed",
            {
                "act": "role.give-curator",
            },
        ),
        "/two-people/<reference>/cancel": told(
            "two-people.cancelled",
            {
                "act": "role.take-curator",
            },
        ),
        "/people/<reference>/end-sessions": told("sessions.ended"),
        "/account/email": told("email.change-asked"),
        "/account/email/cancel": told(
            "page.accounts.cancel_email",
            {
                "one_time_links": (
                    "2 changed; closed_at, closed_because; closed_because: none → replaced"
                ),
            },
        ),
        "/email/undo/<token>": told("email.change-undone"),
        "/email/confirm/<token>": told("email.changed"),
        "/account/data/download": told("data.exported"),
        "/account/leave": told("account.erased"),
    }
)


def walk(site: Site) -> None:
    """Each form once, by whoever sends it outside."""
    _join(site)
    _sign_in(site)
    _password(site)
    _second_factor(site)
    _passkeys(site)
    _sessions(site)
    _roles(site)
    _address(site)
    _leave(site)


def _join(site: Site) -> None:
    visitor = site.visitor()
    asked = {"applied_as": "practitioner", "name": f"Ana {CANARY}", "email": EMAIL}
    site.send(visitor, "/sign-up", asked)
    made = {"name": f"Ana {CANARY}", "password": PASSWORD}
    site.send(visitor, site.mailed("/confirm/"), made, by=EMAIL)
    invited = {"applied_as": "practitioner", "name": f"Ida {CANARY}", "email": f"ida.{EMAIL}"}
    site.send("maya", "/invitations", invited)
    site.send("maya", site.see("maya", "/invitations", r"/invitations/[\w-]+/withdraw"))


def _sign_in(site: Site) -> None:
    visitor = site.visitor()
    typed = {"email": "wren@example.org", "password": PASSWORD}
    site.send(visitor, "/sign-in", typed, by="wren", says=silent("It begins with the code."))
    site.send(visitor, "/sign-in/second-step", {"code": code_now()}, by="wren")
    typed = {"email": "sam@example.org", "password": PASSWORD}
    site.send(site.visitor(), "/sign-in", typed, by="sam")
    site.send(site.another("sam"), "/sign-out", by="sam")


def _password(site: Site) -> None:
    site.send(site.visitor(), "/reset", {"email": "sam@example.org"})
    link = site.mailed("/reset/", to="sam")
    site.send(site.visitor(), link, {"password": NEW_PASSWORD}, by="sam")
    sam = site.another("sam")
    site.send(sam, "/account/confirm-password", {"password": NEW_PASSWORD}, by="sam")
    site.send(sam, "/account/password", {"password": PASSWORD}, by="sam")


def _second_factor(site: Site) -> None:
    ada = site.another("ada")
    page = ada.get("/account/second-factor").text
    key = found_in(page, r"<strong>([A-Z2-7 ]+)</strong>").replace(" ", "")
    code = totp.code_at(key, totp.step_at(clock.now()))
    typed = {"sealed": found_in(page, SEALED), "code": code}
    site.send(ada, "/account/second-factor", typed, by="ada")
    site.send(ada, "/account/second-factor/codes", by="ada")
    site.send(ada, "/account/second-factor/off", by="ada")


def _passkeys(site: Site) -> None:
    device, mia = Authenticator("http://localhost", "localhost"), site.another("mia")
    asked = _asked(mia, "/account/passkeys")
    answer = {"sealed": asked["sealed"], "credential": device.made(asked["options"])}
    site.send(mia, "/account/passkeys", answer | {"name": CANARY}, by="mia")
    visitor = site.visitor()
    asked = _asked(visitor, "/sign-in/passkey")
    answer = {"sealed": asked["sealed"], "credential": device.proved(asked["options"])}
    site.send(visitor, "/sign-in/passkey", answer, by="mia")
    own = "/account/passkeys/" + site.see(mia, "/account/passkeys", r"passkeys/([\w-]+)/name")
    site.send(mia, f"{own}/name", {"name": f"{CANARY} phone"}, by="mia")
    site.send(mia, f"{own}/remove", by="mia")


def _asked(browser: Browser, path: str) -> dict[str, Any]:
    page = browser.get(path).text
    options = json.loads(html.unescape(found_in(page, OPTIONS)))
    return {"sealed": found_in(page, SEALED), "options": options}


def _sessions(site: Site) -> None:
    mia, _other = site.another("mia"), site.another("mia")
    site.send(mia, site.see(mia, "/account/sessions", r"/account/sessions/[\w-]+/end"), by="mia")
    mia = site.another("mia")
    site.send(mia, "/account/sessions/end-others", by="mia")


def _roles(site: Site) -> None:
    for end in ("confirm", "cancel"):
        looked_up = site.member("wren").post("/people", {"email": "sam@example.org"})
        found = looked_up.headers["Location"]
        act = site.send("wren", f"{found}/role", {"reason": "They know everybody."})
        other = "robin" if end == "confirm" else "wren"
        site.send(other, f"{act.headers['Location']}/{end}")
        if end == "cancel":
            site.send("wren", f"{found}/end-sessions", {"reason": "A lost telephone."})


def _address(site: Site) -> None:
    now = clock.now()
    for end in ("cancel", "undo", "confirm"):
        ada = site.another("ada")
        site.send(ada, "/account/email", {"email": f"{end}.{EMAIL}"}, by="ada")
        if end == "cancel":
            site.send(ada, "/account/email/cancel", by="ada")
        elif end == "undo":
            site.send(site.visitor(), site.mailed("/email/undo/", to="ada"), by="ada")
        else:
            with time_machine.travel(now + timedelta(hours=25)):
                site.send(site.visitor(), site.mailed("/email/confirm/", to=EMAIL), by="ada")


def _leave(site: Site) -> None:
    ida = site.another("mia")
    site.send(ida, "/account/data/download", by="mia")
    site.send(ida, "/account/leave", {"sure": "yes"}, by="mia")
