"""Shares of plausible preferences under which a state is stable, and their sampling error."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from tests.graphs import arcs, grids, with_ranks
from tests.literal_stability import CONCEPTS, stable

from detente.kernels import stability_shares
from detente.kernels.stability_shares import share_stable, wilson

GRAPHS = st.one_of(grids(most_states=8, max_parties=3), arcs(most_states=5, max_parties=3))


@pytest.mark.parametrize("most", [0, 2**16])
@settings(max_examples=15, deadline=None)
@given(drawn=with_ranks(GRAPHS), seed=st.integers(0, 99))
def test_counts_are_those_of_the_definitions_draw_by_draw(most, drawn, seed):
    graph, _ = drawn
    random = np.random.default_rng(seed)
    shape = (graph.n_parties, graph.n_states)
    draws = [random.integers(0, 4, shape, dtype=np.int32) for _ in range(4)]
    states = [graph.n_states - 1, 0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stability_shares, "MAX_TABLE", most)
        found = share_stable(graph, iter(draws), states)
    tables = np.array([stable(graph, rank)[:, :, states] for rank in draws])
    assert found.n_draws == 4
    assert found.stable.tolist() == tables.sum(axis=0).tolist()
    assert found.equilibria.tolist() == tables.all(axis=2).sum(axis=0).tolist()
    assert found.stable.shape == (len(CONCEPTS), graph.n_parties, 2)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5000), st.data())
def test_the_interval_is_the_score_interval(n_draws, data):
    n_yes = data.draw(st.integers(0, n_draws))
    low, high = wilson(n_yes, n_draws)
    expected = binomtest(n_yes, n_draws).proportion_ci(0.95, method="wilson")
    assert (float(low), float(high)) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert low <= n_yes / n_draws <= high


def test_without_a_draw_everything_is_possible():
    low, high = wilson(np.array([0, 0]), 0)
    assert (low.tolist(), high.tolist()) == ([0, 0], [1, 1])


def test_more_draws_leave_less_room():
    widths = [high - low for low, high in (wilson(n // 2, n) for n in (10, 100, 1000))]
    assert widths == sorted(widths, reverse=True)
