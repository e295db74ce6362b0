"""The tool has no side: swap two names and exactly those swap; no order has a say."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis_cases import PARTIES, case_of, rich_cases, uncertain_cases

from detente.analysis.run import analyze
from detente.case.model import Case


def swapped(content, one, other):
    """Return JSON content with two names exchanged wherever they stand."""
    if isinstance(content, dict):
        return {swapped(k, one, other): swapped(v, one, other) for k, v in content.items()}
    if isinstance(content, list):
        return [swapped(item, one, other) for item in content]
    if isinstance(content, str):
        exchange = {one: other, other: one}
        return re.sub(rf"\b({one}|{other})\b", lambda word: exchange[word[0]], content)
    return content


def findings(case, **options):
    content = analyze(case, n_draws=16, **options).model_dump(mode="json")
    for finding in content.values():
        del finding["case_sha256"]
    return content


@settings(max_examples=60, deadline=None)
@given(uncertain_cases() | rich_cases(), st.permutations(PARTIES))
def test_swapping_two_names_swaps_exactly_those_in_all_findings(case, order):
    one, other = order[0], order[1]
    if one not in case.parties or other not in case.parties:
        one, other = list(case.parties)[:2]
    renamed = Case.model_validate(swapped(case.model_dump(mode="json", by_alias=True), one, other))
    expected = swapped(findings(case), one, other)
    assert json.dumps(findings(renamed)) == json.dumps(expected)


def in_any_order(content):
    """Return JSON content with every list sorted, so that only what is said counts."""
    if isinstance(content, dict):
        return {key: in_any_order(value) for key, value in content.items()}
    if isinstance(content, list):
        items = [in_any_order(item) for item in content]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    return content


def reordered(case, order):
    """Return the case with parties, issues and options written in another order."""
    content = case.model_dump(mode="json", by_alias=True)
    for part in ("parties", "issues", "preferences"):
        items = list(content[part].items())
        order.shuffle(items)
        content[part] = dict(items)
    for issue in content["issues"].values():
        items = list(issue["options"].items())
        order.shuffle(items)
        issue["options"] = dict(items)
    return Case.model_validate(content)


@settings(max_examples=80, deadline=None)
@given(uncertain_cases() | rich_cases(), st.randoms(use_true_random=False))
def test_the_order_of_parties_issues_and_options_changes_no_digit(case, order):
    expected = json.dumps(in_any_order(findings(case)), sort_keys=True)
    found = json.dumps(in_any_order(findings(reordered(case, order))), sort_keys=True)
    assert found == expected


@pytest.mark.parametrize("n_silent", [2, 3])
def test_parties_that_are_equal_but_for_the_name_get_equal_findings(n_silent):
    silent = [f"s{n}" for n in range(n_silent)]
    parties = {"a": True, **dict.fromkeys(silent, False)}
    case = case_of(parties, {"i": ("x", "y"), "j": ("x", "y")})
    values = analyze(case, n_draws=96).model_dump(mode="json")
    for found in values["burden"]["values"]["settlements"]:
        accounts = [{**p, "party": ""} for p in found["parties"] if p["party"] in silent]
        assert all(one == accounts[0] for one in accounts)
    changes = {c["party"]: c for c in values["seats"]["values"]["changes"]}
    assert all(
        swapped(changes["s0"]["parties"], "s0", name) is not None
        and changes[name]["exists_after"] == changes["s0"]["exists_after"]
        for name in silent
    )


@settings(max_examples=20, deadline=None)
@given(uncertain_cases())
def test_what_parties_are_called_on_screen_changes_no_number(case):
    content = case.model_dump(mode="json", by_alias=True)
    for name, party in content["parties"].items():
        party["name"] = f"The League of {name}"
    renamed = findings(Case.model_validate(content))
    expected = findings(case)
    for question in expected:
        assert renamed[question]["values"] == expected[question]["values"]


@settings(max_examples=20, deadline=None)
@given(uncertain_cases())
def test_who_holds_an_issue_enters_stability_alone(case):
    content = case.model_dump(mode="json", by_alias=True)
    for issue in content["issues"].values():
        issue["held_by"] = list(case.parties)[:1]
    renamed = findings(Case.model_validate(content))
    for question, finding in findings(case).items():
        if question != "stability":
            assert renamed[question]["values"] == finding["values"]


@settings(max_examples=20, deadline=None)
@given(uncertain_cases())
def test_an_option_written_twice_under_two_names_doubles_counts_and_moves_no_worth(case):
    """Every outcome with the option then stands there twice, and both fare alike."""
    fixed = case.model_dump(mode="json", by_alias=True)
    for party in fixed["preferences"].values():
        party["red_lines"] = []
        for issue in fixed["issues"]:
            wish = party["issues"].setdefault(issue, {"salience": {"low": 50, "high": 50}})
            scores = wish.setdefault("scores", {})
            for option in fixed["issues"][issue]["options"]:
                scores.setdefault(option, {"low": 40, "high": 40})
                scores[option]["high"] = scores[option]["low"]
            wish["salience"]["high"] = wish["salience"]["low"]
        party["no_deal"]["high"] = party["no_deal"]["low"]
    fixed["links"] = []
    once = analyze(Case.model_validate(fixed))
    fixed["issues"]["ivy"]["options"]["zz"] = {}
    for party in fixed["preferences"].values():
        party["issues"]["ivy"]["scores"]["zz"] = party["issues"]["ivy"]["scores"]["x"]
    twice = analyze(Case.model_validate(fixed))
    found = {(o.issue, o.option): o for o in twice.settlement.values.options}
    assert found["ivy", "zz"].frequency == found["ivy", "x"].frequency
    assert once.settlement.values.exists == twice.settlement.values.exists
    for before, after in zip(once.burden.values.parties, twice.burden.values.parties, strict=True):
        assert (before.least, before.most) == (after.least, after.most)
