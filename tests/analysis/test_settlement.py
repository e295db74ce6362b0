"""Which settlements are possible: against plain loops, draw by draw, and by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive
from tests.analysis_cases import (
    case_of,
    certain_cases,
    changed,
    fixed,
    orchard,
    uncertain_cases,
    wants,
)
from tests.plain_cases import gain, outcomes_of, settled, true_of

from detente.analysis import conflicts as conflicts_module
from detente.analysis.arrays import to_arrays
from detente.analysis.draws import draw
from detente.analysis.foremost import MAX_SHOWN
from detente.analysis.settlement import settlement

RULES = {
    "nash": naive.nash,
    "kalai_smorodinsky": naive.kalai_smorodinsky,
    "egalitarian": naive.egalitarian,
    "utilitarian": naive.utilitarian,
}


def told(outcome):
    return tuple(outcome.items())


@settings(max_examples=150, deadline=None)
@given(certain_cases())
def test_a_certain_case_is_answered_as_plain_loops_answer_it(case):
    values = settlement(case).values
    expected = settled(case)
    assert values.n_outcomes == len(outcomes_of(case))
    assert values.exists.n == bool(expected)
    assert values.count.mid == len(expected)
    assert {told(o.outcome) for o in values.outcomes} <= {told(o) for o in expected}
    if len(expected) <= MAX_SHOWN:
        assert len(values.outcomes) == len(expected)
    for option in values.options:
        n = sum(outcome[option.issue] == option.option for outcome in expected)
        assert option.possible.n == (n > 0)
        assert option.frequency.mid == pytest.approx(n / len(expected) if expected else 0)


@settings(max_examples=150, deadline=None)
@given(certain_cases())
def test_efficient_settlements_and_solutions_are_those_of_exact_fractions(case):
    expected = settled(case)
    if not expected:
        return
    gains = [[gain(case, party, outcome) for outcome in expected] for party in case.seated()]
    is_efficient = naive.efficient(gains)
    few = [[g for g, kept in zip(row, is_efficient, strict=True) if kept] for row in gains]
    names = [told(o) for o, kept in zip(expected, is_efficient, strict=True) if kept]
    found = {told(o.outcome): o for o in settlement(case).values.outcomes}
    for outcome, result in found.items():
        assert result.efficient.n == (outcome in names)
        for name, rule in RULES.items():
            named = {o for o, hit in zip(names, rule(few), strict=True) if hit}
            assert result.solutions[name].n == (outcome in named), name


@settings(max_examples=25, deadline=None)
@given(uncertain_cases(), st.integers(0, 50))
def test_every_count_is_the_sum_over_the_draws_taken_one_by_one(case, seed):
    drawn = draw(to_arrays(case), 6, seed)
    names = [name.path for name in drawn.uncertain]
    alone = [
        settlement(fixed(case, dict(zip(names, column, strict=True)))).values
        for column in drawn.values.T.tolist()
    ]
    values = settlement(case, n_draws=6, seed=seed).values
    assert values.exists.n == sum(one.exists.n for one in alone)
    assert values.count.mean == pytest.approx(sum(one.count.mid for one in alone) / len(alone))
    for place, option in enumerate(values.options):
        assert option.possible.n == sum(one.options[place].possible.n for one in alone)
    for place, line in enumerate(values.red_lines):
        assert line.binds.n == sum(one.red_lines[place].binds.n for one in alone)
        assert line.blocks.n == sum(one.red_lines[place].blocks.n for one in alone)
    for conflict in values.conflicts:
        same = [
            c for one in alone for c in one.conflicts if set(c.members) == set(conflict.members)
        ]
        assert conflict.share.n == len(same)


@settings(max_examples=60, deadline=None)
@given(uncertain_cases())
def test_a_barred_outcome_appears_in_no_result(case):
    lines = [x.never for p in case.seated() for x in case.preferences[p].red_lines]
    for result in settlement(case, n_draws=16).values.outcomes:
        assert not any(true_of(case, line, result.outcome) for line in lines)
        for link in case.links:
            assert true_of(case, link.then, result.outcome) or not true_of(
                case, link.if_, result.outcome
            )


@settings(max_examples=60, deadline=None)
@given(certain_cases())
def test_red_lines_bar_bind_and_block_as_plain_loops_say(case):
    every = outcomes_of(case)
    for result in settlement(case).values.red_lines:
        line = case.preferences[result.party].red_lines[result.index]
        crossed = [o for o in every if true_of(case, line.never, o)]
        assert (result.bars.n, result.bars.of) == (len(crossed), len(every))
        assert result.statement == line.never
        assert result.seated == (result.party in case.seated())
        content = case.model_dump(mode="json", by_alias=True)
        del content["preferences"][result.party]["red_lines"][result.index]
        without = settled(type(case).model_validate(content))
        adds = len(without) > len(settled(case))
        assert result.binds.n == adds
        assert result.blocks.of == (not settled(case))
        assert result.blocks.n == (adds and not settled(case))


@settings(max_examples=60, deadline=None)
@given(certain_cases())
def test_conflicts_are_the_smallest_sets_of_demands_that_leave_nothing(case):
    demands = {}
    for party in case.seated():
        for index, line in enumerate(case.preferences[party].red_lines):
            path = f"preferences.{party}.red_lines.{index}"
            demands[path] = lambda o, text=line.never: not true_of(case, text, o)
        demands[f"preferences.{party}.no_deal"] = lambda o, p=party: gain(case, p, o) >= 0
    paths = list(demands)
    violated = [
        sum(1 << bit for bit, path in enumerate(paths) if not demands[path](outcome))
        for outcome in outcomes_of(case)
    ]
    expected = naive.minimal_conflicts(violated, len(paths)) if not settled(case) else set()
    found = {
        frozenset(paths.index(m) for m in c.members) for c in settlement(case).values.conflicts
    }
    assert found == expected


def test_red_lines_that_exclude_each_other_conflict_in_every_draw():
    case = case_of(
        {"a": True, "b": True},
        {"troops": ("inside", "outside"), "tax": ("low", "high")},
        {"a": wants("0..100", ["troops = inside"]), "b": wants("0..100", ["troops = outside"])},
    )
    finding = settlement(case)
    first = finding.values.conflicts[0]
    assert first.members == ("preferences.a.red_lines.0", "preferences.b.red_lines.0")
    assert (first.share.n, first.share.of) == (1024, 1024)
    assert finding.values.exists.n == 0
    assert finding.values.outcomes == ()
    assert finding.values.count.high == 0
    assert [line.bars.share for line in finding.values.red_lines] == [0.5, 0.5]


def test_the_orchard_by_hand():
    """hill: 60 % water, 40 % road; vale: half and half; see `orchard`.

    Gains (hill, vale): dam+open 84-40, 50-30; sluice+open 54-40, 80-30; none+open 24-40 < 0;
    dam+shut 76-40, 0-30 < 0; sluice+shut 46-40, 30-30 = 0; none+shut 16-40 < 0.
    """
    values = settlement(orchard()).values
    assert values.count.mid == 3
    found = {tuple(o.outcome.values()): o for o in values.outcomes}
    assert set(found) == {("dam", "open"), ("sluice", "open"), ("sluice", "shut")}
    assert found["sluice", "shut"].efficient.n == 0
    dam, sluice = found["dam", "open"], found["sluice", "open"]
    assert dam.efficient.n == sluice.efficient.n == 1
    assert Fraction(44 * 20) > 14 * 50
    assert dam.solutions["nash"].n == 1
    assert dam.solutions["kalai_smorodinsky"].n == 1
    assert dam.solutions["egalitarian"].n == 1
    assert dam.solutions["utilitarian"].n == 1
    assert sluice.solutions["nash"].n == 0


def test_a_red_line_of_a_party_without_a_seat_bars_nothing_but_is_listed():
    (line,) = settlement(orchard()).values.red_lines
    assert (line.party, line.index, line.seated) == ("fen", 0, False)
    assert (line.bars.n, line.bars.of) == (2, 6)
    assert line.binds.n == 0


def test_the_finding_can_be_got_again():
    finding = settlement(orchard(), n_draws=64, seed=7)
    assert (finding.question, finding.seed, finding.n_draws) == ("settlement", 7, 1)
    assert finding == settlement(orchard(), n_draws=64, seed=7)
    assert finding.case_sha256 != settlement(changed(orchard(), title="other")).case_sha256


def test_too_many_demands_are_not_searched_and_the_finding_says_so(monkeypatch):
    monkeypatch.setattr(conflicts_module, "MAX_DEMANDS", 1)
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": wants(0, ["i = x", "i = y"])})
    finding = settlement(case)
    assert finding.values.conflicts == ()
    assert any("3 demands" in warning.en for warning in finding.warnings)


def test_conflicts_that_are_equal_are_not_cut_apart(monkeypatch):
    lines = ["i = x and j = u", "i = x and j = v", "i = y and j = u", "i = y and j = v", "i = x"]
    case = case_of({"a": True}, {"i": ("x", "y"), "j": ("u", "v")}, {"a": wants(0, lines)})
    assert [len(c.members) for c in settlement(case, n_draws=2).values.conflicts] == [3, 4]
    lines.append("i = y")
    case = case_of({"a": True}, {"i": ("x", "y"), "j": ("u", "v")}, {"a": wants(0, lines)})
    assert [len(c.members) for c in settlement(case, n_draws=2).values.conflicts] == [2, 3, 3, 4]
    monkeypatch.setattr(conflicts_module, "MAX_SHOWN", 2)
    finding = settlement(case, n_draws=2)
    assert [len(c.members) for c in finding.values.conflicts] == [2]
    assert any("Of 4 smallest conflicting sets" in warning.en for warning in finding.warnings)


def test_only_the_most_frequent_conflicts_are_listed_and_the_finding_says_so(monkeypatch):
    monkeypatch.setattr(conflicts_module, "MAX_SHOWN", 1)
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": wants(100, ["i = x", "i = y"])})
    finding = settlement(case, n_draws=64)
    assert len(finding.values.conflicts) == 1
    assert any("most frequent are listed" in warning.en for warning in finding.warnings)
