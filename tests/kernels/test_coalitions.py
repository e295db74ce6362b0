"""Stability for coalitions: against the definitions, published facts, and what must follow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import literal_stability, literal_variants
from tests.elmira import LOCAL, MINISTRY, UNIROYAL, elmira, elmira_grid, numbered
from tests.graphs import arcs, grids, with_ranks

from detente.kernels import coalitions
from detente.kernels.coalitions import COALITION_CONCEPTS, coalition_stable, every_coalition
from detente.kernels.graph_arcs import Arcs, arcs_of
from detente.kernels.graph_grid import Grid

SOME = settings(max_examples=40)
small = st.one_of(
    grids(min_parties=1, max_parties=4, most_states=12),
    arcs(min_parties=1, max_parties=4, most_states=7),
)
CNASH, CGMR, CSMR, CSEQ = range(4)


def is_feasible(graph, state):
    return graph.feasible is None or bool(graph.feasible[state])


@SOME
@given(with_ranks(small))
def test_a_state_is_stable_for_a_coalition_as_the_definitions_say(model):
    graph, rank = model
    expected = [
        [
            [
                is_feasible(graph, s)
                and literal_variants.is_stable_for(graph, rank, concept, coalition, s)
                for s in range(graph.n_states)
            ]
            for coalition in every_coalition(graph.n_parties)
        ]
        for concept in COALITION_CONCEPTS
    ]
    assert coalition_stable(graph, rank).tolist() == expected


@SOME
@given(with_ranks(small))
def test_stricter_concepts_imply_weaker_ones(model):
    found = coalition_stable(*model)
    for strict, weak in ((CNASH, CSMR), (CNASH, CSEQ), (CSMR, CGMR)):
        assert (found[strict] <= found[weak]).all()
    if isinstance(model[0], Grid):
        assert (found[CSEQ] <= found[CGMR]).all()


def test_where_two_moves_do_not_make_one_the_better_answer_of_a_coalition_may_reach_further():
    graph = Arcs.from_lists(5, [[(1, 0)], [(3, 2), (4, 3)], [(0, 4)]])
    rank = np.array(
        [[517, 265, 199, 330, 484], [865, 691, 319, 202, 21], [575, 88, 458, 146, 611]],
        dtype=np.int32,
    )
    found = coalition_stable(graph, rank, [[0]], states=[1])[:, 0, 0]
    assert found.tolist() == [False, False, False, True]
    assert not literal_variants.is_stable_for(graph, rank, "cgmr", (0,), 1)
    assert literal_variants.is_stable_for(graph, rank, "cseq", (0,), 1)


@SOME
@given(with_ranks(small))
def test_a_party_alone_is_as_stable_as_by_the_concepts_for_parties(model):
    graph, rank = model
    alone = coalition_stable(graph, rank, [[j] for j in range(graph.n_parties)])
    nash, gmr, smr, seq = literal_stability.stable(graph, rank, ("nash", "gmr", "smr", "seq"))
    assert np.array_equal(alone[:CSEQ], [nash, gmr, smr])
    assert (seq <= alone[CSEQ]).all()
    if graph.n_parties == 2:
        assert np.array_equal(alone[CSEQ], seq)


@SOME
@given(with_ranks(small), st.data())
def test_chosen_states_and_coalitions_get_what_they_get_among_all(model, data):
    graph, rank = model
    every = every_coalition(graph.n_parties)
    rows = data.draw(st.lists(st.integers(0, len(every) - 1), min_size=1, max_size=3))
    states = data.draw(st.lists(st.integers(0, graph.n_states - 1), max_size=4))
    found = coalition_stable(graph, rank, [every[row][::-1] for row in rows], states=states)
    assert np.array_equal(found, coalition_stable(graph, rank)[:, rows][:, :, states])


@SOME
@given(with_ranks(grids(max_parties=3, most_states=12)))
def test_a_grid_and_its_moves_listed_one_by_one_agree(model):
    graph, rank = model
    feasible = slice(None) if graph.feasible is None else graph.feasible
    found, listed = coalition_stable(graph, rank), coalition_stable(arcs_of(graph), rank)
    assert np.array_equal(found[:, :, feasible], listed[:, :, feasible])


@SOME
@given(with_ranks(arcs(max_parties=3)), st.integers(0, 2**32 - 1))
def test_names_of_states_have_no_say(model, seed):
    graph, rank = model
    to = np.random.default_rng(seed).permutation(graph.n_states)
    moves = [
        [(int(to[s]), int(to[q])) for s in range(graph.n_states) for q in graph.moves(j, s)]
        for j in range(graph.n_parties)
    ]
    renamed = np.empty_like(rank)
    renamed[:, to] = rank
    found = coalition_stable(Arcs.from_lists(graph.n_states, moves), renamed)
    assert np.array_equal(found[:, :, to], coalition_stable(graph, rank))


def test_ministry_and_uniroyal_together_break_the_equilibrium_of_elmira():
    # Published: state 7 is an equilibrium under every concept, and none against this coalition.
    graph, rank = elmira()
    blocks = [(MINISTRY, UNIROYAL), (LOCAL,)]
    found = coalition_stable(graph, rank, blocks)
    assert not found[:, 0, 7 - 1].any()
    assert coalition_stable(graph, rank, [[j] for j in range(3)])[:, :, 7 - 1].all()
    assert numbered(found[CNASH].all(axis=0)) == [5, 6, 9, 10, 11, 12]


def test_the_coalition_breaks_it_as_well_where_states_are_combinations_of_options():
    graph, rank, states = elmira_grid()
    found = coalition_stable(graph, rank, [(MINISTRY, UNIROYAL), (LOCAL,)], states=states)
    assert numbered(found[CNASH].all(axis=0)) == [5, 6, 9, 10, 11, 12]
    assert not found[:, 0, 7 - 1].any()


def test_what_only_two_can_reach_together_is_left_for_together():
    # From 0 each of two parties can only worsen things; from 1 the other one can reach 2.
    graph = Arcs.from_lists(3, [[(0, 1)], [(1, 2)]])
    rank = np.array([[1, 0, 2], [1, 0, 2]])
    found = coalition_stable(graph, rank)
    assert every_coalition(2) == [(0,), (1,), (0, 1)]
    assert found[CNASH, :, 0].tolist() == [True, True, False]


def test_others_answer_together_what_neither_would_answer_alone():
    # Party 0 goes from 0 to 1. Parties 1 and 2 both gain in 3 and lose on the way through 2.
    graph = Arcs.from_lists(4, [[(0, 1)], [(1, 2)], [(2, 3)]])
    rank = np.array([[1, 2, 2, 0], [0, 1, 0, 2], [0, 1, 0, 2]])
    assert not literal_stability.stable(graph, rank, ("seq",))[0, 0, 0]
    assert coalition_stable(graph, rank, [[0]], concepts=["cseq"])[0, 0, 0]


def test_coalitions_are_listed_small_ones_first():
    assert every_coalition(3) == [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def test_questions_that_make_no_sense_are_refused(monkeypatch):
    graph, rank = elmira()
    with pytest.raises(ValueError, match="9 parties have too many coalitions"):
        every_coalition(9)
    with pytest.raises(ValueError, match="must have members, all from 0 to 2"):
        coalition_stable(graph, rank, [[]])
    with pytest.raises(ValueError, match="must have members, all from 0 to 2"):
        coalition_stable(graph, rank, [[0, 3]])
    with pytest.raises(ValueError, match="concept 'seq' is none of cnash"):
        coalition_stable(graph, rank, concepts=["seq"])
    with pytest.raises(ValueError, match=r"ranks must have shape \(3, 12\)"):
        coalition_stable(graph, rank[:, 1:])
    monkeypatch.setattr(coalitions, "MAX_IMPROVEMENTS", 3)
    with pytest.raises(ValueError, match="more than 3 joint improvements"):
        coalition_stable(graph, rank)
    assert coalition_stable(graph, rank, concepts=["csmr"]).any()
