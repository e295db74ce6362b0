"""Where an issue is likely to end, as a distribution, from places, weights and a calibration.

Two parts are mixed: the menu, that is the places parties have named, each the likelier the nearer
it is to the weighted mean; and past errors, around the middle between that mean and the menu's.
"""

from typing import NamedTuple

import numpy as np

from detente.kernels.outcomes import BoolArray, FloatArray
from detente.kernels.places import stated

BOTTOM, TOP = 0.0, 100.0
"""Ends of the scale."""
PULL = 0.5
"""Part of the way from the weighted mean to the mean of the menu at which errors lie."""
SAME_PLACE = 0.5
"""Places at most this far apart are one entry of the menu, in points."""


class Calibration(NamedTuple):
    """What was learned from issues whose outcome is known; no row of any table."""

    menu_share: float
    """Probability of the menu, 0 to 1; the rest is that of past errors."""
    reach: float
    """Points of distance from the mean over which an entry becomes less likely by a factor e."""
    middle: float
    """Weight of the middle between the lowest and the highest place as an entry of the menu."""
    scale_base: float
    """Mean absolute error, in points, where all parties agree."""
    scale_spread: float
    """Points by which it grows with each point of spread of the places."""
    errors: FloatArray
    """Quantiles of the absolute error divided by that scale, ascending, equally likely."""
    tail_50: float
    """Probability left out on either side of the interval that covered 50 percent."""
    tail_80: float
    """The same of the interval that covered 80 percent."""


