"""A forecast from places and weights: chances of options, draws put together, what changes it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.calibration import shipped
from detente.analysis.forecast_distribution import distribution, option_chances, pooled
from detente.analysis.forecast_scale import Scale
from detente.analysis.forecast_values import OptionPlace
from detente.kernels.predictive import predictive


def scale(**at):
    return Scale(tuple(OptionPlace(option=option, at=place) for option, place in at.items()))


def chances(value, likely, options):
    found = option_chances(np.array(value, dtype=float), np.array(likely), options)
    return {item.option: item.probability for item in found}


def test_a_point_counts_for_the_nearest_option_and_halfway_for_both():
    found = chances([0, 19, 20, 21, 90], [0.1, 0.2, 0.4, 0.2, 0.1], scale(a=0, b=40, c=100))
    assert found == {"a": pytest.approx(0.5), "b": pytest.approx(0.4), "c": pytest.approx(0.1)}


def test_options_at_one_place_share_its_chance():
    found = chances([10, 90], [0.6, 0.4], scale(a=0, b=100, c=0))
    assert found == {"a": pytest.approx(0.3), "b": pytest.approx(0.4), "c": pytest.approx(0.3)}


def test_chances_are_those_of_whatever_sum_the_points_have():
    assert chances([0, 100], [1.0, 3.0], scale(a=0, b=100)) == {"a": 0.25, "b": 0.75}


places = st.lists(st.integers(0, 20).map(lambda n: 5.0 * n), min_size=1, max_size=6)
numbers = st.integers(1, 9).map(float)


@st.composite
def tables(draw):
    """Return one to three draws of places and weights of the same parties."""
    first = draw(places)
    rows = [first] + [
        draw(st.lists(st.floats(0, 100), min_size=len(first), max_size=len(first)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    weight = [[draw(numbers) for _ in first] for _ in rows]
    return np.array(rows), np.array(weight)


@settings(max_examples=50)
@given(tables())
def test_draws_together_are_each_as_likely_as_any_other(table):
    position, weight = table
    value, likely = pooled(position, weight)
    assert likely.sum() == pytest.approx(1)
    alone = [pooled(position[[row]], weight[[row]]) for row in range(len(position))]
    for level in (0.0, 25.0, 50.5, 99.0):
        below = likely[value <= level].sum()
        parts = [share[at <= level].sum() for at, share in alone]
        assert below == pytest.approx(np.mean(parts), abs=1e-9)


ENDS = scale(a=0, b=50, c=100)


@settings(max_examples=50)
@given(tables(), st.floats(0.01, 1000))
def test_the_unit_of_weights_plays_no_part(table, factor):
    position, weight = table
    one, other = (distribution(position, by * weight, ENDS) for by in (1.0, factor))
    assert other.median == pytest.approx(one.median, abs=1e-6)
    assert other.interval_80 == pytest.approx(one.interval_80, abs=1e-6)
    assert [o.probability for o in other.options] == pytest.approx(
        [o.probability for o in one.options], abs=1e-9
    )


@settings(max_examples=50)
@given(tables())
def test_a_distribution_holds_together(table):
    found = distribution(*table, ENDS)
    (low, high), (lower, higher) = found.interval_50, found.interval_80
    assert 0 <= lower <= low <= found.median <= high <= higher <= 100
    assert found.quantiles[49] - 1e-9 <= found.median <= found.quantiles[50] + 1e-9
    assert found.mean.low <= found.mean.mid <= found.mean.high
    assert table[0].min() - 1e-9 <= found.mean.mean <= table[0].max() + 1e-9
    assert sum(option.probability for option in found.options) == pytest.approx(1)
    most = max(option.probability for option in found.options)
    assert {o.option for o in found.options if o.probability == most} <= set(found.most_likely)
    tails = shipped().tail_50, shipped().tail_80
    for interval, tail in zip((found.interval_50, found.interval_80), tails, strict=True):
        value, likely = pooled(*table)
        inside = (value >= interval[0] - 1e-9) & (value <= interval[1] + 1e-9)
        assert likely[inside].sum() >= 1 - 2 * tail - 1e-9


def test_one_draw_is_the_distribution_of_the_kernel():
    position, weight = np.array([[20.0, 60.0]]), np.array([[3.0, 1.0]])
    value, likely = predictive(position, weight, shipped().kernel())
    again = pooled(position, weight)
    assert again[0].tolist() == value.tolist()
    assert again[1] == pytest.approx(likely)


def test_a_party_without_a_place_takes_no_part():
    position, weight = np.array([[20.0, np.nan, 60.0]]), np.array([[3.0, 99.0, 1.0]])
    kept = [0, 2]
    assert distribution(position, weight, ENDS) == distribution(
        position[:, kept], weight[:, kept], ENDS
    )
