"""The counts of `detente.analysis.counting` by compiled code; imported only for large jobs."""

from collections.abc import Iterable, Sequence

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.draws import Draws
from detente.analysis.tally import BaseTally, Demand, OutcomeCounts, TableCounts, Tally, joined
from detente.analysis.worth import option_columns
from detente.kernels.outcomes import FloatArray
from detente.kernels.sweep import look_up, sweep
from detente.kernels.sweep_form import (
    MAX_LOOKUP,
    N_RULES,
    Change,
    Details,
    PerDraw,
    PerOutcome,
    Space,
    Tables,
    Values,
    scratch,
)

BLOCK = 2**24
"""Most worths worked out between two chances to interrupt."""


def base_tally(arrays: CaseArrays, draws: Draws) -> BaseTally:
    """Return what the parties at the table of the case settle on; see `counting.base_tally`."""
    space, tables = _space(arrays), _tables(arrays, [], [])
    outcomes = _per_outcome(1, arrays)
    room = scratch(len(arrays.parties), arrays.n_outcomes, space.n_grid)
    found = []
    for chosen in _blocks(arrays, draws):
        values = _values(arrays, draws, chosen)
        n_draws = len(values.no_deal)
        counts, details = _per_draw(1, n_draws, arrays), _details(n_draws, arrays)
        change = _change(0, 0, 0)
        sweep(space, values, tables, room, counts, outcomes, change, details)
        found.append(
            BaseTally(
                **vars(_tally(arrays.seated, counts, 0)),
                outcomes=_outcome_counts(outcomes, 0),
                **{name: np.moveaxis(rows, 0, -1) for name, rows in details._asdict().items()},
            )
        )
    return joined(found)


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
    space, asked = _space(arrays), _tables(arrays, tables, demands)
    outcomes = _per_outcome(len(tables), arrays)
    room = scratch(len(arrays.parties), arrays.n_outcomes, space.n_grid)
    most = max(len(some) for some in demands)
    found: list[list[TableCounts]] = [[] for _ in tables]
    for chosen in _blocks(arrays, draws):
        values = _values(arrays, draws, chosen)
        n_draws = len(values.no_deal)
        counts = _per_draw(len(tables), n_draws, arrays)
        change = _change(len(tables), n_draws, most)
        details = _details(0, arrays)
        sweep(space, values, asked, room, counts, outcomes, change, details)
        for slot, table in enumerate(tables):
            plain, n = _tally(table, counts, slot), len(demands[slot])
            found[slot].append(
                TableCounts(
                    **vars(plain),
                    lost=change.lost[slot],
                    won=change.won[slot],
                    won_crossing=change.won_crossing[slot],
                    refused=change.refused[slot, :, :n].T,
                    refused_alone=change.refused_alone[slot, :, :n].T,
                )
            )
    return [(joined(some), _outcome_counts(outcomes, slot)) for slot, some in enumerate(found)]


