"""Names inside one word: "US-Präsident", "NATO-Staaten", "pro-russische", "Ukraine-Krieg"."""

import re
from collections.abc import Sequence

from detente.reading.lexicon import Hit, HitKind, Lexicon, lexicon
from detente.reading.tables import load_toml
from detente.reading.tokens import Token, plain_word
from detente.sources.frozen import Language

_WORDS = load_toml("contexts.toml")["compound"]
_MEMBERS = frozenset(_WORDS["members"])
_ITSELF = frozenset(_WORDS["itself"])
_TIMES = frozenset(_WORDS["times"])
_PRO_ANTI = frozenset(_WORDS["pro_anti"])
_CLOSED = re.compile(
    rf"(\w{{4,}}?)(?:{'|'.join(sorted(_WORDS['closed_tails'], key=len, reverse=True))})"
)
_PRO_ANTI_CLOSED = re.compile(r"(?:pro|anti)(\w{5,})", re.IGNORECASE)
_PAST = frozenset({"Ex", "ex", "Alt"})
_HYPHEN = re.compile("[-‐‑/]")
_NAMES: tuple[HitKind, ...] = ("name", "short", "capital", "adjective", "demonym")


def find_compounds(tokens: Sequence[Token], taken: Sequence[Hit], language: Language) -> list[Hit]:
    """Return the names inside words that are no names as a whole."""
    used = {i for hit in taken for i in range(hit.first, hit.stop)}
    words = lexicon(language)
    hits: list[Hit] = []
    for i, token in enumerate(tokens):
        if i in used or len(token.text) > 80 or not token.text[0].isalpha():
            continue
        if _HYPHEN.search(token.text):
            hits += _hyphenated(token, i, words)
        elif language == "de":
            hits += _closed(token, i, words)
    return hits


def _hyphenated(token: Token, i: int, words: Lexicon) -> list[Hit]:
    cuts = [match.start() for match in _HYPHEN.finditer(token.text)]
    for cut in reversed(cuts):  # the longest name first: "Saudi-Arabien-Reise"
        left, right = token.text[:cut], token.text[cut + 1 :]
        found = words.whole(plain_word(left))
        if found is None or found[0] not in (*_NAMES, "person"):
            continue
        return _headed(token, i, cut, found, right, words)
    first = token.text[: cuts[0]]
    if plain_word(first) in _PAST:
        return _past_office(token, i, cuts[0] + 1, words)
    if plain_word(first) in _PRO_ANTI:
        return _after_prefix(token, i, cuts[0] + 1, words)
    return []


def _headed(
    token: Token, i: int, cut: int, found: tuple[HitKind, str], right: str, words: Lexicon
) -> list[Hit]:
    """Return what a name and the second half of its word mean together."""
    kind, row_id = found
    head = plain_word(right)
    whole = (i, i + 1, token.start, token.end)
    part = (i, i + 1, token.start, token.start + cut)
    if head in _TIMES:
        return []
    if head in _MEMBERS and kind == "name":
        return [Hit("members", (row_id,), *whole)]
    if kind == "short":
        if head in _ITSELF:
            return [Hit("administration", (row_id,), *whole)]
        return [Hit("compound", (row_id,), *part)]
    second = words.whole(head)
    if second is not None and second[0] in ("office", "group"):
        return [Hit(second[0], (second[1],), *whole, state=row_id)]
    if head in _ITSELF:
        return [Hit("members", (row_id,), *whole)]
    if second is not None and second[0] in ("name", "adjective", "demonym"):
        later = (i, i + 1, token.start + cut + 1, token.end)
        return [Hit("adjective", (row_id,), *part), Hit("adjective", (second[1],), *later)]
    return [Hit("compound", (row_id,), *part)]


def _past_office(token: Token, i: int, cut: int, words: Lexicon) -> list[Hit]:
    """Return the office in "Ex-Präsident" and "Ex-US-Präsident", else the name after the prefix."""
    rest = plain_word(token.text[cut:])
    state, _, office = rest.rpartition("-")
    found = words.whole(office)
    owner = words.whole(state) if state else None
    if found is None or found[0] != "office":
        return _after_prefix(token, i, cut, words)
    row = owner[1] if owner is not None and owner[0] in _NAMES else None
    return [Hit("office", (found[1],), i, i + 1, token.start, token.end, state=row)]


def _after_prefix(token: Token, i: int, cut: int, words: Lexicon) -> list[Hit]:
    found = words.whole(plain_word(token.text[cut:]))
    if found is None or found[0] not in _NAMES:
        return []
    return [Hit("compound", (found[1],), i, i + 1, token.start + cut, token.end)]


def _closed(token: Token, i: int, words: Lexicon) -> list[Hit]:
    text = plain_word(token.text)
    if len(text) != len(token.text):
        return []
    match = _CLOSED.fullmatch(text)
    if match is not None:
        found = words.whole(match.group(1))
        if found is not None and found[0] == "name":
            end = token.start + match.end(1)
            return [Hit("compound", (found[1],), i, i + 1, token.start, end)]
    match = _PRO_ANTI_CLOSED.fullmatch(text)
    if match is not None:
        return _after_prefix(token, i, match.start(1), words)
    return []
