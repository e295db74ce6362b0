"""Slow, obvious twins of the kernels: plain Python, exact fractions, every pair looked at."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import prod

Gains = Sequence[Sequence[int]]
"""One row per party, one column per settlement of a single draw."""


def outcomes(n_options: Sequence[int]) -> list[tuple[int, ...]]:
    """Return every choice of one option per issue."""
    return list(product(*(range(n) for n in n_options)))


def worth(salience: Sequence[int], scores: Sequence[Sequence[int]], outcome: Sequence[int]):
    """Return the weighted mean of the scores of one party, as a fraction."""
    total = sum(salience)
    weights = (
        [Fraction(s, total) for s in salience]
        if total
        else [Fraction(1, len(salience))] * len(salience)
    )
    return sum(w * row[o] for w, row, o in zip(weights, scores, outcome, strict=True))


def columns(rows: Gains) -> list[tuple[int, ...]]:
    """Return the settlements, each with its gain for every party."""
    return list(zip(*rows, strict=True))


def beats(one: Sequence[int], other: Sequence[int]) -> bool:
    """Return whether the first is at least as good for all and better for somebody."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


def efficient(rows: Gains) -> list[bool]:
    """Return which settlements no other one beats."""
    points = columns(rows)
    return [not any(beats(other, point) for other in points) for point in points]


def nash(rows: Gains) -> list[bool]:
    """Return the settlements with the largest product, among those where most gain."""
    keys = []
    for point in columns(rows):
        gaining = [gain for gain in point if gain > 0]
        keys.append((len(gaining), prod(gaining)))
    return [key == max(keys) for key in keys]


def kalai_smorodinsky(rows: Gains) -> list[bool]:
    """Return the settlements with the largest least fraction of the most each party can gain."""
    most = [max(row) for row in rows]
    keys = [
        min([Fraction(g, m) for g, m in zip(point, most, strict=True) if m > 0], default=None)
        for point in columns(rows)
    ]
    if None in keys:
        return [True] * len(keys)
    return [key == max(keys) for key in keys]


def egalitarian(rows: Gains) -> list[bool]:
    """Return the settlements with the largest least gain."""
    keys = [min(point) for point in columns(rows)]
    return [key == max(keys) for key in keys]


def utilitarian(rows: Gains) -> list[bool]:
    """Return the settlements with the largest sum of fractions of the most each can gain."""
    most = [max(row) for row in rows]
    keys = [
        sum(Fraction(g, m) for g, m in zip(point, most, strict=True) if m > 0)
        for point in columns(rows)
    ]
    return [key == max(keys) for key in keys]


def minimal_conflicts(violated: Iterable[int], n_demands: int) -> set[frozenset[int]]:
    """Return the smallest sets of demands of which every outcome violates one."""
    outcomes_ = list(violated)
    found: list[frozenset[int]] = []
    for size in range(n_demands + 1):
        for chosen in combinations(range(n_demands), size):
            leaves_nothing = all(any(v >> d & 1 for d in chosen) for v in outcomes_)
            if leaves_nothing and not any(known <= set(chosen) for known in found):
                found.append(frozenset(chosen))
    return set(found)


def correlation_ratio(values: Sequence[float], answer: Sequence[float], n_bins: int) -> float:
    """Return the variance between bins of equal size as a share of all variance."""
    in_order = [a for _, a in sorted(zip(values, answer, strict=True), key=lambda pair: pair[0])]
    n = len(in_order)
    mean = sum(in_order) / n
    between = 0.0
    for k in range(n_bins):
        part = in_order[int(k * n / n_bins) : int((k + 1) * n / n_bins)]
        between += len(part) * (sum(part) / len(part) - mean) ** 2
    return between / sum((a - mean) ** 2 for a in in_order)


def nash_influence(rows: Gains, weights: Sequence[int]) -> list[bool]:
    """Return the largest product of gains to the power of weights, among most weight gaining."""
    weights = weights if any(weights) else [1] * len(weights)
    keys = []
    for point in columns(rows):
        gaining = [(gain, w) for gain, w in zip(point, weights, strict=True) if gain > 0]
        keys.append((sum(w for _, w in gaining), prod(gain**w for gain, w in gaining)))
    return [key == max(keys) for key in keys]


def relative(rows: Gains) -> list[list[Fraction]]:
    """Return for each settlement the fractions of the most that those can gain who can gain."""
    most = [max(row) for row in rows]
    return [
        [Fraction(g) / m for g, m in zip(point, most, strict=True) if m > 0]
        for point in columns(rows)
    ]


def kalai_smorodinsky_leximin(rows: Gains) -> list[bool]:
    """Return the settlements whose sorted fractions come last in the order of a dictionary."""
    keys = [sorted(point) for point in relative(rows)]
    return [key == max(keys) for key in keys]


def egalitarian_leximin(rows: Gains) -> list[bool]:
    """Return the settlements whose sorted gains come last in the order of a dictionary."""
    keys = [sorted(point) for point in columns(rows)]
    return [key == max(keys) for key in keys]


def smallest_spread(rows: Gains) -> list[bool]:
    """Return the settlements with the smallest difference of largest and smallest fraction."""
    keys = [max(point, default=0) - min(point, default=0) for point in relative(rows)]
    return [key == min(keys) for key in keys]
