"""Consent, efficiency and the solutions, against slow twins and printed numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive

from detente.kernels.settlement import (
    TOLERANCE,
    acceptable,
    clearly_beaten,
    efficient,
    egalitarian,
    egalitarian_leximin,
    fractions_of_largest,
    kalai_smorodinsky,
    kalai_smorodinsky_leximin,
    least_relative_gains,
    nash,
    relative_gains,
    smallest_spread,
    utilitarian,
)

RULES = {
    nash: naive.nash,
    kalai_smorodinsky: naive.kalai_smorodinsky,
    kalai_smorodinsky_leximin: naive.kalai_smorodinsky_leximin,
    egalitarian: naive.egalitarian,
    egalitarian_leximin: naive.egalitarian_leximin,
    utilitarian: naive.utilitarian,
    smallest_spread: naive.smallest_spread,
}
SCALE_FREE = [
    nash, kalai_smorodinsky, kalai_smorodinsky_leximin, utilitarian, smallest_spread,
]  # fmt: skip


@st.composite
def tables(draw, largest=12, max_columns=25, least=0):
    """Whole gains of one to four parties from the settlements of one draw."""
    n_parties = draw(st.integers(1, 4))
    n_columns = draw(st.integers(1, max_columns))
    row = st.lists(st.integers(least, largest), min_size=n_columns, max_size=n_columns)
    return np.array([draw(row) for _ in range(n_parties)], dtype=float)


def one_draw(gains):
    return np.zeros(gains.shape[1], dtype=np.intp)


def whole(gains):
    return gains.astype(int).tolist()


@given(tables())
def test_efficient_points_are_those_that_no_other_beats(gains):
    assert efficient(gains, one_draw(gains)).tolist() == naive.efficient(whole(gains))


@given(st.lists(tables(), min_size=1, max_size=4).filter(lambda x: len({len(t) for t in x}) == 1))
def test_draws_do_not_see_each_other(several):
    together = np.concatenate(several, axis=1)
    draw = np.repeat(np.arange(len(several)), [t.shape[1] for t in several])
    for rule in (efficient, *RULES):
        apart = np.concatenate([rule(t, one_draw(t)) for t in several])
        assert np.array_equal(rule(together, draw), apart), rule.__name__


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(gains=tables())
def test_solutions_are_those_of_exact_fractions_with_all_ties(rule, gains):
    assert rule(gains, one_draw(gains)).tolist() == RULES[rule](whole(gains))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(gains=tables(least=-6))
def test_they_are_so_too_where_a_settlement_passes_without_somebody_who_loses(rule, gains):
    assert rule(gains, one_draw(gains)).tolist() == RULES[rule](whole(gains))


@given(tables(least=-3), st.data())
def test_with_influence_the_product_is_that_of_exact_powers(gains, data):
    n = len(gains)
    weights = data.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    influence = np.repeat(np.array(weights, dtype=float)[:, None], gains.shape[1], axis=1)
    found = nash(gains, one_draw(gains), 25 * influence).tolist()
    assert found == naive.nash_influence(whole(gains), weights)


@given(tables())
def test_equal_influence_is_none(gains):
    draw = one_draw(gains)
    assert np.array_equal(nash(gains, draw, np.full_like(gains, 40.0)), nash(gains, draw))
    assert np.array_equal(nash(gains, draw, np.zeros_like(gains)), nash(gains, draw))


def test_influence_counts_as_a_fraction_of_the_largest():
    weights = np.array([[50.0, 0.0], [100.0, 0.0]])
    assert fractions_of_largest(weights).tolist() == [[0.5, 1.0], [1.0, 1.0]]


@given(tables())
def test_completions_name_only_what_their_rule_names(gains):
    draw = one_draw(gains)
    for rule, completed in (
        (kalai_smorodinsky, kalai_smorodinsky_leximin),
        (egalitarian, egalitarian_leximin),
    ):
        assert completed(gains, draw).any()
        assert not (completed(gains, draw) & ~rule(gains, draw)).any()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@given(gains=tables(), order=st.randoms(use_true_random=False))
def test_solutions_do_not_depend_on_the_order_of_parties(rule, gains, order):
    rows = list(range(len(gains)))
    order.shuffle(rows)
    draw = one_draw(gains)
    assert np.array_equal(rule(gains, draw), rule(gains[rows], draw))


@pytest.mark.parametrize("rule", SCALE_FREE, ids=lambda rule: rule.__name__)
@given(gains=tables(), factor=st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_the_scale_of_one_party_has_no_say(rule, gains, factor):
    scaled = gains.copy()
    scaled[0] *= factor
    assert np.array_equal(rule(gains, one_draw(gains)), rule(scaled, one_draw(gains)))


@given(tables(), st.floats(-50, 50))
def test_adding_a_constant_to_a_party_keeps_the_efficient_points(gains, constant):
    moved = gains.copy()
    moved[0] += constant
    draw = one_draw(gains)
    assert np.array_equal(efficient(gains, draw), efficient(moved, draw))


@given(tables(), st.data())
def test_a_duplicate_of_a_settlement_shares_its_fate(gains, data):
    column = data.draw(st.integers(0, gains.shape[1] - 1))
    doubled = np.concatenate([gains, gains[:, [column]]], axis=1)
    draw = one_draw(doubled)
    for rule in (efficient, *RULES):
        found = rule(doubled, draw)
        assert found[column] == found[-1], rule.__name__
        assert np.array_equal(found[:-1], rule(gains, draw[:-1])), rule.__name__


@given(tables())
def test_among_efficient_points_every_solution_is_named(gains):
    few = gains[:, efficient(gains, one_draw(gains))]
    for rule in RULES:
        assert rule(few, one_draw(few)).any(), rule.__name__


@given(tables(), st.integers(0, 2**32 - 1))
def test_float_dust_neither_makes_nor_loses_an_efficient_point(gains, seed):
    dust = np.random.default_rng(seed).uniform(-1e-12, 1e-12, gains.shape)
    draw = one_draw(gains)
    assert np.array_equal(efficient(gains, draw), efficient(gains + dust, draw))


def test_sums_that_are_equal_on_paper_count_as_equal():
    worth = np.array([[0.1 + 0.2, 0.3], [1.0, 1.0]])
    assert efficient(worth, np.zeros(2, dtype=np.intp)).all()


@settings(max_examples=50)
@given(tables(max_columns=40), st.data())
def test_the_first_cut_drops_no_efficient_settlement_and_nothing_without_settlements(gains, data):
    n = gains.shape[1]
    agreed = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    cut = clearly_beaten(gains[:, :, None], agreed[:, None])[:, 0]
    if not agreed.any():
        assert not cut.any()
        return
    among = gains[:, agreed]
    assert not (cut[agreed] & efficient(among, one_draw(among))).any()


def test_the_first_cut_sees_what_is_clearly_beaten():
    worth = np.array([[9.0, 1.0, 9.0], [9.0, 1.0, 0.0]])[:, :, None]
    assert clearly_beaten(worth, np.ones((3, 1), dtype=bool))[:, 0].tolist() == [False, True, False]


def test_an_outcome_worth_exactly_no_deal_is_accepted_and_one_just_below_is_not():
    worth = np.array([[[40.0], [40.0 - TOLERANCE / 2], [40.0 - 3 * TOLERANCE]]])
    assert acceptable(worth, np.array([[40.0]]))[0, :, 0].tolist() == [True, True, False]


def test_where_nobody_can_gain_all_points_tie():
    nothing = np.zeros((2, 3))
    for rule in RULES:
        assert rule(nothing, one_draw(nothing)).all(), rule.__name__


def test_where_products_are_zero_the_settlement_with_most_gainers_is_nash():
    gains = np.array([[0.0, 0.0, 50.0], [3.0, 4.0, 0.0], [2.0, 1.0, 0.0]])
    assert nash(gains, one_draw(gains)).tolist() == [True, False, False]


def test_a_party_that_gains_nowhere_has_no_say_in_relative_rules():
    gains = np.array([[0.0, 0.0], [1.0, 2.0]])
    assert kalai_smorodinsky(gains, one_draw(gains)).tolist() == [False, True]
    blank = relative_gains(gains, one_draw(gains), nothing_to_gain=0.0)
    assert blank.tolist() == [[0.0, 0.0], [0.5, 1.0]]


@given(tables(), st.data())
def test_the_least_relative_gain_is_what_kalai_smorodinsky_maximises(gains, data):
    no_deal = np.array([data.draw(st.integers(0, 40)) for _ in gains], dtype=float)
    n = gains.shape[1]
    agreed = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    worth = (gains + no_deal[:, None])[:, :, None]
    least = least_relative_gains(worth, no_deal[:, None], agreed[:, None])[:, 0]
    assert not least[~agreed].any()
    assert ((least >= 0) & (least <= 1)).all()
    among = gains[:, agreed]
    if among.any():
        best = least[agreed] >= least.max() - TOLERANCE
        assert np.array_equal(best, kalai_smorodinsky(among, one_draw(among)))


def test_no_points_give_no_answer():
    nothing = np.zeros((2, 0))
    for rule in (efficient, *RULES):
        assert rule(nothing, one_draw(nothing)).shape == (0,)


def bill_and_jack():
    """Utilities of the nine things that Nash's Bill and Jack may swap, and all 512 swaps.

    Nash (1950), The Bargaining Problem, p. 160-161: book, whip, ball, bat, box belong to Bill;
    pen, toy, knife, hat to Jack. Columns: worth to Bill, worth to Jack.
    """
    bills = [(2, 4), (2, 2), (2, 1), (2, 2), (4, 1)]
    jacks = [(10, 1), (4, 1), (6, 2), (2, 2)]
    swaps = np.array(naive.outcomes([2] * 9))
    bill = swaps @ np.array([-worth for worth, _ in bills] + [worth for worth, _ in jacks])
    jack = swaps @ np.array([worth for _, worth in bills] + [-worth for _, worth in jacks])
    return np.array([bill, jack], dtype=float), swaps


def test_nash_1950_bill_gives_book_whip_ball_bat_and_jack_gives_pen_toy_knife():
    gains, swaps = bill_and_jack()
    agreed = (gains >= 0).all(axis=0)
    few, which = gains[:, agreed], swaps[agreed]
    found = nash(few, one_draw(few))
    assert which[found].tolist() == [[1, 1, 1, 1, 0, 1, 1, 1, 0]]
    assert few[:, found].ravel().tolist() == [12.0, 5.0]
