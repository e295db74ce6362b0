"""What changes with each party at the table, and without it."""

import numpy as np

from detente.analysis.finding import Finding, GainChange, SeatChange, SeatsValues
from detente.analysis.prepared import Prepared, prepare
from detente.analysis.spread import interval, share, share_of
from detente.analysis.tally import TableTally
from detente.case.model import Case
from detente.kernels.outcomes import BoolArray, FloatArray
from detente.kernels.settlement import TOLERANCE

METHOD = "the table of the case against tables with one seat changed, and with everyone seated"
EVERYONE = "*"
"""Stands for all unseated parties at once."""


def seats(case: Case, *, n_draws: int = 1024, seed: int = 0) -> Finding[SeatsValues]:
    """Return what changes if each party gets a seat, or loses it.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.

    Returns
    -------
    Finding[SeatsValues]
        Counts, shares of draws, changes in points of 100; see the fields of `SeatsValues`.

    Raises
    ------
    AnalysisError
        The case is too large to enumerate, has no open issue or nobody at the table, or no
        outcome satisfies its links.

    Notes
    -----
    docs/methods/seats.md has definitions, assumptions and a worked example; consent as the
    condition of a settlement is that of [Raiffa1982]_ in docs/bibliography.md.
    """
    return seats_finding(prepare(case, n_draws=n_draws, seed=seed))


def seats_finding(ready: Prepared) -> Finding[SeatsValues]:
    """Return the seats finding of a case made ready; see `seats`."""
    arrays = ready.arrays
    row_of = {party: row for row, party in enumerate(arrays.parties)}
    seated = set(arrays.seated)
    order = (*ready.case.unseated(), *ready.case.seated())
    changes = []
    for party in order:
        table = tuple(sorted(seated ^ {row_of[party]}))
        if table:
            changes.append(_change(ready, party, ready.tables[table]))
    everyone = None
    if len(ready.case.unseated()) > 1:
        table = tuple(range(len(arrays.parties)))
        everyone = _change(ready, EVERYONE, ready.tables[table])
    return ready.finding("seats", METHOD, SeatsValues(changes=tuple(changes), everyone=everyone))


def _change(ready: Prepared, party: str, after: TableTally) -> SeatChange:
    before = ready.base
    gets_seat = len(after.seated) > len(before.seated)
    whole, moved = (before, after.lost) if gets_seat else (after, after.won)
    looked_at = whole.exists
    count = whole.count[looked_at]
    gone = 1.0 - (count - moved[looked_at]) / count
    found_before = np.any(before.with_option, axis=1)
    return SeatChange(
        party=party,
        gets_seat=gets_seat,
        exists_before=share_of(before.exists),
        exists_after=share_of(after.exists),
        count_before=interval(before.count),
        count_after=interval(after.count),
        excluded=interval(gone),
        parties=_gains(ready, after),
        options_lost=_options(ready, found_before & ~after.options),
        options_won=_options(ready, after.options & ~found_before),
    )


def _gains(ready: Prepared, after: TableTally) -> tuple[GainChange, ...]:
    both = ready.base.exists & after.exists
    moved: FloatArray = (after.mean_worth - ready.base.mean_worth)[:, both]
    n_draws = int(both.sum())
    results = []
    for party in ready.case.players():
        change = moved[ready.arrays.parties.index(party)]
        results.append(
            GainChange(
                party=party,
                change=interval(change),
                better=share(int((change > TOLERANCE).sum()), n_draws),
                worse=share(int((change < -TOLERANCE).sum()), n_draws),
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
