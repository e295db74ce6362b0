"""Which words stand as verbs: nouns, particles and participles beside nouns make no act."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def kinds_in(text: str, language: Language) -> list[str]:
    acts = RulesReader().read(make_source(text, language)).acts
    return [act.kind for act in acts if act.kind not in ("state", "assess", "ask")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru should hand back the island to Chile.", "en"),
        ("Peru listened after the cabinet meeting with Chile.", "en"),
        ("In May Chile stayed calm.", "en"),
        ("Peru spoke about the accord signed in Oslo.", "en"),
        ("Peru wanted to have the decision stopped by Chile.", "en"),
        ("Peru has power stations near Chile.", "en"),
        ("Peru dankte nicht, sagte Chile seinem Gastgeber.", "de"),
        ("Peru kennt das 2015 in Oslo unterzeichnete Papier.", "de"),
        ("Peru hält den Kanal für seinen Nachbarn offen.", "de"),
        ("Peru sagt, der Streit mit Chile sei „ein offenes Geheimnis“.", "de"),
    ],
)
def test_what_only_looks_like_a_verb_is_no_deed(text: str, language: Language) -> None:
    assert not {"support", "meet", "sign", "halt", "deploy", "host"} & set(kinds_in(text, language))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Egypt and Sudan demand a treaty on the dam.", "en", "demand"),
        ("Egypt and Sudan are meeting in Oslo.", "en", "meet"),
        ("Peru is ready to sign a treaty with Chile.", "en", "offer"),
        ("Peru ist bereit, einen Vertrag mit Chile zu schließen.", "de", "offer"),
        ("Die neue Regierung von Peru unterzeichnete Verträge mit Chile.", "de", "sign"),
    ],
)
def test_verbs_beside_names_still_are_verbs(text: str, language: Language, kind: str) -> None:
    assert kind in kinds_in(text, language)
