"""The smallest change of preferences that turns a state, against trying every ranking."""

from functools import cache
from itertools import combinations, permutations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graphs import arcs, grids, ranking, with_ranks
from tests.literal_stability import CONCEPTS, is_stable

from detente.kernels.fragility import fragility, score_change
from detente.kernels.graph_grid import Grid, two_way

TINY = st.one_of(grids(most_states=6, max_parties=4), arcs(most_states=5, max_parties=4))


def feasible_states(graph):
    every = range(graph.n_states)
    return [s for s in every if graph.feasible is None or graph.feasible[s]]


@st.composite
def questions(draw, graphs=TINY, most_feasible=5):
    """Draw a graph with ranks, a party, a state and a concept."""
    graphs = graphs.filter(lambda graph: 0 < len(feasible_states(graph)) <= most_feasible)
    graph, rank = draw(with_ranks(graphs))
    party = draw(st.integers(0, graph.n_parties - 1))
    state = draw(st.sampled_from(feasible_states(graph)))
    return graph, rank, party, state, draw(st.sampled_from(CONCEPTS))


@cache
def weak_orders(n):
    """Return every ranking of n states with ties."""
    rows = [row for row in product(range(n), repeat=n) if set(row) == set(range(max(row) + 1))]
    return np.array(rows, dtype=np.int32)


def changed_pairs(first, second):
    pairs = combinations(range(len(first)), 2)
    return sum(np.sign(first[a] - first[b]) != np.sign(second[a] - second[b]) for a, b in pairs)


def stable_with(question, states, row):
    graph, rank, party, state, concept = question
    changed = rank.copy()
    changed[party, states] = row
    return is_stable(graph, changed, concept, party, state)


@settings(max_examples=50, deadline=None)
@given(questions())
def test_the_number_of_swaps_is_the_least_over_all_rankings(question):
    graph, rank, party, state, concept = question
    states = feasible_states(graph)
    now = is_stable(graph, rank, concept, party, state)
    found = fragility(*question)
    distances = [
        changed_pairs(rank[party, states], row)
        for row in weak_orders(len(states))
        if stable_with(question, states, row) != now
    ]
    assert found.stable == now
    assert found.swaps == min(distances, default=None)


@settings(max_examples=30, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_between_strict_rankings_swaps_are_swaps_of_neighbors(question, random):
    graph, rank, party, state, concept = question
    states = feasible_states(graph)
    rank[party, states] = random.sample(range(len(states)), len(states))
    now = is_stable(graph, rank, concept, party, state)
    distances = [
        changed_pairs(rank[party, states], np.array(row))
        for row in permutations(range(len(states)))
        if stable_with(question, states, np.array(row)) != now
    ]
    assert fragility(*question).swaps == min(distances, default=None)


@settings(max_examples=60, deadline=None)
@given(questions(st.one_of(grids(most_states=24), arcs()), most_feasible=24))
def test_the_change_shown_turns_the_state_and_a_smaller_one_does_not(question):
    graph, rank, party, state, concept = question
    found = fragility(*question)
    if found.swaps is None:
        assert found.stable
        return
    liking = 2 * rank[party]
    for margin in (-1, 0):
        changed = 2 * rank
        changed[party, state] = liking[found.pivot] + margin
        assert is_stable(graph, changed, concept, party, state) == (margin == 0)
    assert len(found.passed) == found.swaps
    assert found.improvement in graph.moves(party, state)


@settings(max_examples=60, deadline=None)
@given(questions(), st.integers(0, 2**32 - 1))
def test_scores_turn_a_state_exactly_where_it_is_said(question, seed):
    graph, rank, party, state, concept = question
    random = np.random.default_rng(seed)
    scores = random.integers(0, 6, graph.n_states)
    moved = random.random(graph.n_states) < 0.5
    found = score_change(graph, rank, party, state, concept, scores, moved)
    sign = -1 if moved[state] else 1
    truths = set()
    for half_steps in range(-14, 15):
        shifted = rank.copy()
        shifted[party] = 2 * scores + half_steps * moved
        truth = is_stable(graph, shifted, concept, party, state)
        truths.add(truth)
        if found is not None:
            assert truth == (sign * half_steps <= 2 * sign * found.change)
            if half_steps == 0:
                assert (found.stable, found.beyond) == (truth, truth)
    assert (found is None) == (len(truths) == 1)


@settings(max_examples=40, deadline=None)
@given(questions(), st.integers(0, 2**32 - 1))
def test_no_other_single_score_turns_a_state_by_a_smaller_shift(question, seed):
    graph, rank, party, state, concept = question
    scores = np.random.default_rng(seed).integers(0, 6, graph.n_states)
    shifts = {
        other: score_change(
            graph, rank, party, state, concept, scores, np.arange(graph.n_states) == other
        )
        for other in feasible_states(graph)
    }
    own = shifts.pop(state)
    for other in shifts.values():
        assert other is None or abs(other.change) >= abs(own.change)


def test_a_prisoner_one_swap_from_leaving():
    """It would leave once it feared the mutual betrayal (state 0) less than it likes the deal."""
    graph = Grid((2, 2), ((0,), (1,)), (two_way(2), two_way(2)))
    rank = np.array([ranking(4, 1, 3, 0, 2), ranking(4, 2, 3, 0, 1)])
    found = fragility(graph, rank, 0, 3, "seq")
    assert (found.stable, found.swaps, found.passed.tolist()) == (True, 1, [0])
    assert (found.improvement, found.pivot) == (1, 0)


def test_without_a_move_of_its_own_nothing_makes_a_party_leave():
    graph = Grid((2, 2), ((0, 1), ()), (two_way(2), two_way(2)))
    rank = np.array([ranking(4, 1, 3, 0, 2), ranking(4, 2, 3, 0, 1)])
    assert fragility(graph, rank, 1, 0, "nash").swaps is None


def test_a_large_ranking_is_no_obstacle():
    graph = Grid((2,) * 16, ((0, 1, 2), (3, 4, 5), (6, 7)), (two_way(2),) * 16)
    random = np.random.default_rng(9)
    rank = np.array([random.permutation(2**16) for _ in range(3)], dtype=np.int32)
    found = fragility(graph, rank, 0, 5, "smr")
    better = rank[0, graph.moves(0, 5)].max()
    assert found.swaps <= abs(int(better) - int(rank[0, 5]))


def test_an_unstable_state_rises_above_its_equals_too():
    """State 0 has to come up to 1 and 3, and leaves 2 behind: three pairs."""
    graph = Grid((2, 2), ((1,), ()), (two_way(2), two_way(2)))
    rank = np.array([ranking(4, (1, 3), (0, 2)), ranking(4)])
    found = fragility(graph, rank, 0, 0, "nash")
    assert (found.stable, found.swaps, found.passed.tolist()) == (False, 3, [1, 2, 3])
