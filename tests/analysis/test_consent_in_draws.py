"""Quotas, vetoes, groups, interactions, least worths and influence: against plain loops."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import plain_cases as plain
from tests.analysis_cases import case_of, certain_rich_cases, fixed, rich_cases, wants

from detente.analysis.arrays import to_arrays
from detente.analysis.draws import draw
from detente.analysis.foremost import MAX_SHOWN
from detente.analysis.run import analyze
from detente.analysis.settlement import settlement
from detente.analysis.tally import RULES


def told(outcome):
    return tuple(outcome.items())


@settings(max_examples=150, deadline=None)
@given(certain_rich_cases())
def test_settlements_are_those_of_plain_loops(case):
    values = settlement(case).values
    expected = plain.settled(case)
    assert values.count.mid == len(expected)
    assert {told(o.outcome) for o in values.outcomes} <= {told(o) for o in expected}
    if len(expected) <= MAX_SHOWN:
        assert len(values.outcomes) == len(expected)


@settings(max_examples=150, deadline=None)
@given(certain_rich_cases())
def test_every_rule_names_what_exact_fractions_name(case):
    found = {told(o.outcome): o for o in settlement(case).values.outcomes}
    some, _ = plain.efficient(case)
    for outcome, result in found.items():
        assert result.efficient.n == (outcome in map(told, some))
        for rule in RULES:
            expected = outcome in map(told, plain.named(case, rule))
            assert result.solutions[rule].n == expected, rule


@settings(max_examples=80, deadline=None)
@given(certain_rich_cases())
def test_red_lines_of_every_form_bar_and_bind(case):
    every, agreed = plain.outcomes_of(case), plain.settled(case)
    for result in settlement(case, n_draws=1).values.red_lines:
        path = f"preferences.{result.party}.red_lines.{result.index}"
        meets = plain.demands(case, result.party)[path]
        assert result.bars.share == pytest.approx(sum(not meets(o) for o in every) / len(every))
        adds = len(plain.settled(case, dropped=[path])) > len(agreed)
        assert result.binds.n == adds
        assert result.blocks.n == (adds and not agreed)


@settings(max_examples=60, deadline=None)
@given(certain_rich_cases())
def test_conflicts_are_the_smallest_sets_of_demands_that_leave_nothing(case):
    asked = case.seated()
    paths = [path for party in asked for path in plain.demands(case, party)]
    if len(paths) > 7:
        return
    expected: list[set[str]] = []
    if not plain.settled(case):
        for size in range(len(paths) + 1):
            for some in map(set, combinations(paths, size)):
                known = any(smaller <= some for smaller in expected)
                if not known and not plain.settled(case, dropped=set(paths) - some):
                    expected.append(some)
    found = settlement(case, n_draws=1).values.conflicts
    assert sorted(sorted(c.members) for c in found) == sorted(map(sorted, expected))


@settings(max_examples=30, deadline=None)
@given(rich_cases(), st.integers(0, 50))
def test_every_count_is_the_sum_over_the_draws_taken_one_by_one(case, seed):
    drawn = draw(to_arrays(case), 5, seed)
    names = [name.path for name in drawn.uncertain]
    if len({tuple(column) for column in drawn.influence.T}) > 1:
        return
    alone = [
        settlement(fixed(case, dict(zip(names, column, strict=True)))).values
        for column in drawn.values.T.tolist()
    ]
    values = settlement(case, n_draws=5, seed=seed).values
    assert values.exists.n == sum(one.exists.n for one in alone)
    assert values.count.mean == pytest.approx(sum(one.count.mid for one in alone) / len(alone))
    for place, line in enumerate(values.red_lines):
        assert line.binds.n == sum(one.red_lines[place].binds.n for one in alone)
        assert line.bars.share == pytest.approx(
            sum(one.red_lines[place].bars.share for one in alone) / len(alone)
        )


@settings(max_examples=40, deadline=None)
@given(rich_cases())
def test_what_a_veto_party_bars_appears_in_no_result(case):
    findings = analyze(case, n_draws=8)
    needed = [p for p in case.consent.veto if p in case.seated()]
    lines = [x.barred for p in needed for x in case.preferences[p].red_lines if x.barred]
    shown = [o.outcome for o in findings.settlement.values.outcomes]
    shown += [o.outcome for o in findings.burden.values.settlements]
    for outcome in shown:
        assert not any(plain.true_of(case, line, outcome) for line in lines)


def two_of_three(**consent):
    """Return three who share one issue; each likes another option and can live with a second."""
    return case_of(
        {"a": True, "b": True, "c": True},
        {"i": ("x", "y", "z")},
        {
            "a": wants(50, i=(1, {"x": 100, "y": 60, "z": 0})),
            "b": wants(50, i=(1, {"x": 0, "y": 100, "z": 60})),
            "c": wants(50, ["i = y"], i=(1, {"x": 60, "y": 90, "z": 100})),
        },
        consent=consent,
    )


def test_by_hand_two_of_three_are_enough_and_the_third_pays():
    """Of three, a accepts x, y; b accepts y, z; c accepts x, z: no option suits all."""
    assert settlement(two_of_three()).values.count.mid == 0
    assert settlement(two_of_three(quota=2)).values.count.mid == 3
    assert settlement(two_of_three(quota=2, veto=["c"])).values.count.mid == 2
    groups = {"north": {"members": ["a", "b"]}, "south": {"members": ["b", "c"], "quota": 1}}
    assert settlement(two_of_three(groups=groups)).values.count.mid == 1


def test_by_hand_an_outvoted_red_line_is_crossed_in_the_account():
    findings = analyze(two_of_three(quota=2))
    by_option = {s.outcome["i"]: s for s in findings.burden.values.settlements}
    accounts = {party.party: party for party in by_option["y"].parties}
    assert accounts["c"].red_lines_crossed == (0,)
    assert accounts["a"].red_lines_crossed == ()


def test_by_hand_an_interaction_can_make_the_deal():
    """Worth of x+u to a is 40 + 20 with the interaction, 40 without; it asks for 50."""
    preference = wants(50, i=(1, {"x": 40, "y": 0}), j=(1, {"u": 40, "v": 0}))
    preference["interactions"] = [{"when": "i = x and j = u", "add": 20}]
    case = case_of({"a": True}, {"i": ("x", "y"), "j": ("u", "v")}, {"a": preference})
    (only,) = settlement(case).values.outcomes
    assert only.outcome == {"i": "x", "j": "u"}


def test_by_hand_a_least_worth_that_varies_bars_in_some_draws():
    """Worth 45 against a least worth spread evenly over 30..50: enough in three draws of four."""
    preference = {"no_deal": 0, "issues": {"i": {"scores": {"x": 45, "y": 100}}}}
    preference["red_lines"] = [{"at_least": "30..50"}]
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": preference})
    (line,) = settlement(case, n_draws=1024).values.red_lines
    assert (line.bars.n, line.bars.of) == (256, 2048)
    assert line.binds.n == 256


def test_by_hand_influence_tips_the_product():
    """Gains 9 and 1 against 5 and 6: 9 x 1 < 30, but 9^4 x 1 > 5^4 x 6."""
    scores = {"a": {"x": 9, "y": 5}, "b": {"x": 1, "y": 6}}
    case = case_of(
        {"a": True, "b": True}, {"i": ("x", "y")}, {p: wants(0, i=(1, scores[p])) for p in scores}
    )
    content = case.model_dump(by_alias=True)
    content["parties"]["a"]["influence"] = {"low": 80, "high": 80}
    content["parties"]["b"]["influence"] = {"low": 20, "high": 20}
    found = {
        o.outcome["i"]: o.solutions
        for o in settlement(case.model_validate(content)).values.outcomes
    }
    assert (found["y"]["nash"].n, found["x"]["nash_influence"].n) == (1, 1)
    assert (found["x"]["nash"].n, found["y"]["nash_influence"].n) == (0, 0)
    unsaid = {o.outcome["i"]: o.solutions for o in settlement(case).values.outcomes}
    assert unsaid["y"]["nash_influence"].n == 1
