"""What the stability finding says: which outcomes hold, who can leave, who can answer.

Explanations are data: moves, answers and countermoves as steps, each with the paths of the case it
rests on. The brief and the terminal put them into words.
"""

from typing import Literal

from pydantic import Field

from detente.analysis.exact import SolutionName
from detente.analysis.stability_steps import Answer as Answer
from detente.analysis.stability_steps import Concept as Concept
from detente.analysis.stability_steps import Departure as Departure
from detente.analysis.stability_steps import Estimate as Estimate
from detente.analysis.stability_steps import Ground as Ground
from detente.analysis.stability_steps import Step as Step
from detente.analysis.stability_supposed_values import Supposed
from detente.case.model import Outcome
from detente.sources.frozen import Frozen, Label

CoalitionConcept = Literal["cnash", "cgmr", "csmr", "cseq"]
"""The same for parties that leave together."""
Variant = Literal["a", "b", "c", "d"]
"""How a party treats an order it does not know: a and c leave for an unknown outcome, c and d fear
one."""
Kind = Literal["foremost", "named", "asked", "status_quo", "resting", "other"]
"""Why an outcome is looked at: foremost settlement, named by a rule, asked for, in force today, an
outcome that holds (shown where there are no settlements), or any other of a small graph."""


class PartyHold(Frozen):
    """Whether one party stays at one outcome."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether it is at the table."""
    holds: dict[Concept, bool]
    """Whether it stays under each concept, ranges at their middle."""
    shares: dict[Concept, Estimate]
    """In how many plausible value sets it stays."""
    firmest: Concept | None
    """Most demanding concept under which it stays: nash, sseq, seq, smr, gmr in this order; None
    where it leaves under every one."""
    n_moves: int
    """Outcomes it can reach alone."""
    n_departures: int
    """How many of them it prefers."""
    departures: tuple[Departure, ...]
    """Those shown: first those nobody can answer, then by gain; a few."""
    variants: dict[Concept, dict[Variant, bool]] = Field(default_factory=dict)
    """Whether it stays where some orders are unknown, since the ranges leave them open; empty where
    every order is known. sseq is not defined for it."""
    strength: dict[Concept, Literal["strong", "weak"]] = Field(default_factory=dict)
    """Where the case says what is greatly preferred and the party stays: strong where every answer
    leaves it greatly worse off; gmr, smr, seq, sseq only."""


class Coalition(Frozen):
    """Parties that would leave together."""

    concept: CoalitionConcept
    """Concept under which they leave."""
    members: tuple[str, ...]
    """Who, in the order of the case; a smallest such group."""


class Swaps(Frozen):
    """How little a party's order of outcomes must change for it to leave, or to stay."""

    party: str
    """Id of the party."""
    concept: Concept
    """Under which concept."""
    stays: bool = True
    """Whether it stays as the case stands: then the rest says what would make it leave, else what
    would make it stay."""
    swaps: int | None
    """Fewest pairs of outcomes whose order must change, one exchange of neighbors each; None where
    no order does it."""
    direction: Literal["sinks", "rises"] = "sinks"
    """How this outcome then moves in its order: it sinks where it leaves, rises where it stays."""
    raised: tuple[Outcome, ...] = ()
    """The outcomes that change places with this one, a dozen at most: it would then prefer them
    where this one sinks, and no longer where it rises."""
    until: Outcome | None = None
    """Of these the last one: what this one must sink below, or come up to."""
    move: Outcome | None = None
    """Where it would then go without an answer; where it leaves, where it goes now."""
    path: str | None = None
    """Single score whose change does it with the smallest change; None where none does within 0 to
    100, and where the party has no points."""
    score: float | None = None
    """The score as the case has it (middle of its range)."""
    becomes: float | None = None
    """The score from which on it does."""
    score_direction: Literal["up", "down"] | None = None
    """Which way that score changes, also where any change that way does it; None without one."""
    beyond: bool = False
    """Whether only a score just beyond that one does it, and not that one itself."""
    grounds: tuple[Ground, ...] = ()
    """Reasons of that score."""


