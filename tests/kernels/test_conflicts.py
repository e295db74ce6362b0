"""Smallest conflicting sets, against trying every subset."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import naive

from detente.kernels import conflicts
from detente.kernels.conflicts import Consenting, blockers, minimal, minimal_conflicts

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


@st.composite
def quotas(draw, n_demands=6):
    """Who owns which of some demands, and how many of whom must accept."""
    owners = draw(st.lists(st.integers(0, 2), min_size=n_demands, max_size=n_demands))
    own = [sum(1 << d for d, o in enumerate(owners) if o == party) for party in range(3)]
    consent = []
    for _ in range(draw(st.integers(1, 2))):
        members = draw(st.lists(st.integers(0, 2), min_size=1, unique=True))
        least = draw(st.integers(1, len(members)))
        consent.append(Consenting(tuple(own[party] for party in members), least))
    return consent


def passes(violated, consent):
    return all(sum(not violated & d for d in q.demands) >= q.least for q in consent)


@settings(deadline=None)
@given(families, quotas())
def test_with_quotas_they_are_the_smallest_sets_under_which_nothing_passes(violated, consent):
    violated = [demands & 0b111111 for demands in violated]
    expected = minimal(
        kept
        for kept in range(64)
        if not any(passes(demands & kept, consent) for demands in violated)
    )
    assert minimal_conflicts(violated, consent) == expected


@given(st.integers(0, 63), quotas())
def test_a_blocker_keeps_an_outcome_from_passing_and_no_part_of_it_does(violated, consent):
    found = blockers(violated, consent)
    assert (found == ()) == passes(violated, consent)
    for blocker in found:
        assert blocker & violated == blocker
        assert not passes(blocker, consent)
        assert all(passes(blocker & ~(1 << bit), consent) for bit in range(6) if blocker >> bit & 1)


def test_too_many_ways_to_block_are_refused(monkeypatch):
    consent = [Consenting((0b11, 0b1100), 1)]
    assert blockers(0b1111, consent) == (0b101, 0b110, 0b1001, 0b1010)
    monkeypatch.setattr(conflicts, "MAX_SETS", 3)
    assert blockers(0b1111, consent) is None
    assert minimal_conflicts([0b1111], consent) is None
