"""The one mail about leaving: that it is done."""

from __future__ import annotations

from flask import render_template

from directory import db
from directory.accounts.blueprint import keys, settings
from directory.mail.message import Mail
from directory.mail.services import put_out


def erased(to: str) -> None:
    """Tell the address of an account that it is gone."""
    subject, text, html = (
        render_template(f"email/erased/{part}") for part in ("subject.txt", "body.txt", "body.html")
    )
    mail = Mail(to=to, subject=" ".join(subject.split()), text=text, html=html)
    put_out(db.session(), keys(), mail, event="erased", base_url=settings().base_url)
