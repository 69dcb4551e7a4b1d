"""From ranked candidates to a care team and to pairs: who covers what, in which steps, and why.

What is said of a team are clauses over stored facts; `templates` words them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from directory.matching import cautions
from directory.matching.answer import Clause, Team
from directory.matching.joint_sessions import UNSTATED, JointTerms
from directory.matching.need import Kind
from directory.matching.practice import licensed_professions
from directory.matching.steps import Task, in_steps, named
from directory.matching.teams import (
    MOST_PAIRS,
    Choice,
    TeamCandidate,
    TeamNeed,
    choose,
    km_between,
    no_mutual_trust,
    pairs,
    roofs,
    team_joint_feasible,
)
from directory.matching.triage import calls_for_a_physician
from directory.vocabulary.terms import Facet, Severity, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from directory.matching.answer import ShownCaution
    from directory.matching.candidate import Candidate
    from directory.matching.eligibility import Work
    from directory.matching.listing import ListingFacts
    from directory.matching.need import Cell
    from directory.matching.situation import Situation
    from directory.matching.teams import Matrix, Side
    from directory.vocabulary.caution_grammar import CautionRule
    from directory.vocabulary.terms import FacetNeed

KNOWN_TO_EACH_OTHER = 0.25
"""Mean trust among a team's people from which it is said: about one vouch for two."""
MOST_ROOFS = 1
"""So many one-roof centers stand beside the pairs."""
MOST_PAIRS_OF_ONE = 2
"""In so many pairs one person may stand."""
HANDS_ON = frozenset({Facet.BODY, Facet.MOVEMENT})


def choose_team(
    candidates: Iterable[Candidate],
    asking: Situation,
    people: Callable[[str], ListingFacts | None],
    between: Callable[[Sequence[str]], Matrix] = no_mutual_trust,
) -> Team | None:
    """The care team of a need among ranked candidates, None where nobody covers anything.

    `people` finds the listing of a center's person by handle; `between` answers mutual trust
    (`TrustGraph.between`).
    """
    offered = [team_candidate(one, asking, people) for one in candidates]
    return team_of(offered, team_need(asking), between)


def team_of(
    offered: Iterable[TeamCandidate],
    need: TeamNeed,
    between: Callable[[Sequence[str]], Matrix] = no_mutual_trust,
) -> Team | None:
    """The team of least cost with its explanation."""
    chosen = choose(offered, need, between=between)
    return None if chosen is None else explained_team(chosen, need, between)


def pairs_for(
    candidates: Iterable[Candidate],
    asking: Situation,
    people: Callable[[str], ListingFacts | None],
    between: Callable[[Sequence[str]], Matrix] = no_mutual_trust,
    limit: int = MOST_PAIRS,
) -> tuple[Team, ...]:
    """Pairs for the issues that belong to the mind and the body alike; see `pairs_of`."""
    offered = [team_candidate(one, asking, people) for one in candidates]
    return pairs_of(offered, team_need(asking), asking, between, limit)


def pairs_of(
    offered: Sequence[TeamCandidate],
    need: TeamNeed,
    asking: Situation,
    between: Callable[[Sequence[str]], Matrix] = no_mutual_trust,
    limit: int = MOST_PAIRS,
) -> tuple[Team, ...]:
    """Pairs for the issues that belong to the mind and the body alike, then one-roof centers.

    Each in order of cost. Empty where no asked issue straddles, or where nobody covers one of
    its two sides.
    """
    sides = sides_of(need, asking)
    if not sides:
        return ()
    found = _with_new_faces(pairs(offered, need, sides, between=between), limit)
    houses = roofs(offered, need, sides)[:MOST_ROOFS]
    return tuple(explained_team(choice, need, between) for choice in (*found, *houses))


