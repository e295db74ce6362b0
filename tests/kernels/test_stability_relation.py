"""What a relation says of two states, against ranges spelled out one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.graphs import arcs
from tests.variant_models import with_relations

from detente.kernels.stability_relation import (
    BETTER,
    EQUAL,
    MUCH_BETTER,
    MUCH_WORSE,
    UNKNOWN,
    WORSE,
    differences,
    relation_of_ranges,
    relation_of_ranks,
)

NAMES = {
    MUCH_WORSE: "much worse", WORSE: "worse", EQUAL: "equal", BETTER: "better",
    MUCH_BETTER: "much better", UNKNOWN: "unknown",
}  # fmt: skip


@settings(max_examples=60)
@given(with_relations(arcs()))
def test_every_pair_is_compared_as_its_ranges_say(model):
    graph, relation, compare = model
    every = range(graph.n_states)
    for party in range(graph.n_parties):
        for s in every:
            codes = relation.compared(party, s).tolist()
            assert [NAMES[code] for code in codes] == [compare(party, q, s) for q in every]


@settings(max_examples=60)
@given(with_relations(arcs()))
def test_the_other_way_round_says_the_opposite(model):
    graph, relation, _ = model
    for party in range(graph.n_parties):
        table = np.stack([relation.compared(party, s) for s in range(graph.n_states)])
        is_known = table != UNKNOWN
        assert np.array_equal(is_known, is_known.T)
        assert np.array_equal(np.where(is_known, table, 0), -np.where(is_known, table, 0).T)
        assert (table.diagonal() == EQUAL).all()


def test_ranges_that_overlap_or_touch_are_unknown_and_equal_points_are_not():
    relation = relation_of_ranges(np.array([[0, 2, 3, 5, 5]]), np.array([[2, 4, 3, 5, 5]]))
    assert relation.compared(0, 1).tolist() == [UNKNOWN, EQUAL, UNKNOWN, BETTER, BETTER]
    assert relation.not_known(0, 1).tolist() == [True, False, True, False, False]
    assert relation.compared(0, 3).tolist() == [WORSE, WORSE, WORSE, EQUAL, EQUAL]


def test_listed_pairs_are_unknown_whatever_the_ranks_say():
    relation = relation_of_ranks(np.array([[1, 2, 3]]), [[(2, 0), (0, 2)]])
    assert relation.compared(0, 0).tolist() == [EQUAL, BETTER, UNKNOWN]
    assert relation.compared(0, 2).tolist() == [UNKNOWN, WORSE, EQUAL]


def test_great_preference_starts_at_its_threshold():
    relation = relation_of_ranks(np.array([[0, 3, 4]] * 2), great=[4, None])
    assert relation.much_better(0, 0).tolist() == [False, False, True]
    assert relation.better(0, 0).tolist() == [False, True, True]
    assert not relation.much_better(1, 0).any()


def test_a_class_is_compared_with_another_by_the_ends_of_their_ranges():
    found = differences(np.array([[1, 4]]), np.array([[2, 6]]))
    assert found.tolist() == [[[0, -5], [2, 0]]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"high": [[0, 0]]}, "low end is not above its high end"),
        ({"unknown": [[(1, 1)]]}, "two different states from 0 to 1"),
        ({"unknown": [[(0, 2)]]}, "two different states from 0 to 1"),
        ({"great": [0]}, "must start at 1 unit"),
        ({"great": [1, 1]}, "as many lists of pairs and thresholds"),
        ({"classes": [[0, 0]]}, "0 terms need as many rows"),
        ({"classes": [[0, 1]], "tables": [[[[0]]]]}, "must be from 0 to 0"),
        ({"classes": [[0, 0]], "tables": [[[[0, 0]]]]}, "must compare classes"),
        ({"classes": [[0, 0]], "tables": [[[[1]]]]}, "worth as much as itself"),
        ({"classes": [[0, 1]], "tables": [[[[0, 1], [1, 0]]]]}, "more than another one and less"),
    ],
)
def test_relations_that_make_no_sense_are_refused(change, message):
    given_ = {"low": [[0, 1]], "high": [[1, 1]], **change}
    arrays = {
        name: np.array(value) if name in ("low", "high", "classes") else value
        for name, value in given_.items()
    }
    if "tables" in arrays:
        arrays["tables"] = [np.array(table) for table in arrays["tables"]]
    with pytest.raises(ValueError, match=message):
        relation_of_ranges(arrays.pop("low"), arrays.pop("high"), **arrays)
