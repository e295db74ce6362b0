"""Plain text: decoded and otherwise untouched. A dateline gives the day of publication."""

from detente.errors import SourceError
from detente.sources.content import Content
from detente.sources.dateline import published
from detente.sources.encoding import decode

LAYOUT = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
"""Control characters that texts use."""
MAX_CONTROL = 0.01
"""Largest share of other control characters in a text."""


def extract(data: bytes, name: str, encoding: str | None) -> Content:
    """Return the text of `data`; `SourceError` where it is empty or binary."""
    if encoding is None and _is_binary(data):
        msg = f"{name} is binary, not a text; pass plain text, HTML, PDF or DOCX"
        raise SourceError(msg)
    text = decode(data, name, encoding=encoding)
    if "\x00" in text:
        msg = (
            f"{name} holds a NUL character at {text.index(chr(0))}, which no text does; "
            "remove it, or name the encoding with --encoding"
        )
        raise SourceError(msg)
    if not text.strip():
        msg = f"{name} holds only white space; pass a report with text"
        raise SourceError(msg)
    return Content(text=text, published=published(text))


def _is_binary(data: bytes) -> bool:
    """Say whether bytes are no text in any encoding; zeros at every second place are UTF-16."""
    sample = data[:100_000]
    n_control = sum(sample.count(code) for code in range(1, 32) if chr(code) not in LAYOUT)
    return n_control > MAX_CONTROL * len(sample)
