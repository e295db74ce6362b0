"""`Attributor`: whatever finds who says what in a text, with its name and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from detente.reading.attributions import Attribution
from detente.reading.frames.find import Genre
from detente.sources.frozen import Language


class Find(Protocol):
    """The form of `detente.reading.attributions.find_attributions`."""

    def __call__(
        self,
        text: str,
        language: Language,
        cues: Sequence[tuple[int, int]] | None = None,
        *,
        genre: Genre = "report",
    ) -> tuple[Attribution, ...]:
        """Return the attributions of a text; with `cues` exactly one for each."""
        ...


@dataclass(frozen=True, slots=True)
class Attributor:
    """A way to find attributions that can be scored."""

    name: str
    """Name of the reader it belongs to."""
    version: str
    """Version of that reader."""
    find: Find
    """Finds the attributions of a text."""
