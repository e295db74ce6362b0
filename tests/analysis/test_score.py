"""Scoring models on known outcomes: conventions by hand, out of sample, no claim without proof."""

import dataclasses

import numpy as np
import pytest
from tests.resolved_tables import deu_file, plain_file, ruled_file

from detente.analysis import score as scoring
from detente.analysis import score_models
from detente.analysis.calibration import (
    ForecastCalibration,
    calibration_toml,
    read_calibration,
    shipped,
)
from detente.analysis.score import errors, run, score
from detente.analysis.score_calibration import learn
from detente.analysis.score_cases import cases_of, folds_of
from detente.analysis.score_models import MODELS
from detente.errors import EvaluationError
from detente.evaluate.resolved_table import read_resolved

QUICK = ("mean", "median", "forecast", "residuals", "uniform")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return read_resolved(plain_file(tmp_path_factory.mktemp("table"), n_dossiers=30))


@pytest.fixture(scope="module")
def found(table):
    return score(table, QUICK, n_folds=5)


def point(name, cases):
    """Return the point forecasts of a model that does not learn."""
    return MODELS[name].run(cases, cases).value[:, 0]


@pytest.fixture
def deu(tmp_path):
    return cases_of(read_resolved(deu_file(tmp_path)).issues)


def test_conventions_by_hand_on_three_issues(deu):
    # Weights of the first: Commission 10 x 40, Germany 10 x 50, Luxembourg 2 x 0, Poland 2 x 100.
    assert point("mean", deu)[0] == pytest.approx((500 * 100 + 200 * 20) / 1100)
    assert point("mean-influence", deu)[0] == pytest.approx((10 * 100 + 2 * 50 + 2 * 20) / 24)
    assert point("mean-salience", deu)[0] == pytest.approx((50 * 100 + 100 * 20) / 190)
    assert point("mean-unweighted", deu)[0] == pytest.approx(170 / 4)
    assert point("median", deu)[0] == 20
    assert point("median-unweighted", deu)[0] == 35
    assert point("constant", deu).tolist() == [50, 50, 50]


def test_where_all_weights_are_zero_parties_count_alike(deu):
    assert point("mean", deu)[1] == 50
    assert point("median", deu)[1] == 50
    assert MODELS["positions"].run(deu, deu).weight[1].sum() == pytest.approx(1)


def test_models_of_the_reference_point_are_silent_where_it_is_not_known(deu):
    assert np.isnan(point("reference", deu)).tolist() == [False, True, False]
    assert np.isnan(point("nash-reference", deu)).tolist() == [False, True, False]


def test_residuals_are_the_mean_plus_what_the_others_were_off_by(deu):
    others, one = deu.rows(np.array([False, True, True])), deu.rows(np.array([True, False, False]))
    off = others.outcome - point("mean", others)
    expected = np.clip(point("mean", one)[0] + off, 0, 100)
    assert MODELS["residuals"].run(others, one).value[0] == pytest.approx(expected)


def test_errors_are_counted_by_hand(deu):
    result = run(MODELS["constant"], deu, np.zeros(3, dtype=np.intp))
    got = errors("", result, np.ones(3, dtype=bool))
    assert (got.mean_absolute, got.median_absolute) == (pytest.approx(90 / 3), 20)
    assert got.root_mean_square == pytest.approx(np.sqrt((20**2 + 50**2 + 20**2) / 3))
    assert (got.within_10, got.within_25) == (0, pytest.approx(200 / 3))
    assert got.crps == pytest.approx(got.mean_absolute)


def test_folds_keep_dossiers_whole_and_are_dealt_out_in_turn():
    dossier = np.array([0, 0, 1, 2, 2, 3, 4])
    fold = folds_of(dossier, 2, seed=1)
    order = np.random.default_rng(1).permutation(5)
    assert fold[0] == fold[1]
    assert fold[3] == fold[4]
    by_dossier = fold[[0, 2, 3, 5, 6]]
    assert [by_dossier[d] for d in order] == [0, 1, 0, 1, 0]


