"""What can pass against the reference point on one scale, and what an agenda setter makes of it."""

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray
from detente.kernels.places import POINTS, Scale, Stated, stated

_REACHED = 1e-12
"""Shares of the votes this little below the quota reach it."""


def acceptable(
    position: ArrayLike,
    reference: ArrayLike,
    *,
    cost: float = 0.0,
    scale: Scale = POINTS,
) -> tuple[FloatArray, FloatArray]:
    """Return what each party prefers to the reference point, or likes as much.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places on the scale; NaN: none.
    reference : array_like, shape () or (...)
        Place that stays or comes about if nothing passes.
    cost : float
        How much farther than the reference point, in points of the scale, a party still goes to
        avoid failure. 0 (default) is the rule word for word.
    scale : (float, float)
        Ends of the scale.

    Returns
    -------
    two float64 arrays, shape (..., n_parties)
        Lowest and highest acceptable place, in the unit of the scale: from the reference point to
        its mirror image behind the party's place. NaN for a party without a position.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    Examples
    --------
    >>> low, high = acceptable([10.0, 40.0, 90.0], 20.0)
    >>> low.tolist(), high.tolist()
    ([0.0, 20.0, 20.0], [20.0, 60.0, 100.0])
    """
    rows = stated(position, 1.0, scale=scale)
    low, high = _ends(rows, rows.reference(reference, scale), cost, scale)
    shape = (*rows.lead, rows.position.shape[1])
    return low.reshape(shape), high.reshape(shape)


