"""What somebody's words mean, as one value; and as the parse that scripts read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who typed the words: somebody looking for help, or a colleague who refers."""

    CLIENT = "client"
    CLINICIAN = "clinician"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A town with its region, a postal code, a region alone, or "near me"."""

    city: str | None = None
    region: str | None = None
    postal: str | None = None
    near_me: bool = False
    assumed_region: bool = False
    """The region was not said: this is the likeliest town of that name, and the page says so."""

    def as_dict(self) -> dict[str, object]:
        """The fields that are set, as the evaluation formats write them."""
        if self.near_me:
            return {"near_me": True}
        if self.postal:
            return {"postal": self.postal}
        if self.city:
            return {"city": self.city, "region": self.region}
        return {"region": self.region}


@dataclass(frozen=True, slots=True)
class Span:
    """Which characters of the text led to a term, so that a page can show and remove it.

    `kind` is the field of the parse ("issues", "place"…), or "avoid" for what is refused.
    """

    start: int
    end: int
    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Avoided:
    """What the words refuse, by kind."""

    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything that was recognized, in the order of the text; empty where nothing was.

    `fee_max` is in whole units of the currency for one session. `not_understood` are the words
    that nothing was made of; `suggestions` are labels or places that may have been meant.
    """

    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[PlaceMention, ...] = ()
    crisis: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    """Keys of help lines for what the words may mean and no rule knows; they hide nothing."""
    perhaps_flags: tuple[str, ...] = ()
    """The flags of `perhaps`: a belief, never a flag that acts."""
    timing: tuple[str, ...] = ()
    fee_max: int | None = None
    payer_must: bool = False
    """The words know no other way to pay than `payers` ("Medicaid only")."""
    name: str | None = None
    avoid: Avoided = field(default_factory=Avoided)
    referrer_profession: str | None = None
    not_understood: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood at all."""
        return not (self.spans or self.fee_max is not None or self.name)

    def as_parse(self) -> dict[str, object]:
        """The fields of the evaluation formats; those without a value are left out."""
        parse: dict[str, object] = {
            name: list(value) for name in LIST_FIELDS if (value := getattr(self, name))
        }
        if self.place:
            parse["place"] = [mention.as_dict() for mention in self.place]
        if self.fee_max is not None:
            parse["fee_max"] = self.fee_max
        if self.name:
            parse["name"] = self.name
        return parse


LIST_FIELDS = (
    "issues",
    "modalities",
    "professions",
    "populations",
    "payers",
    "languages",
    "access",
    "preferences",
    "flags",
    "constraints",
    "mode",
    "kind",
    "crisis",
    "perhaps",
    "timing",
)
"""The fields of a parse that are lists of slugs."""
