"""The mail with the link to a draft that an import made."""

from __future__ import annotations

from flask import render_template

from directory import db
from directory.interop.blueprint import keys, settings
from directory.mail.message import Mail
from directory.mail.services import put_out


def draft_waits(to: str, token: str) -> None:
    """Somebody entered you; take it over, or have it removed."""
    link = address_of(token)
    subject, text, html = (
        render_template(f"email/listing-draft/{part}", link=link)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    mail = Mail(to=to, subject=" ".join(subject.split()), text=text, html=html)
    put_out(db.session(), keys(), mail, event="listing-draft", base_url=settings().base_url)


def address_of(token: str) -> str:
    """The link itself, from the settings and never from the request."""
    return f"{settings().base_url}/claim/{token}"
