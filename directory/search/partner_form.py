"""The form of a search for a partner: who asks and what they do are known, and can be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.search.find_form import Choice, FindForm, Options, care_label, find_form
from directory.search.forms import FieldError, ReadForm, read_form
from directory.search.listing_lines import profession_line
from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from werkzeug.datastructures import MultiDict

    from directory.matching.answer import ThreeValuedCount
    from directory.profiles.listing import PublishedListing
    from directory.search.request import SearchRequest
    from directory.search.wording import Translator
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class Self:
    """Who searches: the listings that somebody may search as, the first by default.

    Only listings that stand in the network today are among them: trust is seen from those.
    """

    listings: tuple[PublishedListing, ...] = ()
    drafted: tuple[str, ...] = ()
    """Professions of a listing that is not published yet."""

    def chosen(self, handle: str) -> PublishedListing | None:
        """The listing of this handle, the first without one; None where it is not one's own."""
        if not handle:
            return self.listings[0] if self.listings else None
        return next((one for one in self.listings if one.handle == handle), None)

    def professions(self, asked: SearchRequest) -> tuple[str, ...]:
        """The professions that this search is made with."""
        if asked.i_am:
            return (asked.i_am,)
        own = self.chosen(asked.as_listing)
        return self.drafted if own is None else own.professions


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerForm:
    """Everything that templates/components/partner_fields.html shows."""

    find: FindForm
    myself: str
    """Who searches, in few words."""
    has_listing: bool
    search_as: Options
    i_am: Options
    does: tuple[Choice, ...]
    does_were: str
    """The ticks as they stood, to tell what was changed from what was sent along."""
    wants: Options
    knows_me: bool
    """Whether nothing need be told about oneself."""

    @property
    def summary(self) -> str:
        """What is set now, for the button that hides the form on a phone."""
        return self.find.summary


def default_request(asked: SearchRequest, myself: Self) -> SearchRequest:
    """A search that nobody has stated yet, with the place of one's own listing in it."""
    own = myself.chosen(asked.as_listing)
    if asked.place or own is None or not own.places:
        return asked
    town = own.places[0]
    near = ", ".join(part for part in (town.city, town.region.rpartition("-")[2]) if part)
    return replace(asked, place=near)


def partner_form(  # noqa: PLR0913  # as find_form, with who asks
    asked: SearchRequest,
    myself: Self,
    vocabulary: Vocabulary,
    say: Translator,
    *,
    errors: Iterable[FieldError] = (),
    counts: Mapping[str, ThreeValuedCount] | None = None,
    unit: str = "mi",
) -> PartnerForm:
    """The form with what was asked in it."""
    own = myself.chosen(asked.as_listing)
    done = own_facets(myself.professions(asked), vocabulary)
    ticked = asked.does if asked.says_does else done
    find = find_form(asked, vocabulary, errors=errors, counts=counts, unit=unit)
    mine = "" if own is None else profession_line(own, vocabulary, say)
    people = find.i_am[1:]
    return PartnerForm(
        find=find,
        myself=_myself(own, mine, asked, vocabulary),
        has_listing=own is not None,
        search_as=tuple((one.handle, one.name) for one in myself.listings),
        i_am=(("", _("As in my listing: %(what)s", what=mine)), *people) if mine else find.i_am,
        does=tuple(Choice(facet.value, care_label(facet), facet in ticked) for facet in Facet),
        does_were=" ".join(ticked),
        wants=(("", _("Any discipline")), *people),
        knows_me=own is not None or bool(asked.i_am),
    )


def _myself(
    own: PublishedListing | None, mine: str, asked: SearchRequest, vocabulary: Vocabulary
) -> str:
    stated = vocabulary.professions[asked.i_am].label if asked.i_am else mine
    return ", ".join(part for part in ("" if own is None else own.name, stated) if part)


def own_facets(professions: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What these professions may serve, in the order of the form."""
    known = [vocabulary.professions[slug] for slug in professions if slug in vocabulary.professions]
    return tuple(
        facet.value for facet in Facet if any(facet in item.facets_in_scope for item in known)
    )


def read_partner_form(form: MultiDict[str, str], myself: Self, vocabulary: Vocabulary) -> ReadForm:
    """Read a sent form; what was sent as it stood is no statement of its own."""
    read = read_form(form, vocabulary)
    asked = replace(read.request, for_client=True, as_listing=form.get("as", ""))
    if " ".join(asked.does) == form.get("does_were", ""):
        stated = form.get("says_does_before") == "yes"
        asked = replace(asked, says_does=stated, does=asked.does if stated else ())
    errors = read.errors
    if not myself.professions(asked):
        message = _("Choose your profession. Then we know what is outside your scope.")
        errors = (*errors, FieldError("i_am", message))
    if asked.says_does and set(asked.does) >= set(Facet):
        message = _("Leave out at least one kind of care: you look for what you do not do.")
        errors = (*errors, FieldError("does", message))
    return ReadForm(asked, errors)
