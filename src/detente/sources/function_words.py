"""Clear German and English by their function words, without a model of all languages.

Only words that no other language shares count, and only texts full of them are clear.
"""

import re

from detente.sources.frozen import Language

LEAST = 0.07
"""Share of the letters of a text that must stand in the function words of its language."""
MOST = 0.01
"""Share of the letters that may stand in those of the other one."""
_LONG_ENOUGH = 300
_WORD = re.compile(r"[^\W\d_]+")
_WORDS: dict[Language, frozenset[str]] = {
    "de": frozenset(
        ["und", "das", "nicht", "ist", "mit", "auf", "für", "dass", "eine", "einen", "einer",
         "werden", "wurde", "sich", "von", "dem", "zu", "im", "des", "auch", "nach"]
    ),
    "en": frozenset(
        ["the", "of", "and", "that", "with", "was", "were", "has", "have", "been", "which", "from",
         "this", "would", "its", "their", "not"]
    ),
}  # fmt: skip


def clear_language(text: str) -> Language | None:
    """Return the language of a text that is clearly German or English, else None."""
    words = _WORD.findall(text.lower())
    letters = sum(map(len, words))
    if letters < _LONG_ENOUGH:
        return None
    german, english = (
        sum(len(word) for word in words if word in known) / letters for known in _WORDS.values()
    )
    if german >= LEAST and english <= MOST:
        return "de"
    return "en" if english >= LEAST and german <= MOST else None
