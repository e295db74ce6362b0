"""Ranges of a case -> plausible value sets, equally many for each way to name equal parties."""

from dataclasses import dataclass
from itertools import permutations, product
from math import ceil, factorial

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.axes import ValueName
from detente.kernels.outcomes import FloatArray, IntArray, shares, worth_parts
from detente.kernels.sampling import in_ranges, unit_points

MAX_EXCHANGES = 6
"""Most ways to exchange equal parties that are drawn out in full."""


@dataclass(frozen=True)
class Draws:
    """Value sets drawn from the ranges of a case."""

    no_deal: FloatArray
    """Worth of no deal, points of 100; (n_parties, n_draws)."""
    share: FloatArray
    """Salience shares, 0 to 1; (n_parties, n_issues, n_draws)."""
    scores: tuple[FloatArray, ...]
    """Per issue, 0 to 100; (n_parties, n_options of the issue, n_draws)."""
    uncertain: tuple[ValueName, ...]
    """Names of the values that vary."""
    values: FloatArray
    """The values that vary, 0 to 100; (n_uncertain, n_draws)."""
    owner: IntArray
    """Row of the party that each varying value belongs to; (n_uncertain,)."""
    n_independent: int
    """Draws before equal parties were exchanged."""

    @property
    def n_draws(self) -> int:
        """Number of value sets."""
        return int(self.no_deal.shape[1])

    def parts(self, start: int = 0, stop: int | None = None) -> list[FloatArray]:
        """Return what each option adds to worth, for the draws from `start` to `stop`.

        One float64 array per issue, shape (n_parties, n_options of the issue, n_draws), points
        of 100.
        """
        chosen = slice(start, stop)
        return worth_parts(self.share[:, :, chosen], [table[:, :, chosen] for table in self.scores])


def draw(arrays: CaseArrays, n_draws: int, seed: int) -> Draws:
    """Return value sets drawn evenly from the ranges.

    Parameters
    ----------
    arrays : CaseArrays
        The case, with `low` and `high` of shape (n_parties, n_values), 0 to 100.
    n_draws : int
        Number of value sets, at least 1. One is enough where nothing is uncertain. Where parties
        are equal in everything but the name, every set appears once for each way to exchange
        them, and the number is rounded up to whole rounds of exchanges.
    seed : int
        Seed of scrambling and order.

    Returns
    -------
    Draws
        Shapes and units stand at its fields.

    Notes
    -----
    Dimensions are handed out in array order, which knows no party names and no file order.
    Without exchanges two equal parties would get different draws, hence findings that differ
    by sampling error, and swapping their names would not swap the findings. Groups beyond
    `MAX_EXCHANGES` ways keep the order of the file instead.
    """
    varies = arrays.high > arrays.low
    exchanges = _exchanges(arrays)
    n_independent = ceil(n_draws / len(exchanges)) if varies.any() else 1
    rng = np.random.default_rng(seed)
    unit = unit_points(int(varies.sum()), n_independent, rng)
    once = np.repeat(arrays.low[:, :, None], n_independent, axis=2)
    once[varies] = in_ranges(unit, arrays.low[varies], arrays.high[varies])
    if not varies.any():
        exchanges = exchanges[:1]
    values = np.concatenate([once[list(rows)] for rows in exchanges], axis=2)
    salience, scores, column = [], [], 1
    for n_options in arrays.n_options:
        salience.append(values[:, column])
        scores.append(values[:, column + 1 : column + 1 + n_options])
        column += 1 + n_options
    return Draws(
        no_deal=values[:, 0],
        share=shares(np.stack(salience, axis=1)),
        scores=tuple(scores),
        uncertain=tuple(arrays.names[row][place] for row, place in np.argwhere(varies)),
        values=values[varies],
        owner=np.nonzero(varies)[0],
        n_independent=n_independent,
    )


def _exchanges(arrays: CaseArrays) -> list[tuple[int, ...]]:
    """Return orders of the rows: the order as it is first, then equal parties exchanged."""
    groups, ways = [], 1
    for group in arrays.alike:
        if ways * factorial(len(group)) <= MAX_EXCHANGES:
            groups.append(group)
            ways *= factorial(len(group))
    orders = []
    for choice in product(*(permutations(group) for group in groups)):
        order = list(range(len(arrays.parties)))
        for group, exchanged in zip(groups, choice, strict=True):
            for row, source in zip(group, exchanged, strict=True):
                order[row] = source
        orders.append(tuple(order))
    return orders
