"""Which outcomes stand for the settlements of a case, since not all can be shown."""

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.exact import SolutionName
from detente.analysis.tally import REACHED, BaseTally, OutcomeCounts

MAX_SHOWN = 12
"""Most outcomes listed for each reason to list them."""
MAX_ACCOUNTS = 3
"""Most settlements whose burden is worked out."""


def ranked(arrays: CaseArrays, outcomes: OutcomeCounts, n_draws: int) -> list[int]:
    """Return the outcomes that are a settlement in some draw, foremost first.

    Foremost is what gives the least gaining party at the table most, relative to what it could
    gain, on average over the draws (nothing in draws in which it is no settlement); then what is
    more often efficient, then what is more often accepted; ties in the order of issue and option
    ids. An average over all draws is steady; counting how often a solution names an outcome is
    not, where hundreds of outcomes share the draws. Where consent can be given without somebody
    at the table, averages of zero are common: what Kalai-Smorodinsky names more often comes second
    there.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    outcomes : OutcomeCounts
        Counts per outcome, shape (n_outcomes,).
    n_draws : int
        Number of draws they are over.

    Returns
    -------
    list of int
        Rows of the outcomes.
    """
    rows = np.flatnonzero(outcomes.settlement)
    prospect = np.round(outcomes.prospect[rows] / n_draws, 9)
    second = np.zeros(len(rows))
    if not arrays.case.consent.unanimous:
        second -= outcomes.solutions[REACHED][rows]
    order = np.lexsort((-outcomes.settlement[rows], -outcomes.efficient[rows], second, -prospect))
    return [int(row) for row in rows[order]]


def most_named(outcomes: OutcomeCounts, order: list[int]) -> dict[SolutionName, tuple[int, int]]:
    """Return which settlement each rule names most often, and in how many draws.

    Parameters
    ----------
    outcomes : OutcomeCounts
        Counts per outcome, shape (n_outcomes,).
    order : list of int
        As `ranked` returns it: of several, the foremost is taken.

    Returns
    -------
    dict of SolutionName to (row, number of draws)
        Empty where there is no settlement.
    """
    if not order:
        return {}
    found = {}
    for name, count in outcomes.solutions.items():
        place = int(count[order].argmax())
        found[name] = (order[place], int(count[order[place]]))
    return found


def n_about_as_good(base: BaseTally, n_independent: int) -> int:
    """Return how many settlements the draws do not tell from the foremost.

    Those whose average is within two standard errors of the best; an average `p` of numbers
    between 0 and 1 has a standard error of sqrt(p (1 - p) / n) at most.

    Parameters
    ----------
    base : BaseTally
        Sums per outcome, shape (n_outcomes,), of numbers from 0 to 1.
    n_independent : int
        Draws that count as independent.

    Returns
    -------
    int
        The foremost included; 0 where there is no settlement or only one draw.
    """
    prospect = base.outcomes.prospect / base.count.size
    best = float(prospect.max())
    if base.count.size == 1 or best <= 0:
        return 0
    error = float(np.sqrt(best * (1 - best) / n_independent))
    return int((prospect >= best - 2 * error).sum())


def foremost(arrays: CaseArrays, base: BaseTally) -> list[int]:
    """Return the few settlements that the burden is worked out for.

    The first of `ranked`; then, in that order, every one that is efficient in some draw and that
    settles at least two issues (one, where there are fewer than three) differently from each of
    those taken before, up to `MAX_ACCOUNTS`.

    Parameters
    ----------
    arrays : CaseArrays
        The case; outcomes of shape (n_outcomes, n_issues).
    base : BaseTally
        Counts per outcome, shape (n_outcomes,).

    Returns
    -------
    list of int
        Rows of the outcomes.
    """
    apart = 2 if len(arrays.issues) > 2 else 1
    taken: list[int] = []
    for row in ranked(arrays, base.outcomes, base.count.size):
        if len(taken) == MAX_ACCOUNTS:
            break
        differing = (arrays.outcomes[taken] != arrays.outcomes[row]).sum(axis=1)
        if base.efficient[row] and (differing >= apart).all():
            taken.append(row)
    return taken


def shown(arrays: CaseArrays, base: BaseTally) -> list[int]:
    """Return the outcomes listed in the settlement finding, foremost first.

    The first `MAX_SHOWN` of `ranked`, all of `foremost`, and for each solution the
    outcomes that it names most often, `MAX_SHOWN` at most for each.

    Parameters
    ----------
    arrays : CaseArrays
        The case; outcomes of shape (n_outcomes, n_issues).
    base : BaseTally
        Counts per outcome, shape (n_outcomes,).

    Returns
    -------
    list of int
        Rows of the outcomes.
    """
    order = ranked(arrays, base.outcomes, base.count.size)
    wanted = {*order[:MAX_SHOWN], *foremost(arrays, base)}
    for count in base.solutions.values():
        most = [row for row in order if count[row] == count.max() > 0]
        wanted.update(most[:MAX_SHOWN])
    return [row for row in order if row in wanted]
