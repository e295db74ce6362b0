"""The exact answer on a terminal: counts, efficient settlements, what rules name, what blocks."""

from fractions import Fraction
from math import ceil, floor, log10

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.exact import (
    Blocked,
    Count,
    Estimate,
    ExactValues,
    Frontier,
    PartyAccount,
    SolutionPoint,
    Trade,
)
from detente.cli.words import Names, grid, row

N_BLOCKED = 5
"""Conflicts and relaxations shown; all stand in the JSON."""
N_DIGITS = 15
"""Digits of a count that are all shown."""


def exact_blocks(exact: ExactValues, names: Names) -> list[RenderableType]:
    """Return the exact answer, ranges at their middle."""
    middle = "" if exact.certain else ", every range at its middle"
    said = f"\nexactly{middle}: {_count(exact.n_settlements)} settlements of "
    said += f"{_whole(exact.n_outcomes)} outcomes"
    if exact.n_settlements_estimate is not None:
        said += f" ({_estimate(exact.n_settlements_estimate)})"
    if exact.frontier is not None:
        said += f"; {_frontier(exact.frontier)}"
    blocks: list[RenderableType] = [Text(said)]
    if exact.solutions:
        blocks += _solutions(exact, names)
    if exact.blocked is not None:
        blocks += _blocked(exact.blocked, names)
    return blocks


def _solutions(exact: ExactValues, names: Names) -> list[RenderableType]:
    table = grid("what each rule names", "rule", "value", "tied", "outcome")
    for point in exact.solutions:
        cells = (point.rule.replace("_", " "), _value(point), _count(point.n_outcomes))
        row(table, *cells, names.outcome(point.outcomes[0]))
    first = exact.solutions[0]
    reason = first.why
    said = [_trade(trade, names) for trade in reason.trades]
    if reason.binding:
        said.insert(0, f"shaped by {', '.join(reason.binding)}")
    if reason.indifferent:
        said.append(f"worth just as much as no deal to {names.actors(reason.indifferent)}")
    if reason.least_gain:
        said.append(f"gains least of what it could: {names.actor(reason.least_gain)}")
    why = [Text(f"why (Nash): {words}") for words in said]
    return [table, *why, _gains(exact, names)]


def _gains(exact: ExactValues, names: Names) -> Table:
    """Return what each distinct outcome named brings every party."""
    table = grid(
        "gain or loss against no deal, in points of 100; * no seat",
        "rule", *(_party(account, names) for account in exact.solutions[0].parties),
    )  # fmt: skip
    seen: dict[tuple[tuple[str, str], ...], list[SolutionPoint]] = {}
    for point in exact.solutions:
        seen.setdefault(tuple(point.outcomes[0].items()), []).append(point)
    for points in seen.values():
        rules = ", ".join(point.rule.replace("_", " ") for point in points)
        gains = (f"{a.against_no_deal.points:+.1f}" for a in points[0].parties)
        row(table, rules, *gains)
    return table


def _blocked(found: Blocked, names: Names) -> list[RenderableType]:
    conflicts = grid("what excludes each other", "demands")
    for demands in found.conflicts[:N_BLOCKED]:
        row(conflicts, ", ".join(demands))
    table = grid("what would open a settlement", "given up", "opens", "gains against no deal")
    for relaxation in found.relaxations[:N_BLOCKED]:
        gains = (
            f"{_party(a, names)} {a.against_no_deal.points:+.1f}" for a in relaxation.parties
        )  # fmt: skip
        row(table, ", ".join(relaxation.demands), names.outcome(relaxation.outcome),
            ", ".join(gains))  # fmt: skip
    blocks: list[RenderableType] = [block for block in (conflicts, table) if block.row_count]
    n_conflicts, n_openings = len(found.conflicts), len(found.openings)
    if max(n_conflicts, n_openings) > N_BLOCKED or not found.complete:
        said = (
            f"found: {n_conflicts} smallest sets that exclude each other, {n_openings} to give up"
        )
        blocks.append(Text(said if found.complete else f"{said}; perhaps not all (see --sets)"))
    return blocks


def _party(account: PartyAccount, names: Names) -> str:
    return names.actor(account.party) + ("" if account.seated else "*")


def _frontier(frontier: Frontier) -> str:
    said = f"{_whole(frontier.n_outcomes)} efficient ({_whole(frontier.n_vectors)} vectors)"
    if frontier.complete:
        return said
    if not frontier.error:
        return (
            f"all {_whole(frontier.n_vectors)} efficient vectors, settlements of each not counted"
        )
    if frontier.expected is not None:
        said += f" of about {float(frontier.expected):.1g} expected, too many to list all"
    return f"{said}, error at most {_up(frontier.error)} points"


def _up(bound: float) -> str:
    """Return a bound with about three digits, never below what it bounds."""
    unit = Fraction(10) ** (2 - floor(log10(bound)))
    return f"{float(ceil(Fraction(str(bound)) * unit) / unit):g}"


def _trade(trade: Trade, names: Names) -> str:
    return (
        f"{names.actor(trade.first)} has its way on {names.issue(trade.first_issue)}, "
        f"{names.actor(trade.second)} on {names.issue(trade.second_issue)}; "
        f"reversed they lose {trade.first_loses.points:.1f} and {trade.second_loses.points:.1f}"
    )


def _value(point: SolutionPoint) -> str:
    gap = f" (within {point.gap:.1g})" if point.gap else ""
    return f"{point.value:.4g}{gap}"


def _count(count: Count) -> str:
    if count.low == count.high:
        return _whole(count.low)
    return f"{_whole(count.low)} to {_whole(count.high)}"


def _estimate(found: Estimate) -> str:
    ends = f"{_rough(found.low)} to {_rough(found.high)} with {found.probability:.0%} probability"
    return f"estimated from random outcomes: about {_rough(found.number)}, {ends}"


def _rough(n: int) -> str:
    return f"{float(n):.3g}" if n < 10**300 else f"10^{len(str(n)) - 1}"


def _whole(n: int) -> str:
    return f"{n:,}" if len(str(n)) <= N_DIGITS else f"{float(n):.3g}" if n < 10**300 else str(n)
