"""Estimates of how many settlements there are, against exact counts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests import problems as slow
from tests.problems import problem_of, problems

from detente.kernels.blocks import to_blocks
from detente.kernels.condition import In
from detente.kernels.counting import count
from detente.kernels.counting_sample import estimated_settlements
from detente.kernels.problem import Line


def estimate(problem, **given):
    blocks = to_blocks(problem)
    assert blocks is not None
    return estimated_settlements(blocks, **given)


def random_problem(part, *, seed=0, shape=(10, 4, 5)):
    """Return a negotiation in which no deal is worth a part of the most there is."""
    rng = np.random.default_rng(seed)
    n_issues, n_parties, n_options = shape
    parts = rng.integers(0, 30, (n_issues, n_parties, n_options))
    floor = (part * parts.max(axis=2).sum(axis=0)).astype(int)
    return problem_of(list(parts), no_deal=tuple(floor.tolist()))


@settings(max_examples=80, deadline=None)
@given(problems(big=True))
def test_the_interval_holds_the_number_of_settlements(problem):
    number = len(slow.settlements(problem))
    found = estimate(problem, draws=2000)
    assert 0 <= found.low <= found.number <= found.high
    assert found.low <= number <= found.high


@pytest.mark.parametrize("part", [0.4, 0.55, 0.65, 0.72])
def test_the_estimate_is_near_also_where_hardly_anything_is_accepted(part):
    problem = random_problem(part)
    low, high = count(to_blocks(problem)).settlements
    assert 0 < low == high
    found = estimate(problem, draws=100_000)
    assert found.low <= low <= found.high
    assert found.number == pytest.approx(low, rel=0.1)


def test_what_is_drawn_hardly_ever_is_found_by_the_tilt():
    problem = random_problem(0.72)
    exact = count(to_blocks(problem)).settlements[0]
    assert exact / 5**10 < 1e-3
    assert estimate(problem).low > exact / 2


def test_the_same_seed_gives_the_same_and_another_another():
    problem = random_problem(0.5)
    assert estimate(problem, draws=1000) == estimate(problem, draws=1000)
    assert estimate(problem, draws=1000) != estimate(problem, draws=1000, seed=1)


def test_options_that_a_needed_party_bars_are_not_drawn():
    problem = random_problem(0.0)
    barred = replace(problem, lines=(Line(0, In(0, frozenset({0, 1}))),))
    assert estimate(barred, draws=100).number == 3 * 5**9
    everything = replace(problem, lines=(Line(0, In(0, frozenset(range(5)))),))
    assert estimate(everything, draws=100).high == 0


def test_units_and_numbers_beyond_floats_are_drawn_as_well():
    usual = random_problem(0.6, shape=(30, 3, 5))
    huge = replace(
        usual,
        parts=tuple(np.repeat(part.astype(object), 10**2, axis=1) * 10**400 for part in usual.parts)
        * 5,
        no_deal=tuple(5 * units * 10**400 for units in usual.no_deal),
        floor=tuple(5 * units * 10**400 for units in usual.floor),
    )
    found = estimate(huge, draws=500)
    assert 0 < found.number < huge.n_outcomes
    assert huge.n_outcomes > 10**400
