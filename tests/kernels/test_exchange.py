"""Exchanges: equal gain, nobody overshot, what third parties pay, and no favored order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.naive_exchange import Round

from detente.errors import AnalysisError
from detente.kernels.average import weighted_mean
from detente.kernels.exchange import ExchangeOptions, exchange, exchange_draws, tie_spread

TWO = ([[0, 0], [100, 100]], [[1, 0.5], [0.5, 1]], [1, 1])
"""Each cares for one issue twice as much as for the other."""


@st.composite
def cases(draw):
    """Whole tens and tenths: parties at the outcome, alike, and many exchanges that tie."""
    shape = (draw(st.integers(2, 5)), draw(st.integers(2, 4)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    coarse = draw(st.sampled_from([2, 5, 10, 1000]))
    position = rng.integers(0, coarse + 1, shape) * 100 / coarse
    salience = rng.integers(1, coarse + 1, shape) / coarse
    return position, salience, rng.integers(1, coarse + 1, shape[0]) / coarse


def utility(case, outcome):
    return np.nansum(-np.array(case[1]) * np.abs(np.array(case[0]) - outcome), axis=1)


def test_two_parties_trade_the_issue_that_each_cares_less_for():
    found = exchange(*TWO)
    assert found.outcome_before == pytest.approx([100 / 3, 200 / 3])
    assert found.outcome == pytest.approx([0, 100])
    assert found.gain == pytest.approx(np.array([[50 / 3, 50 / 3]]))
    assert found.parties.tolist() == [[0, 1]]
    assert found.supplies.tolist() == [[1, 0]]
    assert found.move == pytest.approx(np.array([[100, -100]]))
    assert found.shift == pytest.approx(np.array([[100 / 3, -100 / 3]]))


def test_a_third_party_pays_for_what_two_others_agree():
    position = [[0, 0], [100, 100], [100, 0]]
    salience = [[1, 0.5], [0.5, 1], [1, 1]]
    found = exchange(position, salience, [1, 1, 0.1])
    assert found.own[:2] == pytest.approx(found.gain[0])
    assert found.own[2] == 0
    assert found.third[2] < -50
    assert found.third[:2].tolist() == [0, 0]
    assert found.externality[0] == pytest.approx([0, 0, found.third[2]])


def test_the_outcome_stops_at_the_party_that_asks_for_it():
    position = [[0, 40], [100, 0], [0, 100], [100, 0]]
    salience = [[1, 0.9], [0.2, 0.1], [0.1, 0.1], [0.1, 0.1]]
    found = exchange(position, salience, [1, 1, 0.01, 3])
    first = found.parties[0].tolist()
    assert first[0] == 0 or first[1] == 0
    asked = found.outcome_before + np.array([0.0, 0.0])
    for (i, j), (q, p), shift in zip(found.parties, found.supplies, found.shift, strict=True):
        for demander, issue, moved in ((j, q, shift[0]), (i, p, shift[1])):
            asked[issue] += moved
            assert (position[demander][issue] - asked[issue]) * moved >= -1e-6


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_outcome_is_that_of_the_slow_twin(case):
    x, s, c = case
    assert exchange(*case).outcome == pytest.approx(Round(x, s, c[:, None]).run(), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_exchange_brings_both_the_same_gain(case):
    found = exchange(*case)
    assert found.gain[:, 0] == pytest.approx(found.gain[:, 1])
    assert (found.gain > 0).all()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_own_and_others_exchanges_add_up_to_the_change_of_utility(case):
    found = exchange(*case)
    change = utility(case, found.outcome) - utility(case, found.outcome_before)
    assert found.own + found.third == pytest.approx(change, abs=1e-9)
    assert found.effect.sum(axis=0) == pytest.approx(change, abs=1e-9)
    assert found.externality.sum(axis=0) == pytest.approx(found.third, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_on_each_issue_the_parts_add_up_to_the_change_of_utility_there(case):
    found = exchange(*case)
    x, s = (np.array(values) for values in case[:2])
    change = s * (np.abs(x - found.outcome_before) - np.abs(x - found.outcome))
    assert found.own_by_issue + found.third_by_issue == pytest.approx(change, abs=1e-9)
    summed = np.zeros_like(change)
    for issues, effect in zip(found.supplies, found.effect_by_issue, strict=True):
        summed[:, issues] += effect
    assert summed == pytest.approx(change, abs=1e-9)
    assert found.effect_by_issue.sum(axis=-1) == pytest.approx(found.effect, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_neither_the_order_of_parties_nor_of_issues_nor_directions_matter(case, shuffle):
    x, s, c = case
    found = exchange(x, s, c)
    parties, issues = list(range(x.shape[0])), list(range(x.shape[1]))
    shuffle.shuffle(parties)
    shuffle.shuffle(issues)
    block = np.ix_(parties, issues)
    other = exchange(x[block], s[block], c[parties])
    assert other.outcome == pytest.approx(found.outcome[issues], abs=1e-5)
    assert other.third == pytest.approx(found.third[parties], abs=1e-4)
    turn = np.array([shuffle.random() < 0.5 for _ in issues])
    turned = exchange(np.where(turn, 100 - x, x), s, c)
    assert turned.outcome == pytest.approx(
        np.where(turn, 100 - found.outcome, found.outcome), abs=1e-5
    )
    assert turned.third == pytest.approx(found.third, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(cases())
def test_nobody_moves_beyond_what_others_ask_for(case):
    found = exchange(*case)
    assert (found.voting >= case[0].min(axis=0) - 1e-6).all()
    assert (found.voting <= case[0].max(axis=0) + 1e-6).all()


@settings(max_examples=40, deadline=None)
@given(cases(), st.floats(0.01, 100))
def test_the_unit_of_influence_does_not_matter(case, unit):
    x, s, c = case
    assert exchange(x, s, c * unit).outcome == pytest.approx(exchange(x, s, c).outcome, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_the_spread_covers_all_orders_and_is_nothing_without_ties(case):
    found = tie_spread(*case, orders=20, rng=np.random.default_rng(1))
    assert found.outcomes.shape == (20, case[0].shape[1])
    assert (found.least <= found.shared).all()
    assert (found.shared <= found.most).all()
    if exchange(*case).n_ties == 0:
        assert found.spread.max() == 0


def test_two_parties_alike_get_the_same_where_drawn_orders_favor_one():
    position = [[0, 0], [100, 100], [100, 100]]
    salience = [[1, 0.5], [0.5, 1], [0.5, 1]]
    found = exchange(position, salience, [1, 1, 1])
    assert found.n_ties > 0
    assert found.voting[1].tolist() == found.voting[2].tolist()
    drawn = exchange(
        position, salience, [1, 1, 1], ExchangeOptions(ties="drawn"), rng=np.random.default_rng(0)
    )
    assert drawn.voting[1].tolist() != drawn.voting[2].tolist()


def test_a_party_at_the_outcome_does_not_trade_unless_it_counts_as_below():
    position = [[50, 0], [100, 100], [0, 50]]
    salience = [[0.2, 1], [1, 0.5], [1, 1]]
    influence = [1, 1, 1]
    assert exchange(position, salience, influence).outcome_before[0] == 50
    assert 0 not in exchange(position, salience, influence).parties
    low = exchange(position, salience, influence, ExchangeOptions(at_outcome="low"))
    assert 0 in low.parties


def test_nothing_is_traded_on_one_issue_or_where_all_care_alike():
    assert len(exchange([[0], [100]], [[1], [1]], [1, 1]).gain) == 0
    assert len(exchange([[0, 0], [100, 100]], [[1, 1], [0.5, 0.5]], [1, 1]).gain) == 0


def test_parties_on_the_same_side_do_not_trade():
    found = exchange([[0, 0], [100, 0], [0, 100]], [[1, 0.5], [0.5, 1], [1, 1]], [1, 1, 0])
    assert found.outcome.tolist() == found.outcome_before.tolist()


def test_a_missing_position_takes_no_part_and_feels_nothing():
    position = [[0, 0], [100, 100], [np.nan, 30]]
    found = exchange(position, [[1, 0.5], [0.5, 1], [1, 1]], [1, 1, 1])
    alone = exchange(*TWO)
    assert found.outcome_before[0] == alone.outcome_before[0]
    assert np.isnan(found.voting[2, 0])
    assert not np.isnan(found.third).any()


def test_an_issue_without_any_position_has_no_outcome_and_disturbs_nothing():
    found = exchange([[0, 0, np.nan], [100, 100, np.nan]], [[1, 0.5, 1], [0.5, 1, 1]], [1, 1])
    assert found.outcome[:2] == pytest.approx(exchange(*TWO).outcome)
    assert np.isnan(found.outcome[2])
    assert found.own == pytest.approx(exchange(*TWO).own)


def test_an_issue_nobody_cares_for_keeps_the_plain_mean():
    found = exchange([[0, 0, 0], [100, 100, 50]], [[1, 0.5, 0], [0.5, 1, 0]], [1, 1])
    assert found.outcome == pytest.approx([0, 100, 25])


def test_the_next_round_keeps_more_of_a_move_where_less_is_at_stake():
    found = exchange(*TWO)
    moved = np.abs(found.next_position - np.array(TWO[0]))
    assert moved == pytest.approx(np.array([[0, 30], [30, 0]]))
    kept = exchange(*TWO, ExchangeOptions(kept_by_salience=0, kept_by_all=1))
    assert kept.next_position == pytest.approx(kept.voting)


def test_rounds_follow_each_other():
    rng = np.random.default_rng(3)
    x, s, c = rng.random((6, 5)) * 100, rng.random((6, 5)), rng.random(6)
    first = exchange(x, s, c)
    second = exchange(first.next_position, s, c)
    both = exchange_draws(x[None], s, c, rounds=2)
    assert both.outcome[0, 0] == pytest.approx(weighted_mean(x.T, (s * c[:, None]).T))
    assert both.outcome[0, 1].tolist() == first.outcome.tolist()
    assert both.outcome[0, 2] == pytest.approx(second.outcome)
    assert both.third[0, 1] == pytest.approx(second.third)
    assert both.next_position[0] == pytest.approx(second.next_position)


def test_draws_are_independent_of_each_other():
    rng = np.random.default_rng(4)
    x, s, c = rng.random((8, 5, 4)) * 100, rng.random((8, 5, 4)), rng.random((8, 5, 1))
    together = exchange_draws(x, s, c)
    alone = [exchange(x[d], s[d], c[d]) for d in range(8)]
    assert together.outcome[:, 1].tolist() == [found.outcome.tolist() for found in alone]
    assert together.n_exchanges[:, 0].tolist() == [len(found.gain) for found in alone]


def test_drawn_gains_lie_around_equal_gain_and_hurt_nobody():
    rng = np.random.default_rng(7)
    x, s, c = rng.random((5, 4)) * 100, rng.random((5, 4)), rng.random(5)
    n_unequal = 0
    for _ in range(50):
        found = exchange(x, s, c, ExchangeOptions(gain_spread=1), rng=rng)
        assert found.gain.min() >= -1e-9
        n_unequal += np.count_nonzero(np.abs(found.gain[:, 0] - found.gain[:, 1]) > 1e-6)
    assert n_unequal > 50
    wide, narrow = (
        exchange_draws(np.tile(x, (400, 1, 1)), s, c, ExchangeOptions(gain_spread=p), rng=rng)
        for p in (1, 0.05)
    )
    assert narrow.outcome[:, 1].std(axis=0).mean() < wide.outcome[:, 1].std(axis=0).mean()
    assert narrow.outcome[:, 1].mean(axis=0) == pytest.approx(exchange(x, s, c).outcome, abs=5)


def test_the_same_generator_draws_the_same():
    rng = np.random.default_rng(8)
    x, s, c = rng.random((30, 5, 4)) * 100, rng.random((5, 4)), rng.random(5)
    options = ExchangeOptions(ties="drawn", gain_spread=0.5)
    one, other = (
        exchange_draws(x, s, c, options, rounds=3, rng=np.random.default_rng(9)) for _ in range(2)
    )
    assert one.outcome.tolist() == other.outcome.tolist()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ties": "first"}, "unknown ties 'first'; the options are shared, drawn"),
        ({"at_outcome": "left"}, "unknown at_outcome 'left'"),
        ({"gain_spread": 2}, "gain_spread is 2"),
        ({"kept_by_salience": 0.8, "kept_by_all": 0.4}, "sum to more than 1"),
    ],
)
def test_options_out_of_range_are_refused(change, message):
    with pytest.raises(AnalysisError, match=message):
        ExchangeOptions(**change)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[0, -5]], [[1, 1]], [1]), "position of party 0 on issue 1 is -5.0 in draw 0"),
        (([[0, 5]], [[1, 80]], [1]), "salience of party 0 on issue 1 is 80.0 in draw 0; give 0..1"),
        (([[0, 5]], [[1, 1]], [-1]), "influence of party 0 on issue 0 is -1.0"),
        (([[0, 5]], [[1, 1]], [1, 1]), "influence of shape"),
        (([[0, 5]], [[1, 1, 1]], [1]), "salience of shape"),
        (([0, 5], [1, 1], [1]), "position has 1 axes"),
        (([[], []], [[], []], [1, 1]), "holds no party or no issue"),
    ],
)
def test_numbers_out_of_range_are_refused_with_their_place(arguments, message):
    with pytest.raises(AnalysisError, match=message):
        exchange(*arguments)


def test_drawing_without_a_generator_is_refused():
    with pytest.raises(AnalysisError, match="there is no generator; give rng"):
        exchange(*TWO, ExchangeOptions(ties="drawn"))


def test_the_spread_over_orders_needs_equal_gain_and_an_order():
    rng = np.random.default_rng(0)
    with pytest.raises(AnalysisError, match="needs equal gain"):
        tie_spread(*TWO, ExchangeOptions(gain_spread=0.1), rng=rng)
    with pytest.raises(AnalysisError, match="orders is 0"):
        tie_spread(*TWO, orders=0, rng=rng)


def test_no_round_is_refused():
    with pytest.raises(AnalysisError, match="rounds is 0"):
        exchange_draws([TWO[0]], TWO[1], TWO[2], rounds=0)
