"""Where the picture of moves puts things: nothing on top of anything, the same every time."""

from itertools import combinations
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.brief.fixture import case, record
from tests.brief.stability_fixture import outcomes, step, unanswered, values, with_stability

from detente.brief.stability_drawing import ROOM, WIDTH, drawing
from detente.brief.stability_layout import distance_to, places
from detente.brief.stability_parts import Shown, explained, shown
from detente.brief.writer import Pen, Writer


def found():
    pen = Pen(Writer(record(), case(), with_stability(values()), "en"), "stability")
    return explained(shown(pen, case(), with_stability(values()), values()))


@pytest.fixture(scope="module")
def drawn():
    return drawing(case(), found(), values().roadmaps)


def real(items, drawn):
    """Return what belongs to moves that lead somewhere: one in the fixture, by hand, does not."""
    return [i for i, m in zip(items, drawn.picture.moves, strict=True) if m.start != m.end]


def crossings(spots, edges):
    def side(a, b, point):
        (x, y), (u, v) = spots[b] - spots[a], spots[point] - spots[a]
        return x * v - y * u

    return sum(
        side(*one, other[0]) * side(*one, other[1]) < 0
        and side(*other, one[0]) * side(*other, one[1]) < 0
        for one, other in combinations(edges, 2)
        if not set(one) & set(other)
    )


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_picture_without_rings_has_no_crossing_and_is_the_same_every_time(data):
    n = data.draw(st.integers(2, 9))
    edges = [(data.draw(st.integers(0, k - 1)), k) for k in range(1, n)]
    spots = places(n, edges, n - 1, 0)
    assert crossings(spots, edges) == 0
    assert spots.tobytes() == places(n, edges, n - 1, 0).tobytes()
    gaps = [hypot(*(spots[a] - spots[b])) for a, b in combinations(range(n), 2)]
    assert min(gaps) > 0.3


def test_a_ring_with_a_tail_is_drawn_without_a_crossing():
    edges = [(0, 1), (1, 2), (2, 3), (3, 0), (2, 4), (4, 5), (5, 1), (3, 6)]
    assert crossings(places(7, edges, 0, 2), edges) == 0


def test_everything_lies_inside_and_numbers_keep_off_nodes_and_each_other(drawn):
    assert all(ROOM <= x <= WIDTH - ROOM and 0 < y < drawn.height for x, y in drawn.spots)
    assert len(drawn.numbers) == len(drawn.lines) == len(drawn.picture.moves)
    for (x, y), (u, v) in combinations(real(drawn.numbers, drawn), 2):
        assert hypot(x - u, y - v) > 11
    for x, y in real(drawn.numbers, drawn):
        assert all(hypot(x - u, y - v) > 15 for u, v in drawn.spots)


def test_numbers_stand_beside_their_own_arrow(drawn):
    lines = real(drawn.lines, drawn)
    for number, (start, end) in zip(real(drawn.numbers, drawn), lines, strict=True):
        ends = [np.array(point, dtype=np.float64) for point in (number, start, end)]
        assert 8 < distance_to(*ends) < 13


def test_arrows_between_the_same_outcomes_lie_beside_each_other():
    base = outcomes()[0]
    one = base.party("westania").departures[0].step
    two = step(base.outcome, "norland", 4.0, **one.changes)
    back = step(one.outcome, "sudria", 4.0, **{i: base.outcome[i] for i in one.changes})
    holds = [
        base.party(name).model_copy(update={"departures": (unanswered(move),), "firmest": None})
        for name, move in (("westania", one), ("norland", two))
    ]
    returns = base.party("sudria").model_copy(update={"departures": (unanswered(back),)})
    items = [
        base.model_copy(update={"parties": tuple(holds)}),
        base.model_copy(update={"outcome": one.outcome, "parties": (returns,)}),
    ]
    named = [Shown(item, found()[0].name, str(n)) for n, item in enumerate(items)]
    together = drawing(case(), named, ())
    assert len(together.lines) == 3
    assert len(set(together.lines)) == 3
    for (a, b), (c, d) in combinations(together.lines, 2):
        nearest = min(
            distance_to(*(np.array(p, dtype=np.float64) for p in points))
            for points in ((a, c, d), (b, c, d))
        )
        assert nearest > 6


def test_two_outcomes_are_not_drawn_further_apart_than_a_move_needs():
    base = outcomes()[0]
    leaving = base.model_copy(update={"parties": (base.party("westania"),)})
    small = drawing(case(), [Shown(leaving, found()[0].name, "A")], ())
    (x, y), (u, v) = small.spots
    assert hypot(x - u, y - v) <= 131
    assert small.picture.whole


def test_no_move_gives_no_drawing():
    today = [item for item in found() if item.is_status_quo]
    assert drawing(case(), today, ()) is None
