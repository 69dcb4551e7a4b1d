"""Score parses of example searches as tests/evaluation/README.md defines it, field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.vocabulary.terms import Vocabulary

Parse: TypeAlias = "Mapping[str, Any]"
"""A parse with the fields of the formats; `place` is a list of objects, the others of slugs."""
Query: TypeAlias = "Mapping[str, Any]"
"""A line of queries.jsonl."""

FIELDS = (
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
)
PLACE = "place"

WORK_OF_PROFESSION = {
    "massage-therapist": "massage-general",
    "bodyworker": "massage-general",
    "occupational-therapist": "occupational-therapy",
    "dietitian": "nutrition-therapy",
    "speech-language-pathologist": "speech-therapy",
    "acupuncturist": "acupuncture",
    "chiropractor": "spinal-manipulation",
    "physical-therapist": "therapeutic-exercise",
    "lactation-consultant": "lactation-support",
    "doula": "doula-support",
    "psychiatrist": "medication-management",
    "psychiatric-nurse-practitioner": "medication-management",
}
"""The plain work of a profession, which may be named beside it."""

COUPLES_ISSUES = frozenset(
    {
        "couples",
        "infidelity",
        "premarital",
        "divorce",
        "sexual-concerns",
        "painful-sex",
        "polyamory",
    }
)
NEURODIVERGENT_ISSUES = frozenset(
    {"adhd", "autism", "sensory-processing", "executive-function", "tics"}
)
GENDER_ISSUES = frozenset({"gender-identity", "lgbtq-concerns"})
YOUNG = frozenset({"teens", "children", "infants"})


@dataclass(slots=True)
class Tally:
    """How many values were found, given too many, and missing."""

    found: int = 0
    extra: int = 0
    missing: int = 0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.found += other.found
        self.extra += other.extra
        self.missing += other.missing

    @property
    def precision(self) -> float:
        """Found of all given; 0 where nothing was given."""
        given = self.found + self.extra
        return self.found / given if given else 0.0

    @property
    def recall(self) -> float:
        """Found of all expected; 0 where nothing was expected."""
        expected = self.found + self.missing
        return self.found / expected if expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.found + self.extra + self.missing
        return 2 * self.found / total if total else 0.0


@dataclass(slots=True)
class QueryScore:
    """One search: its tallies by field, and what else went wrong."""

    identifier: str
    tallies: dict[str, Tally]
    forbidden: list[str]
    crisis_expected: int
    crisis_found: int
    is_quiet: bool | None
    """Whether no help line was shown; None where one may or must be."""

    @property
    def is_exact(self) -> bool:
        """Whether everything expected is there and nothing else."""
        complete = all(not (tally.extra or tally.missing) for tally in self.tallies.values())
        return complete and not self.forbidden and self.crisis_found == self.crisis_expected


@dataclass(slots=True)
class Scores:
    """All searches together."""

    queries: list[QueryScore] = field(default_factory=list)

    def by_field(self) -> dict[str, Tally]:
        """The sum over all searches of each field."""
        sums = {name: Tally() for name in (*FIELDS, PLACE)}
        for query in self.queries:
            for name, tally in query.tallies.items():
                sums[name].add(tally)
        return sums

    def overall(self) -> Tally:
        """The sum over all fields."""
        total = Tally()
        for tally in self.by_field().values():
            total.add(tally)
        return total

    @property
    def exact(self) -> int:
        """How many searches were understood exactly."""
        return sum(query.is_exact for query in self.queries)

    @property
    def forbidden(self) -> int:
        """How many values were given that are wrong by the set's own word."""
        return sum(len(query.forbidden) for query in self.queries)

    def crisis(self) -> tuple[int, int]:
        """Help lines found, and expected."""
        counts: Counter[str] = Counter()
        for query in self.queries:
            counts["found"] += query.crisis_found
            counts["expected"] += query.crisis_expected
        return counts["found"], counts["expected"]

    def quiet(self) -> tuple[int, int]:
        """Searches without a help line, of those that need none."""
        asked = [query.is_quiet for query in self.queries if query.is_quiet is not None]
        return sum(asked), len(asked)


def score(queries: Iterable[Query], parses: Mapping[str, Parse], vocabulary: Vocabulary) -> Scores:
    """Score the parse of each search (by id); one without a parse counts as empty."""
    scores = Scores()
    for query in queries:
        scores.queries.append(_score_one(query, parses.get(query["id"], {}), vocabulary))
    return scores


def _score_one(query: Query, parse: Parse, vocabulary: Vocabulary) -> QueryScore:
    tallies = {name: _tally(name, query, parse, vocabulary) for name in FIELDS}
    tallies[PLACE] = _tally_places(query, parse)
    wanted = query["expect"].get("crisis", [])
    shown = parse.get("crisis") or []
    may_show = wanted or query.get("accept", {}).get("crisis")
    return QueryScore(
        identifier=query["id"],
        tallies=tallies,
        forbidden=_forbidden(query, parse),
        crisis_expected=len(wanted),
        crisis_found=sum(key in shown for key in wanted),
        is_quiet=None if may_show else not shown,
    )


