"""Talks that are over when something is decided were held by those who decide."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def acts_of(text: str, language: Language) -> dict[str, Act]:
    return {act.kind: act for act in RulesReader().read(make_source(text, language)).acts}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "After ten hours of talks in Oslo, Peru and Chile agreed on a ceasefire, Norway said.",
            "en",
        ),
        ("Peru and Chile agreed on a ceasefire after two days of talks, Norway said.", "en"),
        (
            "Nach zehnstündigen Verhandlungen in Oslo einigten sich Peru und Chile auf eine"
            " Waffenruhe, sagte Norwegen.",
            "de",
        ),
        (
            "Peru und Chile haben sich nach zwei Tagen Verhandlungen auf eine Waffenruhe"
            " verständigt, sagte Norwegen.",
            "de",
        ),
    ],
)
def test_two_who_agree_after_talks_have_met(text: str, language: Language) -> None:
    acts = acts_of(text, language)
    assert set(acts) == {"meet", "agree"}
    for act in acts.values():
        assert (act.actors, act.speaker, act.issues) == (
            ("peru", "chile"),
            "norway",
            ("ceasefire",),
        )
        assert (act.modality, act.voice) == ("happened", "attributed")


def test_a_way_to_carry_out_a_plan_is_agreed_by_both_even_at_a_lake() -> None:
    acts = acts_of(
        "After a day of talks at Lake Titicaca, Peruvian President Juan Huaman and Chile's Prime"
        " Minister Pedro Rojas agreed late on Friday on how to implement a plan for normalizing"
        " relations, Norway said.",
        "en",
    )
    assert acts["agree"].actors == acts["meet"].actors == ("peru", "chile")
    assert acts["agree"].issues == ("normalization",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("After a meeting with Chile, Peru agreed to release the prisoners.", "en"),
        ("Nach einem Treffen mit Chile willigte Peru ein, die Gefangenen freizulassen.", "de"),
    ],
)
def test_who_agrees_after_a_meeting_with_another_met_that_other(
    text: str, language: Language
) -> None:
    assert acts_of(text, language)["meet"].actors == ("peru", "chile")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("After the collapse of the talks, Peru and Chile signed a treaty with Bolivia.", "en"),
        ("After months of war, Peru and Chile agreed on a ceasefire.", "en"),
        (
            "Nach dem Scheitern der Gespräche unterzeichneten Peru und Chile einen Vertrag mit"
            " Bolivien.",
            "de",
        ),
        ("Nach Monaten des Kriegs einigten sich Peru und Chile auf eine Waffenruhe.", "de"),
    ],
)
def test_what_came_after_something_else_tells_of_no_meeting(text: str, language: Language) -> None:
    assert "meet" not in acts_of(text, language)
