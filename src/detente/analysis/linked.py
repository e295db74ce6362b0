"""One outcome that satisfies the links of a case, for questions that look at no outcome."""

from math import prod

import numpy as np

from detente.analysis.axes import sorted_issues
from detente.case.model import Case
from detente.case.statements import issues_of, mask, parse_statement
from detente.kernels.outcomes import IntArray, enumerate_outcomes

MAX_LINKED = 2**20
"""Most combinations of options of the issues in links that are looked through."""


def linked_outcome(case: Case) -> IntArray | None:
    """Return an outcome that satisfies all links.

    Parameters
    ----------
    case : Case
        Of any size; its links name issues and options that it has.

    Returns
    -------
    intp array, shape (1, n_issues), or None
        Option indices, issues and options in the order of their ids: of the issues in links the
        first that will do, of all others the first option. Where none will do, one that breaks a
        link. None where links are about too many combinations to look through.
    """
    issues = sorted_issues(case)
    links = [(parse_statement(link.if_), parse_statement(link.then)) for link in case.links]
    named = {issue for link in links for side in link for issue in issues_of(side)}
    tied = {name: issue for name, issue in issues.items() if name in named}
    found = np.zeros((1, len(issues)), dtype=np.intp)
    sizes = [len(issue.options) for issue in tied.values()]
    if prod(sizes) > MAX_LINKED:
        return None
    if tied:
        grid = enumerate_outcomes(sizes)
        kept = np.ones(len(grid), dtype=np.bool_)
        for condition, consequence in links:
            kept &= ~mask(condition, tied, grid) | mask(consequence, tied, grid)
        found[0, [list(issues).index(name) for name in tied]] = grid[int(kept.argmax())]
    return found
