"""Scores of forecasts: exact against slow twins, flat where calibrated, and dossiers kept whole."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernels.scoring import (
    below_and_up_to,
    brier,
    cluster_bootstrap,
    crps,
    interval,
    median,
    pit_histogram,
)

points = st.lists(
    st.tuples(st.integers(0, 100).map(float), st.integers(1, 9).map(float)), min_size=1, max_size=8
)
place = st.integers(0, 100).map(float)


def rows(found):
    """Return a list of points with weights as arrays of one row."""
    value, weight = zip(*found, strict=True)
    return np.array([value]), np.array([weight])


def naive_crps(found, outcome):
    """Return the score as an integral over the steps between all places, in plain loops."""
    whole = sum(weight for _, weight in found)
    stops = sorted({*(value for value, _ in found), outcome})
    total = 0.0
    for low, high in pairwise(stops):
        reached = sum(weight for value, weight in found if value <= low) / whole
        total += (high - low) * (reached - (outcome <= low)) ** 2
    return total


@given(found=points, outcome=place)
def test_crps_is_the_area_between_the_two_steps(found, outcome):
    score = crps(*rows(found), np.array([outcome]))[0]
    assert score == pytest.approx(naive_crps(found, outcome), abs=1e-9)


@given(value=place, outcome=place)
def test_crps_of_a_point_is_its_absolute_error(value, outcome):
    score = crps(np.array([[value]]), np.array([[3.0]]), np.array([outcome]))[0]
    assert score == pytest.approx(abs(value - outcome))


def test_crps_of_a_fair_coin_between_the_ends_is_a_quarter_of_the_scale():
    value = np.tile([0.0, 100.0], (3, 1))
    scores = crps(value, np.ones_like(value), np.array([0.0, 100.0, 50.0]))
    assert scores.tolist() == [25.0, 25.0, 25.0]


@given(found=points, outcome=place, seed=st.integers(0, 99))
def test_crps_looks_neither_at_the_order_of_points_nor_at_how_they_are_split(found, outcome, seed):
    value, weight = rows(found)
    order = np.random.default_rng(seed).permutation(value.shape[1])
    split_value = np.concatenate([value, value, [[55.0]]], axis=1)
    split_weight = np.concatenate([weight / 4, 3 * weight / 4, [[0.0]]], axis=1)
    at = np.array([outcome])
    expected = pytest.approx(crps(value, weight, at)[0], abs=1e-9)
    assert crps(value[:, order], weight[:, order], at)[0] == expected
    assert crps(split_value, split_weight, at)[0] == expected


def test_a_point_without_weight_may_lie_nowhere():
    score = crps(np.array([[10.0, np.nan]]), np.array([[1.0, 0.0]]), np.array([30.0]))
    assert score.tolist() == [20.0]


def test_brier_is_the_squared_distance_from_what_happened():
    found = brier(np.array([1.0, 0.5, 0.2]), np.array([1.0, 0.0, 1.0]))
    assert found == pytest.approx([0.0, 0.25, 0.64])


@given(found=points, outcome=place)
def test_what_lies_below_and_up_to_a_place_differs_by_what_lies_there(found, outcome):
    below, up_to = below_and_up_to(*rows(found), np.array([outcome]))
    whole = sum(weight for _, weight in found)
    there = sum(weight for value, weight in found if value == outcome) / whole
    assert up_to[0] - below[0] == pytest.approx(there)
    assert 0 <= below[0] <= up_to[0] <= 1


@given(found=points, tail=st.sampled_from([0.05, 0.1, 0.25, 0.4]))
def test_an_interval_leaves_out_no_more_than_its_tails(found, tail):
    value, weight = rows(found)
    low, high = interval(value, weight, tail)
    below, _ = below_and_up_to(value, weight, low)
    _, up_to = below_and_up_to(value, weight, high)
    assert low[0] <= high[0]
    assert below[0] <= tail + 1e-9
    assert 1 - up_to[0] <= tail + 1e-9


@given(found=points, tail=st.sampled_from([0.1, 0.25, 0.5]))
def test_reversing_the_scale_reverses_intervals_and_median(found, tail):
    value, weight = rows(found)
    low, high = interval(value, weight, tail)
    mirrored = interval(100 - value, weight, tail)
    assert mirrored[0] == pytest.approx(100 - high)
    assert mirrored[1] == pytest.approx(100 - low)
    assert median(100 - value, weight) == pytest.approx(100 - median(value, weight))


def test_the_median_of_two_equal_halves_is_the_middle_between_them():
    assert median(np.array([[20.0, 80.0]]), np.array([[1.0, 1.0]])).tolist() == [50.0]
    assert median(np.array([[20.0, 80.0]]), np.array([[1.0, 2.0]])).tolist() == [80.0]


def test_an_outcome_on_a_point_counts_in_every_part_the_point_covers():
    shares = pit_histogram(np.array([0.0]), np.array([0.5]), 4)
    assert shares == pytest.approx([0.5, 0.5, 0.0, 0.0])


def test_outcomes_of_continuous_forecasts_count_in_one_part_each_the_ends_included():
    level = np.array([0.0, 0.25, 0.6, 1.0])
    assert pit_histogram(level, level, 4) == pytest.approx([0.25, 0.25, 0.25, 0.25])


@given(
    found=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20),
    n_bins=st.integers(1, 12),
)
def test_shares_of_the_parts_sum_to_one(found, n_bins):
    ends = np.sort(np.array(found), axis=1)
    shares = pit_histogram(ends[:, 0], ends[:, 1], n_bins)
    assert shares.sum() == pytest.approx(1)
    assert (shares >= -1e-12).all()


def test_outcomes_drawn_from_their_own_forecasts_fill_all_parts_alike():
    rng = np.random.default_rng(3)
    value = np.tile(np.array([0.0, 20.0, 50.0, 100.0]), (20_000, 1))
    weight = np.tile(np.array([0.4, 0.1, 0.3, 0.2]), (20_000, 1))
    outcome = rng.choice(value[0], 20_000, p=weight[0])
    shares = pit_histogram(*below_and_up_to(value, weight, outcome), 10)
    assert shares == pytest.approx(np.full(10, 0.1), abs=0.01)


def test_issues_of_one_dossier_are_drawn_together():
    difference = np.array([1.0, 1.0, 5.0])
    cluster = np.array([0, 0, 1])
    means = cluster_bootstrap(difference, cluster, 500, np.random.default_rng(0))
    assert set(np.round(means, 9)) == {1.0, round(7 / 3, 9), 5.0}


def test_dossiers_that_differ_give_wider_intervals_than_as_many_lone_issues():
    rng = np.random.default_rng(5)
    by_dossier = np.repeat(rng.normal(size=30), 10)
    together = np.repeat(np.arange(30), 10)
    alone = np.arange(300)
    wide = cluster_bootstrap(by_dossier, together, 2000, np.random.default_rng(1)).std()
    narrow = cluster_bootstrap(by_dossier, alone, 2000, np.random.default_rng(1)).std()
    assert wide > 2.5 * narrow


def test_the_same_generator_state_gives_the_same_means():
    difference, cluster = np.arange(6.0), np.array([0, 1, 1, 2, 2, 2])
    first, second = (
        cluster_bootstrap(difference, cluster, 50, np.random.default_rng(9)) for _ in range(2)
    )
    assert first.tolist() == second.tolist()
    assert abs(first.mean() - difference.mean()) < 0.6
