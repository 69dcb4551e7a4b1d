"""What a page of results offers to change, and what it advises: no list ends in a dead end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.search.engine import says_what
from directory.search.find_form import distance_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.matching.answer import ThreeValuedCount
    from directory.search.engine import Found
    from directory.vocabulary.terms import Vocabulary

FEW = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A button that changes the search in one thing."""

    name: str
    value: str
    text: str


def unstated(found: Found, vocabulary: Vocabulary) -> tuple[Offer, ...]:
    """One click to those who did not say whether they meet a must."""
    return tuple(
        Offer(
            "show_unstated",
            name,
            ngettext(
                "Show %(num)s who did not say: %(what)s",
                "Show %(num)s who did not say: %(what)s",
                count.not_stated,
                what=label,
            ),
        )
        for name, label, count in _musts(found, vocabulary)
        if count.not_stated and name not in found.asked.or_unstated
    )


def left_out(found: Found, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Whom each must leaves out because they say no, in a sentence: nobody goes silently."""
    return tuple(
        ngettext(
            "%(num)s says no to “%(what)s” and is left out.",
            "%(num)s say no to “%(what)s” and are left out.",
            count.no,
            what=label,
        )
        for _name, label, count in _musts(found, vocabulary)
        if count.no
    )


def _musts(found: Found, vocabulary: Vocabulary) -> Iterator[tuple[str, str, ThreeValuedCount]]:
    """Each must-have that was counted: its name such as "payer:medicaid", label and answers."""
    terms = {"access": vocabulary.access_needs, "payer": vocabulary.payers}
    for name, count in found.must_counts.items():
        kind, _colon, slug = name.partition(":")
        if slug in terms.get(kind, {}):
            yield name, terms[kind][slug].label, count


def advice(found: Found, number: int) -> tuple[str, ...]:
    """What somebody can do who finds too little, in sentences."""
    if not says_what(found.need) and found.named:
        return (_("If you meant something else, say it in other words."),)
    if not says_what(found.need):
        return (_("Say it in other words, or choose a kind of care in the form."),)
    sentences = []
    if found.need.place is None and number:
        sentences.append(_("Add a town or ZIP code to see who is near you."))
    if found.costliest is not None:
        sentences.append(
            ngettext(
                "%(num)s more would show without “%(what)s”.",
                "%(num)s more would show without “%(what)s”.",
                found.costliest.gained,
                what=found.costliest.label,
            )
        )
    if not number:
        sentences.append(
            _("You can look farther away, take a wish back, or say it in other words.")
        )
        sentences.append(
            _("The number 211 knows many services that no directory lists, in most places.")
        )
    else:
        sentences.append(_("You can change a wish, look farther away, or say it in other words."))
    return tuple(sentences)


def offers(found: Found, number: int) -> tuple[Offer, ...]:
    """Buttons that change one thing of the search: drop what cost most, look wider, online too."""
    buttons: list[Offer] = []
    if not says_what(found.need):
        return ()
    if found.costliest is not None:
        buttons.append(
            Offer("remove", found.costliest.chip, _("Drop “%(what)s”", what=found.costliest.label))
        )
    wider = next((step for step in (10, 25, 50, 100, 250, 500) if step > found.asked.within), None)
    if found.need.place is not None and wider is not None:
        label = distance_label(wider, found.unit)
        buttons.append(Offer("widen", str(wider), _("Look within %(distance)s", distance=label)))
    if found.asked.mode == "in-person" and number <= FEW:
        buttons.append(Offer("remove", "form:mode:in-person", _("Also online")))
    return tuple(buttons)
