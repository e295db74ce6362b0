"""A cue on its way to an act."""

from dataclasses import dataclass, field

from detente.reading.attribution import Saying
from detente.reading.cues import Cue
from detente.reading.meaning import Meaning
from detente.reading.participants import Participants


@dataclass(slots=True)
class Found:
    """A cue with what it means and who takes part; becomes an act if it holds."""

    cue: Cue
    meaning: Meaning
    sayings: tuple[Saying, ...]
    people: Participants
    region: list[int] = field(default_factory=list)
    """Numbers of the clauses the act is about: its own and those that hang on it."""
