"""Finds when: dates as written and as resolved; what the text does not settle stays open.

The day of the report is the date of its dateline, else its day of publication; without either
only dates written out in full are resolved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.reading.act import Span, Time
from detente.reading.text import Sentence
from detente.reading.time_resolve import Setting
from detente.reading.time_rules import time_rules
from detente.reading.time_words import is_about_plans, words_of_time
from detente.sources.frozen import Language


@dataclass(frozen=True, slots=True)
class TimeHit:
    """One place in a text that says when."""

    time: Time
    """First and last day it can mean, and on what basis; its span is left out."""
    sentence: int
    """Index of the sentence it stands in."""
    start: int
    """First code point in the source's text."""
    end: int
    """One past the last code point."""

    def in_text(self, text: str) -> Time:
        """Return the time with the words of `text`, the source's text, as its span."""
        return self.time.model_copy(update={"span": Span.cut(text, self.start, self.end)})


def find_times(
    sentences: tuple[Sentence, ...], language: Language, published: date | None
) -> tuple[TimeHit, ...]:
    """Return where the sentences say when, in text order; hits do not overlap."""
    today = day_of_report(sentences, language, published)
    return tuple(hit for sentence in sentences for hit in _hits(sentence, language, today))


def day_of_report(
    sentences: tuple[Sentence, ...], language: Language, published: date | None
) -> date | None:
    """Return the day in the dateline, the day of publication without one, else None."""
    for sentence in sentences:
        if sentence.kind in ("dateline", "byline"):
            for hit in _hits(sentence, language, published):
                if hit.time.start is not None and hit.time.start == hit.time.end:
                    return hit.time.start
    return published


_DIGIT = re.compile(r"\d")


def _hits(sentence: Sentence, language: Language, today: date | None) -> Iterator[TimeHit]:
    line, starts, ends = _on_one_line(sentence)
    words = words_of_time(language)
    digits = _DIGIT.search(line) is not None
    found = [
        (match.start(), -match.end(), order, match, rule)
        for order, rule in enumerate(time_rules(language))
        if digits or not rule.numbered
        for match in rule.pattern.finditer(line)
    ]
    at = 0
    for start, end, _, match, rule in sorted(found, key=lambda entry: entry[:3]):
        if start < at:
            continue
        at = -end
        planned = is_about_plans(line, language, match.span())
        first, last, basis = rule.resolve(match, Setting(words, today, planned))
        time = Time(start=first, end=last, basis=basis)
        yield TimeHit(time, sentence.index, starts[start], ends[at - 1])


def _on_one_line(sentence: Sentence) -> tuple[str, list[int], list[int]]:
    """Return the sentence with single blanks; per character its start and end in the text."""
    line: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    before = sentence.tokens[0].start
    for token in sentence.tokens:
        if token.start > before:
            line.append(" ")
            starts.append(before)
            ends.append(token.start)
        line += token.text
        starts += range(token.start, token.end)
        ends += range(token.start + 1, token.end + 1)
        before = token.end
    return "".join(line), starts, ends
