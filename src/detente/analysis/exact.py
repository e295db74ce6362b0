"""What holds exactly with one certain value for every range: the form of the answer.

Ranges are at their middle here; where the case has none, this is the whole truth about it. Numbers
with `exact` are fractions, so that accounts add up to the last digit.
"""

from typing import Literal

from detente.case.model import Outcome
from detente.sources.frozen import Frozen

SolutionName = Literal[
    "nash",
    "nash_influence",
    "kalai_smorodinsky",
    "kalai_smorodinsky_leximin",
    "egalitarian",
    "egalitarian_leximin",
    "utilitarian",
    "smallest_spread",
]
"""Rules that name settlements; docs/methods/settlement.md defines each."""


class Count(Frozen):
    """A number of outcomes; known exactly where both ends are equal."""

    low: int
    """Proven lower end."""
    high: int
    """Proven upper end."""


class Estimate(Frozen):
    """A number of outcomes estimated from random ones; never exact."""

    number: int
    """The estimate."""
    low: int
    """The true number is from here up ..."""
    high: int
    """... to here with the probability below."""
    probability: float
    """How probable it is that low and high hold the true number."""


class Amount(Frozen):
    """Points of 100."""

    points: float
    """For reading."""
    exact: str
    """The same as a fraction, such as ``-40/3`` or ``12``."""


class Part(Frozen):
    """What one issue, or one interaction between two, adds to a party's account."""

    issues: tuple[str, ...]
    """One issue, or the two of an interaction."""
    against_no_deal: Amount
    """Salience share x (score - no-deal value); an interaction: what it adds."""
    against_status_quo: Amount | None
    """Minus the same part in the status quo; None where the case does not state it fully."""
    against_ideal: Amount
    """Minus the part of the party's best option; an interaction: minus the most it can add."""


class PartyAccount(Frozen):
    """What one settlement is to one party. Parts add up to the totals exactly."""

    party: str
    """Id of the party."""
    seated: bool
    """Whether it is at the table."""
    accepts: bool
    """Whether it would accept: no worse than no deal, no red line crossed."""
    worth: Amount
    """Worth of the settlement."""
    against_no_deal: Amount
    """Worth minus worth of no deal."""
    against_status_quo: Amount | None
    """Worth minus worth of the status quo; None where the case does not state it fully."""
    against_ideal: Amount
    """Worth minus what its best option on every issue would be worth; never positive."""
    concession_share: float | None
    """Its part of what those at the table concede together: (most - worth) / (most - no deal), with
    most its best settlement, divided by the sum over the table; None off the table or where
    nobody concedes anything."""
    red_lines_crossed: tuple[int, ...]
    """Indices of its red lines that the settlement crosses."""
    parts: tuple[Part, ...]
    """By issue in the order of the case, then by interaction."""


class Trade(Frozen):
    """An exchange between two parties at the table that makes a settlement what it is.

    `first` has its way on `first_issue` and `second` on `second_issue`. Reversed (both issues
    settled as the other of the two likes best) neither gains and one loses.
    """

    first: str
    """Id of a party."""
    first_issue: str
    """Issue on which it has its way."""
    second: str
    """Id of the other party."""
    second_issue: str
    """Issue on which the other has its way."""
    first_loses: Amount
    """What the first would lose if it were reversed."""
    second_loses: Amount
    """What the second would lose if it were reversed."""


class Why(Frozen):
    """Why a settlement is the one that a rule names."""

    binding: tuple[str, ...] | None
    """Paths of the demands (red lines, no-deal values of those at the table) without any single one
    of which the rule would name another settlement; None where the case is too large to look."""
    trades: tuple[Trade, ...]
    """Exchanges it rests on, the largest loss if reversed first; five at most."""
    indifferent: tuple[str, ...]
    """Parties at the table to which it is worth exactly as much as no deal."""
    least_gain: str | None
    """The party at the table that gains least of what it could gain; None where several do."""


