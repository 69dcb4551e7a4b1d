"""Notices from a draft to the board, renewed, changed, refused, taken down."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

import time_machine

from directory import clock
from directory.curation.rounds import go_round
from tests.integration.whole_site.routes.site import CANARY, Site, told
from tests.support.noticing import seen_at, typed

DAYS_TO_A_REMINDER = 25

TOLD = MappingProxyType(
    {
        "/desk/noticeboard/new": told(
            "page.noticeboard.keep_new_notice",
            {
                "notice_wordings": "1 new",
                "notices": "1 new",
            },
        ),
        "/desk/noticeboard/<reference>/edit": told(
            "page.noticeboard.keep_edited_notice",
            {
                "notice_wordings": "1 gone; 1 new",
            },
        ),
        "/desk/noticeboard/<reference>/drop": told(
            "page.noticeboard.drop_notice",
            {
                "notice_wordings": "1 gone",
                "notices": "1 gone",
            },
        ),
        "/desk/noticeboard/<reference>/send": told("notice.sent"),
        "/curate/notices/<reference>/refuse": told("notice.refused"),
        "/curate/notices/<reference>/show": told(
            "notice.approved",
            {
                "change": "no",
            },
        ),
        "/noticeboard/renew/<link>": told("notice.renewed"),
        "/desk/noticeboard/<reference>/renew": told("notice.renewed"),
        "/desk/noticeboard/<reference>/withdraw": told("notice.withdrawn"),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    own = _written(site)
    site.send("maya", f"{own}/edit", typed(title=f"{CANARY} group"))
    site.send("maya", f"{own}/drop")
    own = _written(site)
    site.send("maya", f"{own}/send")
    _decided(site, own, "refuse")
    site.send("maya", f"{own}/edit", typed(title=f"{CANARY}, led by Maya"))
    site.send("maya", f"{own}/send")
    _decided(site, own, "show")
    _renewed(site, own)
    site.send("maya", f"{own}/withdraw")


def _written(site: Site) -> str:
    form = typed(title=f"Ground again, {CANARY}")
    return site.send("maya", "/desk/noticeboard/new", form).headers["Location"]


def _decided(site: Site, own: str, what: str) -> None:
    desk = own.replace("/desk/noticeboard/", "/curate/notices/")
    seen = seen_at(site.member("wren").get(desk).text)
    site.send("wren", f"{desk}/{what}", {"seen_at": seen, "reason": "Say who leads it."})


def _renewed(site: Site, own: str) -> None:
    with time_machine.travel(clock.now() + timedelta(days=DAYS_TO_A_REMINDER)):
        with site.database.transaction() as session:
            go_round(session, site.app.extensions["settings"])
        link = site.mailed("/noticeboard/renew/", to="maya")
        site.send(site.visitor(), link, by="maya")
    with time_machine.travel(clock.now() + timedelta(days=DAYS_TO_A_REMINDER)):
        site.send(site.another("maya"), f"{own}/renew", by="maya")
