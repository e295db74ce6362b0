"""The best settlements for a concave goal, all of them, with a proof: linear bounds, then a walk.

Branch and bound: HiGHS solves the linear relaxation of a part of the outcomes; its dual values
say what every choice loses against the bound. Where few outcomes lose little enough to matter,
all of these are walked through (`kernels/walk.py`); otherwise the part is split by the options of
one issue. Candidates are checked with exact arithmetic.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from detente.errors import AnalysisError
from detente.kernels.model import Linear, Model
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.problem import is_settlement
from detente.kernels.solver import dual_sums, solved, solver_of
from detente.kernels.walk import Walk, n_within, walk

CLOSE = 1e-9
"""Fraction of the value (of 1 where that is less) within which outcomes are kept as candidates."""
WALKABLE = 1e7
"""About how many outcomes of a part are walked through rather than split further."""
MAX_STEPS = 20_000_000
"""Most choices tried in one walk."""
PART_STEPS = 30_000
"""Choices that can be tried in about the time of one linear relaxation."""
CHECK_STEPS = 300
"""Choices that can be tried in about the time in which one outcome is checked exactly."""
PATIENCE = 300_000_000
"""Choices after which ties are no longer collected, and only clearly better outcomes searched."""
MAX_WORK = 2_000_000_000
"""Choices after which a search stops with the bound it has proven."""
ENOUGH = 5e-7
"""Clearly better, as a fraction of the value (of 1 where that is less)."""
MAX_CANDIDATES = 20_000
"""Most outcomes kept; with more, only better ones than the best known are searched."""
MAX_TANGENTS = 24
"""Most tangents added for one part."""
ROUNDED = 8
"""Every so many parts the outcome next to the relaxed one is tried."""
MAX_CHANGES = 200
"""With more single changes of an outcome, pairs of changes are not tried."""
NEARBY = 16
"""Every so many parts the outcomes near both the best one known and the relaxed one are tried."""
NEARBY_OUTCOMES = 1e7
"""About how many outcomes these are."""
NEARBY_STEPS = 300_000
"""Most choices tried among them."""

_FAR = 1e7
_FINE = 1e-9
_LOOSE = 0.05


Outcomes = Sequence[Sequence[int]] | IntArray
"""Options of each issue, outcome by outcome."""


@dataclass(frozen=True)
class Goal:
    """A concave function of the worths: what is made as large as possible."""

    pieces: tuple[Linear, ...]
    """Sums none of which the value exceeds."""
    value: Callable[[IntArray], FloatArray]
    """Value of outcomes (n_outcomes, n_issues)."""
    tangent: Callable[[FloatArray], tuple[float, Linear]] | None = None
    """Value at any values of the columns, and a sum that touches it there and never lies below;
    None where the value is the least of the pieces."""


@dataclass(frozen=True)
class Found:
    """What a search found."""

    outcomes: IntArray
    """Settlements within `CLOSE` of the best (n_candidates, n_issues); empty: there is none."""
    value: float
    """Best value."""
    bound: float
    """What no settlement exceeds."""
    is_complete: bool
    """Whether `outcomes` holds every settlement within `CLOSE` of the best."""


def search(
    model: Model,
    goal: Goal,
    max_candidates: int = MAX_CANDIDATES,
    max_work: int = MAX_WORK,
    known: Outcomes = (),
) -> Found:
    """Return the settlements with the largest value.

    Parameters
    ----------
    model : Model
        Settlements, as `settlements` returns them, perhaps with further rows; it is changed.
    goal : Goal
        What is made as large as possible.
    max_candidates : int
        Most outcomes kept; where more tie, only better ones are searched from there on.
    max_work : int
        Choices tried after which the search stops with what it has proven.
    known : sequence of outcomes
        Tried first; good ones save most of the work where hardly anything is accepted.

    Returns
    -------
    Found
        Exact where complete. Otherwise the best is within `CLOSE` of the bound, within `ENOUGH`
        after `PATIENCE` choices, and further away only after `max_work`: the bound says so.

    Raises
    ------
    AnalysisError
        If HiGHS fails, or `max_work` was done without finding a settlement or excluding one.

    Notes
    -----
    A linear relaxation with dual values y gives for every outcome x the bound
    ``sum over rows of max(y * row) + sum over issues of (reduced cost of the chosen option)``,
    whatever y is, so rounding inside the solver costs time and never correctness; only its
    statement that a relaxation has no solution is believed. Nothing depends on the clock.
    """
    found = _Search(model, goal, max_candidates, max_work)
    if len(known):
        found.take(np.array(known, dtype=np.intp).reshape(len(known), -1))
    return found.run()


class _Search:
    def __init__(self, model: Model, goal: Goal, max_candidates: int, max_work: int) -> None:
        self.model, self.goal = model, goal
        self.max_candidates, self.max_work = max_candidates, max_work
        self.first = np.array(model.first, dtype=np.intp)
        self.n_chosen = model.first[-1]
        self.relaxation = _Relaxation(model, goal)
        self.n_parts = self.work = 0
        self.best = -inf
        self.kept: dict[tuple[int, ...], float] = {}
        self.only_better = False

    @property
    def margin(self) -> float:
        return CLOSE * max(1.0, abs(self.best)) if self.best > -inf else 0.0

    @property
    def step(self) -> float:
        """Return by how much outcomes must be better where ties are not collected."""
        return self.margin * (ENOUGH / CLOSE if self.work > PATIENCE else 1.0)

    @property
    def needed(self) -> float:
        """Return what a part must be able to reach to be looked at."""
        collects = not self.only_better and self.work <= PATIENCE
        return self.best - self.margin if collects else self.best + self.step

    def run(self) -> Found:
        lower, upper = np.array(self.model.lower), np.array(self.model.upper)
        stack = [(inf, lower, upper)]
        while stack and self.work < self.max_work:
            bound, lower, upper = stack.pop()
            if bound >= self.needed:
                self.n_parts += 1
                self.work += PART_STEPS
                stack += self.look_at(lower, upper)
        left = max((bound for bound, _, _ in stack), default=-inf)
        return self.result(left if left >= self.needed else -inf)

    def result(self, left: float) -> Found:
        if self.best == -inf and left > -inf:
            msg = (
                "no settlement found and none excluded within the limit of work; "
                "fewer issues, parties or conditions make the question answerable"
            )
            raise AnalysisError(msg)
        close = [o for o, value in self.kept.items() if value >= self.best - self.margin]
        outcomes = np.array(sorted(close), dtype=np.intp).reshape(-1, len(self.first) - 1)
        is_complete = left == -inf and not self.only_better and self.work <= PATIENCE
        if is_complete:
            return Found(outcomes, self.best, self.best, is_complete)
        return Found(outcomes, self.best, max(left, self.best + self.step), is_complete)

    def look_at(self, lower: FloatArray, upper: FloatArray) -> list["_Part"]:
        """Settle one part of the outcomes, or return what it is split into."""
        bound = self.relaxation.bound(lower, upper, self.needed)
        if bound is None:
            return []
        allowed = upper[: self.n_chosen] > 0.5
        best = np.maximum.reduceat(np.where(allowed, bound.reduced, -inf), self.first[:-1])
        if bound.constant + best.sum() < self.needed:
            return []
        if self.best == -inf or self.n_parts % ROUNDED == 1:
            self.round(bound.values)
        losses = np.repeat(best, np.diff(self.first)) - bound.reduced
        if self.n_parts % NEARBY == 1:
            self.look_near(bound, losses, allowed)
        if self.walk_through(bound, losses, allowed, bound.constant + float(best.sum())):
            return []
        return self.split(bound, best, lower, upper)

    def round(self, values: FloatArray) -> None:
        """Try the outcome next to a relaxed one, and what is near that while nothing is known."""
        was = self.best
        self.take(self.model.chosen(values))
        if self.best > was == -inf:
            self.climb()

    def climb(self) -> None:
        """Try what is near the best outcome known as long as that is better."""
        was = -inf
        while self.best > was:
            was = self.best
            self.take(_neighbors(self.best_known(), self.first))

    def best_known(self) -> IntArray:
        """Return the best outcome known."""
        best = max(self.kept, key=lambda known: (self.kept[known], known))
        return np.array(best, dtype=np.intp)

    def take(self, outcomes: IntArray) -> None:
        """Keep those outcomes that are settlements and good enough."""
        values = self.goal.value(outcomes)
        enough = (values >= self.needed) & (values > -inf)
        outcomes, values = outcomes[enough], values[enough]
        holds = is_settlement(self.model.problem, outcomes)
        outcomes, values = outcomes[holds], values[holds]
        if not len(outcomes):
            return
        self.best = max(self.best, float(values.max()))
        enough = values >= self.best - self.margin
        for outcome, value in zip(outcomes[enough].tolist(), values[enough], strict=True):
            self.kept[tuple(outcome)] = float(value)
        if len(self.kept) > self.max_candidates:
            limit = self.best - self.margin
            self.kept = {o: value for o, value in self.kept.items() if value >= limit}
            self.only_better |= len(self.kept) > self.max_candidates
            order = sorted(self.kept.items(), key=lambda known: (-known[1], known[0]))
            self.kept = dict(order[: self.max_candidates])

    def look_near(self, bound: "_Bound", losses: FloatArray, allowed: BoolArray) -> None:
        """Try what the best outcome known and the relaxed one choose, and what loses little."""
        was = -inf
        while self.best > was:
            was = self.best
            chosen = bound.values[: self.n_chosen] > _FINE
            chosen[self.first[:-1] + self.best_known()] = True
            near = _widened(chosen & allowed, losses, self.first, allowed)
            path, order = self.path(bound, losses, near)
            while not path.is_done and path.steps < NEARBY_STEPS:
                self.go_on(path, order, bound, self.needed + 2.0 * self.margin, NEARBY_STEPS)

    def path(
        self, bound: "_Bound", losses: FloatArray, allowed: BoolArray
    ) -> tuple[Walk, IntArray]:
        """Return a walk through allowed outcomes, and the order of the issues on it."""
        spread = np.add.reduceat(np.where(allowed, losses, 0.0), self.first[:-1])
        order = np.argsort(-spread, kind="stable").astype(np.intp)
        values = np.vstack([bound.reduced, self.relaxation.sums])
        return walk(values, self.first, order, allowed), order

    def go_on(self, path: Walk, order: IntArray, bound: "_Bound", target: float, most: int) -> None:
        """Take what comes next on a walk and can reach a target."""
        rest = self.relaxation.needed_of_sums(target)
        before = path.steps
        columns = path.go_on(np.append(target - bound.constant, rest), most)
        self.work += path.steps - before + len(columns) * CHECK_STEPS
        outcomes = np.empty_like(columns)
        outcomes[:, order] = columns - self.first[order]
        self.take(outcomes)

    def walk_through(
        self, bound: "_Bound", losses: FloatArray, allowed: BoolArray, most: float
    ) -> bool:
        """Look at every outcome of a part that can matter; False where there are too many."""
        budget = most - self.needed if self.best > -inf else inf
        if n_within(losses, self.first, allowed, max(budget, 1e-300)) > WALKABLE:
            return False
        path, order = self.path(bound, losses, allowed)
        while not path.is_done and path.steps < MAX_STEPS:
            was = self.best
            self.go_on(path, order, bound, self.needed if was > -inf else -_FAR, MAX_STEPS)
            if self.best > was + 10.0 * ENOUGH * max(1.0, abs(self.best)):
                self.climb()
        return path.is_done

    def split(
        self, bound: "_Bound", best: FloatArray, lower: FloatArray, upper: FloatArray
    ) -> list["_Part"]:
        """Return a part in smaller ones, the most promising last."""
        most = bound.constant + float(best.sum())
        for column in self.model.switches:
            if lower[column] < upper[column]:
                on, off = lower.copy(), upper.copy()
                on[column], off[column] = 1.0, 0.0
                pair = [(most, lower, off), (most, on, upper)]
                return pair if bound.values[column] >= 0.5 else pair[::-1]
        chosen = bound.values[: self.n_chosen]
        sizes = np.add.reduceat(upper[: self.n_chosen], self.first[:-1])
        doubt = 1.0 - np.maximum.reduceat(chosen, self.first[:-1])
        issue = int(np.lexsort((-sizes, -np.round(doubt, 9)))[0])
        if doubt[issue] < 1e-9:
            issue = int(np.argmax(sizes))
        columns = range(self.first[issue], self.first[issue + 1])
        parts = []
        for column in sorted(columns, key=lambda c: (chosen[c], bound.reduced[c])):
            if upper[column] > 0.5:
                part = upper.copy()
                part[columns.start : columns.stop] = 0.0
                part[column] = 1.0
                limit = most - float(best[issue] - bound.reduced[column])
                parts.append((limit, lower, part))
        return parts


_Part = tuple[float, FloatArray, FloatArray]


@dataclass(frozen=True)
class _Bound:
    """No outcome of a part exceeds `constant` plus the reduced costs of its options."""

    values: FloatArray
    constant: float
    reduced: FloatArray


class _Relaxation:
    """The linear relaxation in HiGHS, solved again and again under other bounds."""

    def __init__(self, model: Model, goal: Goal) -> None:
        self.goal = goal
        self.n_chosen = model.first[-1]
        self.lower, self.upper = np.array(model.lower), np.array(model.upper)
        most = min(self._most(piece) for piece in goal.pieces)
        least = min(-self._most(-1.0 * piece) for piece in goal.pieces)
        self.lower = np.append(self.lower, min(least - 1.0, -_FAR))
        self.upper = np.append(self.upper, most + 1.0)
        self.rows = [(row.terms, row.least, row.most) for row in model.rows]
        self.rows += [self._under(piece) for piece in goal.pieces]
        self._walked(model, goal)
        self.solver = solver_of(self.rows, self.lower, self.upper, {len(self.lower) - 1: 1.0})
        self._dense()

    def bound(self, lower: FloatArray, upper: FloatArray, needed: float) -> _Bound | None:
        """Return what no outcome of a part exceeds; None where nothing of it is left."""
        n = len(lower)
        self.solver.changeColsBounds(n, np.arange(n, dtype=np.int32), lower, upper)
        self.lower[:n], self.upper[:n] = lower, upper
        for _ in range(MAX_TANGENTS):
            if not solved(self.solver):
                return None
            solution = self.solver.getSolution()
            values = np.array(solution.col_value)
            if self.goal.tangent is None or values[-1] < needed:
                break
            reached, piece = self.goal.tangent(values)
            room = max(values[-1] - needed, 0.0) if needed > -inf else 1.0
            if values[-1] - reached <= _LOOSE * room + _FINE:
                break
            self._add(piece)
        return self._bound(values, np.array(solution.row_dual))

    def needed_of_sums(self, target: float) -> FloatArray:
        """Return what each of `sums` must reach for a value of `target`."""
        return self._least + target * self._by_target - _FINE

    def _bound(self, values: FloatArray, dual: FloatArray) -> _Bound:
        dual = np.append(dual, np.zeros(len(self.rows) - len(dual)))
        constant, reduced = dual_sums(dual, self._matrix, self._below, self._above)
        reduced[-1] += 1.0
        rest = reduced[self.n_chosen :]
        ends = rest * self.lower[self.n_chosen :], rest * self.upper[self.n_chosen :]
        constant += float(np.maximum(*ends).sum())
        return _Bound(values, constant, reduced[: self.n_chosen])

    def _add(self, piece: Linear) -> None:
        terms, least, most = self._under(piece)
        self.rows.append((terms, least, most))
        columns = np.array(list(terms), dtype=np.int32)
        weights = np.array(list(terms.values()))
        self.solver.addRow(least, most, len(columns), columns, weights)
        self._dense()

    def _under(self, piece: Linear) -> tuple[Mapping[int, float], float, float]:
        """Return the row that keeps the value at or below a piece."""
        column = len(self.lower) - 1
        return {**piece.terms, column: -1.0}, -piece.constant, inf

    def _most(self, piece: Linear) -> float:
        ends = (max(w * self.lower[c], w * self.upper[c]) for c, w in piece.terms.items())
        return piece.constant + float(sum(ends))

    def _dense(self) -> None:
        self._matrix = np.zeros((len(self.rows), len(self.lower)))
        for number, (terms, _, _) in enumerate(self.rows):
            self._matrix[number, list(terms)] = list(terms.values())
        self._below = np.array([least for _, least, _ in self.rows])
        self._above = np.array([most for _, _, most in self.rows])

    def _walked(self, model: Model, goal: Goal) -> None:
        """Write down what a walk checks on the way: the pieces and the rows of the model."""
        sums: list[FloatArray] = []
        least: list[float] = []
        by_target: list[float] = []

        def add(terms: Mapping[int, float], needed: float, share: float) -> None:
            row = np.zeros(self.n_chosen)
            for column, weight in terms.items():
                if column < self.n_chosen:
                    row[column] = weight
                else:
                    needed -= max(weight * self.lower[column], weight * self.upper[column])
            sums.append(row)
            least.append(needed)
            by_target.append(share)

        for piece in goal.pieces:
            add(piece.terms, -piece.constant, 1.0)
        for row in model.rows[len(model.first) - 1 :]:
            if row.least > -inf:
                add(row.terms, row.least, 0.0)
            if row.most < inf:
                add({c: -w for c, w in row.terms.items()}, -row.most, 0.0)
        self.sums = np.array(sums).reshape(-1, self.n_chosen)
        self._least, self._by_target = np.array(least), np.array(by_target)


def _widened(
    chosen: BoolArray, losses: FloatArray, first: IntArray, allowed: BoolArray
) -> BoolArray:
    """Return options with further ones that lose least, up to about `NEARBY_OUTCOMES` outcomes."""
    found = chosen.copy()
    issue = np.repeat(np.arange(len(first) - 1), np.diff(first))
    sizes = np.add.reduceat(found.astype(np.float64), first[:-1])
    n_outcomes = float(np.prod(np.maximum(sizes, 1.0)))
    for column in np.argsort(losses, kind="stable").tolist():
        if allowed[column] and not found[column]:
            size = sizes[issue[column]]
            n_outcomes *= (size + 1.0) / max(size, 1.0)
            if n_outcomes > NEARBY_OUTCOMES:
                break
            found[column] = True
            sizes[issue[column]] = size + 1.0
    return found


def _neighbors(outcome: IntArray, first: IntArray) -> IntArray:
    """Return the outcomes that differ in one issue, or in two where those are few."""
    sizes = np.diff(first)
    issue = np.repeat(np.arange(len(sizes)), sizes)
    option = np.arange(first[-1]) - first[issue]
    is_change = option != outcome[issue]
    issue, option = issue[is_change], option[is_change]
    a = b = np.arange(len(issue))
    if len(issue) <= MAX_CHANGES:
        a, b = np.triu_indices(len(issue))
    found = np.repeat(outcome[None, :], len(a), axis=0)
    every = np.arange(len(a))
    found[every, issue[b]] = option[b]
    found[every, issue[a]] = option[a]
    return found
