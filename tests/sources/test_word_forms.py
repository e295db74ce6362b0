"""Dictionary forms are those of simplemma; only the way to them is another."""

import lzma
from itertools import islice
from pathlib import Path

import pytest
import simplemma
from hypothesis import given, settings
from hypothesis import strategies as st
from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from detente.sources import word_forms
from detente.sources.folded_dictionary import FoldedDictionary
from detente.sources.frozen import LANGUAGES, Language
from detente.sources.word_forms import WordForms, form_of, is_known

TEXTS = {
    "de": "Außenministerin trafen zurückgekehrten Waffenstillstandsverhandlungen UN-Soldaten "
    "Präsidenten geht's Kyjiws Straße STRASSE möchten Nordkoreas ließ O’Neill abzuziehen 1994",
    "en": "ministers' were left geese better UN-brokered President’s don't withdrew Kyiv's "
    "unratified co-signatories counteroffers re-entered LED 1994",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_is_that_of_simplemma(language: Language) -> None:
    theirs = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language)
    ours = WordForms().get_dictionary(language)
    assert isinstance(ours, FoldedDictionary)
    assert len(ours) == len(theirs)
    assert all(ours[word] == theirs[word] for word in islice(theirs, 0, None, 701))


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_words_in_and_outside_the_dictionary_are_those_of_simplemma(
    language: Language,
) -> None:
    for word in TEXTS[language].split():
        assert form_of(word, language) == simplemma.lemmatize(word, language)
        assert is_known(word, language) == simplemma.is_known(word, language)


@given(st.text(max_size=20), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_forms_of_any_letters_are_those_of_simplemma(word: str, language: Language) -> None:
    if word:
        assert form_of(word, language) == simplemma.lemmatize(word, language)
        assert is_known(word, language) == simplemma.is_known(word, language)


@pytest.mark.parametrize("data", [None, b"no archive", lzma.compress(b"another make")])
def test_a_dictionary_of_another_make_is_left_to_simplemma(
    data: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    if data is not None:
        (tmp_path / "data" / "en.plzma").write_bytes(data)
    monkeypatch.setattr(word_forms, "files", lambda _: tmp_path)
    word_forms._dictionary.cache_clear()
    try:
        dictionary = WordForms().get_dictionary("en")
    finally:
        word_forms._dictionary.cache_clear()
    assert not isinstance(dictionary, FoldedDictionary)
    assert dictionary["geese"] == "goose"
