"""What took place is told from what is conditional, still to come first, or only imagined."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def acts_of(text: str, language: Language) -> tuple[Act, ...]:
    return RulesReader().read(make_source(text, language)).acts


def done(text: str, language: Language) -> list[str]:
    """Return the kinds of deeds and concessions that the text reports as done."""
    words = ("state", "assess", "ask", "demand", "offer")
    return [
        act.kind
        for act in acts_of(text, language)
        if act.modality == "happened" and act.kind not in words
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chile offers an amnesty for fighters who lay down their arms.", "en"),
        ("Chile bietet eine Amnestie für Kämpfer, die ihre Waffen niederlegen.", "de"),
        ("Had Peru accepted the plan, Chile would have calmed down.", "en"),
        ("Hätte Peru den Plan angenommen, wäre Chile ruhig.", "de"),
        ("Peru wanted an answer before Chile had released a single prisoner.", "en"),
        ("Peru wartet auf Antwort, bevor Chile einen Gefangenen freigelassen hat.", "de"),
        ("Nothing is agreed until everything is agreed, Peru said.", "en"),
        ("Nichts ist vereinbart, bis alles vereinbart ist, sagte Peru.", "de"),
        ("If Peru lifts the sanctions, Chile will be calm.", "en"),
        ("Wenn Peru die Sanktionen aufhebt, wird Chile ruhig.", "de"),
        ("Bräche Peru die Gespräche ab, litte Chile.", "de"),
        ("Should Peru break off the talks, Chile would suffer.", "en"),
        ("Chile came to save the talks, which threaten to fail.", "en"),
        ("Chile kam, um Gespräche zu retten, die zu scheitern drohen.", "de"),
        ("Peru could not agree with Chile on the border.", "en"),
        ("Peru konnte sich mit Chile nicht über die Grenze einigen.", "de"),
    ],
)
def test_what_did_not_take_place_is_never_done(text: str, language: Language) -> None:
    assert done(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Until mid-July Peru had rejected the plan of Chile.", "en", "refuse"),
        ("Bis Mitte Juli hatte Peru den Plan von Chile abgelehnt.", "de", "refuse"),
        ("Peru shortened the curfew by one hour.", "en", "concede"),
    ],
)
def test_until_and_by_before_a_time_change_nothing(
    text: str, language: Language, kind: str
) -> None:
    assert kind in [act.kind for act in acts_of(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru will never reject the plan of Chile again, Peru said.", "en"),
        ("Peru would reject the plan of Chile, Peru said.", "en"),
        ("Peru werde den Plan Chiles ablehnen, sagte Peru.", "de"),
    ],
)
def test_a_refusal_is_refused_at_any_time(text: str, language: Language) -> None:
    refused = [act.modality for act in acts_of(text, language) if act.kind == "refuse"]
    assert set(refused) <= {"refused"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Without Palestinians who are willing to talk, Peru waits.", "en"),
        ("Ohne Palästinenser, die bereit sind, mit Chile zu reden, wartet Peru.", "de"),
    ],
)
def test_those_who_would_have_to_be_found_offer_nothing(text: str, language: Language) -> None:
    assert "offer" not in [act.kind for act in acts_of(text, language)]


def test_a_clause_of_marks_alone_does_not_hinder_the_rest() -> None:
    text = "“Whose standard?” asked Peru. Chile rejected the offer."
    assert "refuse" in [act.kind for act in RulesReader().read(make_source(text, "en")).acts]
