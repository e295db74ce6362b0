"""Numbers over the draws -> shares and intervals."""

from fractions import Fraction
from math import frexp

import numpy as np
from numpy.typing import NDArray

from detente.analysis.finding import Interval, Share
from detente.kernels.outcomes import BoolArray


def share(n: int, of: int) -> Share:
    """Return `n` of `of` as a share; 0 where `of` is 0."""
    return Share(share=n / of if of else 0.0, n=int(n), of=int(of))


def share_of(holds: BoolArray) -> Share:
    """Return the share of draws in which something holds; one entry per draw, shape (n_draws,)."""
    return share(int(holds.sum()), holds.size)


def interval(numbers: NDArray[np.float64] | NDArray[np.intp]) -> Interval:
    """Return the spread of a number over the draws, in its own unit.

    Parameters
    ----------
    numbers : array, shape (n_draws,)
        One number per draw it was looked at in; none gives all zeros.

    Returns
    -------
    Interval
        10th, 50th and 90th percentile (linear between neighbours, [Hyndman1996]_ type 7) and
        mean. The order of the draws does not matter, not even in the last digit.

    References
    ----------
    .. [Hyndman1996] Hyndman, R. J., Fan, Y. (1996). Sample Quantiles in Statistical Packages.
       The American Statistician 50(4), 361-365. https://doi.org/10.1080/00031305.1996.10473566
    """
    if not numbers.size:
        return Interval(low=0.0, mid=0.0, high=0.0, mean=0.0)
    ascending = np.sort(numbers.astype(np.float64))
    low, mid, high = (_percentile(ascending, fraction) for fraction in (0.1, 0.5, 0.9))
    return Interval(low=low, mid=mid, high=high, mean=exact_sum(numbers) / numbers.size)


def _percentile(ascending: NDArray[np.float64], fraction: float) -> float:
    """Return what `np.percentile` does, without its overhead."""
    place = (ascending.size - 1) * fraction
    before = int(place)
    below, above = float(ascending[before]), float(ascending[min(before + 1, ascending.size - 1)])
    step, part = above - below, place - before
    return above - step * (1 - part) if part >= 0.5 else below + step * part


def exact_sum(numbers: NDArray[np.float64] | NDArray[np.intp]) -> float:
    """Return the sum, rounded once, so that the order of the numbers does not matter.

    Parameters
    ----------
    numbers : array, shape (n,)
        Finite numbers, in any unit.

    Returns
    -------
    float
        What `math.fsum` returns, several times faster: numbers are split into whole multiples of
        two small units, which are summed as integers. Parts below 2**-80 of the largest number
        are dropped.
    """
    if numbers.dtype.kind == "i":
        return float(int(numbers.sum()))
    largest = float(np.abs(numbers).max(initial=0.0))
    if largest == 0.0:
        return 0.0
    room = 61 - numbers.size.bit_length()
    shift = room - frexp(largest)[1]
    scaled = np.ldexp(numbers, shift)
    whole = np.floor(scaled)
    rest = np.floor(np.ldexp(scaled - whole, room))
    total = (int(whole.astype(np.int64).sum()) << room) + int(rest.astype(np.int64).sum())
    return float(Fraction(total) / Fraction(2) ** (room + shift))
