"""`Finding`: the answer to one question on one case, with everything needed to get it again.

The same case, draws and seed give the same finding, byte for byte.
"""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from detente.analysis.burden_exchange_values import ExchangeBurden
from detente.analysis.exact import ExactValues, SolutionName
from detente.analysis.forecast_values import ForecastValues
from detente.analysis.interval import Interval as Interval
from detente.analysis.interval import Share as Share
from detente.analysis.stability_values import StabilityValues
from detente.case.model import Outcome
from detente.sources.frozen import Frozen, Label

Question = Literal["settlement", "burden", "seats", "stability", "forecast", "robustness"]


class OutcomeResult(Frozen):
    """One outcome and how it fares over the draws."""

    outcome: Outcome
    """One option per issue."""
    settlement: Share
    """Draws in which every needed party accepts it."""
    efficient: Share
    """Draws in which it is a settlement that no other settlement beats: none is at least as good
    for all seated and better for one."""
    solutions: dict[SolutionName, Share]
    """Draws in which it is (one of) the named solution(s); tied outcomes all count."""


class OptionResult(Frozen):
    """One option of one issue and how often settlements contain it."""

    issue: str
    """Id of the issue."""
    option: str
    """Id of the option."""
    possible: Share
    """Draws in which at least one settlement contains it."""
    frequency: Interval
    """Share of the settlements of a draw that contain it (draws with a settlement only)."""


class RedLineResult(Frozen):
    """One red line and what it bars."""

    party: str
    """Whose it is."""
    index: int
    """Place in ``preferences.<party>.red_lines``, from 0."""
    statement: str
    """The statement that must not become true."""
    seated: bool
    """Whether its owner's consent is needed."""
    bars: Share
    """Share of all outcomes that it bars (``of`` counts outcomes, not draws)."""
    binds: Share
    """Draws in which dropping it alone would add a settlement; none where its owner has no seat."""
    blocks: Share
    """Draws in which dropping it alone would open a settlement (``of``: draws without one)."""


class Conflict(Frozen):
    """A smallest set of demands that together leave no settlement."""

    members: tuple[str, ...]
    """Paths into the case, such as ``preferences.russia.red_lines.0`` or ``...no_deal``."""
    share: Share
    """Draws in which this set empties the space, and no smaller part of it does (of all draws)."""


class SettlementValues(Frozen):
    """Which settlements are possible and what stands in the way."""

    n_outcomes: int
    """Outcomes of the case that satisfy its links."""
    seated: tuple[str, ...]
    """Whose consent is needed."""
    exists: Share
    """Draws with at least one settlement."""
    count: Interval
    """Number of settlements in a draw."""
    outcomes: tuple[OutcomeResult, ...]
    """The foremost outcomes, best first: largest least relative gain of the seated on average over
    the draws, then most often efficient, then most often accepted; ties by issue and option ids.
    The first ones, those that a solution names most often, and those of the burden finding."""
    options: tuple[OptionResult, ...]
    """Every option of every issue, in the order of the case."""
    red_lines: tuple[RedLineResult, ...]
    """Every red line, in the order of the case."""
    conflicts: tuple[Conflict, ...]
    """Smallest conflicting sets of the seated parties' demands, most frequent first; empty where
    every draw has a settlement."""
    exact: ExactValues | None = None
    """The exact answer with every range at its middle; None where it was not asked for."""


class IssuePart(Frozen):
    """The part of one issue in a party's gain or loss.

    In every draw the parts of all issues add up to the party's gain or loss, and so do their
    means; medians and percentiles of parts do not add up.
    """

    issue: str
    """Id of the issue."""
    option: str
    """Option of this settlement."""
    against_no_deal: Interval
    """Salience share x (score - no-deal value), points of 100."""
    against_ideal: Interval
    """Salience share x (score - own best score), points of 100, never positive."""


class InteractionPart(Frozen):
    """The part of one interaction between issues in a party's gain or loss."""

    index: int
    """Place in ``preferences.<party>.interactions``, from 0."""
    against_no_deal: Interval
    """What it adds to this settlement, points of 100."""
    against_ideal: Interval
    """That, minus the most it can add; never positive."""


class PartyBurden(Frozen):
    """What one settlement costs or brings one party, over the draws in which it is a settlement."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether its consent is needed."""
    against_no_deal: Interval
    """Worth minus no-deal value, points of 100."""
    against_ideal: Interval
    """Worth minus worth of its own best option on every issue, points of 100, never positive."""
    against_status_quo: Interval | None = None
    """Worth minus worth of the status quo; None where the case does not state it fully."""
    worse_than_no_deal: Share
    """Draws in which it would be better off without this settlement."""
    red_lines_crossed: tuple[int, ...]
    """Indices of its red lines that this settlement crosses."""
    by_issue: tuple[IssuePart, ...]
    """Parts by issue, in the order of the case."""
    by_interaction: tuple[InteractionPart, ...] = ()
    """Parts of its interactions; with those by issue they add up to the whole."""


