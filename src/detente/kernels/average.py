"""Weighted mean and median of the places of parties, and the mean without each of them."""

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from detente.kernels.outcomes import FloatArray
from detente.kernels.places import Stated, stated

Tie: TypeAlias = Literal["midpoint", "mean", "lower", "upper"]

_HALF = 1e-12
"""Shares this near to one half are one half."""


def weighted_mean(position: ArrayLike, weight: ArrayLike) -> FloatArray:
    """Return the mean of the places, weighted by influence times salience [StokmanVanOosten1994]_.

    The same point maximizes the product of gains where no agreement is far worse than any place
    on the scale, and utility falls with the square of the distance [Achen2006]_.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places in any unit; NaN: not in the sum.
    weight : array_like, shape (..., n_parties)
        Influence times salience, not negative, in any unit.

    Returns
    -------
    float64 array, shape (...)
        Places in the same unit, never outside the stated ones. Where nobody has weight, the plain
        mean.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    Notes
    -----
    Time O(n_draws * n_parties). Reversing the scale reverses the mean (tested).

    References
    ----------
    .. [StokmanVanOosten1994] Stokman, F. N., Van Oosten, R. (1994). The Exchange of Voting
       Positions: An Object-Oriented Model of Policy Networks. In: Bueno de Mesquita, B., Stokman,
       F. N. (eds.), European Community Decision Making. Yale University Press.
       ISBN 978-0-300-05759-1
    .. [Achen2006] Achen, C. H. (2006). Institutional Realism and Bargaining Models. In: Thomson,
       R., Stokman, F. N., Achen, C. H., König, T. (eds.), The European Union Decides, ch. 4.
       Cambridge University Press. ISBN 978-0-521-86189-2

    Examples
    --------
    >>> float(weighted_mean([0.0, 100.0, np.nan], [3.0, 1.0, 9.0]))
    25.0
    """
    rows = stated(position, weight)
    return rows.shaped(_means(rows))


def weighted_median(position: ArrayLike, weight: ArrayLike, *, tie: Tie = "midpoint") -> FloatArray:
    """Return the place with at most half of the weight on either side [Black1948]_.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places in any unit; NaN: not in the sum.
    weight : array_like, shape (..., n_parties)
        Influence times salience, not negative, in any unit.
    tie : {"midpoint", "mean", "lower", "upper"}
        Where exactly half of the weight lies on either side of a gap, every place in it is a
        median. ``midpoint`` (default) takes its middle: like the two next rules it has no
        preference for an end of the scale, and it is the usual one. ``mean`` takes the place
        nearest to the weighted mean, to which the Nash solution with linear utility goes as
        failure gets worse. ``lower`` and ``upper`` take an end of the gap, a place that somebody
        stated; reversing the scale swaps them.

    Returns
    -------
    float64 array, shape (...)
        Places in the same unit. Where nobody has weight, the plain median.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    Notes
    -----
    Parties without weight are not looked at, so that a gap ends at places with weight whichever
    way the scale runs. Shares within 10^-12 of one half are one half, so that rounding does not
    break a tie. Time O(n_draws * n_parties * log n_parties).

    References
    ----------
    .. [Black1948] Black, D. (1948). On the Rationale of Group Decision-making. Journal of Political
       Economy 56(1), 23-34. https://doi.org/10.1086/256633

    Examples
    --------
    >>> float(weighted_median([0.0, 40.0, 100.0], [1.0, 1.0, 2.0]))
    70.0
    """
    rows = stated(position, weight)
    low, high = median_gap(rows)
    if tie == "lower":
        return rows.shaped(low)
    if tie == "upper":
        return rows.shaped(high)
    if tie == "mean":
        return rows.shaped(np.clip(_means(rows), low, high))
    return rows.shaped(low + (high - low) / 2)


def median_gap(rows: Stated) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest median.

    Parameters
    ----------
    rows : Stated
        Places and shares.

    Returns
    -------
    two float64 arrays, shape (n_rows,)
        Places, in the unit of the scale; equal unless the weight falls into halves.
    """
    order = np.argsort(rows.position, axis=1)
    places = np.take_along_axis(rows.position, order, axis=1)
    below = np.cumsum(np.take_along_axis(rows.share, order, axis=1), axis=1)
    ends = [(below >= 0.5 - _HALF).argmax(axis=1), (below > 0.5 + _HALF).argmax(axis=1)]
    low, high = (np.take_along_axis(places, end[:, None], axis=1)[:, 0] for end in ends)
    return low, high


def each_without(position: ArrayLike) -> FloatArray:
    """Return the places once without each party, for any model to be asked again.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places in any unit.

    Returns
    -------
    float64 array, shape (n_parties, ..., n_parties)
        The same, with NaN for party p in slab p.
    """
    places = np.asarray(position, dtype=np.float64)
    slabs = np.repeat(places[None], places.shape[-1], axis=0)
    parties = np.arange(places.shape[-1])
    slabs[parties, ..., parties] = np.nan
    return slabs


def mean_without(position: ArrayLike, weight: ArrayLike) -> FloatArray:
    """Return by how much the weighted mean changes when a party is left out.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places in any unit; NaN: not in the sum.
    weight : array_like, shape (..., n_parties)
        Influence times salience, not negative, in any unit.

    Returns
    -------
    float64 array, shape (..., n_parties)
        Mean without the party minus mean with it, in the unit of the places: its share times
        (mean - its place) over one minus its share. 0 for a party without a position; NaN where
        nobody else has one, for then there is no mean without it.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    Notes
    -----
    The mean of the others is taken as such, so that nothing cancels where one party has nearly
    all the weight; where the others have none, it is their plain mean. Time
    O(n_draws * n_parties^2).

    Examples
    --------
    >>> mean_without([0.0, 50.0, 100.0], [1.0, 1.0, 2.0]).round(3).tolist()
    [20.833, 4.167, -37.5]
    """
    rows = stated(position, weight)
    with_all = _means(rows)
    change = np.zeros_like(rows.position)
    for party in range(rows.position.shape[1]):
        others = rows.position.copy()
        others[:, party] = np.nan
        alone = np.isnan(others).all(axis=1)
        change[alone, party] = np.nan
        kept = ~alone
        if kept.any():
            left = stated(others[kept], rows.share[kept])
            change[kept, party] = _means(left) - with_all[kept]
    change[np.isnan(rows.position)] = 0.0
    return rows.shaped(change)


def _means(rows: Stated) -> FloatArray:
    places = np.where(rows.share > 0, rows.position, 0.0)
    total = np.einsum("rp,rp->r", places, rows.share)
    low, high = np.nanmin(rows.position, axis=1), np.nanmax(rows.position, axis=1)
    means: FloatArray = np.clip(total, low, high)
    return means
