"""What a forecast says of each party: its share of the weight, its best options, its reasons."""

import pytest
from hypothesis import given, settings
from tests.forecast_cases import AT, harbor, placed_cases, wish, with_party

from detente.analysis.forecast import forecast
from detente.case.model import Case


def parties(case, issue="depth", **options):
    found = forecast(case, **options).values.issue(issue).parties
    return {party.party: party for party in found}


def changed(path, value):
    """Return the harbor case with one value changed; the path is written with points."""
    content = harbor().model_dump(mode="json", by_alias=True)
    *parents, last = path.split(".")
    inner = content
    for parent in parents:
        inner = inner[parent]
    inner[last] = value
    return Case.model_validate(content)


@settings(max_examples=30, deadline=None)
@given(placed_cases())
def test_shares_of_those_at_the_table_sum_to_one(case):
    for issue in forecast(case, n_draws=8).values.issues:
        seated = [party for party in issue.parties if party.seated and party.place is not None]
        if seated:
            total = sum(party.weight_share.mean for party in seated)
            assert total == pytest.approx(1, abs=1e-9)
        for party in issue.parties:
            assert 0 <= party.weight_share.low <= party.weight_share.high <= 1
            assert (party.place is None) == (not party.best)
            assert party.known <= (party.place is not None)


@settings(max_examples=30, deadline=None)
@given(placed_cases())
def test_the_best_options_are_named_most_often_first_and_hold_the_place(case):
    for issue in forecast(case, n_draws=8).values.issues:
        at = {option.option: option.at for option in issue.scale}
        for party in issue.parties:
            if party.place is None:
                continue
            shares = [share for _, share in party.best]
            assert shares == sorted(shares, reverse=True)
            assert sum(shares) == pytest.approx(1)
            middle = sum(at[option] * share for option, share in party.best)
            assert party.place.mean == pytest.approx(middle, abs=1e-6)


def test_where_nobody_at_the_table_cares_all_count_alike():
    content = harbor().model_dump(mode="json", by_alias=True)
    for party in content["preferences"].values():
        party["issues"]["depth"]["salience"] = 0
    found = parties(Case.model_validate(content))
    shares = {name: party.weight_share.mid for name, party in found.items()}
    assert shares == pytest.approx({"north": 1 / 3, "south": 1 / 3, "west": 1 / 3, "gulls": 1 / 4})


def test_who_does_not_care_has_a_place_and_no_weight():
    north = parties(changed("preferences.north.issues.depth.salience", 0))["north"]
    assert north.place.mid == 100
    assert north.weight_share.mid == 0


def test_ranges_of_influence_become_ranges_of_the_share():
    north = parties(changed("parties.north.influence", "0..80"), n_draws=512)["north"]
    assert north.influence.low < north.influence.mid < north.influence.high
    assert north.weight_share.low < 0.2 < 0.4 < north.weight_share.high <= 0.5


@pytest.mark.parametrize(
    ("wanted", "flags"),
    [
        (wish("low"), (False, False, False)),
        (wish("low", ascribed=True), (False, True, False)),
        ({"silent": True}, (True, False, False)),
        (wish(scores=dict.fromkeys(AT, 30)), (False, False, True)),
    ],
)
def test_silence_hearsay_and_indifference_are_told_apart(wanted, flags):
    west = parties(with_party(harbor(), "west", **wanted))["west"]
    assert (west.silent, west.ascribed, west.indifferent) == flags


def test_reasons_are_those_of_the_wish_or_else_of_all_that_the_party_wants():
    stated = with_party(harbor(), "west", **wish("low"), because=["a0000001"])
    (own,) = parties(stated)["west"].grounds
    assert (own.path, own.because) == ("preferences.west.issues.depth", ("a0000001",))
    (handed_down,) = parties(changed("preferences.west.because", ["a0000002"]))["west"].grounds
    assert (handed_down.path, handed_down.because) == (
        "preferences.west.issues.depth", ("a0000002",),
    )  # fmt: skip


def test_the_reason_for_its_influence_stands_beside_it():
    case = changed("parties.west.influence", {"value": 20, "because": ["a0000003"]})
    assert parties(case)["west"].grounds[-1].path == "parties.west.influence"
    assert parties(harbor())["west"].grounds[-1].path != "parties.west.influence"