class Wish(Frozen):
    """What a party would have to prefer for an outcome to hold for it."""

    party: str
    """Id of the party."""
    concept: Concept
    """Under which concept."""
    holds: bool
    """Whether it stays as the case stands."""
    share: float
    """Share of all orders of the outcomes under which it stays; 0 to 1."""
    low: float
    """Lower end of its 95 percent interval; the share itself where that is exact."""
    high: float
    """Upper end."""
    exact: bool
    """Whether the share is exact, and not from random orders."""
    n_matter: int
    """Outcomes whose place above or below this one matters; 0 where they were too many to list."""
    complete: bool
    """Whether all sets of both kinds are listed; those that are listed are right in any case."""
    keep_below: tuple[tuple[Outcome, ...], ...] = ()
    """Smallest sets of outcomes that make it stay if it prefers none of them to this one, whatever
    else it prefers; some where there are many."""
    not_above: tuple[tuple[Outcome, ...], ...] = ()
    """Smallest sets of outcomes that make it leave if it prefers all of them to this one, whatever
    else it prefers; some where there are many."""


class Held(Frozen):
    """One outcome and whether it holds."""

    outcome: Outcome
    """One option per issue."""
    kinds: tuple[Kind, ...]
    """Why it is looked at."""
    rules: tuple[SolutionName, ...] = ()
    """Rules of the settlement finding that name it exactly."""
    holds: dict[Concept, bool]
    """Whether every party stays, ranges at their middle."""
    holds_at_table: dict[Concept, bool]
    """Whether every party with a seat stays; what the absent can do is left out of account only in
    this count, their answers still count."""
    shares: dict[Concept, Estimate]
    """In how many plausible value sets every party stays."""
    mixed: dict[str, Concept | None]
    """Mixed concept: the most demanding concept under which each party stays; None: it leaves."""
    leavers: tuple[str, ...]
    """Parties that leave under every concept: nobody can answer them."""
    held_back: tuple[str, ...]
    """Parties that would gain by leaving and stay only because of an answer (gmr or firmer)."""
    at_rest: tuple[str, ...]
    """Parties that have no better move (nash)."""
    parties: tuple[PartyHold, ...]
    """Every party, in the order of the case."""
    coalitions: dict[CoalitionConcept, bool] = Field(default_factory=dict)
    """Whether it holds against every group of parties; empty where they were too many."""
    breakers: tuple[Coalition, ...] = ()
    """Smallest groups that would leave together, by concept."""
    simultaneous: bool | None = None
    """Whether it holds if all move at once; None where that was not worked out."""
    limited_move: dict[int, bool] = Field(default_factory=dict)
    """By number of moves that parties look ahead; two parties with strict orders only."""
    turning_asked: bool = True
    """False where the next two were left out, since there are too many outcomes around this one."""
    fragility: tuple[Swaps, ...] = ()
    """By party that can move: for the firmest concept under which it stays, or gmr."""
    inverse: tuple[Wish, ...] = ()
    """By party: what it would have to prefer."""

    def party(self, party: str) -> PartyHold:
        """Return whether one party stays."""
        return next(item for item in self.parties if item.party == party)


class Roadmap(Frozen):
    """The way from the status quo to one outcome."""

    goal: Outcome
    """Where it leads."""
    by_moves: tuple[Step, ...] | None
    """Shortest way in which everyone moves what it can; None where there is none."""
    first_by_moves: tuple[str, ...]
    """Who can take the first step of some such way (one: it must begin); ``*`` for all together."""
    by_improvements: tuple[Step, ...] | None
    """Shortest way in which every step is in its movers' interest; None where there is none."""
    first_by_improvements: tuple[str, ...]
    """The same for these ways."""
    searched: bool = True
    """False where the moves were too many to look for a way in everybody's interest."""
    fewest_losses: tuple[Step, ...] | None = None
    """Where no way has every step in its movers' interest: the way with the fewest steps that are
    not; None else, and where some steps can only be taken together."""
    together: bool
    """Whether a step is taken together by those whose consent is needed, since nobody holds the
    issues alone."""
    grounds: tuple[Ground, ...] = ()
    """What it rests on: who holds what, one-way options."""


class Turn(Frozen):
    """An outcome that starts or ceases to hold."""

    outcome: Outcome
    """One of those looked at."""
    concept: Concept
    """Under which concept."""
    before: bool
    """Whether it holds as the case stands."""
    after: bool
    """Whether it holds after the change."""


