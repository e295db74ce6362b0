"""The exact answer on small cases by trying every outcome; cases of every kind a brief tells."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
from tests.analysis_cases import case_of, changed, orchard, wants

from detente.analysis.account import Bearings, accounts, amount, crossed
from detente.analysis.binding import bindings, demands_of
from detente.analysis.exact import (
    Blocked,
    Count,
    ExactValues,
    Frontier,
    FrontierPoint,
    FrontierRange,
    PartyCount,
    Relaxation,
    SolutionPoint,
    Why,
)
from detente.analysis.finding import Findings
from detente.analysis.named import from_frontier
from detente.analysis.problem import to_problem
from detente.analysis.run import analyze
from detente.analysis.why import indifferent, least_gaining, trades
from detente.case.model import Case
from detente.kernels.blocks import to_blocks
from detente.kernels.condition import true_of
from detente.kernels.frontier import frontier
from detente.kernels.problem import accepted_by, is_settlement, worth_in_units
from detente.record.record import Record

EMPTY = Record(
    sources=(), actors=(), acts=(), roles=(), rounds=(), timeline=(), positions=(),
    contradictions=(), measures=(), concessions=(), agreed=(), open_items=(),
)  # fmt: skip


def answered(case: Case) -> Findings:
    """Return the findings on a small case, with the exact answer in them."""
    findings = analyze(case, n_draws=32, seed=1)
    values = findings.settlement.values.model_copy(update={"exact": exact_values(case)})
    settlement = findings.settlement.model_copy(update={"values": values})
    return findings.model_copy(update={"settlement": settlement})


def exact_values(case: Case) -> ExactValues:
    """Return the exact answer, every outcome tried."""
    ready = to_problem(case)
    problem = ready.problem
    grid = [range(len(options)) for options in ready.options]
    outcomes = np.array(list(product(*grid)), dtype=np.intp)
    for link in problem.links:
        outcomes = outcomes[true_of(link, outcomes, tuple(range(len(ready.issues))))]
    settled = is_settlement(problem, outcomes)
    accepted = accepted_by(problem, outcomes)
    worth = worth_in_units(problem, outcomes)
    return ExactValues(
        certain=all(r.low == r.high for r in _ranges(case)),
        n_outcomes=len(outcomes),
        n_settlements=_count(settled.sum()),
        parties=tuple(
            _party_count(ready, outcomes[settled], worth[:, settled], accepted, party)
            for party in case.players()
        ),
        frontier=_frontier(ready, worth[:, settled]) if settled.any() else None,
        solutions=_solutions(ready, worth[:, settled]) if settled.any() else (),
        blocked=None if settled.any() else _blocked(ready, outcomes),
    )


def _ranges(case):
    for preference in case.preferences.values():
        yield preference.no_deal
        for wish in preference.issues.values():
            yield from (wish.salience, *wish.scores.values())


def _count(n) -> Count:
    return Count(low=int(n), high=int(n))


def _party_count(ready, settlements, worth, accepted, party):
    row = ready.parties.index(party)
    return PartyCount(
        party=party,
        accepts=_count(accepted[row].sum()),
        below_no_deal=_count((worth[row] < ready.problem.no_deal[row]).sum()),
        crossed=_count(sum(bool(crossed(ready, row, outcome)) for outcome in settlements)),
    )


def _frontier(ready, worth):
    found = frontier(to_blocks(ready.problem))
    points = []
    for vector in range(found.worth.shape[1]):
        outcome = found.outcomes_of(vector, 1)[0]
        units = worth_in_units(ready.problem, outcome[None, :])[:, 0]
        points.append(
            FrontierPoint(
                outcome=ready.outcome(outcome),
                worth=tuple(
                    float(ready.points(ready.parties.index(p), int(units[ready.parties.index(p)])))
                    for p in ready.case.players()
                ),
                n_outcomes=int(found.counts[vector]),
            )
        )
    return Frontier(
        n_vectors=len(points),
        n_outcomes=sum(point.n_outcomes for point in points),
        complete=True,
        error=0.0,
        points=tuple(points),
        ranges=tuple(_range(ready, points, worth, p) for p in ready.case.players()),
    )


def _range(ready, points, worth, party):
    row = ready.parties.index(party)
    none = ready.problem.no_deal[row]
    rows = [
        worth_in_units(
            ready.problem,
            np.array([[o.index(p.outcome[i]) for i, o in zip(ready.issues, ready.options,
                                                             strict=True)]]),
        )[row, 0]
        for p in points
    ]  # fmt: skip
    ends = (min(rows), max(rows), worth[row].min(), worth[row].max())
    least, most, lowest, highest = (amount(ready.points(row, int(end) - none)) for end in ends)
    return FrontierRange(
        party=party, least_efficient=least, most_efficient=most, least=lowest, most=highest
    )


def _solutions(ready, worth):
    found = frontier(to_blocks(ready.problem))
    named = from_frontier(ready.problem, found)
    bound = bindings(ready, found, named)
    most = tuple(int(row.max()) for row in worth)
    return tuple(
        SolutionPoint(
            rule=item.rule,
            value=item.value,
            exact=None if item.exact is None else str(item.exact),
            gap=item.gap,
            outcomes=tuple(ready.outcome(row) for row in item.outcomes),
            n_outcomes=item.n_outcomes,
            parties=accounts(ready, item.outcomes[0], Bearings(most)),
            why=Why(
                binding=None if bound is None else bound[item.rule],
                trades=trades(ready, item.outcomes[0])[:5],
                indifferent=indifferent(ready, item.outcomes[0]),
                least_gain=least_gaining(ready, item.outcomes[0], most),
            ),
        )
        for item in named
    )


def _blocked(ready, outcomes):
    """Return all smallest sets of demands whose dropping opens a settlement, and the conflicts."""
    demands = list(demands_of(ready))
    violated = [
        frozenset(
            n for n, path in enumerate(demands) if _violates(ready, outcome, path)
        )
        for outcome in outcomes
    ]  # fmt: skip
    opening = [v for v in set(violated) if not any(other < v for other in violated)]
    conflicts = [
        frozenset(c)
        for size in range(1, len(demands) + 1)
        for c in combinations(range(len(demands)), size)
        if all(v & set(c) for v in violated)
    ]
    smallest = [c for c in conflicts if not any(other < c for other in conflicts)]
    none = Bearings(tuple(None for _ in ready.parties))
    return Blocked(
        conflicts=tuple(tuple(demands[n] for n in sorted(c)) for c in smallest),
        relaxations=tuple(
            Relaxation(
                demands=tuple(demands[n] for n in sorted(opened)),
                outcome=ready.outcome(outcomes[violated.index(opened)]),
                parties=accounts(ready, outcomes[violated.index(opened)], none),
            )
            for opened in sorted(opening, key=lambda v: (len(v), sorted(v)))
        ),
        complete=True,
    )


def _violates(ready, outcome, path):
    row = ready.parties.index(path.split(".")[1])
    problem = demands_of(ready)[path]
    before = accepted_by(ready.problem, outcome[None, :])[row, 0]
    if before:
        return False
    if path.endswith("no_deal") or path in ready.floors:
        return worth_in_units(ready.problem, outcome[None, :])[row, 0] < ready.problem.floor[row]
    alone = replace(problem, lines=tuple(
        line for p, line in zip(ready.lines, ready.problem.lines, strict=True) if p == path
    ), floor=tuple(-(10**12) for _ in problem.floor))  # fmt: skip
    return not accepted_by(alone, outcome[None, :])[row, 0]


def certain() -> Case:
    """Return two at the table and one outside it, every value certain; names to be swapped."""
    parties = {
        "hill": {"name": "Norland", "seat": True, "influence": 10},
        "vale": {"name": "Sudria", "seat": True, "influence": 90},
        "fen": {"name": "Westania", "seat": False},
    }
    return changed(orchard(), parties=parties)


def stuck() -> Case:
    """Return a case that red lines leave without a settlement."""
    content = certain().model_dump(by_alias=True)
    content["preferences"]["vale"]["red_lines"] = [{"never": "water = dam"}]
    content["preferences"]["hill"]["red_lines"] = [{"only": "road = open", "if": "water = dam"},
                                                   {"at_least": 60}]  # fmt: skip
    return Case.model_validate(content)


def seven() -> Case:
    """Return seven parties of whom five must agree, two of them always; one waits outside."""
    options = {"x": ("a", "b", "c"), "y": ("a", "b"), "z": ("a", "b", "c")}
    parties = {f"p{n}": n < 7 for n in range(1, 8)}
    preferences = {
        f"p{n}": wants(
            30,
            ["x = a and y = b"] if n == 7 else [],
            x=(10 * n, {"a": 100 - 10 * n, "b": 50 + n, "c": 12 * n}),
            y=(80 - 10 * n, {"a": 9 * n, "b": 90 - 11 * n}),
            z=(37, {"a": 100 / 3, "b": 20 + 7 * n, "c": 77 - 5 * n}),
        )
        for n in range(1, 8)
    }
    consent = {
        "veto": ["p1", "p2"],
        "quota": 4,
        "groups": {"coast_states": {"members": ["p3", "p5"], "quota": 1}},
    }
    return case_of(parties, options, preferences, consent=consent)
