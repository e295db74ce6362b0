"""Places for the outcomes of a picture: drawn distances follow the number of moves between them.

Stress majorization (Gansner, Koren, North 2004) from fixed starts, of which the drawing with the
fewest crossings is kept: a graph library would add a dependency and its own random start for a
dozen points.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

N_STEPS = 200
"""Rounds of the majorization; a dozen points settle in fewer."""
N_STARTS = 16
"""Starts that are tried; each is the first one with the points in another order."""
APART = 3.0
"""Distance between points that no way joins: told apart, and still near."""
CLEAR = 0.4
"""Distance, in moves, that a point should keep from arrows that are not its own."""
GOLDEN = 2.399963229728653
"""Golden angle, so that no two starting directions are alike."""

FloatArray = NDArray[np.float64]
Edges = Sequence[tuple[int, int]]


def places(n: int, edges: Edges, start: int, end: int) -> FloatArray:
    """Return a place for each of `n` points, shape (n, 2), unit: one move.

    Parameters
    ----------
    n : int
        Number of points.
    edges : sequence of (int, int)
        Which points a move joins; direction does not matter.
    start, end : int
        Points to stand left and right of each other, on one height.

    Returns
    -------
    float array, shape (n, 2)
        The same for the same input; the mean is not fixed. Of all starts the one with the fewest
        crossings and points on arrows, then the one whose distances fit best, then the first.
    """
    if n < 2:
        return np.zeros((n, 2))
    joined = sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]})
    apart = _distances(n, joined)
    weights = 1 / np.maximum(apart, 1) ** 2
    np.fill_diagonal(weights, 0)
    tried = _settled(_starts(n), apart, weights)
    order = [
        (_faults(spots, joined), round(_stress(spots, apart, weights), 6), place)
        for place, spots in enumerate(tried)
    ]
    return _turned(tried[min(order)[-1]], start, end)


def _starts(n: int) -> FloatArray:
    """Return starting places, shape (n_starts, n, 2): a sunflower, points in different orders."""
    angles = GOLDEN * np.arange(n)
    radius = np.sqrt(np.arange(n) + 0.5)
    spots = np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1)
    rng = np.random.default_rng(0)
    return np.array([spots, *(spots[rng.permutation(n)] for _ in range(N_STARTS - 1))])


def _settled(spots: FloatArray, apart: FloatArray, weights: FloatArray) -> FloatArray:
    """Return where all starts, shape (n_starts, n, 2), come to rest."""
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(N_STEPS):
        gaps = spots[:, :, None] - spots[:, None]
        pull = weights * apart / np.maximum(np.sqrt((gaps**2).sum(axis=3)), 1e-9)
        spots = inverse @ (pull[..., None] * gaps).sum(axis=2)
    return spots


def _stress(spots: FloatArray, apart: FloatArray, weights: FloatArray) -> float:
    drawn = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2))
    return float((weights * (drawn - apart) ** 2).sum())


def _faults(spots: FloatArray, edges: Edges) -> int:
    """Return how many pairs of arrows cross, plus how many points lie on foreign arrows, twice."""
    crossings = sum(
        _cross(*(spots[point] for point in (*one, *other)))
        for place, one in enumerate(edges)
        for other in edges[:place]
        if not set(one) & set(other)
    )
    on_arrow = sum(
        distance_to(spots[point], spots[a], spots[b]) < CLEAR
        for a, b in edges
        for point in range(len(spots))
        if point not in (a, b)
    )
    return crossings + 2 * on_arrow


def _cross(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> bool:
    """Return whether two lines, from a to b and from c to d, cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: FloatArray, b: FloatArray, point: FloatArray) -> float:
    """Return on which side of a line a point lies, by its sign."""
    along, away = b - a, point - a
    return float(along[0] * away[1] - along[1] * away[0])


def distance_to(point: FloatArray, a: FloatArray, b: FloatArray) -> float:
    """Return how far a point is from the line between two others."""
    along = b - a
    part = float(np.clip((point - a) @ along / max(float(along @ along), 1e-12), 0, 1))
    return float(np.hypot(*(point - a - part * along)))


def _distances(n: int, edges: Edges) -> FloatArray:
    """Return the number of moves between any two points; for unconnected ones `APART`."""
    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0)
    for one, other in edges:
        far[one, other] = far[other, one] = 1
    for middle in range(n):
        far = np.minimum(far, far[:, middle : middle + 1] + far[middle])
    return np.where(np.isfinite(far), far, APART)


def _turned(spots: FloatArray, start: int, end: int) -> FloatArray:
    """Turn all points so that one stands straight to the right of another, most of them above."""
    along = spots[end] - spots[start]
    length = float(np.hypot(*along))
    if length > 1e-9:
        cos, sin = along / length
        spots = (spots - spots[start]) @ np.array([[cos, -sin], [sin, cos]])
    if round(float(spots[:, 1].sum()), 6) < 0:
        spots = spots * np.array([1.0, -1.0])
    return spots
