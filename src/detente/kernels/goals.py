"""What solution points make as large as possible: concave goals over the gains of parties.

Gains are in the numbers of a model: points of 100 divided by `Model.scale`.
"""

from collections.abc import Sequence
from math import exp, inf, log

import numpy as np

from detente.kernels.gains import Gains
from detente.kernels.model import Linear, Model
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.search import Goal

TINY = 1e-6
"""A gain below which logarithms are not drawn any closer."""


def sum_of_gains(model: Model, parties: Sequence[int], ideal: Sequence[float]) -> Goal:
    """Return the sum of gains, each divided by an ideal gain.

    Parameters
    ----------
    model : Model
        Settlements of a problem.
    parties : sequence of int
        Rows of the parties.
    ideal : sequence of float
        Positive; 1 to leave a party's gain as it is, -1 to look for the least.
    """
    pieces = [(1.0 / most) * model.gain(p) for p, most in zip(parties, ideal, strict=True)]
    share = 1.0 / np.array(ideal)
    gains_of = Gains(model, parties)

    def value(outcomes: IntArray) -> FloatArray:
        return np.asarray(share @ gains_of(outcomes))

    return Goal((sum(pieces, Linear()),), value)


def least_gain(model: Model, parties: Sequence[int], ideal: Sequence[float]) -> Goal:
    """Return the least of the gains, each divided by an ideal gain; arguments as `sum_of_gains`."""
    pieces = [(1.0 / most) * model.gain(p) for p, most in zip(parties, ideal, strict=True)]
    share = 1.0 / np.array(ideal)
    gains_of = Gains(model, parties)

    def value(outcomes: IntArray) -> FloatArray:
        gains = gains_of(outcomes) * share[:, None]
        return np.asarray(gains.min(axis=0, initial=inf))

    return Goal(tuple(pieces), value)


def smallest_gains(
    model: Model, parties: Sequence[int], ideal: Sequence[float], reached: Sequence[float]
) -> Goal:
    """Return the sum of the smallest gains, where sums of fewer are as large as they can be.

    Parameters
    ----------
    model : Model
        Settlements of a problem; rows are added.
    parties, ideal
        As for `sum_of_gains`.
    reached : sequence of float
        Largest possible gain of the poorest, sum of the two poorest, and so on; the goal is the
        sum of one more.

    Notes
    -----
    The sum of the k smallest of n numbers is the largest ``k r - sum of max(0, r - number)`` over
    all r, which is linear [OgryczakSliwinski2003]_. Making these sums as large as possible one
    after the other gives the leximin order.

    References
    ----------
    .. [OgryczakSliwinski2003] Ogryczak, W., Śliwiński, T. (2003). On solving linear programs with
       the ordered weighted averaging objective. European Journal of Operational Research 148(1),
       80-91. https://doi.org/10.1016/S0377-2217(02)00399-9
    """
    pieces = [(1.0 / most) * model.gain(p) for p, most in zip(parties, ideal, strict=True)]
    share = 1.0 / np.array(ideal)
    gains_of = Gains(model, parties)
    for count, least in enumerate(reached, 1):
        model.require(_smallest(model, pieces, count), least=least)
    wanted = len(reached) + 1

    def value(outcomes: IntArray) -> FloatArray:
        gains = np.sort(gains_of(outcomes) * share[:, None], axis=0)
        sums = np.cumsum(gains, axis=0)
        held = np.all(sums[: len(reached)] >= np.array(reached)[:, None], axis=0)
        return np.where(held, sums[wanted - 1], -inf)

    return Goal((_smallest(model, pieces, wanted),), value)


def mean_logarithm(
    model: Model, parties: Sequence[int], weight: Sequence[float], ideal: Sequence[float]
) -> Goal:
    """Return the weighted mean of the logarithms of gains.

    Parameters
    ----------
    model : Model
        Settlements in which all these parties gain.
    parties : sequence of int
        Rows of the parties, at least one.
    weight : sequence of float
        Positive, with sum 1.
    ideal : sequence of float
        No less than each party gains: where the first tangent touches.
    """
    pieces = [model.gain(party) for party in parties]
    shares = np.array(weight)
    gains_of = Gains(model, parties)

    def value(outcomes: IntArray) -> FloatArray:
        gains = gains_of(outcomes)
        logs = shares @ np.log(np.where(gains > 0, gains, 1.0))
        return np.where(np.all(gains > 0, axis=0), logs, -inf)

    def touching(at: Sequence[float]) -> tuple[float, Linear]:
        total = Linear()
        for share, piece, point in zip(weight, pieces, at, strict=True):
            total += (share / point) * piece + Linear(constant=share * (log(point) - 1.0))
        return float(sum(s * log(point) for s, point in zip(weight, at, strict=True))), total

    def tangent(values: FloatArray) -> tuple[float, Linear]:
        return touching([max(_at(piece, values), TINY) for piece in pieces])

    return Goal((touching([max(most, TINY) for most in ideal])[1],), value, tangent)


def geometric_mean(gains: Sequence[float], weight: Sequence[float]) -> float:
    """Return the weighted geometric mean of positive gains; 0 without any."""
    if not gains:
        return 0.0
    total = sum(weight)
    return exp(sum(w / total * log(gain) for gain, w in zip(gains, weight, strict=True)))


def _smallest(model: Model, pieces: Sequence[Linear], count: int) -> Linear:
    """Return a sum that no more than reaches the `count` smallest of some sums."""
    level = Linear({model.column(-1e5, 1e5): 1.0})
    total = float(count) * level
    for piece in pieces:
        below = Linear({model.column(0.0, 2e5): 1.0})
        model.require(below + piece - level, least=0.0)
        total -= below
    return total


def _at(what: Linear, values: FloatArray) -> float:
    return what.constant + float(sum(w * values[column] for column, w in what.terms.items()))
