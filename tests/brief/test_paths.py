"""Values of a case are told in words, with what stands behind them."""

import pytest
from tests.brief.fixture import case, findings, record

from detente.brief.paths import reasons, value_words
from detente.brief.writer import Pen, Writer
from detente.case.model import Value


def pen(language="en") -> Pen:
    return Pen(Writer(record(), case(), findings(), language), "robustness")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("preferences.sudria.no_deal", "Sudria: worth of no deal"),
        (
            "preferences.norland.issues.mission.salience",
            "Norland: weight of the issue “mission in the harbor”",
        ),
        (
            "preferences.norland.issues.mission.scores.league",
            "Norland: worth of “League mission” on the issue “mission in the harbor”",
        ),
        (
            "preferences.norland.red_lines.0",
            "Norland: red line, on “mission in the harbor” never League mission or foreign troops",
        ),
        ("parties.sudria.influence", "Sudria: influence"),
        ("parties.sudria.seat", "Sudria: seat at the table"),
        ("links.0", "links.0"),
    ],
)
def test_a_path_is_told_in_words(path, words):
    assert value_words(pen(), path) == words


def test_a_path_is_told_in_german_too():
    words = value_words(pen("de"), "preferences.sudria.no_deal")
    assert words == "Sudria: Wert ohne Einigung"


def test_reasons_are_the_words_of_the_acts_and_the_assumption():
    demand = next(act for act in record().acts if act.kind == "demand")
    value = Value(low=1, high=2, because=(demand.id, "a00000000"), assume="a guess")
    words, guess = reasons(pen(), value)
    assert words.text == "“Reyes demanded a League mission”"
    assert words.quotes == (1,)
    assert (guess.text, guess.marks[0].code) == ("a guess", "assumed")
