"""Where a case begins on which something hangs: "if", "provided", "should the truce fail"."""

from detente.reading.grammar import is_finite
from detente.reading.text import Token
from detente.reading.words import STOPS, form_in
from detente.sources.frozen import Language

_REACH = 5
PROVIDED = ("provided", "providing")
_SHOULD: dict[Language, tuple[str, ...]] = {"en": ("should",), "de": ("sollte", "sollten")}
_SUBJECTS = frozenset({"they", "he", "she", "it", "er", "sie", "es"})


def supposes(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether "if", "even if" or "whether" stands at token `i`."""
    token = tokens[i]
    if form_in(token, "en", "even"):
        return i + 1 < len(tokens) and form_in(tokens[i + 1], "en", "condition")
    if form_in(token, "en", "condition"):
        if token.lower in PROVIDED and not provides_for(tokens, i):
            return False
        return not form_in(tokens[i - 1], "en", "even")
    return form_in(token, "en", "whether")


def provides_for(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell "provided they leave" from "provided the venue"."""
    following = tokens[min(i + 1, len(tokens) - 1)].text
    return tokens[i - 1].text == "," or following == "that" or verb_follows(tokens, i + 1, "en")


def opens_a_case(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    """Tell whether an inverted condition begins: "should the truce fail", "sollte er gehen"."""
    if tokens[i].lower not in _SHOULD[language] or i + 1 >= len(tokens) or tokens[-1].text == "?":
        return False
    following = tokens[i + 1]
    free = language == "en" or tokens[i - 1].text in STOPS
    named = following.text[0].isupper() or form_in(following, language, "determiners")
    return free and (named or following.lower in _SUBJECTS)


def verb_follows(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    """Tell whether a finite verb comes soon, before any stop or connective."""
    for n in range(i, min(i + _REACH, len(tokens))):
        token = tokens[n]
        if token.text in STOPS or form_in(token, language, "coordinators"):
            return False
        if is_finite(tokens, n, language):
            return True
    return False
