"""With and without each party: exact for the mean, and who comes nearer to what it wants."""

import pytest
from hypothesis import given, settings
from tests.forecast_cases import harbor, placed_cases, with_party

from detente.analysis.forecast import forecast
from detente.analysis.forecast_market import FEW_DRAWS
from detente.case.model import Case

SHARE = {"north": 0.5, "south": 0.25, "west": 0.25}
PLACE = {"north": 100, "south": 0, "west": 40}
MEAN = 60


def changes(case, **options):
    return {item.party: item for item in forecast(case, **options).values.issue("depth").without}


def test_the_absent_join_first_and_those_at_the_table_leave():
    found = changes(harbor())
    assert list(found) == ["gulls", "north", "south", "west"]
    assert [item.joins for item in found.values()] == [True, False, False, False]


@pytest.mark.parametrize("party", SHARE)
def test_the_mean_moves_by_the_share_of_who_leaves(party):
    share, place = SHARE[party], PLACE[party]
    expected = share * (MEAN - place) / (1 - share)
    change = changes(harbor())[party].mean_change
    assert change.mid == pytest.approx(expected)
    assert change.low == change.high


def test_who_joins_moves_the_mean_to_that_of_both_together():
    gulls = changes(harbor())["gulls"]
    assert gulls.mean_change.mid == pytest.approx(48 - MEAN)
    after = forecast(harbor()).values.issue("depth").with_everyone
    assert gulls.median_after == pytest.approx(after.median)


@pytest.mark.parametrize("party", SHARE)
def test_the_forecast_without_a_party_is_that_of_the_case_without_it(party):
    case = harbor()
    before = forecast(case).values.issue("depth").at_table.median
    left = forecast(with_party(case, party)).values.issue("depth").at_table.median
    found = changes(case)[party]
    assert found.median_after == pytest.approx(left)
    assert found.median_change == pytest.approx(left - before)


def test_gains_are_distances_to_what_each_party_wants():
    north = changes(harbor())["north"]
    after = 20
    expected = {
        party: abs(place - MEAN) - abs(place - after)
        for party, place in (PLACE | {"gulls": 0}).items()
    }
    assert {n.party: n.points.mid for n in north.nearer} == pytest.approx(expected)
    gains = [n.points.mean for n in north.nearer]
    assert gains == sorted(gains, reverse=True)


def test_the_silent_are_neither_left_out_nor_compared():
    found = changes(with_party(harbor(), "west"))
    assert "west" not in found
    assert all(n.party != "west" for item in found.values() for n in item.nearer)


def test_influence_of_all_nothing_means_that_all_count_alike():
    content = harbor().model_dump(mode="json", by_alias=True)
    for party in content["parties"].values():
        party["influence"] = 0
    found = changes(Case.model_validate(content))
    assert found["north"].mean_change.mid == pytest.approx(20 - 140 / 3)


@settings(max_examples=30, deadline=None)
@given(placed_cases())
def test_fewer_draws_suffice_and_equal_tables_give_no_change(case):
    for issue in forecast(case, n_draws=2 * FEW_DRAWS).values.issues:
        for item in issue.without:
            assert 0 <= item.median_after <= 100
            assert item.mean_change.low <= item.mean_change.mid <= item.mean_change.high
            for nearer in item.nearer:
                # Nobody can gain more than the mean has moved.
                moved = max(abs(item.mean_change.low), abs(item.mean_change.high))
                assert abs(nearer.points.mid) <= moved + 1e-6