def pivots(
    position: ArrayLike, votes: ArrayLike, *, quota: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return the places of the two parties whose votes complete a quota.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places in any unit; NaN: does not vote.
    votes : array_like, shape (..., n_parties)
        Votes, not negative, in any unit.
    quota : array_like, shape () or (...)
        Share of the votes of those with a position that a decision needs, above 0 to 1.

    Returns
    -------
    two float64 arrays, shape (...)
        Place of the pivot for a move up, the last one needed when votes are counted from the top
        of the scale, and for a move down, counted from the bottom; in the unit given. With a quota
        over one half the first is not above the second, and between them nothing can pass.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    Examples
    --------
    >>> up, down = pivots([0.0, 10.0, 60.0, 90.0], [1.0, 1.0, 1.0, 1.0], quota=0.75)
    >>> float(up), float(down)
    (10.0, 60.0)
    """
    rows = stated(position, votes)
    places, needed = np.nan_to_num(rows.position), _quota(quota, rows)
    up = _reached(places, rows.share, needed)
    down = -_reached(-places, rows.share, needed)
    return rows.shaped(up), rows.shaped(down)


def passing(
    position: ArrayLike,
    votes: ArrayLike,
    reference: ArrayLike,
    *,
    quota: ArrayLike = 1.0,
    vetoes: ArrayLike | None = None,
    cost: float = 0.0,
    scale: Scale = POINTS,
) -> tuple[FloatArray, FloatArray]:
    """Return the places that a quota and every party with a veto accept [Tsebelis2002]_.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places on the scale; NaN: does not vote.
    votes : array_like, shape (..., n_parties)
        Votes, not negative, in any unit; 0 for a party that has none, or only a veto. Where nobody
        has any, all have the same.
    reference : array_like, shape () or (...)
        Place that stays or comes about if nothing passes.
    quota : array_like, shape () or (...)
        Share of the votes of those with a position that a decision needs, above 0 to 1. The
        default is unanimity: what the consent of all at the table means.
    vetoes : array_like of bool, shape (n_parties,) or (..., n_parties), optional
        Who must accept besides; by default nobody.
    cost : float
        How much farther than the reference point a party still goes, in points of the scale.
    scale : (float, float)
        Ends of the scale.

    Returns
    -------
    two float64 arrays, shape (...)
        Lowest and highest place that can pass, in the unit of the scale; the reference point is
        always between them, and both where it cannot be changed.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    Notes
    -----
    Every party's acceptable places reach from the reference point outwards without a gap, so
    those of a quota do too, and end where the votes of parties that go as far fall below it. A
    party that likes both the same accepts: refusing would leave no best place to propose. Time
    O(n_draws * n_parties * log n_parties).

    References
    ----------
    .. [Tsebelis2002] Tsebelis, G. (2002). Veto Players: How Political Institutions Work. Princeton
       University Press. ISBN 978-0-691-09989-7

    Examples
    --------
    >>> low, high = passing([40.0, 70.0, 90.0], [1.0, 1.0, 1.0], 10.0, quota=2 / 3)
    >>> float(low), float(high)
    (10.0, 100.0)
    >>> low, high = passing([40.0, 70.0, 90.0], [1.0, 1.0, 1.0], 10.0)
    >>> float(low), float(high)
    (10.0, 70.0)
    """
    rows = stated(position, votes, scale=scale)
    low, high = _passing(rows, reference, quota, vetoes, cost, scale)
    return rows.shaped(low), rows.shaped(high)


def agenda_setter(
    position: ArrayLike,
    votes: ArrayLike,
    reference: ArrayLike,
    setter: ArrayLike,
    *,
    quota: ArrayLike = 1.0,
    vetoes: ArrayLike | None = None,
    cost: float = 0.0,
    scale: Scale = POINTS,
) -> FloatArray:
    """Return what the party that makes the proposal gets through [RomerRosenthal1978]_.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places on the scale; NaN: does not vote.
    votes : array_like, shape (..., n_parties)
        Votes, not negative, in any unit.
    reference : array_like, shape () or (...)
        Place that stays or comes about if nothing passes.
    setter : array_like, shape () or (...)
        Place that the setter wants; the others can only take or leave its proposal.
    quota, vetoes, cost, scale
        As in `passing`.

    Returns
    -------
    float64 array, shape (...)
        The place that can pass nearest to the setter's, in the unit of the scale.

    Raises
    ------
    AnalysisError
        A number cannot be used, or nobody has a position.

    References
    ----------
    .. [RomerRosenthal1978] Romer, T., Rosenthal, H. (1978). Political Resource Allocation,
       Controlled Agendas, and the Status Quo. Public Choice 33(4), 27-43.
       https://doi.org/10.1007/BF03187594

    Examples
    --------
    >>> float(agenda_setter([40.0, 70.0, 90.0], [1.0, 1.0, 1.0], 10.0, 100.0))
    70.0
    """
    rows = stated(position, votes, scale=scale)
    low, high = _passing(rows, reference, quota, vetoes, cost, scale)
    wanted = rows.along(setter, "setter's place")
    return rows.shaped(np.asarray(np.clip(wanted, low, high)))


def _passing(
    rows: Stated,
    reference: ArrayLike,
    quota: ArrayLike,
    vetoes: ArrayLike | None,
    cost: float,
    scale: Scale,
) -> tuple[FloatArray, FloatArray]:
    stay, needed = rows.reference(reference, scale), _quota(quota, rows)
    low, high = _ends(rows, stay, cost, scale)
    voting = rows.share > 0
    least = -_reached(-np.where(voting, low, 0.0), rows.share, needed)
    most = _reached(np.where(voting, high, 0.0), rows.share, needed)
    if vetoes is not None:
        asked = _vetoes(vetoes, rows) & ~np.isnan(rows.position)
        least = np.maximum(least, np.where(asked, low, -np.inf).max(axis=1))
        most = np.minimum(most, np.where(asked, high, np.inf).min(axis=1))
    return np.minimum(least, stay), np.maximum(most, stay)


def _ends(
    rows: Stated, stay: FloatArray, cost: float, scale: Scale
) -> tuple[FloatArray, FloatArray]:
    if not 0.0 <= cost < np.inf:
        msg = f"the cost of failure {cost:g} is not a number from 0; give points of the scale"
        raise AnalysisError(msg)
    reach = np.abs(rows.position - stay[:, None]) + cost
    low = np.clip(rows.position - reach, *scale)
    high = np.clip(rows.position + reach, *scale)
    return np.minimum(low, stay[:, None]), np.maximum(high, stay[:, None])


def _reached(ends: FloatArray, share: FloatArray, quota: FloatArray) -> FloatArray:
    """Return the largest end that parties with a quota of the votes reach or pass."""
    order = np.argsort(-ends, axis=1, kind="stable")
    votes = np.cumsum(np.take_along_axis(share, order, axis=1), axis=1)
    last = (votes >= quota[:, None] - _REACHED).argmax(axis=1)
    found: FloatArray = np.take_along_axis(ends, np.take_along_axis(order, last[:, None], 1), 1)
    return found[:, 0]


def _quota(quota: ArrayLike, rows: Stated) -> FloatArray:
    needed = rows.along(quota, "quota")
    wrong = (needed <= 0.0) | (needed > 1.0)
    if wrong.any():
        msg = f"the quota {needed[wrong][0]:g} is not a share of the votes above 0 and up to 1"
        raise AnalysisError(msg)
    return needed


def _vetoes(vetoes: ArrayLike, rows: Stated) -> BoolArray:
    given = np.asarray(vetoes)
    n_parties = rows.position.shape[1]
    shapes = ((n_parties,), (*rows.lead, n_parties))
    if given.dtype != np.bool_ or given.shape not in shapes:
        msg = f"vetoes of shape {given.shape} are not one true or false per party"
        raise AnalysisError(msg)
    found: BoolArray = given.reshape(-1, n_parties)
    return found
