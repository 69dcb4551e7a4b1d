"""Write a mail from its templates where there is no request: time sends mail, too."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape

from directory import resources
from directory.mail.message import Mail
from directory.web.catalogs import catalog

if TYPE_CHECKING:
    from directory.config import Settings


def written(settings: Settings, event: str, to: str, path: str, *, name: str = "") -> Mail:
    """The mail of the folder `email/<event>`, with a link to this page of ours.

    `name` is what the network calls itself, where it has said so; else that of the settings.
    """
    subject, text, html = (
        _templates(settings.languages[0])
        .get_template(f"email/{event}/{part}")
        .render(
            # From the settings, never from a request: a forged Host must not reach a mail.
            link=settings.base_url + path,
            site_name=name or settings.site_name,
            page_language=settings.languages[0].replace("_", "-"),
        )
        for part in ("subject.txt", "body.txt", "body.html")
    )
    return Mail(to=to, subject=" ".join(subject.split()), text=text, html=html)


@cache
def _templates(language: str) -> Environment:
    # Not the app's environment, which needs a request.
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
