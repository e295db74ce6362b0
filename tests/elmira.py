"""The groundwater conflict of Elmira, 1991, in its form with twelve states.

Ministry, Uniroyal and the local government; facts of the model as in Kinsara, Kilgour and Hipel
(2014). State s here is state s + 1 there.
"""

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid

MINISTRY, UNIROYAL, LOCAL = range(3)
_RANKINGS = (
    ((9,), (3,), (4,), (10,), (7,), (1,), (2,), (8,), (11, 5, 6, 12)),
    ((1,), (4,), (10,), (7,), (5, 11, 6, 12), (2,), (3,), (9,), (8,)),
    ((9,), (3,), (7,), (1,), (10,), (8,), (4,), (2,), (11, 5, 12, 6)),
)
_MINISTRY = [(s, s + 1) for s in (1, 3, 5, 7, 9, 11)]
_UNIROYAL = [(1, 3), (1, 5), (2, 4), (2, 6), (3, 5), (4, 6)]
_UNIROYAL += [(start + 6, end + 6) for start, end in _UNIROYAL]
_LOCAL = [(s, s + 6) for s in range(1, 7)] + [(s + 6, s) for s in range(1, 7)]


def elmira():
    """Return the graph and how each party ranks the states."""
    moves = [[(s - 1, q - 1) for s, q in party] for party in (_MINISTRY, _UNIROYAL, _LOCAL)]
    rank = np.zeros((3, 12), dtype=np.int32)
    for party, ranking in enumerate(_RANKINGS):
        for place, tier in enumerate(ranking):
            rank[party, [s - 1 for s in tier]] = len(ranking) - place
    return Arcs.from_lists(12, moves), rank


def numbered(row):
    """Return the published numbers of the states of which something is true."""
    return [s + 1 for s, is_true in enumerate(row) if is_true]


def elmira_grid():
    """Return the same as a grid of options, its ranks, and which state of it each number is."""
    forward, back = np.triu(np.ones((2, 2), bool)), np.tril(np.ones((2, 2), bool))
    both = np.ones((2, 2), bool)
    options = ["NYNN", "YYNN", "NNYN", "YNYN", "NNNY", "YNNY"]
    words = [word + insist for insist in "NY" for word in options]
    states = [int(word.replace("N", "0").replace("Y", "1"), 2) for word in words]
    feasible = np.zeros(32, dtype=bool)
    feasible[states] = True
    grid = Grid((2,) * 5, ((0,), (1, 2, 3), (4,)), (forward, back, both, forward, both), feasible)
    rank = np.zeros((3, 32), dtype=np.int32)
    rank[:, states] = elmira()[1]
    return grid, rank, states
