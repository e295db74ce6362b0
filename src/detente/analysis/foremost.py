"""Which outcomes stand for the settlements of a case, since not all can be shown."""

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.tally import BaseTally

MAX_SHOWN = 12
"""Most outcomes listed for each reason to list them."""
MAX_ACCOUNTS = 3
"""Most settlements whose burden is worked out."""


def ranked(base: BaseTally) -> list[int]:
    """Return the outcomes that are a settlement in some draw, foremost first.

    Foremost is what gives the least gaining party at the table most, relative to what it could
    gain, on average over the draws (nothing in draws in which it is no settlement); then what is
    more often efficient, then what is more often accepted; ties in the order of issue and option
    ids. An average over all draws is steady; counting how often a solution names an outcome is
    not, where hundreds of outcomes share the draws.

    Parameters
    ----------
    base : BaseTally
        Counts per outcome, shape (n_outcomes,).

    Returns
    -------
    list of int
        Rows of the outcomes.
    """
    prospect = np.round(base.prospect / base.count.size, 9)
    order = np.lexsort((-base.settlement, -base.efficient, -prospect))
    return [int(row) for row in order if base.settlement[row]]


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
    prospect = base.prospect / base.count.size
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
    for row in ranked(base):
        if len(taken) == MAX_ACCOUNTS:
            break
        differing = (arrays.outcomes[taken] != arrays.outcomes[row]).sum(axis=1)
        if base.efficient[row] and (differing >= apart).all():
            taken.append(row)
    return taken


def shown(arrays: CaseArrays, base: BaseTally) -> list[int]:
    """Return the outcomes listed in the settlement finding, foremost first.

    The first `MAX_SHOWN` of `ranked`, all of `foremost`, and for each of the four solutions the
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
    order = ranked(base)
    wanted = {*order[:MAX_SHOWN], *foremost(arrays, base)}
    for count in base.solutions.values():
        most = [row for row in order if count[row] == count.max() > 0]
        wanted.update(most[:MAX_SHOWN])
    return [row for row in order if row in wanted]
