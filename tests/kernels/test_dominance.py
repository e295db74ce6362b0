"""Exact dominance against every pair compared, by each of its ways."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive

from detente.kernels import dominance
from detente.kernels.dominance import efficient, efficient_distinct, grouped, ranked, ranked_sum

LARGE = 10**30


@st.composite
def vectors(draw, largest=6):
    """Whole numbers of one to six parties, often equal; some too large for a machine word."""
    n_parties = draw(st.integers(1, 6))
    n_vectors = draw(st.integers(1, 30))
    row = st.lists(st.integers(-2, largest), min_size=n_vectors, max_size=n_vectors)
    rows = [draw(row) for _ in range(n_parties)]
    if draw(st.booleans()):
        return np.array([[LARGE * value for value in row] for row in rows], dtype=object)
    return np.array(rows, dtype=draw(st.sampled_from([np.int32, np.int64])))


def distinct(worth):
    return np.array(sorted(set(zip(*worth.tolist(), strict=True)))).T


def by_sum(worth):
    """Return the efficient columns: by falling sum, nothing can be beaten by what comes later."""
    kept = []
    found = np.zeros(worth.shape[1], dtype=bool)
    for column in sorted(range(worth.shape[1]), key=lambda c: -int(worth[:, c].sum())):
        if not any((worth[:, other] >= worth[:, column]).all() for other in kept):
            kept.append(column)
            found[column] = True
    return found


@given(vectors())
def test_efficient_vectors_are_those_that_no_other_beats(worth):
    assert efficient(worth).tolist() == naive.efficient(worth.tolist())


@given(vectors(), st.data())
def test_a_duplicate_shares_the_fate_of_its_equal_and_changes_nothing_else(worth, data):
    column = data.draw(st.integers(0, worth.shape[1] - 1))
    found = efficient(np.concatenate([worth, worth[:, [column]]], axis=1))
    assert found[:-1].tolist() == efficient(worth).tolist()
    assert found[-1] == found[column]


@given(vectors(), st.randoms(use_true_random=False))
def test_the_order_of_parties_has_no_say(worth, order):
    rows = list(range(len(worth)))
    order.shuffle(rows)
    assert efficient(worth[rows]).tolist() == efficient(worth).tolist()


@settings(max_examples=40, deadline=None)
@given(vectors(largest=4).filter(lambda worth: len(worth) >= 3))
def test_compiled_and_plain_code_agree_on_small_tables(worth):
    worth = distinct(ranked(worth))
    expected = naive.efficient(worth.tolist())
    assert dominance.by_tree(worth).tolist() == expected
    assert dominance._one_by_one(worth).tolist() == expected
    if len(worth) == 3:
        assert dominance._of_three(worth).tolist() == expected


@pytest.mark.parametrize(
    ("n_parties", "n_vectors", "largest"),
    [
        (3, dominance.FEW_OF_THREE + 500, 400),
        (4, dominance.FEW, 12),
        (4, dominance.FEW + 1, 40),
        (5, dominance.FEW + 500, 9),
        (5, dominance.FEW + 500, 2**40),
    ],
)
def test_above_and_below_the_threshold_of_the_tree(n_parties, n_vectors, largest):
    rng = np.random.default_rng(n_parties)
    worth = distinct(rng.integers(-largest, largest, (n_parties, n_vectors)))
    worth = worth[:, rng.permutation(worth.shape[1])]
    assert np.array_equal(efficient_distinct(worth), by_sum(worth))


def test_nobody_and_nothing():
    assert efficient(np.zeros((0, 3), dtype=np.int64)).tolist() == [True] * 3
    assert efficient(np.zeros((3, 0), dtype=np.int64)).tolist() == []


@given(vectors())
def test_ranks_keep_the_order_of_every_row(worth):
    for ranks, row in zip(ranked(worth), worth, strict=True):
        for i in range(len(row)):
            assert [int(ranks[i]) < int(r) for r in ranks] == [row[i] < value for value in row]


@given(vectors())
def test_groups_hold_equal_columns_in_ascending_order(worth):
    worth = ranked(worth)
    first, group = grouped(worth)
    columns = list(zip(*worth.tolist(), strict=True))
    assert [columns[i] for i in first] == sorted(set(columns))
    assert [columns[first[g]] for g in group] == columns


def test_groups_of_columns_whose_spans_pass_a_machine_word():
    worth = np.array([[2**60, 0, 2**60, 5], [0, 2**60, 0, 2**60], [7, 7, 7, -(2**60)]])
    first, group = grouped(worth)
    columns = sorted({tuple(column) for column in worth.T.tolist()})
    assert [tuple(column) for column in worth[:, first].T.tolist()] == columns
    assert np.array_equal(worth[:, first[group]], worth)


@given(vectors(), st.sampled_from([1, 2**58]))
def test_a_vector_that_beats_another_has_the_larger_sum(worth, factor):
    worth = ranked(worth).astype(np.int64) * factor
    sums = ranked_sum(worth)
    columns = list(zip(*worth.tolist(), strict=True))
    for i, one in enumerate(columns):
        assert all(sums[i] > sums[j] for j, o in enumerate(columns) if naive.beats(one, o))
