"""How many settlements there are, as an estimate from random outcomes, with its error."""

from dataclasses import dataclass
from math import exp, log, prod, sqrt

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

from detente.kernels.blocks import Blocks
from detente.kernels.outcomes import FloatArray

DRAWS = 200_000
"""Outcomes drawn."""
CONFIDENCE = 0.99
"""How probable it is that the interval holds the number."""
MAX_TILT = 2_000.0
"""Steepest tilt, per sum of the largest parts of a party."""
_PORTION = 20_000
_DUST = 1e-12


@dataclass(frozen=True)
class Estimate:
    """An estimated number of outcomes, never an exact one."""

    number: int
    """The estimate."""
    low: int
    """Lower end of the interval."""
    high: int
    """Upper end; interval and estimate hold with probability `CONFIDENCE`, not for certain."""


def estimated_settlements(blocks: Blocks, *, draws: int = DRAWS, seed: int = 0) -> Estimate:
    """Return an estimate of how many settlements there are.

    Parameters
    ----------
    blocks : Blocks
        The negotiation.
    draws : int
        Outcomes drawn, at least 2.
    seed : int
        Of the generator.

    Returns
    -------
    Estimate
        The interval reaches from 0 up where no settlement was drawn.

    Notes
    -----
    The choices of each block are drawn independently, those more often that bring more to the
    parties without which there is no settlement (exponential tilting [Siegmund1976]_), and each
    settlement drawn is weighted by how much more often it was drawn than evenly. The tilt is the
    one that makes the largest weight a settlement can have smallest; since weights are bounded, so
    is the error with a probability that is proven [MaurerPontil2009]_, not only for many draws.
    Time O(draws * n_blocks * n_parties). Sums are of floats; those within 1e-12 of the range of a
    party below its floor count as on it.

    References
    ----------
    .. [Siegmund1976] Siegmund, D. (1976). Importance Sampling in the Monte Carlo Study of
       Sequential Tests. The Annals of Statistics 4(4), 673-684.
       https://doi.org/10.1214/aos/1176343541
    .. [MaurerPontil2009] Maurer, A., Pontil, M. (2009). Empirical Bernstein Bounds and Sample
       Variance Penalization. COLT 2009. https://arxiv.org/abs/0907.3740
    """
    sampler = _Sampler(blocks)
    if not sampler.total:
        return Estimate(0, 0, 0)
    rng = np.random.default_rng(seed)
    sizes = [min(_PORTION, draws - begin) for begin in range(0, draws, _PORTION)]
    weights = np.concatenate([sampler.weights(size, rng) for size in sizes])
    mean, variance = float(weights.mean()), float(weights.var(ddof=1))
    doubt = log(4 / (1 - CONFIDENCE))
    off = sqrt(2 * variance * doubt / draws) + 7 * doubt / (3 * (draws - 1))
    return Estimate(*(sampler.outcomes(part) for part in (mean, mean - off, mean + off)))


class _Sampler:
    """Outcomes that cross no red line of a party that is needed, drawn by a tilt."""

    def __init__(self, blocks: Blocks) -> None:
        problem = blocks.problem
        self.consent = blocks.consent
        self.needed = sorted(
            {p for q in self.consent if q.least == len(q.members) for p in q.members}
        )
        kept = [np.logical_not(crossed[self.needed].any(axis=0)) for crossed in blocks.crossed]
        self.total = prod(int(some.sum()) for some in kept)
        if not self.total:
            return
        largest = [abs(floor) + 1 for floor in problem.floor]
        for part in blocks.parts:
            largest = [m + int(np.abs(row).max()) for m, row in zip(largest, part, strict=True)]
        scale = np.array(largest, dtype=object)[:, None]
        self.floor = (np.array(problem.floor, dtype=object)[:, None] / scale).astype(np.float64)
        self.parts = [
            (part[:, some].astype(object) / scale).astype(np.float64)
            for part, some in zip(blocks.parts, kept, strict=True)
        ]
        self.clean = [~crossed[:, some] for crossed, some in zip(blocks.crossed, kept, strict=True)]
        self.tilt = self._best_tilt()
        self.largest = self._largest(self.tilt)[0]

    def outcomes(self, part: float) -> int:
        """Return a mean of weights as a number of outcomes, which may be beyond floats."""
        share = min(1.0, max(0.0, part * exp(self.largest)))
        numerator, denominator = share.as_integer_ratio()
        return self.total * numerator // denominator

    def weights(self, draws: int, rng: np.random.Generator) -> FloatArray:
        """Return weights of outcomes drawn, as parts of the largest; 0 of no settlement."""
        worth = np.zeros((len(self.floor), draws))
        clean = np.ones(worth.shape, dtype=np.bool_)
        logarithm = np.full(draws, -self.largest)
        for part, fine in zip(self.parts, self.clean, strict=True):
            lifted = self.tilt @ part[self.needed]
            odds = np.exp(lifted - lifted.max())
            chosen = rng.choice(len(odds), draws, p=odds / odds.sum())
            worth += part[:, chosen]
            clean &= fine[:, chosen]
            logarithm += logsumexp(lifted) - log(len(lifted)) - lifted[chosen]
        accepted = clean & (worth >= self.floor - _DUST)
        agreed = np.ones(draws, dtype=np.bool_)
        for quota in self.consent:
            agreed &= accepted[list(quota.members)].sum(axis=0) >= quota.least
        return np.where(agreed, np.exp(np.minimum(logarithm, 0.0)), 0.0)

    def _best_tilt(self) -> FloatArray:
        """Return the tilt with which the largest weight of a settlement is smallest."""
        if not self.needed:
            return np.zeros(0)
        limits = [(0.0, MAX_TILT)] * len(self.needed)
        found = minimize(self._largest, np.zeros(len(limits)), jac=True, bounds=limits)
        return np.asarray(found.x, dtype=np.float64)

    def _largest(self, tilt: FloatArray) -> tuple[float, FloatArray]:
        """Return the logarithm of the largest weight of a settlement, and its slope."""
        floor = self.floor[self.needed, 0]
        value, slope = -float(tilt @ floor), -floor
        for part in self.parts:
            lifted = tilt @ part[self.needed]
            value += float(logsumexp(lifted)) - log(len(lifted))
            slope = slope + part[self.needed] @ softmax(lifted)
        return value, slope
