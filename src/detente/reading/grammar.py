"""Word classes for who acts on whom (`data/grammar.toml`), and the verbs they help to find."""

import re
from functools import cache

from detente.reading.tables import load_toml
from detente.reading.text import Token
from detente.reading.words import STOPS, form_in, is_verbal
from detente.sources.frozen import Language


@cache
def grammar(language: Language, group: str) -> frozenset[str]:
    """Return the words of one class, lower case."""
    return frozenset(load_toml("grammar.toml")[language][group])


def in_class(token: Token, language: Language, group: str) -> bool:
    """Tell whether the form or the lemma of `token` is in a class."""
    members = grammar(language, group)
    return token.lower in members or token.base in members


def is_finite(tokens: tuple[Token, ...], i: int, language: Language) -> bool:
    """Tell whether a finite verb stands at `i`; knows "mediates" and the participle of "led by"."""
    token = tokens[i]
    if language == "de":
        return is_german_verb(token) or _follows_two(tokens, i)
    if is_verbal(token, "en"):
        return not _is_participle(tokens, i) and not _is_genitive(tokens, i)
    return stands_in_the_present(tokens, i)


def _follows_two(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell the plural verb behind "Peru und Chile" at the begin from its infinitive."""
    token = tokens[i]
    if not (token.text[0].islower() and token.text.endswith("en") and token.lemma == token.text):
        return False
    if form_in(token, "de", "prepositions") or token.text.startswith("ge"):
        return False
    before, names, joined = i - 1, 0, False
    while before >= 0 and tokens[before].text not in STOPS:
        word = tokens[before]
        if word.lower in ("und", "sowie"):
            joined = names > 0
        elif word.text[0].isupper():
            names += 1
        elif not form_in(word, "de", "determiners"):
            return False
        before -= 1
    return joined and names > 1 and tokens[i - 1].text[0].isupper()


_SEPARATED = re.compile(
    "(?:ab|an|auf|aus|bei|ein|fest|her|hin|los|mit|nach|vor|weg|zu|zurück|zusammen|statt|teil|"
    "wieder|bereit|entgegen|fort|nieder|um|frei|weiter|hervor|bekannt)ge.+(?:t|en)"
)


def is_german_verb(token: Token) -> bool:
    """Tell whether a German word looks like a finite verb, and not like "eingefroren"."""
    return is_verbal(token, "de") and not _SEPARATED.fullmatch(token.text)


def _is_genitive(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell the "'s" of a possessor from that of "it's"."""
    return tokens[i].text in ("'s", "’s") and bool(i) and tokens[i - 1].text[0].isupper()


_ARTICLES = frozenset({"the", "a", "an", "its", "his", "their", "newly"})


def _is_participle(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a form in "-ed" only describes the noun before it: "a team led by X"."""
    token = tokens[i]
    either = form_in(token, "en", "past_or_participle")
    if not (either or token.text.endswith(("ed", "awn", "ut"))) or i + 1 >= len(tokens):
        return False
    before = tokens[i - 1].lower if i else ""
    if i == 0 or (i == 1 and before.endswith("ly")) or before in _ARTICLES:
        return True
    following = tokens[i + 1].lower
    if following == "up" and i + 2 < len(tokens):
        following = tokens[i + 2].lower
    return following == "by" and (either or not form_in(token, "en", "finite"))


_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "no", "any", "all", "that", "to", "on", "for",
     "against", "with", "it", "them", "him", "in", "from", "as", "off", "out", "down", "up", "over",
     "into", "new", "this", "these", "such", "whether", "of"]
)  # fmt: skip


def stands_in_the_present(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether "rejects", "mediates" stand as verbs, by the words on either side."""
    token = tokens[i]
    text = token.text
    if not text.endswith("s") or i == 0 or not text[0].islower() or text.endswith(("ss", "us")):
        return False
    if token.base not in grammar("en", "present"):
        return False
    before = tokens[i - 1]
    named = before.text[0].isupper() or before.lower in grammar("en", "pronouns")
    named = named or (before.text.endswith(("t", "y", "r", "n", "d", "l", "e", "h")) and i > 1)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    ends = after is None or after.text in STOPS | {".", "!", "?"}
    sure = before.lower in ("he", "she", "it", "who", "which", "that")
    return named and (sure or ends or after is None or _opens_an_object(after))


def _opens_an_object(token: Token) -> bool:
    return token.lower in _DETERMINERS or token.text[0].isupper()


def is_light(token: Token) -> bool:
    """Tell whether an English word may stand between an understood subject and its verb."""
    return token.lower in grammar("en", "light")
