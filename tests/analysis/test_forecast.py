"""Where an issue is likely to end: places from wishes, what counts, what is refused, what turns."""

import json

import pytest
from hypothesis import given, settings
from tests.forecast_cases import (
    AT,
    harbor,
    mirrored,
    placed_cases,
    reordered,
    wish,
    with_party,
)

from detente.analysis.calibration import shipped
from detente.analysis.forecast import forecast
from detente.analysis.forecast_distribution import term
from detente.analysis.forecast_market import FEW_DRAWS, middle_places
from detente.analysis.forecast_places import places as places_of
from detente.analysis.prepared import prepare
from detente.case.model import Case


def depth(case, **options):
    return forecast(case, **options).values.issue("depth")


def places(found):
    return {party.party: party.place and party.place.mid for party in found.parties}


def test_a_party_stands_where_its_best_option_lies():
    assert places(depth(harbor())) == {"north": 100, "south": 0, "west": 40, "gulls": 0}


def test_options_that_tie_put_it_in_the_middle_of_them():
    case = with_party(harbor(), "west", scores={"low": 80, "high": 80, "middle": 10})
    found = depth(case)
    assert places(found)["west"] == 50
    assert dict(found.parties[2].best) == {"low": 0.5, "high": 0.5}


@pytest.mark.parametrize("worth", [0, 50, 100])
def test_a_party_to_whom_all_options_are_alike_has_no_place(worth):
    alike = dict.fromkeys(AT, worth)
    found = depth(with_party(harbor(), "west", salience=100, scores=alike))
    west = found.parties[2]
    assert (west.place, west.best, west.indifferent) == (None, (), True)
    assert not any(party.indifferent for party in found.parties if party.party != "west")
    silent = depth(with_party(harbor(), "west"))
    assert found.at_table == silent.at_table
    assert not silent.parties[2].indifferent


def test_worths_in_one_range_are_not_alike():
    scores = dict.fromkeys(AT, "40..60")
    west = depth(with_party(harbor(), "west", scores=scores), n_draws=64).parties[2]
    assert west.place is not None
    assert not west.indifferent


def test_worths_in_one_range_are_not_alike_at_their_middle_either():
    case = with_party(harbor(), "west", scores=dict.fromkeys(AT, "40..60"))
    ready = prepare(case, n_draws=32, seed=0, scored=False)
    everything = places_of(ready, ready.draws)
    middle = middle_places(ready, everything)["depth"]
    west = middle.parties.index("west")
    assert middle.position[:, west].tolist() == [pytest.approx(sum(AT.values()) / 3)]
    assert not middle.indifferent.any()


def test_ranges_move_it_from_one_value_set_to_the_next():
    case = with_party(harbor(), "west", scores={"low": 0, "middle": "40..60", "high": "50..70"})
    west = depth(case, n_draws=1024).parties[2]
    assert (west.place.low, west.place.high) == (40, 100)
    # The middle one is better where u > v + 1/2, of two even numbers from 0 to 1: an eighth.
    assert dict(west.best)["middle"] == pytest.approx(1 / 8, abs=0.02)


@pytest.mark.parametrize("wanted", [{}, {"silent": True}, {"salience": 90}])
def test_who_said_nothing_has_no_place_and_no_weight(wanted):
    west = depth(with_party(harbor(), "west", **wanted)).parties[2]
    assert west.place is None
    assert not west.known
    assert west.weight_share.mid == 0


def test_a_party_known_by_its_order_alone_stands_where_its_first_outcomes_lie():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["preferences"]["west"] = {"ranking": ["depth = high or depth = middle", "depth = low"]}
    found = depth(Case.model_validate(content), n_draws=4)
    assert places(found)["west"] == pytest.approx((AT["middle"] + AT["high"]) / 2)


def test_the_mean_is_that_of_those_at_the_table_by_influence_and_salience():
    found = depth(harbor())
    shares = {party.party: party.weight_share.mid for party in found.parties}
    assert shares == {"north": 0.5, "south": 0.25, "west": 0.25, "gulls": 0.2}
    assert found.at_table.mean.mid == pytest.approx(0.5 * 100 + 0.25 * 40)
    assert found.with_everyone.mean.mid == pytest.approx(60 * 4 / 5)


