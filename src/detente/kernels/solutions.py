"""Solutions among the efficient settlements, compared exactly: whole numbers, no rounding.

Everything here looks at *gains*: worth minus no deal, in whole units, one row per party at the
table, one column per distinct vector of a complete frontier (`kernels/frontier.py`). Every
function marks all columns that tie. Efficient settlements hold every party's best settlement, so
a party's largest gain over the columns is its largest gain over all settlements: its *ideal* gain.
A party whose ideal gain is not above zero has nothing to gain and is left out of relative gains.
Where a quota lets a settlement pass without a party, its gain can be below zero.
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from math import gcd, lcm, log, prod

import numpy as np

from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.problem import MAX_WHOLE

MAX_POWER = 4096
"""Influence whose smallest whole ratio sums to more is compared by logarithms."""

_DIGITS = 60
_TIE = Decimal(10) ** -45
_CLOSE = 1e-9


def gains_of(worth: IntArray, no_deal: Sequence[int]) -> IntArray:
    """Return what each party gains over no deal.

    Parameters
    ----------
    worth : int64 or object array, shape (n_parties, n_vectors)
        Worth in units.
    no_deal : sequence of int, length n_parties
        Worth of no deal in units.

    Returns
    -------
    int64 or object array, shape (n_parties, n_vectors)
        Units.
    """
    return worth - np.array(no_deal, dtype=worth.dtype).reshape(-1, 1)


def nash(
    gains: IntArray, unit: Sequence[Fraction], influence: Sequence[Fraction] | None = None
) -> BoolArray:
    """Return the vectors with the largest product of gains [Nash1950]_.

    With `influence` the largest product of gains to the power of each party's influence
    [Kalai1977b]_: the weighted, or asymmetric, Nash solution.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units.
    unit : sequence of Fraction, length n_parties
        Points of 100 that one unit is.
    influence : sequence of Fraction, length n_parties, optional
        Weights, not negative. A party without influence has no say; where none has any, or without
        the argument, all weigh the same.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the largest product.

    Notes
    -----
    Where no vector gives every party a gain, the vectors with most gaining parties (with
    influence: with the largest sum of influence of gaining parties) are compared by the product of
    their positive gains in points of 100, as in the maximum Nash welfare rule [Caragiannis2019]_.
    Multiplying one party's gains by a positive constant changes nothing where some vector gives
    every party a gain.

    Products are whole numbers and compared as such: floating-point logarithms only drop vectors
    that are smaller by more than one part in 10^9. Where the influences in smallest whole numbers
    sum to more than `MAX_POWER`, logarithms with 60 digits are compared instead; weighted means of
    logarithms that differ by no more than 10^-45 tie.

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
    >>> gains = np.array([[9, 5, 1], [1, 6, 9]])
    >>> nash(gains, [Fraction(1), Fraction(1)]).tolist()
    [False, True, False]
    >>> nash(gains, [Fraction(1), Fraction(1)], [Fraction(5), Fraction(1)]).tolist()
    [True, False, False]
    """
    powers = _powers(influence, len(gains))
    say = [row for row, power in enumerate(powers) if power]
    powers = [powers[row] for row in say]
    points = _whole(gains[say], [unit[row] for row in say])
    gaining = points > 0
    weight = (gaining * np.array(powers, dtype=object)[:, None]).sum(axis=0)
    marked = np.zeros(gains.shape[1], dtype=np.bool_)
    if not marked.size:
        return marked
    leading = np.flatnonzero(weight == weight.max())
    marked[leading[_largest_product(np.where(gaining, points, 1)[:, leading], powers)]] = True
    return marked


def kalai_smorodinsky(gains: IntArray) -> BoolArray:
    """Return the vectors with the largest least relative gain [KalaiSmorodinsky1975]_.

    A party's relative gain is its gain as a fraction of its ideal gain, the most that any
    settlement gives it. On finitely many outcomes the point of equal relative gains need not
    exist; the largest minimum takes its place.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units, of all efficient settlements.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the largest minimum; all where no party has anything to gain.

    References
    ----------
    .. [KalaiSmorodinsky1975] Kalai, E., Smorodinsky, M. (1975). Other Solutions to Nash's
       Bargaining Problem. Econometrica 43(3), 513-518. https://doi.org/10.2307/1914280

    Examples
    --------
    >>> kalai_smorodinsky(np.array([[10, 6, 5], [1, 3, 4]])).tolist()
    [False, True, False]
    """
    return _largest_least(relative_gains(gains))


def kalai_smorodinsky_leximin(gains: IntArray) -> BoolArray:
    """Return the vectors of `kalai_smorodinsky` that are best for the next poorest, and so on.

    Relative gains of each vector, sorted from the smallest up, are compared like words in a
    dictionary [Imai1983]_; the largest remain.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units, of all efficient settlements.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the largest sorted relative gains.

    References
    ----------
    .. [Imai1983] Imai, H. (1983). Individual Monotonicity and Lexicographic Maxmin Solution.
       Econometrica 51(2), 389-401. https://doi.org/10.2307/1911997
    """
    return _largest_sorted(relative_gains(gains))


def egalitarian(gains: IntArray, unit: Sequence[Fraction]) -> BoolArray:
    """Return the vectors with the largest least gain, in points of 100 [Kalai1977]_.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units.
    unit : sequence of Fraction, length n_parties
        Points of 100 that one unit is.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the largest minimum, all parties looked at.

    Notes
    -----
    Compares points of 100 across parties as if they were alike; `kalai_smorodinsky` does not.

    References
    ----------
    .. [Kalai1977] Kalai, E. (1977). Proportional Solutions to Bargaining Situations:
       Interpersonal Utility Comparisons. Econometrica 45(7), 1623-1630.
       https://doi.org/10.2307/1913954

    Examples
    --------
    >>> gains = np.array([[10, 6, 5], [1, 3, 4]])
    >>> egalitarian(gains, [Fraction(1), Fraction(2)]).tolist()
    [False, True, False]
    """
    return _largest_least(_whole(gains, unit))


def egalitarian_leximin(gains: IntArray, unit: Sequence[Fraction]) -> BoolArray:
    """Return the vectors of `egalitarian` that are best for the next poorest, and so on.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units.
    unit : sequence of Fraction, length n_parties
        Points of 100 that one unit is.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the largest gains in points of 100, sorted from the smallest up and
        compared like words in a dictionary.
    """
    return _largest_sorted(_whole(gains, unit))


def utilitarian(gains: IntArray) -> BoolArray:
    """Return the vectors with the largest sum of relative gains.

    Relative as in `kalai_smorodinsky`, so that the scale a party's values were written on has no
    say (the sum of relative utilities, [Dhillon1999]_): each party's worth is normalized to 0 at no
    deal and 1 at its best settlement. A party with nothing to gain adds nothing.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units, of all efficient settlements.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the largest sum; all where no party has anything to gain.

    References
    ----------
    .. [Dhillon1999] Dhillon, A., Mertens, J.-F. (1999). Relative Utilitarianism. Econometrica
       67(3), 471-498. https://doi.org/10.1111/1468-0262.00033
    """
    relative = relative_gains(gains)
    if not relative.size:
        return np.ones(gains.shape[1], dtype=np.bool_)
    total = relative.sum(axis=0)
    return np.asarray(total == total.max(), dtype=np.bool_)


def smallest_spread(gains: IntArray) -> BoolArray:
    """Return the vectors whose largest and smallest relative gain lie closest together.

    The rule that NegMAS and others call Kalai-Smorodinsky; it can leave the poorest party
    with less than `kalai_smorodinsky` does. The ideal here is taken over the settlements, as in
    `kalai_smorodinsky`; other tools take it over all outcomes and can name another vector.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units, of all efficient settlements.

    Returns
    -------
    bool array, shape (n_vectors,)
        Every vector with the smallest difference; all where no party has anything to gain.

    Examples
    --------
    >>> smallest_spread(np.array([[10, 8, 3], [0, 5, 10]])).tolist()
    [False, True, False]
    """
    relative = relative_gains(gains)
    if not relative.size:
        return np.ones(gains.shape[1], dtype=np.bool_)
    spread = relative.max(axis=0) - relative.min(axis=0)
    return np.asarray(spread == spread.min(), dtype=np.bool_)


def relative_gains(gains: IntArray) -> IntArray:
    """Return relative gains of the parties that have something to gain, on one whole scale.

    Parameters
    ----------
    gains : int64 or object array, shape (n_parties, n_vectors)
        Gain over no deal in units, of all efficient settlements.

    Returns
    -------
    int64 or object array, shape (n_parties that have something to gain, n_vectors)
        Gain divided by ideal gain, times a number that is the same everywhere.
    """
    if not gains.shape[1]:
        return gains
    ideal = [int(row.max()) for row in gains]
    rows = [row for row, most in enumerate(ideal) if most > 0]
    return _whole(gains[rows], [Fraction(1, ideal[row]) for row in rows])


def _whole(gains: IntArray, factors: Sequence[Fraction]) -> IntArray:
    """Return rows times their factors, times one common number that makes them all whole."""
    if not gains.size:
        return gains
    denominator = lcm(*(factor.denominator for factor in factors))
    whole = [int(factor * denominator) for factor in factors]
    shared = gcd(*whole)
    whole = [factor // shared for factor in whole]
    largest = sum(
        max(abs(int(row.max())), abs(int(row.min()))) * factor
        for row, factor in zip(gains, whole, strict=True)
    )
    dtype = np.int64 if largest < MAX_WHOLE else object
    return np.asarray(gains.astype(dtype) * np.array(whole, dtype=dtype)[:, None])


def _largest_least(rows: IntArray) -> BoolArray:
    """Return the columns with the largest smallest entry; all without rows."""
    if not rows.size:
        return np.ones(rows.shape[1], dtype=np.bool_)
    least = rows.min(axis=0)
    return np.asarray(least == least.max(), dtype=np.bool_)


def _largest_sorted(rows: IntArray) -> BoolArray:
    """Return the columns whose sorted entries come last in the order of a dictionary."""
    found = np.ones(rows.shape[1], dtype=np.bool_)
    for row in np.sort(rows, axis=0) if rows.size else ():
        found &= row == row[found].max()
    return found


def _powers(influence: Sequence[Fraction] | None, n_parties: int) -> list[int]:
    """Return influence in smallest whole numbers; ones where nobody has any."""
    if influence is None or not any(influence):
        return [1] * n_parties
    denominator = lcm(*(weight.denominator for weight in influence))
    whole = [int(weight * denominator) for weight in influence]
    return [power // gcd(*whole) for power in whole]


def _largest_product(points: IntArray, powers: Sequence[int]) -> IntArray:
    """Return the columns with the largest product of positive entries to the power of rows."""
    share = np.array([float(Fraction(power, sum(powers))) for power in powers])
    mean = share @ _logarithms(points)
    close = np.flatnonzero(mean >= mean.max() - _CLOSE)
    columns = [[int(point) for point in column] for column in points[:, close].T]
    if sum(powers) <= MAX_POWER:
        products = [prod(map(pow, column, powers)) for column in columns]
        best = max(products)
        return close[[product == best for product in products]]
    with localcontext(prec=_DIGITS):
        means = [_mean_logarithm(column, powers) for column in columns]
        least = max(means) - _TIE
        return close[[value >= least for value in means]]


def _logarithms(points: IntArray) -> FloatArray:
    if points.dtype == object:
        return np.asarray(np.frompyfunc(log, 1, 1)(points), dtype=np.float64)
    return np.log(points)


def _mean_logarithm(column: Sequence[int], powers: Sequence[int]) -> Decimal:
    total = Decimal(0)
    for point, power in zip(column, powers, strict=True):
        total += power * Decimal(point).ln()
    return total / sum(powers)
