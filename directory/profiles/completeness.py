"""What a practitioner's profile still lacks, and why it matters; pure, told as sentences.

Some of it must be there before publication is asked for. The rest is worth a few minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.profiles.closed_sets import CredentialLevel, Topic
from directory.profiles.draft import Answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from directory.profiles.draft import ListingDraft


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a sentence for translation, which is left to the layer above."""
    return message


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there: the step where it belongs, what it is, why it matters."""

    step: str
    what: str
    why: str
    is_needed: bool
    """Whether publication waits for it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    missing: Missing
    is_there: Callable[[ListingDraft], bool]


def missing_from(draft: ListingDraft) -> tuple[Missing, ...]:
    """What is missing from a draft, first what publication waits for."""
    return (*(_missing(draft, NEEDED)), *(_missing(draft, WORTHWHILE)))


def needed_from(draft: ListingDraft) -> tuple[Missing, ...]:
    """What is missing before publication can be asked for."""
    return tuple(_missing(draft, NEEDED))


def _missing(draft: ListingDraft, rules: tuple[_Rule, ...]) -> Iterator[Missing]:
    return (rule.missing for rule in rules if not rule.is_there(draft))


def _answered(draft: ListingDraft, topic: Topic) -> bool:
    answers = draft.answers.get(topic, Answers())
    return bool(answers.yes or answers.no)


def _is_reachable(draft: ListingDraft) -> bool:
    return bool(draft.places or draft.online_regions or draft.home_visit_km)


def _supervisors_are_named(draft: ListingDraft) -> bool:
    return all(
        item.supervisor or item.supervisor_name
        for item in draft.credentials
        if item.level is CredentialLevel.SUPERVISED
    )


def _focus_is_backed(draft: ListingDraft) -> bool:
    focus = [item for item in draft.specialties if item.is_focus]
    return not focus or any(item.backing != "self-stated" for item in focus)


def _rule(
    step: str, what: str, why: str, is_there: Callable[[ListingDraft], bool], *, needed: bool
) -> _Rule:
    return _Rule(Missing(step, what, why, needed), is_there)


NEEDED: tuple[_Rule, ...] = (
    _rule(
        "who",
        N_("Your name"),
        N_("A client must know who you are."),
        lambda draft: bool(draft.name.strip()),
        needed=True,
    ),
    _rule(
        "professions",
        N_("Your profession"),
        N_("Your scope of practice follows from it, and nobody is shown outside theirs."),
        lambda draft: bool(draft.professions),
        needed=True,
    ),
    _rule(
        "credentials",
        N_("A licence, registration or certificate"),
        N_("A curator checks it with the body that gave it, before anything is public."),
        lambda draft: bool(draft.credentials),
        needed=True,
    ),
    _rule(
        "credentials",
        N_("The name of your supervisor"),
        N_("Supervised practice is welcome here, and is shown as what it is."),
        _supervisors_are_named,
        needed=True,
    ),
    _rule(
        "issues",
        N_("What you help with"),
        N_("People search by what troubles them. Without an issue nobody finds you."),
        lambda draft: bool(draft.specialties),
        needed=True,
    ),
    _rule(
        "places",
        N_("Where you work"),
        N_("A place, online work or home visits. Searches begin near the client."),
        _is_reachable,
        needed=True,
    ),
    _rule(
        "availability",
        N_("Whether you take new clients"),
        N_("An old or missing answer costs a person in need a day each time."),
        lambda draft: draft.availability.status != "not-stated",
        needed=True,
    ),
)

WORTHWHILE: tuple[_Rule, ...] = (
    _rule(
        "professions",
        N_("What you do not provide"),
        N_("It spares a client the wrong door, and tells colleagues when to refer to you."),
        lambda draft: bool(draft.texts.does_not_provide),
        needed=False,
    ),
    _rule(
        "professions",
        N_("What you refer on for"),
        N_("Colleagues who cover just that are shown to you as partners."),
        lambda draft: bool(draft.refers_on_for),
        needed=False,
    ),
    _rule(
        "issues",
        N_("What backs your focus"),
        N_("A focus with training behind it counts more than one that is only stated."),
        _focus_is_backed,
        needed=False,
    ),
    _rule(
        "modalities",
        N_("Your methods"),
        N_("Some people ask for a method by name."),
        lambda draft: bool(draft.modalities),
        needed=False,
    ),
    _rule(
        "sessions",
        N_("How you are prepared for strong emotion"),
        N_("Memories may surface in bodywork and in talk. Clients want to know you are ready."),
        lambda draft: bool(draft.texts.strong_emotion),
        needed=False,
    ),
    _rule(
        "sessions",
        N_("The length of a session"),
        N_("It helps a client plan, and says what the fee is for."),
        lambda draft: bool(draft.session_lengths),
        needed=False,
    ),
    _rule(
        "clients",
        N_("Whom you see"),
        N_("Silence is never read as no, but it is shown as not stated."),
        lambda draft: _answered(draft, Topic.POPULATION),
        needed=False,
    ),
    _rule(
        "clients",
        N_("The languages you work in"),
        N_("Many people can speak of pain in one language only."),
        lambda draft: bool(draft.languages),
        needed=False,
    ),
    _rule(
        "access",
        N_("Access to your rooms"),
        N_("Somebody who cannot climb stairs must know before the way is made."),
        lambda draft: _answered(draft, Topic.ACCESS),
        needed=False,
    ),
    _rule(
        "fees",
        N_("Your fee and who pays"),
        N_("Cost is the first reason why people give up looking."),
        lambda draft: draft.fees.fee is not None or _answered(draft, Topic.PAYER),
        needed=False,
    ),
    _rule(
        "boundaries",
        N_("Your boundaries"),
        N_("Clear rules protect both, before they are needed."),
        lambda draft: bool(draft.texts.boundaries or draft.texts.friends_and_family),
        needed=False,
    ),
    _rule(
        "collaboration",
        N_("How you work with colleagues"),
        N_("Partners look for those who answer referrals, plan together and report back."),
        lambda draft: _answered(draft, Topic.COLLABORATION),
        needed=False,
    ),
)
