"""Plain text: decoded and otherwise untouched. A dateline gives the day of publication."""

from detente.errors import SourceError
from detente.sources.content import Content
from detente.sources.encoding import decode


def extract(data: bytes, name: str, encoding: str | None) -> Content:
    """Return the text of `data`; `SourceError` where it is empty or binary."""
    text = decode(data, name, encoding=encoding)
    check_text(text, name)
    return Content(text=text)


def check_text(text: str, name: str) -> None:
    """Raise `SourceError` where a text holds nothing to read, or is binary."""
    if not text.strip():
        msg = f"{name} holds only white space; pass a report with text"
        raise SourceError(msg)
    if "\x00" in text:
        msg = f"{name} is binary (it holds {text.count(chr(0))} NUL characters); pass a text file"
        raise SourceError(msg)
