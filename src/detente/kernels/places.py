"""Places of parties on a scale and their weights, checked once for every forecast model.

The last axis holds the parties; leading axes (draws, issues) are carried through.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray

Scale: TypeAlias = tuple[float, float]
"""Lowest and highest place."""
POINTS: Scale = (0.0, 100.0)
"""The usual scale."""


@dataclass(frozen=True, eq=False)
class Stated:
    """Places and shares of weight, one row per draw (and issue)."""

    position: FloatArray
    """Places (n_rows, n_parties), on the scale; NaN where a party has none."""
    share: FloatArray
    """Shares of the weight (n_rows, n_parties), 0 to 1, summing to 1; 0 without a position."""
    lead: tuple[int, ...]
    """Leading shape, whose size is n_rows."""

    def shaped(self, rows: FloatArray) -> FloatArray:
        """Return one row per draw in the shape of the leading axes.

        Parameters
        ----------
        rows : float64 array, shape (n_rows, ...)
            In any unit.

        Returns
        -------
        float64 array, shape (*lead, ...)
            The same numbers.
        """
        return rows.reshape(self.lead + rows.shape[1:])

    def along(self, value: ArrayLike, what: str) -> FloatArray:
        """Return one number per draw, given for all draws or for each.

        Parameters
        ----------
        value : array_like, shape () or (*lead)
            In any unit, finite.
        what : str
            Its name in messages.

        Returns
        -------
        float64 array, shape (n_rows,)
            The numbers.

        Raises
        ------
        AnalysisError
            One is not finite, or there are too many.
        """
        given = np.asarray(value, dtype=np.float64)
        if not np.isfinite(given).all():
            msg = f"a {what} is not a finite number; leave out draws that have none"
            raise AnalysisError(msg)
        if np.broadcast_shapes(given.shape, self.lead) != self.lead:
            msg = f"{what} of shape {given.shape} does not fit {self.lead} draws; give one for each"
            raise AnalysisError(msg)
        return np.ascontiguousarray(np.broadcast_to(given, self.lead)).reshape(-1)

    def reference(self, value: ArrayLike, scale: Scale) -> FloatArray:
        """Return where things stay without agreement, one place per draw.

        Parameters
        ----------
        value : array_like, shape () or (*lead)
            In the unit of the scale.
        scale : (float, float)
            Lowest and highest place.

        Returns
        -------
        float64 array, shape (n_rows,)
            The places.

        Raises
        ------
        AnalysisError
            One is outside the scale or not finite, or there are too many.
        """
        stay = self.along(value, "reference point")
        if ((stay < scale[0]) | (stay > scale[1])).any():
            ends = f"{scale[0]:g}..{scale[1]:g}"
            msg = f"a reference point is outside the scale {ends}; place it on it"
            raise AnalysisError(msg)
        return stay


def stated(position: ArrayLike, weight: ArrayLike, *, scale: Scale | None = None) -> Stated:
    """Return places and shares of weight, checked.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places in any unit; NaN: the party took no position and is not in the sum.
    weight : array_like, shape (..., n_parties)
        Influence times salience, not negative, in any unit; broadcast against `position`. Not
        looked at where a party has no position.
    scale : (float, float), optional
        Every place must be on it.

    Returns
    -------
    Stated
        Shares are equal among the parties with a position where nobody has weight: no number says
        whom to favor, and 0 would be a place like any other.

    Raises
    ------
    AnalysisError
        A place is infinite or outside the scale; a weight is negative, infinite or not given;
        nobody has a position.
    """
    try:
        places, weights = np.broadcast_arrays(
            np.asarray(position, dtype=np.float64), np.asarray(weight, dtype=np.float64)
        )
    except ValueError as error:
        msg = f"positions and weights do not fit each other ({error}); give one of each per party"
        raise AnalysisError(msg) from error
    if places.ndim == 0 or not places.shape[-1]:
        msg = "there is no party; give at least one position"
        raise AnalysisError(msg)
    lead, n_parties = places.shape[:-1], places.shape[-1]
    places = np.ascontiguousarray(places).reshape(-1, n_parties)
    present = ~np.isnan(places)
    _check_places(places, present, scale)
    weights = np.where(present, weights.reshape(-1, n_parties), 0.0)
    _check_weights(weights)
    largest = weights.max(axis=1, keepdims=True)
    weights = np.where(largest > 0, weights / np.where(largest > 0, largest, 1.0), present)
    return Stated(places, weights / weights.sum(axis=1, keepdims=True), lead)


def _check_places(places: FloatArray, present: BoolArray, scale: Scale | None) -> None:
    low, high = scale or (-np.inf, np.inf)
    if scale is not None and not -np.inf < low < high < np.inf:
        msg = f"the scale {low:g}..{high:g} has no length; give its lowest place first"
        raise AnalysisError(msg)
    wrong = present & (np.isinf(places) | (places < low) | (places > high))
    if wrong.any():
        draw, party = np.argwhere(wrong)[0]
        msg = (
            f"position {places[draw, party]:g} of party {party} is outside the scale "
            f"{low:g}..{high:g}; give a place on it, or none"
        )
        raise AnalysisError(msg)
    nobody = ~present.any(axis=1)
    if nobody.any():
        msg = f"no party has a position in draw {int(nobody.argmax())}; give at least one"
        raise AnalysisError(msg)


def _check_weights(weights: FloatArray) -> None:
    wrong = ~(np.isfinite(weights) & (weights >= 0))
    if wrong.any():
        draw, party = np.argwhere(wrong)[0]
        msg = (
            f"weight {weights[draw, party]:g} of party {party} is not a number from 0; "
            "give influence and salience, or no position"
        )
        raise AnalysisError(msg)
