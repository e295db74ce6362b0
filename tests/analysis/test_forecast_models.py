"""What the models say beside the forecast: variants by name, what they are told, how far apart."""

from dataclasses import replace

import numpy as np
import pytest
from tests.forecast_cases import harbor

from detente.analysis.finding import Interval
from detente.analysis.forecast import forecast
from detente.analysis.forecast_models import MODELS, models_spread
from detente.analysis.forecast_values import ModelForecast
from detente.case.model import Case
from detente.kernels.challenge import challenge
from detente.kernels.condorcet import condorcet
from detente.kernels.nash_choice import nash_point

PLACE = np.array([100.0, 0.0, 40.0])
WEIGHT = np.array([80 * 50.0, 40 * 50.0, 20 * 100.0])
USUAL = [model.name for model in MODELS if model.usual]


def models(case, **options):
    return {item.model: item for item in forecast(case, **options).values.issue("depth").models}


def changed(**fields):
    content = harbor().model_dump(mode="json", by_alias=True)
    return Case.model_validate({**content, **fields})


def test_usual_models_say_what_their_kernels_say():
    found = {name: item.place.mid for name, item in models(harbor()).items()}
    assert list(found) == USUAL
    assert found["mean"] == pytest.approx(60)
    assert found["mean_unweighted"] == pytest.approx(140 / 3)
    assert found["median"] == pytest.approx(70)
    assert found["nash"] == pytest.approx(float(nash_point(PLACE, WEIGHT)))
    assert found["condorcet"] == pytest.approx(float(condorcet(PLACE, WEIGHT).mean))


def test_all_models_are_asked_on_request():
    found = models(harbor(), all_models=True)
    assert list(found) == [model.name for model in MODELS]
    expected = challenge(PLACE, np.array([0.5, 0.5, 1.0]), np.array([80.0, 40.0, 20.0]))
    assert found["challenge"].place.mid == pytest.approx(float(expected.forecast[0]))
    assert 0 <= found["bargain"].place.mid <= 100


def test_every_model_names_its_variant_and_what_it_is_told():
    for item in models(harbor(), all_models=True).values():
        assert item.variant
        assert "places" in item.told


def test_models_that_need_a_status_quo_are_silent_without_one():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["issues"]["depth"]["status_quo"] = None
    left = set(USUAL) - set(models(Case.model_validate(content)))
    assert left == {"nash_reference", "agenda"}


def test_by_consent_of_all_nothing_passes_that_one_likes_less_than_today():
    assert models(harbor())["agenda"].place.mid == pytest.approx(0)


def test_by_a_quota_each_proposer_gets_what_enough_others_prefer():
    # Two of three: north gets what west likes as much as today, 80; south keeps 0; west gets 40.
    found = models(changed(consent={"quota": 2}))["agenda"]
    assert found.place.mid == pytest.approx((80 + 0 + 40) / 3)
    assert "0 to 80" in found.notes[0].en


def test_by_a_veto_alone_what_its_owner_accepts_passes():
    found = models(changed(consent={"veto": ["north"]}))["agenda"]
    assert found.place.mid == pytest.approx((100 + 0 + 40) / 3)


def test_groups_are_beyond_the_agenda_model():
    groups = {"both": {"members": ["north", "south"]}}
    assert "agenda" not in models(changed(consent={"groups": groups}))


def test_the_spread_names_the_outermost_models():
    def said(model, place):
        at = Interval(low=place, mid=place, high=place, mean=place)
        return ModelForecast(model=model, variant="v", told=("places",), place=at)

    spread = models_spread((said("mean", 30), said("median", 10), said("nash", 10 + 1e-9)))
    assert (spread.low, spread.high) == (10, 30)
    assert spread.lowest == ("median", "nash")
    assert spread.highest == ("mean",)


def test_names_of_models_are_those_that_findings_know():
    names = [replace(model).name for model in MODELS]
    assert len(set(names)) == len(names)
    known = ModelForecast.model_fields["model"].annotation.__args__
    assert set(names) | {"exchange"} == set(known)
