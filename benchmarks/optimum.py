"""Solution points and conflicting red lines of large negotiations, against plain use of HiGHS.

Run ``python benchmarks/optimum.py``; it prints two Markdown tables. Seconds are processor time of
one process, compiled code loaded before. Solutions: each rule on its own (`points` with one rule,
with all it needs: whether there is a settlement, what each party can gain), and all four together;
with ``--tight`` a table of those in which hardly anything is accepted instead. The plain way writes
the same rows down once and leaves the rest to HiGHS at its usual settings, with a relative gap of
one in a million: a largest least gain, and for Nash the tangents of the logarithms, until the gap
is closed.

Conflicts: all smallest sets of red lines that exclude each other and all smallest to give up. The
plain ways ask HiGHS whether a set of red lines leaves a settlement: one goes through the sets with
few members first, the other (MARCO) grows and shrinks sets that the answers so far leave open.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import combinations, count, islice
from math import exp, inf, log
from typing import Any as Anything

import highspy
import numpy as np

from detente.kernels.condition import All, Any, Condition, In
from detente.kernels.model import Linear, Model, settlements
from detente.kernels.optimum import points
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.problem import MAX_WHOLE, Line, Problem, Quota, whole
from detente.kernels.relaxation import relaxations

SIZE = (30, 5, 7)
"""Issues, options, parties."""
SEEDS = range(10)
RULES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
GAP = 1e-6
LIMIT = 10.0
"""Seconds after which a plain way is given up."""
N_LINES = 40
"""Red lines of a quarrel."""
N_QUARRELS = 3


def negotiation(seed: int) -> Problem:
    """Return a negotiation with real scores, links and red lines in which all must accept.

    Weights of issues are even on the simplex and scores even from 0 to 100, both with every digit
    of a float; no deal is worth 30 to 50 points; six links tie two issues each, and every party
    has two red lines that bar two options of an issue beside two of another.
    """
    n_issues, n_options, n_parties = SIZE
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(n_parties):
        weights = [Fraction(float(w)) for w in rng.dirichlet(np.ones(n_issues))]
        scores = [Fraction(float(s)) for s in 100 * rng.random(n_issues * n_options)]
        total = sum(weights)
        worth = [weights[n // n_options] / total * score for n, score in enumerate(scores)]
        rows.append([*worth, Fraction(float(rng.uniform(30, 50)))])
    numbers, units = whole(rows)
    largest = max(sum(map(abs, row)) for row in numbers)
    table = np.array(numbers, dtype=np.int64 if largest < MAX_WHOLE else object)
    no_deal = tuple(row[-1] for row in numbers)

    def choice(issue: int, n: int) -> In:
        return In(issue, frozenset(rng.choice(n_options, n, replace=False).tolist()))

    def pair() -> tuple[int, int]:
        first, second = rng.choice(n_issues, 2, replace=False).tolist()
        return first, second

    links = [Any((choice(a, 3), choice(b, 3))) for a, b in (pair() for _ in range(6))]
    lines = [
        Line(party, All((choice(a, 2), choice(b, 2))))
        for party in range(n_parties)
        for a, b in (pair() for _ in range(2))
    ]
    parts = [table[:, n : n + n_options] for n in range(0, n_issues * n_options, n_options)]
    return _problem(parts, no_deal, units, links=tuple(links), lines=tuple(lines))


def _problem(
    parts: Sequence[IntArray], no_deal: tuple[int, ...], units: Sequence[Fraction], **more: Anything
) -> Problem:
    everyone = tuple(range(len(units)))
    return Problem(
        parts=tuple(parts),
        bonuses=(),
        no_deal=no_deal,
        floor=no_deal,
        consent=(Quota(everyone, len(everyone)),),
        table=everyone,
        unit=tuple(units),
        influence=(Fraction(1),) * len(units),
        **{"links": (), "lines": (), **more},
    )


def highs(model: Model, objective: Linear) -> highspy.Highs:
    """Return HiGHS at its usual settings with the rows of a model and what is maximized."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", GAP)
    solver.setOptionValue("time_limit", LIMIT)
    n = len(model.lower)
    solver.addVars(n, np.array(model.lower), np.array(model.upper))
    whole_columns = np.flatnonzero(model.is_whole).astype(np.int32)
    kinds = np.full(len(whole_columns), highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(len(whole_columns), whole_columns, kinds)
    for row in model.rows:
        add(solver, Linear(row.terms), row.least, row.most)
    for column, weight in objective.terms.items():
        solver.changeColCost(column, weight)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver


def add(solver: highspy.Highs, what: Linear, least: float, most: float = inf) -> None:
    """Add a row."""
    columns = np.array(list(what.terms), dtype=np.int32)
    weights = np.array(list(what.terms.values()))
    solver.addRow(least - what.constant, most - what.constant, len(columns), columns, weights)


def solve(solver: highspy.Highs) -> FloatArray | None:
    """Return the values of the columns, None where nothing was proven in time."""
    solver.run()
    is_done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return np.array(solver.getSolution().col_value) if is_done else None


def plain_ideals(problem: Problem) -> list[float]:
    """Return the most each party can gain."""
    found = []
    for party in range(problem.n_parties):
        model = settlements(problem)
        gain = model.gain(party)
        values = solve(highs(model, gain))
        if values is None:
            raise TimeoutError
        found.append(at(gain, values))
    return found


def at(what: Linear, values: FloatArray) -> float:
    """Return a sum at some values of the columns."""
    return what.constant + sum(w * float(values[c]) for c, w in what.terms.items())


def plain(problem: Problem, rule: str) -> float:
    """Return the largest value of a rule, in points or relative; TimeoutError past `LIMIT`."""
    model = settlements(problem)
    parties = range(problem.n_parties)
    if rule == "nash":
        return plain_nash(model)
    most = plain_ideals(problem) if rule != "egalitarian" else [1.0] * problem.n_parties
    gains = [(1.0 / most[party]) * model.gain(party) for party in parties]
    if rule == "utilitarian":
        aim = sum(gains, Linear())
    else:
        aim = Linear({model.column(-1e6, 1e6): 1.0})
        for gain in gains:
            model.require(gain - aim, least=0.0)
    values = solve(highs(model, aim))
    if values is None:
        raise TimeoutError
    return at(aim, values) * (model.scale if rule == "egalitarian" else 1.0)


def plain_nash(model: Model) -> float:
    """Return the largest geometric mean of gains, by tangents from above."""
    started = time.process_time()
    gains = [model.gain(party) for party in range(model.problem.n_parties)]
    logs = [Linear({model.column(-100.0, 100.0): 1.0}) for _ in gains]
    aim = (1.0 / len(gains)) * sum(logs, Linear())
    for gain in gains:
        model.require(gain, least=1e-6)
    solver = highs(model, aim)
    touched = [[50.0] for _ in gains]
    while time.process_time() - started < LIMIT:
        for gain, of_it, new in zip(gains, logs, touched, strict=True):
            for point in new:
                add(solver, of_it - (1.0 / point) * gain, -inf, log(point) - 1.0)
        values = solve(solver)
        if values is None:
            break
        reached = [at(gain, values) for gain in gains]
        mean = sum(map(log, reached)) / len(reached)
        if at(aim, values) - mean <= GAP:
            return exp(mean) * model.scale
        touched = [[point] for point in reached]
    raise TimeoutError


def taken(task: Callable[[], Anything]) -> tuple[float, Anything]:
    """Return processor seconds and the result, None where it took too long."""
    started = time.process_time()
    try:
        result = task()
    except TimeoutError:
        result = None
    return time.process_time() - started, result


TIGHT = (30, 40, 50, 55, 58, 60, 62, 64)
"""Points that no deal is worth to every party."""
TIGHT_SEEDS = range(12)


def tight(seed: int, least: int) -> Problem:
    """Return a negotiation in which no deal is worth so many points to every party."""
    problem = negotiation(seed)
    no_deal = tuple(int(Fraction(least) / unit) for unit in problem.unit)
    return replace(problem, no_deal=no_deal, floor=no_deal)


def tightness() -> None:
    """Print the largest seconds of each rule where less and less is accepted."""
    rows = []
    for least in TIGHT:
        seconds: dict[str, list[float]] = {rule: [] for rule in RULES}
        gaps = [0.0]
        for seed in TIGHT_SEEDS:
            problem = tight(seed, least)
            for rule in RULES:
                spent, found = taken(partial(points, problem, (rule,)))
                if found is not None:
                    seconds[rule].append(spent)
                    gaps.append(found[rule].gap)
        n = f"{len(seconds['nash'])} of {len(TIGHT_SEEDS)}"
        worst = (f"{max(seconds[rule], default=inf):.2f} s" for rule in RULES)
        rows.append((f"{least}", n, *worst, f"{max(gaps):.0e}"))
    table(("no deal", "with a settlement", *RULES, "largest gap"), rows)


def solutions() -> None:
    """Print the table of solution points."""
    seconds: dict[str, list[tuple[float, float]]] = {rule: [] for rule in (*RULES, "all four")}
    gaps: dict[str, list[float]] = {rule: [] for rule in seconds}
    off: dict[str, list[float]] = {rule: [] for rule in seconds}
    for seed in SEEDS:
        problem = negotiation(seed)
        for rule in seconds:
            asked = RULES if rule == "all four" else (rule,)
            spent, found = taken(partial(points, problem, asked))
            values = {name: point.value for name, point in found.items()}
            gaps[rule].append(max(point.gap for point in found.values()))
            plain_seconds, others = taken(partial(plain_all, problem, asked))
            seconds[rule].append((spent, inf if others is None else plain_seconds))
            if others is not None:
                off[rule].append(max(abs(others[r] / values[r] - 1) for r in asked))
    rows = []
    for rule, pairs in seconds.items():
        own, peer = zip(*pairs, strict=True)
        cells = (*middle_and_most(own), f"{max(gaps[rule]):.0e}", *middle_and_most(peer))
        rows.append((rule.replace("_", "-"), *cells, f"{max(off[rule], default=inf):.0e}"))
    head = ("rule", "détente, median", "worst", "largest gap")
    table((*head, "plain HiGHS, median", "worst", "its value is off by at most"), rows)


def plain_all(problem: Problem, rules: Sequence[str]) -> dict[str, float]:
    """Return the values of rules, the plain way."""
    return {rule: plain(problem, rule) for rule in rules}


def middle_and_most(seconds: Sequence[float]) -> tuple[str, str]:
    """Return median and worst as text."""
    return tuple(
        f"{value:.2f} s" if value < inf else f"over {LIMIT:.0f} s"
        for value in (float(np.median(seconds)), max(seconds))
    )  # type: ignore[return-value]


def quarrel(seed: int) -> Problem:
    """Return seven parties with 40 red lines that may leave no settlement.

    10 issues of 5 options; seven of ten lines bar one or two options of an issue, the others two
    options of an issue beside two of another. No worth is asked for.
    """
    rng = np.random.default_rng(seed)
    n_issues, n_options, n_parties = 10, 5, 7
    parts = [rng.integers(0, 101, (n_parties, n_options)) for _ in range(n_issues)]

    def choice(issue: int, n: int) -> In:
        return In(issue, frozenset(rng.choice(n_options, n, replace=False).tolist()))

    lines = []
    for number in range(N_LINES):
        a, b = rng.choice(n_issues, 2, replace=False).tolist()
        if rng.random() < 0.7:
            never: Condition = choice(a, int(rng.integers(1, 3)))
        else:
            never = All((choice(a, 2), choice(b, 2)))
        lines.append(Line(number % n_parties, never))
    nothing = (0,) * n_parties
    return _problem(parts, nothing, (Fraction(1, n_issues),) * n_parties, lines=tuple(lines))


class Asked:
    """Plain questions to HiGHS: does a set of red lines leave a settlement."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.n = problem, len(problem.lines)
        self.ends = time.process_time() + LIMIT

    def __call__(self, kept: int) -> bool:
        """Return whether there is a settlement that crosses none of the lines kept."""
        if time.process_time() > self.ends:
            raise TimeoutError
        lines = [line for n, line in enumerate(self.problem.lines) if kept >> n & 1]
        model = settlements(replace(self.problem, lines=tuple(lines)))
        return solve(highs(model, Linear())) is not None


def by_size(problem: Problem) -> tuple[set[int], set[int]]:
    """Return smallest conflicts and sets to give up, by trying those with few members first."""
    asked = Asked(problem)
    everything = (1 << asked.n) - 1
    found: tuple[set[int], set[int]] = (set(), set())
    for size in range(asked.n + 1):
        for members in combinations(range(asked.n), size):
            mask = sum(1 << member for member in members)
            for known, is_one in zip(found, (False, True), strict=True):
                if any(each & mask == each for each in known):
                    continue
                if asked(everything & ~mask if is_one else mask) == is_one:
                    known.add(mask)
    return found


def marco(problem: Problem) -> tuple[set[int], set[int]]:
    """Return the same by MARCO: a map of what is open, sets grown and shrunk one line at a time.

    [Liffiton2016] Liffiton, M. H., Previti, A., Malik, A., Marques-Silva, J. (2016). Fast, flexible
    MUS enumeration. Constraints 21(2), 223-250. https://doi.org/10.1007/s10601-015-9183-0
    """
    asked = Asked(problem)
    everything = (1 << asked.n) - 1
    conflicts: set[int] = set()
    openings: set[int] = set()
    chart = highspy.Highs()
    chart.setOptionValue("output_flag", False)
    chart.addVars(asked.n, np.zeros(asked.n), np.ones(asked.n))
    columns = np.arange(asked.n, dtype=np.int32)
    chart.changeColsIntegrality(asked.n, columns, np.full(asked.n, highspy.HighsVarType.kInteger))
    while (values := solve(chart)) is not None:
        kept = sum(1 << int(n) for n in np.flatnonzero(values > 0.5))
        if asked(kept):
            for n in range(asked.n):
                if not kept >> n & 1 and asked(kept | 1 << n):
                    kept |= 1 << n
            openings.add(everything & ~kept)
            add(chart, Linear({n: 1.0 for n in range(asked.n) if not kept >> n & 1}), 1.0)
        else:
            for n in range(asked.n):
                if kept >> n & 1 and not asked(kept & ~(1 << n)):
                    kept &= ~(1 << n)
            conflicts.add(kept)
            chosen = [n for n in range(asked.n) if kept >> n & 1]
            add(chart, Linear(dict.fromkeys(chosen, 1.0)), -inf, len(chosen) - 1.0)
    return conflicts, openings


def both(problem: Problem) -> tuple[set[int], set[int]]:
    """Return the same by the project; floors, which nothing here falls below, never take part."""
    found = relaxations(problem)
    assert found.complete
    sets = (found.conflicts, found.openings)
    masks = [{sum(1 << place for place in one) for one in each} for each in sets]
    return masks[0], masks[1]


def conflicts() -> None:
    """Print the table of conflicts: the first quarrels without a settlement."""
    rows = []
    seeds = (seed for seed in count() if not Asked(quarrel(seed))((1 << N_LINES) - 1))
    for seed in islice(seeds, N_QUARRELS):
        problem = quarrel(seed)
        cells, answers = [], []
        for way in (both, marco, by_size):
            spent, answer = taken(partial(way, problem))
            cells.append(f"over {LIMIT:.0f} s" if answer is None else f"{spent:.2f} s")
            answers.append(answer)
        same = "yes" if all(a in (None, answers[0]) for a in answers) else "no"
        rows.append((f"{seed}", *(f"{len(sets)}" for sets in answers[0]), *cells, same))
    head = ("negotiation", "conflicts", "sets to give up", "détente", "MARCO", "few members first")
    table((*head, "same sets"), rows)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a Markdown table."""
    print(f"\n| {' | '.join(head)} |")
    print("|---" * len(head) + "|")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def main() -> None:
    """Print both tables, compiled code loaded before."""
    points(negotiation(99), ("egalitarian",))
    if "--tight" in sys.argv:
        tightness()
        return
    solutions()
    conflicts()


if __name__ == "__main__":
    main()
