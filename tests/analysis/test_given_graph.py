"""Stability of graphs given directly: the two drivers, names and order, unknown and great."""

import pytest
from tests.case.test_graph_text import DRIVERS

from detente.analysis.stability import graph_stability
from detente.case.graph_text import loads_graph


def values_of(text):
    return graph_stability(loads_graph(text)).values


def at(values, state):
    return next(item for item in values.outcomes if item.outcome == {"state": state})


@pytest.fixture(scope="module")
def values():
    return values_of(DRIVERS)


def test_the_two_drivers_hold_what_the_game_of_chicken_holds(values):
    """One swerves: Nash. Both swerve: held by the threat of a crash."""
    assert values.n_equilibria == {"nash": 2, "gmr": 3, "smr": 3, "seq": 2, "sseq": 2}
    assert [item.outcome["state"] for item in values.outcomes] == [
        "first", "second", "crash", "both",
    ]  # fmt: skip
    both = at(values, "both")
    assert both.mixed == {"one": "smr", "two": "smr"}
    one = both.party("one")
    answers = {answer.concept: answer for answer in one.departures[0].answers}
    assert [step.changes for step in answers["gmr"].steps] == [{"state": "crash"}]
    assert answers["seq"].why_not == "nobody_moves"
    assert one.departures[0].step.gain is None
    assert [ground.path for ground in one.departures[0].grounds] == [
        "parties.one.moves.0", "parties.one.ranking.0", "parties.one.ranking.1",
    ]  # fmt: skip


def test_who_is_greatly_worse_off_after_the_answer_stays_strongly(values):
    assert at(values, "both").party("one").strength["gmr"] == "strong"
    mild = values_of(DRIVERS.replace(">>", ">"))
    assert at(mild, "both").party("one").strength == {}


def test_strong_and_weak_tell_apart_what_holds_by_the_rankings_unknown_pairs_or_not(values):
    for item in values.outcomes:
        for party in item.parties:
            staying = {concept for concept, stays in party.holds.items() if stays}
            assert set(party.strength) <= staying
    two = at(values, "both").party("two")
    assert (two.holds["seq"], two.variants["seq"]["b"]) == (False, True)


def test_an_unknown_pair_is_an_answer_in_two_variants_and_a_temptation_in_two(values):
    assert values.n_unknown > 0
    assert at(values, "both").party("two").variants["nash"] == {
        "a": False, "b": True, "c": False, "d": True,
    }  # fmt: skip
    assert at(values, "both").party("one").variants["nash"] == dict.fromkeys("abcd", False)


def test_two_steps_are_not_one():
    text = (
        "detente-graph: 1\nstates: a b c\nparty x\nmoves: a > b, b > c\nranking: c > a > b\n"
        "party y\nmoves: c > a\nranking: a > b > c\n"
    )
    found = at(values_of(text), "a")
    assert found.party("x").n_moves == 1
    assert found.holds["nash"]


def test_names_and_order_of_parties_do_not_matter(values):
    head, one, two = DRIVERS.split("party ")
    swapped = head + "party " + two.rstrip() + "\nparty " + one
    found = values_of(swapped)
    assert {str(i.outcome): i.holds for i in found.outcomes} == {
        str(i.outcome): i.holds for i in values.outcomes
    }
    assert [h.party for h in found.holders] == ["two", "one"]


def test_the_way_from_the_status_quo(values):
    ways = {way.goal["state"]: way for way in values.roadmaps}
    assert ways["first"].first_by_improvements == ("one",)
    assert ways["crash"].by_improvements is None
    losses = ways["crash"].fewest_losses
    assert [step.improves for step in losses] == [True, False]


def test_looking_ahead_is_asked_of_two_parties_with_strict_orders(values):
    assert set(at(values, "both").limited_move) == {1, 2, 3, 4}
    assert at(values, "both").limited_move[1] == at(values, "both").holds["nash"]
    tied = values_of(DRIVERS.replace("first > both", "first = both"))
    assert at(tied, "both").limited_move == {}
