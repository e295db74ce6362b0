"""Names in sentences: article, ending and number, by the name shown."""

import pytest

from detente.brief.grammar import as_subject, is_plural
from detente.reading.actor_table import actor_table


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("Russland", "Russland"),
        ("Ukraine", "die Ukraine"),
        ("Vereinigtes Königreich", "das Vereinigte Königreich"),
        ("Vereinigte Arabische Emirate", "die Vereinigten Arabischen Emirate"),
        ("Vereinte Nationen", "die Vereinten Nationen"),
        ("Europäische Union", "die Europäische Union"),
        ("Internationaler Gerichtshof", "der Internationale Gerichtshof"),
        ("Palästinensischer Islamischer Dschihad", "der Palästinensische Islamische Dschihad"),
        ("Internationales Komitee vom Roten Kreuz", "das Internationale Komitee vom Roten Kreuz"),
        ("Warschauer Pakt", "der Warschauer Pakt"),
        ("Demokratische Republik Kongo", "die Demokratische Republik Kongo"),
        ("Rapid Support Forces", "die Rapid Support Forces"),
        ("Norland", "Norland"),
    ],
)
def test_a_german_name_takes_its_article_and_loses_its_strong_ending(name, subject):
    assert as_subject(name, "de") == subject


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("Russia", "Russia"),
        ("Ukraine", "Ukraine"),
        ("United States", "the United States"),
        ("Netherlands", "the Netherlands"),
        ("European Union", "the European Union"),
        ("NATO", "NATO"),
        ("SDLP", "the SDLP"),
        ("Hamas", "Hamas"),
        ("Houthis", "the Houthis"),
        ("Islamic State", "Islamic State"),
        ("Irish Republican Army", "the Irish Republican Army"),
        ("Norland", "Norland"),
    ],
)
def test_an_english_name_takes_an_article_where_it_is_said_with_one(name, subject):
    assert as_subject(name, "en") == subject


def test_some_german_names_take_a_plural_verb():
    assert is_plural("USA", "de")
    assert is_plural("Niederlande", "de")
    assert not is_plural("Ukraine", "de")
    assert not is_plural("Norland", "de")


def test_no_english_state_takes_a_plural_verb():
    assert not is_plural("United States", "en")
    assert not is_plural("Netherlands", "en")
    assert is_plural("Taliban", "en")


def test_no_german_subject_of_the_table_keeps_a_strong_ending_after_its_article():
    for row in actor_table().rows.values():
        words = as_subject(row.name.de, "de").split(" ")
        if words[0] == "das" and len(words) > 2:
            assert not words[1].endswith("es"), words
        if row.plural and row.article_de and len(words) > 2:
            assert not words[1].endswith("e"), words
