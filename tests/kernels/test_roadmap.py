"""Ways from one state to another, against growing every legal sequence."""

from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graphs import arcs, grids, ranking, with_ranks
from tests.literal_stability import moves

from detente.kernels.graph_arcs import Arcs, arcs_of
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.graph_search import Step
from detente.kernels.roadmap import roadmap, way


@st.composite
def journeys(draw, graphs):
    """Draw a graph with ranks, a start and a goal."""
    graph, rank = draw(with_ranks(graphs))
    states = [s for s in range(graph.n_states) if graph.feasible is None or graph.feasible[s]]
    if not states:
        states = [0]
    return graph, rank, draw(st.sampled_from(states)), draw(st.sampled_from(states))


def cheapest(graph, rank, start, goal, kind, barrier=None, first=None):
    """Return (detours, steps) of the cheapest legal sequence by relaxing until nothing changes."""
    best = {(start, None): (0, 0)}
    for _ in count():
        before = dict(best)
        for (state, last), (detours, steps) in before.items():
            if state == barrier and last is not None:
                continue
            for j in range(graph.n_parties):
                if j == last or (first is not None and last is None and j != first):
                    continue
                for q in moves(graph, j, state):
                    gains = rank[j, q] > rank[j, state]
                    if kind == "improvements" and not gains:
                        continue
                    lost = int(kind == "detours" and not gains)
                    cost = (detours + lost, steps + 1)
                    best[q, j] = min(best.get((q, j), cost), cost)
        if best == before:
            break
    found = [cost for (state, last), cost in best.items() if state == goal and last is not None]
    return min(found, default=None)


def walked(graph, rank, start, way):
    """Return the state a way ends in and its detours, having checked every step."""
    at, last, losses = start, None, []
    for place, (mover, target) in enumerate(way.steps):
        assert mover != last
        assert target in moves(graph, mover, at)
        if rank[mover, target] <= rank[mover, at]:
            losses.append(place)
        at, last = target, mover
    return at, tuple(losses)


def check(journey, kind):
    graph, rank, start, goal = journey
    found = way(graph, start, goal, kind, rank)
    if start == goal:
        assert (found.steps, found.detours, found.first) == ((), (), ())
        return
    expected = cheapest(graph, rank, start, goal, kind)
    assert (found is None) == (expected is None)
    if found is None:
        return
    end, losses = walked(graph, rank, start, found)
    assert end == goal
    assert losses == found.detours
    assert len(found.steps) == expected[1]
    if kind != "moves":
        assert len(losses) == expected[0]
    begins = {
        j: cheapest(graph, rank, start, goal, kind, barrier=start, first=j)
        for j in range(graph.n_parties)
    }
    assert found.first == tuple(j for j in begins if begins[j] is not None)
    assert found.first_shortest == tuple(j for j in begins if begins[j] == expected)
    assert found.steps[0].party == found.first_shortest[0]


@pytest.mark.parametrize("kind", ["moves", "improvements", "detours"])
@settings(max_examples=40, deadline=None)
@given(journey=journeys(arcs()))
def test_a_way_in_free_form_is_the_cheapest(kind, journey):
    check(journey, kind)


@pytest.mark.parametrize("kind", ["moves", "improvements", "detours"])
@settings(max_examples=40, deadline=None)
@given(journey=journeys(grids(most_states=16)))
def test_a_way_in_option_form_is_the_cheapest(kind, journey):
    check(journey, kind)


@pytest.mark.parametrize("kind", ["moves", "improvements", "detours"])
@settings(max_examples=25, deadline=None)
@given(journey=journeys(grids(most_states=24)))
def test_a_grid_and_its_moves_one_by_one_have_the_same_way(kind, journey):
    graph, rank, start, goal = journey
    assert way(graph, start, goal, kind, rank) == way(arcs_of(graph), start, goal, kind, rank)


def ladder():
    """Three states in a row: the first party takes the first step, the second the other."""
    return Arcs.from_lists(3, [[(0, 1)], [(1, 2)]])


def test_a_way_in_everybodys_interest():
    rank = np.array([ranking(3, 2, 1, 0), ranking(3, 2, 1, 0)])
    found = roadmap(ladder(), rank, 0, 2)
    assert found.improvements == found.moves == found.detours
    assert found.moves.steps == (Step(0, 1), Step(1, 2))
    assert found.moves.first == (0,)


def test_where_no_way_serves_everybody_the_one_with_fewest_losses_is_shown():
    rank = np.array([ranking(3, 2, 0, 1), ranking(3, 2, 1, 0)])
    found = roadmap(ladder(), rank, 0, 2)
    assert found.improvements is None
    assert found.detours.detours == (0,)


def test_a_longer_way_can_have_fewer_losses():
    graph = Arcs.from_lists(4, [[(0, 3), (0, 1), (2, 3)], [(1, 2)]])
    rank = np.array([ranking(4, 1, 0, 3, 2), ranking(4, 2, 1)])
    found = roadmap(graph, rank, 0, 3)
    assert found.moves.steps == (Step(0, 3),)
    assert found.moves.detours == (0,)
    assert found.detours.steps == (Step(0, 1), Step(1, 2), Step(0, 3))
    assert found.detours.detours == ()


def test_nobody_gets_where_no_move_leads():
    rank = np.array([ranking(3, 2, 1, 0), ranking(3, 2, 1, 0)])
    found = roadmap(ladder(), rank, 2, 0)
    assert (found.moves, found.improvements, found.detours) == (None, None, None)


def test_nobody_moves_twice_in_a_row_in_free_form():
    graph = Arcs.from_lists(3, [[(0, 1), (1, 2)], []])
    assert way(graph, 0, 2) is None


@pytest.mark.parametrize("kind", ["moves", "improvements", "detours"])
def test_a_quarter_of_a_million_states_are_searched_axis_by_axis(kind):
    one_way = np.triu(np.ones((2, 2), dtype=bool))
    graph = Grid((2,) * 18, (tuple(range(9)), tuple(range(9, 18))), (one_way, *[two_way(2)] * 17))
    grades = np.arange(2**18, dtype=np.int32)
    rank = np.array([grades, grades // 2])
    found = way(graph, 0, 2**18 - 1, kind, rank)
    assert [step.party for step in found.steps] == [0, 1]
    assert way(graph, 2**18 - 1, 0, kind, rank) is None


def test_a_path_by_the_same_mover_twice_is_passed_over_for_a_legal_one():
    graph = Arcs.from_lists(4, [[(0, 1), (0, 2), (1, 3)], [(2, 3)]])
    found = way(graph, 0, 3)
    assert found.steps == (Step(0, 2), Step(1, 3))
