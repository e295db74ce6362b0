"""Moves from many states at once: the same as from each, however they are found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graphs import arcs, grids, with_ranks

from detente.kernels import graph_moves
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.graph_moves import Moves

GRAPHS = with_ranks(st.one_of(grids(), arcs()))


def feasible_states(graph):
    every = np.arange(graph.n_states)
    return every if graph.feasible is None else every[graph.feasible]


@pytest.mark.parametrize("most", [1, 2**21])
@settings(max_examples=60, deadline=None)
@given(drawn=GRAPHS, backward=st.booleans(), data=st.data())
def test_pairs_are_the_moves_of_each_state(most, drawn, backward, data):
    graph, _ = drawn
    party = data.draw(st.integers(0, graph.n_parties - 1))
    states = feasible_states(graph)[:: data.draw(st.sampled_from((1, 2)))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_moves, "MAX_PAIRS", most)
        portions = list(Moves(graph, backward=backward).pairs(party, states))
    found = [
        (int(states[place]), int(target))
        for places, targets in portions
        for place, target in zip(places, targets, strict=True)
    ]
    ends = graph.moves_into if backward else graph.moves
    expected = [(int(s), int(q)) for s in states for q in ends(party, s)]
    assert sorted(found) == expected
    assert [start for start, _ in found] == sorted(start for start, _ in found)
    for places, _ in portions[1:]:
        assert not set(places) & set(portions[0][0])


@settings(max_examples=60, deadline=None)
@given(drawn=GRAPHS, backward=st.booleans(), liked=st.booleans(), data=st.data())
def test_what_comes_after_some_states_comes_after_one_of_them(drawn, backward, liked, data):
    graph, rank = drawn
    party = data.draw(st.integers(0, graph.n_parties - 1))
    states = feasible_states(graph)
    chosen = data.draw(st.lists(st.booleans(), min_size=len(states), max_size=len(states)))
    states = states[np.array(chosen, dtype=bool)]
    found = Moves(graph, backward=backward).after(party, states, rank[party] if liked else None)
    ends = graph.moves_into if backward else graph.moves
    expected = {
        int(q)
        for s in states
        for q in ends(party, s)
        if not liked or (rank[party, q] > rank[party, s]) != backward
        if not liked or rank[party, q] != rank[party, s]
    }
    assert expected <= set(found.tolist())
    assert set(found.tolist()) - expected <= (set() if liked else set(states.tolist()))
    assert found.tolist() == sorted(set(found.tolist()))


def test_many_states_are_folded_along_the_axes():
    """Every state of a million, in place of a table of a thousand moves for each."""
    grid = Grid((2,) * 20, (tuple(range(10)),), (two_way(2),) * 20)
    liking = np.arange(2**20, dtype=np.int32)
    every = np.arange(2**20)
    worst = liking.reshape(2**10, 2**10)[0]
    found = Moves(grid).after(0, every, liking)
    assert len(found) == 2**20 - len(worst)
