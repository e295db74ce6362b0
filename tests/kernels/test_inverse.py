"""What a party would have to prefer, against trying every ranking and every set of states."""

from itertools import combinations, permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graphs import arcs, grids, ranking, with_ranks
from tests.literal_stability import CONCEPTS, is_stable

from detente.kernels import inverse as module
from detente.kernels import inverse_share
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.inverse import inverse
from detente.kernels.inverse_share import WorkLimitError, share_of

TINY = st.one_of(grids(most_states=8, max_parties=4), arcs(most_states=6, max_parties=4))


def feasible_states(graph):
    every = range(graph.n_states)
    return [s for s in every if graph.feasible is None or graph.feasible[s]]


@st.composite
def questions(draw, most_feasible=7, graphs=TINY):
    """Draw a graph with ranks, a party, a state and a concept."""
    graphs = graphs.filter(lambda graph: 0 < len(feasible_states(graph)) <= most_feasible)
    graph, rank = draw(with_ranks(graphs))
    party = draw(st.integers(0, graph.n_parties - 1))
    state = draw(st.sampled_from(feasible_states(graph)))
    return graph, rank, party, state, draw(st.sampled_from(CONCEPTS))


def stable_above(question, above):
    """Return whether a state is stable where just some states are above it."""
    graph, rank, party, state, concept = question
    changed = rank.copy()
    changed[party] = 0
    changed[party, list(above)] = 1
    return is_stable(graph, changed, concept, party, state)


def every_set(states):
    return [set(some) for size in range(len(states) + 1) for some in combinations(states, size)]


def smallest(sets):
    kept = [some for some in sets if not any(other < some for other in sets)]
    return tuple(sorted((tuple(sorted(some)) for some in kept), key=lambda s: (len(s), s)))


@settings(max_examples=40, deadline=None)
@given(questions())
def test_share_and_sets_are_those_of_trying_every_set(question):
    graph, _, _, state, _ = question
    others = [other for other in feasible_states(graph) if other != state]
    found = inverse(*question)
    n = len(others) + 1
    ways = {frozenset(some): stable_above(question, some) for some in every_set(others)}
    weight = sum(
        factorial(len(some)) * factorial(n - 1 - len(some)) for some, holds in ways.items() if holds
    )
    assert found.share == pytest.approx(weight / factorial(n), abs=1e-12)
    assert found.exact
    assert found.complete
    assert found.leaves_if == smallest([some for some, holds in ways.items() if not holds])
    kept = [set(others) - some for some, holds in ways.items() if holds]
    assert found.keep_below == smallest(kept)


@settings(max_examples=15, deadline=None)
@given(questions(most_feasible=5))
def test_the_share_is_that_of_all_rankings(question):
    graph, rank, party, state, concept = question
    states = feasible_states(graph)
    count = 0
    for row in permutations(range(len(states))):
        changed = rank.copy()
        changed[party, states] = row
        count += is_stable(graph, changed, concept, party, state)
    share = inverse(*question).share
    assert share * factorial(len(states)) == pytest.approx(count, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(questions(most_feasible=16, graphs=st.one_of(grids(most_states=16), arcs())))
def test_meeting_every_demand_is_being_stable(question):
    graph, rank, party, state, concept = question
    found = inverse(*question)
    above = set(np.flatnonzero(rank[party] > rank[party, state]))
    met = all(any(not above & set(way) for way in item.ways) for item in found.demands)
    assert met == is_stable(graph, rank, concept, party, state)
    assert met == any(not above & set(below) for below in found.keep_below)
    assert met != any(above >= set(reasons) for reasons in found.leaves_if)


@settings(max_examples=30, deadline=None)
@given(questions())
def test_largest_sets_above_are_the_rest_of_the_smallest_below(question):
    found = inverse(*question)
    for above in found.may_be_above:
        assert stable_above(question, above)
        for other in set(found.matter) - set(above):
            assert not stable_above(question, {*above, other})


@settings(max_examples=15, deadline=None)
@given(questions(), st.integers(0, 5))
def test_beyond_the_limit_random_rankings_give_the_share_with_its_error(question, seed):
    found = inverse(*question)
    if not found.matter:
        return
    rough = inverse(*question, most_states=0, seed=seed)
    assert (rough.exact, rough.complete) == (False, False)
    assert rough.low - 0.01 <= found.share <= rough.high + 0.01


@settings(max_examples=15, deadline=None)
@given(questions(most_feasible=16, graphs=st.one_of(grids(most_states=16), arcs())))
def test_where_not_all_sets_are_listed_those_listed_are_right(question):
    whole = inverse(*question)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_SETS", 1)
        patch.setattr(module, "FEW", 2)
        some = inverse(*question)
    assert set(some.keep_below) <= set(whole.keep_below)
    assert set(some.leaves_if) <= set(whole.leaves_if)
    assert some.keep_below
    if some.complete:
        assert (some.keep_below, some.leaves_if) == (whole.keep_below, whole.leaves_if)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 2**7 - 1), min_size=1, max_size=6), max_size=6),
)
def test_the_share_counts_rankings(demands):
    good = [0] * 8
    for above in range(2**7):
        met = all(any(not above & way for way in ways) for ways in demands)
        good[above.bit_count()] += met
    expected = sum(count * factorial(k) * factorial(7 - k) for k, count in enumerate(good))
    assert share_of(demands, 7) == pytest.approx(expected / factorial(8), abs=1e-12)


