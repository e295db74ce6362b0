"""Stability on whole cases: what is looked at, refused, grounded, and what must not matter."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_neutrality import in_any_order, reordered, swapped
from tests.analysis_cases import case_of, certain_cases, changed, uncertain_cases, wants

from detente.analysis.stability import stability
from detente.analysis.stability_values import StabilityValues
from detente.case.model import Case


def harbor(**rest):
    """Return a case in which two at the table need each other and an isle can land or bar."""
    case = case_of(
        {"north": True, "south": True, "isle": False},
        {"quay": ("open", "shut"), "fuel": ("sold", "withheld"), "fares": ("low", "high"),
         "landing": ("free", "barred")},
        {
            "north": wants(
                30, quay=(40, {"open": 20, "shut": 80}), fuel=(60, {"sold": 100, "withheld": 0}),
                fares=(10, {"low": 40, "high": 60}), landing=(10, {"free": 100, "barred": 0}),
            ),
            "south": wants(
                30, quay=(60, {"open": 100, "shut": 0}), fuel=(40, {"sold": 20, "withheld": 80}),
                fares=(10, {"low": 60, "high": 40}), landing=(10, {"free": 100, "barred": 0}),
            ),
            "isle": wants(
                50, ["fares = high and landing = free"],
                quay=(10, {"open": 50, "shut": 50}), fuel=(10, {"sold": 50, "withheld": 50}),
                fares=(80, {"low": 100, "high": 0}), landing=(50, {"free": 60, "barred": 40}),
            ),
        },
    )  # fmt: skip
    content = case.model_dump(mode="json", by_alias=True)
    holders = {"quay": ["north"], "fuel": ["south"], "landing": ["isle"]}
    today = {"quay": "shut", "fuel": "withheld", "fares": "high", "landing": "barred"}
    for name, issue in content["issues"].items():
        issue["held_by"] = {who: {"because": [f"a_{name}"]} for who in holders.get(name, [])}
        issue["status_quo"] = today[name]
        issue["because"] = ["a_raised"]
    return changed(Case.model_validate(content), **rest)


@pytest.fixture(scope="module")
def values():
    return stability(harbor()).values


def held(values, **options):
    return next(item for item in values.outcomes if options.items() <= item.outcome.items())


def test_settlements_come_first_and_the_status_quo_last(values):
    assert values.outcomes[0].kinds[0] == "foremost"
    assert values.outcomes[-1].kinds == ("status_quo",)
    assert values.outcomes[-1].outcome == values.status_quo


def test_who_holds_what_and_what_nobody_holds(values):
    assert {h.party: h.issues for h in values.holders} == {
        "north": ("quay",), "south": ("fuel",), "isle": ("landing",),
    }  # fmt: skip
    assert values.joint == ("fares",)
    assert values.holders[0].grounds[0].path == "issues.quay.held_by.north"
    assert values.holders[0].grounds[0].because == ("a_quay",)


def test_a_red_line_makes_the_absent_party_leave(values):
    found = held(values, fares="high", landing="free", quay="open")
    assert found.leavers == ("isle",)
    isle = found.party("isle")
    assert not isle.seated
    (departure,) = isle.departures
    assert departure.step.changes == {"landing": "barred"}
    assert [answer.why_not for answer in departure.answers][:2] == ["nothing_hurts"] * 2
    assert "preferences.isle.red_lines.0" in [ground.path for ground in departure.grounds]
    assert not any(found.holds.values())
    assert found.holds_at_table["sseq"]


def test_every_step_and_answer_names_places_that_exist(values):
    case = harbor().model_dump(mode="json", by_alias=True)
    grounds = [
        ground
        for item in values.outcomes
        for party in item.parties
        for departure in party.departures
        for ground in (*departure.grounds, *(g for a in departure.answers for g in a.grounds))
    ]
    assert grounds
    for ground in grounds:
        node = case
        for step in ground.path.split("."):
            node = node[int(step) if isinstance(node, list) else step]
        assert node is not None


def test_an_absent_party_that_cannot_move_changes_what_holds(values):
    isle = values.frozen[0]
    assert (isle.party, isle.seated, isle.issues) == ("isle", False, ("landing",))
    assert isle.n_after["seq"] > isle.n_before["seq"] == values.n_equilibria["seq"]
    assert any(not turn.before and turn.after for turn in isle.turns)
    assert [item.party for item in values.frozen] == ["isle", "north", "south"]


def test_the_way_to_a_settlement_has_a_step_together_where_nobody_holds_an_issue(values):
    way = next(item for item in values.roadmaps if item.goal["fares"] == "low")
    assert way.together
    together = next(step for step in way.by_moves if len(step.movers) > 1)
    assert together.movers == ("north", "south")
    assert together.changes == {"fares": "low"}
    assert together.gain is None


@pytest.mark.parametrize("first", ["fares", "landing"])
def test_what_several_hold_and_none_can_bring_about_alone_they_bring_about_together(first):
    case = harbor()
    content = case.model_dump(mode="json", by_alias=True)
    content["issues"] = {first: content["issues"][first], **content["issues"]}
    content["issues"]["landing"]["held_by"] = []
    fares = content["issues"]["fares"]
    fares["held_by"] = ["north", "south"]
    fares["options"]["low"]["leads_to"] = ["high"]
    fares["options"]["high"]["leads_to"] = []
    values = stability(Case.model_validate(content)).values
    way = next(item for item in values.roadmaps if item.goal["fares"] == "low")
    (together,) = (step for step in way.by_moves if len(step.movers) > 1)
    assert together.changes["fares"] == "low"
    assert not any("low" in s.changes.values() for s in way.by_moves if len(s.movers) == 1)
    fares["held_by"] = ["north"]
    values = stability(Case.model_validate(content)).values
    lost = [item for item in values.roadmaps if item.goal["fares"] == "low"]
    assert all(item.by_moves is None for item in lost), "one holder's final option stays final"


def test_a_final_option_stays_and_holds_no_threat():
    case = harbor()
    content = case.model_dump(mode="json", by_alias=True)
    content["issues"]["fuel"]["options"]["sold"]["leads_to"] = []
    values = stability(Case.model_validate(content)).values
    (final,) = values.one_way
    assert (final.issue, final.option, final.leads_to) == ("fuel", "sold", ())
    assert final.ground.path == "issues.fuel.options.sold.leads_to"
    found = held(values, quay="open", fuel="sold", fares="low")
    assert "north" in found.leavers, "south can no longer take the fuel back"
    assert "north" not in held(stability(case).values, quay="open", fares="low").leavers


def test_where_nobody_holds_anything_the_finding_says_so_and_looks_at_nothing():
    content = harbor().model_dump(mode="json", by_alias=True)
    for issue in content["issues"].values():
        issue["held_by"] = []
    finding = stability(Case.model_validate(content))
    assert not finding.values.looked_at
    assert finding.values.outcomes == ()
    assert "nothing was looked at" in finding.values.why_not.en
    assert finding.values.why_not in finding.warnings


def test_a_host_that_holds_an_issue_has_no_preferences_and_does_not_move():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["parties"]["host"] = {"seat": False, "role": "host"}
    content["issues"]["fares"]["held_by"] = ["host"]
    values = stability(Case.model_validate(content)).values
    assert [h.party for h in values.holders] == ["north", "south", "isle"]
    assert values.joint == ("fares",)


def test_a_case_too_large_is_refused_with_a_warning():
    issues = {f"i{n:02d}": ("x", "y") for n in range(21)}
    parties = {"a": True, "b": True}
    wishes = {i: (50, {"x": 60, "y": 40}) for i in issues}
    case = case_of(parties, issues, {p: wants(0, **wishes) for p in parties})
    content = case.model_dump(mode="json", by_alias=True)
    content["issues"]["i00"]["held_by"] = ["a"]
    finding = stability(Case.model_validate(content))
    assert not finding.values.looked_at
    assert "2,097,152 outcomes" in finding.values.why_not.en
    assert "2.097.152" in finding.values.why_not.de


def ordered(**rest):
    """Return the case of orders: a city and dockers, without points."""
    return changed(
        case_of(
            {"city": True, "dockers": True},
            {"quay": ("open", "closed"), "strike": ("on", "off")},
            {
                "city": {"ranking": [
                    "quay = open and strike = off",
                    {"any_of": ["quay = closed"], "much": True},
                    "quay = open and strike = on",
                ]},
                "dockers": {"priorities": ["quay = open", "strike = off"]},
            },
            **rest,
        )
    )  # fmt: skip


def with_holders(case, **holders):
    content = case.model_dump(mode="json", by_alias=True)
    for issue, parties in holders.items():
        content["issues"][issue]["held_by"] = [parties]
    return Case.model_validate(content)


def test_orders_alone_are_enough():
    values = stability(with_holders(ordered(), quay="city", strike="dockers")).values
    assert values.certain
    assert [item.kinds for item in values.outcomes] == [("resting",)]
    found = values.outcomes[0]
    assert found.outcome == {"quay": "open", "strike": "off"}
    assert found.mixed == {"city": "nash", "dockers": "nash"}
    assert values.n_equilibria["nash"] == 1


def test_weights_that_are_ranges_leave_orders_open():
    content = with_holders(ordered(), quay="city", strike="dockers").model_dump(
        mode="json", by_alias=True
    )
    content["preferences"]["city"] = {
        "priorities": [
            {"wants": "quay = closed", "weight": "20..60"},
            {"wants": "strike = off and quay = open", "weight": "20..60"},
        ]
    }
    case = Case.model_validate(content)
    values = stability(case, n_draws=256).values
    assert not values.certain
    share = held(values, quay="open", strike="off").party("city").shares["nash"]
    assert share.low < 0.5 < share.high
    assert values.n_unknown > 0
    content["preferences"]["city"]["priorities"][0]["weight"] = "61..70"
    sure = stability(Case.model_validate(content), n_draws=256).values
    assert not [o for o in sure.outcomes if o.outcome == {"quay": "open", "strike": "off"}]


def test_great_preference_tells_strong_threats_from_weak_ones():
    content = with_holders(harbor()).model_dump(mode="json", by_alias=True)
    for great, strength in (("5", "strong"), ("50", "weak")):
        content["preferences"]["north"]["great"] = great
        found = held(stability(Case.model_validate(content)).values, quay="open", fares="low")
        assert found.party("north").strength["seq"] == strength
        assert "seq" in found.party("north").strength


def test_ranges_leave_orders_unknown_and_variants_say_what_follows():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["preferences"]["north"]["issues"]["quay"]["scores"]["shut"] = "0..80"
    values = stability(Case.model_validate(content), n_draws=64).values
    assert not values.certain
    assert values.n_unknown > 0
    north = values.outcomes[0].party("north").variants["nash"]
    assert north == {"a": False, "b": True, "c": False, "d": True}
    share = values.outcomes[0].party("north").shares["nash"]
    assert 0 < share.low < share.share < share.high < 1


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
def test_the_middle_and_the_draws_agree_where_nothing_is_a_range(values, concept):
    for item in values.outcomes:
        assert item.shares[concept].share == item.holds[concept]
        assert item.shares[concept].low == item.shares[concept].high
        for party in item.parties:
            assert party.shares[concept].share == party.holds[concept]


@settings(max_examples=8, deadline=None)
@given(certain_cases(), st.data())
def test_swapping_two_names_swaps_exactly_those(case, data):
    case = _with_holders(case, data)
    one, other = list(case.parties)[:2]
    renamed = Case.model_validate(swapped(case.model_dump(mode="json", by_alias=True), one, other))
    found = stability(renamed, n_draws=8).values.model_dump(mode="json")
    expected = swapped(stability(case, n_draws=8).values.model_dump(mode="json"), one, other)
    assert json.dumps(found) == json.dumps(expected)


@settings(max_examples=8, deadline=None)
@given(uncertain_cases(), st.data(), st.randoms(use_true_random=False))
def test_the_order_of_parties_issues_and_options_changes_nothing(case, data, order):
    case = _with_holders(case, data)
    if len({str(p) for p in case.preferences.values()}) < len(case.preferences):
        return  # equal parties: the first in the file is named as the one who answers
    found = stability(reordered(case, order), n_draws=8).values.model_dump(mode="json")
    expected = stability(case, n_draws=8).values.model_dump(mode="json")
    for content in (found, expected):
        del content["graph"]
    assert json.dumps(in_any_order(found), sort_keys=True) == json.dumps(
        in_any_order(expected), sort_keys=True
    )


@settings(max_examples=8, deadline=None)
@given(uncertain_cases(), st.data())
def test_every_explanation_fits_what_holds(case, data):
    values = stability(_with_holders(case, data), n_draws=8).values
    assert StabilityValues.model_validate_json(values.model_dump_json()) == values
    for item in values.outcomes:
        for party in item.parties:
            for departure in party.departures:
                assert departure.step.improves
                for answer in departure.answers:
                    assert answer.deters == bool(answer.steps) == (answer.why_not is None)
                    if answer.concept in ("seq", "sseq"):
                        assert all(step.improves for step in answer.steps)
            for concept in ("gmr", "smr", "seq", "sseq"):
                told = [a.deters for d in party.departures for a in d.answers
                        if a.concept == concept]  # fmt: skip
                assert not party.holds[concept] or all(told)
                if party.n_departures == len(party.departures):
                    assert party.holds[concept] == all(told)
        assert set(item.leavers) | set(item.held_back) | set(item.at_rest) == set(item.mixed)


def _with_holders(case, data):
    content = case.model_dump(mode="json", by_alias=True)
    parties = list(content["parties"])
    for issue in content["issues"].values():
        issue["held_by"] = data.draw(st.lists(st.sampled_from(parties), unique=True, max_size=2))
        issue["status_quo"] = next(iter(issue["options"]))
    return Case.model_validate(content)
