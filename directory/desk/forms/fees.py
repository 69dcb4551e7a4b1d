"""What a session costs and who pays, with today's date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.forms.answers import answered, filled, questions_of
from directory.desk.offered import answered_terms, term_options
from directory.desk.questions import (
    NO,
    NOT_STATED,
    YES,
    Around,
    Form,
    Group,
    Option,
    Values,
    radios,
    short,
)
from directory.interop import cells
from directory.profiles.closed_sets import Topic
from directory.profiles.listing import PublicFees
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

THREE = {YES: True, NO: False}


def _groups(draft: ListingDraft, around: Around) -> tuple[Group, ...]:
    return (
        Group(
            title=_("Fee"),
            note=_("Saving sets the date to today. Clients see how old it is."),
            questions=(
                short("fee", _("Fee for a session"), hint=_("Whole units, such as 140")),
                short("fee_minutes", _("For how many minutes?")),
                short("currency", _("Currency"), hint=_("Three letters, such as USD or CAD")),
                short("sliding_min", _("Sliding scale from"), hint=_("Empty if you have none.")),
                radios(
                    "superbill",
                    _("Do you give a receipt that clients can hand to an insurer?"),
                    (
                        Option(YES, _("Yes")),
                        Option(NO, _("No")),
                        Option(NOT_STATED, _("Not stated")),
                    ),
                    in_row=True,
                ),
            ),
        ),
        Group(
            title=_("Who pays"),
            is_folded=True,
            questions=questions_of(Topic.PAYER, _payers(draft, around)),
        ),
    )


def _payers(draft: ListingDraft, around: Around) -> tuple[Option, ...]:
    """The payers of the countries somebody works in, and all that were answered before."""
    countries = {place.country for place in draft.places} or {around.country}
    countries |= {region.partition("-")[0] for region in draft.online_regions}
    stated = answered_terms(draft, Topic.PAYER)
    payers = around.vocabulary.payers
    return tuple(
        option
        for option in term_options(around.vocabulary, TermKind.PAYER, stated)
        if not payers[option.value].where
        or {where.partition("-")[0] for where in payers[option.value].where} & countries
        or option.value in stated
    )


def _fill(draft: ListingDraft, around: Around) -> Values:
    fees = draft.fees
    superbill = NOT_STATED if fees.superbill is None else YES if fees.superbill else NO
    return filled(Topic.PAYER, _payers(draft, around), draft) | {
        "fee": [_amount(fees.fee)],
        "fee_minutes": [_amount(fees.session_minutes)],
        "currency": [fees.currency if fees.fee is not None else _currency(around)],
        "sliding_min": [_amount(fees.sliding_min)],
        "superbill": [superbill],
    }


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    fee, lowest = typed.read("fee", cells.money), typed.read("sliding_min", cells.money)
    minutes = typed.read("fee_minutes", cells.minutes)
    currency = typed.read("currency", cells.currency) or _currency(around)
    if lowest is not None and (fee is None or lowest > fee):
        typed.refuse("sliding_min", _("A sliding scale goes down from the fee. Check both."))
    fees = PublicFees(
        fee=fee,
        currency=currency,
        session_minutes=minutes,
        sliding_min=lowest,
        superbill=THREE.get(typed.one("superbill")),
    )
    says_something = any(value is not None for value in (fee, minutes, lowest, fees.superbill))
    draft = answered(Topic.PAYER, _payers(draft, around), typed, draft)
    payers = draft.answers[Topic.PAYER]
    return replace(
        draft,
        fees=replace(fees, confirmed_on=around.today if says_something else None),
        payers_confirmed_on=around.today if payers.yes or payers.no else None,
    )


def _currency(around: Around) -> str:
    return "CAD" if around.country == "CA" else "USD"


def _amount(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


FEES = Form(groups=_groups, fill=_fill, read=_read)