class SettlementBurden(Frozen):
    """Who pays for one settlement."""

    outcome: Outcome
    """The settlement."""
    share: Share
    """Draws in which it is a settlement."""
    parties: tuple[PartyBurden, ...]
    """Every party, in the order of the case."""


class PartyRange(Frozen):
    """What settlements as such cost or bring one party."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether its consent is needed."""
    least: Interval
    """Its worst settlement minus no deal, over the draws with a settlement."""
    most: Interval
    """Its best settlement minus no deal, over the draws with a settlement."""
    below_no_deal: Interval
    """Share of the settlements of a draw that leave it below its no-deal value (draws with a
    settlement)."""
    always_below: Share
    """Draws in which every settlement leaves it below its no-deal value (``of``: draws with a
    settlement)."""
    ever_below: Share
    """Draws in which some settlement does (``of``: draws with a settlement)."""
    crosses_red_line: Interval
    """Share of the settlements of a draw that cross one of its red lines (draws with a
    settlement)."""


class BurdenValues(Frozen):
    """At whose expense."""

    settlements: tuple[SettlementBurden, ...]
    """The account of the foremost settlements, in the order of the settlement finding; each settles
    at least two issues (one, of two issues) differently from those before."""
    parties: tuple[PartyRange, ...]
    """Every party over all settlements, in the order of the case."""
    exchange: ExchangeBurden | None = None
    """At whose expense exchanges between issues are; None in findings made before this was
    asked."""


class GainChange(Frozen):
    """How one party's lot changes."""

    party: str
    """Id of the party."""
    change: Interval
    """Mean worth of the efficient settlements with, minus without; draws where both exist."""
    better: Share
    """Draws in which it rises by more than 1e-9."""
    worse: Share
    """Draws in which it falls by more than 1e-9."""
    reached: Interval | None = None
    """Worth of the settlement that the table reaches after the change, minus before; draws where
    both exist. What a table reaches is what Kalai-Smorodinsky names, the mean where several tie."""


class NamedChange(Frozen):
    """Which settlement one rule names most often, before and after."""

    rule: SolutionName
    """The rule."""
    before: Outcome | None
    """Of several, the foremost; None where there is no settlement in any draw."""
    before_share: Share
    """Draws in which the rule names it (of those with a settlement)."""
    after: Outcome | None
    """The same after the change."""
    after_share: Share
    """The same after the change."""


class Excluder(Frozen):
    """One demand of those whose seat changes, and the settlements that it excludes.

    Looked at are the settlements that fall away when a seat is given, those that are new when it
    is lost; draws in which there are any.
    """

    path: str
    """Path of the demand, such as ``preferences.russia.red_lines.0`` or ``...no_deal``."""
    party: str
    """Whose it is."""
    count: Interval
    """How many of them violate it; all draws."""
    share: Interval
    """Share of them that violate it."""
    alone: Interval
    """Share of them that violate it and no other demand of those whose seat changes."""


class IssueChange(Frozen):
    """The part of one issue, or of one interaction, in a change of worth."""

    issues: tuple[str, ...]
    """One issue, or those of an interaction."""
    change: Interval
    """Points of 100; in every draw the parts add up to the whole, and so do their means."""


class Exclusion(Frozen):
    """The expense of exclusion: what a party has with a seat, minus what it has without."""

    party: str
    """Id of the party."""
    expense: Interval
    """Worth of the settlement reached with its seat, minus without; draws where both exist.
    Positive: it is worse off where it is not asked."""
    costs: Share
    """Draws in which it is more than 1e-9."""
    saves: Share
    """Draws in which it is less than -1e-9."""
    by_rule: dict[SolutionName, Interval]
    """The same under each rule; `expense` is that of Kalai-Smorodinsky."""
    by_issue: tuple[IssueChange, ...]
    """Parts of `expense`: issues in the order of the case, then interactions of the party."""


