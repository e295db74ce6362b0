"""Smallest conflicting sets, against trying every subset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import naive

from detente.kernels import conflicts
from detente.kernels.conflicts import minimal, minimal_conflicts

families = st.lists(st.integers(0, 2**6 - 1), max_size=12)


def as_sets(masks):
    return {frozenset(bit for bit in range(6) if mask >> bit & 1) for mask in masks}


@given(families)
def test_conflicts_are_the_smallest_subsets_that_every_outcome_violates(violated):
    assert as_sets(minimal_conflicts(violated)) == naive.minimal_conflicts(violated, 6)


@given(families)
def test_no_conflict_contains_another_and_small_ones_come_first(violated):
    found = minimal_conflicts(violated)
    assert found == minimal(found)
    assert [mask.bit_count() for mask in found] == sorted(mask.bit_count() for mask in found)


@given(families, st.randoms(use_true_random=False))
def test_the_order_of_outcomes_does_not_matter(violated, order):
    shuffled = list(violated)
    order.shuffle(shuffled)
    assert minimal_conflicts(shuffled) == minimal_conflicts(violated + violated[:3])


def test_an_outcome_that_violates_nothing_leaves_no_conflict():
    assert minimal_conflicts([0b11, 0, 0b1]) == ()


def test_without_outcomes_nothing_at_all_is_needed_for_a_conflict():
    assert minimal_conflicts([]) == (0,)


def test_too_many_sets_are_refused_rather_than_cut(monkeypatch):
    monkeypatch.setattr(conflicts, "MAX_SETS", 7)
    assert minimal_conflicts([0b11, 0b1100]) == (0b101, 0b110, 0b1001, 0b1010)
    assert minimal_conflicts([0b11, 0b1100, 0b110000]) is None


@pytest.mark.parametrize(("given_sets", "kept"), [([1, 3, 2], (1, 2)), ([7, 6], (6,)), ([], ())])
def test_minimal_keeps_sets_that_contain_no_other(given_sets, kept):
    assert minimal(given_sets) == kept
