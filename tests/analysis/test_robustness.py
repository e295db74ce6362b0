"""Which values decide: those that do are named with their reasons, others are not."""

import pytest
from hypothesis import given, settings
from tests.analysis_cases import case_of, orchard, uncertain_cases, wants

from detente.analysis import robustness as module
from detente.analysis.robustness import MAX_DECIDERS, robustness


def questions(case, **options):
    asked = robustness(case, **options).values.questions
    return {(q.about, q.party): q for q in asked}


def gate(**no_deals):
    """Return parties who all see one open question alike: x is worth 50 to everyone, y nothing."""
    seated = {"a": True, "b": True, "c": False}
    wish = {p: wants(value, i=(1, {"x": 50, "y": 0})) for p, value in no_deals.items()}
    return case_of(seated, {"i": ("x", "y")}, wish)


def test_the_value_that_decides_is_named_with_its_range():
    asked = questions(gate(a="0..100", b="0..10", c=0))["settlement_exists", None]
    assert asked.yes.share == pytest.approx(0.5, abs=0.01)
    (decider,) = asked.deciders
    assert decider.path == "preferences.a.no_deal"
    assert (decider.low, decider.high) == (0, 100)
    assert decider.weight > 0.9
    assert (decider.when_low, decider.when_high) == (1, 0)


def test_a_decider_carries_its_reasons():
    content = gate(a="0..100", b=0, c=0).model_dump(mode="json", by_alias=True)
    content["preferences"]["a"]["no_deal"].update(because=["a0000001"], assume="old figures")
    case = gate(a=0, b=0, c=0).model_validate(content)
    (decider,) = questions(case)["settlement_exists", None].deciders
    assert (decider.because, decider.assume) == (("a0000001",), "old figures")


def test_a_settled_answer_has_no_deciders():
    asked = questions(gate(a="0..40", b="0..50", c="60..100"))
    assert asked["settlement_exists", None].yes.share == 1
    assert asked["party_below_no_deal", "c"].yes.share == 1
    assert asked["all_can_agree", None].yes.share == 0
    assert all(question.deciders == () for question in asked.values())


def test_whether_the_foremost_settlement_leaves_someone_below_hangs_on_its_own_values():
    asked = questions(gate(a="0..60", b="0..60", c="0..100"))["party_below_no_deal", "c"]
    assert (
        asked.yes.of == questions(gate(a="0..60", b="0..60", c=0))["settlement_exists", None].yes.n
    )
    assert [decider.path for decider in asked.deciders] == ["preferences.c.no_deal"]


def test_whether_all_can_agree_hangs_on_those_without_a_seat_too():
    asked = questions(gate(a="0..60", b=0, c="0..60"))["all_can_agree", None]
    assert {d.path for d in asked.deciders} == {"preferences.a.no_deal", "preferences.c.no_deal"}


def test_equal_values_of_equal_parties_are_named_together_or_not_at_all(monkeypatch):
    monkeypatch.setattr(module, "MAX_DECIDERS", 1)
    asked = questions(gate(a="0..80", b="0..80", c=0))["settlement_exists", None]
    assert [d.path for d in asked.deciders] == ["preferences.a.no_deal", "preferences.b.no_deal"]
    assert asked.deciders[0].weight == asked.deciders[1].weight


@settings(max_examples=25, deadline=None)
@given(uncertain_cases())
def test_only_values_that_can_matter_are_named_and_few_of_them(case):
    for question in robustness(case, n_draws=64).values.questions:
        if question.about == "settlement_exists":
            owners = case.seated()
        elif question.party is not None:
            owners = (question.party,)
        else:
            owners = case.players()
        weights = [decider.weight for decider in question.deciders]
        assert all(weight == weights[-1] for weight in weights[MAX_DECIDERS - 1 :])
        assert weights == sorted(weights, reverse=True)
        for decider in question.deciders:
            assert decider.path.split(".")[1] in owners
            assert decider.low < decider.high
        if question.yes.n in (0, question.yes.of):
            assert question.deciders == ()


def test_everyone_without_a_seat_is_asked_about_and_the_seated_are_not():
    assert list(questions(orchard())) == [
        ("settlement_exists", None),
        ("party_below_no_deal", "fen"),
        ("all_can_agree", None),
    ]


def test_a_table_with_everyone_asks_only_whether_there_is_a_settlement():
    case = case_of({"a": True, "b": True}, {"i": ("x", "y")})
    assert list(questions(case, n_draws=8)) == [("settlement_exists", None)]
