"""The options of `directory match` as a search: X is a slug, label or synonym, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory import clock
from directory.console import RefusalError
from directory.matching.need import Kind, Mode, Referrer
from directory.search.engine import UnknownListingError
from directory.search.lookup import UnknownTermError, find_slug, folded, nearest_names
from directory.search.need_builder import CLIENT_GROUPS, stated_work, weighted_issues
from directory.search.place_choice import Reading
from directory.search.request import SearchRequest
from directory.search.wording import ENGLISH, KM_PER_MILE
from directory.vocabulary.terms import Facet, TermKind, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from directory.matching.need import Need
    from directory.search.engine import Found, SearchEngine

DEFAULT_LIMIT = 10
FARTHEST_KM = 805.0
"""500 miles: nobody travels further for a visit."""

_DISTANCE = re.compile(r"(\d{1,4}(?:\.\d+)?)\s*(mi|miles|mile|km)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options of the command, as they were typed."""

    words: str
    issue: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    profession: tuple[str, ...] = ()
    near: str = ""
    within: str = ""
    online: str = ""
    payer: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    in_person: bool = False
    as_handle: str = ""
    i_do: tuple[str, ...] = ()
    whole_need: bool = False
    team: bool = False
    centers: bool = False
    limit: int = DEFAULT_LIMIT


def prepared(engine: SearchEngine, session: Session, wanted: Wanted) -> Found:
    """The search that the options ask for; RefusalError for one that cannot be understood."""
    if not (wanted.words or wanted.issue or wanted.modality or wanted.profession):
        raise RefusalError(
            "Say what is needed, in words or with --issue, --modality or --profession."
        )
    try:
        found = engine.prepare(session, _request(wanted), ENGLISH, today=clock.today())
    except UnknownListingError:
        raise RefusalError(_no_such_handle(engine, session, wanted.as_handle)) from None
    if wanted.near and (found.place is None or found.place.place is None):
        raise RefusalError(
            f"No place is called {wanted.near!r}: check the spelling, or give a ZIP code."
        )
    try:
        need = _with_options(found, wanted, engine, session)
    except UnknownTermError as unknown:
        raise RefusalError(str(unknown)) from None
    if need.place is None and _asks_where(found) and not wanted.online:
        raise RefusalError(
            "We do not look up where you are: say where with --near, a town or ZIP code."
        )
    return replace(found, need=need)


def _no_such_handle(engine: SearchEngine, session: Session, typed: str) -> str:
    handles = engine.snapshot(session, today=clock.today()).index.listings
    near = nearest_names(handles, typed)
    remedy = f"did you mean {', '.join(near)}?" if near else "no listing is published yet."
    return f"No published listing has the handle {typed!r}; {remedy}"


def _asks_where(found: Found) -> bool:
    return found.place is not None and found.place.reading is Reading.ASK


def _request(wanted: Wanted) -> SearchRequest:
    if wanted.in_person and wanted.online:
        raise RefusalError("Choose either --in-person or --online.")
    mode = Mode.TELEHEALTH.value if wanted.online else ""
    return SearchRequest(
        words=wanted.words,
        place=wanted.near,
        for_client=bool(wanted.as_handle),
        as_listing=wanted.as_handle,
        whole_need=wanted.whole_need,
        team=wanted.team,
        kinds=(Kind.CENTER.value,) if wanted.centers else (),
        mode=Mode.IN_PERSON.value if wanted.in_person else mode,
    )


def _with_options(found: Found, wanted: Wanted, engine: SearchEngine, session: Session) -> Need:
    """The need of the words with the options added."""
    vocabulary = engine.vocabulary
    need = _with_terms(found.need, wanted, vocabulary)
    region = _region(engine, session, wanted.online) if wanted.online else need.region
    own = found.snapshot.index.listings.get(wanted.as_handle)
    place = need.place
    if place is None and own is not None and own.offices and not wanted.online:
        # Somebody who refers looks around their own practice where no place is named.
        place = own.offices[0].place
        region = region or place.region
    need = replace(
        need,
        place=place,
        region=region,
        max_km=_kilometres(wanted.within) if wanted.within else need.max_km,
        referrer=_referrer(need.referrer, wanted, vocabulary),
    )
    return _without(need, wanted.avoid, found, vocabulary)


