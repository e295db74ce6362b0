"""Shares of power in many votes, fast: what `power_index` counts exactly, as floating point."""

from math import ceil, comb
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

MOST_VOTES = 10_000
"""Votes that are not whole, or of which there are more, are counted in as many parts."""
_SAFE = 62
"""So many parties have fewer coalitions than a 64-bit number counts."""
_Counts: TypeAlias = NDArray[Any]
"""Coalitions by size and votes, shape (n_sizes, n_sums); whole numbers."""


def power_shares(
    votes: ArrayLike, *, quota: float, vetoes: ArrayLike | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return each party's share of power in one vote, by two measures.

    Parameters
    ----------
    votes : array_like, shape (n_parties,)
        Votes, not negative, in any unit; whole numbers up to `MOST_VOTES` together are counted
        as they are, others are rounded to as many parts of their sum, but never to none.
    quota : float
        Share of all votes that a decision needs, 0 to 1; 0 where only vetoes count.
    vetoes : array_like of bool, shape (n_parties,), optional
        Who must agree besides; by default nobody.

    Returns
    -------
    banzhaf, shapley : float64 arrays, shape (n_parties,)
        Shares of all swings [Banzhaf1965]_ and of all orders in which a party completes a majority
        [ShapleyShubik1954]_, 0 to 1, each summing to 1.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody's consent is needed.

    Notes
    -----
    Coalitions are counted by size and votes in one table; a party is taken out of it by division
    of generating functions [Brams1976]_. Counts are whole numbers, so that only the last division
    rounds. Time O(n_parties^2 * n_sums) in array operations.

    References
    ----------
    As in `detente.kernels.power_index`.

    Examples
    --------
    >>> banzhaf, shapley = power_shares([4, 4, 4, 2, 2, 1], quota=12 / 17)
    >>> (banzhaf * 21).round(9).tolist(), (shapley * 60).round(9).tolist()
    ([5.0, 5.0, 5.0, 3.0, 3.0, 0.0], [14.0, 14.0, 14.0, 9.0, 9.0, 0.0])
    """
    given = np.asarray(votes, dtype=np.float64)
    asked = np.zeros(given.shape, dtype=bool) if vetoes is None else np.asarray(vetoes)
    _check(given, quota, asked)
    whole = _whole(given)
    least = max(int(quota > 0), ceil(quota * int(whole.sum()) - 1e-9))
    needed = least - int(whole[asked].sum())
    swings, pivots = _counted(whole, needed, asked)
    if not sum(swings):
        msg = "nobody's consent is needed; give a quota above 0, or a veto"
        raise AnalysisError(msg)
    return np.array(swings) / sum(swings), np.array(pivots)


def _check(votes: FloatArray, quota: float, vetoes: BoolArray) -> None:
    if votes.ndim != 1 or not votes.size or not (np.isfinite(votes) & (votes >= 0)).all():
        msg = "votes are not one number from 0 for each party"
        raise AnalysisError(msg)
    if not 0.0 <= quota <= 1.0:
        msg = f"the quota {quota:g} is not a share of the votes from 0 to 1"
        raise AnalysisError(msg)
    if vetoes.dtype != np.bool_ or vetoes.shape != votes.shape:
        msg = f"vetoes of shape {vetoes.shape} are not one true or false per party"
        raise AnalysisError(msg)


def _whole(votes: FloatArray) -> IntArray:
    total = votes.sum()
    if total > MOST_VOTES or (votes != np.rint(votes)).any():
        # A vote must not round to none: under unanimity it is needed.
        votes = np.maximum(votes / total * MOST_VOTES, votes > 0)
    return np.rint(votes).astype(np.intp)


def _counted(votes: IntArray, needed: int, vetoes: BoolArray) -> tuple[list[float], list[float]]:
    """Return how often each party decides, among all coalitions and by share of all orders."""
    free = votes[~vetoes]
    together = _coalitions(free)
    n, n_vetoes = len(votes), int(vetoes.sum())
    known: dict[tuple[bool, int], tuple[float, float]] = {}
    for is_needed, own in zip(vetoes.tolist(), votes.tolist(), strict=True):
        if (is_needed, own) in known:
            continue
        # With a veto a party decides wherever something passes; whoever has none, between
        # too few votes and enough. Sizes count those who are there before it.
        before = n_vetoes - 1 if is_needed else n_vetoes
        others = together if is_needed else _without(together, own)
        most = others.shape[1] if is_needed else max(needed, 0)
        least = max(needed, 0) if is_needed else max(needed - own, 0)
        by_size = others[:, least:most].sum(axis=1)
        pivots = (int(count) / (n * comb(n - 1, size + before))
                  for size, count in enumerate(by_size) if count)  # fmt: skip
        known[is_needed, own] = float(sum(by_size.tolist())), float(sum(pivots))
    found = [known[pair] for pair in zip(vetoes.tolist(), votes.tolist(), strict=True)]
    return [swings for swings, _ in found], [share for _, share in found]


def _coalitions(votes: IntArray) -> _Counts:
    dtype = np.int64 if len(votes) <= _SAFE else object
    counts = np.zeros((len(votes) + 1, int(votes.sum()) + 1), dtype=dtype)
    counts[0, 0] = 1
    for own in votes.tolist():
        counts[1:, own:] += counts[:-1, : counts.shape[1] - own].copy()
    return counts


def _without(together: _Counts, own: int) -> _Counts:
    left = together[:-1].copy()
    for size in range(1, len(left)):
        left[size, own:] -= left[size - 1, : left.shape[1] - own]
    return left
