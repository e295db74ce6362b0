"""Whose government is meant where the place tells it: "In Cairo, an official", "CAIRO"."""

from dataclasses import replace

from detente.reading.actor_table import actor_table
from detente.reading.cast import Mention
from detente.reading.grammar import in_class
from detente.reading.lexicon import lexicon
from detente.reading.text import Sentence, Token
from detente.reading.tokens import plain_word
from detente.sources.frozen import Language

_IN = frozenset({"in", "aus", "from"})
_BEFORE = frozenset(
    ["the", "a", "an", "der", "die", "das", "des", "dem", "ein", "eine", "einen", "eines",
     "foreign", "defence", "defense", "government", "senior", "hoher", "hochrangiger", "its",
     "interior"]
)  # fmt: skip


def capital_at(tokens: tuple[Token, ...], i: int, language: Language) -> tuple[str, int] | None:
    """Return the state whose capital is named at token `i`, and where the name ends."""
    keys = tuple(
        plain_word(t.text.title() if t.text.isupper() else t.text) for t in tokens[i : i + 3]
    )
    entry = lexicon(language).longest(keys, 0) if keys else None
    if entry is None or entry.kind not in ("capital", "name"):
        return None
    if actor_table().rows[entry.ids[0]].type != "state":
        return None
    return entry.ids[0], i + len(entry.keys)


def home_in(sentence: Sentence, language: Language) -> str | None:
    """Return the state in whose capital the sentence says it is: "In Cairo, ..."."""
    tokens = sentence.tokens
    start = 1 if tokens[0].text.lower() in ("and", "und", "auch", "doch", "but") else 0
    if start >= len(tokens) or tokens[start].text.lower() not in _IN:
        return None
    found = capital_at(tokens, start + 1, language)
    return found[0] if found else None


def headed_home(sentence: Sentence, language: Language) -> str | None:
    """Return the state that is all a heading names: what follows are its words."""
    if sentence.kind != "heading":
        return None
    words = tuple(token for token in sentence.tokens if token.text[0].isalnum())
    found = capital_at(words, 0, language)
    return found[0] if found and found[1] == len(words) else None


def at_home(
    sentence: Sentence, mentions: tuple[Mention, ...], home: str | None, language: Language
) -> tuple[Mention, ...]:
    """Let "the ministry", "an official" stand for `home`; an unknown ministry stands for nobody."""
    found = list(mentions)
    for token in sentence.tokens:
        if not in_class(token, language, "government"):
            continue
        over = [k for k, m in enumerate(found) if m.start < token.end and m.end > token.start]
        if over:
            found[over[0]] = _seated(found[over[0]], home)
        elif home and _is_bare(sentence, token, found):
            found.append(Mention(home, home, token.start, token.end, sentence.index, "office"))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _seated(mention: Mention, home: str | None) -> Mention:
    known = mention.party in actor_table().rows or bool(mention.parties)
    if known or mention.form in ("person", "pronoun"):
        return mention
    if home is None:
        return replace(mention, party=None)
    return replace(mention, actor=home, party=home)


def _is_bare(sentence: Sentence, token: Token, mentions: list[Mention]) -> bool:
    """Tell whether a word such as "ministry" stands alone, without a state beside it."""
    before = sentence.tokens[token.index - 1].text.lower() if token.index else ""
    after = sentence.tokens[token.index + 1 : token.index + 2]
    spoken = before in _BEFORE and not (
        after and after[0].text[0].isupper() and after[0].text != "Ministry"
    )
    near = [m for m in mentions if -30 < m.start - token.end < 8 and m.party]
    places = [m for m in near if m.end <= token.start and token.start - m.end > 12]
    official = bool(after) and in_class(after[0], "en", "government")
    return spoken and len(near) == len(places) and not official
