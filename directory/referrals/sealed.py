"""The words of a referral in its rows: encrypted with the key ring, bound to the referral."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.keys.fields import decrypt_field, encrypt_field
from directory.referrals.content import (
    Content,
    Plan,
    Updates,
    content_text,
    read_content,
    read_plan,
)

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing
    from directory.referrals.models import Referral

PURPOSE = "referral"
NO_RHYTHM = Updates(first_visit=False, on_change=False, at_end=False)
"""Where the words are not there to be read."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody who is no member."""

    name: str
    email: str = ""


def sealed(keys: KeyRing, referral: Referral, text: str, part: str) -> bytes:
    """A text encrypted for one part of one referral."""
    return encrypt_field(keys, text, purpose=PURPOSE, place=f"{part}:{referral.reference}")


def opened(keys: KeyRing, referral: Referral, data: bytes | None, part: str) -> str:
    """The text again, "" where there is none (never written, or erased)."""
    if data is None:
        return ""
    return decrypt_field(keys, data, purpose=PURPOSE, place=f"{part}:{referral.reference}")


def sealed_content(keys: KeyRing, referral: Referral, content: Content) -> bytes:
    """The content encrypted."""
    return sealed(keys, referral, content_text(content), "content")


def opened_content(keys: KeyRing, referral: Referral) -> Content | None:
    """The content, or None where it was erased."""
    text = opened(keys, referral, referral.content, "content")
    return read_content(text) if text else None


def opened_plan(keys: KeyRing, referral: Referral) -> Plan | None:
    """The shared plan, or None where there is none."""
    text = opened(keys, referral, referral.plan, "plan")
    return read_plan(text) if text else None


def agreed_updates(keys: KeyRing, referral: Referral) -> Updates:
    """When the sender hears: as the plan says, or else as the referral asked."""
    plan = opened_plan(keys, referral)
    if plan is not None:
        return plan.updates
    content = opened_content(keys, referral)
    return content.updates if content else NO_RHYTHM


def sealed_outside(keys: KeyRing, referral: Referral, outside: Outside) -> bytes:
    """Name and address of somebody outside, encrypted."""
    return sealed(keys, referral, json.dumps([outside.name, outside.email]), "outside")


def opened_outside(keys: KeyRing, referral: Referral, data: bytes | None) -> Outside | None:
    """Name and address of somebody outside, or None for a member or where it was erased."""
    text = opened(keys, referral, data, "outside")
    return Outside(*json.loads(text)) if text else None
