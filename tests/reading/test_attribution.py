"""Whose words are reported where, in every construction of both languages."""

import pytest
from tests.builders import make_source

from detente.reading import running
from detente.reading.mentions import find_mentions
from detente.reading.parse import parse_sentence
from detente.reading.text import segment
from detente.sources.frozen import Language


def sayings_of(text: str, language: Language) -> list[tuple[str | None, str]]:
    source = make_source(text, language)
    sentences = segment(text, language)
    mentions = find_mentions(source, sentences).mentions
    parses = [
        parse_sentence(
            sentence,
            tuple(mention for mention in mentions if mention.sentence == sentence.index),
            (),
            language,
        )
        for sentence in sentences
    ]
    found = []
    for parse, sayings in zip(
        parses, running.sayings_of(parses, [None] * len(parses), frozenset()), strict=True
    ):
        for saying in sayings:
            tokens = parse.tokens[saying.first : saying.last]
            found.append((saying.speaker_id, " ".join(token.text for token in tokens)))
    return found


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Marco Rubio betonte, dass der Damm hält.", "de", "marco_rubio"),
        ("Marco Rubio stressed that the dam would hold.", "en", "marco_rubio"),
        ("Marco Rubio sagte, der Damm werde halten.", "de", "marco_rubio"),
        ("Marco Rubio said the dam would hold.", "en", "marco_rubio"),
        ("Der Damm werde halten, sagte Marco Rubio.", "de", "marco_rubio"),
        ("The dam would hold, Marco Rubio said.", "en", "marco_rubio"),
        ("The dam would hold, said Marco Rubio.", "en", "marco_rubio"),
        ("Laut Marco Rubio hält der Damm.", "de", "marco_rubio"),
        ("Marco Rubio zufolge hält der Damm.", "de", "marco_rubio"),
        ("Nach Angaben von Marco Rubio hält der Damm.", "de", "marco_rubio"),
        ("According to Marco Rubio, the dam will hold.", "en", "marco_rubio"),
        ("Marco Rubio sagte: „Der Damm hält.“", "de", "marco_rubio"),
        ("Marco Rubio said: \"The dam will hold.\"", "en", "marco_rubio"),
        ("Marco Rubio: The dam will hold.", "en", "marco_rubio"),
        ("„Der Damm hält“, so Marco Rubio.", "de", "marco_rubio"),
        ("Moskau erklärte, der Damm halte.", "de", "russia"),
        ("Moscow declared that the dam would hold.", "en", "russia"),
    ],
)  # fmt: skip
def test_a_saying_has_its_speaker_and_its_words(
    text: str, language: Language, speaker: str
) -> None:
    ((who, content),) = sayings_of(text, language)
    assert who == speaker
    assert ("Damm" if language == "de" else "dam") in content


def test_nested_words_come_outer_first() -> None:
    found = sayings_of("Marco Rubio said that Moscow had claimed that the dam would hold.", "en")
    assert [speaker for speaker, _ in found] == ["marco_rubio", "russia"]
    assert found[1][1] in found[0][1]


def test_the_subjunctive_runs_on_into_the_next_sentence() -> None:
    found = sayings_of("Marco Rubio sagte, der Damm halte. Niemand sei in Gefahr.", "de")
    assert found[-1] == ("marco_rubio", "Niemand sei in Gefahr .")


def test_an_indicative_sentence_does_not_run_on() -> None:
    assert len(sayings_of("Marco Rubio sagte, der Damm halte. Niemand ist in Gefahr.", "de")) == 1


def test_the_words_of_one_end_where_another_clause_resumes() -> None:
    ((_, content),) = sayings_of(
        "Während die USA betonen, dass keine Seite fehle, gibt es Zweifel.", "de"
    )
    assert "Zweifel" not in content


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Marco Rubio ließ offen, ob Peru zahlen würde, betonte aber, dass der Damm hält.", "de"),
        ("Marco Rubio left open whether Peru would pay, but stressed that the dam holds.", "en"),
    ],
)  # fmt: skip
def test_a_clause_that_turns_against_the_one_before_keeps_its_speaker(
    text: str, language: Language
) -> None:
    assert sayings_of(text, language)[-1][0] == "marco_rubio"


def test_a_genitive_name_owns_the_words_that_a_noun_reports() -> None:
    text = (
        "Marco Rubio kam. "
        "Rubios wiederholte Äußerungen, die Türkei hätte den Krieg verhindern können, bleiben."
    )
    assert sayings_of(text, "de")[0][0] == "marco_rubio"
