"""Whose "the government" is where the text names no state beside it, and who speaks for a party."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def act(text: str, language: Language, kind: str) -> Act:
    reading = RulesReader().read(make_source(text, language=language))
    return next(act for act in reading.acts if act.kind == kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ELN spoke with mediators in Quito. The government promised a ceasefire.", "en"),
        ("Das ELN sprach in Quito mit Vermittlern. Die Regierung versprach eine Waffenruhe.", "de"),
    ],
)
def test_the_government_is_that_of_the_rebels_country(text: str, language: Language) -> None:
    assert act(text, language, "offer").actors == ("colombia",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ELN and the Taliban sent letters. The government promised a ceasefire.", "en"),
        ("Das ELN und die Taliban schickten Briefe. Die Regierung versprach eine Waffenruhe.",
         "de"),
    ],
)  # fmt: skip
def test_it_stays_open_where_rebels_of_two_countries_are_named(
    text: str, language: Language
) -> None:
    assert act(text, language, "offer").actors == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru, which borders on Chile, offered a fund for reconstruction.", "en"),
        ("Peru, das an Chile grenzt, bot einen Fonds für den Wiederaufbau an.", "de"),
    ],
)
def test_words_of_a_party_without_a_person_are_those_of_the_party(
    text: str, language: Language
) -> None:
    assert act(text, language, "offer").speaker == "peru"
