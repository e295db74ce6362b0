"""Exact solutions against literal twins in fractions, printed numbers and invariances."""

from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive

from detente.kernels import settlement as rounded
from detente.kernels.solutions import (
    MAX_POWER,
    egalitarian,
    egalitarian_leximin,
    gains_of,
    kalai_smorodinsky,
    kalai_smorodinsky_leximin,
    nash,
    relative_gains,
    smallest_spread,
    utilitarian,
)

UNITS = [Fraction(1), Fraction(1, 3), Fraction(5, 2), Fraction(7, 10**6)]
IN_POINTS = {
    nash: naive.nash,
    egalitarian: naive.egalitarian,
    egalitarian_leximin: naive.egalitarian_leximin,
}
RELATIVE = {
    kalai_smorodinsky: naive.kalai_smorodinsky,
    kalai_smorodinsky_leximin: naive.kalai_smorodinsky_leximin,
    utilitarian: naive.utilitarian,
    smallest_spread: naive.smallest_spread,
}
in_points = pytest.mark.parametrize("rule", IN_POINTS, ids=lambda rule: rule.__name__)
relative = pytest.mark.parametrize("rule", RELATIVE, ids=lambda rule: rule.__name__)


@st.composite
def tables(draw, least=-4, largest=9):
    """Whole gains of one to four parties, some of them too large for a machine word."""
    n_parties = draw(st.integers(1, 4))
    n_columns = draw(st.integers(1, 20))
    factor = draw(st.sampled_from([1, 1, 10**25]))
    row = st.lists(st.integers(least, largest), min_size=n_columns, max_size=n_columns)
    rows = [[value * factor for value in draw(row)] for _ in range(n_parties)]
    return np.array(rows, dtype=np.int64 if factor == 1 else object)


def units_for(gains, data):
    n = len(gains)
    return data.draw(st.lists(st.sampled_from(UNITS), min_size=n, max_size=n))


def ones(gains):
    return [Fraction(1)] * len(gains)


def fractions(gains, unit):
    return [[int(value) * one for value in row] for row, one in zip(gains, unit, strict=True)]


def every_rule(gains):
    """Return all rules with one point per unit."""
    return [partial(rule, unit=ones(gains)) for rule in IN_POINTS] + list(RELATIVE)


@in_points
@given(gains=tables(), data=st.data())
def test_rules_in_points_are_those_of_exact_fractions_with_all_ties(rule, gains, data):
    unit = units_for(gains, data)
    assert rule(gains, unit).tolist() == IN_POINTS[rule](fractions(gains, unit))


@relative
@given(gains=tables())
def test_relative_rules_are_those_of_exact_fractions_with_all_ties(rule, gains):
    assert rule(gains).tolist() == RELATIVE[rule](fractions(gains, ones(gains)))


@given(tables(), st.data())
def test_nash_with_whole_influence_is_that_of_exact_powers(gains, data):
    n = len(gains)
    unit = units_for(gains, data)
    weights = data.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    divisor = data.draw(st.sampled_from([1, 3, 1000]))
    found = nash(gains, unit, [Fraction(weight, divisor) for weight in weights])
    assert found.tolist() == naive.nash_influence(fractions(gains, unit), weights)


@settings(max_examples=25)
@given(tables(least=-1, largest=5), st.data())
def test_influence_with_large_whole_ratios_is_compared_by_logarithms_with_the_same_result(
    gains, data
):
    n = len(gains)
    largest = MAX_POWER + 50
    weights = data.draw(st.lists(st.integers(largest - 90, largest), min_size=n, max_size=n))
    found = nash(gains, ones(gains), [Fraction(weight, 7) for weight in weights])
    assert found.tolist() == naive.nash_influence(fractions(gains, ones(gains)), weights)


def test_equal_products_tie_where_logarithms_decide_and_a_little_more_wins():
    gains = np.array([[2, 4, 1], [4, 2, 8]])
    influence = [Fraction(10**6 + 3), Fraction(10**6 + 3)]
    assert nash(gains, ones(gains), influence).all()
    influence[1] += 1
    assert nash(gains, ones(gains), influence).tolist() == [False, False, True]


@given(tables(), st.fractions(min_value=Fraction(1, 50), max_value=50))
def test_equal_influence_is_none(gains, weight):
    plain = nash(gains, ones(gains))
    assert np.array_equal(nash(gains, ones(gains), [weight] * len(gains)), plain)
    assert np.array_equal(nash(gains, ones(gains), [Fraction(0)] * len(gains)), plain)


@given(tables(least=0, largest=9), st.integers(2, 10**12))
def test_the_scale_of_one_party_has_no_say(gains, factor):
    scaled = gains.astype(object)
    scaled[0] *= factor
    for rule in RELATIVE:
        assert np.array_equal(rule(gains), rule(scaled)), rule.__name__
    if (gains > 0).all(axis=0).any():
        assert np.array_equal(nash(gains, ones(gains)), nash(scaled, ones(gains)))


@in_points
@given(gains=tables(), data=st.data())
def test_finer_units_change_nothing(rule, gains, data):
    unit = units_for(gains, data)
    finer = gains.astype(object) * 1000
    assert np.array_equal(rule(gains, unit), rule(finer, [one / 1000 for one in unit]))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_parties_has_no_say(gains, order):
    rows = list(range(len(gains)))
    order.shuffle(rows)
    for rule in every_rule(gains):
        assert np.array_equal(rule(gains), rule(gains[rows]))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_settlements_has_no_say(gains, order):
    columns = list(range(gains.shape[1]))
    order.shuffle(columns)
    for rule in every_rule(gains):
        assert np.array_equal(rule(gains)[columns], rule(gains[:, columns]))


