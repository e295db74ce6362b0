"""Simultaneous stability: against the definition, published facts, and what must follow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import literal_stability, literal_variants
from tests.elmira import elmira, elmira_grid, numbered
from tests.graphs import grids, with_ranks

from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.simultaneous import simultaneous

FEW = settings(max_examples=60)
models = with_ranks(grids(min_parties=1, max_parties=4, most_states=16))


@FEW
@given(models)
def test_a_state_is_stable_as_the_definition_says(model):
    grid, rank = model
    expected = [
        [
            (grid.feasible is None or bool(grid.feasible[s]))
            and literal_variants.is_simultaneously_stable(grid, rank, j, s)
            for s in range(grid.n_states)
        ]
        for j in range(grid.n_parties)
    ]
    assert simultaneous(grid, rank).tolist() == expected


@FEW
@given(models)
def test_nobody_leaves_a_state_of_nash(model):
    grid, rank = model
    assert (literal_stability.stable(grid, rank, ("nash",))[0] <= simultaneous(grid, rank)).all()


@FEW
@given(models, st.data())
def test_chosen_states_get_what_they_get_among_all(model, data):
    grid, rank = model
    states = data.draw(st.lists(st.integers(0, grid.n_states - 1), max_size=5))
    found = simultaneous(grid, rank, states=states)
    assert np.array_equal(found, simultaneous(grid, rank)[:, states])


@FEW
@given(models, st.randoms(use_true_random=False))
def test_the_order_of_parties_has_no_say(model, random):
    grid, rank = model
    order = list(range(grid.n_parties))
    random.shuffle(order)
    other = Grid(grid.sizes, tuple(grid.held[j] for j in order), grid.allowed, grid.feasible)
    assert np.array_equal(simultaneous(other, rank[order]), simultaneous(grid, rank)[order])


def test_every_improvement_has_to_be_blocked_not_only_the_first():
    # Party 0 chooses 0, 1 or 2 and can gain by 1 and by 2; party 1 would turn both into a loss.
    grid = Grid((3, 2), ((0,), (1,)), (two_way(3), two_way(2)))
    rank = np.array([[2, 0, 3, 1, 4, 1], [0, 1, 0, 1, 0, 1]])
    assert simultaneous(grid, rank)[0, 0]
    rank[0, 5] = 5
    assert not simultaneous(grid, rank)[0, 0]


def test_what_the_others_would_do_alone_blocks_only_if_it_is_feasible_together():
    rank = np.array([[1, 0, 2, 0], [0, 1, 0, 1]])
    grid = Grid((2, 2), ((0,), (1,)), (two_way(2),) * 2)
    assert simultaneous(grid, rank)[0, 0]
    feasible = np.array([True, True, True, False])
    grid = Grid((2, 2), ((0,), (1,)), (two_way(2),) * 2, feasible)
    assert not simultaneous(grid, rank)[0, 0]


def test_two_who_hold_one_axis_do_not_change_it_differently_at_once():
    grid = Grid((3, 2), ((0, 1), (0,)), (two_way(3), two_way(2)))
    # Party 0 goes to option 1 of the shared axis; party 1 would go to option 2 of it.
    rank = np.array([[1, 0, 2, 0, 0, 0], [0, 0, 0, 0, 1, 0]])
    assert not simultaneous(grid, rank)[0, 0]


def test_the_dilemma_of_the_prisoners_has_two_equilibria():
    grid = Grid((2, 2), ((0,), (1,)), (two_way(2),) * 2)
    rank = np.array([[2, 4, 1, 3], [2, 1, 4, 3]])
    assert simultaneous(grid, rank).tolist() == [
        [True, True, False, True],
        [True, False, True, True],
    ]


def test_the_conflict_of_elmira_has_its_known_equilibria():
    grid, rank, states = elmira_grid()
    found = simultaneous(grid, rank, states=states)
    assert numbered(found.all(axis=0)) == [5, 6, 7, 10, 11, 12]
    assert numbered(found[2]) == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]


def test_questions_that_make_no_sense_are_refused():
    graph, rank = elmira()
    with pytest.raises(ValueError, match="needs states as combinations of options"):
        simultaneous(graph, rank)
    with pytest.raises(ValueError, match=r"ranks must have shape \(3, 32\)"):
        simultaneous(elmira_grid()[0], rank)