def test_more_folds_than_dossiers_or_a_single_one_are_refused(deu):
    for n_folds in (4, 1):
        with pytest.raises(EvaluationError, match=f"{n_folds} folds are not from 2 to the 3 dos"):
            folds_of(deu.dossier, n_folds, seed=0)
    with pytest.raises(EvaluationError, match="the table has one dossier"):
        folds_of(np.zeros(5, dtype=np.intp), 2, seed=0)


def test_an_unknown_model_is_refused_with_the_names_there_are(table):
    with pytest.raises(EvaluationError, match="there is no model 'oracle'; the names are mean"):
        score(table, ("mean", "oracle"))


def test_a_model_never_sees_the_outcomes_it_forecasts(table, monkeypatch):
    seen = []

    def spy(train, test):
        seen.append((set(train.dossier), set(test.dossier)))
        return MODELS["mean"].run(train, test)

    spying = dataclasses.replace(MODELS["forecast"], run=spy)
    monkeypatch.setitem(scoring.MODELS, "forecast", spying)
    score(table, ("forecast",), n_folds=5)
    assert len(seen) == 5
    assert all(not train & test for train, test in seen)
    assert set().union(*(test for _, test in seen)) == set(range(30))


def test_changing_one_outcome_does_not_change_the_forecast_of_its_dossier(table):
    cases = cases_of(table.issues)
    fold = folds_of(cases.dossier, 5, seed=1)
    test = fold == 0
    model = MODELS["forecast"]
    before = model.run(cases.rows(~test), cases.rows(test))
    other = dataclasses.replace(cases, outcome=np.where(test, 100 - cases.outcome, cases.outcome))
    after = model.run(other.rows(~test), other.rows(test))
    assert np.array_equal(before.value, after.value)
    assert np.array_equal(before.weight, after.weight)


def test_the_order_of_lines_plays_no_part(table, found):
    turned = dataclasses.replace(table, issues=table.issues[::-1])
    for one, other in zip(found.models, score(turned, QUICK, n_folds=5).models, strict=True):
        assert other.errors.crps == pytest.approx(one.errors.crps)
        assert other.coverage_80 == pytest.approx(one.coverage_80)
        if one.by_crps is not None:
            assert other.by_crps.low == pytest.approx(one.by_crps.low)


def test_long_pasts_are_kept_as_quantiles(deu):
    many = deu.rows(np.arange(9000) % 3)
    long, short = (MODELS["climatology"].run(past, deu) for past in (many, deu))
    assert long.value.shape == (3, 2000)
    assert long.value.mean() == pytest.approx(short.value.mean(), abs=0.1)


def test_the_uniform_forecast_has_the_score_it_must_have(found, table):
    outcome = np.array([issue.outcome for issue in table.issues]) / 100
    exact = 100 * (1 / 3 - outcome * (1 - outcome)).mean()
    uniform = next(model for model in found.models if model.model == "uniform")
    assert uniform.errors.crps == pytest.approx(exact, abs=0.01)


def test_an_improvement_is_claimed_only_where_the_interval_excludes_zero(found):
    comparisons = [
        made for model in found.models for made in (model.by_point, model.by_crps) if made
    ]
    assert len(comparisons) == 8
    for made in comparisons:
        assert made.low <= made.difference <= made.high
        assert (made.verdict == "better") == (made.high < 0)
        assert (made.verdict == "worse") == (made.low > 0)
    assert {made.verdict for made in comparisons} > {"not proven"}


def test_with_few_dossiers_nothing_is_proven(tmp_path):
    few = read_resolved(plain_file(tmp_path, n_dossiers=19))
    issues = tuple(issue.model_copy(update={"outcome": 50.0}) for issue in few.issues)
    result = score(dataclasses.replace(few, issues=issues), ("constant",), n_folds=5)
    assert result.models[0].by_point.high < 0
    assert result.models[0].by_point.verdict == "not proven"
    assert any("19 dossiers are too few" in warning for warning in result.warnings)


