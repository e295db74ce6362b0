"""Outcomes and their worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import naive

from detente.kernels.outcomes import (
    enumerate_outcomes,
    shares,
    worth_of,
    worth_of_all,
    worth_parts,
)

sizes = st.lists(st.integers(1, 4), min_size=1, max_size=4)


def worths(salience, scores, outcomes):
    """Return the worth of outcomes to one party in one draw."""
    share = shares(np.array(salience, dtype=float)[None, :, None])
    tables = [np.array(row, dtype=float)[None, :, None] for row in scores]
    return worth_of(worth_parts(share, tables), np.array(outcomes))[0, :, 0]


@given(sizes)
def test_every_outcome_is_listed_once_and_the_last_issue_changes_fastest(n_options):
    assert [tuple(row) for row in enumerate_outcomes(n_options).tolist()] == naive.outcomes(
        n_options
    )


def test_without_issues_there_is_one_outcome_that_settles_nothing():
    assert enumerate_outcomes([]).shape == (1, 0)


@given(st.data(), sizes)
def test_worth_is_the_weighted_mean_of_scores_computed_with_fractions(data, n_options):
    salience = data.draw(
        st.lists(st.integers(0, 100), min_size=len(n_options), max_size=len(n_options))
    )
    scores = [data.draw(st.lists(st.integers(0, 100), min_size=n, max_size=n)) for n in n_options]
    outcomes = naive.outcomes(n_options)
    expected = [float(naive.worth(salience, scores, outcome)) for outcome in outcomes]
    assert worths(salience, scores, outcomes) == pytest.approx(expected, abs=1e-10)


def test_a_party_to_which_no_issue_matters_weighs_all_alike():
    assert shares(np.zeros((1, 4, 1)))[0, :, 0].tolist() == [0.25] * 4


@given(st.integers(0, 2**32 - 1), sizes)
def test_the_grid_gives_the_same_floats_as_single_outcomes(seed, n_options):
    rng = np.random.default_rng(seed)
    parts = [rng.random((2, n, 3)) for n in n_options]
    some = worth_of(parts, enumerate_outcomes(n_options))
    assert np.array_equal(worth_of_all(parts), some)


@given(st.floats(0.01, 1), st.lists(st.floats(1, 100), min_size=2, max_size=5))
def test_shares_do_not_depend_on_the_scale_of_salience(factor, salience):
    once = np.array(salience)[None, :, None]
    assert shares(once * factor) == pytest.approx(shares(once))
    assert shares(once).sum() == pytest.approx(1)
