"""Stability against its definitions word for word, published models, and what must not matter."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import literal_stability
from tests.graphs import arcs, grids, ranking, with_ranks

from detente.kernels import stability_grid
from detente.kernels.graph_arcs import Arcs, arcs_of
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.stability import CONCEPTS, dense, equilibria, stable

UP = np.array([[True, True], [False, True]])
"""Once taken, an option stays taken."""
DOWN = UP.T
"""Once given up, it is not taken again."""
BOTH = two_way(2)


def held_by(graph, rank, party, concept):
    """Return the states that are stable for a party."""
    return np.flatnonzero(stable(graph, rank, [concept])[0, party]).tolist()


def held_by_all(graph, rank):
    """Return the equilibria by concept."""
    found = equilibria(stable(graph, rank))
    return {c: np.flatnonzero(row).tolist() for c, row in zip(CONCEPTS, found, strict=True)}


def binary(held, *options, feasible=None):
    """Return a grid of options taken (1) or not (0)."""
    return Grid((2,) * len(options), held, options, feasible)


def states(*words):
    """Return the numbers of states written as Y and N."""
    return [int(word.replace("Y", "1").replace("N", "0"), 2) for word in words]


# Against the definitions


@settings(max_examples=60, deadline=None)
@given(with_ranks(grids(3, 5)))
def test_on_a_grid_the_table_is_that_of_the_definitions(model):
    assert np.array_equal(stable(*model), literal_stability.stable(*model))


@settings(max_examples=60, deadline=None)
@given(with_ranks(arcs(3, 5)))
def test_with_listed_moves_the_table_is_that_of_the_definitions(model):
    assert np.array_equal(stable(*model), literal_stability.stable(*model))


@settings(max_examples=30, deadline=None)
@given(with_ranks(st.one_of(grids(1, 2), arcs(1, 2))))
def test_with_one_or_two_parties_the_table_is_that_of_the_definitions(model):
    assert np.array_equal(stable(*model), literal_stability.stable(*model))


@settings(max_examples=60, deadline=None)
@given(with_ranks(grids(1, 5)))
def test_where_turns_take_too_long_the_search_finds_the_same(model):
    by_turns = stable(*model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stability_grid, "_ROUNDS", 0)
        assert np.array_equal(stable(*model), by_turns)


@settings(max_examples=30, deadline=None)
@given(with_ranks(grids(2, 4)))
def test_a_grid_and_its_moves_one_by_one_are_the_same(model):
    grid, rank = model
    listed = stable(arcs_of(grid), rank)
    if grid.feasible is not None:
        listed[:, :, ~grid.feasible] = False
    assert np.array_equal(stable(grid, rank), listed)


# What must hold between concepts, and what must not matter


@settings(max_examples=60, deadline=None)
@given(with_ranks(st.one_of(grids(), arcs())))
def test_a_stronger_concept_implies_a_weaker_one(model):
    table = dict(zip(CONCEPTS, stable(*model), strict=True))
    for chain in (("nash", "sseq", "seq", "gmr"), ("sseq", "smr", "gmr")):
        for stronger, weaker in pairwise(chain):
            assert not (table[stronger] & ~table[weaker]).any()


@settings(max_examples=30, deadline=None)
@given(with_ranks(arcs()), st.randoms(use_true_random=False))
def test_the_names_of_states_and_the_order_of_parties_have_no_say(model, random):
    graph, rank = model
    new = list(range(graph.n_states))
    parties = list(range(graph.n_parties))
    random.shuffle(new)
    random.shuffle(parties)
    moves = [
        [(new[s], new[q]) for s in range(graph.n_states) for q in graph.moves(party, s)]
        for party in parties
    ]
    renamed = np.empty_like(rank)
    renamed[:, new] = rank[parties]
    found = stable(Arcs.from_lists(graph.n_states, moves), renamed)
    assert np.array_equal(found[:, :, new], stable(graph, rank)[:, parties])


@settings(max_examples=30, deadline=None)
@given(with_ranks(grids()), st.randoms(use_true_random=False))
def test_the_order_of_axes_has_no_say(model, random):
    grid, rank = model
    order = list(range(len(grid.sizes)))
    random.shuffle(order)

    def turned(values):
        return values.reshape(grid.sizes).transpose(order).ravel()

    other = Grid(
        tuple(grid.sizes[axis] for axis in order),
        tuple(tuple(sorted(order.index(axis) for axis in held)) for held in grid.held),
        tuple(grid.allowed[axis] for axis in order),
        None if grid.feasible is None else turned(grid.feasible),
    )
    found = stable(other, np.array([turned(row) for row in rank]))
    expected = [[turned(row) for row in of_concept] for of_concept in stable(grid, rank)]
    assert np.array_equal(found, expected)


@settings(max_examples=30, deadline=None)
@given(with_ranks(st.one_of(grids(), arcs())), st.integers(2, 10**6), st.integers(-(10**6), 10**6))
def test_only_the_order_of_ranks_counts(model, factor, shift):
    graph, rank = model
    stretched = rank.astype(np.int64) * factor + shift
    assert np.array_equal(stable(graph, stretched), stable(graph, rank))


@settings(max_examples=30, deadline=None)
@given(with_ranks(grids()), st.integers(0, 2**32 - 1))
def test_what_an_infeasible_state_would_be_worth_has_no_say(model, seed):
    grid, rank = model
    other = np.random.default_rng(seed).integers(-50, 50, rank.shape)
    if grid.feasible is not None:
        other[:, grid.feasible] = rank[:, grid.feasible]
        assert np.array_equal(stable(grid, other), stable(grid, rank))


@settings(max_examples=30, deadline=None)
@given(with_ranks(st.one_of(grids(), arcs())))
def test_concepts_can_be_asked_for_one_by_one_and_in_any_order(model):
    table = stable(*model)
    assert np.array_equal(stable(*model, CONCEPTS[::-1]), table[::-1])
    for number, concept in enumerate(CONCEPTS):
        assert np.array_equal(stable(*model, [concept]), table[[number]])


def test_ranks_are_made_dense_with_their_ties():
    assert dense(np.array([[5, -2, 5, 900]])).tolist() == [[1, 0, 1, 2]]


# Published models


def test_prisoners_dilemma_two_silent_prisoners_are_held_by_the_threat_to_confess():
    silent_or_not = binary(((0,), (1,)), BOTH, BOTH)
    neither, second, first, both = range(4)
    rank = np.array(
        [ranking(4, second, both, neither, first), ranking(4, first, both, neither, second)]
    )
    assert held_by_all(silent_or_not, rank) == {
        "nash": [neither],
        "gmr": [neither, both],
        "smr": [neither, both],
        "seq": [neither, both],
        "sseq": [neither, both],
    }


def test_chicken_that_both_swerve_is_held_by_a_threat_that_harms_who_makes_it():
    swerve = binary(((0,), (1,)), BOTH, BOTH)
    crash, second, first, both = range(4)
    rank = np.array(
        [ranking(4, second, both, first, crash), ranking(4, first, both, second, crash)]
    )
    alone = [second, first]
    assert held_by_all(swerve, rank) == {
        "nash": alone,
        "gmr": [*alone, both],
        "smr": [*alone, both],
        "seq": alone,
        "sseq": alone,
    }


def cuba():
    """The Cuban missile crisis of 1962 as in Fraser and Hipel (1984), Conflict Analysis.

    Options: air strike (not undone), blockade; withdraw, escalate. The two rule each other out.
    """
    words = [f"{us}{ussr}" for ussr in ("NN", "YN", "NY") for us in ("NN", "YN", "NY", "YY")]
    numbers = states(*words)
    feasible = np.zeros(16, dtype=bool)
    feasible[numbers] = True
    us = [5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9]
    ussr = [1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9]
    rank = np.array([ranking(16, *(numbers[s - 1] for s in order)) for order in (us, ussr)])
    return binary(((0, 1), (2, 3)), UP, BOTH, BOTH, BOTH, feasible=feasible), rank, numbers


def elmira():
    """The groundwater of Elmira, 1991, as in Kinsara, Kilgour and Hipel (2014).

    Ministry: modify its order; company: delay, accept, abandon; local government: insist. Of the
    company's options exactly one is taken.
    """
    tails = ("YNN", "NYN", "NNY")
    words = [f"{m}{tail}{g}" for g in "NY" for tail in tails for m in "NY"]
    numbers = states(*words)
    feasible = np.zeros(32, dtype=bool)
    feasible[numbers] = True
    orders = (
        [9, 3, 4, 10, 7, 1, 2, 8, (5, 6, 11, 12)],
        [1, 4, 10, 7, (5, 6, 11, 12), 2, 3, 9, 8],
        [9, 3, 7, 1, 10, 8, 4, 2, (5, 6, 11, 12)],
    )
    rank = np.array(
        [
            ranking(32, *([numbers[s - 1] for s in np.atleast_1d(tier)] for tier in order))
            for order in orders
        ]
    )
    graph = binary(((0,), (1, 2, 3), (4,)), UP, DOWN, BOTH, UP, BOTH, feasible=feasible)
    return graph, rank, numbers


def test_cuba_withdrawal_holds_and_the_status_quo_only_by_threats_that_harm_who_makes_them():
    graph, rank, numbers = cuba()
    status_quo, strike, blockade, _, withdrawn, after_strike, end, after_both = numbers[:8]
    by_threats = sorted([status_quo, strike, blockade, withdrawn, after_strike, end, after_both])
    assert held_by_all(graph, rank) == {
        "nash": [after_strike],
        "gmr": by_threats,
        "smr": by_threats,
        "seq": sorted([withdrawn, after_strike, end]),
        "sseq": sorted([withdrawn, after_strike, end]),
    }
    assert held_by(graph, rank, 0, "seq") == sorted(numbers[s - 1] for s in (2, 3, 5, 6, 7, 12))
    assert held_by(graph, rank, 1, "seq") == sorted(numbers[s - 1] for s in (1, 5, 6, 7, 8))


def test_elmira_delay_and_the_modified_order_accepted_both_hold_under_insistence():
    graph, rank, numbers = elmira()
    by_improvement = sorted(numbers[s - 1] for s in (5, 6, 7, 10, 11, 12))
    by_any_move = sorted(numbers[s - 1] for s in (1, 4, 5, 6, 7, 10, 11, 12))
    assert held_by_all(graph, rank) == {
        "nash": by_improvement,
        "gmr": by_any_move,
        "smr": by_any_move,
        "seq": by_improvement,
        "sseq": by_improvement,
    }
    assert held_by(graph, rank, 2, "seq") == sorted(
        numbers[s - 1] for s in (2, 3, 5, 6, 7, 8, 9, 10, 11, 12)
    )


def witness():
    """Three parties with one option each; the first moves twice in an answer, not in a row."""
    graph = binary(((2,), (1,), (0,)), BOTH, BOTH, BOTH)
    orders = ([1, 7, 4, 0, 2, 5, 6, 3], [6, 5, 3, 7, 4, 0, 1, 2], [0, 1, 3, 6, 2, 5, 4, 7])
    return graph, np.array([ranking(8, *order) for order in orders])


def test_who_answers_may_move_again_after_somebody_else():
    graph, rank = witness()
    by_improvements = [(0, 6, 7), (2, 7, 3), (0, 3, 2)]
    for party, here, there in by_improvements:
        assert there in graph.moves(party, here)
        assert rank[party, there] > rank[party, here]
    assert rank[1, 6] > rank[1, 4] > rank[1, 2]
    assert 4 in held_by(graph, rank, 1, "seq")


def test_the_witness_is_lost_where_everybody_answers_once_only():
    graph, rank = witness()
    ends = set()
    for first, second in ((0, 2), (2, 0)):
        for here in literal_stability.improvements(graph, rank, first, 6):
            ends |= {here, *literal_stability.improvements(graph, rank, second, here)}
    assert all(rank[1, end] > rank[1, 4] for end in ends)


# Rules one by one


def two_parties(arcs_of_first, arcs_of_second, n_states=4):
    return Arcs.from_lists(n_states, [arcs_of_first, arcs_of_second])


def test_an_answer_that_leaves_a_party_as_well_off_as_before_is_a_sanction():
    graph = two_parties([(0, 1)], [(1, 2)])
    equal = np.array([[1, 2, 1, 0], [0, 0, 1, 0]])
    better = np.array([[1, 3, 2, 0], [0, 0, 1, 0]])
    assert 0 in held_by(graph, equal, 0, "seq")
    assert 0 not in held_by(graph, better, 0, "gmr")


def test_a_move_to_an_equal_state_is_no_improvement():
    graph = two_parties([(0, 1)], [])
    assert 0 in held_by(graph, np.array([[1, 1, 0, 0], [0] * 4]), 0, "nash")


def test_an_answer_back_to_where_it_began_is_a_sanction():
    graph = two_parties([(0, 1)], [(1, 0)])
    assert 0 in held_by(graph, np.array([[0, 1, 0, 0], [1, 0, 0, 0]]), 0, "seq")


def test_with_two_parties_an_answer_is_a_single_move():
    graph = two_parties([(0, 1)], [(1, 2), (2, 3)])
    rank = np.array([[1, 2, 2, 0], [0, 0, 1, 2]])
    assert 0 not in held_by(graph, rank, 0, "gmr")


def test_nobody_answers_twice_in_a_row_but_a_third_may_move_between():
    rank = np.array([[1, 2, 2, 2, 0], [0, 0, 1, 1, 2], [0, 0, 0, 1, 0]])
    alone = Arcs.from_lists(5, [[(0, 1)], [(1, 2), (2, 4)], [(2, 3)]])
    between = Arcs.from_lists(5, [[(0, 1)], [(1, 2), (3, 4)], [(2, 3)]])
    assert 0 not in held_by(alone, rank, 0, "gmr")
    assert 0 in held_by(between, rank, 0, "seq")


def test_every_step_of_an_improving_answer_is_better_than_the_one_before():
    graph = Arcs.from_lists(4, [[(0, 1)], [(1, 2)], [(2, 3)]])
    improving = np.array([[1, 2, 2, 0], [0, 0, 1, 0], [9, 0, 1, 2]])
    sacrifice = np.array([[1, 2, 2, 0], [0, 2, 1, 9], [0, 0, 1, 2]])
    assert 0 in held_by(graph, improving, 0, "seq")
    assert 0 not in held_by(graph, sacrifice, 0, "seq")
    assert 0 in held_by(graph, sacrifice, 0, "gmr")


def test_a_sanction_that_a_party_can_leave_for_better_is_none_for_symmetric_concepts():
    graph = two_parties([(0, 1), (2, 3)], [(1, 2)])
    rank = np.array([[1, 2, 0, 2], [0, 0, 1, 0]])
    table = dict(zip(CONCEPTS, stable(graph, rank)[:, 0, 0].tolist(), strict=True))
    assert table == {"nash": False, "gmr": True, "smr": False, "seq": True, "sseq": False}


def test_a_step_that_cannot_be_undone_makes_a_state_hold():
    rank = np.array([[0, 1], [0, 0]])
    assert held_by(Grid((2,), ((0,), ()), (DOWN,)), rank, 0, "nash") == [0, 1]
    assert held_by(Grid((2,), ((0,), ()), (UP,)), rank, 0, "nash") == [1]


def test_infeasible_states_are_passed_within_a_move_and_never_between_two():
    feasible = np.array([True, False, False, True])
    rank = np.array([[0, 0, 0, 1]] * 2)
    one_party = binary(((0, 1), ()), BOTH, BOTH, feasible=feasible)
    two = binary(((0,), (1,)), BOTH, BOTH, feasible=feasible)
    assert held_by(one_party, rank, 0, "nash") == [3]
    assert held_by(two, rank, 0, "nash") == [0, 3]


def test_an_answer_of_two_parties_needs_a_feasible_state_between_them():
    feasible = np.zeros((2, 2, 2), dtype=bool)
    feasible[0, 0, 0] = feasible[1, 0, 0] = feasible[1, 1, 1] = True
    rank = np.array([[1, 1, 1, 1, 2, 2, 2, 0]] * 3)
    for between in (False, True):
        feasible[1, 0, 1] = between
        graph = binary(((0,), (1,), (2,)), BOTH, BOTH, BOTH, feasible=feasible.ravel())
        assert (0 in held_by(graph, rank, 0, "gmr")) == between


def test_an_infeasible_state_is_stable_for_nobody():
    feasible = np.array([True, False, True, True])
    table = stable(binary(((0,), (1,)), BOTH, BOTH, feasible=feasible), np.zeros((2, 4), int))
    assert table.all(axis=(0, 1)).tolist() == feasible.tolist()


def test_an_axis_can_be_held_by_several_parties():
    shared = Grid((3,), ((0,), (0,)), (two_way(3),))
    rank = np.array([[0, 1, 2], [2, 1, 0]])
    assert held_by_all(shared, rank)["nash"] == []
    assert held_by_all(shared, rank)["seq"] == [0, 1, 2]


def test_without_a_state_that_can_be_nothing_is_stable():
    nothing = Grid((2,), ((0,), ()), (BOTH,), np.zeros(2, dtype=bool))
    assert not stable(nothing, np.zeros((2, 2), int)).any()


def test_mixed_concepts_are_rows_put_together():
    graph, rank, numbers = cuba()
    table = dict(zip(CONCEPTS, stable(graph, rank), strict=True))
    mixed = equilibria(np.array([[table["nash"][0], table["gmr"][1]]]))[0]
    assert np.flatnonzero(mixed).tolist() == sorted(numbers[s - 1] for s in (2, 3, 5, 6))


# Long ways


def staircase(n_stairs):
    """Return three parties, of which two can lead the first down stairs of many moves.

    From the start the first may go to the top; a stair is one move of the second or the third.
    """
    feasible = np.zeros((2, n_stairs, n_stairs), dtype=bool)
    feasible[0, 0, 0] = True
    step = np.arange(n_stairs)
    feasible[1, step, step] = feasible[1, step[:-1], step[1:]] = True
    depth = np.add.outer(step, step)
    rank = np.stack([np.stack([np.zeros_like(depth), depth])] * 3).reshape(3, -1)
    rank[0] = 2
    rank[0, 0] = 1
    rank[0, -1] = 0
    sizes = (2, n_stairs, n_stairs)
    allowed = tuple(two_way(size) for size in sizes)
    return Grid(sizes, ((0,), (1,), (2,)), allowed, feasible.ravel()), rank


@pytest.mark.parametrize("n_stairs", [3, 60])
def test_however_many_moves_an_answer_takes_it_is_found(n_stairs):
    grid, rank = staircase(n_stairs)
    assert stable(grid, rank)[:, 0, 0].tolist() == [False, True, True, True, True]
    spared = rank.copy()
    spared[0, -1] = 2
    assert stable(grid, spared)[:, 0, 0].tolist() == [False] * 5
    reluctant = rank.copy()
    reluctant[1] = 0
    assert stable(grid, reluctant)[:, 0, 0].tolist() == [False, True, True, False, False]


# Bad input


def test_ranks_must_fit_the_graph():
    graph, rank, _ = cuba()
    with pytest.raises(ValueError, match=r"rank must have shape \(2, 16\), not \(1, 16\)"):
        stable(graph, rank[:1])


def test_a_concept_must_be_known():
    graph, rank, _ = cuba()
    with pytest.raises(ValueError, match="no concept 'sim': there are nash, gmr, smr, seq, sseq"):
        stable(graph, rank, ["nash", "sim"])
