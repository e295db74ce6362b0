"""The estimate of the size of a frontier against frontiers that are complete."""

from dataclasses import replace
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from tests import problems as slow
from tests.problems import problem_of, problems

from detente.kernels.blocks import to_blocks
from detente.kernels.frontier import frontier
from detente.kernels.frontier_size import frontier_size
from detente.kernels.problem import Quota


def size_of(problem):
    blocks = to_blocks(problem)
    assert blocks is not None
    return frontier_size(blocks)


def random_problem(n_issues, n_options, n_parties, *, seed, fine=1000, no_deal=0.0):
    """Return a negotiation in which no deal is worth a part of the most there is."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(n_issues), n_parties).T
    scores = rng.random((n_issues, n_parties, n_options)) * weights[:, :, None]
    parts = np.rint(fine * scores).astype(np.int64)
    floor = tuple((no_deal * parts.max(axis=2).sum(axis=0)).astype(int).tolist())
    return problem_of(list(parts), no_deal=floor)


@settings(max_examples=120, deadline=None)
@given(problems(big=True))
def test_no_frontier_has_more_vectors_than_is_proven_and_none_is_expected_to(problem):
    size = size_of(problem)
    assert len(slow.frontier(problem)) <= size.most <= prod(problem.n_options)
    assert size.expected <= size.most


@pytest.mark.parametrize("fine", [100, 10**6])
@pytest.mark.parametrize("shape", [(8, 5, 5), (15, 5, 3), (25, 3, 3), (12, 3, 4), (11, 5, 4)])
def test_what_is_expected_is_right_within_a_factor_of_three(shape, fine):
    problem = random_problem(*shape, seed=sum(shape), fine=fine)
    found = frontier(to_blocks(problem))
    assert found.complete
    true = found.worth.shape[1]
    assert true / 3 <= size_of(problem).expected <= true * 3


def test_fewer_are_expected_where_less_is_accepted():
    sizes = [
        size_of(random_problem(12, 4, 4, seed=1, no_deal=part)).expected for part in (0, 0.7, 0.8)
    ]
    assert sizes[0] > sizes[1] > sizes[2]


def test_a_red_line_of_a_party_that_must_accept_takes_its_options_out():
    parts = [np.array([[0, 1, 5], [5, 4, 0]])] * 6
    free = problem_of(parts, consent=(Quota((0, 1), 1),))
    assert size_of(free).most == 31
    assert size_of(problem_of([part[:, :2] for part in parts])).most == 7


def test_what_is_large_is_known_to_be_so_before_it_is_tried():
    size = size_of(random_problem(30, 5, 7, seed=0, fine=10**6))
    assert 10**5 < size.expected < size.most


def test_units_beyond_floats_change_nothing():
    usual = random_problem(10, 4, 3, seed=2, no_deal=0.4)
    huge = replace(
        usual,
        parts=tuple(part.astype(object) * 10**400 for part in usual.parts),
        no_deal=tuple(units * 10**400 for units in usual.no_deal),
        floor=tuple(units * 10**400 for units in usual.floor),
    )
    assert size_of(huge).most == size_of(usual).most
    assert size_of(huge).expected == pytest.approx(size_of(usual).expected, rel=0.02)


def test_one_huge_block_beside_small_ones_is_not_multiplied_out():
    rng = np.random.default_rng(0)
    parts = [rng.integers(0, 1000, (4, n)) for n in (60_000, 3, 3, 3, 3)]
    size = size_of(problem_of(parts))
    assert 0 < size.expected <= size.most


def test_nothing_to_decide_is_one_vector():
    assert size_of(problem_of([np.array([[3], [4]])])).expected == 1