def predictive(
    position: FloatArray,
    weight: FloatArray,
    calibration: Calibration,
    menu: FloatArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return the distribution of the outcome of one issue as weighted points.

    Parameters
    ----------
    position : float64 array, shape (n_draws, n_parties)
        Places on the scale, 0 to 100 points; NaN where a party has none. Each row needs one.
    weight : float64 array, shape (n_draws, n_parties)
        Influence x salience, from 0, in any unit. All 0: parties count alike.
    calibration : Calibration
        What past issues taught.
    menu : float64 array, shape (n_entries,) or (n_draws, n_entries), optional
        Places of the options of the issue, in points of 100, NaN for none. Those outside the range
        of the parties' places are left out, unless none is inside. Default: the places
        of the parties, equal ones counted once.

    Returns
    -------
    value : float64 array, shape (n_draws, n_points)
        Points, 0 to 100.
    probability : float64 array, shape (n_draws, n_points)
        How likely each is; every row sums to 1. To carry draws through, pool the rows.

    Notes
    -----
    Time O(n_draws * (n_parties ** 2 + n_points)). The order of parties plays no part, and
    reversing the scale reverses the distribution (tested).
    """
    entries, likely = menu_part(position, weight, calibration.reach, calibration.middle, menu)
    around, spread = error_center(position, weight, entries, likely)
    errors, likely_errors = errors_part(around, spread, calibration)
    return mixture((errors, entries), (likely_errors, likely), calibration.menu_share)


def mixture(
    values: tuple[FloatArray, FloatArray],
    weights: tuple[FloatArray, FloatArray],
    second_share: float,
) -> tuple[FloatArray, FloatArray]:
    """Return two distributions as one.

    Parameters
    ----------
    values, weights : pairs of float64 arrays, shape (n_draws, n_points)
        The two distributions, in any unit; weights of each row sum to 1.
    second_share : float
        Probability of the second, 0 to 1.

    Returns
    -------
    value, weight : float64 arrays, shape (n_draws, sum of n_points)
        Points of both side by side, with weights that sum to 1.
    """
    parts = (weights[0] * (1.0 - second_share), weights[1] * second_share)
    return np.concatenate(values, axis=1), np.concatenate(parts, axis=1)


def center_and_spread(position: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the weighted mean of places and their weighted standard deviation.

    Parameters
    ----------
    position, weight : float64 arrays, shape (n_draws, n_parties)
        As in `predictive`, in points of 100.

    Returns
    -------
    center, spread : float64 arrays, shape (n_draws,)
        In points of 100.
    """
    rows = stated(position, weight)
    place = np.where(rows.share > 0, rows.position, 0.0)
    center = (rows.share * place).sum(axis=1)
    variance = (rows.share * (place - center[:, None]) ** 2).sum(axis=1)
    return center, np.sqrt(variance)


def error_center(
    position: FloatArray, weight: FloatArray, entries: FloatArray, likely: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the points that errors lie around, and the spread of the places.

    Parameters
    ----------
    position, weight : float64 arrays, shape (n_draws, n_parties)
        As in `predictive`, in points of 100.
    entries, likely : float64 arrays, shape (n_draws, n_entries)
        The menu as `menu_part` gives it.

    Returns
    -------
    around, spread : float64 arrays, shape (n_draws,)
        In points of 100; `around` is `PULL` of the way from the weighted mean to the menu's.
    """
    center, spread = center_and_spread(position, weight)
    return center + PULL * ((entries * likely).sum(axis=1) - center), spread


def errors_part(
    around: FloatArray, spread: FloatArray, calibration: Calibration
) -> tuple[FloatArray, FloatArray]:
    """Return past errors laid around a point, as often up as down.

    Parameters
    ----------
    around, spread : float64 arrays, shape (n_draws,)
        What `error_center` gives, in points of 100.
    calibration : Calibration
        Its scale and errors are used.

    Returns
    -------
    value, probability : float64 arrays, shape (n_draws, 2 * n_errors)
        Points cut off at the ends of the scale, all equally likely.
    """
    scale = error_scale(spread, calibration.scale_base, calibration.scale_spread)
    both_ways = np.concatenate([-calibration.errors, calibration.errors])
    value = np.clip(around[:, None] + scale[:, None] * both_ways, BOTTOM, TOP)
    return value, np.full(value.shape, 1.0 / len(both_ways))


def error_scale(spread: FloatArray, base: float, by_spread: float) -> FloatArray:
    """Return the mean absolute error to expect at a spread of places.

    Parameters
    ----------
    spread : float64 array, shape (n_draws,)
        Standard deviation of places, in points of 100.
    base, by_spread : float
        Error in points without any spread, and its growth by each point of spread.

    Returns
    -------
    float64 array, shape (n_draws,)
        In points of 100, at least 1.
    """
    return np.maximum(base + by_spread * spread, 1.0)


def menu_part(
    position: FloatArray,
    weight: FloatArray,
    reach: float,
    middle: float,
    menu: FloatArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return the entries of the menu, each the likelier the nearer it is to the weighted mean.

    Parameters
    ----------
    position, weight : float64 arrays, shape (n_draws, n_parties)
        As in `predictive`, in points of 100.
    reach, middle : float
        As in `Calibration`.
    menu : float64 array, shape (n_entries,) or (n_draws, n_entries), optional
        As in `predictive`.

    Returns
    -------
    value, probability : float64 arrays, shape (n_draws, n_entries + 1)
        Entries in the order given, then the middle; absent ones have a probability of 0.
    """
    center, _ = center_and_spread(position, weight)
    low = np.nanmin(position, axis=1, keepdims=True)
    high = np.nanmax(position, axis=1, keepdims=True)
    entries = position
    if menu is not None:
        entries = np.broadcast_to(menu, (len(position), menu.shape[-1]))
    present = ~np.isnan(entries)
    if menu is not None:
        inside = present & (entries >= low - SAME_PLACE) & (entries <= high + SAME_PLACE)
        present = np.where(inside.any(axis=1, keepdims=True), inside, present)
    value = np.concatenate([np.where(present, entries, center[:, None]), (low + high) / 2], axis=1)
    base = np.concatenate([_once(entries, present), np.full(low.shape, middle)], axis=1)
    likely = base * np.exp(-np.abs(value - center[:, None]) / reach)
    return value, likely / likely.sum(axis=1, keepdims=True)


def _once(entries: FloatArray, present: BoolArray) -> FloatArray:
    """Return weights with which entries at the same place count as one together."""
    near = np.abs(entries[:, :, None] - entries[:, None, :]) <= SAME_PLACE
    alike = (near & present[:, None, :]).sum(axis=2)
    return np.where(present, 1.0 / np.maximum(alike, 1), 0.0)
