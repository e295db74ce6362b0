"""How good forecasts were: points and distributions against what happened.

A distribution is a row of weighted points, so a mixture is its parts side by side.
"""

import numpy as np

from detente.kernels.outcomes import FloatArray, IntArray


def crps(value: FloatArray, weight: FloatArray, outcome: FloatArray) -> FloatArray:
    """Return the continuous ranked probability score, exactly [Gneiting2007]_.

    ``E|X - y| - E|X - X'| / 2``: the absolute error of a forecast that is a distribution. Of a
    single point it is the absolute error.

    Parameters
    ----------
    value : float64 array, shape (n_draws, n_points)
        Points of each distribution, in any order and any unit; finite where the weight is not 0.
    weight : float64 array, shape (n_draws, n_points)
        How likely each point is, from 0; each row needs a positive sum, which need not be 1.
    outcome : float64 array, shape (n_draws,)
        What happened, in the unit of `value`.

    Returns
    -------
    float64 array, shape (n_draws,)
        Scores in the unit of `value`, 0 at best.

    Notes
    -----
    Time O(n_draws * n_points * log(n_points)). Neither the order of points nor splitting one into
    two with its weight between them changes a score (tested).

    References
    ----------
    .. [Gneiting2007] Gneiting, T., Raftery, A. E. (2007). Strictly Proper Scoring Rules,
       Prediction, and Estimation. Journal of the American Statistical Association 102(477),
       359-378. https://doi.org/10.1198/016214506000001437

    Examples
    --------
    >>> import numpy as np
    >>> crps(np.array([[0.0, 100.0]]), np.array([[1.0, 1.0]]), np.array([100.0])).tolist()
    [25.0]
    """
    value, weight = _in_order(value, weight)
    middle = np.cumsum(weight, axis=1) - weight / 2
    error = (weight * np.abs(value - outcome[:, None])).sum(axis=1)
    # Half of E|X - X'|, from the sorted points: each counts by how much lies below and above.
    spread = (weight * value * (2 * middle - 1)).sum(axis=1)
    score: FloatArray = np.maximum(error - spread, 0.0)
    return score


def brier(probability: FloatArray, happened: FloatArray) -> FloatArray:
    """Return the squared distance of each stated probability from 0 or 1 [Brier1950]_.

    Parameters
    ----------
    probability : float64 array, shape (n_forecasts,)
        How likely something was said to be, 0 to 1.
    happened : float64 array, shape (n_forecasts,)
        1 where it happened, 0 where it did not.

    Returns
    -------
    float64 array, shape (n_forecasts,)
        Scores, 0 to 1, 0 at best; 0.25 for "as likely as not". Half of Brier's own sum over the
        two answers.

    References
    ----------
    .. [Brier1950] Brier, G. W. (1950). Verification of forecasts expressed in terms of
       probability. Monthly Weather Review 78(1), 1-3.
       https://doi.org/10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2
    """
    return np.square(probability - happened)


