"""What the ranges of a case leave open in the order of two outcomes, and what is greatly preferred.

A party's order of two outcomes is unknown where some plausible values put one first and some the
other. Salience that may be as low as 0 counts as `LEAST` at least: an issue that matters to a
party at all orders its options.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from detente.analysis.axes import UNKNOWN, preference_of, score_of, sorted_issues
from detente.analysis.graph import CaseGraph
from detente.case.model import Case, Preference, Range
from detente.case.statements import mask, parse_statement
from detente.kernels.outcomes import IntArray
from detente.kernels.stability_relation import Relation, WholeArray, relation_of_ranges

LEAST = Fraction(1, 100)
"""Least salience, in points, of an issue that may matter."""
MAX_WHOLE = 2**60
"""Differences up to this stay in int64 with room for sums."""
MAX_STATES = 2**14
"""Most outcomes in whose surroundings unknown orders are looked at."""

Ends = tuple[Fraction, Fraction]
"""Least and largest value."""


def unknown_orders(graph: CaseGraph, states: IntArray) -> Relation | None:
    """Return how each party compares some outcomes, for all plausible values at once.

    Parameters
    ----------
    graph : CaseGraph
        The case.
    states : intp array, shape (n_some,)
        Outcomes.

    Returns
    -------
    Relation, or None
        Over these outcomes in their order; None where no value is a range, or numbers are too fine.

    Notes
    -----
    Between two outcomes only issues on which they differ count: the difference lies between the
    sums of the least and of the largest salience x (score - score), exactly where every value is
    independent. Points that interactions add are times the sum of all salience, whose own range is
    taken as independent of the rest; with interactions an order may be called unknown that is not.
    """
    if graph.certain or len(states) > MAX_STATES:
        return None
    rows = [graph.ready.arrays.parties[row] for row in graph.rows]
    terms = [*_issue_terms(graph.case, rows), *_statement_terms(graph.case, rows)]
    low = np.zeros((len(rows), len(states)), dtype=np.int64)
    classes, tables = [], []
    for axis, (of_outcome, entries) in enumerate(terms):
        column = of_outcome(graph.orders.outcomes[states], axis)
        classes.append(column)
        tables.append(entries)
    whole = _whole(tables)
    if whole is None:
        return None
    for row, there in enumerate(graph.rows):
        if graph.orders.units[there] is None:
            low[row] = graph.orders.places(there)[states]
    crossed = graph.orders.crossed[list(graph.rows)][:, states]
    low -= crossed * np.int64(_beyond(whole, low))
    stacked = np.array(classes, dtype=np.int32).reshape(len(classes), len(states))
    return relation_of_ranges(low, low, classes=stacked, tables=whole)


def great_orders(graph: CaseGraph, states: IntArray) -> Relation | None:
    """Return how each party compares some outcomes, mildly or greatly, ranges at their middle.

    `states` has shape (n_some,). None where the case says of nobody what it greatly prefers, or
    numbers are too large.
    """
    case = graph.case
    low = np.zeros((len(graph.rows), len(states)), dtype=np.int64)
    great: list[int | None] = []
    for row, there in enumerate(graph.rows):
        wants = preference_of(case, graph.ready.arrays.parties[there])
        units = graph.orders.units[there]
        if units is None:
            low[row], step = _spread(wants, graph.orders.places(there)[states])
            great.append(step)
        else:
            if max(abs(int(x)) for x in (units.min(), units.max())) > MAX_WHOLE:
                return None
            low[row] = units[states]
            great.append(_great_units(wants, graph.orders.unit[there]))
        crossed = graph.orders.crossed[there, states]
        low[row] -= crossed * np.int64(int(np.ptp(low[row])) + 1 + (great[-1] or 0))
    if all(least is None for least in great):
        return None
    return relation_of_ranges(low, low, great=great)


def _great_units(wants: Preference, unit: Fraction) -> int | None:
    if wants.great is None:
        return None
    return max(1, int(-(-wants.great.exact_mid // unit)))


def _spread(wants: Preference, places: IntArray) -> tuple[IntArray, int | None]:
    """Return places of a ranking, further apart where the upper is greatly preferred."""
    if not any(rank.much for rank in wants.ranking):
        return places, None
    step = len(wants.ranking) + 1
    rises = np.zeros(step + 1, dtype=np.int64)
    for place, rank in enumerate(wants.ranking):
        rises[len(wants.ranking) - place] = step if rank.much else 1
    return np.cumsum(rises)[places], step


Column = Callable[[IntArray, int], IntArray]
Entries = list[list[list[Fraction]]]


def _issue_terms(case: Case, rows: list[str]) -> list[tuple[Column, Entries]]:
    """Return per issue by how much at least an option is worth more than another one."""
    found: list[tuple[Column, Entries]] = []
    for name, issue in sorted_issues(case).items():
        entries: Entries = []
        for party in rows:
            wish = preference_of(case, party).issues.get(name)
            ordinal = preference_of(case, party).ordinal
            salience = _ends(UNKNOWN if wish is None else wish.salience)
            scores = [_ends(score_of(wish, option)) for option in issue.options]
            entries.append(
                [
                    [
                        Fraction(0) if c == d or ordinal else _least(salience, above, below)
                        for d, below in enumerate(scores)
                    ]
                    for c, above in enumerate(scores)
                ]
            )
        found.append((_option_column, entries))
    return found


def _statement_terms(case: Case, rows: list[str]) -> list[tuple[Column, Entries]]:
    """Return per interaction and priority what it is worth that its statement is true."""
    issues = sorted_issues(case)
    found: list[tuple[Column, Entries]] = []
    for place, party in enumerate(rows):
        wants = preference_of(case, party)
        total = _total(wants, issues)
        worth = [(item.when, _product(total, _ends(item.add))) for item in wants.interactions]
        worth += [
            (item.statement, _ends(item.weight))
            for item in wants.priorities
            if item.weight is not None
        ]
        for text, (least, most) in worth:
            zero = [[Fraction(0)] * 2] * 2
            entries: Entries = [zero for _ in rows]
            entries[place] = [[Fraction(0), -most], [least, Fraction(0)]]
            found.append((_truth_column(case, text), entries))
    return found


def _option_column(outcomes: IntArray, axis: int) -> IntArray:
    return outcomes[:, axis]


def _truth_column(case: Case, text: str) -> Column:
    statement, issues = parse_statement(text), sorted_issues(case)
    return lambda outcomes, _: mask(statement, issues, outcomes).astype(np.intp)


def _total(wants: Preference, issues: Iterable[str]) -> Ends:
    ends = [
        _salience(_ends(wants.issues[name].salience if name in wants.issues else UNKNOWN))
        for name in issues
    ]
    return sum((low for low, _ in ends), Fraction(0)), sum((high for _, high in ends), Fraction(0))


def _least(salience: Ends, above: Ends, below: Ends) -> Fraction:
    low, high = _salience(salience)
    difference = above[0] - below[1]
    return difference * (low if difference >= 0 else high)


def _salience(ends: Ends) -> Ends:
    """Return the range of a salience, from `LEAST` on where it may be more than that."""
    return (max(ends[0], min(LEAST, ends[1])), ends[1])


def _product(one: Ends, other: Ends) -> Ends:
    corners = [a * b for a in one for b in other]
    return min(corners), max(corners)


def _ends(value: Range) -> Ends:
    return value.exact_low, value.exact_high


def _whole(tables: list[Entries]) -> list[WholeArray] | None:
    """Return all entries of each party times one factor that makes them whole; None: too large."""
    if not tables:
        return []
    factors = []
    for party in range(len(tables[0])):
        entries = [entry for table in tables for line in table[party] for entry in line]
        factors.append(lcm(*(entry.denominator for entry in entries)))
        if factors[-1] * max(map(abs, entries)) * len(tables) > MAX_WHOLE // 4:
            return None
    return [
        np.array(
            [
                [[int(entry * factor) for entry in line] for line in rows]
                for rows, factor in zip(table, factors, strict=True)
            ],
            dtype=np.int64,
        )
        for table in tables
    ]


def _beyond(tables: list[WholeArray], low: NDArray[np.int64]) -> int:
    """Return more than any two outcomes can differ by."""
    most = sum(int(np.abs(table).max()) for table in tables)
    return most + int(np.ptp(low)) + 1
