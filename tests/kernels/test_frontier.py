"""The frontier of the settlements against brute force over all outcomes."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import problems as slow
from tests.problems import problem_of, problems

from detente.kernels.blocks import to_blocks
from detente.kernels.frontier import frontier
from detente.kernels.problem import is_settlement


def found_for(problem, **given):
    blocks = to_blocks(problem)
    assert blocks is not None
    return frontier(blocks, **given)


def vectors(found):
    return [tuple(int(value) for value in column) for column in found.worth.T]


@settings(max_examples=120, deadline=None)
@given(problems(big=True))
def test_vectors_counts_and_outcomes_are_those_of_enumeration(problem):
    expected = slow.frontier(problem)
    found = found_for(problem)
    assert found.complete
    assert found.error == (0,) * len(problem.table)
    assert vectors(found) == list(expected)
    assert [int(count) for count in found.counts] == [len(o) for o in expected.values()]
    for vector, outcomes in enumerate(expected.values()):
        listed = found.outcomes_of(vector, 1000)
        assert [tuple(outcome) for outcome in listed.tolist()] == sorted(outcomes)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_least_and_most_worth_of_absent_parties_are_those_of_enumeration(problem):
    found = found_for(problem)
    for vector, outcomes in enumerate(slow.frontier(problem).values()):
        worths = [slow.worth(problem, outcome) for outcome in outcomes]
        for row, party in enumerate(found.absent):
            assert found.least_absent[row, vector] == min(worth[party] for worth in worths)
            assert found.most_absent[row, vector] == max(worth[party] for worth in worths)


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(1, 6))
def test_with_too_few_vectors_allowed_every_settlement_is_near_a_listed_one(problem, most):
    check_error(problem, found_for(problem, most=most))


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(0, 12))
def test_with_an_error_that_does_not_matter_the_frontier_says_how_far_it_is_off(problem, units):
    check_error(problem, found_for(problem, error=[units] * len(problem.table)))


@settings(max_examples=100, deadline=None)
@given(problems(), st.integers(0, 20))
def test_where_everything_is_accepted_the_error_is_no_more_than_asked_for(problem, units):
    free = replace(problem, floor=(-1000,) * problem.n_parties, lines=())
    found = found_for(free, error=[units] * len(problem.table))
    assert max(found.error) <= units
    if not units:
        assert vectors(found) == list(slow.frontier(free))


def check_error(problem, found):
    """Hold every settlement against what is listed."""
    settled = slow.settlements(problem)
    at_table = [[slow.worth(problem, o)[party] for party in problem.table] for o in settled]
    for vector in range(found.worth.shape[1]):
        outcome = found.outcomes_of(vector, 1)
        assert is_settlement(problem, outcome).all()
        assert [slow.worth(problem, tuple(outcome[0]))[p] for p in problem.table] == list(
            found.worth[:, vector]
        )
    if found.error is None:
        assert not found.worth.shape[1]
        return
    for settlement in at_table:
        assert any(
            all(s - v <= e for s, v, e in zip(settlement, listed, found.error, strict=True))
            for listed in vectors(found)
        )


def test_units_beyond_floats_can_be_joined_as_well():
    rng = np.random.default_rng(0)
    parts = [rng.integers(-9, 9, (3, 4)) for _ in range(5)]
    usual = found_for(problem_of([part * 10**15 for part in parts]), most=5)
    huge = found_for(problem_of([part.astype(object) * 10**400 for part in parts]), most=5)
    assert not huge.complete
    assert [e // 10**400 for e in huge.error] == [e // 10**15 for e in usual.error]
    assert (huge.worth // 10**400).tolist() == (usual.worth // 10**15).tolist()
