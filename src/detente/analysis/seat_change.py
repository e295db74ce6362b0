"""One change of seats: what it does to settlements, solutions and every party, and why."""

import numpy as np

from detente.analysis.exclusion import exclusion
from detente.analysis.finding import Excluder, GainChange, Interval, NamedChange, SeatChange
from detente.analysis.foremost import most_named
from detente.analysis.prepared import Prepared
from detente.analysis.spread import interval, share, share_of
from detente.analysis.tally import REACHED, RULES, Demand, TableTally, path_of
from detente.case.model import Outcome
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.settlement import TOLERANCE


def seat_change(ready: Prepared, name: str, after: TableTally) -> SeatChange:
    """Return what one change of seats does.

    Parameters
    ----------
    ready : Prepared
        The case.
    name : str
        What the change is called.
    after : TableTally
        What the table settles on after it; worths in points of 100.

    Returns
    -------
    SeatChange
    """
    before, arrays = ready.base, ready.arrays
    changed = set(after.seated) ^ set(arrays.seated)
    group = tuple(p for p in ready.case.players() if arrays.parties.index(p) in changed)
    gets_seat = len(after.seated) > len(before.seated)
    whole, moved = (before, after.lost) if gets_seat else (after, after.won)
    count = whole.count[whole.exists]
    found_before = np.any(before.with_option, axis=1)
    order = ready.order
    return SeatChange(
        party=name,
        group=group,
        gets_seat=gets_seat,
        exists_before=share_of(before.exists),
        exists_after=share_of(after.exists),
        count_before=interval(before.count),
        count_after=interval(after.count),
        excluded=interval(1.0 - (count - moved[whole.exists]) / count),
        lost=interval(after.lost),
        won=interval(after.won),
        crosses_absent_before=_part(before.crossing_absent, before.count),
        crosses_absent_after=_part(after.crossing_absent, after.count),
        won_crosses_absent=_part(after.won_crossing, after.won),
        excluders=_excluders(ready, group, after, moved),
        foremost_before=_outcome(ready, order[0] if order else None),
        foremost_after=_outcome(ready, after.first),
        named=_named(ready, after),
        parties=_gains(ready, after),
        exclusion=tuple(exclusion(ready, party, after) for party in group),
        options_lost=_options(ready, found_before & ~after.options),
        options_won=_options(ready, after.options & ~found_before),
    )


def _part(some: IntArray, of: IntArray) -> Interval:
    """Return the share of `some` in draws where there are any to look at."""
    return interval(some[of > 0] / of[of > 0])


def _outcome(ready: Prepared, row: int | None) -> Outcome | None:
    return None if row is None else ready.arrays.outcome(row)


def _excluders(
    ready: Prepared, group: tuple[str, ...], after: TableTally, moved: IntArray
) -> tuple[Excluder, ...]:
    arrays = ready.arrays
    place = {arrays.parties.index(party): n for n, party in enumerate(group)}

    def in_case_order(pair: tuple[int, Demand]) -> tuple[int, int]:
        last = len(arrays.red_lines)
        return place[pair[1].party], last if pair[1].line is None else pair[1].line

    return tuple(
        Excluder(
            path=path_of(arrays, demand),
            party=arrays.parties[demand.party],
            count=interval(after.refused[row]),
            share=_part(after.refused[row], moved),
            alone=_part(after.refused_alone[row], moved),
        )
        for row, demand in sorted(enumerate(after.demands), key=in_case_order)
    )


def _named(ready: Prepared, after: TableTally) -> tuple[NamedChange, ...]:
    n_before, n_after = int(ready.base.exists.sum()), int(after.exists.sum())
    before = most_named(ready.base.outcomes, ready.order)
    changes = []
    for rule in RULES:
        old, n_old = before.get(rule, (None, 0))
        new, n_new = after.most_named.get(rule, (None, 0))
        changes.append(
            NamedChange(
                rule=rule,
                before=_outcome(ready, old),
                before_share=share(n_old, n_before),
                after=_outcome(ready, new),
                after_share=share(n_new, n_after),
            )
        )
    return tuple(changes)


def _gains(ready: Prepared, after: TableTally) -> tuple[GainChange, ...]:
    both = ready.base.exists & after.exists
    moved: FloatArray = (after.mean_worth - ready.base.mean_worth)[:, both]
    rule = RULES.index(REACHED)
    reached: FloatArray = (after.named_worth[rule] - ready.base.named_worth[rule])[:, both]
    n_draws = int(both.sum())
    results = []
    for party in ready.case.players():
        row = ready.arrays.parties.index(party)
        change = moved[row]
        results.append(
            GainChange(
                party=party,
                change=interval(change),
                better=share(int((change > TOLERANCE).sum()), n_draws),
                worse=share(int((change < -TOLERANCE).sum()), n_draws),
                reached=interval(reached[row]),
            )
        )
    return tuple(results)


def _options(ready: Prepared, found: BoolArray) -> tuple[str, ...]:
    """Return ``issue=option`` of the marked options, in the order of the case."""
    arrays = ready.arrays
    pairs = [
        (i, o) for i, options in zip(arrays.issues, arrays.options, strict=True) for o in options
    ]
    marked = {pair for pair, is_found in zip(pairs, found, strict=True) if is_found}
    everything = ((i, o) for i, issue in ready.case.issues.items() for o in issue.options)
    return tuple(f"{i}={o}" for i, o in everything if (i, o) in marked)
