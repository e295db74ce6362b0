"""Which outcomes are acceptable, which of those are efficient, and the solutions among them.

Outcomes of many draws are handled at once as *points*: one column per pair of draw and outcome,
with `draw` saying to which draw a column belongs (ascending). One draw alone is all zeros.
"""

import numpy as np
from numpy.typing import NDArray

from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

TOLERANCE = 1e-9
"""Points of 100 (and, for relative gains, fractions of 1) that do not count as a difference.

A worth is a sum of products of float64 numbers below 100, so equal worths can differ by about
1e-12 through rounding; values that anybody writes down differ by far more than 1e-9.
"""

OFFSET = 0.2718281828459045
"""Moves the borders of the grid of `efficient` away from numbers that people write down."""


def acceptable(worth: FloatArray, no_deal: FloatArray) -> BoolArray:
    """Return where an outcome is at least as good as no deal.

    Parameters
    ----------
    worth : float64 array, shape (n_parties, n_outcomes, n_draws)
        Worth of each outcome, points of 100.
    no_deal : float64 array, shape (n_parties, n_draws)
        Worth of no deal, points of 100.

    Returns
    -------
    bool array, shape (n_parties, n_outcomes, n_draws)
        A worth that equals no deal within `TOLERANCE` is accepted.
    """
    return np.asarray(worth >= no_deal[:, None, :] - TOLERANCE, dtype=np.bool_)


def clearly_beaten(worth: FloatArray, agreed: BoolArray) -> BoolArray:
    """Return outcomes that the settlement with the largest sum beats by more than rounding.

    A cheap first cut before `efficient`, which decides about the rest; it drops no efficient
    settlement.

    Parameters
    ----------
    worth : float64 array, shape (n_parties, n_outcomes, n_draws)
        Worth of each outcome to each party at the table, points of 100; at least one party.
    agreed : bool array, shape (n_outcomes, n_draws)
        Where an outcome is a settlement.

    Returns
    -------
    bool array, shape (n_outcomes, n_draws)
        True where every party is better off by more than twice `TOLERANCE` with the settlement
        of the same draw that has the largest sum of worths.
    """
    total = np.where(agreed, worth.sum(axis=0), -np.inf)
    largest = total.max(axis=0)
    draw, outcome = np.nonzero((total == largest).T)
    starts, _ = _groups(draw)
    bound = worth[:, outcome[starts], draw[starts]] - 2 * TOLERANCE
    beaten = np.broadcast_to(np.isfinite(largest), agreed.shape).copy()
    for row, limit in zip(worth, bound, strict=True):
        beaten &= row < limit
    return beaten


