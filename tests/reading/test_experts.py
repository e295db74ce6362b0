"""Who judges talks without a part in them is a critic: never an actor, and with no stance."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def only(text: str, language: Language) -> Act:
    (act,) = RulesReader().read(make_source(text, language)).acts
    return act


@pytest.mark.parametrize(
    ("text", "language", "kind", "speaker", "targets"),
    [
        ("Ana Weber vom Institut für Friedensforschung nannte den Plan einen Fehler.", "de",
         "criticise", "ana_weber", ()),
        ("Die Historikerin Ana Weber gab Peru die Schuld am Scheitern.", "de",
         "blame", "ana_weber", ("peru",)),
        ("Ana Weber, who follows the talks for a university in Lima, considers the plan unfair.",
         "en", "criticise", "ana_weber", ()),
        ("The historian Ana Weber blamed Peru for the failure of the talks.", "en",
         "blame", "ana_weber", ("peru",)),
    ],
)  # fmt: skip
def test_an_expert_is_known_by_trade_or_house(
    text: str, language: Language, kind: str, speaker: str, targets: tuple[str, ...]
) -> None:
    act = only(text, language)
    assert (act.kind, act.voice, act.speaker) == (kind, "critic", speaker)
    assert (act.actors, act.targets, act.stance) == ((), targets, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Abgeordnete Luis Perez kritisierte das Abkommen mit Chile.", "de"),
        ("The lawmaker Luis Perez criticized the agreement with Chile.", "en"),
    ],
)
def test_a_politician_is_no_expert(text: str, language: Language) -> None:
    assert only(text, language).voice == "reported"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ana Weber von der Universität Wien warnte Peru vor einem Abbruch.", "de"),
        ("Ana Weber of the University of Vienna warned Peru against a walkout.", "en"),
    ],
)
def test_the_city_of_a_university_is_no_government(text: str, language: Language) -> None:
    reading = RulesReader().read(make_source(text, language))
    assert all(actor.id != "austria" for actor in reading.actors)
    assert all("austria" not in act.targets for act in reading.acts)
