"""What a session is like: length, pressure, setting, strong emotion, the first visit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import (
    Around,
    Form,
    Group,
    Option,
    Values,
    checks,
    one_of,
    text,
)
from directory.interop.columns import PRESSURES

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

LENGTHS = (15, 30, 45, 60, 90)
TEXTS = ("setting", "strong_emotion", "first_visit")


def _groups(draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    minutes = tuple(
        Option(str(length), _("%(count)s minutes", count=length)) for length in _lengths(draft)
    )
    pressures = (
        Option("", _("Not stated")),
        *(Option(name, _pressure(name)) for name in PRESSURES),
    )
    return (
        Group(questions=(checks("lengths", _("Length of a session"), minutes, in_row=True),)),
        Group(
            title=_("If you work with your hands"),
            questions=(
                one_of("pressure_from", _("Lightest pressure"), pressures),
                one_of("pressure_to", _("Deepest pressure"), pressures),
            ),
        ),
        Group(
            title=_("So that a client knows what to expect"),
            questions=(
                text("setting", _("The room and setting"), hint=_("Private room, table, garden.")),
                text(
                    "strong_emotion",
                    _("How you are prepared for strong emotion"),
                    hint=_("What you do when memories or feelings come up, and whom you call."),
                ),
                text("first_visit", _("What happens in the first visit")),
            ),
        ),
    )


def _lengths(draft: ListingDraft) -> tuple[int, ...]:
    return tuple(sorted({*LENGTHS, *draft.session_lengths}))


def _pressure(name: str) -> str:
    return {
        "extremely light": _("Extremely light"),
        "light": _("Light"),
        "medium": _("Medium"),
        "firm": _("Firm"),
        "deep": _("Deep"),
        "extremely deep": _("Extremely deep"),
    }[name]


def _fill(draft: ListingDraft, _around: Around) -> Values:
    return {
        "lengths": [str(length) for length in draft.session_lengths],
        "pressure_from": [draft.pressure_from or ""],
        "pressure_to": [draft.pressure_to or ""],
        **{name: [getattr(draft.texts, name)] for name in TEXTS},
    }


def _read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    lightest, deepest = (typed.one_of(f"pressure_{end}", PRESSURES) for end in ("from", "to"))
    if bool(lightest) != bool(deepest):
        typed.refuse("pressure_to", _("A range has two ends. Choose both, or neither."))
    elif lightest and PRESSURES.index(lightest) > PRESSURES.index(deepest):
        typed.refuse("pressure_to", _("The deepest is lighter than the lightest. Swap them."))
    lengths = typed.some_of("lengths", [str(length) for length in _lengths(draft)])
    return replace(
        draft,
        session_lengths=tuple(int(length) for length in lengths),
        pressure_from=lightest or None,
        pressure_to=deepest or None,
        texts=replace(draft.texts, **{name: typed.text(name) for name in TEXTS}),
    )


SESSIONS = Form(groups=_groups, fill=_fill, read=_read)
