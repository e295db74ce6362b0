"""What an act is about and bound to: its own words only, and no case that makes no difference."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def acts(text: str, language: Language, kind: str) -> list[Act]:
    reading = RulesReader().read(make_source(text, language))
    return [act for act in reading.acts if act.kind == kind]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru lehnt Beobachter ab, selbst wenn sie aus Norwegen kommen.", "de"),
        ("Peru will not accept observers, even if they come from Norway.", "en"),
    ],
)
def test_a_case_that_makes_no_difference_is_no_condition(text: str, language: Language) -> None:
    (refusal,) = acts(text, language, "refuse")
    assert refusal.condition is None
    assert refusal.force == "categorical"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru bot an, die Grenze zu öffnen, wenn Chile seine Truppen abzieht.", "de"),
        ("Peru offered to open the border if Chile withdraws its troops.", "en"),
    ],
)
def test_a_condition_keeps_its_words(text: str, language: Language) -> None:
    (offer,) = acts(text, language, "offer")
    assert offer.condition is not None
    assert "Chile" in offer.condition.quote


def test_the_content_of_one_act_does_not_run_on_into_the_next() -> None:
    text = "Peru gab Chile die Schuld am Krieg und stellte infrage, ob das Abkommen noch gilt."
    (blame,) = acts(text, "de", "blame")
    said = blame.content.quote if blame.content else ""
    assert "infrage" not in said
    assert "Abkommen" not in said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru und Chile haben in Lima lange Gespräche geführt.", "de"),
        ("Peru and Chile held long talks in Lima.", "en"),
    ],
)
def test_a_meeting_reports_no_words(text: str, language: Language) -> None:
    assert all(act.content is None for act in acts(text, language, "meet"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Die Gespräche zwischen Peru und Chile könnten ein erster Schritt zum Frieden sein.",
            "de",
        ),
        ("The talks between Peru and Chile could be a first step towards peace.", "en"),
    ],
)
def test_nobody_is_weighed_against_in_a_comment_and_no_talks_are_told(
    text: str, language: Language
) -> None:
    (comment,) = RulesReader().read(make_source(text, language)).acts
    assert (comment.kind, comment.voice, comment.targets) == ("assess", "author", ())


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Eine zentrale Frage bleibt, ob Peru die Grenze öffnet.", "de", "ask"),
        ("Ein Thema bleibt die Frage der Sanktionen gegen Peru.", "de", "assess"),
    ],
)
def test_the_question_of_something_is_a_topic(text: str, language: Language, kind: str) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert act.kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chile außen vor?\n\nPeru und Bolivien haben sich in Lima auf eine Waffenruhe "
         "geeinigt. Chile war nicht eingeladen.\n", "de"),
        ("Chile shut out?\n\nPeru and Bolivia agreed on a ceasefire in Lima. "
         "Chile was not invited.\n", "en"),
    ],
)  # fmt: skip
def test_a_question_in_a_heading_is_no_act(text: str, language: Language) -> None:
    kinds = {act.kind for act in RulesReader().read(make_source(text, language)).acts}
    assert kinds == {"agree", "leave_out"}


@pytest.mark.parametrize(
    ("text", "language", "kind", "actors"),
    [
        ("Ein Abkommen könnte den Weg für Handel mit Peru ebnen.", "de", "assess", ()),
        ("Norwegen ebnete den Weg für Gespräche mit Peru.", "de", "mediate", ("norway",)),
        ("An agreement could pave the way for trade with Peru.", "en", "assess", ()),
    ],
)
def test_a_thing_that_paves_the_way_is_weighed(
    text: str, language: Language, kind: str, actors: tuple[str, ...]
) -> None:
    (act,) = [a for a in RulesReader().read(make_source(text, language)).acts if a.kind != "meet"]
    assert (act.kind, act.actors) == (kind, actors)


def test_words_that_a_noun_reports_have_its_speaker_though_the_model_names_none() -> None:
    text = "Putins Äußerungen, Peru hätte den Krieg verhindern können, lösten in Chile Sorge aus."
    (blame,) = acts(text, "de", "blame")
    assert (blame.actors, blame.targets, blame.voice) == (("russia",), ("peru",), "attributed")
    assert blame.modality == "hypothetical"


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("In Chile löste der Schritt Empörung aus.", "de", "criticise"),
        ("In Chile löste der Schritt Besorgnis aus.", "de", "warn"),
        ("The step caused anger in Chile.", "en", "criticise"),
        ("The step caused concern in Chile.", "en", "warn"),
    ],
)
def test_anger_finds_fault_and_concern_warns(text: str, language: Language, kind: str) -> None:
    (act,) = RulesReader().read(make_source(text, language)).acts
    assert (act.kind, act.actors) == (kind, ("chile",))
