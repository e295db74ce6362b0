"""Whether a capital stands for its government or is the place where something happens."""

from collections.abc import Sequence

from detente.reading.actor_table import actor_table
from detente.reading.lexicon import Hit, lexicon
from detente.reading.tables import load_toml
from detente.reading.tokens import Token, plain_word
from detente.sources.frozen import Language

_CONTEXTS = load_toml("contexts.toml")
_PLACE = frozenset(_CONTEXTS["place_prepositions"])
_TRAVEL = frozenset(_CONTEXTS["travel"])
_TRAVEL_PREPOSITIONS = frozenset(_CONTEXTS["travel_prepositions"])
_NAMED_AFTER = frozenset(_CONTEXTS["named_after_place"])
_JOINTS = frozenset({"und", "and", "or", "oder", ",", "sowie", "noch", "bzw."})
_INSTITUTIONS = frozenset(
    {"Kremlin", "Kreml", "Kremls", "Pentagon", "Haus", "Hauses", "House", "Street", "Department",
     "Whitehall", }
)  # fmt: skip
_NEAR = 6


def stands_for_government(tokens: Sequence[Token], hit: Hit, hits: Sequence[Hit]) -> bool:
    """Tell whether a capital means the government; False where it is, or may be, a place."""
    if tokens[hit.stop - 1].text in _INSTITUTIONS:
        return True
    if hit.stop < len(tokens) and tokens[hit.stop].text in _NAMED_AFTER:
        return False
    before = _governing_word(tokens, hit, hits)
    if before is None:  # "Wien: ..." may be a place or a speaker
        return hit.stop >= len(tokens) or tokens[hit.stop].text != ":"
    word = before.text if before.text[0].isupper() and before.index else before.text.lower()
    if word in _PLACE:
        return False
    if word in _TRAVEL_PREPOSITIONS:
        window = (
            *tokens[max(0, before.index - _NEAR) : before.index],
            *tokens[hit.stop : hit.stop + 4],
        )
        return not any(token.lemma in _TRAVEL or token.lemma.lower() in _TRAVEL for token in window)
    return True


def _governing_word(tokens: Sequence[Token], hit: Hit, hits: Sequence[Hit]) -> Token | None:
    """Return the word before the capital, or before the list that it belongs to."""
    i = hit.first - 1
    cities = {h.stop - 1: h.first for h in hits if h.kind in ("capital", "name")}
    while i > 0 and tokens[i].text in _JOINTS and i - 1 in cities:
        i = cities[i - 1] - 1
    if (
        i > 0
        and tokens[i].text in (",", "-", "–")
        and tokens[i - 1].text in ("capital", "Hauptstadt")
    ):
        i -= 1
    return tokens[i] if i >= 0 else None


def state_of_heading(tokens: Sequence[Token], language: Language) -> str | None:
    """Return the state whose name or capital is all that a heading says: "ADDIS ABABA"."""
    words = [plain_word(token.text) for token in tokens if token.text[0].isalpha()]
    for keys in (words, [word.title() for word in words]):
        found = lexicon(language).longest(keys, 0) if keys else None
        if found is not None and len(found.keys) == len(keys) and found.kind in ("name", "capital"):
            row = actor_table().rows.get(found.ids[0])
            return row.id if row is not None and row.type == "state" else None
    return None


def state_of_place(tokens: Sequence[Token], hits: Sequence[Hit]) -> str | None:
    """Return the state whose capital is the only place that a sentence is set in."""
    places = {
        hit.id
        for hit in hits
        if hit.kind == "capital" and not stands_for_government(tokens, hit, hits)
    }
    return places.pop() if len(places) == 1 else None
