"""What would turn an outcome: which way, how far, and for which outcomes it is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_stability import harbor
from tests.analysis_cases import certain_cases, fixed
from tests.supposed import QUAY, case_of_text

from detente.analysis import stability_outcomes
from detente.analysis.stability import stability
from detente.case.model import Case


@st.composite
def held_cases(draw):
    content = draw(certain_cases()).model_dump(mode="json", by_alias=True)
    parties = list(content["parties"])
    for issue in content["issues"].values():
        holders = draw(st.lists(st.sampled_from(parties), unique=True, min_size=1, max_size=2))
        issue["held_by"] = {party: {} for party in holders}
        issue["status_quo"] = draw(st.sampled_from(list(issue["options"])))
    content["links"] = []
    return Case.model_validate(content)


def turning(case):
    values = stability(case, n_draws=1).values
    return [(item, swaps) for item in values.outcomes for swaps in item.fragility]


@settings(max_examples=6, deadline=None)
@given(held_cases(), st.integers(0, 3))
def test_the_score_told_turns_it_in_the_direction_told(case, first):
    for item, swaps in turning(case)[first::4]:
        assert swaps.stays == item.party(swaps.party).holds[swaps.concept]
        assert swaps.direction == ("sinks" if swaps.stays else "rises")
        if swaps.path is None:
            assert swaps.score_direction is None
            continue
        sign = 1 if swaps.score_direction == "up" else -1
        assert (swaps.becomes - swaps.score) * sign >= 0
        becomes = swaps.becomes + sign * (1e-4 if swaps.beyond else 0)
        if not 0 <= becomes <= 100:
            continue
        after = stability(fixed(case, {swaps.path: becomes}), n_draws=1, outcomes=[item.outcome])
        found = next(o for o in after.values.outcomes if o.outcome == item.outcome)
        assert found.party(swaps.party).holds[swaps.concept] is not swaps.stays


@settings(max_examples=10, deadline=None)
@given(held_cases())
def test_what_changes_places_ends_with_the_outcome_told_as_the_last(case):
    for _, swaps in turning(case):
        if swaps.swaps is None:
            assert (swaps.raised, swaps.until) == ((), None)
        else:
            assert len(swaps.raised) == min(swaps.swaps, 12)
            assert swaps.swaps > 12 or swaps.until in swaps.raised


def test_a_party_that_leaves_is_told_what_would_make_it_stay():
    case = case_of_text(QUAY)
    values = stability(case, outcomes=[{"quay": "shut", "fuel": "sold"}]).values
    item = next(o for o in values.outcomes if "asked" in o.kinds)
    (south,) = [swaps for swaps in item.fragility if swaps.party == "south"]
    assert (south.stays, south.concept, south.direction) == (False, "gmr", "rises")
    assert (south.swaps, south.until) == (1, {"quay": "shut", "fuel": "withheld"})
    assert (south.path, south.score_direction) == (
        "preferences.south.issues.fuel.scores.sold",
        "up",
    )
    assert (south.becomes, south.beyond) == (80, False)


def test_no_score_makes_up_for_a_red_line():
    content = case_of_text(QUAY).model_dump(mode="json", by_alias=True)
    wants = content["preferences"]["north"]
    wants["red_lines"] = [{"never": "quay = open"}]
    for wish in wants["issues"].values():
        wish["scores"] = dict.fromkeys(wish["scores"], 0)
    values = stability(Case.model_validate(content)).values
    today = values.outcomes[-1]
    (north,) = [swaps for swaps in today.fragility if swaps.party == "north"]
    assert north.stays
    assert north.path is None


def test_any_change_one_way_is_told_with_that_way():
    content = case_of_text(QUAY).model_dump(mode="json", by_alias=True)
    content["preferences"]["north"]["issues"]["quay"]["scores"] = {"open": 50, "shut": 50}
    values = stability(Case.model_validate(content)).values
    ties = [s for o in values.outcomes for s in o.fragility if s.party == "north" and s.path]
    (tie, *_) = [s for s in ties if s.becomes == s.score]
    assert tie.beyond
    assert tie.score_direction in ("up", "down")


def test_every_outcome_looked_at_is_told_unless_there_are_too_many_around_it(monkeypatch):
    values = stability(harbor()).values
    assert all(item.turning_asked for item in values.outcomes)
    assert all(item.fragility and item.inverse for item in values.outcomes)
    monkeypatch.setattr(stability_outcomes, "MAX_TURNED", 1)
    monkeypatch.setattr(stability_outcomes, "MAX_FRAGILE", 1)
    last = values.outcomes[-2].outcome
    fewer = stability(harbor()).values.outcomes
    assert fewer[0].turning_asked
    assert not any(item.turning_asked or item.fragility for item in fewer[1:])
    asked = stability(harbor(), outcomes=[last]).values.outcomes
    assert next(item for item in asked if item.outcome == last).fragility


@pytest.mark.parametrize("outcome", [{"quay": "open", "fuel": "sold"}])
def test_an_outcome_asked_for_that_is_a_settlement_is_looked_at_once(outcome):
    values = stability(case_of_text(QUAY), outcomes=[outcome, outcome]).values
    assert [item.outcome for item in values.outcomes].count(outcome) == 1
