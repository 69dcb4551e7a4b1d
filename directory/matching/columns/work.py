"""What people would do in visits, as columns: `eligibility.work` for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.cautions import changes_the_work, leaves_out
from directory.matching.columns.listings import WORTHS
from directory.matching.columns.plan import LEVEL_VALUES
from directory.matching.columns.posts import FACET_BIT
from directory.matching.cover import HAS_A_METHOD, KNOWS_THE_ISSUE
from directory.vocabulary.caution_grammar import Group
from directory.vocabulary.terms import Facet, Severity

if TYPE_CHECKING:
    from directory.matching.columns.bits import Flags, Rows, Spread, Values
    from directory.matching.columns.listings import Listings
    from directory.matching.columns.plan import Plan, PlannedRule
    from directory.matching.columns.posts import FacetBits, Posts

NOT_SERVED = -1.0
MIND = FACET_BIT[Facet.MIND]
MIND_OR_MEDICINE = MIND | FACET_BIT[Facet.MEDICAL]


@dataclass(frozen=True, slots=True)
class Doing:
    """People at posts, each with the facets and methods that they may offer in the visit."""

    post: Rows
    facets: FacetBits
    methods: Spread
    """Everybody's methods, one after the other."""
    method: Rows
    """The number of each."""
    level: Values
    """How well each is known."""
    offers: Flags
    """Which of them may be used in the visit."""
    serves: Flags
    """Which of those serve what is asked."""

    def at(self, chosen: Flags) -> Doing:
        """Some of the people."""
        kept = chosen[self.methods.owner]
        return Doing(
            self.post[chosen],
            self.facets[chosen],
            self.methods.of(chosen),
            self.method[kept],
            self.level[kept],
            self.offers[kept],
            self.serves[kept],
        )

    def offers_any(self, methods: Flags) -> Flags:
        """Who offers any of these methods."""
        return self.methods.any(self.offers & methods[self.method])

    def serves_with(self, methods: Flags) -> Flags:
        """Who serves what is asked with any of these methods."""
        return self.methods.any(self.serves & methods[self.method])


@dataclass(frozen=True, slots=True)
class Bears:
    """What the triggered caution rules mean for people's work."""

    stopped: Flags
    holds: Flags
    adapts_all: Flags

    def at(self, chosen: Flags) -> Bears:
        """Some of them."""
        return Bears(self.stopped[chosen], self.holds[chosen], self.adapts_all[chosen])


def doing(post: Rows, plan: Plan, posts: Posts, *, by_video: bool) -> Doing:
    """What people at posts may offer."""
    hands_off = by_video or plan.asking.without_touch
    held = posts.facets_hands_off if hands_off else posts.facets
    methods = posts.methods.spread(post)
    method = posts.methods.values[methods.at]
    offers = plan.allowed(hands_off=hands_off)[method]
    serves = offers & plan.relevant[method]
    facets = held[post]
    if not by_video and (plan.asking.without_touch or plan.refused.any()):
        had = methods.any(plan.relevant[method])
        facets = np.where(had & ~methods.any(serves), 0, facets).astype(np.uint8)
    level = LEVEL_VALUES[posts.method_level[methods.at]]
    return Doing(post, facets, methods, method, level, offers, serves)


def may_do(what: Doing, plan: Plan, posts: Posts) -> Flags:
    """Whose scope touches what is asked; without an issue, who is what was named."""
    if plan.asking.question.has_cells:
        touches: Flags = (what.facets & plan.asked) != 0
        return touches
    found: Flags = what.facets != 0
    wanted = plan.asking.need.professions_prefer
    if wanted or plan.asking.wished:
        named = what.offers_any(plan.wished)
        if wanted:
            named |= posts.professions.has_any(what.post, plan.tables.profession_mask(wanted))
        found = found & named
    return found


def bear(what: Doing, plan: Plan, posts: Posts, *, by_video: bool) -> Bears:
    """Who is stopped, who is held, and who would have to change all of their work."""
    stopped, holds, adapts = (np.zeros(len(what.post), dtype=np.bool_) for _ in range(3))
    if not plan.rules:
        return Bears(stopped, holds, adapts)
    touch = _works_by_touch(what, plan, posts, by_video=by_video)
    for rule in plan.rules:
        fully = _fully(rule, what, posts, touch, plan)
        if leaves_out(rule.rule):
            stopped |= fully
        if rule.rule.caution.severity is Severity.HOLD:
            holds |= fully
        if changes_the_work(rule.rule):
            adapts |= fully
    return Bears(stopped, holds, adapts)


def _works_by_touch(what: Doing, plan: Plan, posts: Posts, *, by_video: bool) -> Flags:
    if by_video:
        return np.zeros(len(what.post), dtype=np.bool_)
    tables = plan.tables
    served = what.facets & plan.asked if plan.asked else what.facets
    hands_on: Flags = (posts.hands_on[what.post] & served) != 0
    hands_on &= what.serves_with(tables.touch_optional) | ~what.methods.any(what.serves)
    return hands_on | what.serves_with(tables.touch_yes)


def _fully(rule: PlannedRule, what: Doing, posts: Posts, touch: Flags, plan: Plan) -> Flags:
    whom = rule.rule.applies_to
    found = _in_groups(whom.groups, what, posts)
    if whom.touch:
        found = found | touch
    if whom.professions:
        found = found | posts.professions.has_any(what.post, rule.professions)
    if whom.modalities:
        named = what.serves_with(rule.methods)
        all_named = ~what.serves_with(~rule.methods)
        found = found | (named & (all_named | what.serves_with(rule.methods & plan.wished)))
    return found


def _in_groups(groups: frozenset[Group], what: Doing, posts: Posts) -> Flags:
    found = np.full(len(what.post), Group.ANY in groups)
    if Group.ANY_THERAPIST in groups:
        found |= (what.facets & MIND) != 0
    if Group.ANY_NON_MEDICAL in groups:
        found |= ~posts.all_medical[what.post]
    if Group.BODYWORK_ONLY in groups:
        found |= (what.facets & MIND_OR_MEDICINE) == 0
    return found


def covers(what: Doing, plan: Plan, listings: Listings, posts: Posts) -> Values:
    """The cover of each asked cell by each of these people."""
    found = np.full((len(plan.cells), len(what.post)), NOT_SERVED)
    rows = posts.row[what.post]
    level = what.level * what.serves
    listed = listings.issues.spread(rows)
    worth, issues = WORTHS[listings.issue_worth[listed.at]], listings.issues.values[listed.at]
    known: dict[str, tuple[Values, Flags]] = {}
    for number, cell in enumerate(plan.cells):
        issue = cell.asked.cell.issue
        if issue not in known:
            expertise = listed.most(worth * plan.tables.kin(issue)[issues])
            known[issue] = expertise, _refers_on(rows, issue, plan, listings)
        expertise, refers_on = known[issue]
        support = what.methods.most(level * cell.support[what.method])
        value = KNOWS_THE_ISSUE * expertise + HAS_A_METHOD * support
        serves = ((what.facets & cell.facet) != 0) & ~refers_on
        found[number] = np.where(serves, value, NOT_SERVED)
    return found


def level_of(what: Doing, method: int) -> Values:
    """How well each knows one method, 0 where they do not offer it."""
    is_it = what.offers & (what.method == method)
    return what.methods.most(np.where(is_it, what.level, 0.0))


def _refers_on(rows: Rows, issue: str, plan: Plan, listings: Listings) -> Flags:
    listed = listings.refers_on_for.spread(rows)
    about = plan.tables.above(issue)[listings.refers_on_for.values[listed.at]]
    return listed.most(about) > 0
