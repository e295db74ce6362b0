"""A frontier found by optimization against brute force over all outcomes."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import problems as slow
from tests.problems import problem_of, problems

from detente.kernels import frontier_cover as module
from detente.kernels.condition import All, Any, In
from detente.kernels.frontier_cover import cover
from detente.kernels.model import settlements
from detente.kernels.outcomes import enumerate_outcomes
from detente.kernels.problem import Line, is_settlement, worth_in_units


def vectors(found):
    return [tuple(int(value) for value in column) for column in found.worth.T]


def check(problem, found):
    """Every listed vector is that of settlements, and no settlement is further off than said."""
    listed = vectors(found)
    assert len(set(listed)) == len(listed)
    assert not any(slow.beats(some, other) for some in listed for other in listed)
    allowed = set(slow.settlements(problem))
    for number, vector in enumerate(listed):
        outcomes = [tuple(o) for o in found.outcomes_of(number).tolist()]
        assert outcomes
        assert set(outcomes) <= allowed
        for outcome in outcomes:
            worth = slow.worth(problem, outcome)
            assert tuple(worth[party] for party in problem.table) == vector
            for row, party in enumerate(found.absent):
                assert found.least_absent[row, number] == worth[party]
                assert found.most_absent[row, number] == worth[party]
    for outcome in allowed:
        worth = slow.worth(problem, outcome)
        at_table = [worth[party] for party in problem.table]
        assert any(
            all(w <= f + e for w, f, e in zip(at_table, vector, found.error, strict=True))
            for vector in listed
        )


@settings(max_examples=100, deadline=None)
@given(problems())
def test_with_time_all_efficient_vectors_are_found_and_no_other(problem):
    found = cover(problem)
    check(problem, found)
    assert not found.complete
    assert found.error == (0,) * len(problem.table)
    assert vectors(found) == list(slow.frontier(problem))


@settings(max_examples=60, deadline=None)
@given(problems(big=True))
def test_worths_beyond_64_bits_are_told_apart_as_far_as_floats_can(problem):
    found = cover(problem)
    check(problem, found)
    assert vectors(found) == list(slow.frontier(problem))
    scale = settlements(problem).exact_scale
    for party, units in zip(found.table, found.error, strict=True):
        assert units * problem.unit[party] <= scale / 10**6


@settings(max_examples=100, deadline=None)
@given(problems(big=True), st.integers(1, 4), st.integers(1, 60))
def test_with_too_little_time_or_room_no_settlement_is_further_off_than_said(problem, most, work):
    check(problem, cover(problem, most=most))
    check(problem, cover(problem, max_work=work))


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(0, 12))
def test_an_error_that_does_not_matter_is_reached_and_not_exceeded(problem, points):
    found = cover(problem, error=Fraction(points))
    check(problem, found)
    for party, units in zip(found.table, found.error, strict=True):
        assert units * problem.unit[party] <= points + Fraction(1, 10**4)


def knot(n_parties=4, n_issues=9, seed=3):
    """Return a negotiation all of whose issues are tied by red lines and links."""
    rng = np.random.default_rng(seed)
    parts = [rng.integers(0, 100, (n_parties, 4)) for _ in range(n_issues)]

    def choice(issue, n):
        return In(issue, frozenset(rng.choice(4, n, replace=False).tolist()))

    pairs = [(issue, (issue + 1) % n_issues) for issue in range(n_issues)]
    lines = tuple(Line(a % n_parties, All((choice(a, 2), choice(b, 1)))) for a, b in pairs)
    links = tuple(Any((choice(a, 2), choice(b, 2))) for a, b in pairs[::2])
    return problem_of(parts, lines=lines, links=links, no_deal=(40 * n_issues,) * n_parties)


def true_error(problem, found):
    """Return how much more some settlement brings some party than each listed vector does."""
    every = enumerate_outcomes(problem.n_options)
    worth = worth_in_units(problem, every[is_settlement(problem, every)])
    nearest = np.full(worth.shape[1], np.inf)
    for vector in found.worth.T:
        nearest = np.minimum(nearest, (worth - vector[:, None]).max(axis=0))
    return float(nearest.max())


def test_a_tied_negotiation_comes_within_the_error_said_and_more_work_lowers_it():
    problem = knot()
    before = np.inf
    for work in (60, 300, 1500):
        found = cover(problem, max_work=work)
        assert 0 < true_error(problem, found) <= max(found.error) < before
        before = max(found.error)
        outcomes = np.vstack([found.outcomes_of(n) for n in range(found.worth.shape[1])])
        assert is_settlement(problem, outcomes).all()


def test_it_starts_from_settlements_that_are_known_and_drops_what_is_none():
    problem = knot()
    every = enumerate_outcomes(problem.n_options)
    accepted = is_settlement(problem, every)
    some, barred = every[accepted][:3], every[~accepted][:3]
    found = cover(problem, np.vstack([some, barred]).tolist(), max_work=1)
    assert 1 <= found.worth.shape[1] <= 3
    better = worth_in_units(problem, some)
    for worth in better.T:
        assert (found.worth >= worth[:, None]).all(axis=0).any()


def test_the_same_negotiation_gives_the_same_frontier():
    first, second = cover(knot(), max_work=200), cover(knot(), max_work=200)
    assert first.worth.tolist() == second.worth.tolist()
    assert first.error == second.error


def test_without_a_settlement_there_is_nothing_and_no_error():
    problem = replace(knot(), floor=(10**6,) * 4)
    found = cover(problem)
    assert found.worth.shape == (4, 0)
    assert found.error == (0,) * 4


def test_where_the_solver_proves_nothing_a_zone_counts_in_full(monkeypatch):
    problem = knot(n_parties=3, n_issues=5)
    monkeypatch.setattr(module.Reach, "exact", lambda *_: (np.inf, None))
    monkeypatch.setattr(module.Near, "reaching", lambda _, values, *__: (None, -np.inf))
    found = cover(problem)
    check(problem, found)
    assert max(found.error) > 0
