"""Why a settlement is what it is."""

from fractions import Fraction

from tests.analysis_cases import orchard

from detente.analysis.problem import to_problem
from detente.analysis.why import indifferent, least_gaining, trades
from detente.case.files import loads

BARTER = """
detente: 1
title: Barter
parties: {north: {seat: true}, south: {seat: true}, east: {seat: false}}
issues:
  fish: {options: {ours: {}, theirs: {}}}
  grain: {options: {ours: {}, theirs: {}}}
preferences:
  north:
    no_deal: 30
    issues:
      fish: {salience: 80, scores: {ours: 100, theirs: 0}}
      grain: {salience: 20, scores: {ours: 100, theirs: 0}}
  south:
    no_deal: 30
    issues:
      fish: {salience: 30, scores: {ours: 0, theirs: 100}}
      grain: {salience: 70, scores: {ours: 0, theirs: 100}}
  east:
    no_deal: 50
    issues:
      fish: {salience: 50, scores: {ours: 0, theirs: 100}}
      grain: {salience: 50, scores: {ours: 0, theirs: 100}}
"""


def place(ready, **outcome):
    return [ready.options[n].index(outcome[issue]) for n, issue in enumerate(ready.issues)]


def test_each_has_its_way_where_it_matters_more_to_it():
    ready = to_problem(loads(BARTER))
    (trade,) = trades(ready, place(ready, fish="ours", grain="theirs"))
    sides = {trade.first: trade.first_issue, trade.second: trade.second_issue}
    assert sides == {"north": "fish", "south": "grain"}
    losses = {trade.first: trade.first_loses, trade.second: trade.second_loses}
    assert Fraction(losses["north"].exact) == 60  # 80 - 20
    assert Fraction(losses["south"].exact) == 40  # 70 - 30


def test_a_one_sided_settlement_rests_on_no_trade():
    ready = to_problem(loads(BARTER))
    assert trades(ready, place(ready, fish="ours", grain="ours")) == ()


def test_the_wrong_way_round_is_no_trade():
    ready = to_problem(loads(BARTER))
    assert trades(ready, place(ready, fish="theirs", grain="ours")) == ()


def test_a_reversal_that_breaks_a_link_does_not_count():
    linked = BARTER + 'links: [{if: "fish = theirs", then: "grain = theirs", assume: ships}]\n'
    ready = to_problem(loads(linked))
    assert trades(ready, place(ready, fish="ours", grain="theirs")) == ()


def test_who_gets_exactly_its_no_deal_is_indifferent():
    ready = to_problem(orchard())
    assert indifferent(ready, place(ready, water="sluice", road="shut")) == ("vale",)
    assert indifferent(ready, place(ready, water="dam", road="open")) == ()


def test_who_gains_least_of_what_it_could():
    ready = to_problem(orchard())
    most = [int({"hill": 84, "vale": 80, "fen": 0}[p] / ready.problem.unit[n])
            for n, p in enumerate(ready.parties)]  # fmt: skip
    assert least_gaining(ready, place(ready, water="dam", road="open"), most) == "vale"
    assert least_gaining(ready, place(ready, water="sluice", road="open"), most) == "hill"
    assert least_gaining(ready, place(ready, water="dam", road="open"), [None] * 3) is None
