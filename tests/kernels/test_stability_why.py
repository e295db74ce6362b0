"""Who leaves a state, who answers, and why nobody does: against the definitions word for word."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graphs import arcs, grids, ranking, with_ranks
from tests.literal_stability import CONCEPTS, answers, improvements, is_stable, moves

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid, two_way
from detente.kernels.graph_search import Step
from detente.kernels.stability_why import holds, improvement_answers, indispensable

SMALL = st.one_of(grids(most_states=24), arcs())


def feasible_states(graph):
    every = range(graph.n_states)
    return [s for s in every if graph.feasible is None or graph.feasible[s]]


@st.composite
def questions(draw, graphs=SMALL):
    """Draw a graph with ranks, a party, a state and a concept."""
    graph, rank = draw(with_ranks(graphs.filter(feasible_states)))
    party = draw(st.integers(0, graph.n_parties - 1))
    state = draw(st.sampled_from(feasible_states(graph)))
    return graph, rank, party, state, draw(st.sampled_from(CONCEPTS))


def shortest_answer(graph, rank, party, state, concept, start):
    """Return the length of the shortest answer by growing every legal sequence; None: none."""
    credible = concept in ("seq", "sseq")

    def steps(j, s):
        return improvements(graph, rank, j, s) if credible else moves(graph, j, s)

    def hurts(q):
        better = rank[party] > rank[party, state]
        out = concept in ("smr", "sseq") and any(better[r] for r in moves(graph, party, q))
        return not better[q] and not out

    others = [j for j in range(graph.n_parties) if j != party]
    now = {(start, None)}
    for length in range(1, graph.n_states * graph.n_parties + 1):
        now = {(q, j) for s, last in now for j in others if j != last for q in steps(j, s)}
        if any(hurts(q) for q, _ in now):
            return length
    return None


@settings(max_examples=60, deadline=None)
@given(questions())
def test_a_verdict_is_the_definition(question):
    graph, rank, party, state, concept = question
    verdict = improvement_answers(*question)
    assert verdict.stable == holds(*question)
    assert verdict.stable == is_stable(graph, rank, concept, party, state)
    assert {item.state for item in verdict.improvements} == set(
        improvements(graph, rank, party, state)
    )
    assert verdict.n_moves == len(moves(graph, party, state))


@settings(max_examples=60, deadline=None)
@given(questions())
def test_an_answer_is_legal_hurts_and_is_as_short_as_can_be(question):
    graph, rank, party, state, concept = question
    for item in improvement_answers(*question).improvements:
        length = None
        if concept != "nash":
            length = shortest_answer(graph, rank, party, state, concept, item.state)
        if item.answer is None:
            assert length is None
            continue
        assert len(item.answer) == length
        at, last = item.state, party
        for mover, target in item.answer:
            assert mover not in (last, party)
            assert target in moves(graph, mover, at)
            assert concept in ("gmr", "smr") or rank[mover, target] > rank[mover, at]
            at, last = target, mover
        assert rank[party, at] <= rank[party, state]
        if concept in ("smr", "sseq"):
            assert not (rank[party, moves(graph, party, at)] > rank[party, state]).any()


@settings(max_examples=60, deadline=None)
@given(questions())
def test_the_reason_for_no_answer_is_true(question):
    graph, rank, party, state, concept = question
    for item in improvement_answers(*question).improvements:
        if concept == "nash" or item.answer is not None:
            assert (item.why_not, item.hollow) == (None, ())
            continue
        improving = concept in ("seq", "sseq")
        reach = answers(graph, rank, party, item.state, improving=improving)
        hurting = [q for q in reach if rank[party, q] <= rank[party, state]]
        if item.why_not == "nobody_moves":
            assert not reach
        elif item.why_not == "nothing_hurts":
            assert reach
            assert not hurting
        else:
            *way, out = item.hollow
            assert out.party == party
            assert way[-1].state in hurting
            assert out.state in improvements(graph, rank, party, way[-1].state) + moves(
                graph, party, way[-1].state
            )
            assert rank[party, out.state] > rank[party, state]


@settings(max_examples=40, deadline=None)
@given(questions())
def test_without_an_indispensable_party_an_improvement_has_no_answer(question):
    graph, rank, *_ = question
    verdict = improvement_answers(*question)
    for item, needed in zip(verdict.improvements, indispensable(graph, rank, verdict), strict=True):
        for mover in range(graph.n_parties):
            if item.answer is None or mover == verdict.party:
                continue
            without = improvement_answers(*question, silent=(mover,))
            left = next(other for other in without.improvements if other.state == item.state)
            assert (left.answer is None) == (mover in needed)


def dilemma():
    """The prisoner's dilemma: option 1 is to keep faith; states 0 to 3 count in binary."""
    graph = Grid((2, 2), ((0,), (1,)), (two_way(2), two_way(2)))
    rank = np.array([ranking(4, 1, 3, 0, 2), ranking(4, 2, 3, 0, 1)])
    return graph, rank


