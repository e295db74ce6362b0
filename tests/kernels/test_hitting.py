"""Minimal hitting sets against trying every set."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernels.hitting import HittingSets


def smallest(sets, members):
    found = []
    for size in range(len(members) + 1):
        for chosen in combinations(members, size):
            mask = sum(1 << member for member in chosen)
            is_hit = all(mask & each for each in sets)
            if is_hit and not any(known & mask == known for known in found):
                found.append(mask)
    return found


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 6), min_size=1), max_size=7),
    st.sampled_from([0, 30, 60, 61, 130]),
)
def test_they_are_those_of_trying_every_set(sets, first):
    """Members beyond 64 stand in a second word."""
    masks = [sum(1 << first + member for member in members) for members in sets]
    found = HittingSets(first + 7)
    for mask in masks:
        found.hit(mask)
    wanted = smallest(masks, range(first, first + 7))
    assert list(found) == sorted(wanted, key=lambda mask: (mask.bit_count(), mask))
    assert len(found) == len(wanted)


def test_nothing_hits_an_empty_set():
    found = HittingSets(3)
    found.hit(0)
    assert list(found) == []


@pytest.mark.parametrize("n_members", [0, 64, 65])
def test_before_any_set_the_empty_one_is_enough(n_members):
    assert list(HittingSets(n_members)) == [0]
