"""From the values of a row of `listings` to the draft of a listing.

A column that the file does not have leaves what is stored as it is; an empty cell states that
nothing is stated.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from flask_babel import gettext as _

from directory.interop.columns import PRESSURES
from directory.interop.credentials import completed_credential, with_credential
from directory.interop.places import completed_place, with_place
from directory.matching.need import Kind
from directory.profiles.closed_sets import Audience, Topic
from directory.profiles.draft import (
    Answers,
    CredentialDraft,
    ListingDraft,
    ModalityDraft,
    PlaceDraft,
    ReferralCountsDraft,
    Texts,
)
from directory.profiles.listing import (
    PublicAvailability,
    PublicFees,
    PublicPractice,
    PublicSpecialty,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from directory.interop.problems import Remarks
    from directory.interop.terms import Terms
    from directory.matching.listing import ModalityLevel
    from directory.places.gazetteer import Gazetteer
    from directory.profiles.draft import ContactDraft

Value = TypeVar("Value")
Values = dict[str, Any]

ANSWERS = {
    Topic.PAYER: ("payers_yes", "payers_no"),
    Topic.POPULATION: ("populations", "populations_no"),
    Topic.PREFERENCE: ("preferences_yes", "preferences_no"),
    Topic.ACCESS: ("access_yes", "access_no"),
    Topic.COLLABORATION: ("collaboration_yes", "collaboration_no"),
}

NOT_IN_THE_FUTURE = (
    "credential_checked_on",
    "availability_confirmed_on",
    "payers_confirmed_on",
    "fees_confirmed_on",
    "joined_on",
    "confirmed_on",
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading rows needs to know beside the rows."""

    terms: Terms
    gazetteer: Gazetteer
    today: date

    @property
    def country(self) -> str:
        """The country that a place is in where the row does not say."""
        return self.terms.home.partition("-")[0]


