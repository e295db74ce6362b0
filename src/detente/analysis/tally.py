"""One pass over the draws: what the parties at one table settle on, counted draw by draw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.draws import Draws
from detente.analysis.exact import SolutionName
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray, worth_of_all
from detente.kernels.settlement import (
    acceptable,
    clearly_beaten,
    efficient,
    egalitarian,
    kalai_smorodinsky,
    least_relative_gains,
    nash,
    utilitarian,
)

MAX_CELLS = 2**22
"""Most worths (party x outcome x draw) in memory at a time; 32 MiB each array."""

SOLUTIONS: dict[SolutionName, Callable[[FloatArray, IntArray], BoolArray]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
"""Rule of each solution, in the order they are shown."""


@dataclass(frozen=True)
class Chunk:
    """Some of the draws, worked out for every outcome."""

    worth: FloatArray
    """Points of 100; (n_parties, n_outcomes, n_draws)."""
    no_deal: FloatArray
    """Worth of no deal, points of 100; (n_parties, n_draws)."""
    accepted: BoolArray
    """Where a party does at least as well as with no deal; (n_parties, n_outcomes, n_draws)."""


@dataclass(frozen=True)
class Points:
    """The efficient settlements of some draws, one column per draw and outcome."""

    outcome: IntArray
    """Row of the outcome; (n_points,)."""
    draw: IntArray
    """Draw, counted within the chunk, ascending; (n_points,)."""


@dataclass(frozen=True)
class Tally:
    """What the parties at one table settle on."""

    seated: tuple[int, ...]
    """Rows of the parties at the table."""
    count: IntArray
    """Number of settlements; (n_draws,)."""
    with_option: IntArray
    """Settlements that contain each option, issue by issue; (n_options of all issues, n_draws)."""
    mean_worth: FloatArray
    """Mean worth of the efficient settlements, points of 100, 0 where there is none;
    (n_parties, n_draws)."""

    @property
    def exists(self) -> BoolArray:
        """Draws with a settlement; (n_draws,)."""
        return np.asarray(self.count > 0, dtype=np.bool_)


@dataclass(frozen=True)
class BaseTally(Tally):
    """What the parties at the table of the case settle on, in full detail."""

    settlement: IntArray
    """Draws in which each outcome is a settlement; (n_outcomes,)."""
    efficient: IntArray
    """Draws in which it is an efficient settlement; (n_outcomes,)."""
    prospect: FloatArray
    """Sum over the draws of the least relative gain of the seated, 0 where the outcome is no
    settlement; (n_outcomes,)."""
    solutions: dict[SolutionName, IntArray]
    """Draws in which it is (one of) each solution; (n_outcomes,)."""
    least: FloatArray
    """Each party's smallest gain in any settlement, points of 100; (n_parties, n_draws)."""
    most: FloatArray
    """Each party's largest gain in any settlement, points of 100; (n_parties, n_draws)."""
    below: IntArray
    """Settlements that leave each party below no deal; (n_parties, n_draws)."""
    crossing: IntArray
    """Settlements that cross a red line of each party; (n_parties, n_draws)."""
    binds: BoolArray
    """Where dropping one red line alone would add a settlement; (n_red_lines, n_draws)."""


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
    step = max(1, MAX_CELLS // (len(arrays.parties) * len(arrays.kept)))
    everything = bool(arrays.kept.all())
    for start in range(0, draws.n_draws, step):
        worth = worth_of_all(draws.parts(start, start + step))
        if not everything:
            worth = worth[:, arrays.kept]
        no_deal = draws.no_deal[:, start : start + step]
        yield Chunk(worth, no_deal, acceptable(worth, no_deal))


def settlements(arrays: CaseArrays, chunk: Chunk, seated: Sequence[int]) -> BoolArray:
    """Return which outcomes the parties at a table settle on.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    chunk : Chunk
        Some draws, arrays of shape (n_parties, n_outcomes, n_draws).
    seated : sequence of int
        Rows of the parties at the table.

    Returns
    -------
    bool array, shape (n_outcomes, n_draws)
        True where no party at the table does worse than with no deal or has a red line crossed.
    """
    agreed = np.logical_and.reduce(chunk.accepted[list(seated)], axis=0)
    agreed &= ~arrays.barred(seated)[:, None]
    return np.asarray(agreed, dtype=np.bool_)


def tally(arrays: CaseArrays, draws: Draws, tables: Sequence[Sequence[int]]) -> list[Tally]:
    """Return what the parties at each of several tables settle on.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    tables : sequence of sequences of int
        Rows of the parties at each table.

    Returns
    -------
    list of Tally
        One per table; shapes and units stand at its fields.
    """
    found: list[list[Tally]] = [[] for _ in tables]
    for chunk in chunks(arrays, draws):
        for place, seated in enumerate(tables):
            agreed = settlements(arrays, chunk, seated)
            points = _efficient(chunk, agreed, seated)
            found[place].append(_count(arrays, chunk, seated, agreed, points))
    return [_joined(parts) for parts in found]


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
    seated = arrays.seated
    found = []
    for chunk in chunks(arrays, draws):
        agreed = settlements(arrays, chunk, seated)
        points = _efficient(chunk, agreed, seated)
        worth = chunk.worth[list(seated)][:, points.outcome, points.draw]
        gains = worth - chunk.no_deal[list(seated)][:, points.draw]
        plain = _count(arrays, chunk, seated, agreed, points)
        found.append(
            BaseTally(
                **vars(plain),
                settlement=agreed.sum(axis=1),
                efficient=_per_outcome(arrays, points.outcome),
                prospect=least_relative_gains(
                    chunk.worth[list(seated)], chunk.no_deal[list(seated)], agreed
                ).sum(axis=1),
                solutions={
                    name: _per_outcome(arrays, points.outcome[rule(gains, points.draw)])
                    for name, rule in SOLUTIONS.items()
                },
                least=_extreme(np.minimum, chunk, agreed, np.inf),
                most=_extreme(np.maximum, chunk, agreed, -np.inf),
                below=(~chunk.accepted & agreed).sum(axis=1),
                crossing=_crossing(arrays, agreed),
                binds=_binds(arrays, chunk),
            )
        )
    return _joined_base(found)


def _efficient(chunk: Chunk, agreed: BoolArray, seated: Sequence[int]) -> Points:
    worth = chunk.worth[list(seated)]
    draw, outcome = np.nonzero((agreed & ~clearly_beaten(worth, agreed)).T)
    kept = efficient(worth[:, outcome, draw], draw)
    return Points(outcome[kept], draw[kept])


def _count(
    arrays: CaseArrays, chunk: Chunk, seated: Sequence[int], agreed: BoolArray, points: Points
) -> Tally:
    n_draws = chunk.worth.shape[2]
    worth = chunk.worth[:, points.outcome, points.draw]
    n_efficient = np.bincount(points.draw, minlength=n_draws)
    total = np.stack([np.bincount(points.draw, row, n_draws) for row in worth])
    return Tally(
        seated=tuple(seated),
        count=agreed.sum(axis=0),
        with_option=_with_option(arrays, agreed),
        mean_worth=total / np.maximum(n_efficient, 1),
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


def _per_outcome(arrays: CaseArrays, outcome: IntArray) -> IntArray:
    return np.bincount(outcome, minlength=arrays.n_outcomes)


def _extreme(choose: np.ufunc, chunk: Chunk, agreed: BoolArray, nothing: float) -> FloatArray:
    """Return the smallest or largest gain in any settlement, 0 where there is none."""
    found = np.stack([choose.reduce(np.where(agreed, row, nothing)) for row in chunk.worth])
    return np.where(agreed.any(axis=0), found - chunk.no_deal, 0.0)


def _crossing(arrays: CaseArrays, agreed: BoolArray) -> IntArray:
    return np.stack(
        [agreed[arrays.barred([party])].sum(axis=0) for party in range(len(arrays.parties))]
    )


def _binds(arrays: CaseArrays, chunk: Chunk) -> BoolArray:
    """Return where a red line is the only thing that keeps some outcome from being agreed."""
    consent = np.logical_and.reduce(chunk.accepted[list(arrays.seated)], axis=0)
    active = [line for line in arrays.red_lines if line.party in arrays.seated]
    n_crossed = np.sum([line.crossed for line in active], axis=0) if active else np.zeros(0)
    binds = np.zeros((len(arrays.red_lines), consent.shape[1]), dtype=np.bool_)
    for place, line in enumerate(arrays.red_lines):
        if line.party in arrays.seated:
            binds[place] = consent[line.crossed & (n_crossed == 1)].any(axis=0)
    return binds


def _joined(parts: Sequence[Tally]) -> Tally:
    return Tally(
        seated=parts[0].seated,
        count=np.concatenate([part.count for part in parts]),
        with_option=np.concatenate([part.with_option for part in parts], axis=1),
        mean_worth=np.concatenate([part.mean_worth for part in parts], axis=1),
    )


def _joined_base(parts: Sequence[BaseTally]) -> BaseTally:
    return BaseTally(
        **vars(_joined(parts)),
        settlement=np.sum([part.settlement for part in parts], axis=0),
        efficient=np.sum([part.efficient for part in parts], axis=0),
        prospect=np.sum([part.prospect for part in parts], axis=0),
        solutions={
            name: np.sum([part.solutions[name] for part in parts], axis=0) for name in SOLUTIONS
        },
        least=np.concatenate([part.least for part in parts], axis=1),
        most=np.concatenate([part.most for part in parts], axis=1),
        below=np.concatenate([part.below for part in parts], axis=1),
        crossing=np.concatenate([part.crossing for part in parts], axis=1),
        binds=np.concatenate([part.binds for part in parts], axis=1),
    )
