"""Gains as floats, against sums of fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import problems as brute
from tests.problems import problem_of, problems

from detente.kernels.gains import Gains
from detente.kernels.model import settlements
from detente.kernels.problem import accepted_by


def exact(problem, outcome, party):
    return problem.unit[party] * (brute.worth(problem, outcome)[party] - problem.no_deal[party])


@settings(max_examples=50, deadline=None)
@given(problems(big=True))
def test_gains_are_those_of_fractions_rounded(problem):
    outcomes = list(brute.outcomes(problem))
    parties = list(range(problem.n_parties))[::-1]
    model = settlements(problem)
    found = Gains(model, parties)(np.array(outcomes))
    for row, party in enumerate(parties):
        wanted = [float(exact(problem, o, party) / model.exact_scale) for o in outcomes]
        assert found[row].tolist() == pytest.approx(wanted, rel=1e-14, abs=0)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(-(2**130), 2**130), min_size=2, max_size=2),
    st.integers(-(2**130), 2**130),
    st.integers(-1, 1),
)
def test_a_small_difference_of_large_sums_keeps_its_digits(units, other, rest):
    """One option is worth all but `rest` of what no deal is worth."""
    parts = [np.array([[units[0], units[1]]], dtype=object), np.array([[other]], dtype=object)]
    no_deal = units[0] + other - rest
    problem = problem_of(parts, no_deal=(no_deal,), unit=(Fraction(1, 2**130),))
    model = settlements(problem)
    found = Gains(model, [0])(np.array([[0, 0]]))[0, 0]
    assert found == pytest.approx(float(rest * problem.unit[0] / model.exact_scale), rel=1e-14)


def test_a_party_with_few_digits_beside_one_with_many():
    tiny = Fraction(1, 10**400)
    parts = [np.array([[10**401, 3 * 10**401], [9, 1]], dtype=object)]
    problem = problem_of(parts, no_deal=(0, 5), unit=(tiny, Fraction(1)))
    model = settlements(problem)
    found = Gains(model, [0, 1])(np.array([[0], [1]])) * model.scale
    assert found == pytest.approx(np.array([[10, 30], [4, -4]]))


@settings(max_examples=50, deadline=None)
@given(problems(big=True))
def test_who_accepts_what_is_the_same_with_digits(problem):
    outcomes = list(brute.outcomes(problem))
    wanted = [[brute.accepts(problem, o, p) for o in outcomes] for p in range(problem.n_parties)]
    assert accepted_by(problem, np.array(outcomes)).tolist() == wanted