def test_a_baseline_is_not_compared_with_itself(found):
    by_name = {model.model: model for model in found.models}
    assert by_name["mean"].by_point is None
    assert by_name["residuals"].by_crps is None
    assert by_name["median"].by_point.against == "mean"


def test_points_have_no_coverage_and_distributions_fill_ten_parts(found):
    by_name = {model.model: model for model in found.models}
    assert by_name["mean"].coverage_80 is None
    assert by_name["mean"].calibration == ()
    assert sum(by_name["forecast"].calibration) == pytest.approx(1)
    assert 0 < by_name["forecast"].coverage_50 < by_name["forecast"].coverage_80 <= 100
    assert by_name["forecast"].width_50 < by_name["forecast"].width_80


def test_groups_are_those_of_the_table_and_two_that_the_numbers_show(tmp_path):
    result = score(read_resolved(deu_file(tmp_path)), ("mean",), n_folds=2)
    groups = {group.name: group.n_issues for group in result.models[0].groups}
    assert groups == {
        "EU15": 1, "EU25_27": 1, "EU28": 1, "QMV": 2, "Unan": 1,
        "places only at the ends": 1, "reference known": 2,
    }  # fmt: skip


def test_a_model_without_its_input_is_left_out_with_a_warning(table):
    issues = tuple(issue.model_copy(update={"reference": None}) for issue in table.issues)
    result = score(dataclasses.replace(table, issues=issues), ("mean", "reference"), n_folds=5)
    assert [model.model for model in result.models] == ["mean"]
    assert any(
        "not scored: reference; no issue of the table has all it takes (reference)" in warning
        for warning in result.warnings
    )


def test_models_of_the_rule_say_what_they_need_where_the_table_has_none(table):
    result = score(table, ("mean", "agenda", "mean-shapley", "mean-banzhaf"), n_folds=5)
    assert [model.model for model in result.models] == ["mean"]
    assert result.warnings == (
        "not scored: agenda; no issue of the table has all it takes "
        "(role setter, reference, quota or role veto)",
        "not scored: mean-shapley, mean-banzhaf; no issue of the table has all it takes "
        "(quota or role veto)",
    )


def test_the_same_seed_gives_the_same_score_another_one_another_split(table, found):
    assert score(table, QUICK, n_folds=5) == found
    other = score(table, QUICK, n_folds=5, seed=2)
    assert other.models[0].errors == found.models[0].errors
    assert other.models[2].errors != found.models[2].errors


def test_many_models_at_once_come_with_a_word_on_chance(tmp_path):
    ruled = read_resolved(ruled_file(tmp_path))
    result = score(ruled, tuple(name for name in MODELS if name != "shipped"), n_folds=3)
    assert any("by chance in one of twenty" in warning for warning in result.warnings)
    assert {model.model for model in result.models} == set(MODELS) - {"shipped"}


def test_the_calibration_of_the_package_names_origin_and_licence_and_holds_no_rows():
    calibration = shipped()
    assert "doi:10.34810/data53" in calibration.origin
    assert "CC BY 4.0" in calibration.licence
    assert len(calibration.errors) == 50
    assert len(set(calibration.dossiers)) == calibration.track_record.n_dossiers
    assert list(calibration.errors) == sorted(calibration.errors)
    assert calibration.track_record.n_dossiers >= 90
    record = calibration.track_record
    assert 0.77 <= record.coverage_80 <= 0.83
    assert record.mean_absolute_error < record.mean_absolute_error_of_mean


def test_what_was_learned_survives_its_file(table, tmp_path):
    learned = learn(table, origin='a "table"', licence="none \\ own", n_folds=5)
    path = tmp_path / "calibration.toml"
    path.write_text(calibration_toml(learned), encoding="utf-8")
    assert read_calibration(path) == learned
    assert learned.kernel().errors.tolist() == list(learned.errors)


