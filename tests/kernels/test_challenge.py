"""Challenges: published rounds, the slow twin, what must not matter, and that it may never rest."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive_challenge as naive

from detente.errors import AnalysisError
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.challenge import KINDS, ChallengeOptions, challenge, one_change

# Car emission standards in the European Community: Bueno de Mesquita 1994, table 1
YEARS = np.array([4, 7, 4, 4, 10, 10, 10, 7, 4, 7])
SALIENCE = np.array([80, 40, 20, 80, 60, 60, 90, 10, 100, 70]) / 100
CAPABILITY = np.array([8, 8, 3, 16, 16, 16, 16, 5, 5, 8]) / 100
POINTS = (YEARS - 4) / 6 * 100
OPEN_REPLICATION = ChallengeOptions(
    probability="all_pairs",
    votes="own",
    viewer="decider",
    conflict="weaker",
    concession="never",
    choice="lowest_compromise",
    stop="rounds",
)
NOBODY_IN_CONFLICT = ChallengeOptions(
    range="current", choice="strongest", median="lower", within=50 / 6
)
SYMMETRIC = [
    o
    for conflict in ("nobody", "weaker")
    for name, o in one_change(ChallengeOptions(conflict=conflict)).items()
    if name not in ("choice=lowest_compromise", "median=lower")
]


def years(points):
    return 4 + np.asarray(points) * 6 / 100


@st.composite
def cases(draw, whole=True):
    n = draw(st.integers(2, 6))
    place = st.integers(0, 10).map(lambda k: 10.0 * k) if whole else st.floats(0, 100)
    share = st.integers(1, 10).map(lambda k: k / 10)
    lists = [draw(st.lists(kind, min_size=n, max_size=n)) for kind in (place, share, share)]
    return tuple(np.array(values) for values in lists)


def test_the_rounds_of_the_open_replication_are_those_it_prints():
    found = challenge(POINTS, SALIENCE, CAPABILITY, OPEN_REPLICATION, rounds=10)
    medians = [7.0, 8.416, 9.611, 9.962, 9.962, 9.962, 7.472, 8.825, 9.671, 9.671, 7.0]
    means = [7.390, 7.461, 7.553, 7.590, 7.358, 7.349, 7.415, 7.510, 7.572, 7.325, 7.242]
    assert years(found.median[0]) == pytest.approx(medians, abs=6e-4)
    assert years(found.mean[0]) == pytest.approx(means, abs=6e-4)


def test_they_agree_with_the_published_medians_but_for_the_second_round():
    found = challenge(POINTS, SALIENCE, CAPABILITY, OPEN_REPLICATION, rounds=8)
    published = np.array([8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6])
    is_off = np.abs(years(found.median[0, 1:]) - published) > 0.1
    assert np.flatnonzero(is_off).tolist() == [1]
    assert years(found.median[0, 2]) == pytest.approx(9.611, abs=1e-3)


def test_the_set_in_which_nobody_moves_in_a_conflict_ends_where_its_program_does():
    found = challenge(POINTS, SALIENCE, CAPABILITY, NOBODY_IN_CONFLICT)
    assert years(found.forecast) == pytest.approx([9.530], abs=1e-3)
    assert years(found.centre) == pytest.approx([8.304], abs=1e-3)
    assert found.stopped.tolist() == [3]


def test_reconstructions_of_the_same_case_disagree_by_half_of_the_scale():
    start = ChallengeOptions(conflict="weaker")
    options = [start, *one_change(start).values()]
    ends = [challenge(POINTS, SALIENCE, CAPABILITY, o).forecast[0] for o in options]
    assert max(ends) - min(ends) == pytest.approx(50)


def test_rounds_that_never_come_to_rest_are_shown_as_such():
    found = challenge(POINTS, SALIENCE, CAPABILITY, OPEN_REPLICATION, rounds=40)
    assert found.settled[0] < 10
    assert found.swing[0] > 40
    assert found.period[0] != 1
    assert len({found.median[0, t].round(6) for t in (5, 6, 10)}) == 3


def test_a_cycle_is_found_and_its_medians_averaged():
    options = ChallengeOptions(range="current", conflict="weaker", stop="repeat")
    found = challenge(POINTS, SALIENCE, CAPABILITY, options)
    start, length = found.repeats[0], found.period[0]
    assert length == 2
    rounds = found.positions[0]
    assert rounds[start] == pytest.approx(rounds[start - length], abs=1e-5)
    assert np.abs(rounds[start] - rounds[start - 1]).max() > 1e-3
    last = found.median[0, start - length + 1 : start + 1]
    assert found.forecast[0] == pytest.approx(last.mean())


@settings(max_examples=60, deadline=None)
@given(cases(), st.sampled_from([1.0, 0.7]), st.sampled_from(["nobody", "weaker"]))
def test_three_rounds_are_those_of_the_slow_twin(case, stays, conflict):
    x, s, c = case
    options = ChallengeOptions(status_quo=stays, conflict=conflict)
    found = challenge(x, s, c, options, rounds=3)
    width = x.max() - x.min()
    for t in range(3):
        before = found.positions[0, t].tolist()
        expected = before
        if max(before) - min(before) > 1e-9 * width:
            expected = naive.one_round(before, s.tolist(), (s * c).tolist(), width, stays, conflict)
        assert found.positions[0, t + 1] == pytest.approx(expected, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(cases(), st.sampled_from(SYMMETRIC), st.randoms(use_true_random=False))
def test_neither_the_order_of_parties_nor_the_direction_of_the_scale_matters(
    case, options, shuffle
):
    x, s, c = case
    found = challenge(x, s, c, options, rounds=6)
    order = list(range(len(x)))
    shuffle.shuffle(order)
    shuffled = challenge(x[order], s[order], c[order], options, rounds=6)
    assert shuffled.positions[0].tolist() == found.positions[0][:, order].tolist()
    assert shuffled.forecast.tolist() == found.forecast.tolist()
    turned = challenge(100 - x, s, c, options, rounds=6)
    assert 100 - turned.positions == pytest.approx(found.positions, abs=1e-4)
    assert 100 - turned.forecast == pytest.approx(found.forecast, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(cases(whole=False), st.sampled_from(list(one_change(ChallengeOptions()).values())))
def test_nobody_leaves_the_range_of_stated_positions(case, options):
    x, s, c = case
    places = challenge(x, s, c, options, rounds=5).positions
    assert places.min() >= x.min() - 1e-9
    assert places.max() <= x.max() + 1e-9


@given(cases(), st.floats(0.01, 100))
def test_the_unit_of_influence_does_not_matter(case, unit):
    x, s, c = case
    one, other = challenge(x, s, c, rounds=3), challenge(x, s, c * unit, rounds=3)
    assert other.positions == pytest.approx(one.positions, abs=1e-6)


def test_draws_are_independent_of_each_other():
    rng = np.random.default_rng(5)
    x, s, c = rng.random((20, 7)) * 100, rng.random((20, 7)), rng.random(7)
    together = challenge(x, s, c)
    alone = [challenge(x[d], s[d], c).forecast[0] for d in range(20)]
    assert together.forecast.tolist() == alone


def test_the_start_is_the_weighted_mean_and_median():
    rng = np.random.default_rng(6)
    x, s, c = rng.random((30, 5)) * 100, rng.random((30, 5)), rng.random(5)
    found = challenge(x, s, c, rounds=1)
    assert found.mean[:, 0] == pytest.approx(weighted_mean(x, s * c))
    assert found.median[:, 0] == pytest.approx(weighted_median(x, s * c))


def test_a_party_without_a_position_is_as_good_as_absent():
    without = challenge(POINTS[1:], SALIENCE[1:], CAPABILITY[1:])
    x = POINTS.copy()
    x[0] = np.nan
    found = challenge(x, SALIENCE, CAPABILITY)
    assert np.isnan(found.positions[0, :, 0]).all()
    assert found.median.tolist() == without.median.tolist()
    assert (found.kind[0, :, 0] == 0).all()


def test_parties_that_agree_stay_where_they_are():
    found = challenge([40, 40, 40], [1, 0.5, 1], [1, 1, 3])
    assert found.forecast.tolist() == [40]
    assert found.reason.tolist() == [1]
    assert (found.moved_by == -1).all()


def test_weights_that_are_all_zero_count_the_same():
    assert challenge([0, 10, 100], [0, 0, 0], [1, 2, 3]).median[0, 0] == 10


def test_offers_that_tie_from_both_sides_cancel_out():
    weaker = ChallengeOptions(conflict="weaker")
    found = challenge([0, 50, 100], [0.8, 0.1, 0.8], [1, 0.2, 1], weaker)
    assert found.positions[0, :, 1].tolist() == [50] * 21
    assert found.moved_by[0, 0, 1] == -2


def test_who_moves_where_is_told():
    found = challenge(POINTS, SALIENCE, CAPABILITY)
    for party in range(10):
        moved = found.positions[0, 1, party] != POINTS[party]
        assert moved == (KINDS[found.kind[0, 0, party]] != "none")
        by = found.moved_by[0, 0, party]
        if by >= 0 and KINDS[found.kind[0, 0, party]] != "compromise":
            assert found.positions[0, 1, party] == POINTS[by]


def test_equal_security_leaves_parties_neutral_or_stops_them():
    x, s, c = [0, 100], [0.5, 0.5], [1, 1]
    assert challenge(x, s, c).positions.tolist() == challenge(
        x, s, c, ChallengeOptions(risk="off")
    ).positions.tolist()  # fmt: skip
    stopped = challenge(x, s, c, ChallengeOptions(equal_security="stop"))
    assert stopped.positions[0, -1].tolist() == [0, 100]


def test_each_variant_changes_one_choice():
    variants = one_change(ChallengeOptions())
    assert len(variants) == 15
    assert variants["conflict=weaker"] == replace(ChallengeOptions(), conflict="weaker")
    assert ChallengeOptions() not in variants.values()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"conflict": "both"}, "unknown conflict 'both'; the options are nobody, weaker"),
        ({"status_quo": 1.5}, "status_quo is 1.5"),
        ({"status_quo": float("nan")}, "status_quo is nan"),
        ({"within": -1}, "within is -1"),
    ],
)
def test_options_out_of_range_are_refused(change, message):
    with pytest.raises(AnalysisError, match=message):
        ChallengeOptions(**change)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 101], [1, 1], [1, 1]), "position of party 1 is 101.0 in draw 0; give 0..100"),
        (([0, 50], [1, 40], [1, 1]), "salience of party 1 is 40.0 in draw 0; give 0..1"),
        (([0, 50], [1, np.nan], [1, 1]), "salience of party 1 is nan"),
        (
            ([0, 50], [1, 1], [1, -1]),
            "influence of party 1 is -1.0 in draw 0; give not negative, finite",
        ),
        (([0, 50], [1, 1], [1, np.inf]), "influence of party 1 is inf"),
        (([0, 50], [1, 1, 1], [1, 1]), "do not stretch to the shape"),
        (([[[0]]], [1], [1]), "position has 3 axes"),
        (([np.nan, np.nan], [1, 1], [1, 1]), "no party has a position in draw 0"),
    ],
)
def test_numbers_out_of_range_are_refused_with_their_place(arguments, message):
    with pytest.raises(AnalysisError, match=message):
        challenge(*arguments)


def test_no_round_is_refused():
    with pytest.raises(AnalysisError, match="rounds is 0"):
        challenge([0, 100], [1, 1], [1, 1], rounds=0)
