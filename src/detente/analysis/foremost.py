"""Which outcomes stand for the settlements of a case, since not all can be shown."""

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.tally import BaseTally

MAX_SHOWN = 12
"""Most outcomes listed."""
MAX_ACCOUNTS = 3
"""Most settlements whose burden is worked out."""


def ranked(base: BaseTally) -> list[int]:
    """Return the outcomes that are a settlement in some draw, foremost first.

    First by how often the four solutions name them (counted over draws and solutions), then by
    how often they are efficient, then by how often they are accepted; ties in the order of issue
    and option ids.

    Parameters
    ----------
    base : BaseTally
        Counts per outcome, shape (n_outcomes,).

    Returns
    -------
    list of int
        Rows of the outcomes.
    """
    named = np.sum(list(base.solutions.values()), axis=0)
    order = np.lexsort((-base.settlement, -base.efficient, -named))
    return [int(row) for row in order[: np.count_nonzero(base.settlement)]]


def foremost(arrays: CaseArrays, base: BaseTally) -> list[int]:
    """Return the few settlements that the burden is worked out for.

    The first of `ranked`; then, in that order, every one that some solution names and that
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
    named = np.sum(list(base.solutions.values()), axis=0)
    apart = 2 if len(arrays.issues) > 2 else 1
    taken: list[int] = []
    for row in ranked(base):
        if len(taken) == MAX_ACCOUNTS or not named[row]:
            break
        differing = (arrays.outcomes[taken] != arrays.outcomes[row]).sum(axis=1)
        if (differing >= apart).all():
            taken.append(row)
    return taken


def shown(arrays: CaseArrays, base: BaseTally) -> list[int]:
    """Return the outcomes listed in the settlement finding, foremost first.

    The first `MAX_SHOWN` of `ranked`, and all of `foremost`.

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
    wanted = set(foremost(arrays, base))
    return [row for place, row in enumerate(ranked(base)) if place < MAX_SHOWN or row in wanted]
