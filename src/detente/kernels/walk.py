"""Every outcome that several sums over issues allow, without looking at most of the others.

Compiled inner loop of `kernels/search.py`; it knows columns, sums and what they must reach.
"""

from dataclasses import dataclass

import numba
import numpy as np

from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

BINS = 256
"""Steps in which `n_within` counts."""
BUFFER = 8192
"""Most outcomes handed over at once."""


@dataclass
class Walk:
    """A walk through the outcomes, issue by issue, that can be continued."""

    values: FloatArray
    """What each column adds to each sum (n_sums, n_columns); the first sum decides the order."""
    columns: IntArray
    """Allowed columns of each issue in the order they are tried (n_issues, most options)."""
    n_allowed: IntArray
    """How many there are (n_issues,)."""
    best_after: FloatArray
    """Most that the issues from each one on add to each sum (n_issues + 1, n_sums)."""
    sums: FloatArray
    """Sums of the choices so far (n_issues + 1, n_sums)."""
    place: IntArray
    """Which column of each issue is tried now (n_issues,)."""
    state: IntArray
    """Depth, and steps taken; depth -1: finished."""
    buffer: IntArray
    """Chosen columns of the outcomes found (BUFFER, n_issues)."""

    @property
    def is_done(self) -> bool:
        """Return whether every allowed outcome has been handed over."""
        return bool(self.state[0] < 0)

    @property
    def steps(self) -> int:
        """Return how many choices were tried."""
        return int(self.state[1])

    def go_on(self, needed: FloatArray, max_steps: int) -> IntArray:
        """Return the next outcomes of which every sum reaches what is needed.

        Parameters
        ----------
        needed : float64 array, shape (n_sums,)
            What each sum must reach; may rise from call to call.
        max_steps : int
            Stops when so many choices have been tried in all.

        Returns
        -------
        intp array, shape (n_found, n_issues)
            Chosen column of each issue, in the order of the walk; at most `BUFFER`.
        """
        found = _advance(
            self.values, needed, self.columns, self.n_allowed, self.best_after,
            self.sums, self.place, self.state, self.buffer, max_steps,
        )  # fmt: skip
        return self.buffer[:found].copy()


def walk(values: FloatArray, first: IntArray, order: IntArray, allowed: BoolArray) -> Walk:
    """Return a walk through the outcomes of allowed columns.

    Parameters
    ----------
    values : float64 array, shape (n_sums, n_columns)
        What each column adds to each sum, in the unit of the sum.
    first : intp array, shape (n_issues + 1,)
        First column of each issue, and the end.
    order : intp array, shape (n_issues,)
        Issues in the order they are settled.
    allowed : bool array, shape (n_columns,)
        Columns that may be chosen; at least one of each issue.

    Returns
    -------
    Walk
        At its beginning.
    """
    n_issues = len(order)
    columns = np.zeros((n_issues, int(np.diff(first).max(initial=1))), dtype=np.intp)
    n_allowed = np.zeros(n_issues, dtype=np.intp)
    best_after = np.zeros((n_issues + 1, len(values)))
    _prepare(values, first, order, allowed, columns, n_allowed, best_after)
    return Walk(
        values, columns, n_allowed, best_after, np.zeros((n_issues + 1, len(values))),
        np.zeros(n_issues, dtype=np.intp), np.array([0 if n_issues else -1, 0], dtype=np.intp),
        np.zeros((BUFFER, n_issues), dtype=np.intp),
    )  # fmt: skip


@numba.njit(cache=True)
def _prepare(values, first, order, allowed, columns, n_allowed, best_after):  # type: ignore[no-untyped-def]  # pragma: no cover
    n_sums = len(values)
    for depth in range(len(order) - 1, -1, -1):
        count = 0
        best_after[depth] = -np.inf
        for column in range(first[order[depth]], first[order[depth] + 1]):
            if not allowed[column]:
                continue
            at = count
            while at > 0 and values[0, columns[depth, at - 1]] < values[0, column]:
                columns[depth, at] = columns[depth, at - 1]
                at -= 1
            columns[depth, at] = column
            count += 1
            for k in range(n_sums):
                best_after[depth, k] = max(best_after[depth, k], values[k, column])
        n_allowed[depth] = count
        best_after[depth] += best_after[depth + 1]


@numba.njit(cache=True)
def _advance(  # type: ignore[no-untyped-def]  # pragma: no cover
    values, needed, columns, n_allowed, best_after, sums, place, state, buffer, max_steps
):
    n_sums, n_issues = len(values), len(n_allowed)
    depth, steps, found = state[0], state[1], 0
    while depth >= 0 and steps < max_steps and found < len(buffer):
        if place[depth] >= n_allowed[depth]:
            depth -= 1
            if depth >= 0:
                place[depth] += 1
            continue
        column = columns[depth, place[depth]]
        steps += 1
        reaches = True
        for k in range(n_sums):
            sums[depth + 1, k] = sums[depth, k] + values[k, column]
            if sums[depth + 1, k] + best_after[depth + 1, k] < needed[k]:
                reaches = False
                if k == 0:
                    place[depth] = n_allowed[depth]
                break
        if not reaches:
            place[depth] += 1
        elif depth == n_issues - 1:
            for d in range(n_issues):
                buffer[found, d] = columns[d, place[d]]
            found += 1
            place[depth] += 1
        else:
            depth += 1
            place[depth] = 0
    state[0] = depth
    state[1] = steps
    return found


@numba.njit(cache=True)
def n_within(losses, first, allowed, budget):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Return roughly how many outcomes lose no more than a budget.

    Parameters
    ----------
    losses : float64 array, shape (n_columns,)
        What each column loses against the best of its issue, not negative.
    first : intp array, shape (n_issues + 1,)
        First column of each issue, and the end.
    allowed : bool array, shape (n_columns,)
        Columns that may be chosen.
    budget : float
        Positive.

    Returns
    -------
    float
        At least the number: losses are rounded down to `BINS` steps.
    """
    counts = np.zeros(BINS + 1)
    counts[0] = 1.0
    for issue in range(len(first) - 1):
        grown = np.zeros(BINS + 1)
        for column in range(first[issue], first[issue + 1]):
            if allowed[column]:
                step = int(min(losses[column] / budget, 2.0) * BINS)
                for at in range(step, BINS + 1):
                    grown[at] += counts[at - step]
        counts = grown
    return counts.sum()
