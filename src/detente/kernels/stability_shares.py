"""In how many plausible sets of preferences chosen states are stable, with the sampling error."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.special import ndtri

from detente.kernels.graph_moves import Graph
from detente.kernels.graph_search import RankArray
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.stability import CONCEPTS, stable
from detente.kernels.stability_why import Concept, holds

MAX_TABLE = 2**16
"""Most states for which all are worked out for each draw; beyond it only those chosen."""


@dataclass(frozen=True, eq=False)
class Shares:
    """Counts over draws."""

    n_draws: int
    """Number of draws."""
    stable: IntArray
    """Draws in which a state is stable for a party (n_concepts, n_parties, n_chosen)."""
    equilibria: IntArray
    """Draws in which it is stable for every party (n_concepts, n_chosen)."""


def share_stable(
    graph: Graph,
    ranks: Iterable[RankArray],
    states: Sequence[int],
    concepts: Sequence[str] = CONCEPTS,
) -> Shares:
    """Return in how many draws of the preferences chosen states are stable.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves; the same in every draw.
    ranks : iterable of int32 arrays, shape (n_parties, n_states)
        One draw each: larger is better, equal is indifferent. Taken one at a time.
    states : sequence of int, length n_chosen
        Chosen states.
    concepts : sequence of str
        Names out of `stability.CONCEPTS`.

    Returns
    -------
    Shares
        Counts; infeasible states are stable in none.

    Notes
    -----
    Each draw costs `stability.stable`, or from `MAX_TABLE` states on `stability_why.holds` for each
    chosen state, party and concept. Memory for one draw and the counts.
    """
    n_draws = 0
    counts = np.zeros((len(concepts), graph.n_parties, len(states)), dtype=np.intp)
    equilibria = np.zeros((len(concepts), len(states)), dtype=np.intp)
    for rank in ranks:
        n_draws += 1
        found = _chosen(graph, rank, states, concepts)
        counts += found
        equilibria += found.all(axis=1)
    return Shares(n_draws, counts, equilibria)


def wilson(
    n_yes: IntArray | int, n_draws: int, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return the interval in which the share lies that counts of independent draws estimate.

    Parameters
    ----------
    n_yes : int array of any shape, or int
        Draws in which something holds, 0 to `n_draws`.
    n_draws : int
        Number of draws.
    confidence : float
        Share of such intervals that hold the true share, between 0 and 1.

    Returns
    -------
    low, high : float64 arrays, the shape of `n_yes`
        Score interval [Wilson1927]_, 0 to 1; all of it without a draw. Never of length 0, even
        where every draw says the same.

    References
    ----------
    .. [Wilson1927] Wilson, E. B. (1927). Probable Inference, the Law of Succession, and Statistical
       Inference. Journal of the American Statistical Association 22(158), 209-212.
       https://doi.org/10.1080/01621459.1927.10502953
    """
    yes = np.asarray(n_yes, dtype=np.float64)
    if n_draws == 0:
        return np.zeros_like(yes), np.ones_like(yes)
    z = float(ndtri((1.0 + confidence) / 2.0))
    share = yes / n_draws
    middle = share + z * z / (2 * n_draws)
    half = z * np.sqrt(share * (1 - share) / n_draws + (z / (2 * n_draws)) ** 2)
    scale = 1 + z * z / n_draws
    low = np.where(yes == 0, 0.0, (middle - half) / scale)
    high = np.where(yes == n_draws, 1.0, (middle + half) / scale)
    return low, high


def _chosen(
    graph: Graph, rank: RankArray, states: Sequence[int], concepts: Sequence[str]
) -> BoolArray:
    """Return what is stable for whom (n_concepts, n_parties, n_chosen)."""
    if graph.n_states <= MAX_TABLE:
        return np.asarray(stable(graph, rank, concepts)[:, :, list(states)])
    found = np.zeros((len(concepts), graph.n_parties, len(states)), dtype=np.bool_)
    for place, state in enumerate(states):
        if graph.feasible is not None and not graph.feasible[state]:
            continue
        for c, concept in enumerate(concepts):
            for party in range(graph.n_parties):
                found[c, party, place] = holds(graph, rank, party, state, cast(Concept, concept))
    return found
