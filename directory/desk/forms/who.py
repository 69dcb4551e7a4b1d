"""Who somebody is: the name, the pronouns, and a few words of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Around, Form, Group, Values, line, text
from directory.interop import cells

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft


def _groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            questions=(
                line("name", _("Your name"), hint=_("As clients know you."), at_most=200),
                line(
                    "pronouns", _("Pronouns"), hint=_("If you wish. Such as she/her."), at_most=80
                ),
                text(
                    "about", _("About you, for a client"), hint=_("Plain words. No links."), rows=6
                ),
                text(
                    "approach",
                    _("How you work, in your own words"),
                    hint=_(
                        "What a session with you is like. *Stars* stress a word, an empty line"
                        " begins a paragraph, a dash begins a point of a list."
                    ),
                    rows=8,
                ),
            )
        ),
    )


def _fill(draft: ListingDraft, _around: Around) -> Values:
    return {
        "name": [draft.name],
        "pronouns": [draft.pronouns or ""],
        "about": [draft.texts.about],
        "approach": [draft.texts.approach],
    }


def _read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    name = typed.line("name", cells.name)
    if not name and not typed.errors:
        typed.refuse("name", _("Enter your name, so that clients know who you are."))
    return replace(
        draft,
        name=name,
        pronouns=typed.line("pronouns", cells.word) or None,
        texts=replace(draft.texts, about=typed.text("about"), approach=typed.text("approach")),
    )


WHO = Form(groups=_groups, fill=_fill, read=_read)
