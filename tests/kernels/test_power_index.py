"""Power indices against published figures, and against all coalitions and all orders."""

from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import AnalysisError
from detente.kernels.power_index import (
    absolute_banzhaf,
    banzhaf,
    n_swings,
    rule,
    shapley_shubik,
)

EEC_1958 = rule([4, 4, 4, 2, 2, 1], 12)
"""Council of the European Economic Community: Germany, France, Italy, Belgium, Netherlands,
Luxembourg."""


def wins(members, votes, quotas, vetoes, least):
    enough = all(sum(one[p] for p in members) >= q for one, q in zip(votes, quotas, strict=True))
    return enough and set(vetoes) <= set(members) and len(members) >= least


@st.composite
def votings(draw):
    n = draw(st.integers(1, 6))
    votes = [
        draw(st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any))
        for _ in range(draw(st.integers(1, 2)))
    ]
    quotas = [draw(st.integers(1, sum(one))) for one in votes]
    return votes, quotas, sorted(draw(st.sets(st.integers(0, n - 1)))), draw(st.integers(0, n))


@settings(max_examples=60)
@given(votings())
def test_swings_are_those_of_all_coalitions(voting):
    votes, quotas, vetoes, least = voting
    n = len(votes[0])
    expected = [0] * n
    for party in range(n):
        others = [p for p in range(n) if p != party]
        for size in range(n):
            for members in combinations(others, size):
                swing = wins((*members, party), *voting) and not wins(members, *voting)
                expected[party] += swing
    found = rule(votes, quotas, vetoes=vetoes, least_members=least)
    assert list(n_swings(found)) == expected
    assert sum(banzhaf(found)) == 1
    assert absolute_banzhaf(found) == tuple(Fraction(e, 2 ** (n - 1)) for e in expected)


@settings(max_examples=30)
@given(votings())
def test_shapley_shubik_counts_who_completes_a_majority_in_all_orders(voting):
    votes, quotas, vetoes, least = voting
    n = len(votes[0])
    counts, total = [0] * n, 0
    for order in permutations(range(n)):
        joined = next(k for k in range(1, n + 1) if wins(order[:k], *voting))
        counts[order[joined - 1]] += 1
        total += 1
    found = rule(votes, quotas, vetoes=vetoes, least_members=least)
    assert shapley_shubik(found) == tuple(Fraction(count, total) for count in counts)


@settings(max_examples=40)
@given(votings(), st.randoms(use_true_random=False))
def test_the_order_of_parties_does_not_matter(voting, random):
    votes, quotas, vetoes, least = voting
    order = list(range(len(votes[0])))
    random.shuffle(order)
    found = n_swings(rule(votes, quotas, vetoes=vetoes, least_members=least))
    moved = rule(
        [[one[p] for p in order] for one in votes],
        quotas,
        vetoes=[order.index(p) for p in vetoes],
        least_members=least,
    )
    assert n_swings(moved) == tuple(found[p] for p in order)


def test_the_council_of_1958_gave_luxembourg_a_seat_but_no_say():
    large, middle = Fraction(5, 21), Fraction(3, 21)
    assert banzhaf(EEC_1958) == (large, large, large, middle, middle, 0)
    large, middle = Fraction(7, 30), Fraction(3, 20)
    assert shapley_shubik(EEC_1958) == (large, large, large, middle, middle, 0)


def test_the_security_council_by_vetoes_and_by_votes_that_amount_to_them():
    # fifteen members, nine needed, five with a veto; 421/2145 and 4/2145, Felsenthal and Machover
    with_vetoes = rule([1] * 15, 9, vetoes=range(5))
    with_votes = rule([7] * 5 + [1] * 10, 39)
    for council in (with_vetoes, with_votes):
        assert n_swings(council) == (848,) * 5 + (84,) * 10
        assert shapley_shubik(council)[0] == Fraction(421, 2145)
        assert shapley_shubik(council)[14] == Fraction(4, 2145)


def test_the_council_of_fifteen_has_its_published_banzhaf_indices():
    # 62 of 87 votes, 1995-2003; percentages as in Felsenthal and Machover
    found = banzhaf(rule([10] * 4 + [8] + [5] * 4 + [4] * 2 + [3] * 3 + [2], 62))
    shown = [round(float(found[party]) * 100, 2) for party in (0, 4, 5, 9, 11, 14)]
    assert shown == [11.16, 9.24, 5.87, 4.79, 3.59, 2.26]


def test_many_parties_are_counted_exactly():
    # electoral votes of 51 districts, 270 of 538 needed
    votes = [55, 38, 29, 29, 20, 20, 18, 16, 16, 15, 14, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10]
    votes += [9, 9, 9, 8, 8, 7, 7, 7, 6, 6, 6, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 4]
    votes += [3] * 8
    assert (len(votes), sum(votes)) == (51, 538)
    found = shapley_shubik(rule(votes, 270))
    assert sum(found) == 1
    assert Fraction(55, 538) < found[0] < Fraction(12, 100)


def test_a_dictator_has_all_power_and_unanimity_shares_it():
    assert banzhaf(rule([5, 1, 1], 4)) == (1, 0, 0)
    assert shapley_shubik(rule([5, 1, 1], 7)) == (Fraction(1, 3),) * 3


def test_a_least_number_of_members_gives_the_small_a_say():
    assert banzhaf(rule([6, 5, 1], 7)) == (Fraction(3, 5), Fraction(1, 5), Fraction(1, 5))
    assert banzhaf(rule([6, 5, 1], 7, least_members=3)) == (Fraction(1, 3),) * 3


def test_two_counts_must_both_be_won():
    votes = [[3, 3, 1], [1, 1, 1]]
    assert n_swings(rule(votes, [4, 3])) == (1, 1, 1)


@pytest.mark.parametrize(
    ("votes", "quota", "given", "message"),
    [
        ([], 1, {}, "votes are not one number per party"),
        ([[1, 2], [1]], [1, 1], {}, "votes are not one number per party"),
        ([1, 2], [1, 1], {}, "1 counts of votes have 2 quotas"),
        ([1, -2], 1, {}, "not whole or below 0"),
        ([[1.5, 2]], [1], {}, "not whole or below 0"),
        ([1.5, 2], 1, {}, "not whole or below 0"),
        ([1, 2], 4, {}, "the quota 4 is not between 1 and the 3 votes"),
        ([1, 2], 0, {}, "the quota 0 is not between"),
        ([1, 2], 2, {"vetoes": [2]}, "beyond the 2 parties"),
        ([1, 2], 2, {"least_members": 3}, "beyond the 2 parties"),
    ],
)
def test_rules_that_cannot_be_used_are_refused(votes, quota, given, message):
    with pytest.raises(AnalysisError, match=message):
        rule(votes, quota, **given)


def test_too_many_different_sums_are_refused_with_advice(monkeypatch):
    monkeypatch.setattr("detente.kernels.power_index.MAX_SUMS", 10)
    with pytest.raises(AnalysisError, match="smaller whole numbers"):
        n_swings(rule([1, 2, 4, 8, 16], 16))
