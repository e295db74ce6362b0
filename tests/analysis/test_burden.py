"""At whose expense: the account adds up, in every draw and in the means."""

import pytest
from hypothesis import given, settings
from tests.analysis.test_settlement import gain, outcomes_of, settled, true_of
from tests.analysis_cases import (
    case_of,
    certain_cases,
    changed,
    orchard,
    uncertain_cases,
    wants,
)

from detente.analysis.burden import burden
from detente.analysis.settlement import settlement


def account(case, **outcome):
    """Return the burden of one settlement, by party."""
    accounts = burden(case).values.settlements
    found = next(a for a in accounts if a.outcome == outcome)
    return {party.party: party for party in found.parties}


@settings(max_examples=60, deadline=None)
@given(uncertain_cases())
def test_the_means_of_the_issue_parts_add_up_to_the_mean_of_the_party(case):
    for found in burden(case, n_draws=32).values.settlements:
        for party in found.parties:
            parts = party.by_issue
            assert [part.issue for part in parts] == list(case.issues)
            gains = sum(part.against_no_deal.mean for part in parts)
            losses = sum(part.against_ideal.mean for part in parts)
            assert gains == pytest.approx(party.against_no_deal.mean, abs=1e-9)
            assert losses == pytest.approx(party.against_ideal.mean, abs=1e-9)
            assert party.against_ideal.high <= 1e-9


@settings(max_examples=60, deadline=None)
@given(uncertain_cases())
def test_no_party_at_the_table_pays_more_than_it_gets(case):
    for found in burden(case, n_draws=32).values.settlements:
        for party in found.parties:
            if party.seated:
                assert party.against_no_deal.low >= -1e-9
                assert party.worse_than_no_deal.n == 0
                assert party.red_lines_crossed == ()


@settings(max_examples=80, deadline=None)
@given(certain_cases())
def test_a_certain_account_is_that_of_exact_fractions(case):
    for found in burden(case).values.settlements:
        for party in found.parties:
            expected = float(gain(case, party.party, found.outcome))
            assert party.against_no_deal.mid == pytest.approx(expected, abs=1e-9)
            assert party.worse_than_no_deal.n == (expected < 0)
            lines = case.preferences[party.party].red_lines
            crossed = [n for n, x in enumerate(lines) if true_of(case, x.never, found.outcome)]
            assert list(party.red_lines_crossed) == crossed


@settings(max_examples=80, deadline=None)
@given(certain_cases())
def test_what_settlements_as_such_bring_is_that_of_plain_loops(case):
    possible = settled(case)
    for party in burden(case).values.parties:
        if not possible:
            assert party.least.mid == party.most.mid == party.ever_below.of == 0
            continue
        gains = [gain(case, party.party, outcome) for outcome in possible]
        below = [g < 0 for g in gains]
        lines = [x.never for x in case.preferences[party.party].red_lines]
        crossing = [any(true_of(case, x, o) for x in lines) for o in possible]
        assert party.least.mid == pytest.approx(float(min(gains)), abs=1e-9)
        assert party.most.mid == pytest.approx(float(max(gains)), abs=1e-9)
        assert party.below_no_deal.mid == pytest.approx(sum(below) / len(below))
        assert (party.always_below.n, party.ever_below.n) == (all(below), any(below))
        assert party.crosses_red_line.mid == pytest.approx(sum(crossing) / len(crossing))


@settings(max_examples=60, deadline=None)
@given(uncertain_cases())
def test_accounts_are_of_settlements_that_differ_in_more_than_a_detail(case):
    accounts = burden(case, n_draws=32).values.settlements
    listed = [result.outcome for result in settlement(case, n_draws=32).values.outcomes]
    assert [a.outcome for a in accounts] == [
        o for o in listed if o in [a.outcome for a in accounts]
    ]
    assert bool(accounts) == bool(listed)
    assert len(accounts) <= 3
    for place, one in enumerate(accounts):
        for other in accounts[:place]:
            differing = sum(one.outcome[i] != other.outcome[i] for i in case.issues)
            assert differing >= (2 if len(case.issues) > 2 else 1)


