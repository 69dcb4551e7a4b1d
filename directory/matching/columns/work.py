"""What people would do in visits, as columns: `eligibility.work` for many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.cautions import changes_the_work, leaves_out
from directory.matching.columns.bits import WORD
from directory.matching.columns.listings import WORTHS
from directory.matching.columns.plan import LEVEL_VALUES
from directory.matching.columns.posts import FACET_BIT
from directory.matching.cover import HAS_A_METHOD, KNOWS_THE_ISSUE
from directory.vocabulary.caution_grammar import Group
from directory.vocabulary.terms import Facet, Severity

if TYPE_CHECKING:
    from directory.matching.columns.bits import Flags, Rows, Spread, Values, Words
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
    offers: Words
    """Methods as bits, (words, people)."""
    methods: Words
    """Those that serve what is asked."""

    def at(self, chosen: Flags) -> Doing:
        """Some of them."""
        return Doing(
            self.post[chosen], self.facets[chosen], self.offers[:, chosen], self.methods[:, chosen]
        )

    def offers_any(self, methods: Words) -> Flags:
        """Who offers any of these methods."""
        return _any(self.offers & methods[:, None])


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
    bits = posts.method_bits[:, post]
    offers = bits & plan.allowed(hands_off=hands_off)[:, None]
    methods = offers & plan.relevant[:, None]
    facets = held[post]
    if not by_video and (plan.asking.without_touch or plan.refused.any()):
        had = _any(bits & plan.relevant[:, None])
        facets = np.where(had & ~_any(methods), 0, facets).astype(np.uint8)
    return Doing(post, facets, offers, methods)


def may_do(what: Doing, plan: Plan, posts: Posts) -> Flags:
    """Whose scope touches what is asked; without an issue, who is what was named."""
    if plan.asking.question.has_cells:
        touches: Flags = (what.facets & plan.asked) != 0
        return touches
    found: Flags = what.facets != 0
    wanted = plan.asking.need.professions_prefer
    if wanted or plan.asking.wished:
        named = _any(what.offers & plan.wished[:, None])
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
    hands_on &= _any(what.methods & tables.touch_optional[:, None]) | ~_any(what.methods)
    return hands_on | _any(what.methods & tables.touch_yes[:, None])


def _fully(rule: PlannedRule, what: Doing, posts: Posts, touch: Flags, plan: Plan) -> Flags:
    whom = rule.rule.applies_to
    found = _in_groups(whom.groups, what, posts)
    if whom.touch:
        found = found | touch
    if whom.professions:
        found = found | posts.professions.has_any(what.post, rule.professions)
    if whom.modalities:
        named = what.methods & rule.methods[:, None]
        all_named = ~_any(what.methods & ~rule.methods[:, None])
        found = found | (_any(named) & (all_named | _any(named & plan.wished[:, None])))
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
    offered = _Offered.of(what, posts)
    listed = listings.issues.spread(rows)
    worth, issues = WORTHS[listings.issue_worth[listed.at]], listings.issues.values[listed.at]
    known: dict[str, tuple[Values, Flags]] = {}
    for number, cell in enumerate(plan.cells):
        issue = cell.asked.cell.issue
        if issue not in known:
            expertise = listed.most(worth * plan.tables.kin(issue)[issues])
            known[issue] = expertise, _refers_on(rows, issue, plan, listings)
        expertise, refers_on = known[issue]
        value = KNOWS_THE_ISSUE * expertise + HAS_A_METHOD * offered.support(cell.support)
        serves = ((what.facets & cell.facet) != 0) & ~refers_on
        found[number] = np.where(serves, value, NOT_SERVED)
    return found


@dataclass(frozen=True, slots=True)
class _Offered:
    """The relevant methods of people, one after the other, with how well each is known."""

    spread: Spread
    method: Rows
    level: Values
    """0 where a method is not used in this visit."""

    @classmethod
    def of(cls, what: Doing, posts: Posts) -> _Offered:
        """What people offer for what is asked."""
        offered = posts.methods.spread(what.post)
        method = posts.methods.values[offered.at]
        word, bit = np.divmod(method.astype(np.int64), WORD)
        used = (what.methods[word, offered.owner] >> bit.astype(np.uint64)) & np.uint64(1)
        return cls(offered, method, LEVEL_VALUES[posts.method_level[offered.at]] * used)

    def support(self, evidence: Values) -> Values:
        """s(p, i, f) of everybody."""
        return self.spread.most(self.level * evidence[self.method])


def level_of(what: Doing, method: int, posts: Posts) -> Values:
    """How well each knows one method, 0 where they do not offer it."""
    offered = posts.methods.spread(what.post)
    is_it = posts.methods.values[offered.at] == method
    value = np.where(is_it, LEVEL_VALUES[posts.method_level[offered.at]], 0.0)
    word, bit = divmod(method, WORD)
    may = (what.offers[word] & np.uint64(1 << bit)) != 0
    return np.where(may, offered.most(value), 0.0)


def _refers_on(rows: Rows, issue: str, plan: Plan, listings: Listings) -> Flags:
    listed = listings.refers_on_for.spread(rows)
    about = plan.tables.above(issue)[listings.refers_on_for.values[listed.at]]
    return listed.most(about) > 0


def _any(words: Words) -> Flags:
    found: Flags = np.bitwise_or.reduce(words, axis=0) != 0
    return found
