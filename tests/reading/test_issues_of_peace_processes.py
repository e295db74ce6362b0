"""What peace processes are about, in usual words of both languages; look-alikes name nothing."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def issues(text: str, language: Language) -> set[str]:
    reading = RulesReader(trained=False).read(make_source(text, language=language))
    return {issue for act in reading.acts for issue in act.issues}


SAME = [
    ("Peru demanded a rotating presidency.", "Peru verlangte eine rotierende Präsidentschaft.",
     "power_sharing"),
    ("Peru demanded half of the ministries.", "Peru verlangte die Hälfte der Ministerien.",
     "power_sharing"),
    ("Peru demanded a share of the oil revenues.",
     "Peru verlangte einen Anteil an den Öleinnahmen.",
     "resource_revenues"),
    ("Peru demanded maps of the minefields.", "Peru verlangte Karten der Minenfelder.",
     "mine_clearance"),
    ("Peru agreed to a civilian mission with Chile.",
     "Peru verständigte sich mit Chile auf eine zivile Mission.", "monitoring"),
    ("Peru demanded a corridor through the south.",
     "Peru verlangte einen Korridor durch den Süden.",
     "crossings"),
    ("Peru promised freedom from prosecution.", "Peru versprach Straffreiheit.", "amnesty"),
    ("Peru promised to end the ban on opposition parties.",
     "Peru versprach, das Verbot der Oppositionsparteien zu beenden.", "political_participation"),
    ("Peru demanded a quarter of the police.", "Peru verlangte ein Viertel der Polizisten.",
     "security_sector"),
    ("Peru promised money for roads and schools.", "Peru versprach Geld für Straßen und Schulen.",
     "reconstruction"),
    ("Peru demanded the collection of the rifles in camps.",
     "Peru verlangte das Einsammeln der Gewehre in Sammellagern.", "disarmament"),
    ("Peru demanded unhindered work for relief workers.",
     "Peru verlangte ungehinderte Arbeit der Nothelfer.", "humanitarian_access"),
    ("Peru rejected customs checks on trucks.", "Peru lehnte Zollkontrollen an Lastwagen ab.",
     "crossings"),
    ("Peru demanded an end to the propaganda broadcasts.",
     "Peru verlangte das Ende der Propagandasendungen.", "cyber"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "german", "issue"), SAME, ids=[row[2] for row in SAME])
def test_usual_words_name_the_same_issue_in_both_languages(
    english: str, german: str, issue: str
) -> None:
    assert issue in issues(english, "en")
    assert issue in issues(german, "de")


@pytest.mark.parametrize(
    ("text", "language", "issue"),
    [
        ("Peru verlangte von Chile Zugeständnisse.", "de", "transitional_justice"),
        ("Peru demanded that Chile remains committed to its offer.", "en", "missing_persons"),
        ("Peru demanded its rights under international charters.", "en", "constitution"),
        ("Peru kritisierte, dass Chile eine Gruppe gebildet habe.", "de", "status"),
        ("Peru criticized the colonel in Lima.", "en", "settlement_building"),
        ("Peru demanded concessions.", "en", "resource_revenues"),
        ("Peru demanded an investigation.", "en", "economic_cooperation"),
        ("Mitgliedstaaten kritisierten Peru.", "de", "decentralization"),
    ],
)
def test_words_that_only_look_alike_name_no_issue(
    text: str, language: Language, issue: str
) -> None:
    assert issue not in issues(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru refused to sign.", "en"),
        ("Peru verweigerte die Unterschrift.", "de"),
        ("Peru and Chile signed in Geneva on Monday.", "en"),
        ("Peru und Chile haben am Montag in Genf unterzeichnet.", "de"),
    ],
)
def test_who_signs_or_does_not_speaks_of_the_accord(text: str, language: Language) -> None:
    assert issues(text, language) == {"peace_treaty"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Had Peru insisted on sanctions, Chile would have left.", "en"),
        ("Hätte Peru auf Sanktionen bestanden, wäre Chile abgereist.", "de"),
    ],
)
def test_what_would_have_been_is_about_the_case_named(text: str, language: Language) -> None:
    assert issues(text, language) == {"sanctions"}


def test_what_is_left_open_is_read_in_the_question() -> None:
    assert issues("Peru left open who will watch over compliance.", "en") == {"monitoring"}
