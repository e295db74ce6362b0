"""Weighted mean and median against plain fractions, published figures and their own symmetries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stated_places import EMISSIONS, arrays, emissions, parties, voices

from detente.errors import AnalysisError
from detente.kernels.average import each_without, mean_without, weighted_mean, weighted_median

TIES = ("midpoint", "mean", "lower", "upper")


def slow_mean(places, weights):
    stated = voices(places, weights)
    return sum(p * w for p, w in stated) / sum(w for _, w in stated)


def slow_medians(places, weights):
    """Return the lowest and the highest place with at most half of the weight on either side."""
    stated = [(p, w) for p, w in voices(places, weights) if w]
    total = sum(w for _, w in stated)
    medians = [
        m
        for m, _ in stated
        if sum(w for p, w in stated if p < m) * 2 <= total
        and sum(w for p, w in stated if p > m) * 2 <= total
    ]
    return min(medians), max(medians)


def slow_median(places, weights, tie):
    low, high = slow_medians(places, weights)
    mean = slow_mean(places, weights)
    return {
        "lower": low,
        "upper": high,
        "midpoint": (low + high) / 2,
        "mean": min(max(mean, low), high),
    }[tie]


@settings(max_examples=60)
@given(parties())
def test_the_mean_is_that_of_fractions(case):
    assert weighted_mean(*arrays(*case)) == pytest.approx(float(slow_mean(*case)), abs=1e-9)


@settings(max_examples=60)
@given(parties(), st.sampled_from(TIES))
def test_the_median_is_that_of_the_definition_under_every_tie_rule(case, tie):
    found = weighted_median(*arrays(*case), tie=tie)
    assert found == pytest.approx(float(slow_median(*case, tie)), abs=1e-9)


@settings(max_examples=60)
@given(parties(), st.randoms(use_true_random=False))
def test_order_of_parties_and_direction_of_the_scale_do_not_matter(case, random):
    places, weights = arrays(*case)
    order = list(range(len(places)))
    random.shuffle(order)
    mirrored = {"midpoint": "midpoint", "mean": "mean", "lower": "upper", "upper": "lower"}
    mean = weighted_mean(places, weights)
    assert weighted_mean(places[order], weights[order]) == pytest.approx(mean, abs=1e-9)
    assert weighted_mean(100 - places, weights) == pytest.approx(100 - mean, abs=1e-9)
    for tie, other in mirrored.items():
        median = weighted_median(places, weights, tie=tie)
        again = weighted_median(places[order], weights[order], tie=tie)
        assert again == pytest.approx(median, abs=1e-9)
        turned = weighted_median(100 - places, weights, tie=other)
        assert turned == pytest.approx(100 - median, abs=1e-9)


@settings(max_examples=60)
@given(parties(least=2))
def test_the_change_without_a_party_is_its_share_times_its_distance_over_the_rest(case):
    places, weights = case
    found = mean_without(*arrays(places, weights))
    for party, place in enumerate(places):
        rest = [None if p == party else q for p, q in enumerate(places)]
        if place is None:
            assert found[party] == 0
        elif all(q is None for q in rest):
            assert np.isnan(found[party])
        else:
            change = slow_mean(rest, weights) - slow_mean(places, weights)
            assert found[party] == pytest.approx(float(change), abs=1e-9)
            total = sum(w for p, w in zip(places, weights, strict=True) if p is not None)
            if total > weights[party]:
                formula = weights[party] * (slow_mean(places, weights) - place)
                assert change == formula / (total - weights[party])


def test_the_published_case_has_its_mean_its_median_and_its_changes():
    places, weights = emissions()
    assert weighted_mean(places, weights) == pytest.approx(7.389956, abs=5e-7)
    assert weighted_median(places, weights) == 7
    change = dict(zip(EMISSIONS, mean_without(places, weights), strict=True))
    assert change["Netherlands"] == pytest.approx(0.3539, abs=5e-5)
    assert change["United Kingdom"] == pytest.approx(-0.7052, abs=5e-5)
    assert change["Ireland"] == pytest.approx(0.0029, abs=5e-5)


def test_any_model_can_be_asked_again_without_each_party():
    places, weights = emissions()
    slabs = each_without(np.stack([places, places]))
    assert slabs.shape == (10, 2, 10)
    assert np.isnan(slabs).sum() == 20
    again = weighted_mean(slabs, weights) - weighted_mean(places, weights)
    assert again[:, 1] == pytest.approx(mean_without(places, weights))


def test_draws_and_issues_are_carried_through_and_weights_are_shared_by_all():
    places = np.arange(24.0).reshape(2, 3, 4)
    assert weighted_mean(places, [1, 0, 0, 1]) == pytest.approx(places[..., [0, 3]].mean(axis=-1))
    assert weighted_median(places, [[0, 1, 0, 0]] * 3) == pytest.approx(places[..., 1])
    assert mean_without(places, np.ones(4)).shape == (2, 3, 4)


def test_nobody_with_weight_means_equal_weights_not_the_low_end_of_the_scale():
    assert weighted_mean([20.0, 60.0], [0.0, 0.0]) == 40
    assert weighted_median([20.0, 60.0, 90.0], [0.0, 0.0, 0.0]) == 60


def test_a_party_without_weight_does_not_end_the_gap_between_two_halves():
    assert weighted_median([0.0, 30.0, 100.0], [1.0, 0.0, 1.0]) == 50


def test_a_tie_survives_weights_that_do_not_add_up_in_binary():
    assert weighted_median([0.0, 10.0, 100.0], [0.1, 0.2, 0.3]) == 55


def test_weights_of_any_size_count_alike():
    places = [0.0, 40.0, 100.0]
    for size in (1e-300, 1.0, 1e300):
        assert weighted_mean(places, np.array([1.0, 2.0, 1.0]) * size) == pytest.approx(45)


@pytest.mark.parametrize(
    ("places", "weights", "message"),
    [
        ([np.nan, np.nan], [1.0, 1.0], "no party has a position in draw 0"),
        ([[1.0], [np.nan]], [1.0], "no party has a position in draw 1"),
        ([], [], "there is no party"),
        (5.0, 1.0, "there is no party"),
        ([np.inf, 1.0], [1.0, 1.0], "position inf of party 0"),
        ([1.0, 2.0], [1.0, -1.0], "weight -1 of party 1"),
        ([1.0, 2.0], [1.0, np.nan], "weight nan of party 1"),
        ([1.0, 2.0], [1.0, np.inf], "weight inf of party 1"),
        ([1.0, 2.0], [1.0, 1.0, 1.0], "do not fit each other"),
    ],
)
def test_bad_numbers_are_named_with_their_place(places, weights, message):
    for ask in (weighted_mean, weighted_median, mean_without):
        with pytest.raises(AnalysisError, match=message):
            ask(places, weights)


def test_the_weight_of_a_party_without_a_position_is_not_looked_at():
    assert weighted_mean([np.nan, 30.0], [np.nan, 1.0]) == 30
