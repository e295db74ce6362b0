"""Ranges of a case -> plausible value sets, equally many for each way to name equal parties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product
from math import ceil, factorial
from typing import Self

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
    salience: FloatArray
    """Saliences as stated, 0 to 100; (n_parties, n_issues, n_draws)."""
    scores: tuple[FloatArray, ...]
    """Per issue, 0 to 100; (n_parties, n_options of the issue, n_draws)."""
    added: FloatArray
    """What interactions add, points of 100; (n_interactions, n_draws)."""
    least_worth: FloatArray
    """Least worth that each red line asks for, points of 100, minus infinity where it is a
    statement; (n_red_lines, n_draws)."""
    influence: FloatArray
    """Weight of each party in the weighted Nash solution, 0 to 100, all 1 where the case says
    nothing of it; (n_parties, n_draws)."""
    uncertain: tuple[ValueName, ...]
    """Names of the values that vary, influence left out: no yes-or-no answer hangs on it."""
    values: FloatArray
    """The values that vary, in points of 100; (n_uncertain, n_draws)."""
    owner: IntArray
    """Row of the party that each varying value belongs to; (n_uncertain,)."""
    n_independent: int
    """Draws before equal parties were exchanged."""

    @property
    def n_draws(self) -> int:
        """Number of value sets."""
        return int(self.no_deal.shape[1])

    def only(self, columns: IntArray) -> Self:
        """Return some of the draws; `columns` holds their numbers, shape (n_columns,)."""
        return replace(
            self,
            no_deal=self.no_deal[:, columns],
            share=self.share[:, :, columns],
            salience=self.salience[:, :, columns],
            scores=tuple(table[:, :, columns] for table in self.scores),
            added=self.added[:, columns],
            least_worth=self.least_worth[:, columns],
            influence=self.influence[:, columns],
            values=self.values[:, columns],
        )

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
    Dimensions are handed out in array order, which knows no party names and no file order: first
    to the values that every party has, then to interactions and least worths, then to influence.
    Without exchanges two equal parties would get different draws, hence findings that differ
    by sampling error, and swapping their names would not swap the findings. Groups beyond
    `MAX_EXCHANGES` ways keep the order of the file instead.
    """
    rng = np.random.default_rng(seed)
    varies = arrays.high > arrays.low
    common, further = varies.copy(), varies.copy()
    common[:, arrays.n_common :] = False
    further[:, : arrays.n_common] = False
    exchanges = _exchanges(arrays)
    n_independent = 1
    if varies.any() or _influence_varies(arrays):
        n_independent = ceil(n_draws / len(exchanges))
    else:
        exchanges = exchanges[:1]
    once = np.repeat(arrays.low[:, :, None], n_independent, axis=2)
    for some in (common, further):
        unit = unit_points(int(some.sum()), n_independent, rng)
        once[some] = in_ranges(unit, arrays.low[some], arrays.high[some])
    weight = _influence(arrays, n_independent, rng)
    values = np.concatenate([once[list(rows)] for rows in exchanges], axis=2)
    salience, scores, column = [], [], 1
    for n_options in arrays.n_options:
        salience.append(values[:, column])
        scores.append(values[:, column + 1 : column + 1 + n_options])
        column += 1 + n_options
    stated = np.stack(salience, axis=1)
    places = [
        (int(row), int(place)) for some in (common, further) for row, place in np.argwhere(some)
    ]
    return Draws(
        no_deal=values[:, 0],
        share=shares(stated),
        salience=stated,
        scores=tuple(scores),
        added=_rows(values, [(item.party, item.column) for item in arrays.interactions]),
        least_worth=_least_worth(arrays, values),
        influence=np.concatenate([weight[list(rows)] for rows in exchanges], axis=1),
        uncertain=tuple(arrays.names[row][place] for row, place in places),
        values=_rows(values, places),
        owner=np.array([row for row, _ in places], dtype=np.intp),
        n_independent=n_independent,
    )


def _rows(values: FloatArray, places: Sequence[tuple[int, int]]) -> FloatArray:
    """Return the values of some parties and columns; (n_places, n_draws)."""
    rows = [row for row, _ in places]
    columns = [column for _, column in places]
    return np.asarray(values[rows, columns], dtype=np.float64).reshape(len(rows), values.shape[2])


def _least_worth(arrays: CaseArrays, values: FloatArray) -> FloatArray:
    least = np.full((len(arrays.red_lines), values.shape[2]), -np.inf)
    for place, line in enumerate(arrays.red_lines):
        if line.column is not None:
            least[place] = values[line.party, line.column]
    return least


def _influence_varies(arrays: CaseArrays) -> bool:
    return any(name.value.high > name.value.low for name in arrays.influence)


def _influence(arrays: CaseArrays, n_draws: int, rng: np.random.Generator) -> FloatArray:
    """Draw the influence of each party, after all else, so that it moves no other value."""
    if not arrays.influence:
        return np.ones((len(arrays.parties), n_draws))
    low = np.array([name.value.low for name in arrays.influence])
    high = np.array([name.value.high for name in arrays.influence])
    varies = high > low
    drawn = np.repeat(low[:, None], n_draws, axis=1)
    unit = unit_points(int(varies.sum()), n_draws, rng)
    drawn[varies] = in_ranges(unit, low[varies], high[varies])
    return drawn


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
