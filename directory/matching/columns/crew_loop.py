"""Judge visits by everybody who would work in them: `sweep` in one loop, compiled by numba.

MATCHING.md sections 3.1 (scope), 3.2 (issue fit, modality fit) and 3.6.1 (a center covers
through its people alone). Imported through `compiled` alone. It adds the same numbers in the same
order as numpy does, so that not a bit differs. The compiler wants plain arrays in tuples; `loop`
makes them.
"""
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from directory.matching.cover import HAS_A_METHOD, KNOWS_THE_ISSUE
from directory.matching.criteria import SAME_FAMILY
from directory.matching.machine_code import machine_code

NOT_SERVED = -1.0
UNTRUSTED = 0.0


@machine_code
def _stands(plane, row):
    """Whether a row has its bit in a plane."""
    return ((plane[row >> 6] >> np.uint64(row & 63)) & np.uint64(1)) != np.uint64(0)


@machine_code
def _passes_in_house(row, center, house):
    """Whether somebody of a center passes every personal filter in its rooms.

    Where they state no ages, the center's count; a must is met by either.
    """
    personal, sees, refuses, says, musts = house
    if not _stands(personal, row) or _stands(refuses, row) or _stands(refuses, center):
        return False
    if not _stands(sees, row if _stands(says, row) else center):
        return False
    for must in range(len(musts)):
        if not (_stands(musts[must], row) or _stands(musts[must], center)):
            return False
    return True


@machine_code
def _trusted(row, trust):
    """The viewer's trust in a row: of everybody by row, or of the few within reach."""
    of_all, known, rows, values = trust
    if len(of_all):
        return of_all[row]
    if not _stands(known, row):
        return UNTRUSTED
    return values[np.searchsorted(rows, row)]


@machine_code
def _facets(post, people, methods):
    """The facets that somebody may offer; none where all they offer is refused."""
    _, facets, first_method, method, _ = people
    allowed, relevant, _, checks_refusal, _ = methods
    if not checks_refusal:
        return facets[post]
    had = False
    for at in range(first_method[post], first_method[post + 1]):
        if relevant[method[at]]:
            had = True
            if allowed[method[at]]:
                return facets[post]
    return 0 if had else facets[post]


@machine_code
def _know(row, issues, knows):
    """How well somebody knows each issue asked for."""
    first_issue, listed, listed_worth, worths, kin = issues
    knows[:] = 0.0
    for at in range(first_issue[row], first_issue[row + 1]):
        worth, one = worths[listed_worth[at]], listed[at]
        for issue in range(len(knows)):
            # Always written, as a branch that is hard to foresee costs more than it saves.
            knows[issue] = max(knows[issue], worth * kin[one, issue])


@machine_code
def _support(post, people, methods, helped):
    """How well somebody's methods support each cell; those that may not be used add nothing."""
    _, _, first_method, method, method_level = people
    _, _, level_values, _, support = methods
    helped[:] = 0.0
    for at in range(first_method[post], first_method[post + 1]):
        level, slug = level_values[method_level[at]], method[at]
        for cell in range(len(helped)):
            helped[cell] = max(helped[cell], level * support[slug, cell])


@machine_code
def _refer_on(row, refers_on, sent_on):
    """For which of the issues somebody refers on."""
    first, refused, about = refers_on
    sent_on[:] = False
    for at in range(first[row], first[row + 1]):
        for issue in range(len(sent_on)):
            if about[issue, refused[at]]:
                sent_on[issue] = True


@machine_code
def _cover(at, facets, asked, knows, helped, sent_on, best, by):
    """Lay somebody's covers over the best of the crew; whether they serve any cell."""
    _, cell_facet, cell_issue, _, _ = asked
    serves = False
    for cell in range(len(best)):
        issue = cell_issue[cell]
        if facets & cell_facet[cell] and not sent_on[issue]:
            serves = True
            value = KNOWS_THE_ISSUE * knows[issue] + HAS_A_METHOD * helped[cell]
            if value > best[cell]:
                best[cell], by[cell] = value, at
    return serves


@machine_code
def _opens(best, by, workers, post_row, late, well):
    """Of those who cover a cell best and well, else best, the row of whoever is free first."""
    if best.max() < well:
        well = 0.0
    found = -1
    for cell in range(len(best)):
        if best[cell] < well:
            continue
        at = by[cell]
        mine = late[post_row[workers[at]]]
        if found >= 0:
            held = late[post_row[workers[found]]]
            if mine > held or (mine == held and at >= found):
                continue
        found = at
    return post_row[workers[found]]


