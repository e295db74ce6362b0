"""What a plan, a draft or an agreement provides has not taken place."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def real(text: str, language: Language) -> list[tuple[str, tuple[str, ...], str]]:
    acts = RulesReader().read(make_source(text, language)).acts
    return [(act.kind, act.actors, act.modality) for act in acts]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The plan provides that Peru withdraws its troops and Chile lifts the sanctions.", "en"),
        (
            "Der Plan sieht vor, dass Peru seine Truppen abzieht und Chile die Sanktionen aufhebt.",
            "de",
        ),
        ("Under the plan, Peru withdraws its troops. In return, Chile lifts sanctions.", "en"),
        (
            "Nach dem Plan zieht Peru seine Truppen ab. Im Gegenzug hebt Chile Sanktionen auf.",
            "de",
        ),
    ],
)
def test_what_a_plan_provides_is_planned(text: str, language: Language) -> None:
    assert real(text, language) == [
        ("withdraw", ("peru",), "planned"), ("lift", ("chile",), "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The draft would see Peru withdraw its troops.", "en"),
        ("The proposal calls for Peru to withdraw its troops.", "en"),
        ("Der Entwurf sieht vor, dass Peru seine Truppen abzieht.", "de"),
        ("Laut dem Vorschlag soll Peru seine Truppen abziehen.", "de"),
    ],
)
def test_what_a_mere_proposal_provides_hangs_on_its_being_taken(
    text: str, language: Language
) -> None:
    assert real(text, language) == [("withdraw", ("peru",), "conditional")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Under the agreement, Peru withdrew its troops.", "en"),
        ("Gemäß dem Abkommen hat Peru seine Truppen abgezogen.", "de"),
        ("Nach dem Abkommen zog Peru seine Truppen ab.", "de"),
        ("In return, Peru withdrew its troops.", "en"),
        ("Im Gegenzug zog Peru seine Truppen ab.", "de"),
        ("Peru saw the plan and withdrew its troops.", "en"),
        ("Peru kannte den Plan und zog seine Truppen ab.", "de"),
    ],
)
def test_what_was_done_under_a_text_took_place(text: str, language: Language) -> None:
    assert real(text, language) == [("withdraw", ("peru",), "happened")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Under the plan, Peru would release prisoners.", "en"),
        ("Nach dem Plan würde Peru Gefangene entlassen.", "de"),
    ],
)
def test_who_would_release_is_not_released(text: str, language: Language) -> None:
    assert real(text, language) == [("release", ("peru",), "planned")]
