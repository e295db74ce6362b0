"""In which order each party of a case puts its outcomes, exactly and in every draw.

An outcome that crosses a red line of a party stands below all that cross none, for that party; a
least worth changes no order, since it is about worth itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from detente.analysis.axes import preference_of, sorted_issues
from detente.analysis.draws import Draws
from detente.analysis.prepared import Prepared
from detente.analysis.problem import CaseProblem, to_problem
from detente.case.model import Preference
from detente.case.statements import mask, parse_statement
from detente.kernels.graph_search import RankArray
from detente.kernels.outcomes import (
    BoolArray,
    FloatArray,
    IntArray,
    enumerate_outcomes,
    worth_of,
)
from detente.kernels.problem import whole, worth_in_units
from detente.kernels.sampling import in_ranges, unit_points

FINE = 10**6
"""Worths in draws are compared in this many parts of a point."""
ROOM = 5 * 10**8
"""Most parts; where worths lie further apart, parts are larger."""
BELOW = 10**9
"""By how many parts outcomes that cross a red line are lowered: more than there are."""
MAX_CELLS = 2**22
"""Most worths (party x outcome x draw) in memory at a time."""


@dataclass(frozen=True)
class Orders:
    """The orders of all parties over all combinations of options, links not looked at.

    Rows are those of the arrays of the case.
    """

    ready: Prepared
    """The case."""

    @cached_property
    def outcomes(self) -> IntArray:
        """Option indices of every combination; (n_states, n_issues)."""
        return enumerate_outcomes(self.ready.arrays.n_options)

    @cached_property
    def problem(self) -> CaseProblem:
        """The case with the middle of every range; rows are those of the arrays."""
        return to_problem(self.ready.case)

    @cached_property
    def crossed(self) -> BoolArray:
        """Where an outcome crosses a stated red line; (n_parties, n_states)."""
        arrays = self.ready.arrays
        issues = sorted_issues(self.ready.case)
        found = np.zeros((len(arrays.parties), len(self.outcomes)), dtype=np.bool_)
        for row, party in enumerate(arrays.parties):
            for line in preference_of(self.ready.case, party).red_lines:
                if line.barred is not None:
                    found[row] |= mask(parse_statement(line.barred), issues, self.outcomes)
        return found

    @cached_property
    def units(self) -> tuple[IntArray | None, ...]:
        """Worth of every outcome to each party in whole units, or its sum of weights.

        None where only an order is known. Shape (n_states,) each.
        """
        worth = worth_in_units(self.problem.problem, self.outcomes)
        return tuple(
            self._weights(row)[0] if self._wants(row).ordinal else worth[row]
            for row in range(len(worth))
        )

    @cached_property
    def unit(self) -> tuple[Fraction, ...]:
        """Points of 100 that one unit is, by row."""
        return tuple(
            self._weights(row)[1] if self._wants(row).ordinal else unit
            for row, unit in enumerate(self.problem.problem.unit)
        )

    @cached_property
    def rank(self) -> RankArray:
        """Order with every range at its middle, larger is better; (n_parties, n_states)."""
        n_states = len(self.outcomes)
        found = np.empty((len(self.units), n_states), dtype=np.int32)
        for row, units in enumerate(self.units):
            order = self.places(row) if units is None else units
            ranks = np.unique(order, return_inverse=True)[1].reshape(-1)
            found[row] = np.unique(ranks + n_states * ~self.crossed[row], return_inverse=True)[
                1
            ].reshape(-1)
        return found

    def places(self, row: int) -> IntArray:
        """Return the order of a party with a ranking or priorities without weights; (n_states,).

        Larger is better; red lines are not looked at.
        """
        wants = self._wants(row)
        if wants.ranking:
            return self._ranked(wants)
        found = np.zeros(len(self.outcomes), dtype=np.intp)
        for met in self._met(wants):
            found = np.unique(2 * found + met, return_inverse=True)[1].reshape(-1)
        return found

    def place_in_ranking(self, row: int, state: int) -> int | None:
        """Return the place of an outcome in the ranking of a party; None: in none."""
        wants = self._wants(row)
        place = len(wants.ranking) - int(self._ranked(wants)[state])
        return place if place < len(wants.ranking) else None

    def met(self, row: int, states: Sequence[int]) -> BoolArray:
        """Return which priorities of a party are met; (n_priorities, n_states asked)."""
        masks = self._met(self._wants(row))
        return np.array([met[list(states)] for met in masks], dtype=np.bool_)

    def in_draws(self, states: IntArray, n_draws: int) -> Iterator[RankArray]:
        """Yield the order of some outcomes in some of the draws, evenly chosen.

        Parameters
        ----------
        states : intp array, shape (n_some,)
            Outcomes.
        n_draws : int
            How many draws, at most those there are.

        Yields
        ------
        int32 array, shape (n_parties, n_some)
            Larger is better, in parts of a point of 100.
        """
        draws = self.ready.draws
        columns = np.linspace(0, draws.n_draws - 1, n_draws).round().astype(np.intp)
        below = np.where(self.crossed[:, states], BELOW, 0).astype(np.int32)
        fixed = {
            row: self.places(row)[states].astype(np.int32)
            for row in range(len(below))
            if self._wants(row).ordinal and self.units[row] is None
        }
        weighted = self._drawn_weights(states, columns)
        step = max(1, MAX_CELLS // max(1, below.size))
        for start in range(0, n_draws, step):
            some = columns[start : start + step]
            worth = self._worth(draws.only(some), states)
            for row, sums in weighted.items():
                worth[row] = sums[:, start : start + step]
            low, high = float(worth.min()), float(worth.max())
            parts = min(FINE, ROOM / max(high - low, 1e-9))
            found = np.rint((worth - low) * parts).astype(np.int32)
            for row, order in fixed.items():
                found[row] = order[:, None]
            found -= below[:, :, None]
            for column in range(found.shape[2]):
                yield np.ascontiguousarray(found[:, :, column])

    def _worth(self, draws: Draws, states: IntArray) -> FloatArray:
        worth = worth_of(draws.parts(), self.outcomes[states])
        case, issues = self.ready.case, sorted_issues(self.ready.case)
        place = 0
        for row, party in enumerate(self.ready.arrays.parties):
            for item in preference_of(case, party).interactions:
                applies = mask(parse_statement(item.when), issues, self.outcomes[states])
                worth[row, applies] += draws.added[place]
                place += 1
        return worth

    def _drawn_weights(self, states: IntArray, columns: IntArray) -> dict[int, FloatArray]:
        """Return sums of weights of priorities; parties that want the same get the same draws."""
        found: dict[int, FloatArray] = {}
        rng = np.random.default_rng([self.ready.seed, 1])
        drawn: dict[tuple[object, ...], FloatArray] = {}
        for row in range(len(self.ready.arrays.parties)):
            wants = self._wants(row)
            if not wants.ordinal or self.units[row] is None:
                continue
            if wants.priorities not in drawn:
                unit = unit_points(len(wants.priorities), self.ready.draws.n_draws, rng)
                low = np.array([item.weight.low for item in wants.priorities if item.weight])
                high = np.array([item.weight.high for item in wants.priorities if item.weight])
                drawn[wants.priorities] = in_ranges(unit, low, high)[:, columns]
            met = np.array(self._met(wants))[:, states].astype(np.float64)
            found[row] = met.T @ drawn[wants.priorities]
        return found

    def _weights(self, row: int) -> tuple[IntArray | None, Fraction]:
        wants = self._wants(row)
        weights = [item.weight.exact_mid for item in wants.priorities if item.weight is not None]
        if not weights:
            return None, Fraction(1)
        (numbers,), (unit,) = whole([weights])
        met = np.array(self._met(wants))
        sums = np.zeros(len(self.outcomes), dtype=np.int64)
        for number, true in zip(numbers, met, strict=True):
            sums += number * true
        return sums, unit

    def _ranked(self, wants: Preference) -> IntArray:
        issues = sorted_issues(self.ready.case)
        found = np.zeros(len(self.outcomes), dtype=np.intp)
        for place, rank in reversed(list(enumerate(wants.ranking))):
            for text in rank.any_of:
                true = mask(parse_statement(text), issues, self.outcomes)
                found[true] = len(wants.ranking) - place
        return found

    def _met(self, wants: Preference) -> list[BoolArray]:
        issues = sorted_issues(self.ready.case)
        return [
            mask(parse_statement(item.statement), issues, self.outcomes)
            for item in wants.priorities
        ]

    def _wants(self, row: int) -> Preference:
        return preference_of(self.ready.case, self.ready.arrays.parties[row])