def below_and_up_to(
    value: FloatArray, weight: FloatArray, place: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return how likely each distribution is to fall below a place, and not above it.

    Parameters
    ----------
    value, weight : float64 arrays, shape (n_draws, n_points)
        Distributions as in `crps`, values in any unit.
    place : float64 array, shape (n_draws,)
        One place per distribution, in the unit of `value`.

    Returns
    -------
    below, up_to : float64 arrays, shape (n_draws,)
        ``P(X < place)`` and ``P(X <= place)``, 0 to 1; they differ by what lies exactly there.
    """
    share = weight / weight.sum(axis=1, keepdims=True)
    below = np.minimum((share * (value < place[:, None])).sum(axis=1), 1.0)
    above = (share * (value > place[:, None])).sum(axis=1)
    return below, np.maximum(below, 1.0 - above)


def interval(value: FloatArray, weight: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return the range that leaves out at most `tail` of each distribution on either side.

    Parameters
    ----------
    value, weight : float64 arrays, shape (n_draws, n_points)
        Distributions as in `crps`, values in any unit.
    tail : float
        Probability below the range and above it, 0 to 0.5. With 0.5, `low` and `high` are the
        lowest and the highest median.

    Returns
    -------
    low, high : float64 arrays, shape (n_draws,)
        Lowest point up to which at least `tail` lies, and its mirror image from above: reversing
        a scale exchanges the two (tested).
    """
    value, weight = _in_order(value, weight)
    # A sum of weights that should be exactly the tail may miss it by rounding.
    least = tail - 1e-12
    from_below = np.cumsum(weight, axis=1)
    from_above = np.cumsum(weight[:, ::-1], axis=1)
    rows = np.arange(len(value))
    low = value[rows, np.argmax(from_below >= least, axis=1)]
    high = value[rows, value.shape[1] - 1 - np.argmax(from_above >= least, axis=1)]
    return low, high


def median(value: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the point with as much of each distribution below it as above.

    Parameters
    ----------
    value, weight : float64 arrays, shape (n_draws, n_points)
        Distributions as in `crps`, values in any unit.

    Returns
    -------
    float64 array, shape (n_draws,)
        Medians; the middle between the lowest and the highest where there are several.
    """
    low, high = interval(value, weight, 0.5)
    return (low + high) / 2


def pit_histogram(below: FloatArray, up_to: FloatArray, n_bins: int) -> FloatArray:
    """Return how often outcomes fell into each equal part of their own forecasts [Czado2009]_.

    An outcome on a point that has a probability of its own counts in every part that the point
    covers, in proportion: no dice are thrown. Flat is calibrated; a hump in the middle says that
    forecasts are too wide, high ends that they are too narrow.

    Parameters
    ----------
    below, up_to : float64 arrays, shape (n_forecasts,)
        What `below_and_up_to` gives for the outcomes, 0 to 1.
    n_bins : int
        Number of equal parts of 0 to 1, from 1.

    Returns
    -------
    float64 array, shape (n_bins,)
        Shares, summing to 1.

    References
    ----------
    .. [Czado2009] Czado, C., Gneiting, T., Held, L. (2009). Predictive Model Assessment for
       Count Data. Biometrics 65(4), 1254-1261. https://doi.org/10.1111/j.1541-0420.2009.01191.x
    """
    edges = np.linspace(0.0, 1.0, n_bins + 1)[:, None]
    width = np.where(up_to > below, up_to - below, 1.0)
    covered = np.clip((edges - below) / width, 0.0, 1.0)
    # A continuous forecast jumps from 0 to 1 there; 1 belongs to the last part.
    jump = (edges > below) | (edges == 1.0)
    filled = np.where(up_to > below, covered, jump)
    shares: FloatArray = np.diff(filled, axis=0).mean(axis=1)
    return shares


def cluster_bootstrap(
    difference: FloatArray, cluster: IntArray, n_resamples: int, rng: np.random.Generator
) -> FloatArray:
    """Return means of differences over clusters drawn with replacement [Cameron2008]_.

    Issues of one dossier are settled together, so they are drawn together. Paired: what is drawn
    are differences of two forecasts on the same issue.

    Parameters
    ----------
    difference : float64 array, shape (n_issues,)
        One number per issue, such as the score of one forecast minus that of another.
    cluster : intp array, shape (n_issues,)
        Number of the dossier of each issue, from 0 without gaps.
    n_resamples : int
        How often all dossiers are drawn.
    rng : numpy Generator
        Source of the draws; the same state gives the same means.

    Returns
    -------
    float64 array, shape (n_resamples,)
        Means over the issues drawn, in the unit of `difference`.

    References
    ----------
    .. [Cameron2008] Cameron, A. C., Gelbach, J. B., Miller, D. L. (2008). Bootstrap-Based
       Improvements for Inference with Clustered Errors. Review of Economics and Statistics
       90(3), 414-427. https://doi.org/10.1162/rest.90.3.414
    """
    n_clusters = int(cluster.max()) + 1
    total = np.bincount(cluster, difference, n_clusters)
    size = np.bincount(cluster, minlength=n_clusters)
    drawn = rng.integers(0, n_clusters, (n_resamples, n_clusters))
    means: FloatArray = total[drawn].sum(axis=1) / size[drawn].sum(axis=1)
    return means


def _in_order(value: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return points in ascending order and weights that sum to 1; one without weight is 0."""
    placed = np.where(weight > 0, value, 0.0)
    order = np.argsort(placed, axis=1, kind="stable")
    share = weight / weight.sum(axis=1, keepdims=True)
    return np.take_along_axis(placed, order, axis=1), np.take_along_axis(share, order, axis=1)
