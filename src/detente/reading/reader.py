"""The protocol every reader follows: a source comes in, a reading with exact words goes out."""

from typing import Protocol

from detente.errors import ReadingError
from detente.reading.act import Reading
from detente.sources.frozen import LANGUAGES, Language
from detente.sources.language_names import name_of_language
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


def language_of_rules(source: Source) -> Language:
    """Return the language of a source; `ReadingError` where rules cannot read it."""
    if source.language not in LANGUAGES:
        msg = (
            f"{source.name} is in {name_of_language(source.language)}; rules read German and "
            "English only. Read it with --reader llm, or translate it first"
        )
        raise ReadingError(msg)
    return source.language
