"""A text in parts that fit a request: whole paragraphs where they fit, with overlap.

Paragraphs that are too long are cut after sentences, else after words, else anywhere. Each part
repeats the paragraph before it where that is short, for what hangs together across the cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.llm.tokens import bytes_for, tokens_in

_PARAGRAPH = re.compile(r"\S.*?(?=\n[ \t\r\f\v]*\n|\Z)", re.DOTALL)
_CUTS = (re.compile(r"\n"), re.compile(r"(?<=[.!?…。！？])[\"“”»«)]?\s+"), re.compile(r"\s+"))
_OVERLAP = 4
"""A paragraph is repeated where it takes at most this part of a request."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a text: a half-open range of code points."""

    start: int
    end: int


def chunks_of(text: str, limit: int) -> tuple[Chunk, ...]:
    """Return the parts of a text in order; each has at most `limit` tokens by estimate."""
    pieces = list(_pieces(text, limit))
    chunks: list[Chunk] = []
    first = i = 0
    while i < len(pieces):
        if i > first and tokens_in(text[pieces[first][0] : pieces[i][1]]) > limit:
            chunks.append(Chunk(pieces[first][0], pieces[i - 1][1]))
            first = _repeated(text, pieces, first, i, limit)
        i += 1
    if pieces:
        chunks.append(Chunk(pieces[first][0], pieces[-1][1]))
    return tuple(chunks)


def _repeated(text: str, pieces: list[tuple[int, int]], first: int, i: int, limit: int) -> int:
    """Return where the next part begins: one piece back if both are short enough."""
    before = pieces[i - 1]
    short = tokens_in(text[before[0] : before[1]]) <= limit // _OVERLAP
    fits = tokens_in(text[before[0] : pieces[i][1]]) <= limit
    return i - 1 if short and fits and i - 1 > first else i


def _pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text):
        yield from _cut(text, match.start(), match.start() + len(match[0].rstrip()), limit)


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    while tokens_in(text[start : min(end, start + bytes_for(limit) + 1)]) > limit:
        most = start + _longest(text, start, limit)
        stop = next(
            (cut for pattern in _CUTS if (cut := _last(pattern, text, start, most)) is not None),
            most,
        )
        if text[start:stop].strip():
            yield start, stop
        start = stop
    if text[start:end].strip():
        yield start, end


def _longest(text: str, start: int, limit: int) -> int:
    """Return how many code points from `start` fit the limit; at least one."""
    n_bytes = n = 0
    for char in text[start : start + bytes_for(limit)]:
        n_bytes += len(char.encode("utf-8", "replace"))
        if n_bytes > bytes_for(limit):
            break
        n += 1
    return max(n, 1)


def _last(pattern: re.Pattern[str], text: str, start: int, most: int) -> int | None:
    """Return the end of the last match in the second half of what fits."""
    ends = [match.end() for match in pattern.finditer(text, start + (most - start) // 2, most)]
    return ends[-1] if ends else None
