"""Confidence says what a forecast rests on, in sentences of its own, and never how likely it is."""

import numpy as np
import pytest
from tests.forecast_cases import AT, harbor, with_party

from detente.analysis.forecast import forecast
from detente.analysis.forecast_confidence import confidence as judged
from detente.analysis.forecast_distribution import distribution
from detente.analysis.forecast_models import model_forecasts
from detente.analysis.forecast_parties import party_places
from detente.analysis.forecast_places import places
from detente.analysis.prepared import prepare
from detente.analysis.spread import interval
from detente.case.model import Case

DOMAIN = "untested on talks of another kind"


def stated(case):
    """Return the case with an act behind every place."""
    content = case.model_dump(mode="json", by_alias=True)
    for preference in content["preferences"].values():
        for wish in preference["issues"].values():
            wish["because"] = ["a0000001"]
    return Case.model_validate(content)


def confidence(case):
    found = forecast(case, n_draws=64).values.issue("depth").confidence
    assert all(reason.de != reason.en for reason in found.reasons)
    assert all(reason.en.endswith(".") for reason in found.reasons)
    return found.level, " ".join(reason.en for reason in found.reasons)


def test_what_nobody_has_tested_is_never_of_high_confidence():
    level, words = confidence(stated(harbor()))
    assert level == "moderate"
    assert DOMAIN in words
    assert "known of everyone" in words


def test_places_without_any_act_make_it_low():
    level, words = confidence(harbor())
    assert level == "low"
    assert "All places rest on assumptions, none on an act." in words


def test_some_places_without_an_act_are_counted():
    case = with_party(stated(harbor()), "west", ideal="middle", salience=100)
    level, words = confidence(case)
    assert "rest 1 of the 3 places" in words
    assert level == "moderate"


def with_model_at(name, place):
    """Return a forecast of which one model lies somewhere and all others in the middle of it."""
    case = stated(harbor())
    ready = prepare(case, n_draws=1, seed=0, scored=False)
    issue = places(ready, ready.draws)["depth"]
    found = distribution(issue.among(issue.at_table), issue.weight, issue.scale)
    found = found.model_copy(update={"interval_80": (20.0, 80.0)})
    models = [
        model.model_copy(
            update={"place": interval(np.array([place if model.model == name else found.median]))}
        )
        for model in model_forecasts(case, issue)
    ]
    return judged(issue, party_places(case, issue), found, tuple(models))


def test_a_tested_model_outside_the_interval_makes_it_low_and_stands_first():
    sure = with_model_at("median", 81)
    assert sure.level == "low"
    assert sure.reasons[0].en.startswith("One of 7 models sees the outcome outside")
    assert "every second outcome" in sure.reasons[0].en


def test_a_model_at_the_end_of_the_interval_is_inside():
    assert with_model_at("median", 80 + 1e-12).level == "moderate"


def test_an_agenda_setter_outside_the_interval_does_not_count():
    sure = with_model_at("agenda", 100)
    assert sure.level == "moderate"
    assert not any("models" in reason.en for reason in sure.reasons)


def test_models_that_agree_raise_nothing():
    sure = with_model_at("none of them", 0)
    assert sure.level == "moderate"
    assert not any("agree" in reason.en for reason in sure.reasons)


def test_one_silent_of_three_is_named_and_two_of_four_too():
    level, words = confidence(with_party(stated(harbor()), "west"))
    assert "Of 1 of the 3 at the table" in words
    assert level == "moderate"


def test_most_at_the_table_silent_makes_it_low():
    content = stated(harbor()).model_dump(mode="json", by_alias=True)
    for name in ("tug", "crane", "pilot"):
        content["parties"][name] = {"seat": True, "influence": 10}
    level, words = confidence(with_party(Case.model_validate(content), "west"))
    assert "Of 4 of the 6 at the table" in words
    assert level == "low"


def test_wide_ranges_are_a_reason():
    ways = {"low": "0..100", "middle": "0..60", "high": "0..100"}
    case = with_party(stated(harbor()), "north", scores=ways, salience=100, because=["a0000001"])
    level, words = confidence(case)
    assert "move the weighted mean by" in words
    assert level == "low"


def test_what_only_others_say_of_a_party_is_a_reason():
    case = with_party(
        stated(harbor()), "south", ideal="low", salience=50, ascribed=True, because=["a0000001"]
    )
    _, words = confidence(case)
    assert "is only said by others" in words


def test_the_absent_with_a_wish_are_a_reason():
    _, words = confidence(stated(harbor()))
    assert "One party without a seat" in words


def test_influence_that_nobody_states_is_a_reason():
    content = stated(harbor()).model_dump(mode="json", by_alias=True)
    for party in content["parties"].values():
        del party["influence"]
    _, words = confidence(Case.model_validate(content))
    assert "says nothing of the parties' influence" in words


def test_agreement_of_all_is_a_reason_to_doubt_the_width():
    case = stated(harbor())
    for party in ("north", "west"):
        case = with_party(case, party, ideal="low", salience=50, because=["a0000001"])
    _, words = confidence(case)
    assert "stand at the same place" in words


@pytest.mark.parametrize("party", ["north", "south", "west"])
def test_grounds_name_the_place_in_the_case_and_its_acts(party):
    found = forecast(stated(harbor())).values.issue("depth").parties
    grounds = next(item.grounds for item in found if item.party == party)
    assert grounds[0].path == f"preferences.{party}.issues.depth"
    assert grounds[0].because == ("a0000001",)


def test_reasons_of_the_whole_preference_are_handed_down():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["preferences"]["north"]["assume"] = "as it always says"
    content["parties"]["north"]["influence"] = {"value": 80, "assume": "it owns the cranes"}
    found = forecast(Case.model_validate(content)).values.issue("depth").parties[0]
    assert [ground.path for ground in found.grounds] == [
        "preferences.north.issues.depth", "parties.north.influence"
    ]  # fmt: skip
    assert found.grounds[0].assume == "as it always says"
    assert set(dict(found.best)) <= set(AT)