class SolutionPoint(Frozen):
    """What one rule names."""

    rule: SolutionName
    """The rule."""
    value: float
    """What the rule makes largest (`smallest_spread`: smallest); product of gains, least relative
    gain, ... in the units docs/methods/settlement.md gives."""
    exact: str | None
    """The value as a fraction, where it is one."""
    gap: float
    """Proven largest relative distance of `value` from the best; 0 where it is exact."""
    outcomes: tuple[Outcome, ...]
    """Tied outcomes, a dozen at most."""
    n_outcomes: Count
    """How many are tied."""
    parties: tuple[PartyAccount, ...]
    """The account of the first outcome, parties in the order of the case."""
    why: Why
    """Why the first outcome."""


class FrontierPoint(Frozen):
    """One efficient settlement."""

    outcome: Outcome
    """The settlement; one of `n_outcomes` that are worth the same to all at the table."""
    worth: tuple[float, ...]
    """Worth to every party, points of 100, parties in the order of the case."""
    n_outcomes: int
    """Settlements that are worth the same to all at the table."""


class FrontierRange(Frozen):
    """What efficient settlements, and settlements as such, bring one party against no deal."""

    party: str
    """Id of the party."""
    least_efficient: Amount
    """In the efficient settlement that is worst for it."""
    most_efficient: Amount
    """In the efficient settlement that is best for it."""
    least: Amount
    """In the settlement that is worst for it."""
    most: Amount
    """In the settlement that is best for it."""


class Frontier(Frozen):
    """The efficient settlements."""

    n_vectors: int
    """Distinct worths to those at the table."""
    n_outcomes: int
    """Settlements that have them; at least so many where not complete."""
    complete: bool
    """Whether all of them were found, with all settlements that have them."""
    error: float
    """Largest distance in points of 100, for any party at the table, of a settlement from the
    nearest one listed that is at least as good but for that; 0 where complete, and where all
    distinct worths were found but not all settlements that have them."""
    points: tuple[FrontierPoint, ...]
    """The points shown, 500 at most, evenly chosen; those of the solutions among them."""
    ranges: tuple[FrontierRange, ...]
    """Every party, in the order of the case."""
    expected: int | None = None
    """Vectors that were expected before the search, where that was too many to look for all of
    them: an estimate, mostly right within a factor of three. None where all were looked for."""


class PartyCount(Frozen):
    """How many outcomes one party accepts."""

    party: str
    """Id of the party."""
    accepts: Count
    """Outcomes that satisfy the links and that it would accept."""
    below_no_deal: Count
    """Settlements that are worth less to it than no deal."""
    crossed: Count
    """Settlements that cross a red line of it."""


class Relaxation(Frozen):
    """A smallest set of demands that opens a settlement if all of them are given up."""

    demands: tuple[str, ...]
    """Paths into the case, such as ``preferences.russia.red_lines.0`` or ``...no_deal``."""
    outcome: Outcome
    """The settlement it opens that costs the owners of the demands least."""
    parties: tuple[PartyAccount, ...]
    """The account of that settlement: what its owners lose and the others gain."""


class Blocked(Frozen):
    """Why there is no settlement, and what would open one."""

    conflicts: tuple[tuple[str, ...], ...]
    """Smallest sets of demands that exclude each other, fewest members first."""
    relaxations: tuple[Relaxation, ...]
    """Smallest sets of demands whose giving up opens a settlement, fewest members first: the first
    dozen of `openings`, with what they would bring."""
    complete: bool
    """Whether `conflicts` and `openings` list all sets of both kinds."""
    openings: tuple[tuple[str, ...], ...] = ()
    """Every smallest set of demands found whose giving up opens a settlement."""


class ExactValues(Frozen):
    """The exact answer with every range at its middle."""

    certain: bool
    """True where the case has no range, so that the middle is the case itself."""
    n_outcomes: int
    """Outcomes that satisfy the links."""
    n_settlements: Count
    """Settlements among them."""
    parties: tuple[PartyCount, ...]
    """Every party, in the order of the case."""
    frontier: Frontier | None
    """None where there is no settlement, or where the search, kept short, ended in none."""
    solutions: tuple[SolutionPoint, ...]
    """What each rule names; empty where there is no settlement."""
    blocked: Blocked | None
    """None where there is a settlement."""
    n_settlements_estimate: Estimate | None = None
    """Where `n_settlements` is not known exactly; None where it is, or where issues hang together
    too much to draw outcomes."""
