"""What the forecast finding says: where each issue is likely to end, by whose places, and how sure.

Likelihood (a probability and its word) and confidence (how much the forecast rests on) are kept
apart throughout: they answer different questions and belong into different sentences.
"""

from typing import Annotated, Literal

from pydantic import Field

from detente.analysis.calibration import TrackRecord
from detente.analysis.interval import Interval
from detente.analysis.stability_values import Ground
from detente.sources.frozen import Frozen, Label

Place = Annotated[float, Field(ge=0, le=100)]
Probability = Annotated[float, Field(ge=0, le=1)]
Term = Literal[
    "almost_no_chance",
    "very_unlikely",
    "unlikely",
    "roughly_even",
    "likely",
    "very_likely",
    "almost_certain",
]
"""Word of a probability by ICD 203: up to 5, 20, 45, 55, 80, 95 and 100 percent."""
Level = Literal["low", "moderate", "high"]
"""How much a forecast rests on."""
Told = Literal["places", "salience", "influence", "reference", "consent", "issues_together"]
"""What a model is told."""
ModelName = Literal[
    "mean",
    "mean_unweighted",
    "median",
    "nash",
    "nash_reference",
    "condorcet",
    "election",
    "agenda",
    "challenge",
    "bargain",
    "exchange",
]
"""Models; docs/methods/forecast-models.md defines each."""


class OptionPlace(Frozen):
    """One option of an issue and its place on the scale."""

    option: str
    """Id of the option."""
    at: Place
    """Place on the scale, 0 to 100."""


class OptionChance(OptionPlace):
    """How likely the talks are to end at one option, or nearer to it than to any other."""

    probability: Probability
    """Probabilities of all options of an issue sum to 1."""
    term: Term
    """Its word."""


class Distribution(Frozen):
    """Where an issue is likely to end, should there be an agreement on it."""

    median: Place
    """Point forecast: the point with the least expected absolute error."""
    mean: Interval
    """Mean of the places weighted by influence x salience, over the draws: the point to take where
    large misses count more than proportionally."""
    interval_50: tuple[Place, Place]
    """Interval that covered half of the outcomes it was learned from."""
    interval_80: tuple[Place, Place]
    """Interval that covered 80 percent of them."""
    quantiles: tuple[Place, ...]
    """A hundred equally likely places, ascending: draw them as a strip or as dots."""
    options: tuple[OptionChance, ...]
    """Every option, in the order of the case."""
    most_likely: tuple[str, ...]
    """Ids of the options with the largest probability; several only where they tie."""


class Confidence(Frozen):
    """How much a forecast rests on; says nothing of how likely anything is."""

    level: Level
    """The lowest that any reason calls for."""
    reasons: tuple[Label, ...]
    """Why not more, or why so much; whole sentences, at least one."""


class PartyPlace(Frozen):
    """Where one party stands on an issue, and what it weighs there."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether it is at the table."""
    place: Interval | None
    """Place of its best option over the draws, 0 to 100; None where nothing is known of it or all
    options are alike to it."""
    known: bool
    """Whether its place is known well enough to count: its 10th and 90th percentile are not the
    two ends of the scale."""
    best: tuple[tuple[str, Probability], ...]
    """Options that are its best one in some draw, with the share of draws, most often first."""
    salience: Interval
    """Salience of the issue to it, 0 to 100."""
    influence: Interval
    """Its influence, 0 to 100; all 1 where the case says nothing of anybody's."""
    weight_share: Interval
    """Its share of the weight (influence x salience) of those at the table with a place, 0 to 1;
    of all, for a party without a seat; 0 without a place."""
    silent: bool = False
    """Whether no source says what it wants here."""
    ascribed: bool = False
    """Whether only an author or critic says what it wants."""
    indifferent: bool = False
    """Whether every option is worth the same to it; it has no place then."""
    grounds: tuple[Ground, ...] = ()
    """Where the case says so: its wishes on the issue, then its influence."""


class ModelForecast(Frozen):
    """What one model says about one issue, with those at the table."""

    model: ModelName
    """Which model."""
    variant: str
    """Its exact variant with every named option."""
    told: tuple[Told, ...]
    """What it is told."""
    place: Interval
    """Where it sees the issue end, over the draws, 0 to 100."""
    notes: tuple[Label, ...] = ()
    """What to know about this result."""


class ModelsSpread(Frozen):
    """How far the models lie apart on one issue."""

    low: Place
    """Lowest median over the draws."""
    high: Place
    """Highest."""
    lowest: tuple[ModelName, ...]
    """Models that say so."""
    highest: tuple[ModelName, ...]
    """Models that say so."""


class Nearer(Frozen):
    """By how much nearer to its own place one party comes."""

    party: str
    """Id of the party."""
    points: Interval
    """Distance of its place to the weighted mean before, minus after; positive: it gains."""


class WithoutParty(Frozen):
    """The forecast of one issue with and without one party."""

    party: str
    """Id of the party."""
    joins: bool
    """True: it has no seat and joins the table; False: it has one and is left out."""
    mean_change: Interval
    """Weighted mean after minus before, exact in every draw."""
    median_change: float
    """Point forecast after minus before."""
    median_after: Place
    """Point forecast after."""
    nearer: tuple[Nearer, ...]
    """Every party with a place, largest gain first."""


