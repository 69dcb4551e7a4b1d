"""What a referral says, as a value: what kind of practitioner is wanted, and what else they need.

It has no place for a client's name, a diagnosis or a medicine. `wanted` can be asked of anybody;
the rest leaves only with the client's permission.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The availability question: chosen words only, nothing that somebody typed."""

    profession: str = ""
    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    setting: str = ""
    visits: int | None = None
    minutes: int | None = None
    rhythm: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """Whom to call if strong emotion comes up: a practitioner, never the client's family."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updates:
    """When the sender hears, as far as the client permits it."""

    first_visit: bool = True
    every_visits: int | None = None
    on_change: bool = True
    at_end: bool = True
    back_after: int | None = None
    """Without benefit after so many visits the client is referred back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that the sender wrote."""

    wanted: Wanted = field(default_factory=Wanted)
    code: str = ""
    goals: tuple[str, ...] = ()
    pressure: str = ""
    joint_sessions: bool = False
    i_keep: str = ""
    note: str = ""
    """What a practitioner should be able to do; for advice, the question."""
    fallback: Fallback = field(default_factory=Fallback)
    updates: Updates = field(default_factory=Updates)
    flags: tuple[str, ...] | None = None
    """Circumstances that were ticked; None where nobody has answered yet."""
    cautions: tuple[tuple[str, str], ...] = ()
    """Each caution's id and how it was answered."""
    may_become_referral: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The shared plan: who does what, how often, in which order, until when."""

    sender_does: str = ""
    receiver_does: str = ""
    rhythm: str = ""
    order: str = ""
    goals: tuple[str, ...] = ()
    review_on: str = ""
    permission_ends_on: str = ""
    updates: Updates = field(default_factory=Updates)
    agreed_by: tuple[str, ...] = ()
    """The sides that said yes to it as it stands; a change asks the other side again."""


def content_text(content: Content | Plan) -> str:
    """The value as JSON, to be encrypted."""
    return json.dumps(asdict(content), ensure_ascii=False)


def read_content(text: str) -> Content:
    """The content back from `content_text`."""
    found = json.loads(text)
    return Content(
        **_tuples(found, but={"wanted", "fallback", "updates", "cautions", "flags"}),
        wanted=Wanted(**_tuples(found["wanted"])),
        fallback=Fallback(**found["fallback"]),
        updates=Updates(**found["updates"]),
        flags=None if found["flags"] is None else tuple(found["flags"]),
        cautions=tuple((key, answer) for key, answer in found["cautions"]),
    )


def read_plan(text: str) -> Plan:
    """The plan back from `content_text`."""
    found = json.loads(text)
    return Plan(**_tuples(found, but={"updates"}), updates=Updates(**found["updates"]))


def _tuples(values: dict[str, Any], but: Collection[str] = ()) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if name not in but
    }
