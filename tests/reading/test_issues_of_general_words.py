"""General words name an issue only where an act names none otherwise, in both languages."""

import pytest
from tests.builders import make_source

from detente.reading.issues import find_issues
from detente.reading.rules import RulesReader
from detente.reading.text import segment
from detente.sources.frozen import LANGUAGES, Language

TALKS = {
    "en": "Peru and Chile met for talks in Geneva. ",
    "de": "Peru und Chile trafen sich zu Gesprächen in Genf. ",
}


def issues(text: str, language: Language) -> set[str]:
    before = TALKS[language]
    reading = RulesReader().read(make_source(before + text, language=language))
    return {
        issue for act in reading.acts if act.cue[0].start >= len(before) for issue in act.issues
    }


GENERAL = [
    ("Peru demanded the rifles.", "Peru verlangte die Gewehre.", "disarmament"),
    ("Peru demanded an end to the shelling.", "Peru verlangte das Ende des Beschusses.",
     "ceasefire"),
    ("Peru blamed Chile for the massacre.", "Peru gab Chile die Schuld an dem Massaker.",
     "transitional_justice"),
    ("Chile offered the schools.", "Chile bot die Schulen an.", "language"),
    ("Chile demanded fertilizer and wheat.", "Chile verlangte Dünger und Weizen.", "shipping"),
    ("Peru demanded the river.", "Peru verlangte den Fluss.", "water"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "german", "issue"), GENERAL, ids=[row[2] for row in GENERAL])
def test_a_general_word_names_the_issue_of_an_act_that_names_no_other(
    english: str, german: str, issue: str
) -> None:
    assert issue in issues(english, "en")
    assert issue in issues(german, "de")


def test_it_is_silent_beside_words_that_name_an_issue() -> None:
    assert issues("Peru demanded sanctions over the rifles.", "en") == {"sanctions"}
    assert issues("Peru verlangte Sanktionen wegen der Gewehre.", "de") == {"sanctions"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_found_on_demand_only_and_says_what_it_is(language: Language) -> None:
    text = {"en": "They spoke of rifles.", "de": "Sie sprachen von Gewehren."}[language]
    sentences = segment(text, language)
    assert find_issues(sentences, language) == ()
    (hit,) = find_issues(sentences, language, weak=True)
    assert (hit.issue, hit.weak) == ("disarmament", True)


ACCORDS = [
    ("Peru criticised the accord.", "Peru kritisierte das Abkommen."),
    ("Peru approved of the treaty.", "Peru hieß den Vertrag gut."),
]


@pytest.mark.parametrize(("english", "german"), ACCORDS)
def test_an_accord_that_is_judged_as_a_whole_is_the_issue(english: str, german: str) -> None:
    assert issues(english, "en") == {"peace_treaty"}
    assert issues(german, "de") == {"peace_treaty"}


TAKEN_UP = [
    ("Chile demanded the release of all prisoners. Peru refused for a long time.",
     "Chile verlangte die Freilassung aller Gefangenen. Peru weigerte sich lange Zeit.",
     {"prisoners"}),
    ("Chile demanded the release of all prisoners. Peru gave way on the last night.",
     "Chile verlangte die Freilassung aller Gefangenen. Peru lenkte in der letzten Nacht ein.",
     {"prisoners"}),
]  # fmt: skip


@pytest.mark.parametrize(("english", "german", "expected"), TAKEN_UP)
def test_an_answer_without_an_object_is_about_what_was_said_before(
    english: str, german: str, expected: set[str]
) -> None:
    assert issues(english, "en") == expected
    assert issues(german, "de") == expected