def sides_of(need: TeamNeed, asking: Situation) -> tuple[Side, ...]:
    """The two sides, as asked cells, of each asked issue that belongs to mind and body alike.

    Two issues of which one is at heart of the mind and the other of the body (depression with
    Parkinson's) are such sides too. A side that nobody asks for (it is inside the referrer's own
    scope) makes no pair.
    """
    found = (
        (_cells(issue, frozenset({Facet.MIND}), need), _cells(issue, HANDS_ON, need))
        for issue in asking.question.issues
        if straddles(_facets(issue, asking))
    )
    across = (
        (_core(one, frozenset({Facet.MIND}), need), _core(other, HANDS_ON, need))
        for one in asking.question.issues
        for other in asking.question.issues
        if one != other
    )
    return tuple(side for side in (*found, *across) if all(side))


def _with_new_faces(choices: Iterable[Choice], limit: int) -> list[Choice]:
    """The first so many, each with somebody whom the earlier ones do not name.

    Three pairs around one and the same person would be one choice, not three.
    """
    found: list[Choice] = []
    named: Counter[str] = Counter()
    for choice in choices:
        people = [one.id for one in choice.members]
        if len(found) < limit and all(named[one] < MOST_PAIRS_OF_ONE for one in people):
            found.append(choice)
            named.update(people)
    return found


def straddles(facets: Iterable[FacetNeed]) -> bool:
    """Whether an issue belongs to the mind at heart and is helped through the body too."""
    strengths = {need.facet: need.strength for need in facets}
    return strengths.get(Facet.MIND) is Strength.CORE and not HANDS_ON.isdisjoint(strengths)


def _facets(issue: str, asking: Situation) -> tuple[FacetNeed, ...]:
    stated = {one.slug: one.facets for one in asking.need.issues}.get(issue)
    return asking.vocabulary.issues[issue].facets if stated is None else stated


def _cells(issue: str, facets: frozenset[Facet], need: TeamNeed) -> tuple[Cell, ...]:
    return tuple(cell for cell in need.cells if cell.issue == issue and cell.facet in facets)


def _core(issue: str, facets: frozenset[Facet], need: TeamNeed) -> tuple[Cell, ...]:
    return tuple(cell for cell in need.core if cell.issue == issue and cell.facet in facets)


def team_need(asking: Situation) -> TeamNeed:
    """What a team is for: cells that are core or asked for by name must not stay uncovered."""
    asked = asking.question.asked
    return TeamNeed(
        core=tuple(one.cell for one in asked if one.is_core or one.is_named),
        helpful=tuple(one.cell for one in asked if not (one.is_core or one.is_named)),
        joint_sessions=asking.need.joint_sessions,
        medical_first=calls_for_a_physician(asking.need, asking.vocabulary),
    )


def team_candidate(
    candidate: Candidate, asking: Situation, people: Callable[[str], ListingFacts | None]
) -> TeamCandidate:
    """A ranked candidate as teams see it; a center brings those who would work."""
    offer, listing = candidate.offer, candidate.offer.listing
    office = None if offer.visit.office is None else listing.offices[offer.visit.office]
    staff: tuple[TeamCandidate, ...] = ()
    if listing.kind is Kind.CENTER:
        staff = tuple(
            _person(own, work, candidate.score, asking)
            for handle, work in offer.works.items()
            if (own := people(handle)) is not None
        )
    return TeamCandidate(
        id=listing.id,
        score=candidate.score,
        covers={asked.cell: covered.value for asked, covered in offer.covers.items()},
        kind=listing.kind,
        office=office,
        joint=_joint_terms(listing, asking),
        works_by_touch=any(work.practice.works_by_touch for work in offer.works.values()),
        holds=_holds(offer.rules) if offer.holds else (),
        staff=staff,
    )


def _person(listing: ListingFacts, work: Work, score: float, asking: Situation) -> TeamCandidate:
    return TeamCandidate(
        id=listing.id,
        score=score,
        covers={asked.cell: value for asked, value in work.covers.items()},
        joint=_joint_terms(listing, asking),
        works_by_touch=work.practice.works_by_touch,
        holds=_holds(work.bearing.rules) if work.bearing.holds else (),
    )