def test_a_seat_for_everyone_leaves_nothing_to_add():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["parties"]["gulls"]["seat"] = True
    found = depth(Case.model_validate(content))
    assert found.with_everyone is None
    assert found.at_table.mean.mid == pytest.approx(48)


def test_the_median_lies_in_both_intervals_and_the_quantiles_ascend():
    found = depth(harbor()).at_table
    assert found.interval_80[0] <= found.interval_50[0] <= found.median
    assert found.median <= found.interval_50[1] <= found.interval_80[1]
    assert len(found.quantiles) == 100
    assert list(found.quantiles) == sorted(found.quantiles)


def test_every_option_has_the_chance_of_the_places_nearest_to_it():
    found = depth(harbor()).at_table
    nearest = [min(AT, key=lambda option: abs(AT[option] - p)) for p in found.quantiles]
    for option in found.options:
        counted = nearest.count(option.option) / 100
        assert option.probability == pytest.approx(counted, abs=0.02)
    assert sum(option.probability for option in found.options) == pytest.approx(1)
    (best,) = found.most_likely
    assert best == max(found.options, key=lambda option: option.probability).option


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0, "almost_no_chance"), (0.049, "almost_no_chance"), (0.05, "very_unlikely"),
        (0.2, "unlikely"), (0.449, "unlikely"), (0.45, "roughly_even"), (0.55, "roughly_even"),
        (0.551, "likely"), (0.8, "likely"), (0.801, "very_likely"), (0.95, "very_likely"),
        (0.951, "almost_certain"), (1, "almost_certain"),
    ],
)  # fmt: skip
def test_a_probability_has_one_word_and_so_has_its_opposite(probability, word):
    opposite = {
        "almost_no_chance": "almost_certain", "very_unlikely": "very_likely",
        "unlikely": "likely", "roughly_even": "roughly_even",
    }  # fmt: skip
    pairs = opposite | {there: here for here, there in opposite.items()}
    assert term(probability) == word
    assert term(1 - probability) == pairs[word]


def test_certain_values_need_one_draw_and_give_one_place():
    finding = forecast(harbor())
    assert finding.n_draws == 1
    mean = finding.values.issue("depth").at_table.mean
    assert mean.low == mean.high


def test_ranges_are_carried_through():
    content = harbor().model_dump(mode="json", by_alias=True)
    content["parties"]["north"]["influence"] = "40..100"
    found = depth(Case.model_validate(content))
    mean = found.at_table.mean
    # Shares of north run from 1/3 to 5/9; a tenth of the way into the range from both ends.
    assert mean.low == pytest.approx((46 * 100 + 40 * 40) / (46 + 80), abs=0.2)
    assert mean.high == pytest.approx((94 * 100 + 40 * 40) / (94 + 80), abs=0.2)


def test_the_record_of_the_method_stands_beside_it():
    record = forecast(harbor()).values.record
    assert record.origin == shipped().origin
    assert record.coverage_80 == shipped().track_record.coverage_80


def refused(case):
    found = depth(case)
    assert found.at_table is None
    assert not found.models
    assert found.confidence is None
    assert found.refused.de != found.refused.en
    return found.refused.en


def test_silence_of_all_at_the_table_is_no_forecast_even_if_the_absent_speak():
    case = harbor()
    for party in ("north", "south", "west"):
        case = with_party(case, party)
    assert "nothing is known" in refused(case)
    assert depth(case).with_everyone is None


def test_one_voice_alone_is_a_demand_and_no_forecast():
    case = with_party(with_party(harbor(), "south"), "west")
    assert "repeat its demand" in refused(case)
    assert depth(case).with_everyone is not None


def test_where_nobody_prefers_any_option_nothing_tells_outcomes_apart():
    case, alike = harbor(), dict.fromkeys(AT, 50)
    for party in ("north", "south"):
        case = with_party(case, party, scores=alike)
    assert "one party at the table only prefers" in refused(case)
    case = with_party(case, "west", scores=alike)
    assert "nobody at the table prefers any option" in refused(case)
    assert "nobody at the table prefers" in refused(with_party(case, "south"))


