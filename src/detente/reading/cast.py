"""`Mention` and `Cast`: who is named where in a source, and whom each place means."""

from dataclasses import dataclass
from typing import Literal

from detente.reading.act import Actor

MentionForm = Literal[
    "name", "adjective", "demonym", "capital", "person", "office", "pronoun", "both_sides",
    "group", "compound",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text that names an actor."""

    actor: str
    """Id of the actor, such as ``russia`` or ``marco_rubio``."""
    party: str | None
    """Id of the state, bloc, organisation or group it stands for; None where unknown."""
    start: int
    """First code point in the source's text."""
    end: int
    """One past the last code point."""
    sentence: int
    """Index of the sentence it stands in."""
    form: MentionForm
    """How the actor is named."""
    parties: tuple[str, ...] = ()
    """The parties meant by "both sides" or a plural pronoun; empty where unsettled."""


@dataclass(frozen=True)
class Cast:
    """Everyone a source names, and every place that names them."""

    actors: tuple[Actor, ...]
    """Actors in order of first mention, with their places."""
    mentions: tuple[Mention, ...]
    """Places in text order; they never overlap."""
