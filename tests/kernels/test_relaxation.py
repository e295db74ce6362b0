"""Smallest conflicting sets of demands, and smallest sets to give up."""

from itertools import combinations

import numpy as np
from hypothesis import assume, given, settings
from tests.problems import problem_of, problems, settlements

from detente.kernels import relaxation as module
from detente.kernels.condition import Any, In
from detente.kernels.problem import Line, Quota
from detente.kernels.relaxation import Demand, demands_of, relaxations, without


def opens(problem, demands, dropped):
    return bool(settlements(without(problem, [demands[n] for n in dropped])))


def smallest(n, holds):
    """Return the smallest sets of places that hold, by trying all."""
    found = []
    for size in range(n + 1):
        for members in combinations(range(n), size):
            if not any(set(known) <= set(members) for known in found) and holds(members):
                found.append(members)
    return tuple(sorted(found, key=lambda members: (len(members), members)))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_both_families_are_those_of_trying_every_set(problem):
    demands = demands_of(problem)
    assume(len(demands) <= 8 and not settlements(problem))
    everything = set(range(len(demands)))
    found = relaxations(problem)
    assert found.complete
    assert found.openings == smallest(len(demands), lambda s: opens(problem, demands, s))
    assert found.conflicts == smallest(
        len(demands), lambda s: not opens(problem, demands, everything - set(s))
    )


@settings(max_examples=40, deadline=None)
@given(problems())
def test_where_there_is_a_settlement_nothing_conflicts(problem):
    assume(settlements(problem))
    found = relaxations(problem)
    assert (found.conflicts, found.openings, found.complete) == ((), (), True)


def quarrel(**given):
    """Return two parties that bar each other's option of the only issue; no floor binds."""
    parts = [[[10, 0, 5], [0, 10, 5]]]
    lines = (
        Line(0, In(0, frozenset([1]))),
        Line(1, In(0, frozenset([0]))),
        Line(1, In(0, frozenset([2]))),
    )
    return problem_of(parts, lines=lines, **given)


def test_a_quarrel_by_hand():
    """The middle is barred by the second party only, each end by the other one."""
    found = relaxations(quarrel())
    assert found.demands[:3] == (Demand(0, 0), Demand(1, 1), Demand(1, 2))
    assert found.conflicts == ((0, 1, 2),)
    assert found.openings == ((0,), (1,), (2,))


def test_a_no_deal_value_can_stand_in_the_way():
    found = relaxations(quarrel(no_deal=(6, 0)))
    assert (3,) not in found.conflicts
    # the middle is worth 5 to the first party, which wants 6: both must go
    assert (2, 3) in found.openings


def test_a_quota_lets_one_be_outvoted():
    found = relaxations(quarrel(consent=(Quota((0, 1), 1),)))
    assert found.openings == ()
    assert found.complete


def test_links_that_leave_nothing_are_nobodys_demand():
    found = relaxations(quarrel(links=(Any(()),)))
    assert found.openings == ()
    assert found.conflicts == ((),)


def test_a_search_cut_short_says_so():
    n = 8
    parts = [np.zeros((2, 2), dtype=int) for _ in range(n)]
    lines = tuple(Line(p, In(i, frozenset([p]))) for i in range(n) for p in range(2))
    found = relaxations(problem_of(parts, lines=lines), most=3)
    assert not found.complete
    assert len(found.openings) == 3


def test_where_not_all_are_listed_one_conflict_is_at_least():
    """Each of six options is barred by one line, so that all six exclude each other."""
    lines = tuple(Line(0, In(0, frozenset([option]))) for option in range(6))
    found = relaxations(problem_of([[[0] * 6]], lines=lines), most=2)
    assert not found.complete
    assert len(found.openings) == 2
    assert found.conflicts == ((0, 1, 2, 3, 4, 5),)


def barred(n):
    """Return n issues of two options, each option barred by a line of another party."""
    parts = [np.zeros((2, 2), dtype=int) for _ in range(n)]
    lines = tuple(Line(p, In(i, frozenset([p]))) for i in range(n) for p in range(2))
    return problem_of(parts, lines=lines)


def test_a_long_search_ends_after_some_sets_unless_a_number_is_asked_for(monkeypatch):
    monkeypatch.setattr(module, "MAX_STEPS", 1)
    monkeypatch.setattr(module, "FEW_SETS", 5)
    found = relaxations(barred(4))
    assert not found.complete
    assert len(found.openings) == 5
    assert found.conflicts
    asked = relaxations(barred(4), most=100)
    assert asked.complete
    assert len(asked.openings) == 2**4
    assert set(found.openings) <= set(asked.openings)
