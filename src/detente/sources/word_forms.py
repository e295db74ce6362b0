"""Words to dictionary forms, by the rules of simplemma over its dictionaries."""

import lzma
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from unicodedata import normalize

import simplemma
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY, DictionaryFactory

from detente.sources.folded_dictionary import FoldedDictionary
from detente.sources.frozen import Language


class WordForms(DictionaryFactory):
    """The dictionaries of simplemma, folded; those of another make as simplemma reads them."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """Return the words of a language with their dictionary forms."""
        return _dictionary(lang)


@cache
def _dictionary(lang: str) -> Mapping[str, str]:
    file = files("simplemma.strategies.dictionaries") / "data" / f"{lang}.plzma"
    try:
        return FoldedDictionary(lzma.decompress(file.read_bytes()))
    except (OSError, ValueError, lzma.LZMAError):
        dictionary: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary(lang)
        return dictionary


STRATEGY = DefaultStrategy(dictionary_factory=WordForms())
"""How simplemma finds a form: dictionary, parts of the word, endings."""
_LEMMATIZER = simplemma.Lemmatizer(lemmatization_strategy=STRATEGY)
_LOOKUP = DictionaryLookupStrategy(WordForms())


def form_of(word: str, language: Language) -> str:
    """Return the dictionary form of a word, in lower case where nothing is known of it."""
    form: str = _LEMMATIZER.lemmatize(word, language)
    return form


@lru_cache(maxsize=65536)
def is_known(word: str, language: Language) -> bool:
    """Tell whether a word stands in the dictionary, in upper or lower case."""
    return _LOOKUP.get_lemma(normalize("NFC", word), language) is not None
