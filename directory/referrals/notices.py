"""The one mail of referrals: “You have a referral”, and nothing else."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape

from directory import resources
from directory.mail.message import Mail
from directory.mail.services import put_out
from directory.network.in_force import site_name
from directory.web.catalogs import catalog

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.keys.ring import KeyRing

EVENT = "referral"
DESK = "/referrals"
"""Where a member finds everything that waits."""


def tell(session: Session, keys: KeyRing, settings: Settings, to: str, path: str) -> None:
    """Put the mail out, with a link to this page of ours.

    It needs no request: time puts it out too. Without a mail server it waits, and the desk shows
    everything all the same.
    """
    write = _written_for_the_desk if path == DESK else _written
    subject, text, html = write(
        settings.base_url + path, site_name(session, settings), settings.languages[0]
    )
    mail = Mail(to=to, subject=subject, text=text, html=html)
    put_out(session, keys, mail, event=EVENT, base_url=settings.base_url)


def _written(link: str, site_name: str, language: str) -> tuple[str, str, str]:
    subject, text, html = (
        _templates(language)
        .get_template(f"email/{EVENT}/{part}")
        .render(link=link, site_name=site_name, page_language=language.replace("_", "-"))
        for part in ("subject.txt", "body.txt", "body.html")
    )
    return " ".join(subject.split()), text, html


# To a desk it is the same mail each time; a link that opens something is never kept.
_written_for_the_desk = lru_cache(maxsize=8)(_written)


@cache
def _templates(language: str) -> Environment:
    # Not the app's environment: that one needs a request, and time has none.
    environment = Environment(
        loader=FileSystemLoader(resources.templates()),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = catalog(language)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return environment
