"""Finds where a quote stands: to the letter, white space apart; what is not clear is not guessed.

A quote that stands at several places needs its context or its number; none is chosen for it.
"""

import re
import unicodedata
from dataclasses import dataclass

from detente.reading.act import Span
from detente.reading.llm.answer import Quote

_MANY = 1_000
"""Places looked at; a quote that stands more often tells nothing."""
_JOINED_SCRIPTS = (
    "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN",
    "ARABIC", "HEBREW",
)  # fmt: skip
"""Scripts that write words, or particles and words, without a blank between them."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a text in which quotes are looked for."""

    text: str
    start: int
    end: int


def places_of(words: str, region: Region) -> list[tuple[int, int]]:
    """Return where words stand in a region, as half-open ranges that cut no word in two."""
    pieces = words.split()
    if not pieces:
        return []
    pattern = re.compile(r"\s+".join(re.escape(piece) for piece in pieces))
    places: list[tuple[int, int]] = []
    at = region.start
    while (match := pattern.search(region.text, at, region.end)) and len(places) < _MANY:
        if _is_whole(region.text, match.start(), match.end()):
            places.append((match.start(), match.end()))
        at = match.start() + 1
    return places


def anchor(quote: Quote, *regions: Region) -> Span | str:
    """Return the span of a quote in the first region that holds it, or why it has none."""
    for region in regions:
        places = places_of(quote.quote, region)
        if not places:
            continue
        if quote.context is not None:
            places = _within(places, quote.context, region)
        if quote.nth is not None and len(places) > 1:
            places = places[quote.nth - 1 : quote.nth]
        if len(places) == 1:
            return Span.cut(region.text, *places[0])
        if not places:
            return "a quote does not stand where the answer says"
        return "a quote stands at several places and the answer does not say which"
    return "a quote does not stand in the text"


def _within(places: list[tuple[int, int]], context: str, region: Region) -> list[tuple[int, int]]:
    """Return the places inside the context; it may reach beyond the region."""
    around = places_of(context, Region(region.text, 0, len(region.text)))
    return [
        place
        for place in places
        if any(start <= place[0] and place[1] <= end for start, end in around)
    ]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins and ends where words do."""
    if end < len(text) and unicodedata.category(text[end]).startswith("M"):
        return False
    return not _joined(text, start) and not _joined(text, end)


def _joined(text: str, place: int) -> bool:
    """Tell whether the code points on both sides of a place belong to one word."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if not before.isalnum() or not after.isalnum():
        return False
    names = (unicodedata.name(before, ""), unicodedata.name(after, ""))
    return not any(name.startswith(_JOINED_SCRIPTS) for name in names)