class IssueForecast(Frozen):
    """The forecast of one issue."""

    issue: str
    """Id of the issue."""
    refused: Label | None
    """Why there is no forecast with those at the table; None where there is one."""
    scale: tuple[OptionPlace, ...]
    """Options with their places, in the order of the case; empty where they have none."""
    scale_note: Label | None = None
    """How the scale was got where the case does not state it."""
    status_quo: OptionPlace | None = None
    """Option in force today, where no agreement would leave the issue; None where not stated."""
    at_table: Distribution | None = None
    """The forecast: with those at the table. None where refused."""
    with_everyone: Distribution | None = None
    """The same as if every party with a place had a seat; None where that changes nothing or where
    it would be refused."""
    confidence: Confidence | None = None
    """How much the forecast rests on; None where refused."""
    parties: tuple[PartyPlace, ...] = ()
    """Every party, in the order of the case."""
    models: tuple[ModelForecast, ...] = ()
    """The models, weighted mean first; empty where refused."""
    models_spread: ModelsSpread | None = None
    """How far they lie apart."""
    without: tuple[WithoutParty, ...] = ()
    """With and without each party that has a place: the unseated first, each group in the order of
    the case. Who would leave nobody with a place is left out."""


class ExchangeEffect(Frozen):
    """What one exchange is to one party, in points times salience (0 to 1)."""

    party: str
    """Id of the party."""
    takes_part: bool
    """Whether it is one of the two."""
    first_issue: float
    """Effect on the issue on which the first of the two gives way; negative is a loss."""
    second_issue: float
    """Effect on the issue on which the second gives way."""
    total: float
    """Both together."""


class EqualGainExchange(Frozen):
    """One exchange: each gives way on the issue it cares relatively less about."""

    first: str
    """Id of a party."""
    first_issue: str
    """Issue on which it gives way."""
    first_move: float
    """Signed points by which it moves there."""
    first_shift: float
    """Signed points by which that moves the outcome of the issue."""
    second: str
    """Id of the other party."""
    second_issue: str
    """Issue on which the other gives way."""
    second_move: float
    """Signed points by which it moves there."""
    second_shift: float
    """Signed points by which that moves the outcome of the issue."""
    gain: float
    """What each of the two gains, in points times salience (0 to 1)."""
    others: tuple[tuple[str, float], ...]
    """Effect on every third party that feels one, in the same unit, worst first."""
    effects: tuple[ExchangeEffect, ...] = ()
    """Effect on every party that feels one, the two included, issue by issue; parties in the order
    of the case."""


class ExchangedIssue(Frozen):
    """What exchanges do to one issue."""

    issue: str
    """Id of the issue."""
    before: Interval
    """Weighted mean of the places before any exchange, over the draws."""
    after: Interval
    """The same after one round of exchanges."""
    tie_low: Place
    """Lowest outcome under many orders of exchanges that tie, ranges at their middle."""
    tie_high: Place
    """Highest."""


class PartyExchanges(Frozen):
    """What exchanges are to one party."""

    party: str
    """Id of the party."""
    own: Interval
    """Effect of its own exchanges, in points times salience, summed over the issues."""
    others: Interval
    """Effect of the exchanges of others: negative is at its expense."""
    worse: Probability
    """Share of draws in which the exchanges of others cost it something."""


class ExchangeForecast(Frozen):
    """Exchanges between two issues at equal gain, and at whose expense they are."""

    why_not: Label | None = None
    """Why nothing was looked at; None where it was."""
    variant: str = ""
    """Exact variant with every named option."""
    issues: tuple[ExchangedIssue, ...] = ()
    """Issues that entered, in the order of the case."""
    parties: tuple[PartyExchanges, ...] = ()
    """Parties that entered, in the order of the case."""
    exchanges: tuple[EqualGainExchange, ...] = ()
    """Exchanges with every range at its middle, in the order in which they are made."""
    n_ties: int = 0
    """How often several exchanges brought the same gain, ranges at their middle."""


class Portion(Frozen):
    """A number from 0 to 1."""

    value: Probability
    """For reading."""
    exact: str
    """The same as a fraction, such as ``5/21``."""


class PartyPower(Frozen):
    """What the rule of consent alone gives one party, before anybody has a wish."""

    party: str
    """Id of the party."""
    veto: bool
    """Whether nothing passes without it."""
    no_say: bool
    """Whether it never decides anything although it is at the table."""
    banzhaf: Portion
    """Its part of all swings."""
    shapley_shubik: Portion
    """How often it is the one that completes a winning coalition."""


class Record(TrackRecord):
    """How the method did on talks that are over, none of which it had learned from."""

    origin: str
    """Data it was learned from and graded on, with its identifier."""
    licence: str
    """Licence of that data, and who says so."""


class ForecastValues(Frozen):
    """Where each issue is likely to end."""

    seated: tuple[str, ...]
    """Who is at the table."""
    issues: tuple[IssueForecast, ...]
    """Every issue, in the order of the case."""
    exchange: ExchangeForecast
    """Exchanges between issues."""
    power: tuple[PartyPower, ...] = ()
    """Those at the table, in the order of the case; empty where the rule is too large to count."""
    record: Record
    """How such forecasts did before."""

    def issue(self, issue: str) -> IssueForecast:
        """Return the forecast of one issue."""
        return next(item for item in self.issues if item.issue == issue)
