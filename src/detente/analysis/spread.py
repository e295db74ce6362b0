"""Numbers over the draws -> shares and intervals."""

from math import fsum

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
    low, mid, high = np.percentile(numbers, [10, 50, 90])
    mean = fsum(numbers.tolist()) / numbers.size
    return Interval(low=float(low), mid=float(mid), high=float(high), mean=mean)
