"""Efficient settlements and what each rule names among them, for one draw; compiled by numba.

The same rules as in `kernels/settlement.py`, which these are tested against.
"""

import numpy as np

from detente.kernels.compiling import part
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.settlement import TOLERANCE
from detente.kernels.sweep_form import TOGETHER, Scratch, SmallArray, Tables, Values

_ROUNDS = 6
"""Most settlements with the largest sum that are compared with all others first."""
_NEAR = 1 - 1e-6
"""Products below this fraction of the largest are not compared by logarithms."""

_COMPARED = ((2, 0), (4, 2), (6, 3), (7, 1))
"""Rules that compare one number, and where it stands in the scores: Kalai-Smorodinsky, egalitarian,
utilitarian, smallest spread."""


@part
def efficient(
    n: int, k: int, points: FloatArray, sums: FloatArray, window: FloatArray,
    window_sums: FloatArray, order: IntArray, kept: IntArray,
) -> int:  # fmt: skip  # pragma: no cover
    """List the efficient ones of `n` points in `kept`; return how many there are.

    `points` has shape (n_parties, n_points), worths in whole units of the tolerance; `sums` their
    sum, shape (n_points,). The other arrays are room.

    First the points with the largest sum drop what they beat; then the rest are compared with those
    kept so far, and in the end those kept with each other. Only a larger sum can beat.
    """
    m, left = 0, n
    while left and m < _ROUNDS:
        before = left
        if m == 0:
            left, kept[m] = _drop_beaten_first(n, k, points, sums, order)
        else:
            left, kept[m] = _drop_beaten(left, k, points, sums, order)
        window_sums[m] = sums[kept[m]]
        for c in range(max(k, TOGETHER)):
            window[c, m] = points[c, kept[m]]
        m += 1
        if 5 * (before - left) < before:
            break
    n_sure = m
    for at in range(left):
        place = order[at]
        if not _beaten(place, m, k, points, sums, window, window_sums):
            kept[m] = place
            window_sums[m] = sums[place]
            for c in range(max(k, TOGETHER)):
                window[c, m] = points[c, place]
            m += 1
    stay = n_sure
    for at in range(n_sure, m):
        place = kept[at]
        kept[stay] = place
        stay += not _beaten(place, m, k, points, sums, window, window_sums)
    return stay


@part
def _drop_beaten_first(
    n: int, k: int, points: FloatArray, sums: FloatArray, order: IntArray
) -> tuple[int, int]:  # pragma: no cover
    """Do what `_drop_beaten` does with all points, which stand side by side still."""
    largest = sums[0]
    for place in range(n):
        largest = max(largest, sums[place])
        order[place] = 0
    best = 0
    while sums[best] != largest:
        best += 1
    for c in range(k):
        limit = points[c, best]
        for place in range(n):
            order[place] |= points[c, place] > limit
    stay = 0
    for place in range(n):
        stays = order[place] != 0 or (sums[place] == largest and place != best)
        order[stay] = place
        stay += stays
    return stay, best


@part
def _drop_beaten(
    left: int, k: int, points: FloatArray, sums: FloatArray, order: IntArray
) -> tuple[int, int]:  # pragma: no cover
    """Take the point with the largest sum, and what it beats, out of `order`.

    Returns how many are left, and the point.
    """
    best = order[0]
    for at in range(1, left):
        if sums[order[at]] > sums[best]:
            best = order[at]
    stay = 0
    for at in range(left):
        place = order[at]
        beaten = place == best or sums[place] < sums[best]
        c = 0
        while beaten and c < k:
            beaten = points[c, place] <= points[c, best]
            c += 1
        order[stay] = place
        stay += not beaten
    return stay, best


@part
def _beaten(
    place: int, m: int, k: int, points: FloatArray, sums: FloatArray, window: FloatArray,
    window_sums: FloatArray,
) -> bool:  # fmt: skip  # pragma: no cover
    """Return whether one of the `m` points of the window beats a point."""
    total, near = sums[place], 0
    p0, p1, p2, p3 = points[0, place], points[1, place], points[2, place], points[3, place]
    for w in range(m):
        near |= (
            (window_sums[w] > total)
            & (window[0, w] >= p0)
            & (window[1, w] >= p1)
            & (window[2, w] >= p2)
            & (window[3, w] >= p3)
        )
    if near == 0 or k <= 4:
        return near != 0
    near = 0
    p4, p5, p6, p7 = points[4, place], points[5, place], points[6, place], points[7, place]
    for w in range(m):
        near |= (
            (window_sums[w] > total)
            & (window[0, w] >= p0)
            & (window[1, w] >= p1)
            & (window[2, w] >= p2)
            & (window[3, w] >= p3)
            & (window[4, w] >= p4)
            & (window[5, w] >= p5)
            & (window[6, w] >= p6)
            & (window[7, w] >= p7)
        )
    if near == 0 or k <= 8:
        return near != 0
    for w in range(m):
        beats, row = window_sums[w] > total, 0
        while beats and row < k:
            beats = window[row, w] >= points[row, place]
            row += 1
        if beats:
            return True
    return False


