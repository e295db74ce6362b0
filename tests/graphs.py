"""Small graphs of moves drawn at random, and graphs written as words."""

import numpy as np
from hypothesis import strategies as st

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid


def closed(steps):
    """Return the least reflexive and transitive table of steps that holds some."""
    table = np.array(steps, dtype=bool) | np.eye(len(steps), dtype=bool)
    for k in range(len(table)):
        table |= table[:, k, None] & table[k]
    return table


def ranking(n_states, *tiers):
    """Return ranks from tiers of states, best first; those not listed share the last place."""
    row = np.zeros(n_states, dtype=np.int32)
    for place, tier in enumerate(tiers):
        row[list(tier) if np.iterable(tier) else [tier]] = len(tiers) - place
    return row


@st.composite
def steps_of_axes(draw, size):
    """Draw the steps of an axis: both ways, or as they come."""
    if draw(st.booleans()):
        return np.ones((size, size), dtype=bool)
    flat = draw(st.lists(st.booleans(), min_size=size * size, max_size=size * size))
    return closed(np.reshape(flat, (size, size)))


@st.composite
def grids(draw, min_parties=2, max_parties=5, most_states=48):
    """Draw a grid: one-way options, infeasible states, axes held by several parties or none."""
    sizes = []
    for size in draw(st.lists(st.sampled_from((2, 2, 2, 3, 4)), min_size=2, max_size=6)):
        if np.prod([*sizes, size]) <= most_states:
            sizes.append(size)
    n_parties = draw(st.integers(min_parties, max_parties))
    allowed = tuple(draw(steps_of_axes(size)) for size in sizes)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    owners = [set(random.choice(n_parties, draw(st.sampled_from((1, 1, 1, 0, 2))))) for _ in sizes]
    held = tuple(
        tuple(axis for axis, parties in enumerate(owners) if party in parties)
        for party in range(n_parties)
    )
    share = draw(st.sampled_from((1, 0.8, 0.5)))
    feasible = None if share == 1 else random.random(int(np.prod(sizes))) < share
    return Grid(tuple(sizes), held, allowed, feasible)


@st.composite
def arcs(draw, min_parties=2, max_parties=5, most_states=9):
    """Draw moves one by one; hardly ever transitive."""
    n_states = draw(st.integers(1, most_states))
    n_parties = draw(st.integers(min_parties, max_parties))
    state = st.integers(0, n_states - 1)
    pairs = st.tuples(state, state).filter(lambda pair: pair[0] != pair[1])
    moves = st.lists(pairs, max_size=2 * n_states) if n_states > 1 else st.just([])
    return Arcs.from_lists(n_states, [draw(moves) for _ in range(n_parties)])


@st.composite
def with_ranks(draw, graphs):
    """Draw a graph and how every party ranks its states, with ties."""
    graph = draw(graphs)
    seed = draw(st.integers(0, 2**32 - 1))
    levels = draw(st.sampled_from((2, 5, 1000)))
    random = np.random.default_rng(seed)
    rank = random.integers(0, levels, (graph.n_parties, graph.n_states), dtype=np.int32)
    return graph, rank
