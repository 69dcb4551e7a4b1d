"""The English templates of every clause, and the words that fill them.

`N_` marks what translation will be asked for. No percentage, no "best", no "proven"; unknown is
never worded as no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802  # the name that message extraction looks for
    """Mark a message for translation and leave it as it is."""
    return message


TEMPLATES: Mapping[str, str] = {
    "focus": N_("Works with %(listed)s as a focus"),
    "focus-with-method": N_("Works with %(listed)s as a focus and %(skill)s"),
    "trained": N_("Has recorded training in %(listed)s"),
    "trained-with-method": N_("Has recorded training in %(listed)s and %(skill)s"),
    "also": N_("Also works with %(listed)s"),
    "also-with-method": N_("Also works with %(listed)s and %(skill)s"),
    "wider-area": N_("Works with the wider area of %(issue)s: %(listed)s"),
    "wider-area-with-method": N_("Works with the wider area of %(issue)s: %(listed)s; %(skill)s"),
    "method-alone": N_("For %(issue)s: %(skill)s"),
    "one-roof": N_("One roof: %(people)s"),
    "covers-gap": N_("Covers what is outside your scope: %(facets)s"),
    "in-scope": N_("Their license lets them offer %(facets)s"),
    "offers-method": N_("For your wish: %(skill)s"),
    "by-video": N_("Works by video where you are"),
    "at-home": N_("Makes home visits where you are"),
    "distance": N_("%(distance)s away"),
    "distance-from": N_("%(distance)s from %(town)s"),
    "takes-payer": N_("Takes %(payer)s"),
    "fee-within": N_("Charges %(money)s, within your budget"),
    "fee-sliding": N_("Has a sliding fee from %(money)s"),
    "speaks": N_("Speaks %(language)s (%(fluency)s)"),
    "wish-preference": N_("Meets your wish: %(preference)s"),
    "wish-access": N_("Has what you asked for: %(access)s"),
    "wish-population": N_("Works especially with %(population)s"),
    "wish-profession": N_("Is of the profession you asked for: %(profession)s"),
    "wish-joint-sessions": N_("Offers joint sessions with colleagues"),
    "vouched-for": N_("Colleagues in good standing vouch for their work"),
    "trust-direct": N_("You %(path)s"),
    "trust-path": N_("You %(path)s"),
    "openings": N_("Openings in about %(days)s days"),
    "openings-confirmed": N_("Openings in about %(days)s days (confirmed %(ago)s days ago)"),
    "reports-back": N_("Reported back on %(closed)s of %(asked)s referrals"),
    "core-elsewhere": N_("Does not offer %(facets)s, which is at the heart of this need"),
    "no-method": N_("Does not list %(modality)s"),
    "no-payer": N_("Does not take %(payer)s"),
    "over-budget": N_("Charges %(money)s, more than your budget"),
    "no-language": N_("Does not list %(language)s among their languages"),
    "no-preference": N_("Does not meet this wish: %(preference)s"),
    "no-access": N_("Does not have: %(access)s"),
    "no-population": N_("Does not work with %(population)s"),
    "no-profession": N_("Is of another profession than you asked for"),
    "no-joint-sessions": N_("Does not offer joint sessions"),
    "far": N_("%(distance)s away"),
    "waiting-list": N_("Has a waiting list"),
    "long-wait": N_("The wait is about %(days)s days"),
    "unknown-payer": N_("Has not said whether they take %(payer)s"),
    "unknown-fee": N_("Has not stated a fee"),
    "unknown-preference": N_("Has not said: %(preference)s"),
    "unknown-access": N_("Has not said whether there is: %(access)s"),
    "unknown-population": N_("Has not said whether they work with %(population)s"),
    "unknown-joint-sessions": N_("Has not said whether they offer joint sessions"),
    "unknown-language": N_("Has not stated their languages"),
    "unknown-openings": N_("Has not said whether they take new clients"),
    "unknown-wait": N_("Has not stated a wait"),
    "unconfirmed": N_("Nobody has confirmed their openings yet"),
    "confirmed-long-ago": N_("Openings were last confirmed %(ago)s days ago"),
    "unknown-distance": N_("How far it is, is not known"),
    "unknown-ages": N_("Has not stated which ages they see"),
    "team-covers": N_("Together they cover the need: %(people)s"),
    "team-of-one": N_("One person covers it: %(people)s"),
    "team-distance": N_("%(distance)s between their places"),
    "team-known": N_("Vouches link them to each other"),
    "team-joint-feasible": N_("Two of them can hold sessions together"),
    "team-joint-possible": N_("Sessions together may be possible: ask about times"),
    "team-joint-not-feasible": N_("They do not state that they can hold sessions together"),
    "team-missing": N_("Nobody found covers %(facets)s for %(issue)s"),
    "step-first": N_("Begin here"),
    "step-alongside": N_("May begin alongside: %(people)s"),
    "step-when-agreed": N_("Begins when you both agree it is time, with: %(people)s"),
    "consent-to-share": N_(
        "They speak with each other only if you permit it in writing: %(people)s"
    ),
    "consent-to-touch": N_("Touch only as you agree each time; you may stop at any moment"),
    "higher-issue": N_("Those above know this need better, by what they state"),
    "higher-modality": N_("Those above offer the method you asked for, or know it better"),
    "higher-proximity": N_("Those above are nearer"),
    "higher-pay": N_("Those above fit your coverage or budget better"),
    "higher-language": N_("Those above speak the language you asked for better"),
    "higher-preference": N_("Those above meet more of your wishes"),
    "higher-trust": N_("Those above are better known to colleagues you trust"),
    "higher-availability": N_("Those above have earlier or more recently confirmed openings"),
    "higher-collaboration": N_("Those above report back on more of their referrals"),
}

SKILLS: Mapping[str, str] = {
    "certified": N_("is certified in %(modality)s%(evidence)s"),
    "trained": N_("is trained in %(modality)s%(evidence)s"),
    "some": N_("has some training in %(modality)s%(evidence)s"),
}
EVIDENCE_WORDS: Mapping[str, str] = {
    "A": N_(", recommended in guidelines"),
    "B": N_(", supported by trials"),
    "C": N_(", with early evidence or tradition"),
    "": "",
}
FACET_WORDS: Mapping[str, str] = {
    "mind": N_("talk therapy"),
    "body": N_("bodywork"),
    "movement": N_("movement and rehabilitation"),
    "nutrition": N_("nutrition care"),
    "medical": N_("medical care"),
    "spirit": N_("spiritual care"),
    "practical": N_("practical help"),
}
FLUENCY_WORDS: Mapping[str, str] = {
    "native": N_("first language"),
    "fluent": N_("fluent"),
    "conversational": N_("conversational"),
    "interpreter": N_("with an interpreter"),
}
BASIS_WORDS: Mapping[str, str] = {
    "co-treated": N_("treated a client together"),
    "referred-good": N_("referred and heard back"),
    "trained-with": N_("trained together"),
    "consults-with": N_("consult together"),
    "colleague": N_("worked at the same place"),
    "met": N_("met and talked"),
    "knows-of": N_("by reputation"),
    "first-hand": N_("knows their work first hand"),
    "vouched": N_("vouched for"),
}
ABOUT_DISTANCE: Mapping[str, str] = {
    "mi": N_("About %(number)s miles"),
    "km": N_("About %(number)s km"),
}
ABOUT_ONE: Mapping[str, str] = {"mi": N_("About a mile"), "km": N_("About a kilometre")}
LESS_THAN_ONE: Mapping[str, str] = {"mi": N_("Less than a mile"), "km": N_("Less than a kilometre")}
OTHERS = N_("; %(count)s more of your colleagues lead to them")
