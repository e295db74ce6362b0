"""What outcomes are worth in the draws of a case, who accepts them, and what a table settles on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.draws import Draws
from detente.analysis.tally import Demand
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray, worth_of, worth_of_all
from detente.kernels.problem import Quota
from detente.kernels.settlement import TOLERANCE, acceptable

MAX_CELLS = 2**22
"""Most worths (party x outcome x draw) in memory at a time; 32 MiB each array."""


@dataclass(frozen=True)
class Chunk:
    """Some of the draws, worked out for every outcome."""

    start: int
    """First of the draws."""
    worth: FloatArray
    """Points of 100; (n_parties, n_outcomes, n_draws)."""
    no_deal: FloatArray
    """Worth of no deal, points of 100; (n_parties, n_draws)."""
    accepted: BoolArray
    """Where a party accepts: no worse than no deal and than its least worths, and none of its red
    lines crossed; (n_parties, n_outcomes, n_draws)."""

    @property
    def draws(self) -> slice:
        """Which of the draws these are."""
        return slice(self.start, self.start + self.worth.shape[2])


def chunks(arrays: CaseArrays, draws: Draws) -> Iterator[Chunk]:
    """Work out the worth of all outcomes, as many draws at a time as memory allows.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.

    Yields
    ------
    Chunk
        Consecutive draws; arrays of shape (n_parties, n_outcomes, n_draws of the chunk).
    """
    step = max(1, MAX_CELLS // (len(arrays.parties) * arrays.n_grid))
    for start in range(0, draws.n_draws, step):
        chosen = slice(start, start + step)
        worth = _worth_of_all(arrays, draws, chosen)
        accepted = acceptable(worth, floor(arrays, draws)[:, chosen])
        for line in arrays.red_lines:
            accepted[line.party, line.crossed] = False
        yield Chunk(start, worth, draws.no_deal[:, chosen], accepted)


def _worth_of_all(arrays: CaseArrays, draws: Draws, chosen: slice) -> FloatArray:
    parts = draws.parts(chosen.start, chosen.stop)
    if arrays.kept is None:
        worth = worth_of(parts, arrays.outcomes)
    else:
        worth = worth_of_all(parts)
        if not arrays.kept.all():
            worth = worth[:, arrays.kept]
    for item, added in zip(arrays.interactions, draws.added, strict=True):
        worth[item.party, item.applies] += added[chosen]
    return worth


def worth_in(arrays: CaseArrays, draws: Draws, rows: Sequence[int]) -> FloatArray:
    """Return what some outcomes are worth in every draw.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    rows : sequence of int
        Rows of the outcomes.

    Returns
    -------
    float64 array, shape (n_parties, n_rows, n_draws)
        Worth, points of 100; interactions included.
    """
    chosen = list(rows)
    worth = worth_of(draws.parts(), arrays.outcomes[chosen])
    for item, added in zip(arrays.interactions, draws.added, strict=True):
        worth[item.party, item.applies[chosen]] += added
    return worth


def floor(arrays: CaseArrays, draws: Draws) -> FloatArray:
    """Return the least worth that each party accepts.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.

    Returns
    -------
    float64 array, shape (n_parties, n_draws)
        Its no-deal value, or the largest of its red lines ``at_least`` where that is more.
    """
    found = draws.no_deal.copy()
    for line, least in zip(arrays.red_lines, draws.least_worth, strict=True):
        np.maximum(found[line.party], least, out=found[line.party])
    return found


def agreed_by(accepted: Sequence[BoolArray] | BoolArray, consent: Sequence[Quota]) -> BoolArray:
    """Return where consent is given.

    Parameters
    ----------
    accepted : bool array, shape (n_parties, ...), or sequence of its rows
        Where each party accepts.
    consent : sequence of Quota
        Every one must be met.

    Returns
    -------
    bool array, shape as one row of `accepted`
    """
    agreed = np.ones(accepted[0].shape, dtype=np.bool_)
    for quota in consent:
        rows = [accepted[member] for member in quota.members]
        if quota.least == len(rows):
            for row in rows:
                agreed &= row
        else:
            agreed &= np.sum(rows, axis=0, dtype=np.int64) >= quota.least
    return agreed


def settled_in(arrays: CaseArrays, draws: Draws, rows: Sequence[int]) -> BoolArray:
    """Return the draws in which some outcomes are settlements at the table of the case.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    rows : sequence of int
        Rows of the outcomes.

    Returns
    -------
    bool array, shape (n_rows, n_draws)
        True where every quota of its consent is met.
    """
    accepted = acceptable(worth_in(arrays, draws, rows), floor(arrays, draws))
    for line in arrays.red_lines:
        accepted[line.party, line.crossed[list(rows)]] = False
    return agreed_by(accepted, arrays.consent(arrays.seated))


def crossed_in(arrays: CaseArrays, draws: Draws, place: int, row: int) -> BoolArray:
    """Return the draws in which one outcome crosses one red line.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    place : int
        Place of the red line in `arrays.red_lines`.
    row : int
        Row of the outcome.

    Returns
    -------
    bool array, shape (n_draws,)
        The same everywhere where the line is a statement.
    """
    line = arrays.red_lines[place]
    worth = worth_in(arrays, draws, [row])[line.party, 0]
    return np.asarray(line.crossed[row] | too_little(worth, draws.least_worth[place]))


def too_little(worth: FloatArray, least: FloatArray) -> BoolArray:
    """Return where a worth is below a least worth by more than `TOLERANCE`.

    Both in points of 100, of shapes that go together, which is the shape of the answer.
    """
    return np.asarray(worth < least - TOLERANCE, dtype=np.bool_)


def violates(arrays: CaseArrays, draws: Draws, chunk: Chunk, demand: Demand) -> BoolArray:
    """Return where an outcome violates a demand.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    chunk : Chunk
        Some of the draws.
    demand : Demand
        A red line, or a no-deal value.

    Returns
    -------
    bool array, shape (n_outcomes, n_draws of the chunk)
    """
    worth = chunk.worth[demand.party]
    if demand.line is None:
        return too_little(worth, chunk.no_deal[demand.party])
    line = arrays.red_lines[demand.line]
    if line.column is None:
        return np.broadcast_to(line.crossed[:, None], worth.shape)
    return too_little(worth, draws.least_worth[demand.line, chunk.draws])


def option_columns(arrays: CaseArrays) -> IntArray:
    """Return where the options of each issue begin when all stand in one row; shape (n_issues,)."""
    return np.cumsum([0, *arrays.n_options])[:-1]
