"""The exact answer: settlements counted, the efficient ones, what each rule names, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from detente.analysis.account import Bearings, accounts, amount
from detente.analysis.binding import bindings
from detente.analysis.blocked import blocked
from detente.analysis.exact import (
    Blocked,
    Count,
    Estimate,
    ExactValues,
    Frontier,
    FrontierPoint,
    FrontierRange,
    PartyCount,
    SolutionName,
    SolutionPoint,
    Why,
)
from detente.analysis.named import Named, from_frontier, from_points
from detente.analysis.problem import CaseProblem, to_problem
from detente.analysis.why import indifferent, least_gaining, trades
from detente.case.model import Case
from detente.kernels.blocks import Blocks, to_blocks
from detente.kernels.counting import count
from detente.kernels.counting_sample import CONFIDENCE, estimated_settlements
from detente.kernels.extremes import Extremes, extremes
from detente.kernels.frontier import Frontier as Efficient
from detente.kernels.frontier import frontier
from detente.kernels.frontier_cover import cover
from detente.kernels.frontier_size import frontier_size
from detente.kernels.optimum import points
from detente.kernels.outcomes import IntArray
from detente.kernels.problem import worth_in_units

MAX_VECTORS = 20_000
"""Most vectors held while the frontier is merged; with more it comes with a bound on its error."""
TOO_LARGE = 3
"""Where so many times more vectors are expected, no complete frontier is looked for."""
MAX_POINTS = 500
"""Most efficient settlements listed."""


@dataclass(frozen=True)
class Answer:
    """The exact values, with the settlements a case too large to enumerate is looked at by."""

    values: ExactValues
    """The exact answer."""
    ready: CaseProblem
    """The case with the middle of every range."""
    candidates: IntArray
    """Efficient settlements and what the rules name, option indices (n_candidates, n_issues)."""


def answer(case: Case, n_sets: int | None = None) -> Answer:
    """Return the exact answer with every range at its middle.

    Parameters
    ----------
    case : Case
        A case without problems, of any size.
    n_sets : int, optional
        Most sets of demands to give up that are searched for where there is no settlement; see
        `detente.analysis.blocked.blocked`.

    Returns
    -------
    Answer
        See `detente.analysis.exact.ExactValues`.

    Raises
    ------
    AnalysisError
        No issue, nobody at the table, or a solver that can say neither yes nor no.
    CaseError
        A statement that cannot be read.

    Notes
    -----
    docs/methods/settlement.md says what is computed. Solutions are read off the complete frontier;
    where it is too large, each is found by optimization with a proof. Where an estimate made
    before says that it will be (`kernels/frontier_size.py`), or where too many issues are tied to
    be merged, settlements that come near all others are found by optimization as well.
    """
    ready = to_problem(case)
    blocks = to_blocks(ready.problem)
    expected = None if blocks is None else _too_many(blocks)
    merges = blocks is not None and expected is None
    found = frontier(blocks, most=MAX_VECTORS) if blocks is not None and merges else None
    reach = extremes(ready.problem)
    named = _named(ready, found, reach) if reach is not None else ()
    if reach is not None and not merges:
        found = _cover(ready, named, reach)
    opened = blocked(ready, n_sets) if reach is None else None
    listed = _candidates(ready, found, named, opened)
    values = ExactValues(
        certain=_certain(case),
        n_outcomes=ready.problem.n_outcomes if blocks is None else blocks.n_outcomes,
        **_counts(ready, blocks, exists=reach is not None),
        frontier=None
        if found is None or reach is None or not found.worth.size
        else _frontier(ready, found, named, reach, expected),
        solutions=_solutions(ready, found, named, reach),
        blocked=opened,
    )
    return Answer(values, ready, listed)


def _too_many(blocks: Blocks) -> int | None:
    """Return how many efficient vectors are expected, where these are too many to look for."""
    expected = frontier_size(blocks).expected
    return expected if expected > TOO_LARGE * MAX_VECTORS else None


def _named(ready: CaseProblem, found: Efficient | None, reach: Extremes) -> tuple[Named, ...]:
    if found is not None and found.complete:
        return from_frontier(ready.problem, found)
    return from_points(ready.problem, points(ready.problem, reach=reach) or {})


def _cover(ready: CaseProblem, named: Sequence[Named], reach: Extremes) -> Efficient:
    """Return settlements near all others, those that rules name and the best of each among them."""
    start = [item.outcomes[0] for item in named]
    start += [np.array(extreme.outcome, dtype=np.intp) for extreme in reach.most]
    return cover(ready.problem, np.array(start, dtype=np.intp))


def _candidates(
    ready: CaseProblem,
    found: Efficient | None,
    named: Sequence[Named],
    opened: Blocked | None,
) -> IntArray:
    n_issues = len(ready.issues)
    rows = [item.outcomes for item in named]
    for relaxation in opened.relaxations if opened else ():
        chosen = [
            options.index(relaxation.outcome[issue])
            for issue, options in zip(ready.issues, ready.options, strict=True)
        ]
        rows.append(np.array([chosen], dtype=np.intp))
    if found is not None:
        rows += [found.outcomes_of(vector, 1) for vector in _shown(found, MAX_POINTS)]
    if not rows:
        return np.zeros((0, n_issues), dtype=np.intp)
    return np.unique(np.concatenate(rows), axis=0)


def _certain(case: Case) -> bool:
    """Return whether no value that enters is a range."""
    return all(low == high for low, high in _ranges(case))


def _ranges(case: Case) -> list[tuple[float, float]]:
    found = []
    for party in case.players():
        preference = case.preferences.get(party)
        if preference is None:
            return [(0.0, 100.0)]
        values = [preference.no_deal]
        for issue, content in case.issues.items():
            wish = preference.issues.get(issue)
            if wish is None:
                return [(0.0, 100.0)]
            values += [wish.salience, *wish.scores.values()]
            silent = set(content.options) - set(wish.scores) - {wish.ideal}
            found += [(0.0, 100.0)] * len(silent)
        found += [(value.low, value.high) for value in values]
        found += [(item.add.low, item.add.high) for item in preference.interactions]
        least = [line.at_least for line in preference.red_lines if line.at_least is not None]
        found += [(value.low, value.high) for value in least]
    return found


def _counts(ready: CaseProblem, blocks: Blocks | None, *, exists: bool) -> dict[str, object]:
    everything = Count(low=0, high=ready.problem.n_outcomes)
    if blocks is None:
        nothing = Count(low=0, high=0)
        consent = ready.problem.consent
        needed = {
            p for quota in consent if quota.least == len(quota.members) for p in quota.members
        }
        unknown = {
            party: PartyCount(
                party=party,
                accepts=everything,
                below_no_deal=nothing if row in needed else everything,
                crossed=nothing if row in needed else everything,
            )
            for row, party in enumerate(ready.parties)
        }
        settled = Count(low=int(exists), high=ready.problem.n_outcomes if exists else 0)
        return {"n_settlements": settled, "parties": _in_case_order(ready, unknown)}
    counted = count(blocks)
    found = {
        party: PartyCount(
            party=party,
            accepts=_count(counted.accepted[row]),
            below_no_deal=_count(counted.below[row]),
            crossed=_count(counted.crossed[row]),
        )
        for row, party in enumerate(ready.parties)
    }
    low, high = counted.settlements
    settled = Count(low=max(low, int(exists)), high=high if exists else 0)
    return {
        "n_settlements": settled,
        "parties": _in_case_order(ready, found),
        "n_settlements_estimate": None
        if settled.low == settled.high
        else _sampled(blocks, settled),
    }


def _sampled(blocks: Blocks, proven: Count) -> Estimate:
    """Return an estimate of the settlements, within what is proven."""
    found = estimated_settlements(blocks)
    number, low, high = (
        min(proven.high, max(proven.low, end)) for end in (found.number, found.low, found.high)
    )
    return Estimate(number=number, low=low, high=high, probability=CONFIDENCE)


def _count(ends: tuple[int, int]) -> Count:
    return Count(low=ends[0], high=ends[1])


def _in_case_order(ready: CaseProblem, found: dict[str, PartyCount]) -> tuple[PartyCount, ...]:
    return tuple(found[party] for party in ready.case.players())


def _shown(found: Efficient, most: int) -> list[int]:
    """Return columns of the frontier, evenly chosen where there are more than `most`."""
    n_vectors = found.worth.shape[1]
    if n_vectors <= most:
        return list(range(n_vectors))
    return [int(place) for place in np.linspace(0, n_vectors - 1, most).round()]


def _frontier(
    ready: CaseProblem,
    found: Efficient,
    named: Sequence[Named],
    reach: Extremes,
    expected: int | None,
) -> Frontier:
    rows = np.concatenate(
        [found.outcomes_of(vector, 1) for vector in _shown(found, MAX_POINTS)]
        + [item.outcomes[:1] for item in named]
    )
    rows = np.unique(rows, axis=0)
    errors = found.error or ()
    return Frontier(
        n_vectors=found.worth.shape[1],
        n_outcomes=int(sum(int(n) for n in found.counts)),
        complete=found.complete,
        error=max(
            (float(units * ready.problem.unit[row])
             for units, row in zip(errors, found.table, strict=False)),
            default=0.0,
        ),
        points=_points(ready, found, rows),
        ranges=_ranges_of(ready, found, reach),
        expected=expected,
    )  # fmt: skip


def _points(ready: CaseProblem, found: Efficient, rows: IntArray) -> tuple[FrontierPoint, ...]:
    """Return the listed settlements, one for each worth at the table, best for the first first."""
    worth = worth_in_units(ready.problem, rows)
    table = list(found.table)
    counts = {
        tuple(int(units) for units in column): int(n)
        for column, n in zip(found.worth.T, found.counts, strict=True)
    }
    order = [ready.parties.index(party) for party in ready.case.players()]
    listed: dict[tuple[int, ...], FrontierPoint] = {}
    for place, row in enumerate(rows):
        key = tuple(int(units) for units in worth[table, place])
        listed.setdefault(
            key,
            FrontierPoint(
                outcome=ready.outcome(row),
                worth=tuple(float(ready.points(n, int(worth[n, place]))) for n in order),
                n_outcomes=counts.get(key, 1),
            ),
        )
    return tuple(listed[key] for key in sorted(listed, reverse=True))


def _ranges_of(ready: CaseProblem, found: Efficient, reach: Extremes) -> tuple[FrontierRange, ...]:
    efficient: dict[int, tuple[int, int]] = {}
    for place, row in enumerate(found.table):
        efficient[row] = int(found.worth[place].min()), int(found.worth[place].max())
    for place, row in enumerate(found.absent):
        efficient[row] = int(found.least_absent[place].min()), int(found.most_absent[place].max())
    no_deal, ranges = ready.problem.no_deal, {}
    for row, party in enumerate(ready.parties):
        ends = (*efficient[row], reach.least[row].units, reach.most[row].units)
        least_efficient, most_efficient, least, most = (
            amount(ready.points(row, units - no_deal[row])) for units in ends
        )
        ranges[party] = FrontierRange(
            party=party,
            least_efficient=least_efficient,
            most_efficient=most_efficient,
            least=least,
            most=most,
        )
    return tuple(ranges[party] for party in ready.case.players())


def _solutions(
    ready: CaseProblem,
    found: Efficient | None,
    named: Sequence[Named],
    reach: Extremes | None,
) -> tuple[SolutionPoint, ...]:
    if reach is None:
        return ()
    binding: dict[SolutionName, tuple[str, ...]] | None = None
    if found is not None and found.complete:
        binding = bindings(ready, found, named)
    most = tuple(extreme.units for extreme in reach.most)
    order = get_args(SolutionName)
    return tuple(
        SolutionPoint(
            rule=item.rule,
            value=item.value,
            exact=None if item.exact is None else str(item.exact),
            gap=item.gap,
            outcomes=tuple(ready.outcome(row) for row in item.outcomes),
            n_outcomes=item.n_outcomes,
            parties=accounts(ready, [int(o) for o in item.outcomes[0]], Bearings(most=most)),
            why=Why(
                binding=None if binding is None else binding[item.rule],
                trades=trades(ready, item.outcomes[0]),
                indifferent=indifferent(ready, item.outcomes[0]),
                least_gain=least_gaining(ready, item.outcomes[0], most),
            ),
        )
        for item in sorted(named, key=lambda item: order.index(item.rule))
    )
