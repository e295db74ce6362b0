"""What the parties at one table settle on, counted draw by draw: the form of the counts.

`detente.analysis.counting` makes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Self, TypeVar, get_args

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.exact import SolutionName
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

RULES: tuple[SolutionName, ...] = get_args(SolutionName)
"""The solutions, in the order they are shown."""
REACHED: SolutionName = "kalai_smorodinsky"
"""The rule whose settlement stands for what a table reaches where one is asked for."""


@dataclass(frozen=True)
class Tally:
    """What the parties at one table settle on.

    Where a rule names several settlements of a draw that tie, what they are worth and which options
    they contain are means over them.
    """

    seated: tuple[int, ...]
    """Rows of the parties at the table."""
    count: IntArray
    """Number of settlements; (n_draws,)."""
    crossing_absent: IntArray
    """Settlements that cross a red line of somebody not at the table; (n_draws,)."""
    mean_worth: FloatArray
    """Mean worth of the efficient settlements, points of 100, 0 where there is none;
    (n_parties, n_draws)."""
    named_worth: FloatArray
    """Worth of what each of `RULES` names, points of 100, 0 where there is no settlement;
    (n_rules, n_parties, n_draws)."""
    reached_options: FloatArray
    """Share of the settlements named by `REACHED` that contain each option, issue by issue;
    (n_options of all issues, n_draws)."""
    reached_interactions: FloatArray
    """Share of them to which each interaction applies; (n_interactions, n_draws)."""

    @property
    def exists(self) -> BoolArray:
        """Draws with a settlement; (n_draws,)."""
        return np.asarray(self.count > 0, dtype=np.bool_)


@dataclass(frozen=True)
class OutcomeCounts:
    """How each outcome fares at one table, over all draws. Filled chunk by chunk."""

    settlement: IntArray
    """Draws in which each outcome is a settlement; (n_outcomes,)."""
    efficient: IntArray
    """Draws in which it is an efficient settlement; (n_outcomes,)."""
    prospect: FloatArray
    """Sum over the draws of the least relative gain of the seated, 0 where the outcome is no
    settlement or somebody at the table loses by it; (n_outcomes,)."""
    named: IntArray
    """Draws in which each of `RULES` names it; (n_rules, n_outcomes)."""

    @classmethod
    def nothing(cls, n_outcomes: int) -> Self:
        """Return counts before the first draw."""
        return cls(
            settlement=np.zeros(n_outcomes, dtype=np.intp),
            efficient=np.zeros(n_outcomes, dtype=np.intp),
            prospect=np.zeros(n_outcomes),
            named=np.zeros((len(RULES), n_outcomes), dtype=np.intp),
        )

    def add(
        self,
        settlement: IntArray,
        efficient: IntArray,
        prospect: FloatArray,
        named: Sequence[IntArray],
    ) -> None:
        """Add the counts of some more draws."""
        pairs = [
            (self.settlement, settlement),
            (self.efficient, efficient),
            (self.prospect, prospect),
            *zip(self.named, named, strict=True),
        ]
        for total, more in pairs:
            np.add(total, more, out=total)

    @property
    def solutions(self) -> dict[SolutionName, IntArray]:
        """Draws in which each outcome is (one of) each solution."""
        return dict(zip(RULES, self.named, strict=True))


@dataclass(frozen=True)
class BaseTally(Tally):
    """What the parties at the table of the case settle on, in full detail."""

    outcomes: OutcomeCounts
    """How each outcome fares."""
    with_option: IntArray
    """Settlements that contain each option, issue by issue; (n_options of all issues, n_draws)."""
    least: FloatArray
    """Each party's smallest gain in any settlement, points of 100; (n_parties, n_draws)."""
    most: FloatArray
    """Each party's largest gain in any settlement, points of 100; (n_parties, n_draws)."""
    below: IntArray
    """Settlements that leave each party below no deal; (n_parties, n_draws)."""
    crossing: IntArray
    """Settlements that cross a red line of each party; (n_parties, n_draws)."""
    binds: BoolArray
    """Where dropping one red line alone would add a settlement; (n_red_lines, n_draws)."""
    bars: IntArray
    """Outcomes that cross each red line; (n_red_lines, n_draws)."""

    @property
    def settlement(self) -> IntArray:
        """Draws in which each outcome is a settlement; (n_outcomes,)."""
        return self.outcomes.settlement

    @property
    def efficient(self) -> IntArray:
        """Draws in which it is an efficient settlement; (n_outcomes,)."""
        return self.outcomes.efficient

    @property
    def solutions(self) -> dict[SolutionName, IntArray]:
        """Draws in which it is (one of) each solution; (n_outcomes,)."""
        return self.outcomes.solutions


@dataclass(frozen=True)
class Demand:
    """One demand of a party."""

    party: int
    """Row of its owner."""
    line: int | None
    """Place among the red lines of the case; None: its no-deal value."""


@dataclass(frozen=True)
class TableCounts(Tally):
    """What another table settles on, against the table of the case, draw by draw."""

    lost: IntArray
    """Settlements of the case that are none here; (n_draws,)."""
    won: IntArray
    """Settlements here that are none of the case; (n_draws,)."""
    won_crossing: IntArray
    """Those of `won` that cross a red line of somebody not at this table; (n_draws,)."""
    refused: IntArray
    """Of `lost` where seats are given, of `won` where they are taken: those that violate each
    demand of those whose seat changes; (n_demands, n_draws)."""
    refused_alone: IntArray
    """Those that violate no other of these demands; (n_demands, n_draws)."""


@dataclass(frozen=True)
class TableTally(TableCounts):
    """What another table settles on, draw by draw and over all draws."""

    demands: tuple[Demand, ...]
    """Demands of those whose seat changes: red lines, then no-deal values."""
    first: int | None
    """Row of its foremost settlement; None where it has none in any draw."""
    most_named: dict[SolutionName, tuple[int, int]]
    """Row of the settlement that each rule names most often (the foremost of several), and in how
    many draws; no entry where there is none."""
    options: BoolArray
    """Options found in a settlement of some draw, issue by issue; (n_options of all issues,)."""


def demands_of(arrays: CaseArrays, parties: tuple[int, ...]) -> tuple[Demand, ...]:
    """Return the demands of some parties: red lines first, then no-deal values."""
    lines = [
        Demand(line.party, place)
        for place, line in enumerate(arrays.red_lines)
        if line.party in parties
    ]
    return (*lines, *(Demand(party, None) for party in parties))


def path_of(arrays: CaseArrays, demand: Demand) -> str:
    """Return the path of a demand into the case, such as ``preferences.russia.red_lines.0``."""
    path = f"preferences.{arrays.parties[demand.party]}"
    if demand.line is None:
        return f"{path}.no_deal"
    return f"{path}.red_lines.{arrays.red_lines[demand.line].index}"


TallyT = TypeVar("TallyT", bound=Tally)


def joined(parts: Sequence[TallyT]) -> TallyT:
    """Return the tallies of consecutive draws as one; counts per outcome are those of the first."""
    first = parts[0]
    if len(parts) == 1:
        return first
    together = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts], axis=-1)
        for field in fields(first)
        if isinstance(getattr(first, field.name), np.ndarray)
    }
    return replace(first, **together)  # type: ignore[arg-type]
