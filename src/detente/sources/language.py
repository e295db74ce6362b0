"""Which language a text is in: German and English are read by rules, others are named.

The n-gram model of py3langid knows 100 and more languages, but takes short lines full of names
for any of them. So a text counts as another language only where that one fits far better than
both German and English; below that, the better of the two is taken. Loading the model takes
longer than reading a report, so clear texts do without it.
"""

import importlib

from simplemma import (
    LanguageDetector,
    MostCommonTokenSampler,
    RelaxedMostCommonTokenSampler,
)

from detente.errors import SourceError
from detente.sources.frozen import LANGUAGES, AnyLanguage, Language
from detente.sources.function_words import clear_language
from detente.sources.language_names import name_of_language
from detente.sources.word_forms import STRATEGY

SAMPLE = 20_000
"""Code points looked at."""
FAR_BETTER = 0.2
"""Share of its log-likelihood by which another language must win (names 0.14, Danish 0.34)."""
SHORT = 60
"""Code points below which word lists decide between German and English, not n-grams."""


def detect(text: str, name: str, *, any_language: bool = False) -> AnyLanguage:
    """Return the language of a text; `SourceError` where it is neither German nor English.

    With `any_language` every language will do.
    """
    sample = text[:SAMPLE]
    if not any(character.isalpha() for character in sample):
        msg = f"{name} holds no words; pass a report with text"
        raise SourceError(msg)
    clear = clear_language(sample)
    if clear is not None:
        return clear
    ranked = importlib.import_module("py3langid").rank(sample)
    scores = {str(code): float(score) for code, score in ranked}
    language: Language = "de" if scores["de"] >= scores["en"] else "en"
    code, score = str(ranked[0][0]), float(ranked[0][1])
    if score - scores[language] > FAR_BETTER * abs(score):
        if any_language and code != "zxx":
            return code
        msg = (
            f"{name} seems to be in {name_of_language(code)}; only German and English are read "
            "by rules. If it is one of them, say so with --source-lang de or en; if not, read it "
            "with --reader llm (named with --source-lang where it is kept), or translate it first"
        )
        raise SourceError(msg)
    return _by_word_lists(sample, language) if len(sample) < SHORT else language


def _by_word_lists(sample: str, otherwise: Language) -> Language:
    for sampler in (MostCommonTokenSampler(), RelaxedMostCommonTokenSampler()):
        known = LanguageDetector(LANGUAGES, sampler, STRATEGY).proportion_in_each_language(sample)
        german, english = known.get("de", 0.0), known.get("en", 0.0)
        if german != english:
            return "de" if german > english else "en"
    return otherwise
