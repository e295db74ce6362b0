"""Forecasts and scores against slow twins that follow the words of the method page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.naive_forecast import (
    bootstrap_of,
    crps_of,
    folds_of_names,
    forecast_of,
    mean_of,
    median_of,
    residual_scores,
    spread_of,
    stands_of,
)
from tests.resolved_tables import deu_file, plain_file

from detente.analysis.score import N_RESAMPLES, run, score
from detente.analysis.score_cases import cases_of, folds_of
from detente.analysis.score_models import MODELS
from detente.evaluate.resolved_table import read_resolved
from detente.kernels.predictive import Calibration, center_and_spread, predictive
from detente.kernels.scoring import cluster_bootstrap, crps

stands = st.lists(
    st.tuples(st.integers(0, 20).map(lambda n: 5.0 * n), st.integers(0, 9).map(float)),
    min_size=1,
    max_size=7,
)
calibrations = st.builds(
    lambda share, reach, middle, base, spread, errors: Calibration(
        share, reach, middle, base, spread, np.sort(np.array(errors)), 0.25, 0.1
    ),
    st.floats(0, 1),
    st.floats(5, 200),
    st.floats(0, 2),
    st.floats(0, 30),
    st.floats(0, 2),
    st.lists(st.floats(0, 5), min_size=1, max_size=6),
)


@pytest.fixture(scope="module")
def issues(tmp_path_factory):
    return read_resolved(plain_file(tmp_path_factory.mktemp("table"), n_dossiers=24)).issues


def rows(found):
    place, weight = np.array(found).T
    return place[None, :], weight[None, :]


@given(found=stands)
def test_center_and_spread(found):
    center, spread = center_and_spread(*rows(found))
    assert center[0] == pytest.approx(mean_of(found))
    assert spread[0] == pytest.approx(spread_of(found), abs=1e-6)


@given(found=stands, calibration=calibrations)
def test_the_distribution_of_the_page(found, calibration):
    told = forecast_of(found, calibration)
    value, likely = predictive(*rows(found), calibration)
    assert sum(told.values()) == pytest.approx(1)
    for place in np.linspace(-1, 101, 52) + 0.3717:
        below = sum(share for at, share in told.items() if at < place)
        assert likely[0][value[0] < place].sum() == pytest.approx(below, abs=1e-9)


@given(places=st.lists(st.integers(0, 100).map(float), min_size=1, max_size=8),
       outcome=st.integers(0, 100).map(float))  # fmt: skip
def test_crps_by_its_definition(places, outcome):
    value = np.array([places])
    score = crps(value, np.ones_like(value), np.array([outcome]))[0]
    assert score == pytest.approx(crps_of(places, outcome), abs=1e-9)


def test_mean_and_median_of_every_issue(issues, tmp_path):
    deu = read_resolved(deu_file(tmp_path)).issues
    for group in (issues, deu):
        cases = cases_of(group)
        for name, twin in (("mean", mean_of), ("median", median_of)):
            told = [twin(stands_of(issue)) for issue in group]
            assert MODELS[name].run(cases, cases).value[:, 0] == pytest.approx(told), name


def test_folds_by_name(issues):
    cases = cases_of(issues)
    for n_folds, seed in ((10, 1), (3, 7)):
        by_name = folds_of_names([issue.dossier for issue in issues], n_folds, seed)
        told = [by_name[issue.dossier] for issue in issues]
        assert folds_of(cases.dossier, n_folds, seed).tolist() == told


def test_residuals_of_other_folds_issue_by_issue(issues):
    cases = cases_of(issues)
    result = run(MODELS["residuals"], cases, folds_of(cases.dossier, 6, 1))
    assert result.crps == pytest.approx(residual_scores(issues, 6, 1))


def test_the_weighted_places_as_a_distribution(issues):
    cases = cases_of(issues)
    result = run(MODELS["positions"], cases, folds_of(cases.dossier, 6, 1))
    for issue, found in zip(issues, result.crps, strict=True):
        places, weights = zip(*stands_of(issue), strict=True)
        assert found == pytest.approx(crps_of(places, issue.outcome, weights))


def test_intervals_over_dossiers_agree_with_draws_of_another_kind(issues):
    cases = cases_of(issues)
    difference = np.random.default_rng(0).normal(size=len(issues))
    dossiers = [issue.dossier for issue in issues]
    told = np.quantile(bootstrap_of(difference, dossiers, 3000, seed=1), (0.025, 0.5, 0.975))
    made = cluster_bootstrap(difference, cases.dossier, N_RESAMPLES, np.random.default_rng(2))
    assert np.quantile(made, (0.025, 0.5, 0.975)) == pytest.approx(told, abs=0.03)


def test_the_interval_in_a_score_is_that_of_paired_differences(tmp_path, issues):
    table = read_resolved(plain_file(tmp_path, n_dossiers=24))
    (found,) = score(table, ("median",), n_folds=4).models
    errors = {
        name: np.array([abs(twin(stands_of(issue)) - issue.outcome) for issue in issues])
        for name, twin in (("mean", mean_of), ("median", median_of))
    }
    difference = errors["median"] - errors["mean"]
    assert found.by_point.difference == pytest.approx(difference.mean())
    dossiers = [issue.dossier for issue in issues]
    told = np.quantile(bootstrap_of(difference, dossiers, 3000, seed=3), (0.025, 0.975))
    width = told[1] - told[0]
    assert (found.by_point.low, found.by_point.high) == pytest.approx(told, abs=0.08 * width)