class FrozenParty(Frozen):
    """What changes if one party cannot move what it holds."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether it is at the table."""
    issues: tuple[str, ...]
    """What it holds; empty: nothing, so that nothing changes."""
    n_before: dict[Concept, int]
    """Outcomes that hold as the case stands."""
    n_after: dict[Concept, int]
    """Outcomes that hold when what only it holds is frozen."""
    turns: tuple[Turn, ...]
    """Outcomes looked at that start or cease to hold."""


class Effect(Frozen):
    """How much hangs on moves on one issue, or to one of its options."""

    issue: str
    """Id of the issue."""
    option: str | None = None
    """Id of the option that nobody moves to or from any more; None: the whole issue is frozen."""
    n_before: dict[Concept, int]
    """Outcomes that hold as the case stands."""
    lost: dict[Concept, int]
    """Outcomes that cease to hold."""
    won: dict[Concept, int]
    """Outcomes that start to hold."""
    weight: float
    """Largest share of outcomes, over the concepts, that start or cease to hold; 0 to 1."""
    turns: tuple[Turn, ...] = ()
    """Outcomes looked at that start or cease to hold."""


class Holder(Frozen):
    """What one party can change alone."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether it is at the table."""
    issues: tuple[str, ...]
    """Issues it can change alone, in the order of the case."""
    grounds: tuple[Ground, ...]
    """Where the case says so."""


class OneWay(Frozen):
    """An option that one-sided moves cannot leave for every other."""

    issue: str
    """Id of the issue."""
    option: str
    """Id of the option."""
    leads_to: tuple[str, ...]
    """Options it can be left for; empty: it is final."""
    ground: Ground
    """Where the case says so."""


class Node(Frozen):
    """One outcome in the picture of the moves."""

    outcome: Outcome
    """One option per issue."""
    focus: int | None
    """Its place among the outcomes looked at; None for one that only a move or answer passes."""
    holds: dict[Concept, bool]
    """Whether it holds."""


class Arc(Frozen):
    """One move in the picture: places in `nodes`."""

    mover: str
    """Id of the party."""
    start: int
    """From."""
    end: int
    """To."""
    improves: bool
    """Whether its mover gains by it."""


class Neighborhood(Frozen):
    """The moves around the status quo and the settlements, for a picture."""

    nodes: tuple[Node, ...] = ()
    """Outcomes looked at first, then those that moves, answers and roadmaps pass; a few dozen."""
    arcs: tuple[Arc, ...] = ()
    """All one-sided moves between them."""
    complete: bool = True
    """Whether every outcome that an explanation names is in it."""


class StabilityValues(Frozen):
    """Will it hold, who can leave, who can answer."""

    n_outcomes: int
    """Outcomes that satisfy the links; 0 where they are too many to be looked at."""
    looked_at: bool
    """False where the case is too large, or nobody in it can change anything alone: then nothing
    below says anything about it, and `why_not` says why."""
    why_not: Label | None = None
    """Why nothing was looked at."""
    holders: tuple[Holder, ...] = ()
    """Every party, in the order of the case."""
    joint: tuple[str, ...] = ()
    """Issues that change only by consent: nobody holds them alone."""
    one_way: tuple[OneWay, ...] = ()
    """Options that cannot be left for every other."""
    status_quo: Outcome | None = None
    """Outcome in force today; None where the case does not state it fully, or links forbid it."""
    n_equilibria: dict[Concept, int] = Field(default_factory=dict)
    """Outcomes that hold for every party, ranges at their middle."""
    outcomes: tuple[Held, ...] = ()
    """Settlements foremost first, then those that rules name, then the status quo."""
    roadmaps: tuple[Roadmap, ...] = ()
    """From the status quo to each other outcome looked at; empty without a status quo."""
    frozen: tuple[FrozenParty, ...] = ()
    """Every party: those without a seat first, each group in the order of the case."""
    effects: tuple[Effect, ...] = ()
    """Issues that somebody holds, weightiest first, each followed by nothing else; then their
    options alike."""
    certain: bool = True
    """Whether no value is a range, so that the middle is the case itself."""
    n_unknown: int = 0
    """Pairs of an outcome looked at and another whose order the ranges leave open to some party."""
    graph: Neighborhood = Neighborhood()
    """The moves around the outcomes looked at."""
    supposed: Supposed | None = None
    """What would change if more were possible, where that was asked; nothing above counts it."""
