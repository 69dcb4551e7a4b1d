"""Passkeys (WebAuthn level 2): a key pair of a device, of which we hold the public half.

The package `webauthn` checks the signatures; it is an optional extra, and without it nobody is
offered a passkey. A challenge is sealed into the page and good for one use within ten minutes.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update

from directory import clock
from directory.accounts.models import Account, Passkey
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.db import RecordNotFound, change_exactly_one
from directory.web import sealing
from directory.web.one_time_keys import use_up

IS_INSTALLED = find_spec("webauthn") is not None

if TYPE_CHECKING or IS_INSTALLED:
    import webauthn
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.keys.ring import KeyRing

CHALLENGE_BYTES = 32
CHALLENGE_HOLDS_FOR = timedelta(minutes=10)
PASSKEYS_AT_MOST = 10
NAME_AT_MOST = 80
ANSWER_AT_MOST = 16 * 1024
_PURPOSE = "passkey"


class PasskeyRefusedError(ValueError):
    """What the browser answered does not prove a passkey; the message is for the log alone."""


class ChallengeOverError(PasskeyRefusedError):
    """The page was open for too long, or was sent before: it is to be opened anew."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good for: from the settings, never from the request."""

    name: str
    host: str
    """The relying party of WebAuthn."""
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks the browser: the options as JSON, and the challenge sealed."""

    options: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a form brought back: the sealed challenge, and what the browser made of it."""

    sealed: str
    credential: str
    visitor: str


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """A passkey as its owner sees it."""

    reference: str
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Who proved a passkey, and whether the device made sure that it was that person."""

    account_id: int
    is_person_verified: bool


def site_of(settings: Settings) -> Site | None:
    """The site for passkeys, or None where there can be none: see docs/operating.md."""
    parts = urlsplit(settings.base_url)
    host = parts.hostname or ""
    if not IS_INSTALLED or _is_number(host):
        return None
    if parts.scheme != "https" and host != "localhost":
        return None  # Browsers offer passkeys to nobody else.
    return Site(settings.site_name, host, f"{parts.scheme}://{parts.netloc}")


def question_for_new(
    session: Session, keys: KeyRing, site: Site, account_id: int, *, visitor: str
) -> Question:
    """Ask the browser for a new passkey of this account; `visitor` is the session's reference."""
    account = session.get_one(Account, account_id)
    known = session.scalars(select(Passkey.credential_id).where(Passkey.account_id == account_id))
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=account.reference.encode(),
        user_name=account.email,
        user_display_name=account.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
    )
    return Question(webauthn.options_to_json(options), _sealed(keys, challenge, visitor))


def question_for_sign_in(
    session: Session, keys: KeyRing, site: Site, account_id: int | None, *, visitor: str
) -> Question:
    """Ask for a passkey: of this account as a second step, or of anybody, person verified."""
    known = session.scalars(select(Passkey.credential_id).where(Passkey.account_id == account_id))
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known],
        user_verification=UserVerificationRequirement.REQUIRED
        if account_id is None
        else UserVerificationRequirement.PREFERRED,
    )
    return Question(webauthn.options_to_json(options), _sealed(keys, challenge, visitor))


def add_passkey(
    session: Session,
    keys: KeyRing,
    site: Site,
    account_id: int,
    answer: Answer,
    *,
    name: str,
) -> None:
    """Keep a passkey that the browser has just made. Flushes. Raises PasskeyRefusedError."""
    challenge = _challenge(session, keys, answer)
    try:
        verified = webauthn.verify_registration_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as problem:
        raise PasskeyRefusedError(type(problem).__name__) from None
    if len(passkeys_of(session, account_id)) >= PASSKEYS_AT_MOST:
        raise PasskeyRefusedError("too many")
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == verified.credential_id)):
        raise PasskeyRefusedError("known already")
    session.add(
        Passkey(
            reference=new_reference(),
            account_id=account_id,
            credential_id=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            name=name,
            made_at=clock.now(),
        )
    )
    session.flush()
    _log(session, keys, account_id, "passkey.added")


def prove(session: Session, keys: KeyRing, site: Site, answer: Answer) -> Proof:
    """Who holds the passkey that the browser used; notes the use. Raises PasskeyRefusedError."""
    challenge = _challenge(session, keys, answer)
    try:
        raw_id = parse_authentication_credential_json(answer.credential).raw_id
        row = session.scalars(select(Passkey).where(Passkey.credential_id == raw_id)).one_or_none()
        if row is None:
            raise PasskeyRefusedError("unknown")
        verified = webauthn.verify_authentication_response(
            credential=answer.credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            # A number that does not grow means that somebody copied the key.
            credential_current_sign_count=row.sign_count,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as problem:
        raise PasskeyRefusedError(type(problem).__name__) from None
    change_exactly_one(
        session,
        update(Passkey)
        .where(Passkey.id == row.id, Passkey.sign_count == row.sign_count)
        .values(sign_count=verified.new_sign_count, used_at=clock.now())
        .execution_options(synchronize_session="fetch"),
    )
    return Proof(row.account_id, verified.user_verified)


def passkeys_of(session: Session, account_id: int) -> tuple[ShownPasskey, ...]:
    """The passkeys of an account, the oldest first."""
    rows = session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    )
    return tuple(ShownPasskey(row.reference, row.name, row.made_at, row.used_at) for row in rows)


def rename_passkey(session: Session, account_id: int, reference: str, name: str) -> None:
    """Give one's own passkey another name. Raises RecordNotFound."""
    _own(session, account_id, reference).name = name
    session.flush()


def remove_passkey(session: Session, keys: KeyRing, account_id: int, reference: str) -> None:
    """Let one's own passkey open nothing any more. Raises RecordNotFound."""
    row = _own(session, account_id, reference)
    session.execute(delete(Passkey).where(Passkey.id == row.id))
    _log(session, keys, account_id, "passkey.removed")


def _own(session: Session, account_id: int, reference: str) -> Passkey:
    row = session.scalars(
        select(Passkey).where(Passkey.account_id == account_id, Passkey.reference == reference)
    ).one_or_none()
    if row is None:
        raise RecordNotFound("no passkey of this account has this reference")
    return row


def _sealed(keys: KeyRing, challenge: bytes, visitor: str) -> str:
    text = f"{int(clock.now().timestamp())} {challenge.hex()}"
    return sealing.seal(keys, text, purpose=_PURPOSE, visitor=visitor, now=clock.now())


def _challenge(session: Session, keys: KeyRing, answer: Answer) -> bytes:
    if len(answer.credential) > ANSWER_AT_MOST:
        raise PasskeyRefusedError("too long")
    try:
        text = sealing.open_seal(
            keys, answer.sealed, purpose=_PURPOSE, visitor=answer.visitor, now=clock.now()
        )
    except sealing.ExpiredSealError:
        raise ChallengeOverError("expired") from None
    except sealing.SealError:
        raise PasskeyRefusedError("forged") from None
    seconds, _, challenge = text.partition(" ")
    age = clock.now().timestamp() - int(seconds)
    # Used up before it is looked at: nobody tries twice with the same one.
    if age > CHALLENGE_HOLDS_FOR.total_seconds() or not use_up(
        session, challenge, purpose=_PURPOSE
    ):
        raise ChallengeOverError("over")
    return bytes.fromhex(challenge)


def _log(session: Session, keys: KeyRing, account_id: int, action: str) -> None:
    account = session.get_one(Account, account_id)
    audit.record(session, keys, actor=account.reference, action=action)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
