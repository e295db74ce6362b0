"""`ReadPart`: what was found in one part of a text that is read as it comes."""

from detente.reading.act import Act, Actor
from detente.sources.frozen import Frozen


class ReadPart(Frozen):
    """What was found in one part of a text; a short text has one part."""

    name: str
    """The file, as it was named."""
    part: int
    """Number of the part, from 1."""
    start: int
    """First code point of the part in the whole text; all spans count from that text's begin."""
    end: int
    """One past its last code point."""
    language: str | None
    """Language of the part."""
    sha256: str | None
    """SHA-256 of the bytes of a text read whole, else of the offset and the text of the part."""
    actors: tuple[Actor, ...] = ()
    """Everyone the part names."""
    acts: tuple[Act, ...] = ()
    """What they said or did, in text order."""
    reader: str | None = None
    """Which reader."""
    reader_version: str | None = None
    """Its version."""
    warnings: tuple[str, ...] = ()
    """What the reader could not do."""
    error: str | None = None
    """Why nothing was read; None where something was."""