def test_the_intervals_of_what_is_kept_cover_the_issues_it_was_learned_from(table, monkeypatch):
    learned = learn(table, origin="o", licence="l", n_folds=5)
    monkeypatch.setattr(score_models, "shipped", lambda: learned)
    (kept,) = score(table, ("shipped",), n_folds=5).models
    assert 50 <= kept.coverage_50 <= 55
    assert 80 <= kept.coverage_80 <= 85


def test_the_record_in_the_file_is_that_of_the_score(table, found):
    learned = learn(table, origin="o", licence="l", n_folds=5)
    forecast = next(model for model in found.models if model.model == "forecast")
    assert learned.track_record.crps == round(forecast.errors.crps, 2)
    assert learned.track_record.coverage_80 == pytest.approx(forecast.coverage_80 / 100, abs=1e-4)
    assert learned.table_sha256 == table.gold.sha256


def test_figures_on_the_table_that_was_learned_from_prove_nothing(table, monkeypatch):
    learned = learn(table, origin="this table", licence="l", n_folds=5)
    monkeypatch.setattr(scoring, "shipped", lambda: learned)
    result = score(table, ("shipped",), n_folds=5)
    assert result.models[0].by_point.verdict == "in sample"
    assert any("learned from this table" in warning for warning in result.warnings)


def known_again(table, monkeypatch, issues):
    """Score other issues with what was learned from a table; return verdict and warnings."""
    learned = learn(table, origin="that table", licence="l", n_folds=5)
    monkeypatch.setattr(scoring, "shipped", lambda: learned)
    gold = table.gold.model_copy(
        update={
            "sha256": "0" * 64,
            "counts": {"issues": len(issues), "dossiers": len({one.dossier for one in issues})},
        }
    )
    other = dataclasses.replace(table, issues=tuple(issues), gold=gold)
    result = score(other, ("shipped",), n_folds=2)
    return result.models[0].by_point.verdict, " ".join(result.warnings)


def test_a_dossier_that_was_learned_from_is_known_again_in_any_table(table, monkeypatch):
    renamed = [
        issue.model_copy(update={"dossier": f"x{issue.dossier}", "stands": issue.stands[::-1]})
        for issue in table.issues[::-1]
    ]
    verdict, told = known_again(table, monkeypatch, renamed)
    assert verdict == "in sample"
    assert "30 of the 30 dossiers here are among them" in told
    part = [issue for issue in renamed if issue.dossier in ("xd03", "xd04")]
    verdict, told = known_again(table, monkeypatch, part)
    assert verdict == "in sample"
    assert "2 of the 2 dossiers here" in told


def test_other_dossiers_are_new_to_it(table, monkeypatch):
    turned = [issue.model_copy(update={"outcome": 100 - issue.outcome}) for issue in table.issues]
    changed = [issue for issue in turned if issue.outcome != 50]
    verdict, told = known_again(table, monkeypatch, changed)
    assert verdict != "in sample"
    assert "0 of the" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [("x = ", "is not TOML"), ("reach = 1", "cannot be used"), (None, "does not exist")],
)
def test_a_file_that_is_no_calibration_is_refused(tmp_path, text, told):
    path = tmp_path / "calibration.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=told):
        read_calibration(path)


def test_every_number_of_a_calibration_is_explained():
    for name, field in ForecastCalibration.model_json_schema()["properties"].items():
        assert field.get("description") or "$ref" in field, name


def test_exchanges_trade_the_issues_of_a_dossier_and_nothing_else(table):
    cases = cases_of(table.issues)
    plain = point("mean", cases)
    traded = point("exchange", cases)
    alone = np.bincount(cases.dossier)[cases.dossier] == 1
    assert traded[alone] == pytest.approx(plain[alone])
    assert np.abs(traded - plain)[~alone].max() > 1


def test_models_in_which_parties_move_stay_on_the_scale(deu):
    for name in ("challenge", "bargain", "exchange"):
        place = point(name, deu)
        assert place.shape == (3,)
        assert ((place >= 0) & (place <= 100)).all()
