"""Exchanges between issues, at whose expense they are, and power by the rule of consent alone."""

import pytest
from tests.forecast_cases import barter, harbor

from detente.analysis.forecast import forecast
from detente.case.model import Case


def test_each_has_its_way_on_the_issue_it_cares_more_about():
    found = forecast(barter()).values.exchange
    before = {issue.issue: issue.before.mid for issue in found.issues}
    after = {issue.issue: issue.after.mid for issue in found.issues}
    assert before == pytest.approx({"fees": 100 / 3, "hours": 200 / 3})
    assert after == pytest.approx({"fees": 0, "hours": 100})
    (made,) = found.exchanges
    ways = {made.first: made.first_issue, made.second: made.second_issue}
    assert ways == {"ann": "hours", "ben": "fees"}
    assert made.gain == pytest.approx(100 / 6)


def test_who_has_no_seat_trades_nothing_and_pays():
    found = forecast(barter()).values.exchange
    effects = {party.party: party for party in found.parties}
    assert effects["ann"].own.mid == pytest.approx(100 / 6)
    assert effects["ann"].others.mid == 0
    # Both outcomes move a third of the scale away from what it wants, at full salience.
    assert effects["eve"].own.mid == 0
    assert effects["eve"].others.mid == pytest.approx(-200 / 3)
    assert effects["eve"].worse == 1
    assert found.exchanges[0].others == (("eve", pytest.approx(-200 / 3)),)


def test_its_outcome_stands_among_the_models_of_each_issue():
    values = forecast(barter()).values
    for traded in values.exchange.issues:
        model = values.issue(traded.issue).models[-1]
        assert (model.model, model.place) == ("exchange", traded.after)
        assert "issues_together" in model.told


def test_orders_of_equal_exchanges_are_spread_out_beside_the_shared_one():
    content = barter().model_dump(mode="json", by_alias=True)
    content["parties"]["bob"] = {"seat": True, "influence": 50}
    content["preferences"]["bob"] = content["preferences"]["ben"]
    found = forecast(Case.model_validate(content)).values.exchange
    assert found.n_ties > 0
    for issue in found.issues:
        assert issue.tie_low <= issue.after.mid + 1e-6
        assert issue.after.mid <= issue.tie_high + 1e-6


def test_one_issue_alone_leaves_nothing_to_trade():
    found = forecast(harbor()).values.exchange
    assert found.why_not is not None
    assert found.why_not.de != found.why_not.en
    assert not found.issues


def test_issues_without_a_forecast_are_not_traded():
    content = barter().model_dump(mode="json", by_alias=True)
    del content["preferences"]["ben"]["issues"]["hours"]
    values = forecast(Case.model_validate(content)).values
    assert values.issue("hours").refused is not None
    assert values.exchange.why_not is not None


def power(**consent):
    content = harbor().model_dump(mode="json", by_alias=True)
    content["consent"] = consent
    return {party.party: party for party in forecast(Case.model_validate(content)).values.power}


def test_where_all_must_agree_all_have_a_veto_and_the_same_power():
    found = power()
    assert list(found) == ["north", "south", "west"]
    assert {party.shapley_shubik.exact for party in found.values()} == {"1/3"}
    assert all(party.veto and not party.no_say for party in found.values())


def test_a_veto_beside_a_quota_is_worth_more_than_a_vote():
    # Two of three, north among them: north swings three times, the others once each.
    found = power(quota=2, veto=["north"])
    assert found["north"].banzhaf.exact == "3/5"
    assert found["north"].shapley_shubik.exact == "2/3"
    assert found["south"].banzhaf.exact == found["west"].banzhaf.exact == "1/5"
    assert [party.veto for party in found.values()] == [True, False, False]


def test_a_seat_without_a_say_is_named():
    found = power(veto=["north"])
    assert found["south"].no_say
    assert found["south"].banzhaf.value == 0
    assert found["north"].banzhaf.exact == "1"
