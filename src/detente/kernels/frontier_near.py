"""Settlements next to a relaxed one, and better ones near a settlement: quick, without a proof."""

from math import inf

import numpy as np

from detente.kernels.model import Model
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.problem import is_settlement, worth_in_units

MAX_ROUNDED = 256
"""Most ways of rounding a relaxed settlement that are tried."""
MAX_CHANGES = 300
"""With more options, two issues are not changed at once."""
TRIED = 64
"""Most changes of one outcome that are checked exactly."""
ROUNDS = 4
"""Most changes made one after the other."""
_DUST = 1e-9


class Near:
    """Outcomes next to others, by what they are worth to the parties at the table.

    Parameters
    ----------
    model : Model
        Settlements, as `settlements` returns them.
    """

    def __init__(self, model: Model) -> None:
        self.problem, self.table = model.problem, list(model.problem.table)
        problem = self.problem
        self.first = np.array(model.first, dtype=np.intp)
        unit = [problem.unit[party] / model.exact_scale for party in self.table]
        self.unit = np.array([float(one) for one in unit])
        parts = [[int(u) for part in problem.parts for u in part[p]] for p in self.table]
        self.parts = np.array(
            [[model.in_scale(p, u) for u in row] for p, row in zip(self.table, parts, strict=True)]
        ).reshape(len(self.table), -1)
        self.in_scale = model.in_scale
        issue = np.repeat(np.arange(len(problem.parts)), np.diff(self.first))
        columns = np.arange(self.first[-1])
        self.a = self.b = columns
        if len(columns) <= MAX_CHANGES:
            a, b = np.triu_indices(len(columns), 1)
            apart = issue[a] != issue[b]
            self.a, self.b = a[apart], b[apart]
        self.issue = issue

    def worth(self, outcomes: IntArray) -> FloatArray:
        """Return worths at the table in the numbers of the model (n_table, n_outcomes)."""
        units = worth_in_units(self.problem, outcomes)[self.table]
        if units.dtype != object:
            return np.asarray(units * self.unit[:, None])
        rows = zip(self.table, units, strict=True)
        return np.array([[self.in_scale(party, int(u)) for u in row] for party, row in rows])

    def value(self, outcomes: IntArray, limits: FloatArray) -> FloatArray:
        """Return the least difference between the worth of outcomes and limits (n_outcomes,)."""
        return np.asarray((self.worth(outcomes) - limits[:, None]).min(axis=0))

    def reaching(
        self, values: FloatArray, limits: FloatArray, enough: float
    ) -> tuple[IntArray, float]:
        """Return a settlement next to a relaxed one, and how far it reaches above limits.

        Parameters
        ----------
        values : float64 array, shape (n_columns,)
            The relaxed settlement.
        limits : float64 array, shape (n_table,)
            In the numbers of the model; -inf for a party without one.
        enough : float
            With so much the search ends.

        Returns
        -------
        outcome : intp array, shape (n_issues,)
            Option of each issue.
        value : float
            As `value` gives it; -inf where it is no settlement.
        """
        outcomes = self._rounded(values[: self.first[-1]])
        reached = self.value(outcomes, limits)
        fits = is_settlement(self.problem, outcomes)
        best = int(np.argmax(np.where(fits, reached, -inf)))
        outcome, value = outcomes[best], float(reached[best]) if fits[best] else -inf
        if value == -inf:
            outcome = outcomes[int(np.argmax(reached))]
        for _ in range(ROUNDS):
            if value >= enough:
                break
            gains = self.worth(outcome[None]) - limits[:, None] + self._changes(outcome)
            found = self._best(outcome, gains.min(axis=0), limits, value)
            if found is None:
                break
            outcome, value = found
        return outcome, value

    def improved(self, outcome: IntArray) -> IntArray:
        """Return a settlement at least as good for all at the table, by changing few issues."""
        for _ in range(ROUNDS):
            changes = self._changes(outcome)
            better = (changes.min(axis=0) >= -_DUST) & (changes.max(axis=0) > _DUST)
            places = np.flatnonzero(better)
            if not len(places):
                break
            order = np.argsort(-changes[:, places].sum(axis=0), kind="stable")[:TRIED]
            tried = self._changed(outcome, places[order])
            units = worth_in_units(self.problem, np.vstack([outcome, tried]))[self.table]
            right = (units[:, 1:] >= units[:, :1]).all(axis=0)
            right &= (units[:, 1:] > units[:, :1]).any(axis=0)
            right &= is_settlement(self.problem, tried)
            if not right.any():
                break
            outcome = tried[int(np.argmax(right))]
        return outcome

    def _best(
        self, outcome: IntArray, guesses: FloatArray, limits: FloatArray, value: float
    ) -> tuple[IntArray, float] | None:
        """Return the first change of an outcome that keeps what was guessed; None: none is."""
        order = np.argsort(-guesses, kind="stable")[:TRIED]
        tried = self._changed(outcome, order[guesses[order] > max(value, 0.0) + _DUST])
        fits = is_settlement(self.problem, tried)
        reached = np.where(fits, self.value(tried, limits), -inf) if len(tried) else fits
        if not fits.any() or reached.max() <= value:
            return None
        best = int(np.argmax(reached))
        return tried[best], float(reached[best])

    def _changes(self, outcome: IntArray) -> FloatArray:
        """Return about what each change adds to worths (n_table, n_changes)."""
        at = self.parts[:, self.first[:-1] + outcome]
        single = self.parts - at[:, self.issue]
        return np.asarray(single if self.a is self.b else single[:, self.a] + single[:, self.b])

    def _changed(self, outcome: IntArray, places: IntArray) -> IntArray:
        found = np.repeat(outcome[None], len(places), axis=0)
        every = np.arange(len(places))
        for column in (self.a[places], self.b[places]):
            issue = self.issue[column]
            found[every, issue] = column - self.first[issue]
        return found

    def _rounded(self, chosen: FloatArray) -> IntArray:
        """Return outcomes of the options that a relaxed one chooses in part, likeliest issues."""
        found = np.zeros((1, len(self.first) - 1), dtype=np.intp)
        parts = [chosen[a:b] for a, b in zip(self.first[:-1], self.first[1:], strict=True)]
        found[0] = [int(part.argmax()) for part in parts]
        second = [float(np.sort(part)[-2]) if len(part) > 1 else 0.0 for part in parts]
        for issue in np.argsort(-np.array(second), kind="stable").tolist():
            options = np.flatnonzero(parts[issue] > _DUST)
            if len(options) < 2:
                break
            if len(found) * len(options) > MAX_ROUNDED:
                break
            found = np.repeat(found, len(options), axis=0)
            found[:, issue] = np.tile(options, len(found) // len(options))
        return found
