"""What would change for the outcomes looked at if a party had options that the case does not have.

All of it is about the case with what is supposed, and says so; the finding on the case stays apart.
"""

from pydantic import Field

from detente.analysis.stability_steps import Answer, Concept, Departure, Estimate, Ground, Step
from detente.case.model import Outcome
from detente.sources.frozen import Frozen, Label


class SupposedTurn(Frozen):
    """A party that would no longer stay, or stay now."""

    party: str
    """Id of the party."""
    concept: Concept
    """Under which concept."""
    before: bool | None
    """Whether it stays in the case; None for a party that is not in it."""
    after: bool
    """Whether it stays with what is supposed."""


class SupposedDeparture(Frozen):
    """A move by which a party would gain, and that only what is supposed makes possible."""

    party: str
    """Who moves."""
    seated: bool
    """Whether it is at the table."""
    departure: Departure
    """The move, and how the others could answer, by concept."""


class SupposedAnswer(Frozen):
    """A move of the case whose answer what is supposed changes."""

    party: str
    """Who moves."""
    seated: bool
    """Whether it is at the table."""
    step: Step
    """Its move, which the case has too."""
    before: bool
    """Whether it is answered in the case."""
    after: bool
    """Whether it is answered with what is supposed: newly answered, or newly evaded."""
    answer: Answer
    """The answer with what is supposed, or why there is none; names the concept."""
    grounds: tuple[Ground, ...] = ()
    """What the move rests on."""


class SupposedOutcome(Frozen):
    """One outcome of the case, before and after."""

    outcome: Outcome
    """As the case has it."""
    extended: Outcome
    """The same with each added issue as things are: nothing that is supposed has been done yet."""
    possible: bool
    """Whether the links allow it; where not, nothing below is said."""
    before: dict[Concept, bool] = Field(default_factory=dict)
    """Whether it holds in the case, ranges at their middle."""
    after: dict[Concept, bool] = Field(default_factory=dict)
    """Whether it holds, as `extended`, with what is supposed."""
    shares_before: dict[Concept, Estimate] = Field(default_factory=dict)
    """In how many plausible value sets it holds in the case."""
    shares_after: dict[Concept, Estimate] = Field(default_factory=dict)
    """The same with what is supposed."""
    n_extensions: int = 0
    """Outcomes that agree with it on all that the case has; `extended` is one of them."""
    n_holding: dict[Concept, int] = Field(default_factory=dict)
    """How many of these hold: where what is supposed was done before it was agreed on."""
    turns: tuple[SupposedTurn, ...] = ()
    """Parties that leave or stay otherwise than in the case, and those that are not in it."""
    departures: tuple[SupposedDeparture, ...] = ()
    """Moves newly possible that pay: first those nobody can answer; a few of each party."""
    answers: tuple[SupposedAnswer, ...] = ()
    """Moves of the case that are newly answered or newly evaded."""


class Supposed(Frozen):
    """What is supposed, and what would follow."""

    title: Label
    """What is supposed, in the words of the analyst."""
    case_sha256: str
    """Hash of the case with what is supposed."""
    parties: tuple[str, ...] = ()
    """Parties that the case does not have."""
    issues: tuple[str, ...] = ()
    """Issues that the case does not have."""
    options: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Options added to issues of the case."""
    added: tuple[Ground, ...] = ()
    """Everything that is supposed, with the acts or the assumption behind it."""
    looked_at: bool = True
    """False where the case with what is supposed is too large."""
    why_not: Label | None = None
    """Why nothing was looked at."""
    n_outcomes: int = 0
    """Outcomes of the case with what is supposed."""
    n_before: dict[Concept, int] = Field(default_factory=dict)
    """Outcomes of the case that hold in it."""
    n_after: dict[Concept, int] = Field(default_factory=dict)
    """Outcomes of the case that hold, as extended, with what is supposed."""
    outcomes: tuple[SupposedOutcome, ...] = ()
    """The outcomes looked at, in their order."""
    indifferent: tuple[str, ...] = ()
    """Parties to which nothing that is added makes a difference."""
    reordered: tuple[str, ...] = ()
    """Parties whose order of the outcomes of the case is another with what is supposed, though
    nothing that is supposed has been done: what they want is then itself supposed to change."""
