"""What a finding warns of, and the acts it stands on."""

import pytest
from tests.analysis_cases import case_of, changed, orchard, wants

from detente.analysis import prepared
from detente.analysis.cautions import few_settlements
from detente.analysis.settlement import settlement


def warnings(case, **options):
    return [warning.en for warning in settlement(case, **options).warnings]


def test_a_case_without_acts_says_that_all_are_assumptions():
    assert warnings(orchard()) == [
        "No value of the case rests on anything said or done in a source; all are assumptions."
    ]


def test_one_act_behind_a_value_is_enough_to_say_nothing():
    preference = {**wants(40, i=(50, {"x": 0, "y": 100})), "because": ["a0000001"]}
    parties = {"a": True, "b": True}
    other = wants(40, i=(50, {"x": 0, "y": 100}))
    case = case_of(parties, {"i": ("x", "y")}, {"a": preference, "b": other})
    assert warnings(case) == []


def test_silent_parties_unknown_values_and_a_lone_seat_are_named():
    case = case_of(
        {"a": True, "b": False}, {"i": ("x", "y")}, {"b": {"red_lines": [{"never": "i = x"}]}}
    )
    found = warnings(case)
    assert found[0].startswith("8 of 8 values are unknown (0..100)")
    assert found[1].startswith("a: what this party wants is known on no issue")
    assert not any(text.startswith("b:") for text in found)
    assert any("(a); it decides alone" in text for text in found)


def test_red_lines_that_nobody_confirmed_are_counted():
    lines = [{"never": "i = x", "proposed": True}, {"never": "i = y"}]
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": {"red_lines": lines}})
    assert "Red lines that are proposed and not yet confirmed: 1." in warnings(case)


def test_issues_that_the_case_leaves_out_are_named():
    found = warnings(changed(orchard(), left_out={"fish": "raised once"}))
    assert any("leaves out: fish." in text for text in found)


@pytest.mark.parametrize(("n", "warned"), [(0, False), (1, True), (51, True), (52, False)])
def test_few_draws_with_a_settlement_are_said_to_be_few(n, warned):
    assert bool(few_settlements(n, 1024)) == warned


def test_where_nothing_is_known_no_settlement_stands_out():
    case = case_of({"a": True, "b": True}, {"i": ("x", "y", "z"), "j": ("x", "y", "z")})
    assert any(text.startswith("No settlement stands out: 9 of 9") for text in warnings(case))


def test_a_settlement_that_all_prefer_stands_out():
    wish = wants("30..40", i=("40..60", {"x": "80..100", "y": "50..60", "z": 0}))
    case = case_of({"a": True, "b": True}, {"i": ("x", "y", "z")}, {"a": wish, "b": wish})
    assert not any("stands out" in text for text in warnings(case))


def test_a_large_case_gets_fewer_draws_and_says_so(monkeypatch):
    monkeypatch.setattr(prepared, "MAX_WORK", 4 * 3 * 40)
    monkeypatch.setattr(prepared, "MIN_DRAWS", 8)
    issues = {"i": ("x", "y"), "j": ("x", "y")}
    finding = settlement(case_of({"a": True, "b": True, "c": False}, issues, {"a": wants(3)}))
    assert finding.n_draws == 40
    assert any("40 value sets were drawn instead of 1024" in w.en for w in finding.warnings)
    small = settlement(case_of({"a": True, "b": True, "c": False}, issues), n_draws=30)
    assert not any("instead of" in w.en for w in small.warnings)


def test_every_warning_speaks_both_languages():
    case = case_of({"a": True}, {"i": ("x", "y")}, left_out={"fish": "raised once"})
    for warning in settlement(case).warnings:
        assert warning.de
        assert warning.en
        assert warning.de != warning.en


def test_because_lists_every_act_that_entered_once_in_the_order_of_the_case():
    preference = {
        "because": ["a0000003"],
        "no_deal": {"value": 5, "because": ["a0000002", "a0000003"]},
        "issues": {"i": {"salience": {"value": 5, "because": ["a0000004"]}}},
        "red_lines": [{"never": "i = x", "because": ["a0000005"]}],
    }
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": preference})
    assert settlement(case, n_draws=4).because == tuple(f"a000000{n}" for n in (3, 2, 4, 5))
