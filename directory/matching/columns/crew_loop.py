"""Judge visits by everybody who would work in them: `sweep` in one loop, compiled by numba.

Imported through `compiled` alone. It adds the same numbers in the same order as numpy does, so
that not a bit differs. The compiler wants plain arrays in tuples; `loop` makes them.
"""
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0913, PLR0915, PLR0917, PLR1730
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from directory.matching.cover import HAS_A_METHOD, KNOWS_THE_ISSUE
from directory.matching.criteria import SAME_FAMILY

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_SERVED = -1.0


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        # Nowhere to keep the compiled code: each process compiles it anew.
        return njit(nogil=True)(function)


@_compiled
def _facets(post, people, methods):
    """The facets that somebody may offer; none where all they offer is refused."""
    _, facets, first_method, method, _ = people
    allowed, relevant, _, checks_refusal = methods
    if not checks_refusal:
        return facets[post]
    had = False
    for at in range(first_method[post], first_method[post + 1]):
        if relevant[method[at]]:
            had = True
            if allowed[method[at]]:
                return facets[post]
    return 0 if had else facets[post]


@_compiled
def _know(row, issues, knows):
    """How well somebody knows each issue asked for."""
    first_issue, listed, listed_worth, worths, kin = issues
    knows[:] = 0.0
    for at in range(first_issue[row], first_issue[row + 1]):
        worth = worths[listed_worth[at]]
        for issue in range(len(knows)):
            value = worth * kin[issue, listed[at]]
            if value > knows[issue]:
                knows[issue] = value


@_compiled
def _support(post, people, methods, support, helped):
    """How well somebody's methods support each cell."""
    _, _, first_method, method, method_level = people
    allowed, relevant, level_values, _ = methods
    helped[:] = 0.0
    for at in range(first_method[post], first_method[post + 1]):
        slug = method[at]
        if allowed[slug] and relevant[slug]:
            level = level_values[method_level[at]]
            for cell in range(len(helped)):
                value = level * support[cell, slug]
                if value > helped[cell]:
                    helped[cell] = value


@_compiled
def _refer_on(row, refers_on, sent_on):
    """For which of the issues somebody refers on."""
    first, refused, about = refers_on
    sent_on[:] = False
    for at in range(first[row], first[row + 1]):
        for issue in range(len(sent_on)):
            if about[issue, refused[at]]:
                sent_on[issue] = True


@_compiled
def _cover(facets, asked, knows, helped, sent_on, best):
    """Lay somebody's covers over the best of the crew; whether they serve any cell."""
    _, cell_facet, cell_issue, _, _, _ = asked
    serves = False
    for cell in range(len(best)):
        issue = cell_issue[cell]
        if facets & cell_facet[cell] and not sent_on[issue]:
            serves = True
            value = KNOWS_THE_ISSUE * knows[issue] + HAS_A_METHOD * helped[cell]
            if value > best[cell]:
                best[cell] = value
    return serves


@_compiled
def _wish(post, people, methods, wished, best_level, in_family):
    """Lay somebody's wished methods over the best of the crew."""
    _, _, first_method, method, method_level = people
    allowed, _, level_values, _ = methods
    wished_method, wished_family = wished
    for at in range(first_method[post], first_method[post + 1]):
        slug = method[at]
        if not allowed[slug]:
            continue
        for wish in range(len(wished_method)):
            if wished_family[wish, slug]:
                in_family[wish] = True
            if slug == wished_method[wish]:
                best_level[wish] = max(best_level[wish], level_values[method_level[at]])


@_compiled
def _fit(best, asked, limits, is_center):
    """Issue fit: a person over what they may serve, a center over all that is asked."""
    _, _, _, weight, matters, _ = asked
    total, mean, important = 0.0, 0.0, False
    for cell in range(len(best)):
        served = best[cell] >= 0
        if served or is_center:
            total += weight[cell]
            important = important or (matters[cell] and weight[cell] > 0)
        if served:
            mean += best[cell] * weight[cell]
    mean /= total if total > 0 else 1.0
    return mean if important else mean * limits[1]


@_compiled
def _share(best_level, in_family):
    """The mean over wished methods: their best level, 0.3 for the family, else 0."""
    levels = 0.0
    for wish in range(len(best_level)):
        if best_level[wish] > 0:
            levels += best_level[wish]
        elif in_family[wish]:
            levels += SAME_FAMILY
    return levels / len(best_level)


@_compiled
def judge_crews(crews, people, methods, asked, issues, refers_on, wished, trust, limits):
    """The positions of the visits that may be offered, their fit, wished methods and trust."""
    visit_row, visit_is_center, owner, worker, may_work = crews
    post_row, cells, wishes, size = people[0], len(asked[1]), len(wished[0]), len(visit_row)
    knows, sent_on = np.zeros(len(issues[4])), np.zeros(len(issues[4]), dtype=np.bool_)
    helped, best = np.zeros(cells), np.zeros(cells)
    best_level, in_family = np.zeros(wishes), np.zeros(wishes, dtype=np.bool_)
    found, fit, trusted = np.empty(size, dtype=np.int64), np.empty(size), np.zeros(size)
    share = np.empty(size if wishes else 0)
    count, at = 0, 0
    while at < len(worker):
        visit, anybody, trusts = owner[at], False, 0.0
        best[:], best_level[:], in_family[:] = NOT_SERVED, 0.0, False
        while at < len(worker) and owner[at] == visit:
            here, post = at, worker[at]
            at += 1
            if len(may_work) and not may_work[here]:
                continue
            facets, row = _facets(post, people, methods), post_row[post]
            if not facets & asked[0]:
                continue
            _know(row, issues, knows)
            _support(post, people, methods, asked[5], helped)
            _refer_on(row, refers_on, sent_on)
            if not _cover(facets, asked, knows, helped, sent_on, best):
                continue
            anybody = True
            _wish(post, people, methods, wished, best_level, in_family)
            if len(trust):
                trusts = max(trusts, trust[row])
        if not anybody:
            continue
        value = _fit(best, asked, limits, visit_is_center[visit])
        if value < limits[0]:
            continue
        found[count], fit[count] = visit, value
        if wishes:
            share[count] = _share(best_level, in_family)
        if len(trust):
            trusted[count] = max(trusts, trust[visit_row[visit]])
        count += 1
    return found[:count], fit[:count], share[: count if wishes else 0], trusted[:count]