def test_each_prisoner_is_held_by_the_threat_of_the_other():
    graph, rank = dilemma()
    verdict = improvement_answers(graph, rank, 0, 3, "seq")
    (item,) = verdict.improvements
    assert verdict.stable
    assert (item.state, item.answer) == (1, (Step(1, 0),))
    assert verdict.guards == (1,)
    assert indispensable(graph, rank, verdict) == ((1,),)


def test_who_knows_no_answers_leaves():
    graph, rank = dilemma()
    verdict = improvement_answers(graph, rank, 0, 3, "nash")
    assert [item.state for item in verdict.leaves] == [1]


def test_a_threat_that_costs_its_maker_is_not_credible():
    graph, rank = dilemma()
    rank[1] = ranking(4, 2, 3, 1, 0)
    assert improvement_answers(graph, rank, 0, 3, "gmr").stable
    (item,) = improvement_answers(graph, rank, 0, 3, "seq").leaves
    assert item.why_not == "nobody_moves"


def test_a_party_that_can_move_on_escapes_a_threat():
    """Moves: 0 to 1 and 2 to 3 by the first party, 1 to 2 by the second."""
    graph = Arcs.from_lists(4, [[(0, 1), (2, 3)], [(1, 2)]])
    rank = np.array([ranking(4, 3, 1, 0, 2), ranking(4, 2)])
    assert holds(graph, rank, 0, 0, "gmr")
    (item,) = improvement_answers(graph, rank, 0, 0, "smr").leaves
    assert item.why_not == "escapes"
    assert item.hollow == (Step(1, 2), Step(0, 3))


def test_coming_back_to_the_start_answers_unless_the_party_could_leave_again():
    graph = Arcs.from_lists(2, [[(0, 1)], [(1, 0)]])
    rank = np.array([ranking(2, 1, 0), ranking(2, 0, 1)])
    assert improvement_answers(graph, rank, 0, 0, "gmr").stable
    assert improvement_answers(graph, rank, 0, 0, "seq").stable
    assert not improvement_answers(graph, rank, 0, 0, "smr").stable


@pytest.mark.parametrize("concept", CONCEPTS)
def test_one_state_of_a_million_takes_no_table(concept):
    graph = Grid((2,) * 20, ((0, 1, 2), (3, 4, 5), (6, 7), (8, 9)), (two_way(2),) * 20)
    random = np.random.default_rng(5)
    rank = np.array([random.permutation(2**20) for _ in range(4)], dtype=np.int32)
    assert improvement_answers(graph, rank, 0, 77, concept).n_moves == 7


def test_a_credible_answer_passes_over_a_move_that_gains_nothing():
    """From 1 to 4 by way of 2 the last mover gains nothing, by way of 3 it does."""
    graph = Arcs.from_lists(5, [[(0, 1)], [(1, 2), (1, 3)], [(2, 4), (3, 4)]])
    rank = np.array([ranking(5, 1, 0), ranking(5, (2, 3)), ranking(5, (2, 4), (0, 1, 3))])
    rank[0, [2, 3]] = rank[0, 1]
    (item,) = improvement_answers(graph, rank, 0, 0, "seq").improvements
    assert item.answer == (Step(1, 3), Step(2, 4))
