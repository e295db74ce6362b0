"""One pass over the draws: counts of what each table settles on."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import cast

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.draws import Draws
from detente.analysis.foremost import most_named, ranked
from detente.analysis.tally import (
    REACHED,
    RULES,
    BaseTally,
    Demand,
    OutcomeCounts,
    TableCounts,
    TableTally,
    Tally,
    demands_of,
    joined,
)
from detente.analysis.worth import Chunk, agreed_by, chunks, too_little, violates
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.settlement import (
    clearly_beaten,
    efficient,
    egalitarian,
    egalitarian_leximin,
    kalai_smorodinsky,
    kalai_smorodinsky_leximin,
    least_relative_gains,
    nash,
    smallest_spread,
    utilitarian,
)

MAX_COUNTS = 2**20
"""Most outcomes times tables whose counts are kept at a time."""
FEW = 2**27
"""Up to so many worths (party x outcome x draw, at all tables that are counted together, one more
than there are parties at least) compiled code is not used: compiling it once takes longer than
counting them in numpy."""
MAX_BITS = 62
"""Most parties, and most red lines, that compiled code can handle."""


def base_tally(arrays: CaseArrays, draws: Draws) -> BaseTally:
    """Return what the parties at the table of the case settle on, in full detail.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.

    Returns
    -------
    BaseTally
        Shapes and units stand at its fields.
    """
    if _is_large(arrays, draws, 1):
        return cast(BaseTally, _compiled().base_tally(arrays, draws))
    outcomes = OutcomeCounts.nothing(arrays.n_outcomes)
    found = []
    for chunk in chunks(arrays, draws):
        agreed = agreed_by(chunk.accepted, arrays.consent(arrays.seated))
        plain = _count(arrays, draws, chunk, arrays.seated, agreed, outcomes)
        found.append(
            BaseTally(
                **vars(plain),
                outcomes=outcomes,
                with_option=_with_option(arrays, agreed),
                least=_extreme(np.minimum, chunk, agreed, np.inf),
                most=_extreme(np.maximum, chunk, agreed, -np.inf),
                below=_below(chunk, agreed),
                crossing=_crossing(arrays, draws, chunk, agreed),
                binds=_binds(arrays, draws, chunk, agreed),
                bars=_bars(arrays, draws, chunk),
            )
        )
    return joined(found)


def table_tallies(
    arrays: CaseArrays, draws: Draws, tables: Sequence[tuple[int, ...]]
) -> list[TableTally]:
    """Return what the parties at each of several other tables settle on.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    tables : sequence of tuples of int
        Rows of the parties at each table.

    Returns
    -------
    list of TableTally
        One per table; shapes and units stand at its fields.
    """
    together = max(1, MAX_COUNTS // arrays.n_outcomes)
    count = table_counts
    if _is_large(arrays, draws, len(tables)):
        count = _compiled().table_counts
    found: list[TableTally] = []
    for start in range(0, len(tables), together):
        some = tables[start : start + together]
        demands = [changed_demands(arrays, table) for table in some]
        counted = count(arrays, draws, some, demands)
        found += [
            _summary(arrays, at_table, outcomes, asked)
            for (at_table, outcomes), asked in zip(counted, demands, strict=True)
        ]
    return found


def _is_large(arrays: CaseArrays, draws: Draws, n_tables: int) -> bool:
    """Return whether compiled code is worth loading; it can handle `MAX_BITS` parties and lines."""
    n_parties = len(arrays.parties)
    if max(n_parties, len(arrays.red_lines)) > MAX_BITS:
        return False
    return n_parties * arrays.n_grid * draws.n_draws * max(n_tables, n_parties + 1) > FEW


@cache
def _compiled() -> ModuleType:
    """Return the compiled counts; loads numba, which takes a while."""
    return import_module("detente.analysis.fast_counting")


def table_counts(
    arrays: CaseArrays,
    draws: Draws,
    tables: Sequence[tuple[int, ...]],
    demands: Sequence[tuple[Demand, ...]],
) -> list[tuple[TableCounts, OutcomeCounts]]:
    """Return what is settled at some other tables, per draw and per outcome.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    tables : sequence of tuples of int
        Rows of the parties at each table.
    demands : sequence of tuples of Demand
        What is counted of the settlements that a table has not in common with the case.

    Returns
    -------
    list of (TableCounts, OutcomeCounts)
        One per table.
    """
    outcomes = [OutcomeCounts.nothing(arrays.n_outcomes) for _ in tables]
    parts: list[list[TableCounts]] = [[] for _ in tables]
    for chunk in chunks(arrays, draws):
        before = agreed_by(chunk.accepted, arrays.consent(arrays.seated))
        for place, table in enumerate(tables):
            after = agreed_by(chunk.accepted, arrays.consent(table))
            plain = _count(arrays, draws, chunk, table, after, outcomes[place])
            agreed = (before, after)
            parts[place].append(_change(arrays, draws, chunk, plain, agreed, demands[place]))
    return [(joined(part), counts) for part, counts in zip(parts, outcomes, strict=True)]


def changed_demands(arrays: CaseArrays, table: Sequence[int]) -> tuple[Demand, ...]:
    """Return the demands of those whose seat a table changes."""
    return demands_of(arrays, tuple(sorted(set(arrays.seated) ^ set(table))))


def _summary(
    arrays: CaseArrays,
    at_table: TableCounts,
    outcomes: OutcomeCounts,
    demands: tuple[Demand, ...],
) -> TableTally:
    """Return what is kept of a table once its draws are counted."""
    order = ranked(arrays, outcomes, at_table.count.size)
    settled = arrays.outcomes[outcomes.settlement > 0]
    return TableTally(
        **vars(at_table),
        first=order[0] if order else None,
        most_named=most_named(outcomes, order),
        options=np.concatenate(
            [
                np.bincount(settled[:, issue], minlength=n_options) > 0
                for issue, n_options in enumerate(arrays.n_options)
            ]
        ),
        demands=demands,
    )


def _count(
    arrays: CaseArrays,
    draws: Draws,
    chunk: Chunk,
    table: tuple[int, ...],
    agreed: BoolArray,
    outcomes: OutcomeCounts,
) -> Tally:
    """Count one chunk at one table: per draw into the answer, per outcome into `outcomes`."""
    rows, n_draws = list(table), chunk.worth.shape[2]
    worth, no_deal = chunk.worth[rows], chunk.no_deal[rows]
    draw, outcome = np.nonzero((agreed & ~clearly_beaten(worth, agreed)).T)
    kept = efficient(worth[:, outcome, draw], draw)
    outcome, draw = outcome[kept], draw[kept]
    gains = worth[:, outcome, draw] - no_deal[:, draw]
    influence = draws.influence[rows][:, chunk.draws][:, draw]
    named = _named(gains, draw, influence)
    outcomes.add(
        settlement=agreed.sum(axis=1),
        efficient=np.bincount(outcome, minlength=arrays.n_outcomes),
        prospect=least_relative_gains(worth, no_deal, agreed).sum(axis=1),
        named=[np.bincount(outcome[hit], minlength=arrays.n_outcomes) for hit in named],
    )
    everyones = chunk.worth[:, outcome, draw]
    reached = named[RULES.index(REACHED)]
    return Tally(
        seated=table,
        count=agreed.sum(axis=0),
        crossing_absent=_crossing_of(arrays, draws, chunk, _absent(arrays, table), agreed),
        mean_worth=_means(everyones, draw, n_draws),
        named_worth=np.stack([_means(everyones[:, hit], draw[hit], n_draws) for hit in named]),
        reached_options=_option_shares(arrays, outcome[reached], draw[reached], n_draws),
        reached_interactions=_means(_applies(arrays, outcome[reached]), draw[reached], n_draws),
    )


def _named(gains: FloatArray, draw: IntArray, influence: FloatArray) -> list[BoolArray]:
    """Return which points each of `RULES` names."""
    return [
        nash(gains, draw),
        nash(gains, draw, influence),
        kalai_smorodinsky(gains, draw),
        kalai_smorodinsky_leximin(gains, draw),
        egalitarian(gains, draw),
        egalitarian_leximin(gains, draw),
        utilitarian(gains, draw),
        smallest_spread(gains, draw),
    ]


def _means(rows: FloatArray, draw: IntArray, n_draws: int) -> FloatArray:
    """Return the mean over the points of each draw, 0 where it has none; (n_rows, n_draws)."""
    n_points = np.maximum(np.bincount(draw, minlength=n_draws), 1)
    total = [np.bincount(draw, row, n_draws) for row in rows]
    return np.array(total).reshape(len(rows), n_draws) / n_points


def _option_shares(
    arrays: CaseArrays, outcome: IntArray, draw: IntArray, n_draws: int
) -> FloatArray:
    contains = [
        arrays.outcomes[outcome, issue] == option
        for issue, n_options in enumerate(arrays.n_options)
        for option in range(n_options)
    ]
    return _means(np.array(contains, dtype=np.float64), draw, n_draws)


def _applies(arrays: CaseArrays, outcome: IntArray) -> FloatArray:
    applies = [item.applies[outcome] for item in arrays.interactions]
    return np.array(applies, dtype=np.float64).reshape(len(applies), len(outcome))


def _absent(arrays: CaseArrays, table: Sequence[int]) -> list[int]:
    return [row for row in range(len(arrays.parties)) if row not in table]


def _crossing_of(
    arrays: CaseArrays, draws: Draws, chunk: Chunk, parties: Sequence[int], agreed: BoolArray
) -> IntArray:
    """Count the settlements that cross a red line of one of some parties; (n_draws,)."""
    crossed = np.zeros_like(agreed)
    for place, line in enumerate(arrays.red_lines):
        if line.party in parties:
            crossed |= violates(arrays, draws, chunk, Demand(line.party, place))
    return np.asarray((crossed & agreed).sum(axis=0))


def _change(
    arrays: CaseArrays,
    draws: Draws,
    chunk: Chunk,
    plain: Tally,
    agreed: tuple[BoolArray, BoolArray],
    demands: Sequence[Demand],
) -> TableCounts:
    before, after = agreed
    lost, won = before & ~after, after & ~before
    moved = lost if len(plain.seated) > len(arrays.seated) else won
    violated = [violates(arrays, draws, chunk, demand) for demand in demands]
    alone = np.sum(violated, axis=0, dtype=np.int64) == 1
    return TableCounts(
        **vars(plain),
        lost=lost.sum(axis=0),
        won=won.sum(axis=0),
        won_crossing=_crossing_of(arrays, draws, chunk, _absent(arrays, plain.seated), won),
        refused=np.stack([(moved & row).sum(axis=0) for row in violated]),
        refused_alone=np.stack([(moved & row & alone).sum(axis=0) for row in violated]),
    )


def _with_option(arrays: CaseArrays, agreed: BoolArray) -> IntArray:
    """Count settlements by option; whole numbers up to 2**24 are exact in float32."""
    contains = [
        arrays.outcomes[:, issue] == option
        for issue, n_options in enumerate(arrays.n_options)
        for option in range(n_options)
    ]
    counts = np.array(contains, dtype=np.float32) @ agreed.astype(np.float32)
    return counts.astype(np.intp)


def _extreme(choose: np.ufunc, chunk: Chunk, agreed: BoolArray, nothing: float) -> FloatArray:
    """Return the smallest or largest gain in any settlement, 0 where there is none."""
    found = np.stack([choose.reduce(np.where(agreed, row, nothing)) for row in chunk.worth])
    return np.where(agreed.any(axis=0), found - chunk.no_deal, 0.0)


def _below(chunk: Chunk, agreed: BoolArray) -> IntArray:
    pairs = zip(chunk.worth, chunk.no_deal, strict=True)
    return np.stack([(agreed & too_little(*pair)).sum(axis=0) for pair in pairs])


def _crossing(arrays: CaseArrays, draws: Draws, chunk: Chunk, agreed: BoolArray) -> IntArray:
    return np.stack(
        [
            _crossing_of(arrays, draws, chunk, [party], agreed)
            for party in range(len(arrays.parties))
        ]
    )


def _binds(arrays: CaseArrays, draws: Draws, chunk: Chunk, agreed: BoolArray) -> BoolArray:
    """Return where an outcome becomes a settlement if its owner drops one red line."""
    binds = np.zeros((len(arrays.red_lines), agreed.shape[1]), dtype=np.bool_)
    consent = arrays.consent(arrays.seated)
    for place, line in enumerate(arrays.red_lines):
        if line.party not in arrays.asked:
            continue
        own = demands_of(arrays, (line.party,))
        others = [demand for demand in own if demand.line != place]
        accepted = list(chunk.accepted)
        accepted[line.party] = ~np.logical_or.reduce(
            [violates(arrays, draws, chunk, demand) for demand in others]
        )
        binds[place] = (agreed_by(accepted, consent) & ~agreed).any(axis=0)
    return binds


def _bars(arrays: CaseArrays, draws: Draws, chunk: Chunk) -> IntArray:
    n_draws = chunk.worth.shape[2]
    rows = [
        violates(arrays, draws, chunk, Demand(line.party, place)).sum(axis=0)
        for place, line in enumerate(arrays.red_lines)
    ]
    return np.array(rows, dtype=np.intp).reshape(len(rows), n_draws)
