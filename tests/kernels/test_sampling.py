"""Even points: seeded, within range, and without dependence between unrelated values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernels.robustness import main_effects
from detente.kernels.sampling import BLOCK, in_ranges, unit_points


def points(n_dimensions, n_draws, seed=0):
    return unit_points(n_dimensions, n_draws, np.random.default_rng(seed))


@given(st.integers(0, 40), st.integers(1, 70), st.integers(0, 2**32 - 1))
def test_points_have_the_shape_asked_for_and_lie_in_the_cube(n_dimensions, n_draws, seed):
    found = points(n_dimensions, n_draws, seed)
    assert found.shape == (n_dimensions, n_draws)
    assert ((found >= 0) & (found < 1)).all()


def test_the_same_seed_gives_the_same_points_and_another_seed_gives_others():
    assert np.array_equal(points(20, 64, seed=3), points(20, 64, seed=3))
    assert not np.array_equal(points(20, 64, seed=3), points(20, 64, seed=0))


@given(st.integers(1, 20), st.sampled_from([2, 16, 128]), st.integers(0, 1000))
def test_each_coordinate_falls_once_into_each_equal_part(n_dimensions, n_draws, seed):
    parts = np.sort(np.floor(points(n_dimensions, n_draws, seed) * n_draws), axis=1)
    assert (parts == np.arange(n_draws)).all()


def test_within_a_block_pairs_fill_the_square_evenly():
    found = np.floor(points(BLOCK, 1024) * 4).astype(int)
    for one in range(BLOCK):
        for other in range(one):
            counts = np.bincount(found[one] * 4 + found[other], minlength=16)
            assert counts.tolist() == [64] * 16


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_values_show_no_dependence_that_is_not_there(seed):
    found = points(100, 1024, seed)
    false_alarms = 0
    for place in range(0, 100, 4):
        weights = main_effects(found, (found[place] > 0.6).astype(float), 1024)
        weights[place] = 0
        false_alarms += bool(weights.any())
        assert weights.max() < 0.06
    assert false_alarms <= 2


def test_ranges_are_filled_from_end_to_end_and_never_left():
    low, high = np.array([30.0, 0.1]), np.array([50.0, 0.3])
    values = in_ranges(points(2, 256), low, high)
    assert (values >= low[:, None]).all()
    assert (values <= high[:, None]).all()
    assert values.min(axis=1) == pytest.approx(low, abs=0.1)
    assert values.max(axis=1) == pytest.approx(high, abs=0.1)
    assert values.mean(axis=1) == pytest.approx([40.0, 0.2], rel=0.01)


def test_rounding_does_not_leave_the_range():
    low, high = np.array([0.1]), np.array([0.3])
    assert in_ranges(np.array([[1.0]]), low, high)[0, 0] <= 0.3
