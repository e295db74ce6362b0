"""Limited-move stability of two parties: against the definition, and what must follow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import literal_stability, literal_variants
from tests.graphs import arcs, grids

from detente.kernels import limited_move as module
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.limited_move import anticipated, limited_move, non_myopic

FEW = settings(max_examples=60)


@st.composite
def strict_models(draw):
    """Draw the moves of two parties and how they rank the states, without ties."""
    graph = draw(
        st.one_of(
            grids(min_parties=2, max_parties=2, most_states=12),
            arcs(min_parties=2, max_parties=2, most_states=7),
        )
    )
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rank = np.array([random.permutation(graph.n_states) for _ in range(2)], dtype=np.int32)
    return graph, rank


def feasible(graph):
    every = np.ones(graph.n_states, dtype=bool)
    return every if graph.feasible is None else graph.feasible


@FEW
@given(strict_models(), st.integers(1, 4))
def test_play_ends_where_the_definition_says(model, horizon):
    graph, rank = model
    expected = [
        [literal_variants.anticipated(graph, rank, horizon, j, s) for s in range(graph.n_states)]
        for j in range(2)
    ]
    found = anticipated(graph, rank, horizon)
    assert found.tolist() == expected
    stays = (found == np.arange(graph.n_states)) & feasible(graph)
    assert np.array_equal(limited_move(graph, rank, horizon), stays)


@FEW
@given(strict_models())
def test_one_move_ahead_is_nash(model):
    graph, rank = model
    nash = literal_stability.stable(graph, rank, ("nash",))[0]
    assert np.array_equal(limited_move(graph, rank, 1), nash)


@FEW
@given(strict_models())
def test_whoever_sees_far_is_stable_with_every_long_horizon(model):
    graph, rank = model
    seen = {}
    for horizon in range(1, 200):
        ends = anticipated(graph, rank, horizon).tobytes()
        if ends in seen:
            break
        seen[ends] = horizon
    round_trip = [limited_move(graph, rank, h) for h in range(seen[ends], horizon)]
    assert np.array_equal(non_myopic(graph, rank), np.all(round_trip, axis=0))


@FEW
@given(strict_models(), st.integers(1, 5))
def test_the_order_of_parties_has_no_say(model, horizon):
    graph, rank = model
    if isinstance(graph, Grid):
        other = Grid(graph.sizes, graph.held[::-1], graph.allowed, graph.feasible)
    else:
        other = Arcs(graph.n_states, graph.starts[::-1], graph.targets[::-1])
    found = limited_move(other, rank[::-1], horizon)
    assert np.array_equal(found, limited_move(graph, rank, horizon)[::-1])


def test_foresight_holds_prisoners_to_cooperation():
    grid = Grid((2, 2), ((0,), (1,)), (two_way(2),) * 2)
    rank = np.array([[3, 1, 4, 2], [3, 4, 1, 2]])  # both cooperate, ..., nobody does
    assert limited_move(grid, rank, 1)[:, 0].tolist() == [False, False]
    assert limited_move(grid, rank, 2)[:, 0].tolist() == [True, True]


def test_anticipation_can_go_round_in_circles():
    # Each of two parties can undo what the other one wants: who moves last decides.
    graph = Arcs.from_lists(2, [[(1, 0)], [(0, 1)]])
    rank = np.array([[1, 0], [0, 1]])
    odd, even = (limited_move(graph, rank, h).tolist() for h in (11, 12))
    assert odd == [[True, False], [False, True]]
    assert even == [[True, True], [True, True]]
    assert non_myopic(graph, rank).tolist() == odd


def test_a_state_without_moves_is_stable():
    graph = Arcs.from_lists(2, [[(0, 1)], []])
    rank = np.array([[0, 1], [0, 1]])
    assert limited_move(graph, rank, 3).tolist() == [[False, True], [True, True]]
    assert non_myopic(graph, rank).tolist() == [[False, True], [True, True]]


def test_ties_between_infeasible_states_do_not_matter():
    grid = Grid((3,), ((0,), ()), (two_way(3),), np.array([True, False, True]))
    rank = np.array([[1, 1, 0], [0, 0, 1]])
    assert limited_move(grid, rank, 2).tolist() == [[True, False, False], [True, False, True]]


def test_questions_that_make_no_sense_are_refused(monkeypatch):
    graph = Arcs.from_lists(2, [[(0, 1)], [(1, 0)]])
    strict = np.array([[0, 1], [0, 1]])
    with pytest.raises(ValueError, match="defined for two parties, not for 1"):
        limited_move(Arcs.from_lists(2, [[]]), strict[:1], 1)
    with pytest.raises(ValueError, match="party 1 is indifferent between states 0 and 1"):
        limited_move(graph, np.array([[0, 1], [3, 3]]), 1)
    with pytest.raises(ValueError, match="horizon must be at least 1 move, not 0"):
        limited_move(graph, strict, 0)
    with pytest.raises(ValueError, match=r"ranks must have shape \(2, 2\)"):
        non_myopic(graph, strict[:, 1:])
    monkeypatch.setattr(module, "MAX_HORIZON", 1)
    with pytest.raises(ValueError, match="does not come round up to a horizon of 1 moves"):
        non_myopic(graph, strict)
