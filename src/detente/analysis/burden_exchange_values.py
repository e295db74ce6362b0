"""What the account says of exchanges between issues: at whose expense they are.

Two units stand apart. *Points times salience*: by how many points of its scale an issue comes
nearer to a party's place, times its salience there (0 to 1); so the exchange model counts. *Points
of 100*: what the options nearest to the outcomes are worth by the case, against no deal.
"""

from detente.analysis.forecast_values import EqualGainExchange, Probability
from detente.analysis.interval import Interval, Share
from detente.sources.frozen import Frozen, Label


class TradedIssue(Frozen):
    """One issue that entered, and where exchanges take it."""

    issue: str
    """Id of the issue."""
    before: Interval
    """Place of the outcome before any exchange, 0 to 100, over the draws."""
    after: Interval
    """Place after all exchanges."""
    nearest_before: tuple[tuple[str, Probability], ...]
    """Options nearest to the outcome before, with the share of draws (of several at the same
    distance each its part), most often first."""
    nearest_after: tuple[tuple[str, Probability], ...]
    """The same after all exchanges."""


class IssueExpense(Frozen):
    """The part of one issue in what exchanges are to a party, in points times salience."""

    issue: str
    """Id of the issue."""
    own: Interval
    """By its own exchanges."""
    others: Interval
    """By the exchanges of others."""
    total: Interval
    """Both: the change of minus salience times distance."""


class ScoredPart(Frozen):
    """The part of one issue, or of one interaction, in worth against no deal; points of 100."""

    issues: tuple[str, ...]
    """One issue, or those of an interaction."""
    before: Interval
    """Before any exchange."""
    after: Interval
    """After all of them."""


class CrossedLine(Frozen):
    """A red line of a party, and in how many draws outcomes cross it."""

    index: int
    """Place in ``preferences.<party>.red_lines``, from 0."""
    before: Probability
    """Before any exchange."""
    after: Probability
    """After all of them."""


class ScoredExchange(Frozen):
    """What exchanges mean in the scores of the case, by the options nearest to the outcomes."""

    whole: bool
    """Whether every issue of the case entered, so that these are whole worths against no deal;
    otherwise they are the parts of some issues."""
    before: Interval
    """Against no deal, before any exchange; points of 100."""
    after: Interval
    """Against no deal, after all of them."""
    change: Interval
    """After minus before."""
    parts: tuple[ScoredPart, ...]
    """Issues in the order of the case, then interactions; in every draw they add up, and so do
    their means."""
    red_lines: tuple[CrossedLine, ...]
    """Red lines that outcomes cross in some draw, stated on issues that entered."""


class PartyExpense(Frozen):
    """What exchanges are to one party, its own apart from those of others.

    In every draw ``own + others = total``, and issue parts add up to each of the three (but for
    rounding, 1e-9); so do the means. Medians and percentiles do not.
    """

    party: str
    """Id of the party."""
    seated: bool
    """Whether its consent is needed; who has no seat trades nothing."""
    own: Interval
    """What its own exchanges bring it, in points times salience."""
    others: Interval
    """What the exchanges of others bring it: negative is at its expense."""
    total: Interval
    """Change of its utility from before any exchange to after all of them."""
    loses: Share
    """Draws in which the total is a loss."""
    by_issue: tuple[IssueExpense, ...]
    """Issues on which it has a place, in the order of the case."""
    scored: ScoredExchange
    """The same in the scores of the case."""


class ExchangeBurden(Frozen):
    """At whose expense one round of exchanges between issues is."""

    why_not: Label | None = None
    """Why nothing was looked at; None where it was."""
    variant: str = ""
    """Exact variant of the exchange model, with every named option."""
    n_draws: int = 0
    """Draws it was worked out in."""
    issues: tuple[TradedIssue, ...] = ()
    """Issues that entered, in the order of the case."""
    left_out: tuple[str, ...] = ()
    """Parties without a place on any of them: what exchanges are to them is not known."""
    parties: tuple[PartyExpense, ...] = ()
    """All others, in the order of the case."""
    exchanges: tuple[EqualGainExchange, ...] = ()
    """Who traded what with whom, and what each of them is to every party; every range at its
    middle, in the order in which they are made."""