class SeatChange(Frozen):
    """What changes if one party, or a group of them, gets a seat, or loses it."""

    party: str
    """Whose seat changes; ``+`` for the parties of `group`, ``*`` for all unseated."""
    group: tuple[str, ...] = ()
    """Ids of those whose seat changes, in the order of the case."""
    gets_seat: bool
    """True: it has none and gets one; False: it has one and loses it."""
    exists_before: Share
    """Draws with a settlement as the case stands."""
    exists_after: Share
    """Draws with a settlement after the change."""
    count_before: Interval
    """Number of settlements as the case stands."""
    count_after: Interval
    """Number of settlements after the change."""
    excluded: Interval
    """Getting a seat: share of the settlements before that fall away (draws with one before).
    Losing it: share of the settlements after that are new (draws with one after)."""
    lost: Interval | None = None
    """Number of settlements before that are none after."""
    won: Interval | None = None
    """Number of settlements after that were none before. Where consent is by quota, a seat more
    can add settlements and a seat less can take some away."""
    crosses_absent_before: Interval | None = None
    """Share of the settlements before that cross a red line of somebody without a seat (draws with
    one before)."""
    crosses_absent_after: Interval | None = None
    """The same after the change."""
    won_crosses_absent: Interval | None = None
    """Share of the new settlements that cross a red line of somebody without a seat after the
    change (draws with new ones)."""
    excluders: tuple[Excluder, ...] = ()
    """Which demands of those whose seat changes exclude how many settlements: red lines, then
    no-deal values; parties in the order of the case."""
    foremost_before: Outcome | None = None
    """Foremost settlement as the case stands; None where there is none in any draw."""
    foremost_after: Outcome | None = None
    """Foremost settlement after the change."""
    named: tuple[NamedChange, ...] = ()
    """What every rule names, before and after."""
    parties: tuple[GainChange, ...]
    """Every party, in the order of the case."""
    exclusion: tuple[Exclusion, ...] = ()
    """The expense of exclusion of each of those whose seat changes."""
    options_lost: tuple[str, ...]
    """``issue=option`` found in settlements before and in no draw after."""
    options_won: tuple[str, ...]
    """``issue=option`` found in settlements after and in no draw before."""


class SeatsValues(Frozen):
    """What changes with each party at the table, and without it."""

    changes: tuple[SeatChange, ...]
    """Every party with preferences: the unseated first, each group in the order of the case; a
    party that sits alone cannot lose its seat and is left out."""
    everyone: SeatChange | None = None
    """All unseated at once; None where there are fewer than two. ``party`` is ``*``."""
    groups: tuple[SeatChange, ...] = ()
    """Groups of two and more, smaller ones first: unseated parties that get a seat together, then
    seated ones that lose it."""
    group_size: int = 1
    """Size up to which every group is there."""


class Decider(Frozen):
    """One uncertain value of the case and how much of an open answer hangs on it."""

    path: str
    """Path into the case, such as ``preferences.ukraine.no_deal``."""
    low: float
    """Lowest plausible value."""
    high: float
    """Highest plausible value."""
    weight: Annotated[float, Field(ge=0, le=1)]
    """Share of the answer's variance that this value alone explains, corrected for noise."""
    when_low: float
    """Share of yes in the third of the draws with the lowest value."""
    when_high: float
    """Share of yes in the third of the draws with the highest value."""
    because: tuple[str, ...]
    """Acts behind the value."""
    assume: str | None
    """Assumption behind it."""


class OpenQuestion(Frozen):
    """A yes-or-no answer that the plausible values do not settle."""

    about: Literal["settlement_exists", "party_below_no_deal", "all_can_agree"]
    """What is asked: is there a settlement; does the foremost settlement leave `party` below
    its no-deal value (draws in which it is a settlement); is there a settlement with everyone
    at the table."""
    party: str | None = None
    """Whom it is about."""
    yes: Share
    """Draws in which the answer is yes."""
    deciders: tuple[Decider, ...]
    """Values that would decide it, weightiest first, five (and those tied with the fifth); empty
    where the answer is settled or no single value tells."""


class RobustnessValues(Frozen):
    """Which few values would decide what is still open."""

    questions: tuple[OpenQuestion, ...]
    """Settled and open answers."""


ValuesT = TypeVar(
    "ValuesT",
    SettlementValues,
    BurdenValues,
    SeatsValues,
    StabilityValues,
    ForecastValues,
    RobustnessValues,
)


class Finding(Frozen, Generic[ValuesT]):
    """A result with its method, inputs, seed, version and warnings."""

    question: Question
    """What was asked."""
    method: str
    """How it was answered, with the variant."""
    case_sha256: str
    """Hash of the case (canonical JSON, so comments and order of keys do not matter)."""
    n_draws: int
    """Number of value sets drawn from the ranges; 1 where no value of the case is uncertain."""
    seed: int
    """Seed of the draws."""
    version: str
    """Version of détente."""
    values: ValuesT
    """The answer."""
    warnings: tuple[Label, ...] = ()
    """What a reader must know before using it, as sentences."""
    because: tuple[str, ...] = ()
    """Ids of the acts behind the values of the case that entered."""


class Findings(Frozen):
    """All findings of one run on one case; the brief is written from this."""

    settlement: Finding[SettlementValues]
    burden: Finding[BurdenValues]
    seats: Finding[SeatsValues]
    stability: Finding[StabilityValues] | None = None
    """None in findings made before this question was asked."""
    forecast: Finding[ForecastValues] | None = None
    """None in findings made before this question was asked."""
    robustness: Finding[RobustnessValues]
