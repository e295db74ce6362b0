"""What can pass against a reference point, against a search of the scale place by place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stated_places import arrays, parties, voices

from detente.errors import AnalysisError
from detente.kernels.procedural import acceptable, agenda_setter, passing, pivots

QUOTAS = st.sampled_from([0.5, 0.6, 2 / 3, 0.71, 1.0])


def passes(at, case, reference, quota, vetoes, cost):
    """Return whether a place passes: who is at least as near to it, or pays not to fail."""
    yes = sum(w for p, w in voices(*case) if abs(p - at) <= abs(p - reference) + cost)
    asked = [p for p, veto in zip(case[0], vetoes, strict=True) if veto and p is not None]
    enough = float(yes) >= quota * float(sum(w for _, w in voices(*case))) - 1e-9
    return enough and all(abs(p - at) <= abs(p - reference) + cost for p in asked)


@st.composite
def proposals(draw):
    case = draw(parties())
    vetoes = draw(st.lists(st.booleans(), min_size=len(case[0]), max_size=len(case[0])))
    return case, draw(st.integers(0, 100)), draw(QUOTAS), vetoes, draw(st.sampled_from([0, 0, 5]))


@settings(max_examples=60)
@given(proposals())
def test_what_passes_is_found_by_trying_every_place(proposal):
    case, reference, quota, vetoes, cost = proposal
    low, high = passing(*arrays(*case), reference, quota=quota, vetoes=np.array(vetoes), cost=cost)
    allowed = [at for at in range(101) if passes(at, *proposal)]
    assert allowed == [at for at in range(101) if low - 1e-9 <= at <= high + 1e-9]
    assert low <= reference <= high


@settings(max_examples=60)
@given(proposals(), st.integers(0, 100))
def test_the_setter_gets_the_nearest_place_that_passes(proposal, wanted):
    case, reference, quota, vetoes, cost = proposal
    rules = {"quota": quota, "vetoes": np.array(vetoes), "cost": cost}
    found = float(agenda_setter(*arrays(*case), reference, wanted, **rules))
    nearest = min(abs(at - wanted) for at in range(101) if passes(at, *proposal))
    assert abs(found - wanted) == pytest.approx(nearest, abs=1)
    assert abs(found - wanted) <= nearest + 1e-9


@settings(max_examples=60)
@given(proposals(), st.integers(0, 100), st.randoms(use_true_random=False))
def test_order_of_parties_and_direction_of_the_scale_do_not_matter(proposal, wanted, random):
    case, reference, quota, vetoes, cost = proposal
    places, votes = arrays(*case)
    order = list(range(len(places)))
    random.shuffle(order)
    veto = np.array(vetoes)
    rules = {"quota": quota, "cost": cost}
    found = agenda_setter(places, votes, reference, wanted, vetoes=veto, **rules)
    again = agenda_setter(
        places[order], votes[order], reference, wanted, vetoes=veto[order], **rules
    )
    assert again == pytest.approx(float(found), abs=1e-9)
    turned = agenda_setter(100 - places, votes, 100 - reference, 100 - wanted, vetoes=veto, **rules)
    assert turned == pytest.approx(100 - float(found), abs=1e-9)
    up, down = pivots(places, votes, quota=quota)
    turned_up, turned_down = pivots(100 - places, votes, quota=quota)
    assert (100 - turned_down, 100 - turned_up) == (up, down)


@settings(max_examples=60)
@given(parties(), QUOTAS)
def test_pivots_complete_the_quota_counted_from_either_end(case, quota):
    up, down = pivots(*arrays(*case), quota=quota)
    total = sum(w for _, w in voices(*case))

    def share(keep):
        return float(sum(w for p, w in voices(*case) if keep(p)) / total)

    assert share(lambda p: p >= up) >= quota - 1e-9 > share(lambda p: p > up) - 2e-9
    assert share(lambda p: p <= down) >= quota - 1e-9 > share(lambda p: p < down) - 2e-9
    if quota > 0.5:
        assert up <= down


def test_acceptable_places_end_at_the_mirror_image_of_the_reference_point():
    low, high = acceptable([30.0, 90.0, np.nan, 10.0], 20.0)
    assert low[:2].tolist() == [20, 20]
    assert high[:2].tolist() == [40, 100]
    assert (low[3], high[3]) == (0, 20)
    assert np.isnan(low[2])


def test_with_unanimity_the_most_reluctant_party_sets_the_limit():
    low, high = passing([40.0, 70.0, 90.0], [1.0, 1.0, 1.0], 10.0)
    assert (low, high) == (10, 70)
    assert agenda_setter([40.0, 70.0, 90.0], [1.0, 1.0, 1.0], 10.0, 50.0) == 50


def test_parties_on_both_sides_of_the_reference_point_leave_it_unless_failure_costs():
    votes = [1.0, 1.0]
    assert passing([0.0, 100.0], votes, 50.0) == (50, 50)
    low, high = passing([0.0, 100.0], votes, 50.0, cost=10.0)
    assert (low, high) == (40, 60)


def test_a_qualified_majority_passes_what_unanimity_does_not_and_a_veto_takes_it_back():
    places, votes = [0.0, 60.0, 70.0, 80.0], [1.0, 1.0, 1.0, 1.0]
    assert agenda_setter(places, votes, 20.0, 100.0) == 20
    assert agenda_setter(places, votes, 20.0, 100.0, quota=0.75) == 100
    first = [True, False, False, False]
    assert agenda_setter(places, votes, 20.0, 100.0, quota=0.75, vetoes=first) == 20


def test_draws_have_reference_points_and_setters_of_their_own():
    places = np.full((2, 3), [40.0, 60.0, 80.0])
    found = agenda_setter(places, [1.0, 1.0, 1.0], [10.0, 90.0], [100.0, 0.0])
    assert found.tolist() == [70, 70]


@settings(max_examples=40)
@given(st.lists(proposals(), min_size=2, max_size=4), st.integers(0, 100))
def test_draws_have_quotas_and_vetoes_of_their_own(rows, wanted):
    most = max(len(case[0]) for case, *_ in rows)
    places, votes = np.full((len(rows), most), np.nan), np.zeros((len(rows), most))
    asked = np.zeros((len(rows), most), dtype=bool)
    alone = []
    for row, (case, stay, quota, vetoes, _) in enumerate(rows):
        n = len(case[0])
        places[row, :n], votes[row, :n] = arrays(*case)
        asked[row, :n] = vetoes
        rules = {"quota": quota, "vetoes": np.array(vetoes)}
        alone.append(float(agenda_setter(*arrays(*case), stay, wanted, **rules)))
    stays, quotas = ([row[k] for row in rows] for k in (1, 2))
    together = agenda_setter(places, votes, stays, wanted, quota=quotas, vetoes=asked)
    assert together == pytest.approx(alone, abs=1e-9)


def test_leading_axes_may_be_several():
    places = np.full((2, 2, 3), [40.0, 60.0, 80.0])
    quota = [[1.0, 2 / 3], [1 / 3, 1.0]]
    vetoes = np.zeros((2, 2, 3), dtype=bool)
    vetoes[1, 0, 0] = True
    found = agenda_setter(places, [1.0, 1.0, 1.0], 10.0, 100.0, quota=quota, vetoes=vetoes)
    assert found.tolist() == [[70, 100], [70, 70]]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"reference": 101.0}, "reference point is outside the scale"),
        ({"reference": np.nan}, "reference point is not a finite number"),
        ({"setter": np.nan}, "setter's place is not a finite number"),
        ({"quota": 0.0}, "the quota 0 is not a share"),
        ({"quota": 1.2}, "the quota 1.2 is not a share"),
        ({"quota": [0.5, 0.5]}, "quota of shape .* does not fit"),
        ({"cost": -1.0}, "the cost of failure -1"),
        ({"vetoes": [True]}, "are not one true or false per party"),
        ({"votes": [0.5, -0.5]}, "weight -0.5 of party 1"),
        ({"position": [np.nan, np.nan]}, "no party has a position"),
    ],
)
def test_bad_numbers_are_named(given, message):
    right = {"position": [10.0, 90.0], "votes": [1.0, 1.0], "reference": 50.0, "setter": 0.0}
    with pytest.raises(AnalysisError, match=message):
        agenda_setter(**(right | given))
