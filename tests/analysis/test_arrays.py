"""Case -> arrays: canonical order, links, red lines, names of values, refusals."""

import numpy as np
import pytest
from tests.analysis_cases import case_of, changed, orchard, wants

from detente.analysis import arrays as module
from detente.analysis.arrays import to_arrays
from detente.errors import AnalysisError, CaseError


def test_issues_and_options_stand_in_the_order_of_their_ids():
    arrays = to_arrays(orchard())
    assert arrays.issues == ("road", "water")
    assert arrays.options == (("open", "shut"), ("dam", "none", "sluice"))


def test_parties_stand_in_the_order_of_what_they_want_whatever_they_are_called():
    case = orchard()
    names = {"hill": "c", "vale": "b", "fen": "a"}
    renamed = changed(
        case,
        parties={names[p]: party.model_dump() for p, party in case.parties.items()},
        preferences={names[p]: want.model_dump() for p, want in case.preferences.items()},
    )
    assert to_arrays(renamed).parties == tuple(names[p] for p in to_arrays(case).parties)


def test_seated_parties_come_first():
    assert to_arrays(orchard()).seated == (0, 1)


def test_an_outcome_is_told_in_the_order_of_the_case():
    arrays = to_arrays(orchard())
    assert list(arrays.outcome(0)) == ["water", "road"]
    assert {tuple(arrays.outcome(n).values()) for n in range(6)} == {
        (water, road) for water in ("dam", "sluice", "none") for road in ("open", "shut")
    }


def test_outcomes_that_break_a_link_are_no_outcomes():
    links = [{"if": "water = dam", "then": "road = open"}]
    arrays = to_arrays(changed(orchard(), links=links))
    assert arrays.n_outcomes == 5
    told = [arrays.outcome(n) for n in range(5)]
    assert {"water": "dam", "road": "shut"} not in told
    assert arrays.kept.sum() == 5


def test_red_lines_mark_the_outcomes_that_cross_them():
    arrays = to_arrays(orchard())
    (line,) = arrays.red_lines
    assert arrays.parties[line.party] == "fen"
    crossing = [arrays.outcome(n)["water"] for n in np.flatnonzero(line.crossed)]
    assert crossing == ["dam", "dam"]
    assert arrays.barred([line.party]).tolist() == line.crossed.tolist()
    assert not arrays.barred(arrays.seated).any()


def test_what_a_case_does_not_say_is_unknown():
    case = case_of(
        {"a": True}, {"i": ("x", "y"), "j": ("x", "y")}, {"a": {"issues": {"i": {"ideal": "x"}}}}
    )
    (names,) = to_arrays(case).names
    ranges = {
        name.path.removeprefix("preferences.a."): (name.value.low, name.value.high)
        for name in names
    }
    assert ranges == {
        "no_deal": (0, 100),
        "issues.i.salience": (0, 100),
        "issues.i.scores.x": (100, 100),
        "issues.i.scores.y": (0, 100),
        "issues.j.salience": (0, 100),
        "issues.j.scores.x": (0, 100),
        "issues.j.scores.y": (0, 100),
    }


def test_a_score_of_the_ideal_overrules_the_hundred():
    wish = {"issues": {"i": {"ideal": "x", "scores": {"x": 90}}}}
    (names,) = to_arrays(case_of({"a": True}, {"i": ("x", "y")}, {"a": wish})).names
    assert next(n.value.low for n in names if n.path.endswith("scores.x")) == 90


def test_a_value_without_reasons_takes_those_of_the_mapping_around_it():
    preference = {
        "assume": "as said by all",
        "no_deal": {"value": 30, "because": ["a0000001"]},
        "issues": {
            "i": {"because": ["a0000002"], "scores": {"x": {"value": 5, "assume": "guess"}}}
        },
    }
    (names,) = to_arrays(
        case_of({"a": True}, {"i": ("x", "y"), "j": ("x", "y")}, {"a": preference})
    ).names
    reasons = {
        n.path.removeprefix("preferences.a."): (n.value.because, n.value.assume) for n in names
    }
    assert reasons["no_deal"] == (("a0000001",), None)
    assert reasons["issues.i.scores.x"] == ((), "guess")
    assert reasons["issues.i.scores.y"] == (("a0000002",), None)
    assert reasons["issues.j.salience"] == ((), "as said by all")


def test_parties_that_want_the_same_are_found_and_a_seat_tells_them_apart():
    same = wants(30, i=(50, {"x": 0, "y": 100}))
    case = case_of(
        {"a": True, "b": True, "c": False}, {"i": ("x", "y")}, dict.fromkeys("abc", same)
    )
    assert to_arrays(case).alike == ((0, 1),)


def test_hosts_do_not_enter():
    case = orchard()
    parties = {**case.parties, "fen": case.parties["fen"].model_copy(update={"role": "host"})}
    assert sorted(to_arrays(case.model_copy(update={"parties": parties})).parties) == [
        "hill",
        "vale",
    ]


