"""How much of an answer hangs on each uncertain value, from the draws that were made anyway."""

from math import ceil

import numpy as np
from scipy.special import fdtrc

from detente.kernels.outcomes import FloatArray, IntArray

SIGNIFICANCE = 0.01
"""Chance, for one answer, that pure noise reports any weight at all."""


def main_effects(values: FloatArray, answer: FloatArray, n_independent: int) -> FloatArray:
    """Return the share of an answer's variance that each value explains on its own.

    The correlation ratio from given data [Plischke2013]_: sort the draws by the value, cut them
    into bins of equal size, and compare the variance between the bins' mean answers with the
    variance of all answers. Noise alone makes that ratio larger than zero, so it is corrected
    (epsilon squared, [Kelley1935]_), and set to 0 where an F test does not tell it from noise at
    `SIGNIFICANCE` divided by the number of values tested.

    Parameters
    ----------
    values : float64 array, shape (n_values, n_draws)
        Drawn values, in any unit; only their order counts.
    answer : float64 array, shape (n_draws,)
        Answer of each draw, in any unit; 0 and 1 for no and yes.
    n_independent : int
        Draws that count as independent in the test; fewer than n_draws where draws repeat
        others with parties exchanged.

    Returns
    -------
    float64 array, shape (n_values,)
        Weights, 0 to 1. All 0 where the answer never changes or there are fewer than 16 draws.

    Notes
    -----
    Number of bins: the cube root of `n_independent`, at least 2. Time O(n_values * n_draws *
    log(n_draws)). Values that act only together with others have a weight of 0 here. Any
    increasing change of a value's scale leaves its weight as it is (tested).

    References
    ----------
    .. [Plischke2013] Plischke, E., Borgonovo, E., Smith, C. L. (2013). Global sensitivity
       measures from given data. European Journal of Operational Research 226(3), 536-550.
       https://doi.org/10.1016/j.ejor.2012.11.047
    .. [Kelley1935] Kelley, T. L. (1935). An Unbiased Correlation Ratio Measure. Proceedings of
       the National Academy of Sciences 21(9), 554-559. https://doi.org/10.1073/pnas.21.9.554
    """
    n_values, n_draws = values.shape
    spread = answer.var()
    if n_values == 0 or n_independent < 16 or spread == 0:
        return np.zeros(n_values)
    n_bins = max(2, ceil(n_independent ** (1 / 3)))
    edges = np.linspace(0, n_draws, n_bins + 1).astype(np.intp)
    means = np.add.reduceat(answer[_order(values, answer)], edges[:-1], axis=1) / np.diff(edges)
    between = (np.diff(edges) * (means - answer.mean()) ** 2).sum(axis=1) / n_draws
    ratio = np.clip(between / spread, 0.0, 1.0)
    free, rest = n_bins - 1, n_independent - n_bins
    unexplained = np.maximum(1.0 - ratio, 1e-12)
    chance = fdtrc(free, rest, (ratio / free) / (unexplained / rest))
    corrected = 1.0 - (1.0 - ratio) * (n_independent - 1) / rest
    return np.where(chance < SIGNIFICANCE / n_values, np.clip(corrected, 0.0, 1.0), 0.0)


def ends(values: FloatArray, answer: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the mean answer in the lowest and in the highest third of each value.

    Parameters
    ----------
    values : float64 array, shape (n_values, n_draws)
        Drawn values, in any unit.
    answer : float64 array, shape (n_draws,)
        Answer of each draw; 0 and 1 for no and yes.

    Returns
    -------
    low, high : float64 arrays, shape (n_values,)
        Means over the third of the draws with the lowest, the highest value, in the unit of
        `answer`; a third is rounded up to whole draws.
    """
    third = ceil(len(answer) / 3)
    sorted_answers = answer[_order(values, answer)]
    return sorted_answers[:, :third].mean(axis=1), sorted_answers[:, -third:].mean(axis=1)


def _order(values: FloatArray, answer: FloatArray) -> IntArray:
    """Return the draws by value, equal values by answer: the order of the draws has no say."""
    return np.lexsort((np.broadcast_to(answer, values.shape), values))
