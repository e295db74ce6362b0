"""Outcomes as option indices, and what they are worth to each party.

Salience and scores come in, worth goes out; red lines and consent are not looked at here.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.intp]
BoolArray: TypeAlias = NDArray[np.bool_]


def enumerate_outcomes(n_options: Sequence[int]) -> IntArray:
    """Return every outcome as one option index per issue.

    Parameters
    ----------
    n_options : sequence of int, length n_issues
        Number of options of each issue, at least 1.

    Returns
    -------
    intp array, shape (n_outcomes, n_issues)
        Rows in lexicographic order: the last issue changes fastest. One row without columns
        where there is no issue.

    Notes
    -----
    Time and memory O(n_outcomes * n_issues), with n_outcomes the product of `n_options`.

    Examples
    --------
    >>> enumerate_outcomes([2, 2]).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    if not n_options:
        return np.zeros((1, 0), dtype=np.intp)
    return np.ascontiguousarray(np.indices(n_options, dtype=np.intp).reshape(len(n_options), -1).T)


def shares(salience: FloatArray) -> FloatArray:
    """Return salience as shares that sum to 1 for each party and draw.

    Parameters
    ----------
    salience : float64 array, shape (n_parties, n_issues, n_draws)
        Weight of each issue to each party, 0 to 100.

    Returns
    -------
    float64 array, shape (n_parties, n_issues, n_draws)
        Shares, 0 to 1. A party to which no issue matters in a draw weighs all issues equally.
    """
    total = salience.sum(axis=1, keepdims=True)
    equal = np.full_like(salience, 1.0 / max(salience.shape[1], 1))
    np.divide(salience, total, out=equal, where=total > 0)
    return equal


def worth_parts(share: FloatArray, scores: Sequence[FloatArray]) -> list[FloatArray]:
    """Return what each option of each issue adds to the worth of an outcome.

    Parameters
    ----------
    share : float64 array, shape (n_parties, n_issues, n_draws)
        Salience shares, 0 to 1, as `shares` returns them.
    scores : sequence of float64 arrays, each of shape (n_parties, n_options of the issue, n_draws)
        Worth of each option, 0 to 100; one array per issue.

    Returns
    -------
    list of float64 arrays, shapes as `scores`
        Share times score, points of 100.
    """
    return [share[:, i, None, :] * table for i, table in enumerate(scores)]


def worth_of_all(parts: Sequence[FloatArray]) -> FloatArray:
    """Return the worth of every outcome, in the order of `enumerate_outcomes`.

    Parameters
    ----------
    parts : sequence of float64 arrays, each of shape (n_parties, n_options of the issue, n_draws)
        What each option adds, points of 100; one array per issue, at least one.

    Returns
    -------
    float64 array, shape (n_parties, n_outcomes, n_draws)
        Worth, points of 100.

    Notes
    -----
    Issues are added one after the other to the grid of those before, so the time is
    O(n_parties * n_outcomes * n_draws), without a factor for the number of issues. The sums are
    the same floats as those of `worth_of`.
    """
    n_parties, _, n_draws = parts[0].shape
    worth = parts[0]
    for part in parts[1:]:
        grid = worth[:, :, None, :] + part[:, None, :, :]
        worth = grid.reshape(n_parties, -1, n_draws)
    return worth


def worth_of(parts: Sequence[FloatArray], outcomes: IntArray) -> FloatArray:
    """Return the worth of some outcomes.

    Parameters
    ----------
    parts : sequence of float64 arrays, each of shape (n_parties, n_options of the issue, n_draws)
        What each option adds, points of 100; one array per issue, at least one.
    outcomes : intp array, shape (n_outcomes, n_issues)
        Option index of each issue.

    Returns
    -------
    float64 array, shape (n_parties, n_outcomes, n_draws)
        Worth, points of 100.
    """
    worth = parts[0][:, outcomes[:, 0], :]
    for i, part in enumerate(parts[1:], start=1):
        worth = worth + part[:, outcomes[:, i], :]
    return worth
