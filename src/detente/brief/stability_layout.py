"""Places for the outcomes of a picture: drawn distances follow the number of moves between them.

Stress majorization (Gansner, Koren, North 2004) from a fixed start: forty lines of numpy, where a
graph library would add a dependency and its own random start for a dozen points.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

N_STEPS = 400
"""Rounds of the majorization; a dozen points settle in fewer."""
APART = 3.0
"""Distance between points that no way joins: told apart, and still near."""
GOLDEN = 2.399963229728653
"""Golden angle, so that no two starting directions are alike."""

FloatArray = NDArray[np.float64]


def places(n: int, edges: Sequence[tuple[int, int]], start: int, end: int) -> FloatArray:
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
        The same for the same input; the mean is not fixed.
    """
    if n < 2:
        return np.zeros((n, 2))
    apart = _distances(n, edges)
    angles = GOLDEN * np.arange(n)
    radius = np.sqrt(np.arange(n) + 0.5)
    spots = np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1)
    weights = 1 / np.maximum(apart, 1) ** 2
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(N_STEPS):
        gaps = spots[:, None] - spots[None]
        drawn = np.sqrt((gaps**2).sum(axis=2))
        pull = weights * apart / np.maximum(drawn, 1e-9)
        spots = inverse @ (np.diag(pull.sum(axis=1)) - pull) @ spots
    return _turned(spots, start, end)


def _distances(n: int, edges: Sequence[tuple[int, int]]) -> FloatArray:
    """Return the number of moves between any two points; for unconnected ones `APART`."""
    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0)
    for one, other in edges:
        if one != other:
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
