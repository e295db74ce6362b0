"""`Content`: what a format reader takes out of the bytes received, before it becomes a source."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Content:
    """Text of a source and what the source itself states about its origin."""

    text: str
    """The text; spans count its code points."""
    title: str | None = None
    """Title as stated."""
    publisher: str | None = None
    """Publisher as stated."""
    url: str | None = None
    """Address as stated."""
    published: date | None = None
    """Day of publication as stated."""
