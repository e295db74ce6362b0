"""Fast shares of power against the exact indices, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import AnalysisError
from detente.kernels.power_index import banzhaf, rule, shapley_shubik
from detente.kernels.power_share import power_shares


@st.composite
def councils(draw):
    votes = draw(st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any))
    needed = draw(st.integers(1, sum(votes)))
    vetoes = draw(st.lists(st.booleans(), min_size=len(votes), max_size=len(votes)))
    return votes, needed, vetoes


def exact(votes, needed, vetoes):
    asked = [party for party, veto in enumerate(vetoes) if veto]
    council = rule(votes, needed, vetoes=asked)
    return [[float(part) for part in index(council)] for index in (banzhaf, shapley_shubik)]


@settings(max_examples=150)
@given(councils())
def test_the_shares_are_those_of_the_exact_indices(council):
    votes, needed, vetoes = council
    found = power_shares(votes, quota=needed / sum(votes), vetoes=np.array(vetoes))
    for ours, told in zip(found, exact(*council), strict=True):
        assert ours == pytest.approx(told, abs=1e-12)
        assert ours.sum() == pytest.approx(1)


@settings(max_examples=40)
@given(councils(), st.randoms(use_true_random=False))
def test_the_order_of_parties_and_the_unit_of_votes_play_no_part(council, random):
    votes, needed, vetoes = council
    quota = needed / sum(votes)
    order = list(range(len(votes)))
    random.shuffle(order)
    asked = np.array(vetoes)
    for one, other in zip(
        power_shares(votes, quota=quota, vetoes=asked),
        power_shares(3 * np.array(votes)[order], quota=quota, vetoes=asked[order]),
        strict=True,
    ):
        assert other == pytest.approx(one[order], abs=1e-12)


def test_under_unanimity_all_are_alike_and_votes_play_no_part():
    for shares in power_shares([10.0, 1.0, 2.0], quota=1.0):
        assert shares.tolist() == pytest.approx([1 / 3] * 3)


def test_the_smallest_vote_is_needed_under_unanimity_and_the_smallest_quota_needs_one():
    for shares in power_shares([1e9, 1e9, 1.0], quota=1.0):
        assert shares.tolist() == pytest.approx([1 / 3] * 3)
    for shares in power_shares([2.0, 1.0, 0.0], quota=1e-12):
        assert shares.tolist() == [0.5, 0.5, 0]


def test_only_those_with_a_veto_have_power_where_nothing_else_is_needed():
    for shares in power_shares([5.0, 3.0, 0.0], quota=0.0, vetoes=[True, False, True]):
        assert shares.tolist() == [0.5, 0, 0.5]


def test_a_veto_without_votes_adds_to_the_quota():
    banzhaf_shares, shapley = power_shares(
        [1.0, 1.0, 1.0, 0.0], quota=2 / 3, vetoes=[False, False, False, True]
    )
    # Four coalitions pass besides the veto: each pair and all three; a pair needs both.
    assert banzhaf_shares.tolist() == pytest.approx([1 / 5, 1 / 5, 1 / 5, 2 / 5])
    assert shapley.tolist() == pytest.approx([1 / 6, 1 / 6, 1 / 6, 1 / 2])


def test_votes_that_are_not_whole_are_counted_in_parts_of_their_sum():
    people = [81.2, 66.4, 64.8, 60.8, 0.56, 0.43]
    found = power_shares(people, quota=0.65)
    told = exact([round(100 * one) for one in people], 17823, [False] * 6)
    for ours, exactly in zip(found, told, strict=True):
        assert ours == pytest.approx(exactly, abs=1e-12)
    many = power_shares([1_000_000, 1_000_000, 1_000_000], quota=0.5)
    assert many[0].tolist() == pytest.approx([1 / 3] * 3)


def test_more_parties_than_a_machine_number_counts():
    banzhaf_shares, shapley = power_shares(np.ones(70), quota=0.5)
    assert banzhaf_shares == pytest.approx(np.full(70, 1 / 70))
    assert shapley == pytest.approx(np.full(70, 1 / 70))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"votes": []}, "votes are not one number from 0"),
        ({"votes": [1.0, np.nan]}, "votes are not one number from 0"),
        ({"votes": [1.0, -1.0]}, "votes are not one number from 0"),
        ({"quota": 1.1}, "the quota 1.1 is not a share"),
        ({"quota": np.nan}, "the quota nan is not a share"),
        ({"vetoes": [True]}, "are not one true or false per party"),
        ({"quota": 0.0}, "nobody's consent is needed"),
        ({"votes": [0.0, 0.0], "quota": 1.0}, "nobody's consent is needed"),
    ],
)
def test_bad_numbers_are_named(given, message):
    right = {"votes": [1.0, 1.0], "quota": 1.0, "vetoes": [False, False]}
    with pytest.raises(AnalysisError, match=message):
        power_shares(**(right | given))
