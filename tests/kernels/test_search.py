"""The search behind solution points: complete, honest about its bound, the same every time."""

from math import inf

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests import problems as brute
from tests.problems import problem_of, problems

from detente.errors import AnalysisError
from detente.kernels import search as module
from detente.kernels.condition import In
from detente.kernels.goals import least_gain, mean_logarithm, smallest_gains, sum_of_gains
from detente.kernels.model import settlements
from detente.kernels.problem import worth_in_units
from detente.kernels.search import PART_STEPS, search


def hard(n_issues=25, n_parties=5):
    """Return a negotiation whose best settlements no linear relaxation finds at once."""
    rng = np.random.default_rng(3)
    return problem_of([rng.integers(0, 1000, (n_parties, 5)) for _ in range(n_issues)])


def poorest(problem, **limits):
    model = settlements(problem)
    n = problem.n_parties
    return search(model, least_gain(model, range(n), [1.0] * n), **limits)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_all_settlements_with_the_largest_value_are_found(problem):
    parties = range(problem.n_parties)
    unit = [float(u) for u in problem.unit]
    values = {
        outcome: sum(
            u * (w - d)
            for u, w, d in zip(unit, brute.worth(problem, outcome), problem.no_deal, strict=True)
        )
        for outcome in brute.settlements(problem)
    }
    model = settlements(problem)
    found = search(model, sum_of_gains(model, parties, [1.0] * len(parties)))
    assert found.is_complete
    best = max(values.values(), default=-inf)
    assert [tuple(o) for o in found.outcomes.tolist()] == [
        outcome for outcome, value in values.items() if value >= best - 1e-9
    ]
    assert found.value * model.scale == pytest.approx(best)


@pytest.mark.parametrize("walkable", [1.0, 1e3, 1e7])
def test_how_early_it_walks_does_not_change_what_it_finds(walkable, monkeypatch):
    usual = poorest(hard(8))
    monkeypatch.setattr(module, "WALKABLE", walkable)
    found = poorest(hard(8))
    assert found.outcomes.tolist() == usual.outcomes.tolist()
    assert found.value == usual.value == found.bound


def test_a_search_cut_short_says_how_far_the_bound_is(monkeypatch):
    best = poorest(hard(25, 6))
    monkeypatch.setattr(module, "WALKABLE", 1.0)
    short = poorest(hard(25, 6), max_work=100 * PART_STEPS)
    assert not short.is_complete
    assert short.value <= best.value < short.bound


def test_a_walk_that_gets_too_long_is_split(monkeypatch):
    best = poorest(hard(12))
    monkeypatch.setattr(module, "MAX_STEPS", 500)
    assert poorest(hard(12)).outcomes.tolist() == best.outcomes.tolist()


def test_after_some_patience_only_clearly_better_outcomes_count(monkeypatch):
    best = poorest(hard())
    monkeypatch.setattr(module, "PATIENCE", 0)
    found = poorest(hard())
    assert not found.is_complete
    assert found.bound == pytest.approx(found.value, rel=1e-6)
    assert found.value == pytest.approx(best.value, rel=1e-6)


def test_the_same_search_finds_the_same_twice():
    assert poorest(hard(15)).outcomes.tolist() == poorest(hard(15)).outcomes.tolist()


def test_few_candidates_are_kept_where_all_tie():
    found = poorest(problem_of([[[1, 1, 1]]] * 6), max_candidates=4)
    assert len(found.outcomes) == 4
    assert not found.is_complete
    assert found.value == 100


def test_nothing_found_within_the_limit_is_an_error():
    with pytest.raises(AnalysisError, match="no settlement found and none excluded"):
        poorest(hard(), max_work=0)


def test_without_settlements_nothing_is_found_and_that_is_certain():
    found = poorest(problem_of([[[1, 2]]], links=(In(0, frozenset()),)))
    assert found.is_complete
    assert found.value == found.bound == -inf
    assert found.outcomes.shape == (0, 1)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_mean_logarithm_is_the_geometric_mean_of_gains(problem):
    gains = {
        outcome: [
            float(u) * (w - d)
            for u, w, d in zip(
                problem.unit, brute.worth(problem, outcome), problem.no_deal, strict=True
            )
        ]
        for outcome in brute.settlements(problem)
    }
    products = {o: np.prod(gain) for o, gain in gains.items() if min(gain) > 0}
    assume(products)
    n = problem.n_parties
    model = settlements(problem)
    goal = mean_logarithm(model, range(n), [1.0 / n] * n, [1.0] * n)
    for party in range(n):
        model.require(model.gain(party), least=1e-3)
    found = search(model, goal)
    assert (np.exp(found.value) * model.scale) ** n == pytest.approx(max(products.values()))


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_two_smallest_gains_are_made_large_after_the_smallest(problem):
    assume(problem.n_parties > 1 and brute.settlements(problem))
    unit = np.array([float(u) for u in problem.unit])[:, None]
    every = np.array(brute.settlements(problem))
    worth = worth_in_units(problem, every) - np.array(problem.no_deal)[:, None]
    ordered = np.sort(worth * unit, axis=0)
    least = ordered[0].max()
    second = (ordered[0] + ordered[1])[ordered[0] >= least - 1e-9].max()
    n = problem.n_parties
    model = settlements(problem)
    found = search(model, smallest_gains(model, range(n), [1.0] * n, [least / model.scale - 1e-9]))
    assert found.value * model.scale == pytest.approx(second)


def crowded(n_issues=25):
    """Return a negotiation in which hardly anything is accepted."""
    rng = np.random.default_rng(1)
    parts = [rng.integers(0, 1000, (5, 5)) for _ in range(n_issues)]
    return problem_of(parts, no_deal=(620 * n_issues,) * 5)


def first_best(problem, **given):
    model = settlements(problem)
    return search(model, sum_of_gains(model, [0], [1.0]), **given)


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 8), max_size=4))
@settings(max_examples=20, deadline=None)
def test_what_is_tried_first_does_not_change_what_is_found(known):
    problem = crowded(8)
    usual, found = first_best(problem), first_best(problem, known=known)
    assert found.outcomes.tolist() == usual.outcomes.tolist()
    assert (found.value, found.bound, found.is_complete) == (usual.value, usual.bound, True)


def test_a_good_outcome_known_saves_most_of_the_work(monkeypatch):
    parts = []
    look_at = module._Search.look_at

    def counted(self, *given):
        parts.append(1)
        return look_at(self, *given)

    monkeypatch.setattr(module._Search, "look_at", counted)
    usual = first_best(crowded())
    alone = len(parts)
    again = first_best(crowded(), known=usual.outcomes)
    assert again.outcomes.tolist() == usual.outcomes.tolist()
    assert len(parts) - alone <= alone / 10


def test_outcomes_near_the_relaxed_one_only_save_work(monkeypatch):
    usual = first_best(crowded())
    monkeypatch.setattr(module, "NEARBY_STEPS", 0)
    found = first_best(crowded())
    assert found.outcomes.tolist() == usual.outcomes.tolist()
    assert found.value == usual.value
