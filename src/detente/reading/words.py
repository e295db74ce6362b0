"""The closed word classes of a language (`data/words.toml`) and the two tests built on them."""

from functools import cache

from detente.reading.tables import load_toml
from detente.reading.text import Token
from detente.sources.frozen import Language

QUOTES = frozenset('"„“”«»‚‘‹›')
OPENING_QUOTES = frozenset('„«‹»“"')
STOPS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", "--"})


@cache
def words(language: Language, group: str) -> frozenset[str]:
    """Return the words of one class, lower case."""
    return frozenset(load_toml("words.toml")[language][group])


def folded(word: str) -> str:
    """Return `word` in lower case with "ss" for "ß", the form in which words are compared."""
    return word.lower().replace("ß", "ss")


def is_word(token: Token, language: Language, group: str) -> bool:
    """Tell whether the form or the lemma of `token` is in a class."""
    members = words(language, group)
    return token.lower in members or token.base in members


def form_in(token: Token, language: Language, group: str) -> bool:
    """Tell whether the very form of `token` is in a class."""
    return token.lower in words(language, group)


def is_verbal(token: Token, language: Language) -> bool:
    """Tell whether `token` looks like a finite verb, by form alone."""
    text, lemma = token.text, token.lemma
    if language == "de":
        if not text[:1].islower() and not (token.index == 0 and lemma[:1].islower()):
            return False
        return text.lower() in words("de", "finite") or (
            not text.lower().startswith(lemma.lower())
            and lemma.endswith(("en", "ern", "eln"))
            and _german_finite(text)
        )
    if token.lower in words("en", "finite"):
        return True
    if not text[:1].islower() or lemma == text:
        return False
    return text.endswith("ed")


def _german_finite(text: str) -> bool:
    """Exclude participles and infinitives with "zu", which keep a clause open."""
    if text.endswith("en") and ("zu" in text[1:-4] or text.startswith("ge")):
        return False
    return not (text.startswith("ge") and text.endswith("t") and len(text) > 5)