def _with_terms(need: Need, wanted: Wanted, vocabulary: Vocabulary) -> Need:
    def slugs(kind: TermKind, typed: Iterable[str]) -> list[str]:
        return [find_slug(vocabulary, kind, item) for item in typed]

    issues = [*(issue.slug for issue in need.issues), *slugs(TermKind.ISSUE, wanted.issue)]
    people = slugs(TermKind.POPULATION, wanted.population)
    groups = [slug for slug in people if slug in CLIENT_GROUPS]
    return replace(
        need,
        issues=weighted_issues(issues),
        modalities_prefer=_joined(
            need.modalities_prefer, slugs(TermKind.MODALITY, wanted.modality)
        ),
        professions_must=_joined(
            need.professions_must, slugs(TermKind.PROFESSION, wanted.profession)
        ),
        payers=_joined(need.payers, slugs(TermKind.PAYER, wanted.payer)),
        preferences_prefer=_joined(
            need.preferences_prefer, slugs(TermKind.PREFERENCE, wanted.prefer)
        ),
        access_must=_joined(need.access_must, slugs(TermKind.ACCESS, wanted.access)),
        population=groups[0] if groups else need.population,
        populations_prefer=_joined(
            need.populations_prefer, [slug for slug in people if slug not in groups[:1]]
        ),
    )


def _referrer(referrer: Referrer | None, wanted: Wanted, vocabulary: Vocabulary) -> Referrer | None:
    """Who asks, with what they state to do; `--i-do` alone makes the asker a colleague."""
    if not wanted.i_do:
        return referrer
    known = {facet.value: facet.value for facet in Facet}
    does = [known.get(folded(item)) or _method(vocabulary, item, known) for item in wanted.i_do]
    facets, modalities = stated_work(does, vocabulary)
    base = referrer or Referrer(id="", professions=())
    return replace(base, does_facets=facets, does_modalities=modalities)


def _method(vocabulary: Vocabulary, typed: str, facets: Iterable[str]) -> str:
    try:
        return find_slug(vocabulary, TermKind.MODALITY, typed)
    except UnknownTermError as unknown:
        near = nearest_names([*facets, *unknown.nearest], typed)
        raise RefusalError(
            f"{typed!r} is not known as a facet of care or a modality; "
            f"did you mean {', '.join(near)}?"
        ) from None


def _without(need: Need, avoid: Iterable[str], found: Found, vocabulary: Vocabulary) -> Need:
    """The need with what is not wanted: a listing by its handle, else a term of some kind."""
    for item in avoid:
        if item in found.snapshot.listings:
            need = replace(need, exclude=need.exclude | {item})
            continue
        need = _avoiding(need, item, vocabulary)
    return need


def _avoiding(need: Need, item: str, vocabulary: Vocabulary) -> Need:
    fields = {
        TermKind.MODALITY: "modalities_avoid",
        TermKind.PROFESSION: "professions_avoid",
        TermKind.PAYER: "payers_avoid",
    }
    near: list[str] = []
    for kind, name in fields.items():
        try:
            slug = find_slug(vocabulary, kind, item)
        except UnknownTermError as unknown:
            near += unknown.nearest
            continue
        changed: dict[str, tuple[str, ...]] = {name: _joined(getattr(need, name), [slug])}
        return replace(need, **changed)  # type: ignore[arg-type]
    raise RefusalError(
        f"{item!r} is not known as a handle, a modality, a profession or a payer; "
        f"did you mean {', '.join(nearest_names(near, item))}?"
    )


def _region(engine: SearchEngine, session: Session, typed: str) -> str:
    regions = engine.gazetteer(session).regions
    found = regions.find(typed, home=engine.home_region)
    if found is None:
        raise RefusalError(
            f"No state, province or country is called {typed!r}: write it like US-CO or Colorado."
        )
    return found.code


def _kilometres(typed: str) -> float:
    found = _DISTANCE.fullmatch(typed.strip())
    if found is None:
        raise RefusalError(f"--within {typed!r} is no distance: write it like 25mi or 40km.")
    number = float(found[1])
    kilometres = number if (found[2] or "mi").lower() == "km" else number * KM_PER_MILE
    if not 0 < kilometres <= FARTHEST_KM:
        raise RefusalError("--within must be more than 0 and at most 500 miles (805 km).")
    return kilometres


def _joined(first: Iterable[str], further: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *further]))
