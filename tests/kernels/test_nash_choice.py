"""The Nash solution on a scale against a fine search, its limits and its symmetries."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.stated_places import arrays, emissions, parties, voices

from detente.errors import AnalysisError
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.nash_choice import FAR, nash_point, without_gain

UTILITIES = st.sampled_from(["quadratic", "linear"])
COSTS = st.sampled_from([0.01, 0.25, 1.0, FAR, 20.0])
UNMET = ("reference", "drop", "clamp")


def slow_sum(x, case, reference, cost, utility, floor=0.0):
    """Return the weighted sum of logarithms of gains at places `x`, by the definition."""
    power = 2 if utility == "quadratic" else 1
    total = np.zeros_like(x)
    for place, weight in voices(*case):
        if weight:
            worth = 1 - (np.abs(x - float(place)) / 100) ** power
            stay = (
                1 - (abs(reference - float(place)) / 100) ** power if reference is not None else 0
            )
            gain = np.maximum(worth - stay + cost, floor)
            with np.errstate(divide="ignore", invalid="ignore"):
                total += float(weight) * np.where(gain > 0, np.log(np.abs(gain)), -np.inf)
    return total


def at_least_as_good_as_a_fine_grid(found, case, reference, cost, utility, floor=0.0):
    grid = np.linspace(0, 100, 2001)
    best = slow_sum(grid, case, reference, cost, utility, floor).max()
    own = slow_sum(np.array([float(found)]), case, reference, cost, utility, floor)[0]
    return own >= best - 1e-9 * max(1.0, abs(best))


@settings(max_examples=60)
@given(parties(), st.one_of(st.none(), st.integers(0, 100)), COSTS, UTILITIES)
def test_no_place_of_a_fine_grid_has_a_larger_product(case, reference, cost, utility):
    found = nash_point(*arrays(*case), reference, cost=cost, utility=utility)
    assert at_least_as_good_as_a_fine_grid(found, case, reference, cost, utility)


@settings(max_examples=60)
@given(parties(), st.integers(0, 100), UTILITIES)
def test_without_a_cost_everybody_gains_or_nothing_changes(case, reference, utility):
    found = float(nash_point(*arrays(*case), reference, cost=0.0, utility=utility))
    sides = {np.sign(float(p) - reference) for p, w in voices(*case) if w}
    if sides in ({-1.0}, {1.0}):
        assert at_least_as_good_as_a_fine_grid(found, case, reference, 0.0, utility)
        assert found != reference
    else:
        assert found == pytest.approx(reference, abs=1e-9)


@settings(max_examples=60)
@given(parties(), st.integers(0, 100), UTILITIES, st.sampled_from([0.001, 0.01, 0.2]))
def test_a_floor_under_gains_is_searched_to_the_best_place(case, reference, utility, floor):
    found = float(
        nash_point(*arrays(*case), reference, cost=0.0, utility=utility, unmet="clamp", floor=floor)
    )
    strict = float(nash_point(*arrays(*case), reference, cost=0.0, utility=utility))
    sides = {np.sign(float(p) - reference) for p, w in voices(*case) if w}
    if sides in ({-1.0}, {1.0}):
        assert found == strict
        return
    turned = (100 - np.asarray(arrays(*case)[0]), arrays(*case)[1])
    mirrored = nash_point(
        *turned, 100 - reference, cost=0.0, utility=utility, unmet="clamp", floor=floor
    )
    assert float(mirrored) == pytest.approx(100 - found, abs=1e-6)
    grid = np.linspace(0, 100, 2001)
    values = slow_sum(grid, case, reference, 0.0, utility, floor)
    apart = np.flatnonzero(values >= values.max() - 1e-3)
    assume(len(apart) == apart[-1] - apart[0] + 1)
    assert at_least_as_good_as_a_fine_grid(found, case, reference, 0.0, utility, floor)


@settings(max_examples=60)
@given(
    parties(), st.one_of(st.none(), st.integers(0, 100)), COSTS, UTILITIES, st.sampled_from(UNMET),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_order_of_parties_and_direction_of_the_scale_do_not_matter(
    case, reference, cost, utility, unmet, random
):
    places, weights = arrays(*case)
    order = list(range(len(places)))
    random.shuffle(order)
    rules = {"cost": cost, "utility": utility, "unmet": unmet}
    found = float(nash_point(places, weights, reference, **rules))
    shuffled = nash_point(places[order], weights[order], reference, **rules)
    assert float(shuffled) == pytest.approx(found, abs=1e-9)
    opposite = None if reference is None else 100 - reference
    turned = nash_point(100 - places, weights, opposite, **rules)
    assert float(turned) == pytest.approx(100 - found, abs=1e-9)
    scaled = nash_point(
        places / 50 - 1, weights * 7, reference and reference / 50 - 1, scale=(-1.0, 1.0), **rules
    )
    if reference != 0:
        assert float(scaled) == pytest.approx(found / 50 - 1, abs=1e-9)


@settings(max_examples=40)
@given(parties())
def test_as_failure_gets_worse_the_limits_are_the_mean_and_the_median(case):
    places, weights = arrays(*case)
    mean, median = weighted_mean(places, weights), weighted_median(places, weights, tie="mean")
    limit = nash_point(places, weights, cost=np.inf)
    assert limit == pytest.approx(mean, abs=1e-9)
    limit = nash_point(places, weights, cost=np.inf, utility="linear")
    assert limit == pytest.approx(median, abs=1e-9)
    assert nash_point(places, weights, cost=1e5) == pytest.approx(mean, abs=1e-3)
    assert nash_point(places, weights, cost=1e5, utility="linear") == pytest.approx(
        median, abs=1e-2
    )


def test_two_equal_parties_meet_in_the_middle_and_the_stronger_draws_the_place_to_itself():
    assert nash_point([20.0, 80.0], [1.0, 1.0]) == pytest.approx(50)
    assert nash_point([20.0, 80.0], [1.0, 3.0]) > 60


def test_the_published_case_is_near_its_mean_when_failure_is_far():
    places, weights = emissions()
    found = nash_point(places, weights, scale=(4.0, 10.0))
    assert found == pytest.approx(7.39, abs=0.05)


def test_a_reference_point_draws_the_place_to_itself_less_the_more_failure_costs():
    found = [
        float(nash_point([0.0, 100.0], [1.0, 1.0], 0.0, cost=cost)) for cost in (0, 0.25, 1, 4, 50)
    ]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == pytest.approx(50, abs=1)


def test_those_at_the_reference_point_can_be_left_out_and_are_named():
    places, weights = [0.0, 60.0, 80.0, np.nan], [9.0, 1.0, 1.0, 1.0]
    assert without_gain(places, 0.0, cost=0.0).tolist() == [True, False, False, False]
    assert not without_gain(places, 0.0).any()
    assert nash_point(places, weights, 0.0, cost=0.0) == 0
    dropped = nash_point(places, weights, 0.0, cost=0.0, unmet="drop")
    assert dropped == nash_point(places[1:], weights[1:], 0.0, cost=0.0)
    assert 60 < dropped < 80


def test_each_party_can_have_its_own_cost_of_failure():
    same = nash_point([0.0, 100.0], [1.0, 1.0], 50.0, cost=1.0)
    hurt = nash_point([0.0, 100.0], [1.0, 1.0], 50.0, cost=[1.0, 0.1])
    assert same == pytest.approx(50)
    assert hurt > 50


def test_draws_have_reference_points_of_their_own():
    places = np.array([[0.0, 100.0], [0.0, 100.0]])
    found = nash_point(places, [1.0, 1.0], [0.0, 100.0], cost=0.5)
    assert found[0] == pytest.approx(100 - found[1])
    assert found.shape == (2,)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cost": -1.0}, "cost of failure is not a number from 0"),
        ({"cost": np.nan}, "cost of failure is not a number from 0"),
        ({"cost": [np.inf, 1.0]}, "some costs of failure are infinite"),
        ({"cost": [1.0, 1.0, 1.0]}, "do not fit"),
        ({"reference": 120.0}, "reference point is outside the scale"),
        ({"reference": np.nan}, "reference point is not a finite number"),
        ({"reference": [1.0, 2.0]}, "does not fit"),
        ({"utility": "cubic"}, "there is no rule 'cubic'"),
        ({"unmet": "ignore"}, "there is no rule 'ignore'"),
        ({"floor": 0.0}, "least gain 0 is not above 0"),
        ({"scale": (10.0, 10.0)}, "has no length"),
        ({"scale": (0.0, 50.0)}, "position 90 of party 1 is outside the scale 0..50"),
    ],
)
def test_bad_numbers_and_rules_are_named(given, message):
    with pytest.raises(AnalysisError, match=message):
        nash_point([10.0, 90.0], [1.0, 1.0], **given)
