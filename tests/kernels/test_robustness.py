"""Weights of values: those that count are found, noise is not."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import naive

from detente.kernels.robustness import ends, main_effects
from detente.kernels.sampling import unit_points


def drawn(n_values, n_draws=1024, seed=0):
    return unit_points(n_values, n_draws, np.random.default_rng(seed))


@given(st.integers(0, 2**32 - 1), st.integers(40, 200))
def test_the_weight_is_the_correlation_ratio_of_the_slow_twin_corrected(seed, n):
    rng = np.random.default_rng(seed)
    values = rng.random((1, n))
    answer = values[0] + rng.random(n) / 4
    n_bins = ceil(n ** (1 / 3))
    ratio = naive.correlation_ratio(values[0].tolist(), answer.tolist(), n_bins)
    expected = 1 - (1 - ratio) * (n - 1) / (n - n_bins)
    assert main_effects(values, answer, n)[0] == pytest.approx(expected)


def test_a_sum_of_independent_values_shares_its_variance_by_their_squares():
    values = drawn(2, 4096)
    weights = main_effects(values, 2 * values[0] + values[1], 4096)
    assert weights == pytest.approx([4 / 5, 1 / 5], abs=0.02)


def test_a_value_that_alone_decides_gets_nearly_all_weight():
    values = drawn(5)
    weights = main_effects(values, (values[2] > 0.5).astype(float), 1024)
    assert weights[2] > 0.9
    assert np.delete(weights, 2).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_pure_noise_is_not_reported(seed):
    rng = np.random.default_rng(seed)
    noise = (rng.random(512) < 0.3).astype(float)
    assert not main_effects(rng.random((200, 512)), noise, 512).any()


def test_values_that_act_only_together_have_no_weight_alone():
    values = drawn(2)
    together = ((values[0] > 0.5) ^ (values[1] > 0.5)).astype(float)
    assert main_effects(values, together, 1024).tolist() == [0, 0]


def test_a_settled_answer_hangs_on_nothing():
    assert main_effects(drawn(3), np.ones(1024), 1024).tolist() == [0, 0, 0]


def test_too_few_draws_say_nothing():
    values = drawn(1, 15)
    assert main_effects(values, values[0], 15).tolist() == [0]


def test_no_values_have_no_weights():
    assert main_effects(drawn(0), np.arange(1024.0) % 2, 1024).shape == (0,)


def test_repeated_draws_do_not_make_noise_significant():
    rng = np.random.default_rng(4)
    values, answer = rng.random((30, 40)), (rng.random(40) < 0.5).astype(float)
    many = main_effects(np.tile(values, 50), np.tile(answer, 50), 40)
    assert not many.any()


@given(st.integers(0, 2**32 - 1))
def test_an_increasing_change_of_scale_leaves_the_weight(seed):
    rng = np.random.default_rng(seed)
    values, answer = rng.random((2, 128)), rng.random(128) > 0.4
    answer = answer.astype(float)
    assert np.array_equal(
        main_effects(values, answer, 128), main_effects(np.exp(values), answer, 128)
    )


def test_ends_are_the_means_of_the_outer_thirds():
    values = np.array([[6.0, 5.0, 4.0, 3.0, 2.0, 1.0]])
    low, high = ends(values, np.array([1.0, 1.0, 0.0, 0.0, 0.0, 1.0]))
    assert (low[0], high[0]) == (0.5, 1.0)
