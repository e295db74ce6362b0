"""Gains of many outcomes at once, in the numbers of a model."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.model import Model
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.sums import BITS, as_floats

_BEYOND = 1000
"""More than any gain: no worth is above 100 in the numbers of a model."""


class Gains:
    """What outcomes bring some parties over no deal; differences are taken in whole units before.

    Parameters
    ----------
    model : Model
        A negotiation.
    parties : sequence of int
        Rows of the parties.
    """

    def __init__(self, model: Model, parties: Sequence[int]) -> None:
        self.sums = model.problem.sums
        self.parties = tuple(parties)
        self.no_deal = [model.problem.no_deal[party] for party in parties]
        digits = range(self.sums.n_digits)
        weights = [[_weight(model, party, place) for party in parties] for place in digits]
        self.weights = np.array(weights, dtype=np.float64)

    def __call__(self, outcomes: IntArray) -> FloatArray:
        """Return the gains of outcomes.

        Parameters
        ----------
        outcomes : intp array, shape (n_outcomes, n_issues)
            Option index of each issue.

        Returns
        -------
        float64 array, shape (n_parties, n_outcomes)
            In the numbers of the model, each within a few units in its last place.
        """
        return as_floats(self.sums.above(outcomes, self.parties, self.no_deal), self.weights)


def _weight(model: Model, party: int, place: int) -> float:
    """Return what 1 as a digit is worth; 0 where no gain of the party reaches so far."""
    one = model.problem.unit[party] * (1 << BITS * place) / model.exact_scale
    return float(one) if one <= _BEYOND else 0.0
