"""Single solution points with a proof, against the rules on the whole frontier."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from tests.problems import problem_of, problems
from tests.problems import settlements as all_settlements
from tests.problems import worth as worth_of

from detente.errors import AnalysisError
from detente.kernels import solutions
from detente.kernels.blocks import to_blocks
from detente.kernels.extremes import any_settlement, extremes
from detente.kernels.frontier import frontier
from detente.kernels.optimum import points


def named(problem):
    """Return for each rule the outcomes it names, off the complete frontier."""
    found = frontier(to_blocks(problem))
    unit = [problem.unit[row] for row in found.table]
    influence = [problem.influence[row] for row in found.table]
    gains = solutions.gains_of(found.worth, [problem.no_deal[row] for row in found.table])
    marks = {
        "nash": solutions.nash(gains, unit),
        "nash_influence": solutions.nash(gains, unit, influence),
        "kalai_smorodinsky": solutions.kalai_smorodinsky(gains),
        "kalai_smorodinsky_leximin": solutions.kalai_smorodinsky_leximin(gains),
        "egalitarian": solutions.egalitarian(gains, unit),
        "egalitarian_leximin": solutions.egalitarian_leximin(gains, unit),
        "utilitarian": solutions.utilitarian(gains),
    }
    return {
        rule: {
            tuple(row)
            for vector in np.flatnonzero(marked)
            for row in found.outcomes_of(int(vector), 10_000).tolist()
        }
        for rule, marked in marks.items()
    }


@settings(max_examples=60, deadline=None)
@given(problems())
def test_every_rule_names_what_it_names_on_the_whole_frontier(problem):
    assume(all_settlements(problem))
    found = points(problem)
    for rule, outcomes in named(problem).items():
        point = found[rule]
        assert point.outcome in outcomes, rule
        assert set(point.ties) <= outcomes, rule
        if not point.has_more:
            assert {point.outcome, *point.ties} == outcomes, rule
        assert list(point.worth) == worth_of(problem, point.outcome)
        assert point.gap <= 1e-6


@settings(max_examples=40, deadline=None)
@given(problems())
def test_extremes_are_those_of_all_settlements(problem):
    agreed = all_settlements(problem)
    found = extremes(problem)
    if not agreed:
        assert found is None
        assert any_settlement(problem) is None
        return
    assert any_settlement(problem) in agreed
    for party in range(problem.n_parties):
        worths = [worth_of(problem, outcome)[party] for outcome in agreed]
        assert found.least[party].units == min(worths)
        assert found.most[party].units == max(worths)


@settings(max_examples=15, deadline=None)
@given(problems(big=True))
def test_whole_numbers_beyond_a_machine_word_stay_exact(problem):
    assume(all_settlements(problem))
    try:
        point = points(problem, ("egalitarian",))["egalitarian"]
    except AnalysisError:
        return
    assert point.outcome in all_settlements(problem)
    assert list(point.worth) == worth_of(problem, point.outcome)


def test_bill_and_jack_of_the_paper():
    """[Nash1950]_: Bill gives book, whip, ball and bat; Jack gives pen, toy and knife."""
    to_bill = {"book": -2, "whip": -2, "ball": -2, "bat": -2, "box": -4,
               "pen": 10, "toy": 4, "knife": 6, "hat": 2}  # fmt: skip
    to_jack = {"book": 4, "whip": 2, "ball": 1, "bat": 2, "box": 1,
               "pen": -1, "toy": -1, "knife": -2, "hat": -2}  # fmt: skip
    problem = problem_of([[[0, to_bill[g]], [0, to_jack[g]]] for g in to_bill])
    point = points(problem, ("nash",))["nash"]
    given_up = {goods for goods, moved in zip(to_bill, point.outcome, strict=True) if moved}
    assert given_up == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    assert point.worth == (12, 5)
    assert point.value == pytest.approx((12 * 5) ** 0.5)


def test_no_settlement_has_no_points():
    assert points(problem_of([[[1, 2], [1, 2]]], no_deal=(3, 3))) is None


def test_an_unknown_rule_is_named():
    with pytest.raises(ValueError, match="unknown rule 'median'"):
        points(problem_of([[[1]]]), ("median",))


def test_the_size_of_the_unit_has_no_say():
    parts = [[[0, 3, 5], [7, 4, 0]], [[2, 0], [0, 1]]]
    one = points(problem_of(parts))
    other = points(problem_of(parts, unit=(Fraction(1, 7), Fraction(1, 7))))
    assert {rule: p.outcome for rule, p in one.items()} == {
        rule: p.outcome for rule, p in other.items()
    }
