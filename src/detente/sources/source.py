"""`Source`: one text as received, with its metadata and hash. The text never changes afterwards."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from detente.sources.frozen import AnyLanguage, Frozen

Sharing = Literal["clear", "green", "amber", "amber+strict", "red"]
SHARING: tuple[Sharing, ...] = get_args(Sharing)
"""The marks of the Traffic Light Protocol 2.0, from free to closest."""


class Source(Frozen):
    """One text received; every span of the product counts code points of `text` from 0."""

    id: Annotated[str, Field(pattern=r"^s[0-9a-f]{8,64}$")]
    """``s`` and the first eight hexadecimal digits of `sha256`."""
    name: str
    """Name it came under: a file name, an address, or ``-`` for standard input."""
    title: str | None = None
    """Title as the source states it; None where it states none."""
    publisher: str | None = None
    """Who published it, as the source states it."""
    url: str | None = None
    """Where it was published."""
    published: date | None = None
    """Day of publication, as the source states it."""
    language: AnyLanguage
    """Language of the text, such as ``de``; rules read German and English only."""
    media_type: str = "text/plain"
    """What was received: ``text/plain``, ``text/html``, ``application/pdf`` ..."""
    text: str
    """The text as received and decoded; never trimmed, repaired or normalised."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of the bytes received."""
    licence: str | None = None
    """Note on the rights in the text."""
    reliability: Annotated[str | None, Field(pattern=r"^[A-F][1-6]$")] = None
    """Admiralty grade, such as ``B2``; None where nobody graded it."""
    sharing: Sharing = "clear"
    """Traffic-light mark of how far the source may be shared."""