def efficient(worth: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points that no other point of the same draw beats.

    A point beats another if it is at least as good for every party and better for one. Points
    with the same worth for every party do not beat each other: all of them stay.

    Parameters
    ----------
    worth : float64 array, shape (n_parties, n_points)
        Worth of each settlement to each party at the table, points of 100; at least one party.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        True for efficient points; at least one per draw.

    Notes
    -----
    Worths are first rounded down to whole multiples of `TOLERANCE`, and compared exactly after
    that, so that float dust neither makes nor loses a point and "beats" stays transitive.
    In every draw at once: take the point with the largest sum, which nothing can beat; drop what
    it beats; repeat with the rest. Time O(n_points * points kept per draw) at worst, in practice
    far less, since the first few points drop most of the others.
    Adding a constant to a party's worths changes nothing (tested).

    References
    ----------
    .. [KungLuccioPreparata1975] Kung, H. T., Luccio, F., Preparata, F. P. (1975). On Finding the
       Maxima of a Set of Vectors. Journal of the ACM 22(4), 469-476.
       https://doi.org/10.1145/321906.321910
    """
    grid = np.floor(worth / TOLERANCE + OFFSET)
    total = grid.sum(axis=0)
    kept = np.zeros(len(draw), dtype=np.bool_)
    left = np.arange(len(draw))
    while left.size:
        starts, group = _groups(draw)
        best = _first_largest(total, starts, group)
        leaves = np.all(grid <= grid[:, best][:, group], axis=0)
        kept[left[leaves & (total == total[best][group])]] = True
        stays = ~leaves
        grid, total, draw, left = grid[:, stays], total[stays], draw[stays], left[stays]
    return kept


def nash(gains: FloatArray, draw: IntArray, influence: FloatArray | None = None) -> BoolArray:
    """Return the points with the largest product of gains over no deal [Nash1950]_.

    With `influence` each gain is raised to the power of its party's influence [Kalai1977b]_: the
    weighted, or asymmetric, Nash solution.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal of each party at the table, points of 100, of the efficient
        settlements; below ``-TOLERANCE`` only where consent can be given without the party.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.
    influence : float64 array, shape (n_parties, n_points), optional
        Weight of each party in the draw of each point, not negative. A party without influence
        has no say; where none has any, all weigh the same.

    Returns
    -------
    bool array, shape (n_points,)
        Every point whose product is within a fraction of `TOLERANCE` of the largest of its draw.

    Notes
    -----
    Where no settlement of a draw gives every party a gain, all products are zero and say
    nothing; the points with most gaining parties (with influence: with the largest sum of
    influence of gaining parties) are then compared by the product of their positive gains, as in
    the maximum Nash welfare rule [Caragiannis2019]_. Multiplying one party's gains by a positive
    constant changes nothing (tested). Influence is taken as a fraction of the largest.

    References
    ----------
    .. [Nash1950] Nash, J. F. (1950). The Bargaining Problem. Econometrica 18(2), 155-162.
       https://doi.org/10.2307/1907266
    .. [Kalai1977b] Kalai, E. (1977). Nonsymmetric Nash Solutions and Replications of 2-Person
       Bargaining. International Journal of Game Theory 6(3), 129-133.
       https://doi.org/10.1007/BF01774658
    .. [Caragiannis2019] Caragiannis, I., Kurokawa, D., Moulin, H., Procaccia, A. D., Shah, N.,
       Wang, J. (2019). The Unreasonable Fairness of Maximum Nash Welfare. ACM Transactions on
       Economics and Computation 7(3), 12. https://doi.org/10.1145/3355902

    Examples
    --------
    >>> gains = np.array([[9.0, 5.0, 1.0], [1.0, 6.0, 9.0]])
    >>> nash(gains, np.zeros(3, dtype=np.intp)).tolist()
    [False, True, False]
    """
    weight = np.ones_like(gains) if influence is None else fractions_of_largest(influence)
    positive = gains > TOLERANCE
    gaining = (weight * positive).sum(axis=0)
    leads = _within(gaining, draw)
    logs = (weight * np.log(np.where(positive, gains, 1.0))).sum(axis=0)
    return _within(np.where(leads, logs, -np.inf), draw)


def fractions_of_largest(influence: FloatArray) -> FloatArray:
    """Return weights divided by the largest of their column, ones where all are 0.

    Parameters
    ----------
    influence : float64 array, shape (n_parties, n_columns)
        Not negative.

    Returns
    -------
    float64 array, shape (n_parties, n_columns)
        From 0 to 1.
    """
    largest = influence.max(axis=0)
    weight = np.ones_like(influence)
    np.divide(influence, largest, out=weight, where=largest > 0)
    return weight


def kalai_smorodinsky(gains: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points with the largest least relative gain [KalaiSmorodinsky1975]_.

    A party's relative gain is its gain as a fraction of the most that any settlement of the draw
    gives it; a party that gains in no settlement is left out. On finitely many outcomes the
    point of equal relative gains need not exist; the largest minimum takes its place.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal of each party at the table, points of 100, of the efficient
        settlements (which hold every party's best settlement).
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        Every point within `TOLERANCE` of the largest minimum of its draw.

    References
    ----------
    .. [KalaiSmorodinsky1975] Kalai, E., Smorodinsky, M. (1975). Other Solutions to Nash's
       Bargaining Problem. Econometrica 43(3), 513-518. https://doi.org/10.2307/1914280

    Examples
    --------
    >>> gains = np.array([[10.0, 6.0, 5.0], [1.0, 3.0, 4.0]])
    >>> kalai_smorodinsky(gains, np.zeros(3, dtype=np.intp)).tolist()
    [False, True, False]
    """
    return _within(relative_gains(gains, draw, nothing_to_gain=np.inf).min(axis=0), draw)


def kalai_smorodinsky_leximin(gains: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points of `kalai_smorodinsky` that are best for the next poorest, and so on.

    Relative gains of each point, sorted from the smallest up, are compared one after the other
    [Imai1983]_; the largest remain.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal, points of 100, as in `kalai_smorodinsky`.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        Every point that stays within `TOLERANCE` of the largest at every step.

    References
    ----------
    .. [Imai1983] Imai, H. (1983). Individual Monotonicity and Lexicographic Maxmin Solution.
       Econometrica 51(2), 389-401. https://doi.org/10.2307/1911997
    """
    return _largest_sorted(relative_gains(gains, draw, nothing_to_gain=np.inf), draw)


def egalitarian(gains: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points with the largest least gain, in points of 100 [Kalai1977]_.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal of each party at the table, points of 100, of the efficient
        settlements.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        Every point within `TOLERANCE` of the largest minimum of its draw.

    Notes
    -----
    Compares points of 100 across parties as if they were alike; `kalai_smorodinsky` does not.

    References
    ----------
    .. [Kalai1977] Kalai, E. (1977). Proportional Solutions to Bargaining Situations:
       Interpersonal Utility Comparisons. Econometrica 45(7), 1623-1630.
       https://doi.org/10.2307/1913954
    """
    return _within(gains.min(axis=0), draw)


def egalitarian_leximin(gains: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points of `egalitarian` that are best for the next poorest, and so on.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal, points of 100, as in `egalitarian`.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        Every point that stays within `TOLERANCE` of the largest at every step.
    """
    return _largest_sorted(gains, draw)


def utilitarian(gains: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points with the largest sum of relative gains.

    Relative as in `kalai_smorodinsky`, so that the scale a party's values were written on has no
    say (the sum of relative utilities, [Dhillon1999]_); a party that gains in no settlement adds
    nothing.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal of each party at the table, points of 100, of the efficient
        settlements (which hold every party's best settlement).
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        Every point within `TOLERANCE` of the largest sum of its draw.

    References
    ----------
    .. [Dhillon1999] Dhillon, A., Mertens, J.-F. (1999). Relative Utilitarianism. Econometrica
       67(3), 471-498. https://doi.org/10.1111/1468-0262.00033
    """
    return _within(relative_gains(gains, draw, nothing_to_gain=0.0).sum(axis=0), draw)


def smallest_spread(gains: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points whose largest and smallest relative gain lie closest together.

    The rule that NegMAS and others call Kalai-Smorodinsky; it can leave the poorest party with
    less than `kalai_smorodinsky` does. Relative as there, parties that gain in no settlement
    left out.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal, points of 100, as in `kalai_smorodinsky`.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.

    Returns
    -------
    bool array, shape (n_points,)
        Every point within `TOLERANCE` of the smallest difference of its draw; all where no party
        has anything to gain.

    Examples
    --------
    >>> gains = np.array([[10.0, 8.0, 3.0], [0.0, 5.0, 10.0]])
    >>> smallest_spread(gains, np.zeros(3, dtype=np.intp)).tolist()
    [False, True, False]
    """
    largest = relative_gains(gains, draw, nothing_to_gain=-np.inf).max(axis=0)
    least = relative_gains(gains, draw, nothing_to_gain=np.inf).min(axis=0)
    return _within(least - largest, draw)


def relative_gains(gains: FloatArray, draw: IntArray, *, nothing_to_gain: float) -> FloatArray:
    """Return each party's gain as a fraction of its largest gain in the same draw.

    Parameters
    ----------
    gains : float64 array, shape (n_parties, n_points)
        Worth minus no deal, points of 100.
    draw : intp array, shape (n_points,)
        Draw of each point, ascending.
    nothing_to_gain : float
        Stands for the fraction of a party whose largest gain in a draw is within `TOLERANCE`.

    Returns
    -------
    float64 array, shape (n_parties, n_points)
        Fractions, at most 1.
    """
    ideal = np.stack([_largest(row, draw) for row in gains])
    relative = np.full_like(gains, nothing_to_gain)
    np.divide(gains, ideal, out=relative, where=ideal > TOLERANCE)
    return relative


def least_relative_gains(worth: FloatArray, no_deal: FloatArray, agreed: BoolArray) -> FloatArray:
    """Return for every settlement the relative gain of the party that gains least.

    Parameters
    ----------
    worth : float64 array, shape (n_parties, n_outcomes, n_draws)
        Worth of each outcome to each party at the table, points of 100; at least one party.
    no_deal : float64 array, shape (n_parties, n_draws)
        Worth of no deal, points of 100.
    agreed : bool array, shape (n_outcomes, n_draws)
        Where an outcome is a settlement.

    Returns
    -------
    float64 array, shape (n_outcomes, n_draws)
        0 to 1: what `kalai_smorodinsky` makes as large as possible. 0 where the outcome is no
        settlement, and where no settlement of the draw gives any party a gain.
    """
    least = np.where(agreed, np.inf, 0.0)
    for row, base in zip(worth, no_deal, strict=True):
        gain = row - base
        most = np.where(agreed, gain, -np.inf).max(axis=0)
        gains = most > TOLERANCE
        relative = np.maximum(gain, 0.0) / np.where(gains, most, 1.0)
        np.minimum(least, relative, out=least, where=agreed & gains)
    least[np.isinf(least)] = 0.0
    return least


def _largest_sorted(rows: FloatArray, draw: IntArray) -> BoolArray:
    """Return the points whose entries, sorted from the smallest up, are largest one by one."""
    found = np.ones(rows.shape[1], dtype=np.bool_)
    for row in np.sort(rows, axis=0):
        found &= _within(np.where(found, row, -np.inf), draw)
    return found


def _groups(draw: IntArray) -> tuple[IntArray, IntArray]:
    """Return the first column of each draw, and for each column the running number of its draw."""
    is_first = np.empty(len(draw), dtype=np.bool_)
    is_first[0] = True
    np.not_equal(draw[1:], draw[:-1], out=is_first[1:])
    return np.flatnonzero(is_first), np.cumsum(is_first) - 1


def _first_largest(values: FloatArray, starts: IntArray, group: IntArray) -> IntArray:
    """Return the first column with the largest value, for each group."""
    largest = np.maximum.reduceat(values, starts)
    candidates = np.flatnonzero(values == largest[group])
    first, _ = _groups(group[candidates])
    return candidates[first]


def _largest(values: FloatArray, draw: IntArray) -> FloatArray:
    """Return for each column the largest value of its draw."""
    if not len(draw):
        return values
    starts, group = _groups(draw)
    largest: NDArray[np.float64] = np.maximum.reduceat(values, starts)[group]
    return largest


def _within(values: FloatArray, draw: IntArray) -> BoolArray:
    """Return where a value is the largest of its draw, within `TOLERANCE`."""
    return np.asarray(values >= _largest(values, draw) - TOLERANCE, dtype=np.bool_)
