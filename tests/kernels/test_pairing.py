"""Ways to complete partial outcomes, against trying all of them."""

from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.problems import problem_of

from detente.kernels import pairing
from detente.kernels.blocks import to_blocks
from detente.kernels.condition import In
from detente.kernels.counting import count
from detente.kernels.pairing import Left, ways
from detente.kernels.pairing_tiles import TILE, ways_by_tiles
from detente.kernels.problem import Line, Quota

PLENTY = 500_000


def tried(missing, left, asked):
    """Return the number of ways for each state by trying every combination of choices."""
    found = [0] * missing.shape[1]
    for chosen in product(*(range(len(block.counts)) for block in left)):
        picked = list(zip(left, chosen, strict=True))
        times = int(np.prod([int(block.counts[c]) for block, c in picked], dtype=object))
        sums = [sum(int(block.parts[t, c]) for block, c in picked) for t in range(len(missing))]
        failed = [any(block.fails[t, c] for block, c in picked) for t in range(len(missing))]
        for state, lacking in enumerate(missing.T.tolist()):
            passed = [s >= m and not f for s, m, f in zip(sums, lacking, failed, strict=True)]
            if all(sum(passed[t] for t in tests) >= least for tests, least in asked):
                found[state] += times
    return found


@st.composite
def questions(draw):
    n_tests, n_blocks = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    unit = draw(st.sampled_from([1, 1, 10**7, 10**25]))
    kind = np.int64 if unit < 10**9 else object
    numbers = st.integers(-4, 9)
    left = []
    for _ in range(n_blocks):
        n_choices = draw(st.integers(1, 4))
        cells = [[draw(numbers) for _ in range(n_choices)] for _ in range(n_tests)]
        fails = draw(st.lists(st.booleans(), min_size=n_choices, max_size=n_choices))
        some = np.zeros((n_tests, n_choices), dtype=np.bool_)
        some[draw(st.integers(0, n_tests - 1))] = fails if draw(st.booleans()) else False
        counts = [draw(st.integers(1, 3)) for _ in range(n_choices)]
        left.append(Left(np.array(cells, dtype=kind) * unit, some, np.array(counts)))
    n_states = draw(st.integers(1, 4))
    rows = [[draw(st.integers(-15, 30)) for _ in range(n_states)] for _ in range(n_tests)]
    asked = [(tuple(range(n_tests)), draw(st.integers(1, n_tests)))]
    for _ in range(draw(st.integers(0, 2))):
        tests = tuple(sorted(draw(st.sets(st.integers(0, n_tests - 1), min_size=1))))
        asked.append((tests, draw(st.integers(1, len(tests)))))
    return np.array(rows, dtype=kind) * unit, left, asked


@settings(max_examples=200, deadline=None)
@given(questions())
def test_ways_are_those_found_by_trying_all(question):
    assert ways(*question, PLENTY).tolist() == tried(*question)


@settings(max_examples=100, deadline=None)
@given(questions(), st.integers(0, 3))
def test_with_little_work_allowed_there_is_the_right_number_or_none(question, most):
    found = ways(*question, most)
    assert found is None or found.tolist() == tried(*question)


def random_left(rng, n_tests, n_blocks, n_choices, largest):
    none = np.zeros((n_tests, n_choices), dtype=np.bool_)
    return [
        Left(rng.integers(0, largest, (n_tests, n_choices)), none, np.ones(n_choices, np.int64))
        for _ in range(n_blocks)
    ]


@pytest.mark.parametrize("n_tests", [1, 2, 4])
def test_tables_sorted_sums_and_tiles_agree(n_tests, monkeypatch):
    rng = np.random.default_rng(n_tests)
    left = random_left(rng, n_tests, 4, 7, 12)
    missing = rng.integers(0, 40, (n_tests, 300))
    asked = [(tuple(range(n_tests)), n_tests)]
    first = ways(missing, left, asked, PLENTY)
    monkeypatch.setattr(pairing, "SORTED", 0)
    second = ways(missing, left, asked, PLENTY)
    monkeypatch.setattr(pairing, "CELLS", 0)
    third = ways(missing, left, asked, PLENTY)
    assert first.any()
    assert first.tolist() == second.tolist() == third.tolist()


@pytest.mark.parametrize("n_points", [1, 63, 64, 65, TILE, TILE + 1, 5000])
@pytest.mark.parametrize("spare", [0, 1, 2])
def test_many_vectors_are_counted_in_tiles(n_points, spare):
    rng = np.random.default_rng(n_points + spare)
    points = rng.integers(-500, 10**6, (n_points, 4)).astype(np.int32)
    points[:, 3] //= 10**5
    least = rng.integers(0, 7 * 10**5, (40, 4)).astype(np.int32)
    least[:, 3] //= 10**5
    counts = rng.integers(1, 3, n_points)
    members = np.array([[True, True, True, True], [False, False, False, True]])
    found = ways_by_tiles(points.copy(), counts, least, members, np.array([spare, 0], np.int32))
    passed = points[None] >= least[:, None]
    agreed = (passed.sum(axis=2) >= 4 - spare) & passed[:, :, 3]
    assert found.tolist() == (agreed * counts).sum(axis=1).tolist()


def counted_by_hand(scores, floors):
    """Return how many outcomes reach all floors, from how often each vector of fractions occurs."""
    vectors = Counter({(Fraction(0),) * len(floors): 1})
    for part in scores:
        after = Counter()
        for vector, times in vectors.items():
            for column in zip(*part, strict=True):
                after[tuple(v + c for v, c in zip(vector, column, strict=True))] += times
        vectors = after
    least = [Fraction(floor) for floor in floors]
    return sum(
        times
        for vector, times in vectors.items()
        if all(v >= m for v, m in zip(vector, least, strict=True))
    )


def test_whole_points_beyond_all_states_allowed_are_counted_exactly():
    scores = np.random.default_rng(11).integers(0, 5, (10, 3, 4))
    floors = (19, 21, 20)
    as_fractions = [[[Fraction(int(x)) for x in row] for row in part] for part in scores]
    number = counted_by_hand(as_fractions, floors)
    blocks = to_blocks(problem_of(scores.tolist(), no_deal=floors))
    assert count(blocks, most=3000).settlements == (number, number)


@pytest.mark.parametrize("least", [3, 5, 7])
def test_fine_scores_with_quota_and_red_lines_are_counted_as_by_enumeration(least):
    rng = np.random.default_rng(least)
    scores = rng.integers(0, 10**7, (7, 7, 4))
    floors = tuple(int(x) for x in (scores.mean(axis=(0, 2)) * 7).astype(np.int64))
    worth = np.zeros((7, 1), dtype=np.int64)
    for part in scores:
        worth = (worth[:, :, None] + part[:, None]).reshape(7, -1)
    accepted = worth >= np.array(floors)[:, None]
    options = np.indices((4,) * 7).reshape(7, -1)
    accepted[2] &= options[4] != 3
    accepted[0] &= options[6] != 1
    agreed = accepted[1] & (accepted.sum(axis=0) >= least)
    problem = problem_of(
        scores.tolist(),
        no_deal=floors,
        lines=(Line(2, In(4, frozenset({3}))), Line(0, In(6, frozenset({1})))),
        consent=(Quota((1,), 1), Quota(tuple(range(7)), least)),
    )
    found = count(to_blocks(problem), most=2000)
    number = int(agreed.sum())
    assert number > 0
    assert found.settlements == (number, number)
    assert found.accepted == tuple((int(n), int(n)) for n in accepted.sum(axis=1))
