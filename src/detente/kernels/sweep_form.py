"""What compiled counts take and fill in (`kernels/sweep.py`): plain arrays by name.

Parties, red lines and quotas are bit masks, so there are 62 of each at most.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

SmallArray = NDArray[np.int64]
N_RULES = 8
"""Number of rules, in the order of `RULES` in `detente.analysis.tally`."""
REACHED_RULE = 2
"""Place of Kalai-Smorodinsky among the rules."""
MAX_LOOKUP = 2**12
"""Most combinations of accepting parties whose consent is looked up instead of worked out."""
TOGETHER = 8
"""Parties compared at once; rows up to so many are there, zeros where there is no party."""
_PADDING = 24
"""Room behind each row, so that rows of a power of two do not share the same lines of the cache."""


class Space(NamedTuple):
    """What is the same in every draw."""

    first: IntArray
    """Column of the first option of each issue, and the number of columns; (n_issues + 1,)."""
    outcomes: IntArray
    """Column of the option of each issue; (n_outcomes, n_issues)."""
    kept: IntArray
    """Place of each outcome in the whole grid; empty where it is its own place, and where outcomes
    are candidates."""
    n_grid: int
    """Number of outcomes of the whole grid, 0 where outcomes are candidates."""
    interaction_party: IntArray
    """Row of the party of each interaction; (n_interactions,)."""
    applies: BoolArray
    """Where each interaction applies; (n_interactions, n_outcomes)."""
    lines: SmallArray
    """Stated red lines that each outcome crosses, as bits; (n_outcomes,)."""
    refused: SmallArray
    """Parties a stated red line of which it crosses, as bits; (n_outcomes,)."""
    least_lines: IntArray
    """Places of the red lines that are least worths; (n_least_worths,)."""
    line_party: IntArray
    """Row of the owner of each red line; (n_red_lines,)."""


class Values(NamedTuple):
    """What changes from draw to draw, draws first."""

    parts: FloatArray
    """What each option adds, points of 100; (n_draws, n_parties, n_columns)."""
    no_deal: FloatArray
    """Worth of no deal, points of 100; (n_draws, n_parties)."""
    added: FloatArray
    """What interactions add, points of 100; (n_draws, n_interactions)."""
    least_worth: FloatArray
    """Points of 100; (n_draws, n_red_lines)."""
    influence: FloatArray
    """Weights, not negative; (n_draws, n_parties)."""


class Tables(NamedTuple):
    """Some tables; the first is that of the case."""

    rows: IntArray
    """Rows of the parties at each table, -1 behind them; (n_tables, n_parties)."""
    first_quota: IntArray
    """First quota of each table, and the number of quotas; (n_tables + 1,)."""
    members: SmallArray
    """Members of each quota, as bits; (n_quotas,)."""
    least: SmallArray
    """How many of them must accept; (n_quotas,)."""
    known: BoolArray
    """Whether each table settles on what some parties accept, by their bits; (n_tables,
    2**n_parties), without columns where those would be more than `MAX_LOOKUP`."""
    absent_lines: SmallArray
    """Red lines of those not at each table, as bits; (n_tables,)."""
    first_demand: IntArray
    """First demand looked at for each table, and the number of demands; (n_tables + 1,)."""
    demand_line: SmallArray
    """Red line that each demand is, as a bit; 0: a no-deal value; (n_demands,)."""
    demand_party: SmallArray
    """Owner of each demand, as a bit; (n_demands,)."""
    grows: BoolArray
    """Whether more sit at each table than at that of the case; (n_tables,)."""


class PerDraw(NamedTuple):
    """Counts of some tables, then draws first; see `detente.analysis.tally.Tally`."""

    n_settled: SmallArray
    crossing_absent: SmallArray
    mean_worth: FloatArray
    named_worth: FloatArray
    reached_options: FloatArray
    reached_interactions: FloatArray


class PerOutcome(NamedTuple):
    """Counts of some tables over the draws; see `OutcomeCounts` in `detente.analysis.tally`."""

    settlement: SmallArray
    efficient: SmallArray
    prospect: FloatArray
    named: SmallArray


class Change(NamedTuple):
    """Some tables against that of the case, then draws; see `TableCounts` of the analysis."""

    lost: SmallArray
    won: SmallArray
    won_crossing: SmallArray
    refused: SmallArray
    refused_alone: SmallArray


class Details(NamedTuple):
    """The table of the case in detail, draws first; see `detente.analysis.tally.BaseTally`."""

    with_option: SmallArray
    least: FloatArray
    most: FloatArray
    below: SmallArray
    crossing: SmallArray
    binds: BoolArray
    bars: SmallArray


class Scratch(NamedTuple):
    """Room for one draw, used again for the next."""

    grid: FloatArray
    """Worth of the whole grid to one party."""
    worth: FloatArray
    """Worth of each outcome; (n_parties, n_outcomes)."""
    steps: FloatArray
    """The same in whole multiples of the tolerance."""
    lines: SmallArray
    """Red lines that each outcome crosses, as bits."""
    below: SmallArray
    """Parties that it leaves below no deal, as bits."""
    accepts: SmallArray
    """Parties that accept it, as bits."""
    settled: BoolArray
    """Whether it is a settlement at the table of the case."""
    agreed: IntArray
    """Settlements of the table in hand."""
    moved: IntArray
    """Those that it and the table of the case have not in common."""
    kept: IntArray
    """Places of the efficient ones among `agreed`."""
    order: IntArray
    """Places still to be looked at."""
    points: FloatArray
    """Steps of the settlements to those at the table; (n_parties, n_outcomes)."""
    window: FloatArray
    """Those of the efficient ones so far."""
    gains: FloatArray
    """Gains of the efficient ones, relative ones after them; (2 n_parties, n_outcomes)."""
    sums: FloatArray
    """Sum of `points`."""
    window_sums: FloatArray
    """Sum of `window`."""
    scores: FloatArray
    """What a rule compares; (6, n_outcomes)."""
    weights: FloatArray
    """Influence of those at the table; (n_parties,)."""
    hits: SmallArray
    """Rules that name each efficient settlement, as bits."""


def scratch(n_parties: int, n_outcomes: int, n_grid: int) -> Scratch:
    """Return room for a case of some size."""
    rows, width = max(n_parties, TOGETHER), n_outcomes + _PADDING
    return Scratch(
        grid=np.empty(n_grid),
        worth=np.empty((n_parties, width)),
        steps=np.empty((n_parties, width)),
        lines=np.empty(n_outcomes, dtype=np.int64),
        below=np.empty(n_outcomes, dtype=np.int64),
        accepts=np.empty(n_outcomes, dtype=np.int64),
        settled=np.empty(n_outcomes, dtype=np.bool_),
        agreed=np.empty(n_outcomes + 1, dtype=np.intp),
        moved=np.empty(n_outcomes + 1, dtype=np.intp),
        kept=np.empty(n_outcomes, dtype=np.intp),
        order=np.empty(n_outcomes, dtype=np.intp),
        points=np.zeros((rows, width)),
        window=np.zeros((rows, width)),
        gains=np.empty((2 * n_parties, width)),
        sums=np.empty(n_outcomes),
        window_sums=np.empty(n_outcomes),
        scores=np.empty((6, width)),
        weights=np.empty(n_parties),
        hits=np.empty(n_outcomes, dtype=np.int64),
    )
