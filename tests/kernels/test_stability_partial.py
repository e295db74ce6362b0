"""Stability under unknown and great preference: against the definitions, and what must follow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import literal_stability, literal_variants
from tests.elmira import elmira, numbered
from tests.graphs import arcs, grids, ranking, with_ranks
from tests.variant_models import with_relations

from detente.kernels.graph_arcs import Arcs, arcs_of
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.stability import CONCEPTS
from detente.kernels.stability_partial import VARIANTS, partial_stable, strength
from detente.kernels.stability_relation import relation_of_ranges, relation_of_ranks

FEW = settings(max_examples=60)
SOME = settings(max_examples=25)
small = st.one_of(grids(min_parties=1, most_states=16), arcs(min_parties=1))
variants = st.sampled_from(sorted(VARIANTS))
NASH, GMR, SMR, SEQ, SSEQ = range(5)


def is_feasible(graph, state):
    return graph.feasible is None or bool(graph.feasible[state])


def literally(graph, compare, variant, *, strongly):
    """Return the table of all concepts by their definitions."""
    return [
        [
            [
                is_feasible(graph, s)
                and literal_variants.is_stable(graph, compare, variant, strongly, concept, j, s)
                for s in range(graph.n_states)
            ]
            for j in range(graph.n_parties)
        ]
        for concept in CONCEPTS
    ]


@FEW
@given(with_relations(small), variants, st.booleans())
def test_a_state_is_stable_as_the_definitions_say(model, variant, strongly):
    graph, relation, compare = model
    found = partial_stable(graph, relation, variant, strongly=strongly)
    assert found.tolist() == literally(graph, compare, variant, strongly=strongly)


@SOME
@given(with_ranks(small), variants)
def test_without_unknown_pairs_every_variant_is_the_concept_for_rankings(model, variant):
    graph, rank = model
    found = partial_stable(graph, relation_of_ranks(rank), variant)
    assert np.array_equal(found, literal_stability.stable(graph, rank))


@FEW
@given(with_relations(small), variants, st.booleans())
def test_stricter_concepts_imply_weaker_ones(model, variant, strongly):
    graph, relation, _ = model
    found = partial_stable(graph, relation, variant, strongly=strongly)
    for strict, weak in ((NASH, SSEQ), (SSEQ, SEQ), (SSEQ, SMR), (SEQ, GMR), (SMR, GMR)):
        assert (found[strict] <= found[weak]).all()


@FEW
@given(with_relations(small), st.booleans())
def test_caution_about_the_unknown_makes_stable(model, strongly):
    graph, relation, _ = model
    by = {v: partial_stable(graph, relation, v, strongly=strongly) for v in VARIANTS}
    for less, more in (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")):
        assert (by[less] <= by[more]).all()


@SOME
@given(with_relations(small), variants)
def test_what_is_stable_is_so_either_strongly_or_weakly(model, variant):
    graph, relation, _ = model
    strongly, weakly = strength(graph, relation, variant)
    assert not (strongly & weakly).any()
    assert np.array_equal(strongly | weakly, partial_stable(graph, relation, variant))
    assert not weakly[NASH].any()


@SOME
@given(with_relations(small), variants, st.data())
def test_chosen_states_get_what_they_get_among_all(model, variant, data):
    graph, relation, _ = model
    chosen = data.draw(st.lists(st.integers(0, graph.n_states - 1), max_size=5))
    every = partial_stable(graph, relation, variant)
    found = partial_stable(graph, relation, variant, states=chosen, concepts=("seq", "nash"))
    assert np.array_equal(found, every[[SEQ, NASH]][:, :, chosen])


@SOME
@given(with_relations(grids(most_states=16)), variants)
def test_a_grid_and_its_moves_listed_one_by_one_agree(model, variant):
    graph, relation, _ = model
    feasible = slice(None) if graph.feasible is None else graph.feasible
    listed = partial_stable(arcs_of(graph), relation, variant)
    assert np.array_equal(partial_stable(graph, relation, variant)[:, :, feasible],
                          listed[:, :, feasible])  # fmt: skip


@SOME
@given(with_ranks(arcs()), st.integers(0, 2**32 - 1), variants)
def test_names_of_states_and_the_order_of_parties_have_no_say(model, seed, variant):
    graph, rank = model
    random = np.random.default_rng(seed)
    to, order = random.permutation(graph.n_states), random.permutation(graph.n_parties)
    moves = [
        [(int(to[s]), int(to[q])) for s in range(graph.n_states) for q in graph.moves(j, s)]
        for j in order
    ]
    renamed = np.empty_like(rank)
    renamed[:, to] = rank[order]
    pair = [(0, graph.n_states - 1)] if graph.n_states > 1 else []
    before = relation_of_ranks(rank, [pair] * graph.n_parties)
    after = [(int(to[q]), int(to[s])) for q, s in pair]
    found = partial_stable(
        Arcs.from_lists(graph.n_states, moves),
        relation_of_ranks(renamed, [after] * graph.n_parties),
        variant,
    )
    assert np.array_equal(found[:, :, to], partial_stable(graph, before, variant)[:, order])


def test_more_than_sixty_four_states_are_asked_about_in_portions():
    graph = Grid((2,) * 8, ((0, 1, 2), (3, 4, 5), (6, 7)), (two_way(2),) * 8)
    rank = np.random.default_rng(7).integers(0, 90, (3, 256)).astype(np.int32)
    states = list(range(0, 256, 5))
    relation = relation_of_ranges(rank, rank + 4)
    together = partial_stable(graph, relation, "c")[:, :, states]
    alone = [partial_stable(graph, relation, "c", states=[s])[:, :, 0] for s in states]
    assert np.array_equal(together, np.stack(alone, axis=2))


def test_whoever_hopes_leaves_for_the_unknown_and_whoever_fears_is_held_back_by_it():
    # One party can go from 0 to 1, where the other one can go on to 2.
    graph = Arcs.from_lists(3, [[(0, 1)], [(1, 2)]])
    rank = np.array([[1, 1, 2], [0, 0, 0]])
    leave = relation_of_ranks(rank, [[(0, 1)], []])
    assert [bool(partial_stable(graph, leave, v)[NASH, 0, 0]) for v in "abcd"] == [
        False, True, False, True,
    ]  # fmt: skip
    rank = np.array([[1, 2, 0], [0, 0, 0]])
    answer = relation_of_ranks(rank, [[(0, 2)], []])
    assert [bool(partial_stable(graph, answer, v)[GMR, 0, 0]) for v in "abcd"] == [
        False, False, True, True,
    ]  # fmt: skip


def test_only_a_much_worse_answer_holds_strongly():
    graph = Arcs.from_lists(4, [[(0, 1)], [(1, 2), (1, 3)]])
    mild = relation_of_ranks(np.array([[2, 3, 1, 1], [0, 0, 0, 0]]), great=[5, None])
    strongly, weakly = strength(graph, mild)
    assert (strongly[GMR, 0, 0], weakly[GMR, 0, 0]) == (False, True)
    great = relation_of_ranks(np.array([[7, 8, 6, 1], [0, 0, 0, 0]]), great=[5, None])
    strongly, weakly = strength(graph, great)
    assert (strongly[GMR, 0, 0], weakly[GMR, 0, 0]) == (True, False)


def test_a_countermove_to_what_is_only_mildly_worse_undoes_strong_stability():
    graph = Arcs.from_lists(4, [[(0, 1), (2, 3)], [(1, 2)]])
    relation = relation_of_ranks(np.array([[8, 9, 1, 7], [0, 0, 0, 0]]), great=[5, None])
    strongly, weakly = strength(graph, relation)
    assert (strongly[GMR, 0, 0], strongly[SMR, 0, 0], weakly[SMR, 0, 0]) == (True, False, True)


def test_who_brings_the_state_back_answers_though_not_strongly():
    graph = Arcs.from_lists(2, [[(0, 1)], [(1, 0)]])
    relation = relation_of_ranks(np.array([[0, 1], [0, 0]]), great=[1, 1])
    strongly, weakly = strength(graph, relation)
    assert (strongly[GMR, 0, 0], weakly[GMR, 0, 0]) == (False, True)


def test_a_difference_that_two_states_share_is_not_unknown():
    # Nobody knows what the first issue is worth; the second option of the other one is better.
    issues = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    unsure = np.array([[[0, -9], [-9, 0]]])
    sure = np.array([[[0, -2], [2, 0]]])
    nothing = np.zeros((1, 4), dtype=np.int64)
    relation = relation_of_ranges(nothing, nothing, classes=issues, tables=[unsure, sure])
    graph = Grid((2, 2), ((1,),), (two_way(2),) * 2)
    assert partial_stable(graph, relation, "a", concepts=["nash"]).ravel().tolist() == [
        False, True, False, True,
    ]  # fmt: skip
    assert relation.compared(0, 0).tolist() == [0, 1, 3, 3]


def test_the_conflict_of_elmira_has_its_known_equilibria():
    graph, rank = elmira()
    found = partial_stable(graph, relation_of_ranks(rank)).all(axis=1)
    for concept in (NASH, SEQ, SSEQ):
        assert numbered(found[concept]) == [5, 6, 7, 10, 11, 12]
    for concept in (GMR, SMR):
        assert numbered(found[concept]) == [1, 4, 5, 6, 7, 10, 11, 12]


def test_infeasible_states_are_stable_for_nobody():
    feasible = np.array([True, False])
    graph = Grid((2,), ((0,), ()), (two_way(2),), feasible)
    found = partial_stable(graph, relation_of_ranks(np.zeros((2, 2), dtype=np.int32)))
    assert found[:, :, 0].all()
    assert not found[:, :, 1].any()


def test_questions_that_make_no_sense_are_refused():
    graph = Arcs.from_lists(2, [[(0, 1)]])
    relation = relation_of_ranks(ranking(2, 0, 1)[None])
    with pytest.raises(ValueError, match="variant 'e' is none of a, b, c, d"):
        partial_stable(graph, relation, "e")
    with pytest.raises(ValueError, match="concept 'sim' is none of nash"):
        partial_stable(graph, relation, concepts=["sim"])
    with pytest.raises(ValueError, match="state 2 is none of the states 0 to 1"):
        partial_stable(graph, relation, states=[2])
    with pytest.raises(ValueError, match="1 parties over 3 states do not fit"):
        partial_stable(graph, relation_of_ranks(np.zeros((1, 3), dtype=np.int32)))
    wide = Grid((2,) * 13, (tuple(range(13)),), (two_way(2),) * 13)
    with pytest.raises(ValueError, match="can change its own options in 67108864 ways"):
        partial_stable(wide, relation_of_ranks(np.zeros((1, 2**13), dtype=np.int32)))
