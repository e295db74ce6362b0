"""A text of any length in parts: decoded as it comes, cut where a paragraph ends."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.errors import SourceError
from detente.sources.encoding import MARKS, looks_western
from detente.sources.receive import shown
from detente.sources.sniff import recognise

PART = 50_000
"""Most code points of a part."""
CHUNK = 1 << 18
"""Bytes decoded at once."""
_PARAGRAPH = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*|\u2029\s*")
_CLOSED = re.compile(r"[.!?…:]['\"“”’»«)\]]*$")
_LINE = re.compile(r"\r\n|[\n\r\v\f\u2028]")
_SENTENCE = re.compile(r"[.!?…]['\"“”’»«)\]]*\s+")


@dataclass(frozen=True, slots=True)
class TextPart:
    """One stretch of a longer text."""

    number: int
    """Number of the part, from 1."""
    start: int
    """First code point in the whole text."""
    text: str
    """What stands there, to the letter."""


def parts_of(pieces: Iterable[str], size: int = PART) -> Iterator[TextPart]:
    """Cut a text that comes in pieces into parts that together are the text.

    The cut is the same however the pieces fall: behind the last paragraph that closes a sentence,
    else the last paragraph, line, sentence or blank, and inside a word only where there is none.
    """
    waiting, start, number = "", 0, 0
    for piece in pieces:
        waiting += piece
        while len(waiting) > size:
            number += 1
            end = _cut(waiting[:size])
            yield TextPart(number, start, waiting[:end])
            waiting, start = waiting[end:], start + end
    if waiting:
        yield TextPart(number + 1, start, waiting)


def decoded(path: Path, encoding: str | None) -> Iterator[str]:
    """Yield the text of a plain text file piece by piece; `SourceError` where it is none."""
    name = shown(path)
    with path.open("rb") as stream:
        head = stream.read(CHUNK)
        if recognise(head, name) != "text/plain":
            msg = f"{name} is no plain text; only plain texts may be longer than the limit"
            raise SourceError(msg)
        codec = encoding or _codec(head)
        try:
            decoder = codecs.getincrementaldecoder(codec)()
        except LookupError:
            msg = f"there is no text encoding {encoding!r}; try --encoding utf-8 for {name}"
            raise SourceError(msg) from None
        done = 0
        while head:
            try:
                text = decoder.decode(head)
            except UnicodeDecodeError as slip:
                msg = (
                    f"{name} is not {codec}: a byte near {done + slip.start} does not fit; "
                    "name the encoding with --encoding"
                )
                raise SourceError(msg) from None
            if "\x00" in text:
                msg = f"{name} holds a NUL character, which no text does; remove it"
                raise SourceError(msg)
            yield text
            done += len(head)
            head = stream.read(CHUNK)
        if decoder.getstate()[0]:
            msg = f"{name} ends inside a character of {codec}; name the encoding with --encoding"
            raise SourceError(msg)


def _codec(head: bytes) -> str:
    """Return the encoding that the first bytes are in, as for a text received whole."""
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        western = head.decode("cp1252", "replace")
        return "cp1252" if looks_western(western) else "utf-8"
    return "utf-8"


def _cut(window: str) -> int:
    """Return where a window that is followed by more text is cut."""
    half = len(window) // 2
    paragraphs = [match for match in _PARAGRAPH.finditer(window, half) if match.end() < len(window)]
    for match in reversed(paragraphs):
        if _CLOSED.search(window, max(0, match.start() - 8), match.start()):
            return match.end()
    if paragraphs:
        return paragraphs[-1].end()
    for pattern in (_LINE, _SENTENCE):
        ends = [m.end() for m in pattern.finditer(window, half) if m.end() < len(window)]
        if ends:
            return ends[-1]
    blank = max(window.rfind(mark, half) for mark in (" ", "\t", "\xa0"))
    return blank + 1 if blank >= half else len(window)
