"""Efficient ones among exact whole-number vectors: those that no other vector beats.

One vector beats another if it is at least as good for every party and better for one. Equal
vectors do not beat each other. All comparisons are exact.
"""

from bisect import bisect_left
from math import prod

import numpy as np

from detente.kernels.dominance_tree import efficient_distinct as by_tree
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.problem import MAX_WHOLE

FEW = 1500
"""Up to so many vectors of four or more parties are compared without loading compiled code."""
FEW_OF_THREE = 30_000
"""The same for three parties."""

_BITS = 62
"""Bits of a digit of a Python integer."""


def efficient(worth: IntArray) -> BoolArray:
    """Return the vectors that no other vector beats.

    Parameters
    ----------
    worth : int32, int64 or object array, shape (n_parties, n_vectors)
        Worth in units, one contiguous row per party. Python integers of any size are allowed.

    Returns
    -------
    bool array, shape (n_vectors,)
        True for efficient vectors; of equal vectors all or none. Without parties all are.

    Notes
    -----
    Time O(n log n) for up to three parties, by sorting and a staircase [KungLuccioPreparata1975]_.
    From four parties on a k-d tree over the vectors is asked for each vector whether something
    beats it; parts of the tree whose best corner is not good enough are passed over
    [Bentley1975]_. That is O(n^2) at worst and close to O(n log n) on what was measured
    (479,371 vectors of five parties, 156,919 of them efficient: 0.8 s). It is compiled on first
    use by numba and kept on disk; few vectors are compared in numpy, so that small cases do not
    wait for it.

    References
    ----------
    .. [KungLuccioPreparata1975] Kung, H. T., Luccio, F., Preparata, F. P. (1975). On Finding the
       Maxima of a Set of Vectors. Journal of the ACM 22(4), 469-476.
       https://doi.org/10.1145/321906.321910
    .. [Bentley1975] Bentley, J. L. (1975). Multidimensional Binary Search Trees Used for
       Associative Searching. Communications of the ACM 18(9), 509-517.
       https://doi.org/10.1145/361002.361007

    Examples
    --------
    >>> efficient(np.array([[3, 2, 1, 2], [1, 2, 2, 2]])).tolist()
    [True, True, False, True]
    """
    if not len(worth):
        return np.ones(worth.shape[1], dtype=np.bool_)
    ranks = ranked(worth)
    first, group = grouped(ranks)
    return efficient_distinct(ranks[:, first])[group]


def efficient_distinct(worth: IntArray) -> BoolArray:
    """Return the vectors that no other beats, where no two vectors are equal.

    Parameters
    ----------
    worth : int32, int64 or object array, shape (n_parties, n_vectors)
        Worth in units; all columns different.

    Returns
    -------
    bool array, shape (n_vectors,)
        True for efficient vectors.
    """
    n_parties, n_vectors = worth.shape
    if n_vectors < 2:
        return np.ones(n_vectors, dtype=np.bool_)
    worth = ranked(worth)
    if n_parties == 1:
        return np.asarray(worth[0] == worth[0].max(), dtype=np.bool_)
    if n_parties == 2:
        return _of_two(worth)
    if n_vectors > (FEW_OF_THREE if n_parties == 3 else FEW):
        return by_tree(worth)
    return _of_three(worth) if n_parties == 3 else _one_by_one(worth)


def ranked(worth: IntArray) -> IntArray:
    """Return worth in int64: Python integers become their rank in the row, which keeps order.

    Parameters
    ----------
    worth : int64 or object array, shape (n_parties, n_vectors)
        Any whole numbers.

    Returns
    -------
    int64 array, shape (n_parties, n_vectors)
    """
    if worth.dtype != object:
        return worth
    ranks = np.empty(worth.shape, dtype=np.int64)
    for row, values in zip(ranks, worth, strict=True):
        row[:] = _ranks_of(values)
    return ranks


