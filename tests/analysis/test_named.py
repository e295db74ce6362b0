"""What each rule names, and which demand makes it so."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.analysis_cases import case_of, changed, orchard, uncertain_cases, wants

from detente.analysis.answer import answer
from detente.analysis.binding import bindings, demands_of
from detente.analysis.named import from_frontier, value_of, weighted_mean
from detente.analysis.problem import to_problem
from detente.kernels.blocks import to_blocks
from detente.kernels.frontier import frontier
from detente.kernels.optimum import points
from detente.kernels.outcomes import enumerate_outcomes
from detente.kernels.problem import is_settlement, worth_in_units


def solve(case):
    ready = to_problem(case)
    found = frontier(to_blocks(ready.problem))
    return ready, found, {item.rule: item for item in from_frontier(ready.problem, found)}


def outcomes(ready, item):
    return {tuple(ready.outcome(row).values()) for row in item.outcomes}


def test_the_values_are_those_of_the_settlement_page():
    ready, _, named = solve(orchard())
    assert outcomes(ready, named["nash"]) == {("dam", "open")}
    assert named["nash"].exact == 880
    assert named["kalai_smorodinsky"].exact == Fraction(2, 5)
    assert named["egalitarian"].exact == 20
    assert named["utilitarian"].exact == Fraction(7, 5)
    # relative gains 1 and 2/5 against 14/44 and 1
    assert outcomes(ready, named["smallest_spread"]) == {("dam", "open")}
    assert named["smallest_spread"].exact == Fraction(3, 5)
    assert all(item.gap == 0 for item in named.values())


def test_influence_turns_the_product_towards_the_stronger():
    parties = {
        "hill": {"seat": True, "influence": 10},
        "vale": {"seat": True, "influence": 90},
        "fen": {"seat": False},
    }
    ready, _, named = solve(changed(orchard(), parties=parties))
    assert outcomes(ready, named["nash"]) == {("dam", "open")}
    assert outcomes(ready, named["nash_influence"]) == {("sluice", "open")}
    expected = 14 ** (10 / 100) * 50 ** (90 / 100)
    assert named["nash_influence"].value == pytest.approx(expected)


def test_nobody_having_influence_counts_as_all_having_the_same():
    assert weighted_mean([Fraction(4), Fraction(9)], [Fraction(0)] * 2) == pytest.approx(6)


def test_gains_beyond_floats_have_a_mean_all_the_same():
    gains = [Fraction(1, 10**400), Fraction(4 * 10**400)]
    assert weighted_mean(gains, [Fraction(1)] * 2) == pytest.approx(2)


def test_a_value_as_small_as_floats_go_is_counted_with():
    preferences = orchard().model_dump()["preferences"]
    preferences["vale"]["no_deal"] = 2.2e-309
    preferences["vale"]["issues"]["road"]["scores"]["open"] = 5e-324
    found = answer(changed(orchard(), preferences=preferences))
    ready, _, named = solve(changed(orchard(), preferences=preferences))
    optima = points(ready.problem)
    for rule in optima:
        assert ready.outcome(optima[rule].outcome) in [
            ready.outcome(row) for row in named[rule].outcomes
        ]
    assert found.values.n_settlements.low == found.values.n_settlements.high


def test_every_tied_outcome_is_counted_and_a_dozen_listed():
    flat = dict.fromkeys("abcdefgh", 50)
    case = case_of(
        {"p": True, "q": True},
        {"one": tuple("abcdefgh"), "two": tuple("abcdefgh")},
        {party: wants(20, one=(50, flat), two=(50, flat)) for party in "pq"},
    )
    _, _, named = solve(case)
    assert all(item.n_outcomes.low == item.n_outcomes.high == 64 for item in named.values())
    assert all(len(item.outcomes) == 12 for item in named.values())


@settings(max_examples=80, deadline=None)
@given(uncertain_cases())
def test_no_settlement_is_better_by_a_rule_than_what_it_names(case):
    """Compare with every settlement, one by one, in fractions."""
    ready = to_problem(case)
    problem = ready.problem
    grid = enumerate_outcomes(problem.n_options)
    agreed = grid[is_settlement(problem, grid)]
    found = frontier(to_blocks(problem))
    assert found.worth.shape[1] == 0 if not len(agreed) else found.worth.shape[1] > 0
    if not len(agreed):
        return
    rows = list(problem.table)
    units = worth_in_units(problem, agreed)[rows]
    base = [problem.no_deal[row] for row in rows]
    unit = [problem.unit[row] for row in rows]
    gains = [
        [(int(w) - b) * u for w, b, u in zip(column, base, unit, strict=True)] for column in units.T
    ]
    ideal = [max(Fraction(0), max(g[n] for g in gains)) for n in range(len(rows))]
    n_gaining = [sum(gain > 0 for gain in g) for g in gains]
    named = {item.rule: item for item in from_frontier(problem, found)}
    values = {
        rule: [value_of(rule, g, ideal) for g in gains]
        for rule in ("kalai_smorodinsky", "egalitarian", "utilitarian")
    }
    values["nash"] = [
        value_of("nash", g, ideal) if n == max(n_gaining) else Fraction(-1)
        for g, n in zip(gains, n_gaining, strict=True)
    ]
    for rule, found_values in values.items():
        assert named[rule].exact == max(found_values), rule
        listed = {tuple(row) for row in named[rule].outcomes.tolist()}
        best = {
            tuple(row) for row, v in zip(agreed.tolist(), found_values, strict=True)
            if v == max(found_values)
        }  # fmt: skip
        assert listed <= best


def test_the_demand_that_keeps_a_rule_from_another_settlement_binds_it():
    case = orchard()
    preferences = {name: want.model_dump() for name, want in case.preferences.items()}
    preferences["vale"]["red_lines"] = [{"never": "water = dam"}]
    ready, found, named = solve(changed(case, preferences=preferences))
    assert outcomes(ready, named["kalai_smorodinsky"]) == {("sluice", "open")}
    binding = bindings(ready, found, tuple(named.values()))
    assert "preferences.vale.red_lines.0" in binding["kalai_smorodinsky"]
    assert not any("fen" in path for paths in binding.values() for path in paths)


def test_the_demands_are_those_of_the_table_red_lines_first():
    case = orchard()
    preferences = {name: want.model_dump() for name, want in case.preferences.items()}
    preferences["vale"]["red_lines"] = [{"never": "water = dam"}, {"at_least": 60}]
    ready = to_problem(changed(case, preferences=preferences))
    assert list(demands_of(ready)) == [
        "preferences.vale.red_lines.0",
        "preferences.vale.red_lines.1",
        "preferences.hill.no_deal",
    ]


def test_the_order_of_parties_in_the_file_changes_nothing():
    case = orchard()
    expected = {rule: outcomes(solve(case)[0], item) for rule, item in solve(case)[2].items()}
    for order in permutations(case.parties):
        shuffled = changed(
            case,
            parties={party: case.parties[party].model_dump() for party in order},
            preferences={p: case.preferences[p].model_dump() for p in reversed(order)},
        )
        ready, _, named = solve(shuffled)
        assert {rule: outcomes(ready, item) for rule, item in named.items()} == expected
        assert np.array_equal(ready.problem.parts[0], to_problem(case).problem.parts[0])