@machine_code
def _wish(post, people, methods, wished, best_level, in_family):
    """Lay somebody's wished methods over the best of the crew."""
    _, _, first_method, method, method_level = people
    allowed, _, level_values, _, _ = methods
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


@machine_code
def _fit(best, asked, limits, is_center):
    """Issue fit: a person over what they may serve, a center over all that is asked."""
    _, _, _, weight, matters = asked
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


@machine_code
def _share(best_level, in_family):
    """The mean over wished methods: their best level, 0.3 for the family, else 0."""
    levels = 0.0
    for wish in range(len(best_level)):
        if best_level[wish] > 0:
            levels += best_level[wish]
        elif in_family[wish]:
            levels += SAME_FAMILY
    return levels / len(best_level)


@machine_code
def judge_crews(
    visits, house, people, methods, asked, issues, refers_on, wished, trust, late, limits
):
    """The visits that may be offered by position, fit, wished methods, trust, whose openings."""
    visit_row, begins, ends, workers, passes, is_center = visits
    post_row, cells, wishes, size = people[0], len(asked[1]), len(wished[0]), len(visit_row)
    knows, sent_on = np.zeros(issues[4].shape[1]), np.zeros(issues[4].shape[1], dtype=np.bool_)
    helped, best, by = np.zeros(cells), np.zeros(cells), np.zeros(cells, dtype=np.int64)
    best_level, in_family = np.zeros(wishes), np.zeros(wishes, dtype=np.bool_)
    found, fit, trusted = np.empty(size, dtype=np.int64), np.empty(size), np.zeros(size)
    share, opens = np.empty(size if wishes else 0), np.empty(size, dtype=np.int64)
    count, trusts_somebody = 0, len(trust[0]) > 0 or len(trust[2]) > 0
    for visit in range(size):
        whose = visit_row[visit]
        if not _stands(passes, whose):
            continue
        anybody, trusts, center = False, 0.0, is_center[whose]
        best[:], best_level[:], in_family[:] = NOT_SERVED, 0.0, False
        for at in range(begins[visit], ends[visit]):
            post = workers[at]
            facets, row = _facets(post, people, methods), post_row[post]
            if not facets & asked[0]:
                continue
            if center and not _passes_in_house(row, whose, house):
                continue
            if refers_on[0][row] < refers_on[0][row + 1]:
                _refer_on(row, refers_on, sent_on)
            else:
                sent_on[:] = False
            _know(row, issues, knows)
            _support(post, people, methods, helped)
            if not _cover(at, facets, asked, knows, helped, sent_on, best, by):
                continue
            anybody = True
            if wishes:
                _wish(post, people, methods, wished, best_level, in_family)
            if trusts_somebody:
                trusts = max(trusts, _trusted(row, trust))
        if not anybody:
            continue
        value = _fit(best, asked, limits, center)
        if value < limits[0]:
            continue
        found[count], fit[count], opens[count] = visit, value, whose
        if center:
            opens[count] = _opens(best, by, workers, post_row, late, limits[2])
        if wishes:
            share[count] = _share(best_level, in_family)
        if trusts_somebody:
            trusted[count] = max(trusts, _trusted(whose, trust))
        count += 1
    share = share[: count if wishes else 0]
    return found[:count], fit[:count], share, trusted[:count], opens[:count]


@machine_code
def at_home(rows, people, keys, regions, region):
    """Who of each listing would come to the client's home: their posts, end to end."""
    first, person = people
    total = 0
    for row in rows:
        total += first[row + 1] - first[row]
    begins, ends = np.empty(len(rows), dtype=np.int32), np.empty(len(rows), dtype=np.int32)
    workers, count = np.empty(total, dtype=np.int32), 0
    for visit in range(len(rows)):
        begins[visit] = count
        for at in range(first[rows[visit]], first[rows[visit] + 1]):
            wanted = person[at] * regions + region
            post = np.searchsorted(keys, wanted)
            # A jurisdiction that nothing names is -1; its key would be another's.
            if region >= 0 and post < len(keys) and keys[post] == wanted:
                workers[count] = post
                count += 1
        ends[visit] = count
    return begins, ends, workers
