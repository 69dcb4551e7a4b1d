"""Score the results of scenarios against what any sensible ranking must do.

States the same scoring as the one that came with the example scenarios; a test holds it to the
figures that one gave. Expectations of safety are counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Result = Mapping[str, Any]
    Expect = Mapping[str, Any]

ALARMS = ("crisis", "emergency", "urgent")


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation of one scenario, and whether the result meets it."""

    scenario: str
    kind: str
    holds: bool
    message: str
    is_safety: bool = False


@dataclass(slots=True)
class ScenarioScores:
    """Checks counted by kind, safety apart, and those that failed."""

    checks: list[Check] = field(default_factory=list)

    @property
    def failed(self) -> list[Check]:
        """The checks that do not hold, in order."""
        return [check for check in self.checks if not check.holds]

    @property
    def passed(self) -> int:
        """How many checks hold."""
        return len(self.checks) - len(self.failed)

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """For each kind, how many hold of how many."""
        every = Counter(check.kind for check in self.checks)
        held = Counter(check.kind for check in self.checks if check.holds)
        return {kind: (held[kind], count) for kind, count in every.items()}

    def safety(self) -> tuple[int, int]:
        """How many expectations of safety hold, of how many."""
        asked = [check for check in self.checks if check.is_safety]
        return sum(check.holds for check in asked), len(asked)


def score(expectations: Mapping[str, Expect], results: Mapping[str, Result]) -> ScenarioScores:
    """The checks of all scenarios, by id; one without a result fails as "missing"."""
    scores = ScenarioScores()
    for name, expect in expectations.items():
        result = results.get(name)
        if result is None:
            scores.checks.append(Check(name, "missing", holds=False, message="no result"))
        else:
            scores.checks += _Checker(name, result).checks(expect)
    return scores


@dataclass(frozen=True, slots=True)
class _Checker:
    """Holds one result against what is expected of it."""

    scenario: str
    result: Result

    def checks(self, expect: Expect) -> Iterator[Check]:
        yield from self._places(expect)
        yield from self._cautions(expect)
        yield from self._notices(expect)
        yield from self._paths_and_gap(expect)
        yield from self._team(expect.get("team") or {})
        yield from self._exposure(expect)
        if expect.get("empty"):
            yield self._check("empty", not self._order, f"got {self._order}", safety=True)

    @property
    def _order(self) -> list[str]:
        return [one["id"] for one in self.result.get("ranked", [])]

    def _check(self, kind: str, holds: object, message: str, *, safety: bool = False) -> Check:
        return Check(self.scenario, kind, bool(holds), message, safety)

    def _ranked(self, handle: str) -> Result | None:
        found = (one for one in self.result.get("ranked", []) if one["id"] == handle)
        return next(found, None)

    def _places(self, expect: Expect) -> Iterator[Check]:
        order = self._order
        place = {handle: number for number, handle in enumerate(order)}
        for one, other, why in expect.get("above", []):
            holds = one in place and (other not in place or place[one] < place[other])
            yield self._check("above", holds, f"{one} above {other}: {why} (got {order})")
        for handle, why in expect.get("must_appear", []):
            out = self.result.get("excluded", {}).get(handle)
            yield self._check("must_appear", handle in place, f"{handle}: {why}; out: {out}")
        for handle, why in expect.get("must_not_appear", []):
            holds = handle not in place
            yield self._check("must_not_appear", holds, f"{handle}: {why}", safety=True)
        for handle, within in expect.get("top", {}).items():
            holds = handle in place and place[handle] < within
            yield self._check("top", holds, f"{handle} within {within}; got {place.get(handle)}")

    def _cautions(self, expect: Expect) -> Iterator[Check]:
        for handle, wanted, why in expect.get("cautions", []):
            got = (self._ranked(handle) or {}).get("cautions", [])
            message = f"{handle} needs one of {wanted}: {why}; got {got}"
            yield self._check("caution", set(wanted) & set(got), message, safety=True)
        for handle, barred, why in expect.get("no_cautions", []):
            got = (self._ranked(handle) or {}).get("cautions", [])
            message = f"{handle} must not carry {barred}: {why}"
            yield self._check("no_caution", not set(barred) & set(got), message)

    def _notices(self, expect: Expect) -> Iterator[Check]:
        got = self.result.get("notices", [])
        for notice in expect.get("notices", []):
            safety = notice.startswith(ALARMS)
            message = f"notice {notice}; got {got}"
            yield self._check("notice", notice in got, message, safety=safety)
        for notice in expect.get("not_notices", []):
            yield self._check("not_notice", notice not in got, f"no notice {notice}")

    def _paths_and_gap(self, expect: Expect) -> Iterator[Check]:
        for handle, path in expect.get("paths", {}).items():
            ranked = self._ranked(handle)
            got = None if ranked is None else ranked.get("path")
            holds = ranked is not None and got == path
            yield self._check("path", holds, f"path of {handle}: want {path} got {got}")
        for side in ("outside", "inside"):
            gap = self.result.get("gap") or {}
            for cell in expect.get(f"gap_{side}", []):
                message = f"{side} the referrer's scope: {cell}"
                yield self._check("gap", cell in gap.get(side, []), message)

    def _team(self, wanted: Expect) -> Iterator[Check]:
        got = self.result.get("team") or {}
        members = got.get("members", [])
        if "any_of" in wanted:
            holds = any(sorted(members) == sorted(one) for one in wanted["any_of"])
            yield self._check("team", holds, f"team {members} not among {wanted['any_of']}")
        for handle in wanted.get("not", []):
            yield self._check("team", handle not in members, f"team without {handle}")
        if "max_size" in wanted:
            holds = 0 < len(members) <= wanted["max_size"]
            yield self._check("team", holds, f"team size {len(members)}")
        if "joint_feasible" in wanted:
            holds = got.get("joint_feasible") == wanted["joint_feasible"]
            yield self._check("team", holds, f"joint_feasible {got.get('joint_feasible')}")
        if "first" in wanted:
            holds = members[:1] and members[0] in wanted["first"]
            yield self._check("team", holds, f"first {members[:1]} not among {wanted['first']}")
        if "missing" in wanted:
            missing = sorted(map(list, got.get("missing", [])))
            holds = missing == sorted(wanted["missing"])
            yield self._check("team", holds, f"missing {missing}, want {wanted['missing']}")

    def _exposure(self, expect: Expect) -> Iterator[Check]:
        first = self.result.get("first_places", [])
        counts: Counter[str] = Counter(first)
        if "max_first_share" in expect:
            share = max(counts.values()) / len(first) if first else 1.0
            holds = share <= expect["max_first_share"]
            yield self._check("exposure", holds, f"one practitioner first {share:.0%} of the time")
        if "min_distinct_first" in expect:
            holds = len(counts) >= expect["min_distinct_first"]
            yield self._check("exposure", holds, f"{len(counts)} distinct first places")


def results_by_id(results: Iterable[Result]) -> dict[str, Result]:
    """Results by the id of their scenario."""
    return {result["id"]: result for result in results}