def _tally(name: str, query: Query, parse: Parse, vocabulary: Vocabulary) -> Tally:
    wanted = query["expect"].get(name, [])
    given = list(dict.fromkeys(parse.get(name) or []))
    instead = set(query.get("accept_instead", {}).get(name, []))
    found = [slug for slug in wanted if slug in given]
    missing = [slug for slug in wanted if slug not in given]
    stand_ins = sum(slug in instead for slug in given)
    replaced = min(len(missing), stand_ins)
    count = len(found) + replaced
    lacking = len(missing) - replaced
    enough = query.get("at_least", {}).get(name)
    if enough is not None and count >= enough:
        lacking = 0
    tolerated = _tolerated(name, query, vocabulary) | instead
    extra = sum(slug not in tolerated for slug in given)
    return Tally(count, extra, lacking)


def _allowed(query: Query, name: str) -> set[str]:
    """What is expected or accepted of a field."""
    return {*query["expect"].get(name, []), *query.get("accept", {}).get(name, [])}


def _tolerated(name: str, query: Query, vocabulary: Vocabulary) -> set[str]:
    """Values of a field that are never too many beside what is expected."""
    tolerated = _allowed(query, name) | set(query.get("accept_instead", {}).get(name, []))
    if name == "issues":
        tolerated |= _issues(tolerated, query, vocabulary)
    elif name == "professions":
        tolerated |= _professions(tolerated, query, vocabulary)
    elif name == "modalities":
        named = _allowed(query, "professions")
        tolerated |= {WORK_OF_PROFESSION[slug] for slug in named if slug in WORK_OF_PROFESSION}
    elif name == "populations":
        tolerated |= _populations(query, vocabulary)
    elif name == "flags" and YOUNG.intersection(query["expect"].get("populations", [])):
        tolerated.add("minor")
    elif name == "languages":
        tolerated |= {"en", query["lang"]}
    return tolerated


def _issues(slugs: Iterable[str], query: Query, vocabulary: Vocabulary) -> set[str]:
    above = {parent for slug in slugs for parent in vocabulary.issue_ancestors(slug)}
    if "pelvic-floor-therapy" in _allowed(query, "modalities"):
        above.add("pelvic-floor-dysfunction")
    return above


def _professions(slugs: Iterable[str], query: Query, vocabulary: Vocabulary) -> set[str]:
    above = {parent for slug in slugs for parent in vocabulary.profession_ancestors(slug)}
    for modality in _allowed(query, "modalities"):
        above.update(vocabulary.modalities[modality].professions_in_scope)
    return above


def _populations(query: Query, vocabulary: Vocabulary) -> set[str]:
    tolerated = {"adults"}
    issues, modalities = _allowed(query, "issues"), _allowed(query, "modalities")
    families = {vocabulary.modalities[modality].family for modality in modalities}
    if COUPLES_ISSUES.intersection(issues) or "couples-family" in families:
        tolerated |= {"couples-pop", "families"}
    expected = query["expect"].get("issues", [])
    accepted = query.get("accept", {}).get("issues", [])
    if any(
        "perinatal-and-reproductive" in vocabulary.issue_ancestors(issue)
        for issue in (*expected, *accepted)
    ):
        tolerated |= {"pregnant-postpartum", "new-parents", "infants"}
    if NEURODIVERGENT_ISSUES.intersection(issues):
        tolerated.add("neurodivergent")
    if GENDER_ISSUES.intersection(issues):
        tolerated |= {"lgbtqia", "trans-nonbinary"}
    prefix = "practitioner-"
    wishes = query["expect"].get("preferences", [])
    return tolerated | {wish.removeprefix(prefix) for wish in wishes if wish.startswith(prefix)}


def _tally_places(query: Query, parse: Parse) -> Tally:
    wanted: Sequence[Parse] = query["expect"].get(PLACE, [])
    accepted: Sequence[Parse] = query.get("accept", {}).get(PLACE, [])
    given: Sequence[Parse] = parse.get(PLACE) or []
    found = sum(any(_is_place(place, other) for other in given) for place in wanted)
    extra = sum(
        not any(_is_place(place, other) for place in (*wanted, *accepted)) for other in given
    )
    return Tally(found, extra, len(wanted) - found)


def _is_place(wanted: Parse, given: Parse) -> bool:
    if "near_me" in wanted:
        return bool(given.get("near_me"))
    if "postal" in wanted:
        return _plain(given.get("postal", "")).replace(" ", "") == _plain(wanted["postal"]).replace(
            " ", ""
        )
    if "city" in wanted:
        names = {_plain(wanted["city"]), *map(_plain, wanted["city"].split(","))}
        return given.get("region") == wanted["region"] and _plain(given.get("city", "")) in names
    return bool(given.get("region") == wanted["region"])


def _plain(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum() or sign == " ").strip()


def _forbidden(query: Query, parse: Parse) -> list[str]:
    found: list[str] = []
    for name, wrong in query.get("must_not", {}).items():
        given = parse.get(name) or []
        if name == PLACE:
            given = [place.get("region") for place in given]
        found += [f"{name}:{slug}" for slug in wrong if slug in given]
    return found
