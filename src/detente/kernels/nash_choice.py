"""The place on one scale with the largest weighted product of gains over no agreement."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Literal, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import AnalysisError
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.outcomes import BoolArray, FloatArray
from detente.kernels.places import POINTS, Scale, Stated, stated

Utility: TypeAlias = Literal["quadratic", "linear"]
Unmet: TypeAlias = Literal["reference", "drop", "clamp"]

FAR = 4.0
"""No agreement costs everybody four times what the whole length of the scale is worth."""
_POWER = {"linear": 1, "quadratic": 2}
_UNMET = {"reference": 0, "drop": 1, "clamp": 2}
_Search = Callable[
    [FloatArray, FloatArray, FloatArray, FloatArray, int, int, float, FloatArray], None
]


def nash_point(
    position: ArrayLike,
    weight: ArrayLike,
    reference: ArrayLike | None = None,
    *,
    cost: ArrayLike = FAR,
    utility: Utility = "quadratic",
    unmet: Unmet = "reference",
    floor: float = 0.01,
    scale: Scale = POINTS,
) -> FloatArray:
    """Return the asymmetric Nash solution on one scale [Nash1950]_ [Kalai1977b]_ [Achen2006]_.

    The place x with the largest sum of weight times ln(u(x) - d), where u is 1 at a party's place
    and 0 the whole scale away, and d is what the party has without agreement.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places on the scale; NaN: not in the product.
    weight : array_like, shape (..., n_parties)
        Influence times salience, not negative, in any unit. A party without any has no say.
    reference : array_like, shape () or (...), optional
        Place that stays or comes about without agreement, on the scale. Then d = u(reference) -
        `cost`. Without it d = -`cost` for everybody: the same disaster, whatever the parties want.
    cost : array_like, broadcast to (..., n_parties)
        What no agreement costs beyond living with the reference point: lost time, trust, standing.
        Not negative; 1 is worth the whole scale, infinity is the limit. The default is far
        (`FAR`): a reference point taken literally (0) forecasts badly, with up to twice the error
        of the weighted mean on European Union law-making, and a cost takes nearly all of that
        away (figures on the method page).
    utility : {"quadratic", "linear"}
        1 - (distance / length)^2 or 1 - distance / length. ``quadratic`` (default) because its
        far limit is the weighted mean, the best simple forecast; that of ``linear`` is the
        weighted median, with ``tie="mean"``.
    unmet : {"reference", "drop", "clamp"}
        What to do where no place gives everybody with a say a gain, which can only happen with a
        cost of 0. ``reference`` (default): nothing is agreed and the reference point stays, as
        the rule says word for word. ``drop``: leave out those who are at the reference point and
        so can only lose (`without_gain`), then the same. ``clamp``: a gain below `floor` counts
        as `floor`; nobody can block, everybody still counts. Of tied places, the middle between
        the outer ones.
    floor : float
        See ``clamp``; above 0, 1 is worth the whole scale.
    scale : (float, float)
        Ends of the scale.

    Returns
    -------
    float64 array, shape (...)
        Places on the scale. Never outside the stated ones and the reference point.

    Raises
    ------
    AnalysisError
        A number or an option cannot be used, or nobody has a position.

    Notes
    -----
    The sum is strictly concave where everybody gains, so there is one such place; it is found by
    Newton's method kept in a shrinking interval, to 10^-12 of the scale. With ``clamp`` it is
    concave between the places where somebody starts or stops gaining, and each part is searched.
    Time O(n_draws * n_parties), about a microsecond per draw of ten parties; ``clamp`` and
    ``linear`` square the number of parties. Reversing the scale reverses the result (tested).

    References
    ----------
    .. [Nash1950] Nash, J. F. (1950). The Bargaining Problem. Econometrica 18(2), 155-162.
       https://doi.org/10.2307/1907266
    .. [Kalai1977b] Kalai, E. (1977). Nonsymmetric Nash Solutions and Replications of 2-Person
       Bargaining. International Journal of Game Theory 6(3), 129-133.
       https://doi.org/10.1007/BF01774658
    .. [Achen2006] Achen, C. H. (2006). Institutional Realism and Bargaining Models. In: Thomson,
       R., Stokman, F. N., Achen, C. H., König, T. (eds.), The European Union Decides, ch. 4.
       Cambridge University Press. ISBN 978-0-521-86189-2

    Examples
    --------
    Two parties and a reference point at the end where one of them is: it gives up nothing for
    nothing, unless failing has a price.

    >>> float(nash_point([0.0, 100.0], [1.0, 1.0], reference=0.0, cost=0.0))
    0.0
    >>> round(float(nash_point([0.0, 100.0], [1.0, 1.0], reference=0.0, cost=1.0)), 2)
    35.54
    """
    rows = stated(position, weight, scale=scale)
    _check(utility, unmet, floor)
    given = _costs(cost, rows)
    if np.isinf(given).any():
        return _limit(given, utility, rows)
    length = scale[1] - scale[0]
    power = _POWER[utility]
    places = np.nan_to_num(rows.position)
    if reference is None:
        stay, away = np.zeros(len(places)), np.ones_like(places)
    else:
        stay = rows.reference(reference, scale)
        away = (np.abs(places - stay[:, None]) / length) ** power
    reach = length * (away + given) ** (1 / power)
    found = np.empty(len(places))
    _search()(places, rows.share, reach, stay, power, _UNMET[unmet], floor * length**power, found)
    return rows.shaped(found)


def without_gain(
    position: ArrayLike,
    reference: ArrayLike,
    *,
    cost: ArrayLike = FAR,
    scale: Scale = POINTS,
) -> BoolArray:
    """Return which parties no agreement can make better off.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places on the scale; NaN: none.
    reference : array_like, shape () or (...)
        Place without agreement.
    cost : array_like, broadcast to (..., n_parties)
        What no agreement costs, not negative; 1 is worth the whole scale.
    scale : (float, float)
        Ends of the scale, in the unit of the places.

    Returns
    -------
    bool array, shape (..., n_parties)
        Whether the party is at the reference point and pays nothing for failure; these are whom
        ``unmet="drop"`` does not ask.
    """
    rows = stated(position, 1.0, scale=scale)
    at_reference = rows.position == rows.reference(reference, scale)[:, None]
    return np.reshape(at_reference & (_costs(cost, rows) == 0.0), (*rows.lead, -1))


def _check(utility: str, unmet: str, floor: float) -> None:
    for value, known in ((utility, _POWER), (unmet, _UNMET)):
        if value not in known:
            msg = f"there is no rule {value!r}; use one of {', '.join(known)}"
            raise AnalysisError(msg)
    if not 0.0 < floor < np.inf:
        msg = f"the least gain {floor:g} is not above 0; give a small part of the scale"
        raise AnalysisError(msg)


def _costs(cost: ArrayLike, rows: Stated) -> FloatArray:
    given = np.asarray(cost, dtype=np.float64)
    if np.isnan(given).any() or (given < 0).any():
        msg = "a cost of failure is not a number from 0; give what no agreement costs"
        raise AnalysisError(msg)
    shape = (*rows.lead, rows.position.shape[1])
    try:
        return np.broadcast_to(given, shape).reshape(rows.position.shape)
    except ValueError as error:
        msg = f"costs of shape {given.shape} do not fit {shape}; give one for all or one per party"
        raise AnalysisError(msg) from error


def _limit(cost: FloatArray, utility: Utility, rows: Stated) -> FloatArray:
    if not np.isinf(cost).all():
        msg = "some costs of failure are infinite and some are not; give a large number instead"
        raise AnalysisError(msg)
    found = (
        weighted_mean(rows.position, rows.share)
        if utility == "quadratic"
        else weighted_median(rows.position, rows.share, tie="mean")
    )
    return rows.shaped(found)


@cache
def _search() -> _Search:
    """Return the compiled search; loads numba, which takes a while."""
    return cast(_Search, import_module("detente.kernels.nash_search").points)
