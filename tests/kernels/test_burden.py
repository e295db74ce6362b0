"""Parts by issue add up to the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernels.burden import parts_against_ideal, parts_against_no_deal
from detente.kernels.outcomes import shares, worth_of, worth_parts

seeds = st.integers(0, 2**32 - 1)


def drawn(seed):
    """Shares, scores and no-deal values of three parties, four issues, five draws."""
    rng = np.random.default_rng(seed)
    share = shares(rng.uniform(0, 100, (3, 4, 5)))
    scores = [rng.uniform(0, 100, (3, n, 5)) for n in (2, 3, 4, 2)]
    return share, scores, rng.uniform(0, 100, (3, 5)), rng.integers(0, 2, 4)


@given(seeds)
def test_parts_against_no_deal_sum_to_worth_minus_no_deal(seed):
    share, scores, no_deal, outcome = drawn(seed)
    worth = worth_of(worth_parts(share, scores), outcome[None, :])[:, 0]
    parts = parts_against_no_deal(share, scores, no_deal, outcome)
    assert parts.sum(axis=1) == pytest.approx(worth - no_deal, abs=1e-9)


@given(seeds)
def test_parts_against_the_ideal_are_never_positive_and_sum_to_what_is_missing(seed):
    share, scores, _, outcome = drawn(seed)
    parts = parts_against_ideal(share, scores, outcome)
    best = sum(table.max(axis=1) for table in worth_parts(share, scores))
    worth = worth_of(worth_parts(share, scores), outcome[None, :])[:, 0]
    assert (parts <= 0).all()
    assert parts.sum(axis=1) == pytest.approx(worth - best, abs=1e-9)


def test_the_best_option_of_an_issue_costs_nothing():
    share, scores = np.ones((1, 1, 1)), [np.array([[[30.0], [80.0]]])]
    assert parts_against_ideal(share, scores, np.array([1])).tolist() == [[[0.0]]]
    assert parts_against_ideal(share, scores, np.array([0])).tolist() == [[[-50.0]]]
