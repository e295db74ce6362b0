"""How many outcomes each party accepts, and how many are settlements: exact, or with bounds.

Nothing is enumerated: partial outcomes that are alike in what each party still needs are counted
together, block by block (`kernels/tally.py`), and paired with what is left (`kernels/pairing.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.kernels.blocks import Blocks
from detente.kernels.tally import Demand, Test, tally

MAX_STATES = 500_000
"""Most states held at one time."""
FEWER = 8
"""Where the settlements need more, what is true of some of them is bounded with this part."""

Bounds = tuple[int, int]
"""Proven low and high; equal where the number is exact."""


@dataclass(frozen=True)
class Counts:
    """Numbers of outcomes; every pair is a proven low and high, equal where exact."""

    outcomes: int
    """Outcomes that satisfy the links."""
    settlements: Bounds
    """Settlements among them."""
    accepted: tuple[Bounds, ...]
    """Outcomes that satisfy the links and that a party accepts, per party."""
    below: tuple[Bounds, ...]
    """Settlements that are worth less to a party than no deal, per party."""
    crossed: tuple[Bounds, ...]
    """Settlements that cross a red line of a party, per party."""


def count(blocks: Blocks, *, most: int = MAX_STATES) -> Counts:
    """Return how many outcomes there are, are accepted, and are settlements.

    Parameters
    ----------
    blocks : Blocks
        The negotiation.
    most : int
        Most states held at one time. Where a number needs more, it is bounded.

    Returns
    -------
    Counts
        Python integers of any size. Worth exactly at the floor is accepted, worth exactly that of
        no deal is not below it.

    Notes
    -----
    After some blocks only what each party still needs matters, clipped where it is certain to be
    reached or out of reach. There are at most as many states as partial outcomes, and at most the
    product over parties of the distinct sums, so that whole-point scores keep them few. With more
    than `most`, each of those held so far is paired with all sums of the blocks that are left, in a
    table or one by one (`kernels/pairing.py`): exact, too, within a budget that goes with `most`.
    Beyond that, what the parties have so far is rounded to a grid, once down for the low and once
    up for the high: a settlement stays one when a party gets more, so both are proven. The numbers
    that each party accepts narrow them further.
    """
    problem = blocks.problem
    parties = range(problem.n_parties)
    counter = _Counter(blocks)
    accepted = tuple(
        tally([counter.accepts(party)], [Demand((0,), 1)], counter.n_choices, most=most)
        for party in parties
    )
    low, high = _narrowed(blocks, accepted, counter.settlements(most=most))
    others = most if low == high else max(1, most // FEWER)
    no_more = [min(high, blocks.n_outcomes - least) for least, _ in accepted]
    below = [counter.settlements(p, counter.is_below(p), most=others) for p in parties]
    crossed = [counter.settlements(p, counter.crosses(p), most=others) for p in parties]
    return Counts(
        outcomes=blocks.n_outcomes,
        settlements=(low, high),
        accepted=accepted,
        below=tuple((n, min(m, top)) for (n, m), top in zip(below, no_more, strict=True)),
        crossed=tuple((n, min(m, top)) for (n, m), top in zip(crossed, no_more, strict=True)),
    )


def _narrowed(blocks: Blocks, accepted: Sequence[Bounds], found: Bounds) -> Bounds:
    """Return bounds of the settlements, narrowed by how many outcomes each party accepts."""
    low, high = found
    failed = 0
    for quota in blocks.consent:
        of_members = [accepted[party] for party in quota.members]
        refused = [blocks.n_outcomes - least for least, _ in of_members]
        failed += _at_most(refused, len(refused) - quota.least + 1)
        high = min(high, _at_most([most for _, most in of_members], quota.least))
    return max(low, blocks.n_outcomes - failed), high


def _at_most(numbers: list[int], least: int) -> int:
    """Return how many outcomes can be in `least` of several sets with so many outcomes.

    Such an outcome is in `least - left_out` of the sets that remain when the largest are left out.
    """
    ascending = sorted(numbers)
    return min(
        sum(ascending[: len(ascending) - left_out]) // (least - left_out)
        for left_out in range(least)
    )


class _Counter:
    """Tests and demands of one negotiation."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.n_choices = [len(choices) for choices in blocks.choices]
        self._never = tuple(np.zeros(n, dtype=np.bool_) for n in self.n_choices)

    def accepts(self, party: int) -> Test:
        """Return whether a party accepts."""
        return Test(
            tuple(parts[party] for parts in self.blocks.parts),
            tuple(crossed[party] for crossed in self.blocks.crossed),
            self.blocks.problem.floor[party],
        )

    def is_below(self, party: int) -> Test:
        """Return whether worth is less than that of no deal; signs turned, so that more passes."""
        parts = tuple(-parts[party] for parts in self.blocks.parts)
        return Test(parts, self._never, 1 - self.blocks.problem.no_deal[party])

    def crosses(self, party: int) -> Test:
        """Return whether a red line of a party is crossed."""
        parts = tuple(crossed[party].astype(np.int64) for crossed in self.blocks.crossed)
        return Test(parts, self._never, 1)

    def settlements(
        self, without: int | None = None, also: Test | None = None, *, most: int
    ) -> Bounds:
        """Return how many settlements there are, or those that pass one more test.

        Parameters
        ----------
        without : int or None
            Party that does not accept any outcome that passes the test.
        also : Test or None
            The test.
        most : int
            Most states held at one time.

        Returns
        -------
        low, high : int
            Proven bounds.
        """
        asked = [
            (tuple(party for party in quota.members if party != without), quota.least)
            for quota in self.blocks.consent
        ]
        members = sorted({party for parties, _ in asked for party in parties})
        tests = [self.accepts(party) for party in members]
        demands = [Demand(tuple(map(members.index, parties)), least) for parties, least in asked]
        if also is not None:
            demands.append(Demand((len(tests),), 1))
            tests.append(also)
        return tally(tests, demands, self.n_choices, most=most)