class Cells:
    """The values of one row, laid over what is stored."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def over(self, name: str, stored: Value, empty: Value) -> Value:
        """The stored value where the file has no such column, `empty` where the cell is empty."""
        if name not in self._values:
            return stored
        value: Value | None = self._values[name]
        return empty if value is None else value

    def stated(self, name: str) -> Any:  # noqa: ANN401 - each column its own
        """The value of a cell, or None where it is empty or the file has no such column."""
        return self._values.get(name)

    def has(self, *names: str) -> bool:
        """Whether the file has any of these columns."""
        return any(name in self._values for name in names)


def listing_draft(
    stored: ListingDraft | None, handle: str, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    """What is stored of a listing with one row of `listings` laid over it."""
    draft = stored or ListingDraft(handle=handle)
    for name in NOT_IN_THE_FUTURE:
        refuse_future(cells, name, reader.today, remarks)
    draft = replace(
        draft,
        kind=cells.over("kind", draft.kind, Kind.PERSON),
        name=cells.over("name", draft.name, ""),
        pronouns=cells.over("pronouns", draft.pronouns, None),
        is_invented=cells.over("invented", draft.is_invented, False),  # noqa: FBT003
        professions=cells.over("professions", draft.professions, ()),
        online_regions=cells.over("online_regions", draft.online_regions, ()),
        home_visit_km=cells.over("home_visit_km", draft.home_visit_km, None),
        weekly_times=cells.over("weekly_times", draft.weekly_times, ()),
        session_lengths=cells.over("session_lengths", draft.session_lengths, ()),
        languages=cells.over("languages", draft.languages, ()),
        refers_on_for=cells.over("refers_on_for", draft.refers_on_for, ()),
        prefers_not=cells.over("prefers_not", draft.prefers_not, ()),
        integration=cells.over("integration", draft.integration, ()),
        joined_on=cells.over("joined_on", draft.joined_on, None),
        confirmed_on=cells.over("confirmed_on", draft.confirmed_on, None),
        payers_confirmed_on=cells.over("payers_confirmed_on", draft.payers_confirmed_on, None),
        is_conversion_practice=cells.over(
            "conversion_practice",
            draft.is_conversion_practice,
            False,  # noqa: FBT003
        ),
        specialties=_specialties(draft, cells, remarks),
        modalities=_modalities(draft, cells),
        answers=_answers(draft, cells, remarks),
        texts=_texts(draft.texts, cells),
        availability=_availability(draft.availability, cells, remarks),
        fees=_fees(draft.fees, cells, remarks),
        contact=_contact(draft.contact, cells),
        practices=_practices(draft.practices, cells),
        referral_counts=_referral_counts(draft.referral_counts, cells, remarks),
        **_pressure(draft, cells, remarks),
    )
    draft = _with_inline_credential(draft, cells, reader, remarks)
    return _with_inline_place(draft, cells, reader, remarks)


def refuse_future(cells: Cells, name: str, today: date, remarks: Remarks) -> None:
    """Remark on a date of something that has happened and lies ahead."""
    day = cells.stated(name)
    if day is not None and day > today:
        remarks.error(
            name, _("%(day)s is in the future.", day=day), _("Write the day on which it happened.")
        )


def _specialties(
    draft: ListingDraft, cells: Cells, remarks: Remarks
) -> tuple[PublicSpecialty, ...]:
    if not cells.has("focus_issues", "also_issues"):
        return draft.specialties
    stored = {item.issue: item for item in draft.specialties}
    focus = cells.over(
        "focus_issues", tuple(item.issue for item in draft.specialties if item.is_focus), ()
    )
    also = cells.over(
        "also_issues", tuple(item.issue for item in draft.specialties if not item.is_focus), ()
    )
    for issue in set(focus) & set(also):
        remarks.error(
            "also_issues",
            _("“%(issue)s” stands among the focus issues too.", issue=issue),
            _("Keep it in one list."),
        )
    return tuple(
        # What backs an issue is stated in its own table and outlives a change of the lists.
        replace(stored.get(issue, PublicSpecialty(issue, is_focus)), is_focus=is_focus)
        for issues, is_focus in ((focus, True), (also, False))
        for issue in issues
    )


def _modalities(draft: ListingDraft, cells: Cells) -> tuple[ModalityDraft, ...]:
    stored = {item.modality: item for item in draft.modalities}
    if not cells.has("modalities"):
        return draft.modalities
    nothing: tuple[tuple[str, ModalityLevel], ...] = ()
    return tuple(
        replace(stored.get(slug, ModalityDraft(modality=slug)), level=level)
        for slug, level in cells.over("modalities", nothing, nothing)
    )


def _answers(draft: ListingDraft, cells: Cells, remarks: Remarks) -> dict[Topic, Answers]:
    answers = dict(draft.answers)
    for topic, (yes_column, no_column) in ANSWERS.items():
        stored = answers.get(topic, Answers())
        yes = cells.over(yes_column, stored.yes, ())
        no = cells.over(no_column, stored.no, ())
        focus = stored.focus
        if topic is Topic.POPULATION:
            focus = cells.over("populations_focus", stored.focus, ())
        for term in {*yes, *focus} & set(no):
            remarks.error(
                no_column,
                _("“%(term)s” is answered with yes and with no.", term=term),
                _("Keep one answer."),
            )
        answers[topic] = Answers(yes=yes, no=no, focus=focus)
    return answers


def _texts(stored: Texts, cells: Cells) -> Texts:
    return Texts(
        **{
            field.name: cells.over(field.name, getattr(stored, field.name), "")
            for field in fields(Texts)
        }
    )


def _availability(stored: PublicAvailability, cells: Cells, remarks: Remarks) -> PublicAvailability:
    status = cells.over("availability", stored.status, "not-stated")
    availability = PublicAvailability(
        status=str(status),
        wait_days=cells.over("wait_days", stored.wait_days, None),
        weekly_openings=cells.over("weekly_openings", stored.weekly_openings, None),
        confirmed_on=cells.over("availability_confirmed_on", stored.confirmed_on, None),
    )
    if availability.status == "closed" and availability.wait_days is not None:
        remarks.error(
            "wait_days",
            _("A practice that is closed has no wait."),
            _("Empty the cell, or say waitlist."),
        )
    return availability


def _fees(stored: PublicFees, cells: Cells, remarks: Remarks) -> PublicFees:
    fees = PublicFees(
        fee=cells.over("fee", stored.fee, None),
        currency=cells.over("fee_currency", stored.currency, "USD"),
        session_minutes=cells.over("fee_minutes", stored.session_minutes, None),
        sliding_min=cells.over("sliding_min", stored.sliding_min, None),
        superbill=cells.over("superbill", stored.superbill, None),
        confirmed_on=cells.over("fees_confirmed_on", stored.confirmed_on, None),
    )
    if fees.fee is not None and fees.sliding_min is not None and fees.sliding_min > fees.fee:
        remarks.error(
            "sliding_min", _("The sliding scale begins above the fee."), _("Check both amounts.")
        )
    return fees


def _pressure(draft: ListingDraft, cells: Cells, remarks: Remarks) -> Values:
    lightest = cells.over("pressure_from", draft.pressure_from, None)
    deepest = cells.over("pressure_to", draft.pressure_to, None)
    if (lightest is None) != (deepest is None):
        remarks.error(
            "pressure_to", _("A range of pressure has two ends."), _("Fill in both or neither.")
        )
    elif lightest and deepest and PRESSURES.index(lightest) > PRESSURES.index(deepest):
        remarks.error(
            "pressure_to", _("The pressure ends lighter than it begins."), _("Swap the two.")
        )
    return {"pressure_from": lightest, "pressure_to": deepest}


def _contact(stored: ContactDraft, cells: Cells) -> ContactDraft:
    contact = replace(
        stored,
        email=cells.over("contact_email", stored.email, ""),
        phone=cells.over("contact_phone", stored.phone, ""),
    )
    for column, way in (
        ("shown_phone", "phone"),
        ("website", "website"),
        ("booking_page", "booking"),
    ):
        value = cells.stated(column)
        if value is not None:
            # These columns are for what everybody may see; a private number has its own column.
            shown = {way: value, f"{way}_for": Audience.EVERYBODY}
            contact = replace(contact, **shown)
    return contact


def _practices(stored: tuple[PublicPractice, ...], cells: Cells) -> tuple[PublicPractice, ...]:
    nothing: tuple[tuple[str, str], ...] = ()
    if not cells.has("practices"):
        return stored
    return tuple(
        PublicPractice(practice, backing)
        for practice, backing in cells.over("practices", nothing, nothing)
    )


def _referral_counts(
    stored: ReferralCountsDraft, cells: Cells, remarks: Remarks
) -> ReferralCountsDraft:
    counts = ReferralCountsDraft(
        asked=cells.over("referrals_asked", stored.asked, 0),
        accepted=cells.over("referrals_accepted", stored.accepted, 0),
        closed=cells.over("referrals_closed", stored.closed, 0),
        recent_30d=cells.over("referrals_recent_30d", stored.recent_30d, 0.0),
    )
    if not counts.asked >= counts.accepted >= counts.closed:
        remarks.error(
            "referrals_closed",
            _("More referrals were closed or accepted than were asked."),
            _("Check the three counts."),
        )
    return counts


def _with_inline_credential(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    title = cells.stated("credential_title")
    if not title or not draft.professions:
        return draft
    jurisdiction = cells.stated("credential_jurisdiction")
    if not jurisdiction:
        remarks.error(
            "credential_jurisdiction",
            _("A credential holds somewhere."),
            _(
                "Write the state or province, such as US-CO; * for a certificate that holds "
                "anywhere."
            ),
        )
        return draft
    stated = CredentialDraft(
        profession=draft.professions[0], jurisdiction=jurisdiction, title=title
    )
    stored = next((item for item in draft.credentials if item.key == stated.key), stated)
    values = {
        "number": cells.over("credential_number", stored.number, None),
        "level": cells.stated("credential_level"),
        "status": cells.stated("credential_status"),
        "expires_on": cells.over("credential_expires_on", stored.expires_on, None),
        "checked_on": cells.over("credential_checked_on", stored.checked_on, None),
        "supervisor_name": cells.over("supervisor_name", stored.supervisor_name, ""),
    }
    completed = completed_credential(
        stored, values, reader.terms.vocabulary, remarks, prefix="credential_"
    )
    return with_credential(draft, completed)


def _with_inline_place(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    columns = ("street", "city", "region", "postal_code")
    if not any(cells.stated(name) for name in columns):
        return draft
    label = cells.stated("place_label") or ""
    stored = next((item for item in draft.places if item.label == label), None)
    base = stored or PlaceDraft(label=label)
    values = {name: cells.over(name, getattr(base, name), "") for name in columns}
    values["country"] = cells.over("country", base.country if stored else "", "")
    values["visibility"] = cells.stated("place_visibility") or base.visibility
    completed = completed_place(replace(base, **values), reader.gazetteer, reader.country, remarks)
    return with_place(draft, completed)
