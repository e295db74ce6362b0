"""Assumptions in the language of the brief: those of the draft are known in every language.

An analyst's own sentence stays as it was written.
"""

from functools import cache

from detente.case.draft_table import draft_table
from detente.sources.frozen import LANGUAGES, Language


def in_language(assume: str, language: Language) -> str:
    """Return an assumption with every sentence of the draft put into `language`."""
    for known, words in _sentences(language):
        assume = assume.replace(known, words)
    return assume


@cache
def _sentences(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the draft's sentences of other languages with their words, the longest first."""
    text = draft_table().text
    wanted = text[language].model_dump()
    pairs = [
        (known, wanted[name])
        for other in LANGUAGES
        if other != language
        for name, known in text[other].model_dump().items()
        if name != "title"
    ]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
