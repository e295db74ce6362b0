"""In how many plausible value sets outcomes hold, with the sampling error.

Loads numba: import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis.graph import CaseGraph
from detente.analysis.stability_hold import CONCEPTS
from detente.analysis.stability_values import Concept, Estimate
from detente.kernels.stability_shares import share_stable, wilson

WORK = 600_000
"""Parties x outcomes x draws, about, that are worked out."""
START = 1_800
"""What starting on a draw costs, in the same measure."""
FEWEST = 16
"""Fewest draws; where even these are too many, none are looked at."""


@dataclass(frozen=True)
class Estimates:
    """Estimates by outcome looked at, in their order."""

    every: tuple[dict[Concept, Estimate], ...]
    """That every party stays."""
    party: tuple[tuple[dict[Concept, Estimate], ...], ...]
    """That one party stays, by row."""
    n_draws: int
    """Draws looked at."""


def estimates(graph: CaseGraph, states: Sequence[int]) -> Estimates:
    """Return in how many draws outcomes hold for every party and for each.

    Parameters
    ----------
    graph : CaseGraph
        The case.
    states : sequence of int
        Outcomes.

    Returns
    -------
    Estimates
        Over some of the draws, evenly chosen, as many as there is time for.
    """
    around = graph.together(states)
    cells = len(graph.parties) * len(around.states)
    draws = graph.ready.draws
    most = WORK // (START + cells)
    n_draws = min(draws.n_draws, max(FEWEST, most)) if 4 * most >= FEWEST else 0
    if graph.certain:
        n_draws = 1
    if n_draws == 0:
        none: dict[Concept, Estimate] = {}
        return Estimates(tuple(none for _ in states), tuple(() for _ in states), 0)
    found = share_stable(
        around.graph,
        graph.in_draws(around.states, n_draws),
        [around.local(state) for state in states],
        CONCEPTS,
    )
    independent = n_draws * draws.n_independent / draws.n_draws
    varies = not graph.certain

    def estimate(count: int) -> Estimate:
        share = count / n_draws
        low, high = (share, share)
        if varies:
            ends = wilson(round(share * independent), max(1, round(independent)))
            low, high = float(ends[0]), float(ends[1])
        return Estimate(share=share, n=count, of=n_draws, low=low, high=high)

    return Estimates(
        every=tuple(
            {c: estimate(int(found.equilibria[n, place])) for n, c in enumerate(CONCEPTS)}
            for place in range(len(states))
        ),
        party=tuple(
            tuple(
                {c: estimate(int(found.stable[n, row, place])) for n, c in enumerate(CONCEPTS)}
                for row in range(len(graph.parties))
            )
            for place in range(len(states))
        ),
        n_draws=n_draws,
    )
