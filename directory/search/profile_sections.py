"""The sections of a listing's page: visit, places, cost, people seen, access, licences, ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.matching.wording import money_words
from directory.profiles.listing import Visibility
from directory.search import wording
from directory.search.listing_lines import place_line
from directory.search.profile_rows import (
    ProfileContext,
    Row,
    Section,
    label_of,
    labels_of,
    row_of,
    rows_of,
)
from directory.search.region_names import region_name
from directory.search.ways_of_working import commitment_words, together_words
from directory.search.wording import COSTS_STALE_DAYS, Translator, age_words, date_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.profiles.listing import (
        PublicCredential,
        PublicPlace,
        PublicService,
        PublicTraining,
        PublishedListing,
        WeeklyTime,
    )


def profile_sections(listing: PublishedListing, context: ProfileContext) -> Iterable[Section]:
    """Every section in reading order, also those that have no rows."""
    say = context.say
    if listing.kind == "center":
        yield Section(
            "services", say.gettext("What is done here, and by whom"), _services(listing, context)
        )
    yield Section("visit", say.gettext("A visit"), _visit(listing, context))
    yield Section("places", say.gettext("Where and when"), _places(listing, context))
    yield Section("cost", say.gettext("Cost and coverage"), cost_rows(listing, context))
    yield Section("who", say.gettext("Who they see"), _who(listing, context))
    yield Section("access", say.gettext("Access"), _access(listing, context))
    yield Section("licences", say.gettext("Licence and training"), _licences(listing, context))
    yield Section("together", say.gettext("Working together"), _together(listing, context))


def _visit(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say = context.say
    unknown = say.gettext("Not stated: ask")
    is_person = listing.kind == "person"
    lengths = [
        say.ngettext("%(num)d minute", "%(num)d minutes", minutes)
        for minutes in listing.session_lengths
    ]
    pressure = _pressure(listing, say)
    return rows_of(
        row_of(say.gettext("First visit"), [listing.first_visit or unknown]),
        row_of(say.gettext("Session lengths"), lengths or [unknown if is_person else ""]),
        row_of(
            say.gettext("Pressure"), [pressure or (unknown if _by_touch(listing, context) else "")]
        ),
        row_of(say.gettext("The room"), [listing.setting]),
        row_of(say.gettext("When strong feelings come up"), [listing.strong_emotion]),
        row_of(say.gettext("Boundaries"), [listing.boundaries or unknown]),
        row_of(say.gettext("Friends and family"), [listing.friends_and_family]),
    )


def _by_touch(listing: PublishedListing, context: ProfileContext) -> bool:
    """Whether somebody's discipline is one of touch, so that pressure is a thing to know."""
    known = context.vocabulary.professions
    return any(known[slug].family == "bodywork" for slug in listing.professions if slug in known)


