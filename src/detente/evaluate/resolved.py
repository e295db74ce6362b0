"""Issues whose outcome is known: who stood where, and where it ended, as a table of numbers.

Two forms of table are read (`evaluate.resolved_table`): our own, a line for each party on each
issue, and that of the data sets on Decision-Making in the European Union (`evaluate.deu`).
"""

from dataclasses import dataclass
from math import nan
from typing import Annotated, Literal

from pydantic import Field

from detente.evaluate.result import Gold
from detente.sources.frozen import Frozen

Form = Literal["plain", "deu"]
Role = Literal["", "setter", "veto"]
"""Who makes the proposal, whose consent is needed whatever the votes, or neither."""
Points = Annotated[float, Field(ge=0, le=100)]
"""A place on the scale of an issue."""
FAR = 1e12
"""Larger numbers are slips."""
MISSING_SALIENCE = 50.0
"""Counts where the salience of a party with a position is not known."""


class Stand(Frozen):
    """One party on one issue."""

    party: str
    """Name or id."""
    position: Points
    """Place it favors."""
    salience: Points
    """Weight of the issue to it."""
    influence: Annotated[float, Field(ge=0)]
    """Capacity to shape the outcome, in any unit."""
    votes: Annotated[float, Field(ge=0)] = 1.0
    """Votes where the quota is counted, in any unit."""
    role: Role = ""
    """Part in the procedure."""


class ResolvedIssue(Frozen):
    """One issue, the parties that took a position on it, and its outcome."""

    dossier: str
    """What was negotiated together; issues of one dossier are not independent."""
    issue: str
    """Name or id."""
    stands: Annotated[tuple[Stand, ...], Field(min_length=1)]
    """Parties with a position, in the order of the table."""
    outcome: Points
    """Where it ended."""
    reference: Points | None
    """Where no agreement would have left it; None where not known."""
    groups: tuple[str, ...]
    """Parts of the table it belongs to, such as a voting rule."""
    quota: Annotated[float, Field(gt=0, le=1)] | None = None
    """Share of the votes that a decision needs; None where not known or only vetoes count."""


@dataclass(frozen=True)
class ResolvedTable:
    """What a table holds."""

    form: Form
    gold: Gold
    """Name, hash and counts."""
    issues: tuple[ResolvedIssue, ...]
    """Issues with an outcome and a position, in the order of the table."""


@dataclass(frozen=True)
class Line:
    """One line of a table with the names of its columns."""

    number: int
    """Counted from 1, the line of names included."""
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return a cell without blanks around it; empty where the column is missing."""
        return self.cells.get(column, "").strip()

    def number_in(
        self,
        column: str,
        slips: list[str],
        low: float | None = 0.0,
        high: float | None = 100.0,
    ) -> float | None:
        """Return the number in a cell, None where it is empty; what is wrong goes to `slips`."""
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = nan
        least, most = -FAR if low is None else low, FAR if high is None else high
        if least <= value <= most:
            return value
        span = (
            ""
            if low is None
            else f" from {low:g}"
            if high is None
            else f" from {low:g} to {high:g}"
        )
        slips.append(f"line {self.number}: {column} {text!r} is not a number{span}; correct it")
        return None