def _joint_terms(listing: ListingFacts, asking: Situation) -> JointTerms:
    if not asking.need.joint_sessions:
        return UNSTATED  # Nobody asks for them, so nobody reads them.
    regions = {office.place.region for office in listing.offices if office.place.region}
    return JointTerms(
        offers=listing.joint_sessions,
        offices=listing.offices,
        licensed_in=frozenset(
            region
            for region in regions
            if licensed_professions(listing, region, lexicon=asking.lexicon, today=asking.today)
        ),
        slots=listing.weekly_slots,
    )


def _holds(rules: Iterable[CautionRule]) -> tuple[ShownCaution, ...]:
    shown = cautions.shown(rules)
    return tuple(caution for caution in shown if caution.severity == Severity.HOLD)


def explained_team(
    choice: Choice, need: TeamNeed, between: Callable[[Sequence[str]], Matrix] = no_mutual_trust
) -> Team:
    """A chosen team with its steps, what stays uncovered, and why it was chosen."""
    tasks = _tasks(choice.members, need)
    steps = in_steps(tasks, need.cells, medical_first=need.medical_first)
    order = {step.member: number for number, step in enumerate(steps)}
    members = tuple(one.id for one in choice.members)
    if choice.members[0].kind is Kind.PERSON:
        members = tuple(sorted(members, key=lambda one: order[one]))
    missing = tuple(
        cell for cell in need.core if not any(one.covers_cell(cell) for one in choice.members)
    )
    joint = team_joint_feasible(choice.members) if need.joint_sessions else None
    return Team(
        members=members,
        steps=steps,
        missing=missing,
        joint_feasible=joint,
        why=(
            *_why(choice, tasks, between),
            *(_joint_clause(joint, need)),
            *(Clause("team-missing", {"issue": c.issue, "facets": c.facet}) for c in missing),
        ),
        cost=choice.cost,
    )


def _tasks(members: Sequence[TeamCandidate], need: TeamNeed) -> list[Task]:
    """Each cell in the hands of whoever covers it best; a center's people stand for it."""
    center = members[0].kind is Kind.CENTER
    people = members[0].staff if center else members
    hands: dict[str, list[Cell]] = {one.id: [] for one in people}
    for cell in need.cells:
        able = [one for one in people if one.covers_cell(cell)]
        if able:
            best = min(able, key=lambda one: (-one.covers[cell], -one.score, one.id))
            hands[best.id].append(cell)
    return [
        Task(
            person=one.id,
            cells=tuple(hands[one.id]) or tuple(filter(one.covers_cell, need.cells)),
            score=one.score,
            works_by_touch=one.works_by_touch,
            holds=one.holds,
        )
        for one in people
        if hands[one.id] or not center
    ]


def _why(
    choice: Choice, tasks: Sequence[Task], between: Callable[[Sequence[str]], Matrix]
) -> list[Clause]:
    members = choice.members
    if members[0].kind is Kind.CENTER:
        return [Clause("one-roof", {"people": named(tasks)})]
    if len(members) == 1:
        return [Clause("team-of-one", {"people": named(tasks)})]
    found = [Clause("team-covers", {"people": named(tasks)})]
    offices = [one for one in members if one.office is not None]
    if len(offices) == len(members):
        km = max(km_between(one, other) for one in members for other in members)
        found.append(Clause("team-distance", {"km": round(km, 1)}))
    size = len(members)
    trust = between([one.id for one in members])
    if (trust.sum() - trust.trace()) / (size * (size - 1)) >= KNOWN_TO_EACH_OTHER:
        found.append(Clause("team-known"))
    return found


def _joint_clause(joint: bool | None, need: TeamNeed) -> tuple[Clause, ...]:  # noqa: FBT001  # three-valued
    if not need.joint_sessions:
        return ()
    answer = {True: "feasible", None: "possible", False: "not-feasible"}[joint]
    return (Clause(f"team-joint-{answer}"),)
