"""The mails about accounts: a folder of subject and two bodies each, and a function of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import force_locale

from directory import db
from directory.accounts.blueprint import keys, settings
from directory.accounts.tokens import new_token
from directory.mail.message import Mail
from directory.mail.services import put_out

if TYPE_CHECKING:
    from collections.abc import Sequence


def sign_up(to: str, token: str) -> None:
    """Confirm the address, and choose a password."""
    _put_out("sign-up", to, link=_address(f"/confirm/{token}"))


def already_member(to: str) -> None:
    """Somebody signed up, or was invited, with an address that has an account."""
    _put_out("already-member", to, link=_address("/sign-in"), reset=_address("/reset"))


def invitation(to: str, token: str, *, inviter: str) -> None:
    """A colleague asks somebody to join."""
    _put_out("invitation", to, link=_address(f"/confirm/{token}"), inviter=inviter)


def reset(to: str, token: str) -> None:
    """Choose a new password."""
    _put_out("reset", to, link=_address(f"/reset/{token}"))


def no_reset(to: str) -> None:
    """Nothing: an address without account takes as long as one with, and gets no mail."""
    _written("reset", to, link=_address(f"/reset/{new_token()}"))


def password_changed(to: str) -> None:
    """The password was changed."""
    _put_out("password-changed", to, link=_address("/reset"))


def factor_changed(to: str, *, is_on: bool) -> None:
    """The second step was turned on or off."""
    _put_out("factor-changed", to, link=_address("/account/security"), is_on=is_on)


def passkey_added(to: str, *, name: str) -> None:
    """Another way to sign in was added."""
    _put_out("passkey-added", to, link=_address("/account/passkeys"), name=name)


def new_browser(to: str, *, device: str, at: str) -> None:
    """Somebody signed in with a browser that was not used before."""
    _put_out("new-browser", to, link=_address("/account/sessions"), device=device, at=at)


def email_change(to: str, token: str, *, usable_from: str) -> None:
    """For the new address: confirm it, in a day."""
    link = _address(f"/email/confirm/{token}")
    _put_out("email-change", to, link=link, usable_from=usable_from)


def email_notice(to: str, token: str, *, new_email: str) -> None:
    """For the old address: it is about to change, and how to stop that."""
    _put_out("email-notice", to, link=_address(f"/email/undo/{token}"), new_email=new_email)


def on_desk(to: str) -> None:
    """Something is on somebody's desk; what it is stands there, and in no mail."""
    _put_out("on-your-desk", to, link=_address("/desk"))


def act_proposed(to: Sequence[str], reference: str) -> None:
    """Something that needs two people was proposed: for the other admins, and whom it concerns."""
    for address in to:
        _put_out("act-proposed", address, link=_address(f"/two-people/{reference}"))


def _put_out(event: str, to: str, **values: object) -> None:
    mail = _written(event, to, **values)
    put_out(db.session(), keys(), mail, event=event, base_url=settings().base_url)


def _written(event: str, to: str, **values: object) -> Mail:
    """In the language of the site: that of the page would tell what its reader speaks."""
    with force_locale(settings().languages[0]):
        subject, text, html = (
            render_template(f"email/{event}/{part}", **values)
            for part in ("subject.txt", "body.txt", "body.html")
        )
    return Mail(to=to, subject=" ".join(subject.split()), text=text, html=html)


def _address(path: str) -> str:
    # From the settings, never from the request: a forged Host header must not reach a mail.
    return settings().base_url + path
