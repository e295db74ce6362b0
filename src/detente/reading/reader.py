"""The protocol every reader follows: a source comes in, a reading with exact words goes out."""

from typing import Protocol

from detente.reading.act import Reading
from detente.sources.source import Source


class Reader(Protocol):
    """Anything that turns a source into acts."""

    @property
    def name(self) -> str:
        """Name of the reader, such as ``rules``."""
        ...

    @property
    def version(self) -> str:
        """Version of the reader; a change of its rules changes it."""
        ...

    def read(self, source: Source) -> Reading:
        """Return what the reader finds in `source`."""
        ...
