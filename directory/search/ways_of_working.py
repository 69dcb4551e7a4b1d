"""What a listing commits itself to, and how people work together, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.matching.templates import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.search.wording import Translator

COMMITMENTS: Mapping[str, str] = {
    "trauma-informed": N_("Trauma-informed"),
    "anti-oppressive": N_("Anti-oppressive"),
    "culturally-responsive": N_("Culturally responsive"),
    "lgbtqia-affirming": N_("LGBTQIA+ affirming"),
    "weight-inclusive": N_("Weight-inclusive"),
    "neurodiversity-affirming": N_("Neurodiversity-affirming"),
    "disability-access": N_("Access for disabled people"),
    "safe-and-inclusive": N_("Safe and inclusive"),
}


def commitment_words(slug: str, say: Translator) -> str:
    """What somebody commits to, in words."""
    known = COMMITMENTS.get(slug)
    return slug.replace("-", " ").capitalize() if known is None else say.gettext(known)


def together_words(slug: str, say: Translator) -> str:
    """A way of working together in words."""
    words = {
        "same-roof": say.gettext("Under one roof"),
        "shared-plan": say.gettext("One shared plan for each client who wants it"),
        "joint-sessions": say.gettext("Joint sessions"),
        "referrals": say.gettext("Referrals"),
        "shared-plans": say.gettext("Shared plans"),
        "updates": say.gettext("Updates to the referring colleague, if the client agrees"),
        "introductory-session": say.gettext("An introductory session for colleagues"),
    }
    return words.get(slug, slug.replace("-", " "))
