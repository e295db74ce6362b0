"""`Decision`: what a person decided about one act, and what ties it to that act."""

from datetime import datetime
from typing import NamedTuple

from detente.reading.act import Act, Kind, ReviewState
from detente.sources.frozen import Frozen


class ActKey(NamedTuple):
    """What ties a decision to an act."""

    source_id: str
    act_id: str
    kind: str
    quote: str


class Decision(Frozen):
    """What a person decided about one act."""

    number: int
    """Place in the history, from 1."""
    source_id: str
    """Source of the act."""
    act_id: str
    """The act."""
    kind: Kind
    """Kind of the act as its reader found it."""
    quote: str
    """Words of the act as its reader found them."""
    state: ReviewState
    """Accepted, corrected, rejected; proposed where an undo leaves no decision."""
    by: str
    """Who decided."""
    at: datetime
    """When."""
    reason: str | None = None
    """Why."""
    corrected: Act | None = None
    """The act as corrected."""
    undoes: int | None = None
    """Number of the decision that this one takes back."""

    def __str__(self) -> str:
        reason = f" ({self.reason})" if self.reason else ""
        day = self.at.date().isoformat()
        return f"{self.act_id} {self.kind} “{self.quote}”: {self.state} by {self.by}, {day}{reason}"

    @property
    def key(self) -> ActKey:
        """What ties the decision to an act."""
        return ActKey(self.source_id, self.act_id, self.kind, self.quote)
