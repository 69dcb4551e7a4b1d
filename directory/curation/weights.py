"""Weights as the desk edits them: the form, what of it changed, and what the examples would do."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts.forms import FieldError
from directory.matching.weights import THRESHOLD_BOUNDS, WEIGHTS
from directory.network.in_force import THRESHOLDS
from directory.network.in_force import WEIGHTS as WEIGHTS_FILE
from directory.search.engine import answered
from directory.search.request import SearchRequest
from directory.search.score_lines import part_words
from directory.vocabulary.overlay_rows import EditKind, RowEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.matching.weights import Weights
    from directory.search.engine import SearchEngine
    from directory.search.wording import Translator

COMPARED = 5
"""How many of the first results of an example are compared."""

EDITED_THRESHOLDS = ("load", "full_fit", "good")
ASKERS = ("client", "referrer")


@dataclass(frozen=True, slots=True)
class NumberField:
    """One number of the form: where it is kept, what it is called, its bounds."""

    row: str
    column: str
    label: str
    lowest: float
    highest: float
    value: float

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"{self.row}-{self.column}"

    @property
    def hint(self) -> str:
        """Its bounds in words."""
        return _("%(low)s to %(high)s", low=f"{self.lowest:g}", high=f"{self.highest:g}")


@dataclass(frozen=True, slots=True)
class Change:
    """What would change for one example: the first names before and after."""

    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def number_fields(weights: Weights, say: Translator) -> tuple[NumberField, ...]:
    """Every number that the desk may move, with its present value."""
    tables = {"client": weights.client, "referrer": weights.referrer}
    found = [
        NumberField(
            asker,
            one.component.value,
            _("%(part)s, for clients", part=part_words(one.component, say))
            if asker == "client"
            else _("%(part)s, for colleagues", part=part_words(one.component, say)),
            one.lowest,
            one.highest,
            tables[asker][one.component],
        )
        for one in WEIGHTS
        if one.highest
        for asker in ASKERS
    ]
    labels = {
        "load": _("What a full practice gives up in a near tie"),
        "full_fit": _("Fit below which the whole score shrinks"),
        "good": _("Score from which a result is a good one"),
    }
    for name in EDITED_THRESHOLDS:
        low, high = THRESHOLD_BOUNDS[name]
        value = float(getattr(weights.thresholds, name))
        found.append(NumberField(THRESHOLDS, name, labels[name], low, high, value))
    return tuple(found)


def read_numbers(
    fields: Iterable[NumberField], form: Mapping[str, str]
) -> tuple[tuple[RowEdit, ...], tuple[FieldError, ...]]:
    """The numbers that differ from what is in force, and what is wrong with the others."""
    edits, errors = [], []
    for field in fields:
        typed = form.get(field.name, "").strip().replace(",", ".")
        number = _number(typed)
        if number is None or not field.lowest <= number <= field.highest:
            message = _("“%(typed)s” does not fit. Write a number, %(hint)s.", typed=typed[:20],
                        hint=field.hint)  # fmt: skip
            errors.append(FieldError(field.name, message))
        elif not math.isclose(number, field.value, abs_tol=1e-9):
            kept = f"{number:g}"
            edits.append(RowEdit(EditKind.SET, WEIGHTS_FILE, field.row, field.column, kept))
    return tuple(edits), tuple(errors)


def changes_in_examples(
    engine: SearchEngine,
    session: Session,
    weights: Weights,
    *,
    examples: Iterable[Mapping[str, str]],
    say: Translator,
    today: date,
) -> Iterator[Change]:
    """Each example whose first results would be others, or in another order."""
    for example in examples:
        prepared = engine.prepare(
            session, _asked(example, engine, session, today), say, today=today
        )
        proposed = replace(prepared, snapshot=replace(prepared.snapshot, weights=weights))
        names = prepared.snapshot.listings
        before, after = (
            tuple(match.id for match in answered(one, limit=COMPARED).answer.matches)
            for one in (prepared, proposed)
        )
        if before != after:
            named = [tuple(_name(names, one) for one in ids) for ids in (before, after)]
            yield Change(example["text"], *named)


def _asked(
    example: Mapping[str, str], engine: SearchEngine, session: Session, today: date
) -> SearchRequest:
    listings = engine.snapshot(session, today=today).index.listings
    own = example["as_handle"] if example["as_handle"] in listings else ""
    is_clinician = example["role"] != "client"
    return SearchRequest(
        words=example["text"], place=example["place"], for_client=is_clinician, as_listing=own
    )


def _name(listings: Mapping[str, object], handle: str) -> str:
    return str(getattr(listings.get(handle), "name", handle))


def _number(typed: str) -> float | None:
    try:
        number = float(typed)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
