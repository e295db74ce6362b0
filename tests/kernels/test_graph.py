"""Moves on a grid and moves listed one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.graphs import arcs, grids

from detente.kernels.graph_arcs import Arcs, arcs_of
from detente.kernels.graph_grid import Grid, two_way

UPWARD = np.triu(np.ones((3, 3), dtype=bool))


def test_a_move_changes_any_axes_of_a_party_and_no_others():
    grid = Grid((2, 2, 2), ((0, 2), (1,)), (two_way(2),) * 3)
    assert grid.moves(0, 0).tolist() == [1, 4, 5]
    assert grid.moves(1, 0).tolist() == [2]


def test_a_move_goes_only_where_every_step_is_allowed():
    grid = Grid((3, 2), ((0, 1),), (UPWARD, two_way(2)))
    assert grid.moves(0, 2).tolist() == [3, 4, 5]
    assert grid.moves_into(0, 2).tolist() == [0, 1, 3]


def test_what_a_move_passes_need_not_be_feasible_but_where_it_ends_must_be():
    grid = Grid((2, 2), ((0, 1),), (two_way(2),) * 2, np.array([True, False, False, True]))
    assert grid.moves(0, 0).tolist() == [3]
    assert grid.moves(0, 1).tolist() == []


def test_a_party_without_axes_has_no_moves():
    assert Grid((2,), ((), (0,)), (two_way(2),)).moves(0, 0).tolist() == []


@settings(max_examples=50, deadline=None)
@given(grids(1, 3))
def test_two_moves_in_a_row_are_one_or_none(grid):
    for party in range(grid.n_parties):
        for state in range(grid.n_states):
            once = grid.moves(party, state)
            for through in once:
                assert set(grid.moves(party, through)) <= {state, *once}


@settings(max_examples=50, deadline=None)
@given(grids(1, 3, most_states=24))
def test_what_moves_into_a_state_moves_there(grid):
    every = range(grid.n_states)
    for party in range(grid.n_parties):
        targets = {(s, q) for s in every for q in grid.moves(party, s)}
        assert targets == {(s, q) for q in every for s in grid.moves_into(party, q)}


@settings(max_examples=50, deadline=None)
@given(arcs(1, 3))
def test_listed_moves_are_the_same_from_both_ends(graph):
    every = range(graph.n_states)
    for party in range(graph.n_parties):
        targets = [(s, q) for s in every for q in graph.moves(party, s)]
        assert targets == sorted((s, q) for q in every for s in graph.moves_into(party, q))


def test_moves_are_kept_once_and_in_order():
    graph = Arcs.from_lists(3, [[(0, 2), (0, 1), (0, 2)], []])
    assert graph.moves(0, 0).tolist() == [1, 2]
    assert graph.moves_into(0, 2).tolist() == [0]
    assert graph.moves(1, 0).tolist() == []


@settings(max_examples=50, deadline=None)
@given(grids(1, 3, most_states=24))
def test_a_grid_can_be_listed(grid):
    listed = arcs_of(grid)
    for party in range(grid.n_parties):
        for state in range(grid.n_states):
            assert np.array_equal(listed.moves(party, state), grid.moves(party, state))


@pytest.mark.parametrize(
    ("sizes", "held", "allowed", "feasible", "message"),
    [
        ((2, 2), (), (two_way(2),), None, "2 axes need as many tables of steps, not 1"),
        ((2,), (), (two_way(3),), None, r"steps of axis 0 must have shape \(2, 2\)"),
        ((2,), (), (~two_way(2),), None, "steps of axis 0: every option must be allowed to stay"),
        ((2,), ((1,),), (two_way(2),), None, r"axes of party 0 must ascend within 0 to 0: \(1,\)"),
        ((2, 2), ((1, 0),), (two_way(2),) * 2, None, "axes of party 0 must ascend"),
        ((2,), (), (two_way(2),), np.ones(3, bool), r"feasible must have shape \(2,\), not \(3,\)"),
    ],
)
def test_a_grid_says_what_does_not_fit(sizes, held, allowed, feasible, message):
    with pytest.raises(ValueError, match=message):
        Grid(sizes, held, allowed, feasible)


def test_steps_must_be_transitive():
    steps = UPWARD.copy()
    steps[0, 2] = False
    with pytest.raises(ValueError, match="0 to 1 and 1 to 2, but not 0 to 2"):
        Grid((3,), ((0,),), (steps,))


def test_a_listed_move_must_lead_to_another_state():
    with pytest.raises(ValueError, match="move of party 1 from state 2 to itself is none"):
        Arcs.from_lists(3, [[(0, 1)], [(2, 2)]])
    with pytest.raises(ValueError, match="move 0 to 3 of party 0 leaves the states 0 to 2"):
        Arcs.from_lists(3, [[(0, 3)]])
