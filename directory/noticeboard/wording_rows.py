"""A wording as a row and as a value, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from directory.noticeboard.content import NoticeContent

if TYPE_CHECKING:
    from directory.noticeboard.models import NoticeWording

LISTS = ("languages", "access")
_FIELDS = tuple(NoticeContent.__dataclass_fields__)


def content_of(row: NoticeWording) -> NoticeContent:
    """What a row says."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    for name in LISTS:
        values[name] = tuple(one for one in values[name].split("|") if one)
    return NoticeContent(**values)


def columns_of(content: NoticeContent) -> dict[str, Any]:
    """What a row has to hold to say this."""
    values = asdict(content)
    return values | {name: "|".join(values[name]) for name in LISTS}