@part
def name(
    tables: Tables, values: Values, table: int, draw: int, m: int, k: int, room: Scratch
) -> None:  # pragma: no cover
    """Mark for each of `m` efficient settlements which rules name it, as bits in `room.hits`."""
    gains, scores, hits = room.gains, room.scores, room.hits
    for place in range(m):
        hits[place] = 0
        scores[0, place] = scores[2, place] = np.inf
        scores[1, place] = -np.inf
        scores[3, place] = 0.0
    n_gaining = k
    for c in range(k):
        party, most = tables.rows[table, c], -np.inf
        for place in range(m):
            gain = room.worth[party, room.agreed[room.kept[place]]] - values.no_deal[draw, party]
            gains[c, place] = gain
            scores[2, place] = min(scores[2, place], gain)
            most = max(most, gain)
        if most > TOLERANCE:
            for place in range(m):
                relative = gains[c, place] / most
                gains[n_gaining, place] = relative
                scores[0, place] = min(scores[0, place], relative)
                scores[1, place] = max(scores[1, place], relative)
                scores[3, place] += relative
            n_gaining += 1
    for place in range(m):
        scores[1, place] = scores[0, place] - scores[1, place]
    for rule, row in _COMPARED:
        _mark(scores[row], m, hits, rule)
    for absolute in range(2):
        first, stop = (0, k) if absolute else (k, n_gaining)
        _mark_sorted(first, stop, m, room, 2 + 2 * absolute)
    _name_products(tables, values.influence, table, draw, m, k, room)


@part
def _mark(scores: FloatArray, m: int, hits: SmallArray, rule: int) -> None:  # pragma: no cover
    """Mark every score within `TOLERANCE` of the largest."""
    largest = -np.inf
    for place in range(m):
        largest = max(largest, scores[place])
    for place in range(m):
        if scores[place] >= largest - TOLERANCE:
            hits[place] |= 1 << rule


@part
def _mark_sorted(
    first: int, stop: int, m: int, room: Scratch, rule: int
) -> None:  # pragma: no cover
    """Mark with the next rule what `rule` names and is best for the next poorest, and so on."""
    order, points, n = room.order, room.points, 0
    for place in range(m):
        order[n] = place
        n += room.hits[place] >> rule & 1
    if n > 1:
        _sort_columns(first, stop, n, order, room.gains, points)
        for row in range(stop - first):
            largest = -np.inf
            for at in range(n):
                largest = max(largest, points[row, at])
            stay = 0
            for at in range(n):
                if points[row, at] >= largest - TOLERANCE:
                    order[stay] = order[at]
                    for other in range(row + 1, stop - first):
                        points[other, stay] = points[other, at]
                    stay += 1
            n = stay
    for at in range(n):
        room.hits[order[at]] |= 1 << (rule + 1)


@part
def _sort_columns(
    first: int, stop: int, n: int, order: IntArray, gains: FloatArray, points: FloatArray
) -> None:  # pragma: no cover
    """Fill in the gains of the first `n` of `order`, from the smallest up."""
    for at in range(n):
        for row in range(first, stop):
            value, back = gains[row, order[at]], row - first
            while back > 0 and points[back - 1, at] > value:
                points[back, at] = points[back - 1, at]
                back -= 1
            points[back, at] = value


@part
def _name_products(
    tables: Tables, influence: FloatArray, table: int, draw: int, m: int, k: int, room: Scratch
) -> None:  # pragma: no cover
    """Mark the largest product of gains, first all parties alike, then by influence."""
    largest, equal = 0.0, True
    for c in range(k):
        weight = influence[draw, tables.rows[table, c]]
        largest = max(largest, weight)
        equal = equal and weight == influence[draw, tables.rows[table, 0]]
    for rule in range(2):
        if rule == 1 and (equal or largest == 0.0):
            for place in range(m):
                room.hits[place] |= (room.hits[place] & 1) << 1
            break
        for c in range(k):
            weight = influence[draw, tables.rows[table, c]] / largest if rule else 1.0
            room.weights[c] = weight
        _mark_products(m, k, room, rule)


@part
def _mark_products(m: int, k: int, room: Scratch, rule: int) -> None:  # pragma: no cover
    """Mark the largest products among those with most gaining, each by `room.weights`."""
    gains, scores, weights = room.gains, room.scores, room.weights
    most, largest = _multiply(m, k, gains, weights, scores), 0.0
    for place in range(m):
        if scores[4, place] >= most - TOLERANCE:
            largest = max(largest, scores[5, place])
    if rule or not 1e-200 < largest < 1e200:
        largest = 0.0
    for place in range(m):
        near = scores[4, place] >= most - TOLERANCE and scores[5, place] >= _NEAR * largest
        scores[5, place] = 0.0 if near else -np.inf
        if near:
            for c in range(k):
                if gains[c, place] > TOLERANCE:
                    scores[5, place] += weights[c] * np.log(gains[c, place])
    _mark(scores[5], m, room.hits, rule)


@part
def _multiply(
    m: int, k: int, gains: FloatArray, weights: FloatArray, scores: FloatArray
) -> float:  # pragma: no cover
    """Fill in the weight of those who gain and the product of their gains; return most weight."""
    most = 0.0
    for place in range(m):
        scores[4, place], scores[5, place] = 0.0, 1.0
        for c in range(k):
            if gains[c, place] > TOLERANCE:
                scores[4, place] += weights[c]
                scores[5, place] *= gains[c, place]
        most = max(most, scores[4, place])
    return most
