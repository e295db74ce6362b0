"""Where a text quotes: the stretches between quotation marks, nested ones included."""

import re
from collections.abc import Sequence

from detente.reading.text import Sentence

_PAIRS = {"„": '“”"‟', "‚": "‘’", "»": "«", "«": "»", "›": "‹", "‹": "›", "“": "”", '"': '"'}
_MARK = re.compile('[„“”‟"»«]')
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_LONGEST = 3000


def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return outermost quotations, marks included, in text order; unclosed ones are left out."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text):
        mark, place = match.group(), match.start()
        if opened is not None:
            start, closers = opened
            paired = mark != '"' or text[start] != '"' or not _PARAGRAPH.search(text, start, place)
            if mark in closers and place > start and paired:
                found.append((start, place + 1))
                opened = None
                continue
            if place - start <= _LONGEST and not _PARAGRAPH.search(text, start, place):
                continue
            opened = None
        if mark in _PAIRS and _opens(text, place):
            opened = (place, _PAIRS[mark])
    return tuple(found)


def _opens(text: str, place: int) -> bool:
    """Tell whether the mark at `place` stands where a quotation begins."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return not before.isalnum() and not after.isspace()


def quoted_places(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the start of every token that stands inside a quotation."""
    quotations = find_quotations(text)
    places: set[int] = set()
    i = 0
    for sentence in sentences:
        for token in sentence.tokens:
            while i < len(quotations) and quotations[i][1] <= token.start:
                i += 1
            if i < len(quotations) and quotations[i][0] <= token.start:
                places.add(token.start)
    return frozenset(places)
