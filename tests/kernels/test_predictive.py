"""The distribution of an outcome: its two parts, what plays no part, and what fitting recovers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernels.predictive import Calibration, menu_part, predictive
from detente.kernels.predictive_fit import MIDDLES, REACHES, fit, with_tails
from detente.kernels.scoring import crps, interval, median

PLAIN = Calibration(
    menu_share=0.5,
    reach=50.0,
    middle=0.0,
    scale_base=10.0,
    scale_spread=0.0,
    errors=np.array([0.5, 1.0, 2.0]),
    tail_50=0.25,
    tail_80=0.1,
)
parties = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 9)), min_size=1, max_size=7
)  # fmt: skip


def rows(found):
    position, weight = zip(*found, strict=True)
    return np.array([position], dtype=float), np.array([weight], dtype=float)


def test_errors_lie_halfway_between_the_weighted_mean_and_the_menu_as_often_up_as_down():
    # The weighted mean is 50; with a reach without end the menu lies around 60.
    calibration = PLAIN._replace(menu_share=0.0, reach=1e12)
    value, likely = predictive(np.array([[40.0, 80.0]]), np.array([[3.0, 1.0]]), calibration)
    present = likely[0] > 0
    assert sorted(value[0][present]) == pytest.approx([35, 45, 50, 60, 65, 75])
    assert likely[0][present] == pytest.approx(np.full(6, 1 / 6))


def test_errors_grow_with_the_spread_of_places_and_stop_at_the_ends_of_the_scale():
    calibration = PLAIN._replace(menu_share=0.0, scale_base=0.0, scale_spread=1.0)
    value, likely = predictive(np.array([[0.0, 100.0]]), np.ones((1, 2)), calibration)
    assert sorted(value[0][likely[0] > 0]) == [0, 0, 25, 75, 100, 100]


def test_the_menu_holds_each_place_once_the_nearer_the_likelier():
    position = np.array([[0.0, 0.0, 0.0, 60.0, np.nan]])
    weight = np.array([[1.0, 1.0, 1.0, 3.0, 9.0]])
    value, likely = menu_part(position, weight, reach=30.0, middle=0.0)
    at_zero = likely[0][value[0] == 0].sum()
    at_sixty = likely[0][value[0] == 60].sum()
    assert at_zero == pytest.approx(0.5)
    assert at_sixty == pytest.approx(0.5)
    nearer = menu_part(position, np.array([[1.0, 1.0, 1.0, 9.0, 0.0]]), 30.0, 0.0)
    ratio = nearer[1][0][3] / nearer[1][0][:3].sum()
    assert ratio == pytest.approx(np.exp((45 - 15) / 30))


def test_the_middle_between_the_outermost_places_is_an_entry_with_a_weight_of_its_own():
    value, likely = menu_part(np.array([[0.0, 100.0]]), np.ones((1, 2)), reach=1e9, middle=0.5)
    assert value[0].tolist() == [0, 100, 50]
    assert likely[0] == pytest.approx([0.4, 0.4, 0.2])


def test_options_of_an_issue_can_be_the_menu_where_parties_surround_them():
    position, weight = np.array([[30.0, 90.0]]), np.ones((1, 2))
    menu = np.array([[0.0, 30.0, 50.0, np.nan, 90.0]])
    value, likely = menu_part(position, weight, 50.0, 0.0, menu)
    assert value[0][likely[0] > 0].tolist() == [30, 50, 90]
    same_for_all_draws = menu_part(position, weight, 50.0, 0.0, menu[0])
    assert np.array_equal(same_for_all_draws[1], likely)
    value, likely = menu_part(position, weight, 50.0, 0.0, np.array([[0.0, 100.0]]))
    assert value[0][likely[0] > 0].tolist() == [0, 100]


def test_where_nobody_has_weight_all_parties_count_alike():
    position = np.array([[20.0, 40.0, 90.0]])
    none = predictive(position, np.zeros((1, 3)), PLAIN)
    alike = predictive(position, np.ones((1, 3)), PLAIN)
    assert np.allclose(none[0], alike[0])
    assert np.allclose(none[1], alike[1])


@given(found=parties)
def test_every_row_is_a_distribution_on_the_scale(found):
    value, likely = predictive(*rows(found), PLAIN._replace(middle=0.25))
    assert likely.sum() == pytest.approx(1)
    assert (likely >= 0).all()
    assert ((value >= 0) & (value <= 100)).all()


@given(found=parties, outcome=st.integers(0, 100), seed=st.integers(0, 99))
def test_order_of_parties_and_direction_of_the_scale_play_no_part(found, outcome, seed):
    position, weight = rows(found)
    order = np.random.default_rng(seed).permutation(position.shape[1])
    value, likely = predictive(position, weight, PLAIN)
    mixed = predictive(position[:, order], weight[:, order], PLAIN)
    mirrored = predictive(100 - position, weight, PLAIN)
    score = crps(value, likely, np.array([float(outcome)]))
    assert crps(*mixed, np.array([float(outcome)])) == pytest.approx(score, abs=1e-9)
    assert crps(*mirrored, np.array([100.0 - outcome])) == pytest.approx(score, abs=1e-9)


def test_draws_are_answered_row_by_row():
    rng = np.random.default_rng(2)
    position, weight = rng.uniform(0, 100, (5, 4)), rng.uniform(0, 1, (5, 4))
    position[3, 1] = np.nan
    value, likely = predictive(position, weight, PLAIN)
    for row in range(5):
        alone = predictive(position[row : row + 1], weight[row : row + 1], PLAIN)
        assert np.allclose(alone[0][0], value[row])
        assert np.allclose(alone[1][0], likely[row])


def drawn(calibration, n_issues, seed):
    """Return issues whose outcomes are drawn from the forecast with a calibration."""
    rng = np.random.default_rng(seed)
    position = rng.integers(0, 11, (n_issues, 6)) * 10.0
    weight = rng.uniform(0.1, 1, (n_issues, 6))
    value, likely = predictive(position, weight, calibration)
    outcome = np.array([rng.choice(v, p=p / p.sum()) for v, p in zip(value, likely, strict=True)])
    return position, weight, outcome


def test_fitting_finds_the_share_of_the_menu_that_outcomes_were_drawn_with():
    truth = PLAIN._replace(
        menu_share=0.7, reach=REACHES[1], middle=MIDDLES[0], scale_base=4.0,
        errors=np.array([0.4, 0.9, 1.7]),
    )  # fmt: skip
    found = fit(*drawn(truth, 1500, seed=4))
    assert 0.4 < found.menu_share < 0.9
    assert found.reach in REACHES
    assert found.middle in MIDDLES
    assert (np.diff(found.errors) >= 0).all()


def test_what_was_fitted_forecasts_new_issues_about_as_well_as_the_truth():
    truth = PLAIN._replace(middle=0.5, reach=60.0, errors=np.linspace(0.1, 3, 20))
    found = fit(*drawn(truth, 800, seed=5))
    position, weight, outcome = drawn(truth, 3000, seed=6)
    learned = crps(*predictive(position, weight, found), outcome).mean()
    ideal = crps(*predictive(position, weight, truth), outcome).mean()
    assert learned < 1.02 * ideal


def test_fitted_intervals_cover_what_they_say_on_new_issues_although_forecasts_have_lumps():
    truth = PLAIN._replace(middle=0.25, reach=45.0)
    found = fit(*drawn(truth, 1500, seed=7))
    position, weight, outcome = drawn(truth, 3000, seed=8)
    value, likely = predictive(position, weight, found)
    for tail, share in ((found.tail_50, 0.5), (found.tail_80, 0.8)):
        low, high = interval(value, likely, tail)
        inside = (outcome >= low - 1e-9) & (outcome <= high + 1e-9)
        assert inside.mean() == pytest.approx(share, abs=0.05)
    assert found.tail_80 > 0.1


def test_the_share_is_the_best_there_is():
    data = drawn(PLAIN, 300, seed=9)
    found = fit(*data)

    def mean_score(share):
        return crps(*predictive(*data[:2], found._replace(menu_share=share)), data[2]).mean()

    best = min(np.linspace(0, 1, 201), key=mean_score)
    assert found.menu_share == pytest.approx(best, abs=0.006)


def test_fitting_looks_neither_at_the_direction_of_scales_nor_at_the_order_of_issues():
    position, weight, outcome = drawn(PLAIN, 120, seed=10)
    found = fit(position, weight, outcome)
    mirrored = fit(100 - position, weight, 100 - outcome)
    reversed_order = fit(position[::-1], weight[::-1], outcome[::-1])
    for other in (mirrored, reversed_order):
        assert other.errors == pytest.approx(found.errors)
        assert other[:5] == pytest.approx(found[:5])


def test_issues_without_any_spread_still_give_a_calibration():
    position, outcome = np.full((8, 2), 40.0), np.linspace(30, 60, 8)
    found = fit(position, np.ones((8, 2)), outcome)
    assert found.scale_spread == 0
    assert found.scale_base == pytest.approx(np.abs(outcome - 40).mean())
    assert median(*predictive(position[:1], np.ones((1, 2)), found))[0] == pytest.approx(40)


def test_tails_are_replaced_and_nothing_else():
    data = drawn(PLAIN, 100, seed=11)
    again = with_tails(PLAIN, *data)
    assert again[:5] == PLAIN[:5]
    assert 0 < again.tail_80 <= again.tail_50 <= 0.5
