"""Least and most worth of settlements, and whether there is any, against brute force."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from tests import problems as brute
from tests.problems import problem_of, problems

from detente.errors import AnalysisError
from detente.kernels import extremes as module
from detente.kernels.condition import In
from detente.kernels.extremes import any_settlement, any_values, extreme, extremes
from detente.kernels.model import settlements
from detente.kernels.problem import Line, Quota


@settings(max_examples=60, deadline=None)
@given(problems(big=True))
def test_extremes_are_those_of_brute_force(problem):
    every = brute.settlements(problem)
    found = extremes(problem)
    if not every:
        assert found is None
        return
    for party in range(problem.n_parties):
        worths = {outcome: brute.worth(problem, outcome)[party] for outcome in every}
        least, most = found.least[party], found.most[party]
        assert (least.units, most.units) == (min(worths.values()), max(worths.values()))
        assert worths[least.outcome] == least.units
        assert worths[most.outcome] == most.units


@settings(max_examples=60, deadline=None)
@given(problems(big=True))
def test_a_settlement_is_found_exactly_where_there_is_one(problem):
    every = brute.settlements(problem)
    found = any_settlement(problem)
    assert found in every if every else found is None


def test_the_bound_of_an_extreme_is_in_points():
    problem = problem_of([[[1, 4], [2, 3]]], unit=(Fraction(5), Fraction(1)), no_deal=(1, 0))
    found = extremes(problem)
    assert found.most[0].bound == pytest.approx(20)
    assert found.least[0].bound == pytest.approx(5)


def test_just_above_a_binding_floor_a_thousandth_of_a_point_is_enough():
    rng = np.random.default_rng(1)
    scale = 2**40
    parts = [rng.integers(0, 5 * scale, (3, 4)) for _ in range(25)]
    problem = problem_of(parts, no_deal=(60 * scale,) * 3, unit=(Fraction(1, scale),) * 3)
    found = extreme(problem, 0, -1)
    assert found.units >= problem.no_deal[0]
    assert found.bound == pytest.approx(60, abs=1e-9)
    assert found.bound <= found.units / scale <= found.bound + module.ENOUGH


def test_an_outcome_that_is_none_in_exact_numbers_is_passed_over():
    huge = 10**30
    problem = problem_of(
        [np.array([[huge - 1, huge, 0]], dtype=object)],
        no_deal=(huge,),
        unit=(Fraction(100, huge),),
    )
    assert any_settlement(problem) == (1,)


def test_values_can_be_asked_for_with_an_own_test():
    model = settlements(problem_of([[[1, 2, 3]]]))
    values = any_values(model, holds=lambda outcomes: outcomes[:, 0] == 2)
    assert model.chosen(values).tolist() == [[2]]


def test_extremes_look_at_parties_without_a_seat_as_well():
    problem = problem_of([[[1, 2], [5, 0]]], table=(0,), consent=(Quota((0,), 1),), no_deal=(1, 9))
    found = extremes(problem)
    assert [each.units for each in found.least] == [1, 0]
    assert [each.units for each in found.most] == [2, 5]


def test_red_lines_that_leave_nothing_are_proven_to():
    lines = tuple(Line(0, In(0, frozenset({option}))) for option in range(3))
    assert any_settlement(problem_of([[[1, 2, 3]]], lines=lines)) is None


def test_the_least_of_nothing_is_an_error():
    nothing = problem_of([[[1, 2]]], links=(In(0, frozenset()),))
    with pytest.raises(AnalysisError, match="has no extremes"):
        module._near(nothing, 0, -1)
