"""Planted instructions: words of a source that address a machine instead of reporting.

The pattern table is data (`data/planted.toml`). A hit is a warning with its place; what it
covers is not read, and nothing else changes.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from detente.reading.act import Span
from detente.reading.tables import load_toml
from detente.reading.text import Sentence

QUOTED = 80
"""Code points of the words that a warning repeats."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One place whose words address a machine."""

    what: str
    """What the words do, from the table."""
    span: Span
    """The words."""

    def warning(self) -> str:
        """Return what a reading says about it."""
        words = " ".join(self.span.quote.split())
        shown = words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
        return (
            f"planted instruction at {self.span.start}..{self.span.end} “{shown}”: "
            f"{self.what}; it was not followed"
        )


def find_planted(text: str) -> tuple[Planted, ...]:
    """Return the planted instructions of a text in order; they do not overlap.

    Invisible characters inside words do not hide them.
    """
    shown, places = _visible(text)
    hits: list[tuple[int, int, str]] = []
    for what, pattern in _patterns():
        for match in pattern.finditer(shown):
            first = _without_lead(shown, match)
            start, end = places[first], places[match.end() - 1] + 1
            hits.append((start, end, what))
    found: list[Planted] = []
    for start, end, what in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not found or start >= found[-1].span.end:
            found.append(Planted(what, Span.cut(text, start, end)))
    return tuple(found)


def without_planted(
    sentences: Sequence[Sentence], planted: Sequence[Planted]
) -> tuple[Sentence, ...]:
    """Return the sentences that hold no planted instruction, numbered anew.

    Paragraphs are numbered anew too, so that the rest is read as if the words did not stand there.
    """
    if not planted:
        return tuple(sentences)
    kept = [sentence for sentence in sentences if not any(_touch(sentence, p) for p in planted)]
    paragraphs = list(dict.fromkeys(sentence.paragraph for sentence in kept))
    numbers = {paragraph: number for number, paragraph in enumerate(paragraphs)}
    return tuple(
        replace(sentence, index=index, paragraph=numbers[sentence.paragraph])
        for index, sentence in enumerate(kept)
    )


def _touch(sentence: Sentence, planted: Planted) -> bool:
    return sentence.start < planted.span.end and planted.span.start < sentence.end


def _visible(text: str) -> tuple[str, list[int] | range]:
    """Return a text without format characters, and where each code point stood."""
    if text.isascii():
        return text, range(len(text))
    places = [i for i, char in enumerate(text) if unicodedata.category(char) != "Cf"]
    return "".join(text[i] for i in places), places


def _without_lead(shown: str, match: re.Match[str]) -> int:
    """Return where the words of a match begin, without blank lines before them."""
    words = match[0]
    return match.start() + len(words) - len(words.lstrip())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["what"], re.compile(pattern, re.IGNORECASE | re.MULTILINE))
        for entry in load_toml("planted.toml").values()
        for pattern in entry["patterns"]
    )
