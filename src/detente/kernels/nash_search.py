"""Where a weighted product of gains on one scale is largest; compiled by numba.

Inner loop of `kernels/nash_choice.py`. Utility falls from 1 at a party's place with the distance;
a party gains at distance d if d is less than its `reach`, and gains reach^p - d^p, p 1 or 2.
"""

import numpy as np

from detente.kernels.compiling import compiled, part
from detente.kernels.outcomes import FloatArray

REFERENCE, DROP, CLAMP = 0, 1, 2
"""What happens where nothing gives every party a gain."""
_STEPS = 200
_CLOSE = 1e-15
_GAP = 1e-10
"""A gap this part of the farthest reach, in which everybody would gain, is rounding."""
_TIE = 1e-11
"""Sums of logarithms that differ by less are the same."""


@compiled
def points(
    position: FloatArray, share: FloatArray, reach: FloatArray, reference: FloatArray,
    power: int, unmet: int, floor: float, found: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the place with the largest product of gains for each draw.

    Parameters
    ----------
    position, share, reach : float64 arrays, shape (n_rows, n_parties)
        Places; shares of weight, 0 to 1; distance at which a party stops gaining, in the unit of
        the places.
    reference : float64 array, shape (n_rows,)
        Places that are taken where no other is found.
    power, unmet : int
        1 linear or 2 quadratic; `REFERENCE`, `DROP` or `CLAMP`.
    floor : float
        Least gain counted with `CLAMP`, in units of the places to that power.
    found : float64 array, shape (n_rows,)
        Filled in.
    """
    n_parties = position.shape[1]
    x, s, r = np.empty(n_parties), np.empty(n_parties), np.empty(n_parties)
    for row in range(len(position)):
        n = 0
        for party in range(n_parties):
            if share[row, party] <= 0.0:
                continue
            if unmet == DROP and reach[row, party] <= 0.0:
                continue
            x[n], s[n] = position[row, party], share[row, party]
            r[n] = reach[row, party]
            n += 1
        low, high, first, last = -np.inf, np.inf, np.inf, -np.inf
        widest = 0.0
        for i in range(n):
            low, high = max(low, x[i] - r[i]), min(high, x[i] + r[i])
            first, last = min(first, x[i]), max(last, x[i])
            widest = max(widest, r[i])
        if n and high - low > _GAP * widest:
            found[row] = _peak(x, s, r, n, max(low, first), min(high, last), power)
        elif n and unmet == CLAMP:
            found[row] = _clamped(x, s, r, n, power, floor, reference[row])
        else:
            found[row] = reference[row]


@part
def _slope(
    x: FloatArray, s: FloatArray, r: FloatArray, n: int, at: float, side: int, power: int
) -> tuple[float, float]:  # pragma: no cover
    """Return slope and curvature of the sum of logarithms; `side` -1 or 1 of a party's place."""
    slope = curve = 0.0
    for i in range(n):
        d = at - x[i]
        if power == 2:
            gain = (r[i] - d) * (r[i] + d)
            if gain <= 0.0:
                return (-np.inf if d > 0.0 else np.inf), 0.0
            slope -= s[i] * 2.0 * d / gain
            curve -= s[i] * 2.0 * (gain + 2.0 * d * d) / (gain * gain)
        else:
            gain = r[i] - abs(d)
            if gain <= 0.0:
                return (-np.inf if d > 0.0 else np.inf), 0.0
            sign = side if d == 0.0 else (1.0 if d > 0.0 else -1.0)
            slope -= s[i] * sign / gain
            curve -= s[i] / (gain * gain)
    return slope, curve


@part
def _between_places(
    x: FloatArray, s: FloatArray, r: FloatArray, n: int, a: float, b: float
) -> tuple[float, float]:  # pragma: no cover
    """Return the part between parties' places that holds the largest sum; linear utility."""
    for i in range(n):
        if a <= x[i] <= b:
            after, _ = _slope(x, s, r, n, x[i], 1, 1)
            before, _ = _slope(x, s, r, n, x[i], -1, 1)
            if before >= 0.0 >= after:
                return x[i], x[i]
            if after > 0.0:
                a = max(a, x[i])
            else:
                b = min(b, x[i])
    return a, b


@part
def _peak(
    x: FloatArray, s: FloatArray, r: FloatArray, n: int, a: float, b: float, power: int
) -> float:  # pragma: no cover
    """Return where a concave sum of logarithms is largest between `a` and `b`."""
    if power == 1:
        a, b = _between_places(x, s, r, n, a, b)
    size = max(abs(a), abs(b))
    at = 0.5 * (a + b)
    for _ in range(_STEPS):
        if a == b:
            break
        slope, curve = _slope(x, s, r, n, at, 1, power)
        if slope == 0.0:
            break
        if slope > 0.0:
            a = at
        else:
            b = at
        following = at - slope / curve if curve < 0.0 else np.inf
        if not a < following < b:
            following = 0.5 * (a + b)
        moved = abs(following - at)
        at = following
        if moved <= _CLOSE * size:
            break
    return at


@part
def _clamped(
    x: FloatArray, s: FloatArray, r: FloatArray, n: int, power: int, floor: float,
    reference: float,
) -> float:  # fmt: skip  # pragma: no cover
    """Return the best place where gains below `floor` count as that; tied places: their middle."""
    inner, cuts = _cuts(x, r, n, power, floor)
    tx, ts, tr = np.empty(n), np.empty(n), np.empty(n)
    best, low, high = -np.inf, reference, reference
    for cut in range(len(cuts)):
        a, b = cuts[cut], cuts[min(cut + 1, len(cuts) - 1)]
        k = 0
        for i in range(n):
            if inner[i] > 0.0 and abs(0.5 * (a + b) - x[i]) <= inner[i]:
                tx[k], ts[k], tr[k] = x[i], s[i], r[i]
                k += 1
        if not k:
            continue
        at = _peak(tx, ts, tr, k, a, b, power)
        value = _value(x, s, r, n, at, power, floor)
        if value > best + _TIE:
            low = high = at
            best = value
        elif value >= best - _TIE:
            low, high = min(low, at), max(high, at)
    return 0.5 * (low + high)


@part
def _cuts(
    x: FloatArray, r: FloatArray, n: int, power: int, floor: float
) -> tuple[FloatArray, FloatArray]:  # pragma: no cover
    """Return the distances within which parties gain more than `floor`, and where that ends."""
    inner, cuts = np.empty(n), np.empty(2 * n + 2)
    first, last = np.inf, -np.inf
    for i in range(n):
        above = r[i] - floor if power == 1 else r[i] * r[i] - floor
        inner[i] = -1.0
        if above > 0.0:
            inner[i] = above if power == 1 else np.sqrt(above)
            first, last = min(first, x[i]), max(last, x[i])
    m = 0
    for i in range(n):
        for end in (x[i] - inner[i], x[i] + inner[i]):
            if inner[i] > 0.0 and first < end < last:
                cuts[m] = end
                m += 1
    if first <= last:
        cuts[m], cuts[m + 1] = first, last
        m += 2
    return inner, np.sort(cuts[:m])


@part
def _value(
    x: FloatArray, s: FloatArray, r: FloatArray, n: int, at: float, power: int, floor: float
) -> float:  # pragma: no cover
    value = 0.0
    for i in range(n):
        d = abs(at - x[i])
        gain = r[i] - d if power == 1 else (r[i] - d) * (r[i] + d)
        value += s[i] * np.log(max(gain, floor))
    return value