@pytest.mark.parametrize("n_states", [10, 100, 1023])
def test_one_first_or_last_of_many(n_states):
    every = 2**n_states - 1
    alone = [1 << bit for bit in range(n_states)]
    assert share_of([[every]], n_states) == pytest.approx(1 / (n_states + 1), rel=1e-10)
    assert share_of([alone], n_states) == pytest.approx(n_states / (n_states + 1), rel=1e-10)


def test_too_many_cases_are_left_to_random_rankings(monkeypatch):
    monkeypatch.setattr(inverse_share, "MAX_WORK", 1)
    with pytest.raises(WorkLimitError):
        share_of([[0b011, 0b110], [0b101]], 3)
    graph = Arcs.from_lists(4, [[(0, 1), (0, 2), (3, 2)], [(1, 2), (1, 3), (2, 3)]])
    rank = np.array([ranking(4), ranking(4)])
    found = inverse(graph, rank, 0, 0, "smr")
    assert not found.exact
    assert found.complete
    assert found.low < found.share < found.high


def test_a_prisoner_keeps_faith_unless_both_other_outcomes_of_its_move_look_better():
    """State 3 is the deal, 1 to be the only one to break it, 0 that both do."""
    graph = Grid((2, 2), ((0,), (1,)), (two_way(2), two_way(2)))
    rank = np.array([ranking(4, 1, 3, 0, 2), ranking(4, 2, 3, 0, 1)])
    found = inverse(graph, rank, 0, 3, "seq")
    assert found.leaves_if == ((0, 1),)
    assert found.keep_below == ((0,), (1,))
    assert found.may_be_above == ((1,), (0,))
    assert found.share == pytest.approx(2 / 3)
    assert inverse(graph, rank, 0, 3, "nash").share == pytest.approx(1 / 2)


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sseq"])
def test_a_thousand_states_that_matter_are_no_obstacle(concept):
    graph = Grid((2,) * 10, ((0, 1), (2, 3, 4), (5, 6), (7, 8, 9)), (two_way(2),) * 10)
    random = np.random.default_rng(2)
    rank = np.array([random.permutation(1024) for _ in range(4)], dtype=np.int32)
    found = inverse(graph, rank, 0, 3, concept)
    assert found.exact
    assert 0 < found.share <= 1


def test_coming_back_is_an_answer_that_no_preference_takes_away_unless_it_can_leave_again():
    graph = Arcs.from_lists(2, [[(0, 1)], [(1, 0)]])
    rank = np.array([ranking(2, 1, 0), ranking(2, 0, 1)])
    assert inverse(graph, rank, 0, 0, "gmr").share == pytest.approx(1)
    assert inverse(graph, rank, 0, 0, "smr").leaves_if == ((1,),)


def test_being_able_to_come_back_from_an_answer_is_no_way_out():
    graph = Arcs.from_lists(3, [[(0, 1), (2, 0)], [(1, 2)]])
    rank = np.array([ranking(3), ranking(3)])
    assert inverse(graph, rank, 0, 0, "smr").leaves_if == ((1, 2),)
