"""Verbs of one class make acts of one kind, in both languages alike."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language

TALKS = {
    "en": "Peru and Chile met for talks in Geneva. ",
    "de": "Peru und Chile trafen sich zu Gesprächen in Genf. ",
}


def acts(text: str, language: Language) -> list[Act]:
    before = TALKS[language]
    reading = RulesReader().read(make_source(before + text, language=language))
    return [act for act in reading.acts if act.cue[0].start >= len(before)]


SAME = [
    ("Peru balked at the plan.", "Peru sträubte sich gegen den Plan.", "refuse"),
    ("Peru will have none of the plan.", "Peru will von dem Plan nichts wissen.", "refuse"),
    ("A vote is off the table for Peru.", "Eine Abstimmung ist für Peru vom Tisch.", "refuse"),
    ("Peru gave way on the border.", "Peru lenkte bei der Grenze ein.", "concede"),
    ("Peru dropped its claim to the island.", "Peru verzichtete auf die Insel.", "concede"),
    ("Peru went along with the plan.", "Peru freundete sich mit dem Plan an.", "accept"),
    ("Peru gave its consent to the plan.", "Peru hieß den Plan gut.", "accept"),
    ("Peru made the withdrawal a precondition.", "Peru machte den Abzug zur Voraussetzung.",
     "demand"),
    ("Peru voiced the wish for a ceasefire.", "Peru sprach den Wunsch nach einer Waffenruhe aus.",
     "demand"),
    ("Peru applied to Chile for observers.", "Peru ersuchte Chile um Beobachter.", "demand"),
    ("Peru found fault with the text.", "Peru monierte den Text.", "criticise"),
    ("Peru called the plan a betrayal.", "Peru nannte den Plan einen Verrat.", "criticise"),
    ("Peru reproached Chile with breaking its word.", "Peru hielt Chile Wortbruch vor.", "blame"),
    ("Peru paid tribute to Chile.", "Peru sprach Chile seine Anerkennung aus.", "support"),
    ("Peru gave its word on a ceasefire.", "Peru gab sein Wort für eine Waffenruhe.", "offer"),
    ("Peru let the prisoners go free.", "Peru setzte die Gefangenen auf freien Fuß.", "release"),
    ("Peru slashed its aid to Chile.", "Peru strich Chile die Hilfe.", "impose"),
    ("Peru wants to be allowed to send observers.", "Peru will Beobachter schicken dürfen.",
     "demand"),
    ("Both sides promised a ceasefire.", "Beide Seiten sagten eine Waffenruhe zu.", "agree"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "german", "kind"), SAME, ids=[row[0] for row in SAME])
def test_verbs_of_a_class_make_the_same_act_in_both_languages(
    english: str, german: str, kind: str
) -> None:
    assert kind in [act.kind for act in acts(english, "en")]
    assert kind in [act.kind for act in acts(german, "de")]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Chile for its part accuses its neighbor of arming rebels.", "chile"),
        ("Chile in turn reproaches Peru with breaking the accord.", "chile"),
    ],
)
def test_a_form_in_s_before_its_object_is_a_verb(text: str, actor: str) -> None:
    assert [(act.kind, act.actors) for act in acts(text, "en")] == [("blame", (actor,))]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Peru demanded recognition and offered a ceasefire.", ["demand", "offer"]),
        ("Peru turned that down.", ["refuse"]),
        ("Peru demanded that Chile lift the blockade.", ["demand"]),
    ],
)
def test_clauses_are_cut_where_they_begin(text: str, kinds: list[str]) -> None:
    assert [act.kind for act in acts(text, "en")] == kinds


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Peru wants to send observers.", "Peru will Beobachter entsenden."),
        ("Peru took in the prisoners.", "Peru nahm die Gefangenen auf."),
    ],
)
def test_what_one_means_to_do_oneself_is_no_demand(english: str, german: str) -> None:
    assert "demand" not in [act.kind for act in acts(english, "en")]
    assert "demand" not in [act.kind for act in acts(german, "de")]