def test_everyone_consents_where_the_rule_says_all():
    assert len(to_arrays(changed(orchard(), consent={"rule": "all"})).seated) == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"issues": {}}, "no issue that is still open"),
        ({"parties": {"a": {"seat": False}}}, "no party whose consent is needed"),
        ({"links": [{"if": "i = x or i = y", "then": "i = x and i = y"}]}, "satisfies all links"),
    ],
)
def test_a_case_that_cannot_be_answered_is_refused_with_advice(change, message):
    case = changed(case_of({"a": True}, {"i": ("x", "y")}), **change)
    with pytest.raises(AnalysisError, match=message):
        to_arrays(case)


def test_too_many_outcomes_are_refused_with_the_numbers(monkeypatch):
    monkeypatch.setattr(module, "MAX_OUTCOMES", 5)
    with pytest.raises(AnalysisError, match=r"6 outcomes \(2 issues\), more than the 5 .*merge"):
        to_arrays(orchard())


def test_the_limit_on_outcomes_is_checked_before_they_are_made():
    issues = {f"i{n}": tuple("abcdefghij") for n in range(12)}
    with pytest.raises(AnalysisError, match="1,000,000,000,000 outcomes"):
        to_arrays(case_of({"a": True}, issues))


def test_a_red_line_about_nothing_in_the_case_is_refused():
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": wants(0, ["moon = full"])})
    with pytest.raises(CaseError, match="moon"):
        to_arrays(case)


def valley(**preference):
    """Return one party that weighs two issues, with more in its preference."""
    wish = wants(0, i=(1, {"x": 0, "y": 50}), j=(1, {"u": 0, "v": 50}))
    issues = {"i": ("x", "y"), "j": ("u", "v")}
    return case_of({"a": True}, issues, {"a": {**wish, **preference}})


def test_interactions_and_least_worths_are_values_behind_those_that_all_have():
    interactions = [{"when": "i = x and j = u", "add": "-30..10", "assume": "one pipe"}]
    lines = [{"never": "i = y"}, {"at_least": "20..40"}]
    arrays = to_arrays(valley(interactions=interactions, red_lines=lines))
    further = arrays.names[0][arrays.n_common :]
    assert [(name.path, name.value.low, name.value.high) for name in further] == [
        ("preferences.a.interactions.0.add", -30, 10),
        ("preferences.a.red_lines.1.at_least", 20, 40),
    ]
    assert further[0].value.assume == "one pipe"
    (item,) = arrays.interactions
    assert item.applies.tolist() == [True, False, False, False]
    assert [line.column for line in arrays.red_lines] == [None, arrays.n_common + 1]
    assert arrays.red_lines[0].crossed.tolist() == [False, False, True, True]
    assert not arrays.red_lines[1].crossed.any()


def test_only_if_is_crossed_where_the_first_is_true_and_the_second_is_not():
    arrays = to_arrays(valley(red_lines=[{"only": "i = x", "if": "j = v"}]))
    assert arrays.red_lines[0].crossed.tolist() == [True, False, False, False]


def test_influence_counts_only_where_the_case_says_something_of_it():
    content = orchard().model_dump(mode="json", by_alias=True)
    assert to_arrays(orchard()).influence == ()
    content["parties"]["hill"]["influence"] = {"low": 20, "high": 40}
    found = to_arrays(orchard().model_validate(content))
    ranges = {name.path: (name.value.low, name.value.high) for name in found.influence}
    assert ranges == {
        "parties.hill.influence": (20, 40),
        "parties.vale.influence": (0, 100),
        "parties.fen.influence": (0, 100),
    }


def test_a_say_in_the_consent_tells_parties_apart():
    same = wants(30, i=(50, {"x": 0, "y": 100}))
    parties, issues = dict.fromkeys("abc", True), {"i": ("x", "y")}
    preferences = dict.fromkeys("abc", same)
    assert to_arrays(case_of(parties, issues, preferences)).alike == ((0, 1, 2),)
    veto = to_arrays(case_of(parties, issues, preferences, consent={"veto": ["b"], "quota": 2}))
    (pair,) = veto.alike
    assert "b" not in {veto.parties[row] for row in pair}
    assert {veto.parties[row] for row in veto.needed} == {"b"}
    assert len(veto.asked) == 3


def test_candidates_stand_for_outcomes_that_are_too_many(monkeypatch):
    monkeypatch.setattr(module, "MAX_OUTCOMES", 5)
    links = [{"if": "water = dam", "then": "road = open"}]
    case = changed(orchard(), links=links)
    arrays = to_arrays(case, np.array([[0, 0], [1, 0], [1, 2]]))
    told = [arrays.outcome(row) for row in range(arrays.n_outcomes)]
    assert told == [{"water": "dam", "road": "open"}, {"water": "sluice", "road": "shut"}]
    assert not arrays.complete
    assert arrays.n_grid == 2
