"""Ranges -> value sets: nothing wasted, nothing tied to names or places, equals exchanged."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis_cases import case_of, orchard, uncertain_cases, wants

from detente.analysis import draws as module
from detente.analysis.arrays import to_arrays
from detente.analysis.draws import draw


def silent(n_parties, n_more=0):
    """Return a case with parties of which nothing is known, and some that differ."""
    parties = {f"p{n}": True for n in range(n_parties)} | {f"q{n}": True for n in range(n_more)}
    preferences = {f"q{n}": wants(f"{n}..{n + 50}") for n in range(n_more)}
    return to_arrays(case_of(parties, {"i": ("x", "y")}, preferences))


def test_where_all_is_certain_one_draw_is_enough():
    found = draw(to_arrays(orchard()), 1024, seed=0)
    assert found.n_draws == 1
    assert found.values.shape == (0, 1)
    assert found.no_deal[:, 0].tolist() == [30, 40, 50]


def test_certain_values_cost_no_dimension():
    preference = wants("10..20", i=(50, {"x": 0, "y": "40..60"}))
    found = draw(to_arrays(case_of({"a": True}, {"i": ("x", "y")}, {"a": preference})), 16, seed=0)
    assert [name.path for name in found.uncertain] == [
        "preferences.a.no_deal",
        "preferences.a.issues.i.scores.y",
    ]
    assert found.values.shape == (2, 16)
    assert found.owner.tolist() == [0, 0]


@settings(max_examples=40, deadline=None)
@given(uncertain_cases(), st.integers(0, 99))
def test_values_stay_in_their_ranges_and_keep_their_names(case, seed):
    arrays = to_arrays(case)
    found = draw(arrays, 16, seed)
    for name, row in zip(found.uncertain, found.values, strict=True):
        assert name.value.low <= row.min()
        assert row.max() <= name.value.high
    assert found.share.sum(axis=1) == pytest.approx(np.ones((len(arrays.parties), found.n_draws)))
    place = {name.path: row for name, row in zip(found.uncertain, found.values, strict=True)}
    for row, party in enumerate(arrays.parties):
        if f"preferences.{party}.no_deal" in place:
            assert found.no_deal[row].tolist() == place[f"preferences.{party}.no_deal"].tolist()


def test_the_seed_decides_zero_included():
    arrays = silent(1)
    assert np.array_equal(draw(arrays, 64, 0).values, draw(arrays, 64, 0).values)
    assert not np.array_equal(draw(arrays, 64, 0).values, draw(arrays, 64, 1).values)


def test_parts_are_share_times_score():
    found = draw(silent(2), 8, seed=0)
    (part,) = found.parts(2, 5)
    assert part.shape == (2, 2, 3)
    assert part == pytest.approx(found.share[:, :1, 2:5] * found.scores[0][:, :, 2:5])


@pytest.mark.parametrize(("n_equal", "n_exchanges"), [(1, 1), (2, 2), (3, 6)])
def test_equal_parties_get_each_others_values_equally_often(n_equal, n_exchanges):
    found = draw(silent(n_equal), 12, seed=0)
    assert found.n_draws == 12
    assert found.n_independent == 12 // n_exchanges
    seen = [sorted(row.tolist()) for row in found.no_deal]
    assert all(row == seen[0] for row in seen)


def test_with_three_equals_every_pair_sees_every_pair():
    found = draw(silent(3), 6, seed=0).no_deal
    pairs = {tuple(column) for column in found[[0, 1]].T}
    assert pairs == {tuple(column) for column in found[[2, 0]].T}
    assert len(pairs) == 6


def test_the_number_of_draws_is_rounded_up_to_whole_exchanges():
    assert draw(silent(3), 1024, seed=0).n_draws == 1026


def test_a_group_too_large_to_exchange_is_left_as_it_is():
    assert draw(silent(4), 64, seed=0).n_independent == 64
    assert draw(silent(4), 64, seed=0).n_draws == 64


def test_unequal_parties_are_not_exchanged():
    assert draw(silent(1, 2), 16, seed=0).n_independent == 16
    assert draw(silent(2, 2), 16, seed=0).n_independent == 8


def test_exchanges_leave_other_parties_alone(monkeypatch):
    arrays = silent(2, 1)
    other = arrays.parties.index("q0")
    once = draw(arrays, 16, seed=0).no_deal[other]
    assert once[:8].tolist() == once[8:].tolist()
    monkeypatch.setattr(module, "MAX_EXCHANGES", 1)
    assert len(set(draw(arrays, 16, seed=0).no_deal[other].tolist())) == 16


def with_more(**preference):
    return case_of({"a": True, "b": True}, {"i": ("x", "y")}, {"a": preference})


def test_stating_an_interaction_or_a_least_worth_moves_no_other_value():
    lines, items = [{"at_least": "10..20"}], [{"when": "i = x", "add": "-5..5"}]
    plain = draw(to_arrays(with_more()), 32, seed=4)
    more = draw(to_arrays(with_more(red_lines=lines, interactions=items)), 32, seed=4)
    rows = {name.path: row for name, row in zip(more.uncertain, more.values, strict=True)}
    alike = draw(to_arrays(with_more(red_lines=[{"at_least": 10}])), 32, seed=4)
    common = {name.path: row for name, row in zip(alike.uncertain, alike.values, strict=True)}
    assert all(np.array_equal(rows[path], row) for path, row in common.items())
    assert len(plain.uncertain) == len(alike.uncertain) == len(more.uncertain) - 2
    assert [name.path for name in more.uncertain[-2:]] == [
        "preferences.a.interactions.0.add",
        "preferences.a.red_lines.0.at_least",
    ]
    assert (more.added >= -5).all()
    assert (more.added <= 5).all()
    assert more.least_worth[0].tolist() == rows["preferences.a.red_lines.0.at_least"].tolist()


def test_influence_is_drawn_last_and_decides_no_answer():
    case = orchard()
    content = case.model_dump(mode="json", by_alias=True)
    for party in content["parties"].values():
        party["influence"] = {"low": 25, "high": 75}
    found = draw(to_arrays(case.model_validate(content)), 64, seed=0)
    assert found.n_draws == 64
    assert found.uncertain == ()
    assert found.influence.shape == (3, 64)
    assert (found.influence >= 25).all()
    assert (found.influence <= 75).all()
    assert draw(to_arrays(case), 64, seed=0).influence.tolist() == [[1.0], [1.0], [1.0]]


def test_some_of_the_draws_are_those_draws():
    found = draw(silent(2), 8, seed=0)
    some = found.only(np.array([5, 1]))
    assert some.n_draws == 2
    assert some.no_deal.tolist() == found.no_deal[:, [5, 1]].tolist()
    assert some.parts()[0] == pytest.approx(found.parts()[0][:, :, [5, 1]])
