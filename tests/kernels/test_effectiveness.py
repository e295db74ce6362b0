"""What matters most: equilibria when axes, options, holds or parties are left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.graphs import arcs, grids, ranking, with_ranks
from tests.literal_stability import CONCEPTS, stable

from detente.kernels.effectiveness import (
    Close,
    Freeze,
    Release,
    Silence,
    changed,
    changes_of,
    effectiveness,
)
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid, two_way


def option_of(grid, axis, state):
    return np.unravel_index(state, grid.sizes)[axis]


def allowed_by(grid, change, party, start, end):
    """Return whether a move is still there, from what the change says in words."""
    moved = [
        axis
        for axis in range(len(grid.sizes))
        if option_of(grid, axis, start) != option_of(grid, axis, end)
    ]
    if isinstance(change, Freeze):
        return change.axis not in moved
    if isinstance(change, Close):
        ends = (option_of(grid, change.axis, start), option_of(grid, change.axis, end))
        return change.axis not in moved or change.option not in ends
    if isinstance(change, Release):
        return party != change.party or change.axis not in moved
    return party != change.party


@settings(max_examples=40, deadline=None)
@given(grids(most_states=12))
def test_a_change_leaves_out_the_moves_it_says_and_no_other(grid):
    every = range(grid.n_states)
    closings = [Close(axis, grid.sizes[axis] - 1) for axis in range(len(grid.sizes))]
    for change in (*changes_of(grid), *closings):
        less = changed(grid, change)
        for party in range(grid.n_parties):
            for start in every:
                assert less.moves(party, start).tolist() == [
                    end
                    for end in grid.moves(party, start)
                    if allowed_by(grid, change, party, start, end)
                ]


@settings(max_examples=30, deadline=None)
@given(with_ranks(grids(most_states=12, max_parties=3)))
def test_effects_are_the_difference_of_the_definitions(drawn):
    grid, rank = drawn
    before = stable(grid, rank).all(axis=1)
    effects = effectiveness(grid, rank, changes_of(grid))
    for effect in effects:
        after = stable(changed(grid, effect.change), rank).all(axis=1)
        turned = (before != after).sum(axis=1)
        for c in range(len(CONCEPTS)):
            assert effect.appear[c].tolist() == np.flatnonzero(after[c] & ~before[c]).tolist()
            assert effect.vanish[c].tolist() == np.flatnonzero(before[c] & ~after[c]).tolist()
        assert effect.n_before.tolist() == before.sum(axis=1).tolist()
        n_states = grid.n_states if grid.feasible is None else grid.feasible.sum()
        assert effect.n_compared == n_states
        assert effect.weight * n_states == pytest.approx(turned.max())
    weights = [effect.weight for effect in effects]
    assert weights == sorted(weights, reverse=True)


@settings(max_examples=20, deadline=None)
@given(with_ranks(arcs(most_states=6, max_parties=3)))
def test_a_party_can_be_silenced_in_free_form(drawn):
    graph, rank = drawn
    for effect in effectiveness(graph, rank, changes_of(graph)):
        lists = [
            [
                (start, end)
                for start in range(graph.n_states)
                for end in graph.moves(party, start)
                if party != effect.change.party
            ]
            for party in range(graph.n_parties)
        ]
        less = Arcs.from_lists(graph.n_states, lists)
        after = stable(less, rank).all(axis=1)
        before = stable(graph, rank).all(axis=1)
        for c in range(len(CONCEPTS)):
            assert effect.appear[c].tolist() == np.flatnonzero(after[c] & ~before[c]).tolist()


def dilemma():
    """The prisoner's dilemma, and a third axis, of the second party, that nobody cares about."""
    graph = Grid((2, 2, 3), ((0,), (1, 2)), (two_way(2), two_way(2), two_way(3)))
    plain = np.array([ranking(4, 1, 3, 0, 2), ranking(4, 2, 3, 0, 1)])
    return graph, np.repeat(plain, 3, axis=1)


def test_an_axis_nobody_cares_about_matters_least():
    graph, rank = dilemma()
    effects = effectiveness(graph, rank, [Freeze(2), Freeze(1), Freeze(0)], ["nash", "seq"])
    assert [effect.change.axis for effect in effects] == [1, 0, 2]
    assert effects[-1].weight == 0 < effects[1].weight


def test_frozen_at_an_option_only_its_states_are_compared():
    graph, rank = dilemma()
    (effect,) = effectiveness(graph, rank, [Freeze(0, option=1)], ["seq", "nash"])
    assert effect.n_compared == 6
    assert all(option_of(graph, 0, state) == 1 for states in effect.appear for state in states)


def test_without_the_threat_a_promise_does_not_hold():
    """The second prisoner, silenced, cannot answer: the deal (state 9) is no longer sequential."""
    graph, rank = dilemma()
    (effect,) = effectiveness(graph, rank, [Silence(1)], ["seq"])
    assert 9 in effect.vanish[0]


def test_a_party_releases_only_what_it_holds():
    graph, _ = dilemma()
    with pytest.raises(ValueError, match="party 0 does not hold axis 2"):
        changed(graph, Release(0, 2))


def test_a_free_form_graph_has_no_axes():
    with pytest.raises(ValueError, match="has no axes"):
        changed(Arcs.from_lists(2, [[(0, 1)]]), Freeze(0))
