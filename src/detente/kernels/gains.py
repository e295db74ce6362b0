"""Gains of many outcomes at once: whole units of any size are added exactly, then rounded once."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.condition import true_of
from detente.kernels.model import Model
from detente.kernels.outcomes import FloatArray, IntArray

_BITS = 40
"""Bits of one digit of larger units; sums of 2^22 digits fit into 64 bits."""
_BEYOND = 1000
"""More than any gain: no worth is above 100 in the numbers of a model."""


class Gains:
    """What outcomes bring some parties over no deal, in the numbers of a model.

    Parameters
    ----------
    model : Model
        A negotiation.
    parties : sequence of int
        Rows of the parties.

    Notes
    -----
    Units beyond 64 bits are split into digits of `_BITS` bits, the first with the sign; digits are
    added column by column and carried at the end, many times faster than Python integers.
    """

    def __init__(self, model: Model, parties: Sequence[int]) -> None:
        problem, rows = model.problem, list(parties)
        self.n_issues = len(problem.parts)
        self.n_digits = _n_digits(model) if problem.parts[0].dtype == object else 1
        self.parts = [self._digits(part[rows]) for part in problem.parts]
        no_deal = np.array([problem.no_deal[p] for p in rows], dtype=object)
        self.no_deal = self._digits(no_deal[:, None])
        self.bonuses = [
            (rows.index(b.party), b.when, self._digits(np.array([[b.units]], dtype=object))[:, 0])
            for b in problem.bonuses
            if b.party in rows
        ]
        self.weights = np.array(
            [[_weight(model, p, place) for p in rows] for place in range(self.n_digits)]
        )

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
        shape = (*self.no_deal.shape[:2], len(outcomes))
        total = np.broadcast_to(-self.no_deal, shape).copy()
        for issue, part in enumerate(self.parts):
            total += part[:, :, outcomes[:, issue]]
        for row, when, units in self.bonuses:
            holds = true_of(when, outcomes, tuple(range(self.n_issues)))
            total[:, row] += units * holds
        if self.n_digits > 1:
            sign = np.where(_carried(total)[-1] < 0, -1, 1)
            total = _carried(sign * total) * sign
        return np.asarray((total * self.weights[:, :, None]).sum(axis=0))

    def _digits(self, units: IntArray) -> IntArray:
        """Return digits of units, the lowest first (n_digits, *shape)."""
        if self.n_digits == 1:
            return units.astype(np.int64)[None]
        mask, rest = (1 << _BITS) - 1, units
        digits = []
        for _ in range(self.n_digits - 1):
            digits.append((rest & mask).astype(np.int64))
            rest = rest >> _BITS
        return np.stack([*digits, rest.astype(np.int64)])


def _n_digits(model: Model) -> int:
    """Return how many digits hold every sum of units of a negotiation."""
    problem = model.problem
    largest = max(
        max(max(abs(int(part.max())), abs(int(part.min()))) for part in problem.parts),
        max(map(abs, problem.no_deal)),
        max((abs(bonus.units) for bonus in problem.bonuses), default=0),
    )
    return largest.bit_length() // _BITS + 1


def _weight(model: Model, party: int, place: int) -> float:
    """Return what 1 as a digit is worth; 0 where no gain of the party reaches so far."""
    one = model.problem.unit[party] * (1 << _BITS * place) / model.exact_scale
    return float(one) if one <= _BEYOND else 0.0


def _carried(digits: IntArray) -> IntArray:
    """Return the same numbers with every digit but the last between 0 and 2^_BITS."""
    result, carry = digits.copy(), np.zeros_like(digits[0])
    for place in range(len(digits) - 1):
        whole = digits[place] + carry
        result[place] = whole & ((1 << _BITS) - 1)
        carry = whole >> _BITS
    result[-1] += carry
    return result
