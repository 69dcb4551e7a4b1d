"""The second step: turn it on with an app, keep recovery codes, turn it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from directory import clock, db
from directory.accounts import emails, forms, session, totp
from directory.accounts.blueprint import bp, keys, settings
from directory.accounts.callers import caller_for
from directory.accounts.closed_sets import Attempt
from directory.accounts.services import second_factor
from directory.accounts.services.second_factor import FactorNeededError
from directory.accounts.session import needs_password
from directory.accounts.views.joining import UNPROCESSABLE
from directory.accounts.views.signing_in import note_failure
from directory.network.in_force import in_force
from directory.web import sealing
from directory.web.access import access

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.accounts.member import Member

PURPOSE = "second-factor"
CONFLICT = 409


@bp.get("/account/second-factor")
@access("keep-own-account")
@needs_password
def factor() -> str:
    """Turn it on, or keep it; opening the page changes nothing."""
    member = session.signed_in_member()
    if member.has_factor:
        return render_template("accounts/factor_on.html", is_curator=member.is_curator)
    return _set_up_page(member, second_factor.new_secret())


@bp.post("/account/second-factor")
@access("keep-own-account")
@needs_password
@db.writes
def turn_on() -> Response:
    """Turn it on once the app has shown that it works, and show the recovery codes."""
    member = session.signed_in_member()
    secret = _sealed_secret(member)
    if member.has_factor or secret is None:
        return redirect("/account/second-factor", 303)
    typed = "".join(forms.read_code(request.form).split())
    step = totp.matching_step(secret, typed, clock.now(), after=None)
    if step is None:
        note_failure(Attempt.FACTOR, member.email, caller_for(member.account_id))
        error = _("This is not the code that the app shows now. Enter the next one.")
        return make_response(_set_up_page(member, secret, error), UNPROCESSABLE)
    codes = second_factor.turn_on(
        db.session(),
        keys(),
        member.account_id,
        secret,
        step=step,
        but=member.session_reference,
    )
    emails.factor_changed(member.email, is_on=True)
    return _codes_page(codes)


@bp.post("/account/second-factor/codes")
@access("keep-own-account")
@needs_password
@db.writes
def renew_codes() -> Response:
    """New recovery codes; the old ones stop working."""
    member = session.signed_in_member()
    if not member.has_factor:
        return redirect("/account/second-factor", 303)
    return _codes_page(second_factor.renew_codes(db.session(), keys(), member.account_id))


@bp.post("/account/second-factor/off")
@access("keep-own-account")
@needs_password
@db.writes
def turn_off() -> Response:
    """Turn it off; a curator cannot."""
    member = session.signed_in_member()
    try:
        second_factor.turn_off(
            db.session(), keys(), member.account_id, but=member.session_reference
        )
    except FactorNeededError:
        page = render_template("accounts/factor_on.html", is_curator=True)
        return make_response(page, CONFLICT)
    emails.factor_changed(member.email, is_on=False)
    return redirect("/account/security", 303)


def _set_up_page(member: Member, secret: str, error: str | None = None) -> str:
    address = totp.enrolment_address(
        secret, issuer=in_force().site_name(settings()), account=member.email
    )
    return render_template(
        "accounts/factor_set_up.html",
        # Made from our own text by the library; nothing that a person typed is markup in it.
        qr_code_drawing=Markup(_drawn(address)),  # noqa: S704
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        # Kept in the page and not in a row, so that opening the page changes nothing.
        sealed=sealing.seal(
            keys(), secret, purpose=PURPOSE, visitor=member.session_reference, now=clock.now()
        ),
        must=member.must_set_up_factor,
        error=error,
        errors=[{"field": "code", "message": error}] if error else [],
    )


def _drawn(address: str) -> str:
    drawing: str = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=3, dark="#000", light="#fff", svgclass="qr-code", lineclass=None
    )
    return drawing


def _sealed_secret(member: Member) -> str | None:
    try:
        return sealing.open_seal(
            keys(),
            request.form.get("sealed", ""),
            purpose=PURPOSE,
            visitor=member.session_reference,
            now=clock.now(),
        )
    except sealing.SealError:
        return None


def _codes_page(codes: tuple[str, ...]) -> Response:
    return make_response(render_template("accounts/recovery_codes.html", codes=codes))