def test_places_that_could_be_anywhere_do_not_tell_outcomes_apart():
    case = harbor()
    for party in ("south", "west"):
        case = with_party(case, party, scores=dict.fromkeys(AT, "0..100"))
    assert "leave open where" in refused(case)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ((None, None, None), "3 options have no order"),
        ((0, None, 100), "1 of the 3 options has no place"),
        ((None, None, 100), "2 of the 3 options have no place"),
        ((50, 50, 50), "at the same place"),
    ],
)
def test_options_without_an_order_are_no_scale(at, words):
    content = harbor().model_dump(mode="json", by_alias=True)
    for option, place in zip(AT, at, strict=True):
        content["issues"]["depth"]["options"][option]["at"] = place
    found = depth(Case.model_validate(content))
    assert words in found.refused.en
    assert found.scale == ()


@pytest.mark.parametrize(("today", "first"), [("wet", "wet"), ("dry", "dry"), (None, "dry")])
def test_two_options_need_no_places(today, first):
    content = harbor().model_dump(mode="json", by_alias=True)
    content["issues"]["dock"] = {"status_quo": today, "options": {"wet": {}, "dry": {}}}
    for party, ideal in (("north", "wet"), ("south", "dry"), ("west", "dry")):
        content["preferences"][party]["issues"]["dock"] = wish(ideal)
    found = forecast(Case.model_validate(content)).values.issue("dock")
    assert {item.option: item.at for item in found.scale}[first] == 0
    assert found.scale_note is not None
    chance = {option.option: option.probability for option in found.at_table.options}
    assert chance["wet"] > 0.4
    assert sum(chance.values()) == pytest.approx(1)


def turned(place):
    return 100 - place


@settings(max_examples=40, deadline=None)
@given(placed_cases())
def test_turning_a_scale_round_turns_the_forecast_round(case):
    first = forecast(case, n_draws=16).values
    other = forecast(mirrored(case), n_draws=16).values
    for here, there in zip(first.issues, other.issues, strict=True):
        assert here.refused == there.refused
        if here.at_table is None:
            continue
        one, two = here.at_table, there.at_table
        assert one.median == pytest.approx(turned(two.median), abs=1e-6)
        for ends in ("interval_50", "interval_80"):
            low, high = getattr(two, ends)
            assert getattr(one, ends) == pytest.approx((turned(high), turned(low)), abs=1e-6)
        assert one.quantiles == pytest.approx(
            tuple(turned(place) for place in reversed(two.quantiles)), abs=1e-6
        )
        assert one.most_likely == two.most_likely
        assert [o.probability for o in one.options] == pytest.approx(
            [o.probability for o in two.options], abs=1e-9
        )
        for model, mirror in zip(here.models, there.models, strict=True):
            assert model.place.mid == pytest.approx(turned(mirror.place.mid), abs=1e-3), model.model
        for change, mirror in zip(here.without, there.without, strict=True):
            assert change.median_change == pytest.approx(-mirror.median_change, abs=1e-6)
            gains = {n.party: n.points.mean for n in change.nearer}
            assert gains == pytest.approx({n.party: n.points.mean for n in mirror.nearer}, abs=1e-6)


def in_any_order(content):
    if isinstance(content, dict):
        return {key: in_any_order(value) for key, value in content.items()}
    if isinstance(content, list):
        return sorted((in_any_order(item) for item in content), key=json.dumps)
    return content


@settings(max_examples=40, deadline=None)
@given(placed_cases())
def test_no_order_of_the_file_changes_a_digit(case):
    first, other = (
        in_any_order(forecast(one, n_draws=16).values.model_dump(mode="json"))
        for one in (case, reordered(case))
    )
    assert json.dumps(first, sort_keys=True) == json.dumps(other, sort_keys=True)


@settings(max_examples=20, deadline=None)
@given(placed_cases())
def test_the_same_seed_gives_the_same_bytes(case):
    first, other = (forecast(case, n_draws=FEW_DRAWS + 8, seed=3) for _ in range(2))
    assert first.model_dump_json() == other.model_dump_json()
