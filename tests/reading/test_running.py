"""Whose words run on: over quotations, statements under a heading, answers of an interview."""

import pytest
from tests.builders import make_source

from detente.reading.act import Act
from detente.reading.rules import RulesReader
from detente.sources.frozen import Language


def acts(text: str, language: Language, kind: str) -> list[Act]:
    reading = RulesReader().read(make_source(text, language))
    return [act for act in reading.acts if act.kind == kind]


def test_a_quotation_over_several_sentences_has_one_speaker() -> None:
    text = '"We reject the plan. We demand a ceasefire," Peru said.'
    german = "„Wir lehnen den Plan ab. Wir fordern eine Waffenruhe“, sagte Peru."
    for written, language in ((text, "en"), (german, "de")):
        (demand,) = acts(written, language, "demand")
        assert (demand.speaker, demand.voice) == ("peru", "attributed")
        (refusal,) = acts(written, language, "refuse")
        assert (refusal.actors, refusal.voice) == (("peru",), "attributed")


def test_words_do_not_run_on_into_the_next_paragraph() -> None:
    text = "Peru sagte, der Plan sei gut.\n\nChile habe ihn abgelehnt, hieß es."
    assert all(act.speaker != "peru" for act in acts(text, "de", "refuse"))


def test_a_heading_that_is_a_capital_speaks() -> None:
    text = (
        "Two statements\n\nCAIRO\n\nThe ministry rejects the plan and demands a ceasefire.\n\n"
        "ADDIS ABABA\n\nThe government accepts the plan of the mediators as it stands.\n"
    )
    (refusal,) = acts(text, "en", "refuse")
    assert (refusal.actors, refusal.voice) == (("egypt",), "attributed")
    (accepted,) = acts(text, "en", "accept")
    assert accepted.actors == ("ethiopia",)


def test_the_answer_speaks_of_whom_the_question_names() -> None:
    text = (
        "A diplomat explains the talks\n\nThe talks are hard and long, and nobody is glad.\n\n"
        "And Peru?\n\nThey insist on a ceasefire before anything else happens there.\n\n"
        "And Chile?\n\nThey would reject a ceasefire, as far as anybody can tell now.\n\n"
        "Is there hope?\n\nThere is always hope as long as people go on talking here.\n"
    )
    (demand,) = acts(text, "en", "demand")
    assert (demand.actors, demand.voice) == (("peru",), "attributed")
    (refusal,) = acts(text, "en", "refuse")
    assert refusal.actors == ("chile",)


def test_a_mediator_of_no_party_is_no_critic() -> None:
    text = "The mediator Jan Holm spoke to Peru. Holm said that Peru had accepted the plan."
    (accepted,) = acts(text, "en", "accept")
    assert accepted.voice == "attributed"


def test_who_acts_with_words_goes_on_in_the_subjunctive() -> None:
    text = (
        "Der Präsident von Peru nannte den Plan unannehmbar. Über die Grenze wolle er nicht reden."
    )
    refusals = acts(text.replace("reden", "verhandeln"), "de", "refuse")
    assert [(act.actors, act.speaker) for act in refusals] == [(("peru",), "peru_president")] * 2


def test_a_pronoun_far_behind_still_means_who_speaks() -> None:
    text = "Peru lehnte ab. Über die Reste der alten Grenze im Norden wolle er nicht verhandeln."
    text = text.replace("Peru", "Der Präsident von Peru")
    assert [act.actors for act in acts(text, "de", "refuse")] == [("peru",)] * 2


def test_nobody_goes_on_where_the_sentence_before_tells_of_no_words() -> None:
    text = "Der Präsident von Peru reiste nach Chile. Über die Grenze wolle er nicht verhandeln."
    assert acts(text, "de", "refuse") == []


UNNAMED = {
    "en": (
        "Night of the talks\n\nA diplomat who does not wish to be named was in the room.\n\n"
        "How did it begin?\n\nPeru refused the ceasefire that everybody else wanted by then.\n\n"
        "And Chile?\n\nChile demanded a ceasefire, as far as I could tell that night.\n\n"
        "Is there hope?\n\nThere is always hope as long as people go on talking here.\n"
    ),
    "de": (
        "Die Nacht der Gespräche\n\nEine Diplomatin, die ungenannt bleiben will, war dabei.\n\n"
        "Wie fing es an?\n\nPeru lehnte die Waffenruhe ab, die alle anderen da schon wollten.\n\n"
        "Und Chile?\n\nChile forderte eine Waffenruhe, soweit ich das in der Nacht sah.\n\n"
        "Gibt es Hoffnung?\n\nHoffnung gibt es immer, solange die Leute hier weiter reden.\n"
    ),
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_who_answers_without_a_name_speaks_for_the_group_named_before(language: Language) -> None:
    (refusal,) = acts(UNNAMED[language], language, "refuse")
    assert (refusal.actors, refusal.speaker) == (("peru",), "diplomats")
    (demand,) = acts(UNNAMED[language], language, "demand")
    assert (demand.actors, demand.speaker) == (("chile",), "diplomats")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was not Peru and Chile who signed the peace treaty.", "en"),
        ("It wasn't Peru that signed the peace treaty.", "en"),
        ("Es war nicht Peru, das den Friedensvertrag unterzeichnete.", "de"),
        ("Nicht Peru war es, das den Friedensvertrag unterzeichnete.", "de"),
    ],
)
def test_that_it_was_somebody_else_denies_the_act(text: str, language: Language) -> None:
    assert all(act.modality == "denied" for act in acts(text, language, "sign"))


def test_that_it_was_they_who_did_it_denies_nothing() -> None:
    (signed,) = acts("It was Peru and Chile who signed the peace treaty.", "en", "sign")
    assert signed.modality == "happened"
    text = "Es war nicht leicht. Peru und Chile haben den Friedensvertrag unterzeichnet."
    (signed,) = acts(text, "de", "sign")
    assert signed.modality == "happened"
