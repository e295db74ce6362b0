"""What is worked out again from what is known is to the byte what is worked out anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graphs import arcs, grids, with_ranks

from detente.kernels.effectiveness import Silence, changed, changes_of, effectiveness
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.stability import CONCEPTS, stable
from detente.kernels.stability_less import Whole

some_concepts = st.lists(st.sampled_from(CONCEPTS), unique=True)


@settings(max_examples=60, deadline=None)
@given(with_ranks(grids(most_states=24, max_parties=4)), some_concepts)
def test_moves_left_out_of_a_grid_give_what_is_worked_out_anew(drawn, concepts):
    grid, rank = drawn
    whole = Whole(grid, rank, concepts)
    assert whole.table.tobytes() == stable(grid, rank, concepts).tobytes()
    for change in changes_of(grid):
        less = changed(grid, change)
        moved = [p for p in range(grid.n_parties) if moves_of(less, p) != moves_of(grid, p)]
        anew = stable(less, rank, concepts).tobytes()
        assert whole.without(less, moved).tobytes() == anew
        assert whole.without(less, range(grid.n_parties)).tobytes() == anew


def moves_of(graph, party):
    return [graph.moves(party, state).tolist() for state in range(graph.n_states)]


@settings(max_examples=20, deadline=None)
@given(with_ranks(arcs(most_states=6, max_parties=3)))
def test_listed_moves_give_what_is_worked_out_anew(drawn):
    graph, rank = drawn
    whole = Whole(graph, rank, CONCEPTS)
    for party in range(graph.n_parties):
        less = changed(graph, Silence(party))
        assert (whole.without(less, [party]) == stable(less, rank, CONCEPTS)).all()


def test_what_is_known_serves_several_questions():
    grid = Grid((2, 3), ((0,), (1,)), (two_way(2), two_way(3)))
    rank = np.array([[5, 1, 3, 0, 4, 2], [2, 4, 0, 5, 1, 3]])
    whole = Whole(grid, rank, CONCEPTS)
    for change in changes_of(grid):
        (mine,) = effectiveness(grid, rank, [change], CONCEPTS, whole)
        (anew,) = effectiveness(grid, rank, [change])
        assert mine.n_before.tolist() == anew.n_before.tolist()
        for one, other in zip(mine.appear + mine.vanish, anew.appear + anew.vanish, strict=True):
            assert one.tolist() == other.tolist()


def test_ranks_of_another_shape_are_refused():
    grid = Grid((2, 2), ((0,), (1,)), (two_way(2), two_way(2)))
    with pytest.raises(ValueError, match="rank must have shape"):
        Whole(grid, np.zeros((3, 4), dtype=np.int32), CONCEPTS)
