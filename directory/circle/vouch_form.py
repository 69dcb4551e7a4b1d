"""The form of a vouch: what is asked, and what somebody answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flask_babel import gettext as _

from directory.accounts.forms import FieldError, plain_line
from directory.trust.bases import Demand, detail_of
from directory.trust.closed_sets import Visibility
from directory.trust.giving import Refusal, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.profiles.listing import PublishedListing
    from directory.trust.vouch_book import ShownVouch
    from directory.vocabulary.terms import Vocabulary, VouchBasis

LONGEST_DETAIL = 200


class FormValues(Protocol):
    """A form as it was sent."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a field."""
        ...


@dataclass(frozen=True, slots=True)
class ReadVouch:
    """What somebody answered, and what is wrong with it; `word` where nothing is."""

    basis: str
    judgements: tuple[str, ...]
    detail: str
    visibility: str
    hides_basis: bool
    issues: tuple[str, ...]
    modalities: tuple[str, ...]
    errors: tuple[FieldError, ...] = ()

    @property
    def word(self) -> Word:
        """What is said; only where there are no errors."""
        return Word(
            basis=self.basis,
            trusts_approach="approach" in self.judgements,
            trusts_skills="skills" in self.judgements,
            visibility=Visibility(self.visibility),
            hides_basis=self.hides_basis,
            detail=self.detail,
            issues=self.issues,
            modalities=self.modalities,
        )


def read_vouch(
    form: FormValues, about: PublishedListing, bases: Mapping[str, VouchBasis]
) -> ReadVouch:
    """Read the form; anything that was not offered is as if it had not been sent."""
    basis = _one_of(form, "basis", bases)
    judgements = _some_of(form, "judgement", ("approach", "skills"))
    detail = plain_line("".join(form.getlist("detail")[:1]))
    visibility = _one_of(form, "visibility", [item.value for item in Visibility])
    errors = [
        *_missing(basis, judgements, visibility),
        *_wrong_detail(bases.get(basis), detail),
    ]
    return ReadVouch(
        basis=basis,
        judgements=judgements,
        detail=detail,
        visibility=visibility,
        hides_basis=bool(form.getlist("hides_basis")),
        issues=_some_of(form, "issue", [item.issue for item in about.specialties]),
        modalities=_some_of(form, "modality", [item.modality for item in about.modalities]),
        errors=tuple(errors),
    )


def as_given(vouch: ShownVouch | None) -> ReadVouch:
    """What the form shows at first: nothing, or what was said the last time."""
    if vouch is None:
        return ReadVouch(
            "", (), "", Visibility.PUBLIC.value, hides_basis=False, issues=(), modalities=()
        )
    said = (("approach", vouch.trusts_approach), ("skills", vouch.trusts_skills))
    return ReadVouch(
        vouch.basis,
        tuple(name for name, is_said in said if is_said),
        vouch.detail,
        vouch.visibility.value,
        hides_basis=vouch.hides_basis,
        issues=vouch.issues,
        modalities=vouch.modalities,
    )


def refusal_error(refusal: Refusal, name: str) -> FieldError:
    """Why a vouch was not taken, at the field that it concerns."""
    messages = {
        Refusal.RELATED: _(
            "You and %(name)s share a household, a business or an owner, so neither of you"
            " vouches for the other.",
            name=name,
        ),
        Refusal.NOT_LISTED: _(
            "%(name)s is not listed at present. Vouch when their page is back.", name=name
        ),
        Refusal.NOT_PRACTITIONERS: _(
            "Only two practitioners treat a client together. Choose another ground."
        ),
        Refusal.DECLINED: _("%(name)s did not confirm this ground. Choose another one.", name=name),
        Refusal.TOO_MANY: _(
            "You have given all your strong vouches. Withdraw one first, or choose another ground."
        ),
    }
    return FieldError("basis", messages[refusal])


def basis_options(bases: Iterable[VouchBasis], chosen: str) -> list[dict[str, object]]:
    """The grounds to choose from, the strongest first, each with what it asks."""
    return [
        {
            "value": basis.slug,
            "label": basis.label,
            "checked": basis.slug == chosen,
            "hint": _hint(basis),
        }
        for basis in bases
    ]


def term_options(
    vocabulary: Vocabulary, about: PublishedListing, read: ReadVouch
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """What the person states to work with, issues and methods, as boxes to tick."""
    issues = [item.issue for item in about.specialties if item.issue in vocabulary.issues]
    modalities = [
        item.modality for item in about.modalities if item.modality in vocabulary.modalities
    ]
    return (
        [_option(slug, vocabulary.issues[slug].label, read.issues) for slug in issues],
        [_option(slug, vocabulary.modalities[slug].label, read.modalities) for slug in modalities],
    )


def _hint(basis: VouchBasis) -> str:
    if basis.private:
        return _("Always counted, never shown to anybody, whatever you choose below.")
    asked = {
        Demand.ROLE: _("Say below in which role, and in which year."),
        Demand.PLACE: _("Say below where."),
        Demand.COUNT: _("Say below about how many."),
    }
    demand = detail_of(basis)
    if demand is not None:
        return asked[demand]
    return "" if basis.extends else _("Counts a little, and for you alone.")


def _missing(basis: str, judgements: Sequence[str], visibility: str) -> Iterable[FieldError]:
    if not judgements:
        message = _("Tick what you trust: their approach, their skills, or both.")
        yield FieldError("judgement", message)
    if not basis:
        yield FieldError("basis", _("Choose how you know their work."))
    if not visibility:
        yield FieldError("visibility", _("Choose who may learn of it."))


def _wrong_detail(basis: VouchBasis | None, detail: str) -> Iterable[FieldError]:
    if len(detail) > LONGEST_DETAIL:
        message = _("This is too long. Shorten it to %(count)s characters.", count=LONGEST_DETAIL)
        yield FieldError("detail", message)
    demand = None if basis is None else detail_of(basis)
    if demand is not None and not detail:
        asked = {
            Demand.ROLE: _("Say in which role and year, such as “supervised me, 2021”."),
            Demand.PLACE: _("Say where you work or worked together."),
            Demand.COUNT: _("Say about how many clients you referred and heard back from."),
        }
        yield FieldError("detail", asked[demand])


def _option(slug: str, label: str, chosen: Sequence[str]) -> dict[str, object]:
    return {"value": slug, "label": label, "checked": slug in chosen}


def _one_of(form: FormValues, name: str, known: Iterable[str]) -> str:
    chosen = "".join(form.getlist(name)[:1])
    return chosen if chosen in set(known) else ""


def _some_of(form: FormValues, name: str, known: Iterable[str]) -> tuple[str, ...]:
    sent = set(form.getlist(name))
    return tuple(dict.fromkeys(value for value in known if value in sent))
