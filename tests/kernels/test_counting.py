"""Numbers of outcomes and settlements against brute force and an independent convolution."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import problems as slow
from tests.problems import problem_of, problems

from detente.kernels import pairing
from detente.kernels.blocks import to_blocks
from detente.kernels.condition import All, In
from detente.kernels.counting import Counts, count
from detente.kernels.problem import Line, Quota
from detente.kernels.totals import reaching


def counted(problem, **given):
    blocks = to_blocks(problem)
    assert blocks is not None
    return count(blocks, **given)


def crosses(problem, outcome, party):
    return any(line.party == party and slow.holds(line.never, outcome) for line in problem.lines)


def by_enumeration(problem):
    """Return the counts by looking at every outcome."""
    allowed, settled = slow.allowed(problem), slow.settlements(problem)
    parties = range(problem.n_parties)

    def per_party(outcomes, test):
        found = [sum(test(outcome, party) for outcome in outcomes) for party in parties]
        return tuple((n, n) for n in found)

    return Counts(
        outcomes=len(allowed),
        settlements=(len(settled), len(settled)),
        accepted=per_party(allowed, lambda o, p: slow.accepts(problem, o, p)),
        below=per_party(settled, lambda o, p: slow.worth(problem, o)[p] < problem.no_deal[p]),
        crossed=per_party(settled, lambda o, p: crosses(problem, o, p)),
    )


def pairs(counts):
    return [counts.settlements, *counts.accepted, *counts.below, *counts.crossed]


@settings(max_examples=100, deadline=None)
@given(problems(big=True))
def test_counts_are_those_of_enumeration(problem):
    assert counted(problem) == by_enumeration(problem)


@settings(max_examples=100, deadline=None)
@given(problems(big=True), st.integers(1, 12))
def test_with_too_few_states_allowed_bounds_hold_the_true_numbers(problem, most):
    found, true = counted(problem, most=most), by_enumeration(problem)
    assert found.outcomes == true.outcomes
    for (low, high), (number, _) in zip(pairs(found), pairs(true), strict=True):
        assert 0 <= low <= number <= high <= true.outcomes


WHOLE_POINTS = np.random.default_rng(5).integers(0, 21, size=(20, 5, 5))
"""Worth of 20 issues (first axis) with 5 options to 5 parties."""


def distribution(party):
    """Return how many outcomes of `WHOLE_POINTS` have each worth to a party, in Python integers."""
    found = np.ones(1, dtype=object)
    for part in WHOLE_POINTS[:, party]:
        found = np.convolve(found, np.bincount(part, minlength=21).astype(object))
    return found


def test_a_case_too_large_to_enumerate_is_counted_exactly_for_each_party():
    floors = (210, 230, 190, 400, 0)
    everyone = tuple(range(5))
    problem = problem_of(WHOLE_POINTS, no_deal=floors, consent=(Quota(everyone, 5),))
    found = counted(problem, most=20_000)
    assert found.outcomes == 5**20 == 95_367_431_640_625
    for party, floor in enumerate(floors):
        number = distribution(party)[floor:].sum()
        assert found.accepted[party] == (number, number)
    assert found.accepted[4] == (5**20, 5**20)


def test_numbers_beyond_sixty_four_bits_are_exact():
    problem = problem_of([[[0, 1, 1]]] * 50, no_deal=(50,), consent=())
    found = counted(problem)
    assert found.outcomes == 3**50
    assert found.accepted == ((2**50, 2**50),)
    assert found.settlements == (3**50, 3**50)
    assert found.below == ((3**50 - 2**50, 3**50 - 2**50),)


def test_where_links_leave_no_choice_everything_is_none():
    nothing = All((In(0, frozenset({0})), In(0, frozenset({1}))))
    problem = problem_of([[[1, 2]], [[3, 4]]], links=(nothing,), lines=(Line(0, In(1, {0})),))
    none = (0, 0)
    assert counted(problem) == Counts(0, none, (none,), (none,), (none,))


def test_a_red_line_does_not_hinder_a_settlement_that_its_owner_is_not_asked_about():
    line = Line(1, In(0, frozenset({1})))
    problem = problem_of(
        [[[0, 1], [5, 6]], [[0, 1], [0, 0]]],
        no_deal=(1, 6),
        lines=(line,),
        consent=(Quota((0,), 1),),
    )
    found = counted(problem)
    assert found.settlements == (3, 3)
    assert found.accepted == ((3, 3), (0, 0))
    assert found.below == ((0, 0), (1, 1))
    assert found.crossed == ((0, 0), (2, 2))


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_a_quota_counts_each_way_in_which_enough_accept(asked):
    """Each party accepts where its own issue, of three options, goes its way."""
    parts = np.zeros((3, 3, 3), dtype=np.int64)
    parts[range(3), range(3), 0] = 1
    problem = problem_of(parts, no_deal=(1, 1, 1), consent=(Quota((0, 1, 2), asked),))
    ways = {1: 27 - 8, 2: 1 + 3 * 2, 3: 1}[asked]
    assert counted(problem).settlements == (ways, ways)


@pytest.fixture
def nothing_is_listed(monkeypatch):
    """Leave no room for sums, as in cases too large for them."""
    for room in ("CELLS", "SORTED", "POINTS"):
        monkeypatch.setattr(pairing, room, 0)


@pytest.mark.usefixtures("nothing_is_listed")
def test_bounds_of_fine_scores_are_close_and_hold_the_number():
    parts = np.random.default_rng(8).integers(0, 10**7, size=(9, 2, 4))
    floor = tuple(int(worth) for worth in parts.sum(axis=0).sum(axis=1) // 4)
    problem = problem_of(parts, no_deal=floor)
    exact = counted(problem)
    rough = counted(problem, most=3000)
    assert exact.settlements[0] == exact.settlements[1]
    assert rough.settlements[0] < rough.settlements[1]
    for (low, high), (number, _) in zip(pairs(rough), pairs(exact), strict=True):
        assert low <= number <= high
        assert high - low <= 0.2 * 4**9


@pytest.mark.usefixtures("nothing_is_listed")
def test_a_single_party_with_fine_scores_is_bounded_closely():
    parts = np.random.default_rng(3).integers(0, 10**9, size=(8, 1, 4))
    floor = int(parts.sum()) // 4
    found = counted(problem_of(parts, no_deal=(floor,)), most=1000)
    sums = np.zeros(1, dtype=np.int64)
    for part in parts[:, 0]:
        sums = (sums[:, None] + part).reshape(-1)
    number = int((sums >= floor).sum())
    low, high = found.accepted[0]
    assert low <= number <= high
    assert 0 < high - low < 0.03 * 4**8


@pytest.mark.parametrize(("floor", "exact"), [(50, True), (51 * 10**6, False)])
def test_a_grid_as_fine_as_the_scores_is_exact(floor, exact):
    """The same sums, once in whole points and once in millionths that nearly are."""
    factor = 1 if exact else 10**6
    parts = np.random.default_rng(4).integers(0, 12, size=(6, 4)) * factor + (not exact)
    counts = [np.ones(4, dtype=np.int64)] * 6
    sums = np.zeros(1, dtype=np.int64)
    for part in parts:
        sums = (sums[:, None] + part).reshape(-1)
    low, high = reaching(list(parts), counts, floor, cells=60)
    number = int((sums >= floor).sum())
    assert low <= number <= high
    assert (low == high) is exact


def test_sums_beyond_sixty_four_bits_are_counted_on_the_grid():
    parts = [np.array([0, 1], dtype=object) * 10**25] * 70
    counts = [np.array([1, 2])] * 70
    least = 35 * 10**25
    number = sum(comb(70, n) * 2**n for n in range(35, 71))
    assert reaching(parts, counts, least, cells=35) == (number, number)
