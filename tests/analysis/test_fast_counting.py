"""Compiled counts: the same as the plain ones, whatever the case."""

from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis_cases import case_of, orchard, rich_cases, uncertain_cases

from detente.analysis import counting, fast_counting
from detente.analysis.arrays import to_arrays
from detente.analysis.counting import changed_demands
from detente.analysis.draws import draw
from detente.kernels.outcomes import enumerate_outcomes


def same(one, other):
    """Check that two records are equal, numbers up to rounding."""
    assert type(one) is type(other)
    for field in fields(one):
        here, there = getattr(one, field.name), getattr(other, field.name)
        if is_dataclass(here):
            same(here, there)
        elif isinstance(here, np.ndarray) and here.dtype == np.float64:
            assert here == pytest.approx(there, abs=1e-9), field.name
        elif isinstance(here, np.ndarray):
            assert np.array_equal(here, there), field.name
        else:
            assert here == there, field.name


def tables_of(arrays):
    rows = range(len(arrays.parties))
    tables = [tuple(sorted(set(arrays.seated) ^ {row})) for row in rows]
    return [table for table in (*tables, tuple(rows)) if table and table != arrays.seated]


def check(arrays, draws):
    same(fast_counting.base_tally(arrays, draws), counting.base_tally(arrays, draws))
    tables = tables_of(arrays)
    demands = [changed_demands(arrays, table) for table in tables]
    fast = fast_counting.table_counts(arrays, draws, tables, demands)
    plain = counting.table_counts(arrays, draws, tables, demands)
    for one, other in zip(fast, plain, strict=True):
        same(one[0], other[0])
        same(one[1], other[1])


@settings(max_examples=150, deadline=None)
@given(rich_cases(), st.integers(0, 99))
def test_compiled_counts_are_the_plain_ones(case, seed):
    arrays = to_arrays(case)
    check(arrays, draw(arrays, 7, seed))


@settings(max_examples=30, deadline=None)
@given(uncertain_cases(), st.integers(0, 99))
def test_they_are_the_same_where_all_must_agree(case, seed):
    arrays = to_arrays(case)
    check(arrays, draw(arrays, 7, seed))


@settings(max_examples=20, deadline=None)
@given(rich_cases(), st.data())
def test_they_are_the_same_on_candidates(case, data):
    grid = enumerate_outcomes(to_arrays(case).n_options)
    n = data.draw(st.integers(1, len(grid)))
    arrays = to_arrays(case.model_copy(update={"links": ()}), grid[:n])
    check(arrays, draw(arrays, 5, 0))


@pytest.mark.parametrize("n_parties", [2, 5, 9, 14])
def test_they_are_the_same_for_many_parties_and_outcomes(n_parties):
    parties = {f"p{n}": n < n_parties - 1 for n in range(n_parties)}
    issues = {f"i{n}": ("x", "y", "z", "w") for n in range(4)}
    preferences = {party: {"no_deal": f"{n}..{30 + n}"} for n, party in enumerate(parties)}
    arrays = to_arrays(case_of(parties, issues, preferences))
    check(arrays, draw(arrays, 12, 3))


def test_blocks_of_draws_make_no_difference(monkeypatch):
    arrays = to_arrays(case_of({"a": True, "b": True}, {"i": ("x", "y"), "j": ("u", "v")}))
    draws = draw(arrays, 9, 0)
    whole = fast_counting.base_tally(arrays, draws)
    monkeypatch.setattr(fast_counting, "BLOCK", 16)
    same(fast_counting.base_tally(arrays, draws), whole)


def test_only_large_jobs_are_compiled(monkeypatch):
    arrays = to_arrays(orchard())
    draws = draw(arrays, 1, 0)
    called = []
    monkeypatch.setattr(fast_counting, "base_tally", lambda *_: called.append("compiled"))
    counting.base_tally(arrays, draws)
    assert called == []
    monkeypatch.setattr(counting, "FEW", 0)
    counting.base_tally(arrays, draws)
    assert called == ["compiled"]
    monkeypatch.setattr(counting, "MAX_BITS", 0)
    counting.base_tally(arrays, draws)
    assert called == ["compiled"]
