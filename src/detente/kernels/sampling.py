"""Even, seeded points in the unit cube (padded scrambled Sobol), and their places in ranges."""

from math import ceil, log2

import numpy as np
from scipy.stats import qmc

from detente.kernels.outcomes import FloatArray

BLOCK = 8
"""Dimensions that share one Sobol sequence."""


def unit_points(n_dimensions: int, n_draws: int, rng: np.random.Generator) -> FloatArray:
    """Return points that fill the unit cube evenly: Latin supercube sampling [Owen1998]_.

    Each `BLOCK` of dimensions has a scrambled Sobol sequence [Sobol1967]_ of its own, with its
    points in an order of its own. One sequence over all dimensions would be simpler, but with
    more than some ten dimensions and a thousand points its pairs of dimensions are visibly
    dependent, and a value that plays no part would seem to decide an answer (tested).

    Parameters
    ----------
    n_dimensions : int
        Number of uncertain values, from 0.
    n_draws : int
        Number of points, at least 1; most even where it is a power of two.
    rng : numpy Generator
        Source of scrambling and order; the same state gives the same points.

    Returns
    -------
    float64 array, shape (n_dimensions, n_draws)
        Coordinates, 0 to 1.

    Notes
    -----
    Where `n_draws` is a power of two, each coordinate falls once into each of `n_draws` equal
    parts of its range. Time and memory O(n_dimensions * n_draws).

    References
    ----------
    .. [Sobol1967] Sobol', I. M. (1967). On the distribution of points in a cube and the
       approximate evaluation of integrals. USSR Computational Mathematics and Mathematical
       Physics 7(4), 86-112. https://doi.org/10.1016/0041-5553(67)90144-9
    .. [Owen1998] Owen, A. B. (1998). Latin supercube sampling for very high-dimensional
       simulations. ACM Transactions on Modeling and Computer Simulation 8(1), 71-102.
       https://doi.org/10.1145/272991.273010
    """
    points = np.empty((n_dimensions, n_draws))
    for start in range(0, n_dimensions, BLOCK):
        size = min(BLOCK, n_dimensions - start)
        sobol = qmc.Sobol(size, scramble=True, seed=rng)
        block = sobol.random_base2(ceil(log2(n_draws)))[:n_draws]
        points[start : start + size] = block[rng.permutation(n_draws)].T
    return points


def in_ranges(unit: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return points of the unit cube as values between `low` and `high`, every one as likely.

    Parameters
    ----------
    unit : float64 array, shape (n_dimensions, n_draws)
        Coordinates, 0 to 1.
    low, high : float64 arrays, shape (n_dimensions,)
        Ends of the ranges, in any unit.

    Returns
    -------
    float64 array, shape (n_dimensions, n_draws)
        Values, in the unit of the ranges, never outside them.
    """
    values: FloatArray = low[:, None] + unit * (high - low)[:, None]
    return np.clip(values, low[:, None], high[:, None])