def test_the_first_account_is_of_the_foremost_outcome():
    accounts = burden(orchard()).values.settlements
    assert accounts[0].outcome == {"water": "dam", "road": "open"}
    assert accounts[0].share.share == 1


def test_the_orchard_by_hand_fen_pays_for_the_dam():
    """fen: 90 % water worth 0, 10 % road worth 50, no deal 50: total 5 - 50 = -45."""
    fen = account(orchard(), water="dam", road="open")["fen"]
    assert not fen.seated
    assert fen.against_no_deal.mid == pytest.approx(-45)
    assert fen.against_ideal.mid == pytest.approx(-90)
    assert fen.red_lines_crossed == (0,)
    assert [(p.option, p.against_no_deal.mean) for p in fen.by_issue] == [
        ("dam", pytest.approx(-45)),
        ("open", pytest.approx(0)),
    ]


def test_the_status_quo_is_compared_where_it_is_known_in_full():
    water, road = orchard().model_dump(by_alias=True)["issues"].values()
    today = {**water, "status_quo": "none"}
    half = changed(orchard(), issues={"water": today, "road": road})
    full = changed(orchard(), issues={"water": today, "road": {**road, "status_quo": "shut"}})
    outcome = {"water": "dam", "road": "open"}
    assert account(half, **outcome)["vale"].against_status_quo is None
    changes = {name: p.against_status_quo.mid for name, p in account(full, **outcome).items()}
    assert changes == pytest.approx({"hill": 84 - 16, "vale": 50 - 50, "fen": 5 - 95})


def test_an_account_covers_only_the_draws_in_which_it_is_a_settlement():
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": wants("0..100", i=(1, {"x": 50, "y": 0}))})
    (found, *_) = burden(case).values.settlements
    assert found.outcome == {"i": "x"}
    assert found.share.n == 512
    assert found.parties[0].worse_than_no_deal.of == 512
    assert found.parties[0].against_no_deal.mean == pytest.approx(25, abs=0.1)


def test_without_a_settlement_there_is_no_account():
    case = case_of({"a": True}, {"i": ("x", "y")}, {"a": wants(0, ["i = x", "i = y"])})
    values = burden(case).values
    assert values.settlements == ()
    assert values.parties[0].always_below.of == 0
    assert outcomes_of(case)


def test_interactions_have_parts_of_their_own_and_the_account_still_adds_up():
    case = orchard()
    preferences = {name: want.model_dump() for name, want in case.preferences.items()}
    preferences["hill"]["interactions"] = [
        {"when": "water = dam and road = open", "add": -10},
        {"when": "water = sluice and road = open", "add": 20},
    ]
    preferences["fen"]["red_lines"] = [{"at_least": 60}]
    issues = {name: issue.model_dump() for name, issue in case.issues.items()}
    issues["water"]["status_quo"], issues["road"]["status_quo"] = "sluice", "open"
    values = burden(changed(case, preferences=preferences, issues=issues)).values
    for account in values.settlements:
        parties = {party.party: party for party in account.parties}
        hill = parties["hill"]
        first, second = (part.against_no_deal.mean for part in hill.by_interaction)
        dam = account.outcome == {"water": "dam", "road": "open"}
        sluice = account.outcome == {"water": "sluice", "road": "open"}
        assert (first, second) == (-10.0 * dam, 20.0 * sluice)
        for total in ("against_no_deal", "against_ideal"):
            parts = [*hill.by_issue, *hill.by_interaction]
            assert sum(getattr(part, total).mean for part in parts) == pytest.approx(
                getattr(hill, total).mean
            )
        assert parties["fen"].red_lines_crossed == (0,)
        if dam:
            # worth 84 - 10 against 54 + 20 today
            assert hill.against_status_quo.mean == pytest.approx(0)
