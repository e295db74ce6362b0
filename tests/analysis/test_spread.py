"""Numbers over the draws: the percentiles of numpy, sums rounded once, order without a say."""

from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.analysis.spread import exact_sum, interval, share

numbers = arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e3, 1e3))


@given(numbers)
def test_low_middle_and_high_are_the_percentiles_of_numpy(values):
    found = interval(values)
    expected = np.percentile(values, [10, 50, 90])
    assert [found.low, found.mid, found.high] == pytest.approx(expected.tolist(), abs=1e-12)


@given(numbers)
def test_the_sum_is_rounded_once(values):
    assert exact_sum(values) == pytest.approx(fsum(values.tolist()), rel=1e-15, abs=1e-18)


@given(st.lists(st.integers(-(2**40), 2**40), min_size=1), st.integers(-45, 10))
def test_sums_that_need_no_rounding_are_exact(whole, exponent):
    values = np.ldexp(np.array(whole, dtype=np.float64), exponent)
    assert exact_sum(values) == fsum(values.tolist())


@given(numbers, st.randoms(use_true_random=False))
def test_the_order_of_the_draws_changes_no_digit(values, order):
    shuffled = values.tolist()
    order.shuffle(shuffled)
    assert interval(np.array(shuffled)) == interval(values)


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_counts_have_the_mean_of_whole_numbers(counts):
    assert interval(np.array(counts)).mean == sum(counts) / len(counts)


def test_nothing_to_look_at_gives_zeros():
    nothing = interval(np.zeros(0))
    assert (nothing.low, nothing.mid, nothing.high, nothing.mean) == (0, 0, 0, 0)
    assert (share(0, 0).share, share(1, 4).share) == (0, 0.25)
