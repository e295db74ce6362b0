"""Assumptions of the draft are told in the language of the brief, an analyst's own as written."""

from detente.brief.assumptions import in_language
from detente.case.draft_table import draft_table

TEXT = draft_table().text


def test_a_sentence_of_the_draft_is_told_in_either_language():
    assert in_language(TEXT["de"].silent, "en") == TEXT["en"].silent
    assert in_language(TEXT["en"].silent, "de") == TEXT["de"].silent
    assert in_language(TEXT["en"].silent, "en") == TEXT["en"].silent


def test_sentences_that_the_draft_joins_are_told_one_by_one():
    german = f"{TEXT['de'].ascribed}; {TEXT['de'].scores}"
    assert in_language(german, "en") == f"{TEXT['en'].ascribed}; {TEXT['en'].scores}"


def test_an_assumption_of_an_analyst_stays_as_written():
    own = "their minister told us so in May"
    assert in_language(own, "de") == own