def _places(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say = context.say
    rows = [row_of(place.label or place.city, _address(place, say)) for place in listing.places]
    home = []
    if listing.home_visit_km is not None:
        distance = wording.distance_words(say, listing.home_visit_km, unit=unit_of(listing))
        home.append(say.gettext("Visits at home, up to %(distance)s away", distance=distance))
    regions = [region_name(region) for region in listing.online_regions]
    times = [_weekly_time(time, say) for time in listing.weekly_times]
    return rows_of(
        *rows,
        row_of(say.gettext("At your home"), home),
        row_of(say.gettext("Online, for people in"), [", ".join(regions)]),
        row_of(say.gettext("Times for joint sessions"), times),
    )


def unit_of(listing: PublishedListing) -> str:
    """Miles where a listing is in the United States, kilometres elsewhere."""
    return "mi" if any(place.country == "US" for place in listing.places) else "km"


def _address(place: PublicPlace, say: Translator) -> list[str]:
    if place.visibility is Visibility.EXACT:
        region = place.region.rpartition("-")[2]
        town = " ".join(part for part in (place.city + ",", region, place.postal_code) if part)
        return [part for part in (place.street, town) if part]
    return [
        place_line(place, say),
        say.gettext("The address is given when you make an appointment."),
    ]


def _weekly_time(time: WeeklyTime, say: Translator) -> str:
    names = (
        say.gettext("Mondays"),
        say.gettext("Tuesdays"),
        say.gettext("Wednesdays"),
        say.gettext("Thursdays"),
        say.gettext("Fridays"),
        say.gettext("Saturdays"),
        say.gettext("Sundays"),
    )
    return f"{names[time.weekday]} {_clock(time.start_minute)}–{_clock(time.end_minute)}"


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"


def cost_rows(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    """Fee, reduced fee, receipt, and what is and is not accepted."""
    say, fees = context.say, listing.fees
    payers = context.vocabulary.payers
    fee_age, payer_age = (
        age_words(say, day, today=context.today, old_from=COSTS_STALE_DAYS)
        for day in (fees.confirmed_on, listing.payers_confirmed_on)
    )
    yes, no = labels_of(payers, listing.payers_yes), labels_of(payers, listing.payers_no)
    return rows_of(
        row_of(say.gettext("Fee"), [_fee(listing, say)], fee_age if fees.fee is not None else ""),
        row_of(
            say.gettext("Reduced fee"),
            [_reduced(listing, say)],
            fee_age if fees.sliding_min is not None else "",
        ),
        row_of(say.gettext("Receipt for your insurer"), [_yes_no(fees.superbill, say)]),
        row_of(
            say.gettext("Accepts"),
            yes or [say.gettext("Not stated: ask")],
            payer_age if yes else "",
        ),
        row_of(say.gettext("Does not accept"), no, payer_age),
    )


def _fee(listing: PublishedListing, say: Translator) -> str:
    fees = listing.fees
    if fees.fee is None:
        return say.gettext("Not stated: ask")
    amount = money_words(fees.fee, fees.currency)
    if fees.session_minutes is None:
        return amount
    return say.gettext(
        "%(amount)s for %(minutes)d minutes", amount=amount, minutes=fees.session_minutes
    )


def _reduced(listing: PublishedListing, say: Translator) -> str:
    fees = listing.fees
    if fees.sliding_min is None:
        return say.gettext("Not stated: ask")
    if fees.sliding_min == 0:
        return say.gettext("From nothing, by income")
    return say.gettext(
        "From %(amount)s, by income", amount=money_words(fees.sliding_min, fees.currency)
    )


def _yes_no(value: bool | None, say: Translator) -> str:  # noqa: FBT001 - the answer itself
    if value is None:
        return say.gettext("Not stated: ask")
    return say.gettext("Yes") if value else say.gettext("No")


def _who(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say, vocabulary = context.say, context.vocabulary
    sees = labels_of(vocabulary.populations, listing.populations or ())
    return rows_of(
        row_of(say.gettext("Sees"), sees or [say.gettext("Not stated: ask")]),
        row_of(
            say.gettext("Particular experience with"),
            labels_of(vocabulary.populations, listing.populations_focus),
        ),
        row_of(
            say.gettext("Does not see"), labels_of(vocabulary.populations, listing.populations_no)
        ),
        row_of(say.gettext("Languages"), languages_of(listing, context)),
        row_of(
            say.gettext("About the person"),
            labels_of(vocabulary.preferences, listing.preferences_yes),
        ),
        row_of(say.gettext("Commitments"), _commitments(listing, say)),
        row_of(say.gettext("Kind of practice"), _practices(listing, say)),
    )


def languages_of(listing: PublishedListing, context: ProfileContext) -> list[str]:
    """The languages with how well they are spoken."""
    say = context.say
    levels = {
        "native": say.gettext("first language"),
        "fluent": say.gettext("fluent"),
        "conversational": say.gettext("conversational"),
        "interpreter": say.gettext("with an interpreter"),
    }
    return [
        f"{label_of(context.vocabulary.languages, code)} ({levels.get(level, level)})"
        for code, level in listing.languages
    ]


def _commitments(listing: PublishedListing, say: Translator) -> list[str]:
    return [
        say.gettext(
            "%(commitment)s (what backs it: %(backing)s)",
            commitment=commitment_words(item.commitment, say),
            backing=item.backing or say.gettext("none stated"),
        )
        for item in listing.commitments
    ]


def _practices(listing: PublishedListing, say: Translator) -> list[str]:
    words = {
        "medical": say.gettext("Medical"),
        "sports": say.gettext("Sports"),
        "spa": say.gettext("Spa"),
    }
    return [
        say.gettext(
            "%(practice)s (what backs it: %(backing)s)",
            practice=words.get(item.practice, item.practice.replace("-", " ").capitalize()),
            backing=item.backing or say.gettext("none stated"),
        )
        for item in listing.practices
    ]


def _access(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say, needs = context.say, context.vocabulary.access_needs
    yes, no = labels_of(needs, listing.access_yes), labels_of(needs, listing.access_no)
    unstated = [] if yes or no else [say.gettext("Not stated: ask")]
    return rows_of(
        row_of(say.gettext("There is"), yes or unstated),
        row_of(say.gettext("There is no"), no),
    )


def _licences(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say = context.say
    held = [row_of(item.title, _credential(item, context)) for item in listing.credentials]
    trained = [_training(item, say) for item in listing.trainings]
    backed = [
        say.gettext(
            "%(issue)s: %(backing)s",
            issue=label_of(context.vocabulary.issues, item.issue),
            backing=item.detail or _backing(item.backing, say),
        )
        for item in listing.specialties
        if item.is_focus
    ]
    return rows_of(
        *held,
        row_of(say.gettext("Training"), trained),
        row_of(say.gettext("What backs each focus"), backed),
    )


def _credential(item: PublicCredential, context: ProfileContext) -> list[str]:
    say = context.say
    where = wording.board_words(item.body, item.jurisdiction) or _region_letters(item)
    number = say.gettext("number %(number)s", number=item.number) if item.number else ""
    details = [", ".join(part for part in (where, number) if part)]
    details.append(wording.licence_fact(say, item, today=context.today).sentence)
    if item.expires_on is not None and item.expires_on >= context.today:
        details.append(say.gettext("Valid until %(day)s", day=date_words(say, item.expires_on)))
    if item.is_compact_privilege:
        details.append(say.gettext("A compact privilege, on top of the licence at home"))
    if item.level == "supervised":
        details.append(_supervised(item, say))
    return [detail for detail in details if detail]


def _region_letters(item: PublicCredential) -> str:
    return region_name(item.jurisdiction) if item.jurisdiction.strip("*") else ""


def _supervised(item: PublicCredential, say: Translator) -> str:
    if not item.supervisor_name:
        return say.gettext("Practises under supervision; supervisor not stated")
    return say.gettext("Practises under the supervision of %(name)s", name=item.supervisor_name)


def _pressure(listing: PublishedListing, say: Translator) -> str:
    """From the lightest to the deepest; one word where both are the same."""
    words = {
        "extremely light": say.gettext("extremely light"),
        "light": say.gettext("light"),
        "medium": say.gettext("medium"),
        "firm": say.gettext("firm"),
        "deep": say.gettext("deep"),
        "extremely deep": say.gettext("extremely deep"),
    }
    ends = (listing.pressure_from, listing.pressure_to)
    return " – ".join(words.get(end, end) for end in dict.fromkeys(ends) if end is not None)


def _training(item: PublicTraining, say: Translator) -> str:
    levels = {
        "certified": say.gettext("certified"),
        "trained": say.gettext("trained"),
        "course": say.gettext("course"),
        "instructor": say.gettext("instructor"),
    }
    level = levels.get(item.level, item.level)
    parts = (item.what, item.school, item.country, str(item.year or ""), level)
    return ", ".join(part for part in parts if part)


def _backing(backing: str, say: Translator) -> str:
    words = {
        "training": say.gettext("training"),
        "certification": say.gettext("certification"),
        "years": say.gettext("years of practice"),
        "supervision": say.gettext("supervised practice"),
        "lived-experience": say.gettext("lived experience"),
        "self-stated": say.gettext("stated by themselves"),
    }
    return words.get(backing, backing)


def _together(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    say = context.say
    return rows_of(
        row_of(
            say.gettext("How integrated"),
            [_backed(item, listing, say) for item in listing.integration],
        ),
        row_of(
            say.gettext("Offers colleagues"),
            [together_words(item, say) for item in listing.collaboration_yes],
        ),
        row_of(
            say.gettext("Does not offer"),
            [together_words(item, say) for item in listing.collaboration_no],
        ),
    )


def _backed(way: str, listing: PublishedListing, say: Translator) -> str:
    """A way of working together, with what backs it."""
    words = together_words(way, say)
    backing = dict(listing.integration_backings).get(way)
    if not backing:
        return words
    return say.gettext("%(way)s: %(backing)s", way=words, backing=backing)


def _services(listing: PublishedListing, context: ProfileContext) -> tuple[Row, ...]:
    """A row for each method: who offers it, by which title; a licence that ran out ends it."""
    found: dict[str, list[str]] = {}
    for item in listing.services:
        if item.expires_on is None or item.expires_on >= context.today:
            found.setdefault(item.modality, []).append(_service(item, context.say))
    return rows_of(
        *(
            row_of(label_of(context.vocabulary.modalities, slug), people)
            for slug, people in found.items()
        )
    )


def _service(item: PublicService, say: Translator) -> str:
    by = say.gettext("%(name)s, %(title)s", name=item.person_name, title=item.title)
    return say.gettext("%(by)s. %(detail)s", by=by, detail=item.detail) if item.detail else by