@given(tables(), st.data())
def test_a_duplicate_of_a_settlement_ties_with_it(gains, data):
    column = data.draw(st.integers(0, gains.shape[1] - 1))
    doubled = np.concatenate([gains, gains[:, [column]]], axis=1)
    for rule in every_rule(gains):
        found = rule(doubled)
        assert found[-1] == found[column]
        assert np.array_equal(found[:-1], rule(gains))


@given(tables())
def test_completions_name_some_of_what_their_rule_names(gains):
    unit = ones(gains)
    for few, all_ in (
        (kalai_smorodinsky_leximin(gains), kalai_smorodinsky(gains)),
        (egalitarian_leximin(gains, unit), egalitarian(gains, unit)),
    ):
        assert few.any()
        assert not (few & ~all_).any()


@given(tables().filter(lambda gains: gains.dtype != object))
def test_rules_in_floats_agree_on_small_whole_gains(gains):
    draw = np.zeros(gains.shape[1], dtype=np.intp)
    for rule in (*IN_POINTS, *RELATIVE):
        exact = rule(gains, ones(gains)) if rule in IN_POINTS else rule(gains)
        floats = getattr(rounded, rule.__name__)(gains.astype(float), draw)
        assert np.array_equal(exact, floats), rule.__name__


def test_a_difference_far_below_float_dust_decides():
    gains = np.array([[10**30 + 1, 10**30], [10**30, 10**30]], dtype=object)
    for rule in [*every_rule(gains)[:1], utilitarian, kalai_smorodinsky_leximin]:
        assert rule(gains).tolist() == [True, False]


def test_an_example_computed_by_hand():
    # Relative gains: 1 and 1/10, 6/8 and 5/10, 4/8 and 8/10, 1/8 and 1.
    gains = np.array([[8, 6, 4, 1], [1, 5, 8, 10]])
    unit = [Fraction(1), Fraction(1)]
    assert nash(gains, unit).tolist() == [False, False, True, False]  # 8, 30, 32, 10
    assert kalai_smorodinsky(gains).tolist() == [False, True, True, False]  # .1, .5, .5, .125
    assert kalai_smorodinsky_leximin(gains).tolist() == [False, False, True, False]  # .75, .8
    assert egalitarian(gains, unit).tolist() == [False, True, False, False]  # 1, 5, 4, 1
    assert utilitarian(gains).tolist() == [False, False, True, False]  # 1.1, 1.25, 1.3, 1.125
    assert smallest_spread(gains).tolist() == [False, True, False, False]  # .9, .25, .3, .875
    assert nash(gains, unit, [Fraction(2), Fraction(1)]).tolist() == [
        False, True, False, False,
    ]  # 64, 180, 128, 10  # fmt: skip
    assert egalitarian(gains, [Fraction(2), Fraction(1)]).tolist() == [
        False, False, True, False,
    ]  # 1, 5, 8, 2  # fmt: skip


def test_who_passes_without_a_gain_counts_for_nash_only_by_its_absence():
    gains = np.array([[9, 3, 9], [-5, 2, 0], [9, 1, 9]])
    assert nash(gains, ones(gains)).tolist() == [False, True, False]
    gains = np.array([[9, 3], [-5, -1]])
    assert nash(gains, ones(gains)).tolist() == [True, False]
    assert egalitarian(gains, ones(gains)).tolist() == [False, True]
    assert kalai_smorodinsky(gains).tolist() == [True, False]


def test_where_nobody_can_gain_relative_rules_name_all():
    gains = np.array([[0, 0, -1], [0, -2, 0]])
    assert relative_gains(gains).shape == (0, 3)
    for rule in RELATIVE:
        assert rule(gains).all()


def test_no_settlements_no_answer():
    gains = np.zeros((2, 0), dtype=np.int64)
    for rule in every_rule(gains):
        assert rule(gains).shape == (0,)


def test_gains_are_worth_minus_no_deal():
    worth = np.array([[5, 7], [10**25, 0]], dtype=object)
    assert gains_of(worth, [6, 10**25]).tolist() == [[-1, 1], [0, -(10**25)]]


def test_nash_1950_bill_gives_book_whip_ball_bat_and_jack_gives_pen_toy_knife():
    # Nash (1950), The Bargaining Problem, p. 160-161: worth to Bill, worth to Jack of Bill's
    # book, whip, ball, bat, box and of Jack's pen, toy, knife, hat.
    bills = [(2, 4), (2, 2), (2, 1), (2, 2), (4, 1)]
    jacks = [(10, 1), (4, 1), (6, 2), (2, 2)]
    swaps = np.array(naive.outcomes([2] * 9))
    given_away = np.array([(-bill, jack) for bill, jack in bills])
    received = np.array([(bill, -jack) for bill, jack in jacks])
    gains = (swaps @ np.concatenate([given_away, received])).T
    agreed = (gains >= 0).all(axis=0)
    found = nash(gains[:, agreed], ones(gains))
    assert swaps[agreed][found].tolist() == [[1, 1, 1, 1, 0, 1, 1, 1, 0]]
    assert gains[:, agreed][:, found].ravel().tolist() == [12, 5]