def _blocks(arrays: CaseArrays, draws: Draws) -> list[slice]:
    step = max(1, BLOCK // (len(arrays.parties) * max(arrays.n_grid, arrays.n_outcomes)))
    return [slice(start, start + step) for start in range(0, draws.n_draws, step)]


def _space(arrays: CaseArrays) -> Space:
    first = np.array([0, *np.cumsum(arrays.n_options)], dtype=np.intp)
    lines = np.zeros(arrays.n_outcomes, dtype=np.int64)
    for place, line in enumerate(arrays.red_lines):
        lines |= line.crossed.astype(np.int64) << place
    refused = np.zeros(arrays.n_outcomes, dtype=np.int64)
    for line in arrays.red_lines:
        refused |= line.crossed.astype(np.int64) << line.party
    kept = np.zeros(0, dtype=np.intp)
    if arrays.kept is not None and not arrays.kept.all():
        kept = np.flatnonzero(arrays.kept)
    applies = [item.applies for item in arrays.interactions]
    return Space(
        first=first,
        outcomes=np.ascontiguousarray(arrays.outcomes + option_columns(arrays)),
        kept=kept,
        n_grid=0 if arrays.kept is None else len(arrays.kept),
        interaction_party=np.array([item.party for item in arrays.interactions], dtype=np.intp),
        applies=np.array(applies, dtype=np.bool_).reshape(len(applies), arrays.n_outcomes),
        lines=lines,
        refused=refused,
        least_lines=np.array(
            [place for place, line in enumerate(arrays.red_lines) if line.column is not None],
            dtype=np.intp,
        ),
        line_party=np.array([line.party for line in arrays.red_lines], dtype=np.intp),
    )


def _values(arrays: CaseArrays, draws: Draws, chosen: slice) -> Values:
    parts = np.concatenate(draws.parts(chosen.start, chosen.stop), axis=1)
    return Values(
        parts=_draws_first(parts),
        no_deal=_draws_first(draws.no_deal[:, chosen]),
        added=_draws_first(draws.added[:, chosen]),
        least_worth=_draws_first(draws.least_worth[:, chosen]),
        influence=_draws_first(draws.influence[:, chosen]),
    )


def _draws_first(rows: FloatArray) -> FloatArray:
    return np.ascontiguousarray(np.moveaxis(rows, -1, 0))


def _tables(
    arrays: CaseArrays,
    tables: Sequence[tuple[int, ...]],
    demands: Sequence[tuple[Demand, ...]],
) -> Tables:
    every = [arrays.seated, *tables]
    rows = np.full((len(every), len(arrays.parties)), -1, dtype=np.intp)
    for place, table in enumerate(every):
        rows[place, : len(table)] = table
    quotas = [arrays.consent(table) for table in every]
    asked: list[tuple[Demand, ...]] = [(), *demands]
    flat = [demand for some in asked for demand in some]
    absent = [
        _bits(p for p, line in enumerate(arrays.red_lines) if line.party not in table)
        for table in every
    ]
    n_known = 1 << len(arrays.parties)
    asked_of = Tables(
        rows=rows,
        first_quota=np.array([0, *np.cumsum([len(some) for some in quotas])], dtype=np.intp),
        members=np.array([_bits(q.members) for some in quotas for q in some], dtype=np.int64),
        least=np.array([q.least for some in quotas for q in some], dtype=np.int64),
        known=np.zeros((len(every), n_known if n_known <= MAX_LOOKUP else 0), dtype=np.bool_),
        absent_lines=np.array(absent, dtype=np.int64),
        first_demand=np.array([0, *np.cumsum([len(some) for some in asked])], dtype=np.intp),
        demand_line=np.array(
            [0 if demand.line is None else 1 << demand.line for demand in flat], dtype=np.int64
        ),
        demand_party=np.array([1 << demand.party for demand in flat], dtype=np.int64),
        grows=np.array([len(table) > len(arrays.seated) for table in every]),
    )
    look_up(asked_of)
    return asked_of


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _per_draw(n_tables: int, n_draws: int, arrays: CaseArrays) -> PerDraw:
    shape, n_parties = (n_tables, n_draws), len(arrays.parties)
    return PerDraw(
        n_settled=np.zeros(shape, dtype=np.int64),
        crossing_absent=np.zeros(shape, dtype=np.int64),
        mean_worth=np.zeros((*shape, n_parties)),
        named_worth=np.zeros((*shape, N_RULES, n_parties)),
        reached_options=np.zeros((*shape, sum(arrays.n_options))),
        reached_interactions=np.zeros((*shape, len(arrays.interactions))),
    )


def _per_outcome(n_tables: int, arrays: CaseArrays) -> PerOutcome:
    shape = (n_tables, arrays.n_outcomes)
    return PerOutcome(
        settlement=np.zeros(shape, dtype=np.int64),
        efficient=np.zeros(shape, dtype=np.int64),
        prospect=np.zeros(shape),
        named=np.zeros((n_tables, N_RULES, arrays.n_outcomes), dtype=np.int64),
    )


def _change(n_tables: int, n_draws: int, n_demands: int) -> Change:
    shape = (n_tables, n_draws)
    return Change(
        lost=np.zeros(shape, dtype=np.int64),
        won=np.zeros(shape, dtype=np.int64),
        won_crossing=np.zeros(shape, dtype=np.int64),
        refused=np.zeros((*shape, n_demands), dtype=np.int64),
        refused_alone=np.zeros((*shape, n_demands), dtype=np.int64),
    )


def _details(n_draws: int, arrays: CaseArrays) -> Details:
    n_parties, n_lines = len(arrays.parties), len(arrays.red_lines)
    return Details(
        with_option=np.zeros((n_draws, sum(arrays.n_options)), dtype=np.int64),
        least=np.zeros((n_draws, n_parties)),
        most=np.zeros((n_draws, n_parties)),
        below=np.zeros((n_draws, n_parties), dtype=np.int64),
        crossing=np.zeros((n_draws, n_parties), dtype=np.int64),
        binds=np.zeros((n_draws, n_lines), dtype=np.bool_),
        bars=np.zeros((n_draws, n_lines), dtype=np.int64),
    )


def _tally(table: tuple[int, ...], counts: PerDraw, slot: int) -> Tally:
    rows = {name: np.moveaxis(rows[slot], 0, -1) for name, rows in counts._asdict().items()}
    return Tally(seated=table, count=rows.pop("n_settled"), **rows)


def _outcome_counts(outcomes: PerOutcome, slot: int) -> OutcomeCounts:
    return OutcomeCounts(**{name: rows[slot] for name, rows in outcomes._asdict().items()})