def _ranks_of(values: IntArray) -> IntArray:
    """Return the rank of Python integers, sorted digit by digit: faster than they compare."""
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    left = values - values.min()
    digits = []
    for _ in range(-(-max(1, int(left.max()).bit_length()) // _BITS)):
        digits.append((left & ((1 << _BITS) - 1)).astype(np.int64))
        left = left >> _BITS
    order = np.lexsort(digits) if len(digits) > 1 else np.argsort(digits[0], kind="stable")
    rises = np.zeros(len(order), dtype=np.bool_)
    for digit in digits:
        rises[1:] |= np.diff(digit[order]) != 0
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.cumsum(rises)
    return ranks


def grouped(columns: IntArray) -> tuple[IntArray, IntArray]:
    """Return one of each of some distinct columns, and of which each column is an equal.

    Parameters
    ----------
    columns : int64 array, shape (n_rows, n_columns)
        Whole numbers.

    Returns
    -------
    first : intp array, shape (n_groups,)
        Position of the first column of each group; groups are in ascending order of their column,
        the first row counting most.
    group : intp array, shape (n_columns,)
        Group of each column.
    """
    if not columns.size:
        some = min(columns.shape[1], 1)
        return np.zeros(some, dtype=np.intp), np.zeros(columns.shape[1], dtype=np.intp)
    low = [int(row.min()) for row in columns]
    spans = [int(row.max()) - least + 1 for row, least in zip(columns, low, strict=True)]
    if prod(spans) >= MAX_WHOLE:
        return _grouped_by_row(columns)
    key = np.zeros(columns.shape[1], dtype=np.int64)
    for row, least, span in zip(columns, low, spans, strict=True):
        key *= span
        key += row - least
    return _grouped_in(np.argsort(key, kind="stable"), key[None])


def _grouped_by_row(columns: IntArray) -> tuple[IntArray, IntArray]:
    return _grouped_in(np.lexsort(columns[::-1]), columns)


def _grouped_in(order: IntArray, rows: IntArray) -> tuple[IntArray, IntArray]:
    """Return groups of equal columns, given an order in which equal ones stand together."""
    starts = np.zeros(len(order), dtype=np.bool_)
    starts[0] = True
    for row in rows:
        sorted_row = row[order]
        starts[1:] |= sorted_row[1:] != sorted_row[:-1]
    counted: IntArray = np.cumsum(starts, dtype=np.int32 if len(order) < 2**31 else np.int64)
    counted -= 1
    group = np.empty_like(counted)
    group[order] = counted
    return order[starts], group


def _of_two(worth: IntArray) -> BoolArray:
    """Return the efficient of distinct pairs: from the best of the first party down."""
    order = np.lexsort((-worth[1], -worth[0]))
    second = worth[1][order]
    best_before = np.maximum.accumulate(second)[:-1]
    kept = np.ones(len(order), dtype=np.bool_)
    kept[order[1:]] = second[1:] > best_before
    return kept


def _of_three(worth: IntArray) -> BoolArray:
    """Return the efficient of distinct triples, by a staircase of those seen so far.

    From the best of the first party down; `seconds` ascends while `thirds` descends.
    """
    order = np.lexsort(-worth[::-1])
    kept = np.zeros(len(order), dtype=np.bool_)
    seconds: list[int] = []
    thirds: list[int] = []
    rows = zip(order.tolist(), worth[1][order].tolist(), worth[2][order].tolist(), strict=True)
    for column, second, third in rows:
        place = bisect_left(seconds, second)
        if place < len(seconds) and thirds[place] >= third:
            continue
        kept[column] = True
        start = place
        while start and thirds[start - 1] <= third:
            start -= 1
        stop = place + (place < len(seconds) and seconds[place] == second)
        seconds[start:stop] = [second]
        thirds[start:stop] = [third]
    return kept


def _one_by_one(worth: IntArray) -> BoolArray:
    """Return the efficient of distinct vectors: the one with the largest sum drops others."""
    kept = np.zeros(worth.shape[1], dtype=np.bool_)
    left = np.argsort(-ranked_sum(worth), kind="stable")
    rest = np.ascontiguousarray(worth[:, left])
    while left.size:
        kept[left[0]] = True
        stays = (rest > rest[:, :1]).any(axis=0)
        left, rest = left[stays], rest[:, stays]
    return kept


def ranked_sum(worth: IntArray) -> IntArray:
    """Return a number per column that is larger where a column beats another; no overflow.

    Parameters
    ----------
    worth : int32, int64 or object array, shape (n_parties, n_vectors)
        Worth in units.

    Returns
    -------
    int64 or object array, shape (n_vectors,)
        Sums of worths, or of their ranks where the sums could be too large.
    """
    if sum(int(np.abs(row).max(initial=0)) for row in worth) < MAX_WHOLE:
        return np.asarray(worth.sum(axis=0))
    return np.asarray(ranked(worth.astype(object)).sum(axis=0))
