"""The picture of moves with every place worked out, in pixels: what is drawn, and handed on.

Letters stand for outcomes and numbers for moves, so that no long name must fit into the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import hypot

import numpy as np

from detente.analysis.stability_values import Roadmap
from detente.brief.stability_layout import FloatArray, distance_to, places
from detente.brief.stability_moves import Picture, picture
from detente.brief.stability_parts import Shown
from detente.case.model import Case

WIDTH, HEIGHTS = 400, (130, 400)
"""Width of the plotting area in pixels; its least and greatest height."""
ROOM = 24
"""Free space at the edges of the plotting area."""
LONGEST = 130
"""Most pixels drawn for one move."""
RADIUS = {"named": 18, "passed": 15}
"""Distance from the middle of a node at which arrows begin and end."""
BESIDE = 5
"""Pixels by which arrows between the same two nodes are moved to either side."""
ASIDE = 10
"""Distance of a number from its arrow."""
CLEAR = {"node": 19, "number": 15, "arrow": 8}
"""Pixels that a number should keep from these."""
ALONG = (0.45, 0.55, 0.35, 0.65, 0.25, 0.75)
"""Where on its arrow a number may stand, the best first."""

Spot = tuple[int, int]
Line = tuple[Spot, Spot]


@dataclass(frozen=True)
class Drawing:
    """What is drawn, where."""

    picture: Picture
    """Outcomes and moves."""
    found: tuple[Shown, ...]
    """The outcomes looked at: the first of the picture."""
    letters: tuple[str, ...]
    """What each outcome is called."""
    spots: tuple[Spot, ...]
    """Middle of each outcome, pixels from the left and from the top."""
    lines: tuple[Line, ...]
    """Where each arrow begins and ends."""
    numbers: tuple[Spot, ...]
    """Middle of the number of each move."""
    height: int
    """Height of the plotting area."""


def drawing(
    case: Case | None, found: Sequence[Shown], roadmaps: Sequence[Roadmap]
) -> Drawing | None:
    """Return the picture of all moves that are told; None where none is."""
    drawn = picture(case, found, roadmaps)
    if not drawn.moves:
        return None
    joined = {place for move in drawn.moves for place in (move.start, move.end)}
    if not joined.issuperset(range(len(found))):
        found = [item for place, item in enumerate(found) if place in joined]
        drawn = replace(picture(case, found, roadmaps), whole=drawn.whole)
    last = next((n for n, item in enumerate(found) if item.is_status_quo), len(found) - 1)
    edges = [(move.start, move.end) for move in drawn.moves]
    spots, height = _fitted(places(len(drawn.outcomes), edges, last, 0))
    clear = [RADIUS["named" if n < len(found) else "passed"] for n in range(len(spots))]
    lines = [
        _line(spots, clear, edge, shift) for edge, shift in zip(edges, _shifts(edges), strict=True)
    ]
    return Drawing(
        picture=drawn,
        found=tuple(found),
        letters=tuple(_letters(found, len(drawn.outcomes))),
        spots=tuple(spots),
        lines=tuple(lines),
        numbers=tuple(_numbers(spots, lines)),
        height=height,
    )


def _letters(found: Sequence[Shown], n: int) -> list[str]:
    """Return what each outcome is called in the picture; those only passed get small letters."""
    passed = [chr(ord("a") + place) for place in range(n - len(found))]
    return [*(item.short for item in found), *passed]


def _fitted(spots: FloatArray) -> tuple[list[Spot], int]:
    """Return places in whole pixels inside the plot, and its height."""
    low, high = spots.min(axis=0), spots.max(axis=0)
    wide, tall = (float(v) for v in np.maximum(high - low, 1e-9))
    least, most = HEIGHTS
    scale = min((WIDTH - 2 * ROOM) / wide, LONGEST)
    height = round(min(max(tall * scale + 2 * ROOM, least), most))
    down = min(scale, (height - 2 * ROOM) / tall)
    left, top = (WIDTH - wide * scale) / 2, (height - tall * down) / 2
    return [
        (round(left + (x - low[0]) * scale), round(top + (high[1] - y) * down))
        for x, y in spots.tolist()
    ], height


def _shifts(edges: Sequence[tuple[int, int]]) -> list[float]:
    """Return how far each arrow is moved to its right, so that none lies on another."""
    between: dict[tuple[int, int], list[int]] = {}
    for place, edge in enumerate(edges):
        between.setdefault((min(edge), max(edge)), []).append(place)
    found = [0.0] * len(edges)
    for together in between.values():
        # Those one way on one side, those the other way on the other, as in traffic.
        together.sort(key=lambda place: edges[place][0] < edges[place][1])
        for slot, place in enumerate(together):
            away = (2 * slot - len(together) + 1) * BESIDE
            found[place] = away if edges[place][0] < edges[place][1] else -away
    return found


def _line(spots: Sequence[Spot], clear: Sequence[int], edge: tuple[int, int], shift: float) -> Line:
    """Return where an arrow begins and ends, clear of the nodes and of its counterparts."""
    (x, y), (x2, y2) = spots[edge[0]], spots[edge[1]]
    along, length = direction((x, y), (x2, y2))
    dx, dy = -along[1] * shift, along[0] * shift
    first, last = (min(clear[n], length / 3) for n in edge)
    start = round(x + along[0] * first + dx), round(y + along[1] * first + dy)
    end = round(x2 - along[0] * last + dx), round(y2 - along[1] * last + dy)
    return start, end


def direction(start: Spot, end: Spot) -> tuple[tuple[float, float], float]:
    """Return the direction from one place to another, and how far it is."""
    x, y = end[0] - start[0], end[1] - start[1]
    length = hypot(x, y) or 1.0
    return (x / length, y / length), length


def _numbers(spots: Sequence[Spot], lines: Sequence[Line]) -> list[Spot]:
    """Return where the numbers of the moves stand: beside their arrows, clear of all else."""
    found: list[Spot] = []
    for place, line in enumerate(lines):
        others = [other for n, other in enumerate(lines) if n != place]
        choices = [_beside(line, part, side) for part, side in product(ALONG, (-1, 1))]
        crowding = [_crowding(choice, spots, others, found) for choice in choices]
        found.append(choices[crowding.index(min(crowding))])
    return found


def _beside(line: Line, part: float, side: int) -> Spot:
    start, end = line
    along, length = direction(start, end)
    x, y = (start[n] + part * length * along[n] for n in (0, 1))
    return round(x + side * ASIDE * along[1]), round(y - side * ASIDE * along[0])


def _crowding(
    spot: Spot, spots: Sequence[Spot], lines: Sequence[Line], numbers: Sequence[Spot]
) -> float:
    """Return by how many pixels a number is too near to nodes, arrows, numbers and the edge."""
    here = np.array(spot, dtype=np.float64)
    near = [CLEAR["node"] - hypot(spot[0] - x, spot[1] - y) for x, y in spots]
    near += [CLEAR["number"] - hypot(spot[0] - x, spot[1] - y) for x, y in numbers]
    ends = [(np.array(a, dtype=np.float64), np.array(b, dtype=np.float64)) for a, b in lines]
    near += [CLEAR["arrow"] - distance_to(here, a, b) for a, b in ends]
    near += [ASIDE - spot[0], spot[0] - WIDTH + ASIDE, ASIDE - spot[1]]
    return round(sum(max(0.0, value) for value in near), 3)
