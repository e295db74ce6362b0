"""What a seat changes: against the case written with the seat changed."""

import pytest
from hypothesis import given, settings
from tests import naive
from tests.analysis.test_settlement import gain, settled
from tests.analysis_cases import case_of, certain_cases, changed, orchard, uncertain_cases, wants

from detente.analysis.seats import EVERYONE, seats
from detente.analysis.settlement import settlement


def with_seats(case, seated):
    parties = case.model_dump(by_alias=True)["parties"]
    return changed(case, parties={p: {**c, "seat": p in seated} for p, c in parties.items()})


def options_in(case, outcomes):
    return {f"{i}={o[i]}" for o in outcomes for i in case.issues}


def mean_worth(case, party):
    """Return the mean gain of the efficient settlements of a certain case."""
    outcomes = settled(case)
    gains = [[gain(case, p, o) for o in outcomes] for p in case.seated()]
    kept = [o for o, keep in zip(outcomes, naive.efficient(gains), strict=True) if keep]
    return float(sum(gain(case, party, o) for o in kept) / len(kept))


@settings(max_examples=60, deadline=None)
@given(certain_cases())
def test_a_change_of_seat_is_the_same_case_with_that_seat_changed(case):
    before = settled(case)
    for change in seats(case).values.changes:
        other = with_seats(case, set(case.seated()) ^ {change.party})
        after = settled(other)
        assert change.gets_seat == (change.party not in case.seated())
        assert change.exists_before.n == bool(before)
        assert change.exists_after.n == bool(after)
        assert (change.count_before.mid, change.count_after.mid) == (len(before), len(after))
        assert set(change.options_lost) == options_in(case, before) - options_in(case, after)
        assert set(change.options_won) == options_in(case, after) - options_in(case, before)
        more, fewer = (before, after) if change.gets_seat else (after, before)
        assert change.excluded.mid == pytest.approx(1 - len(fewer) / len(more) if more else 0)
        for party in change.parties:
            assert party.better.of == bool(before and after)
            if before and after:
                expected = mean_worth(other, party.party) - mean_worth(case, party.party)
                assert party.change.mid == pytest.approx(expected, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(uncertain_cases())
def test_a_seat_more_never_adds_a_settlement_and_a_seat_less_never_takes_one(case):
    for change in seats(case, n_draws=16).values.changes:
        more, fewer = change.count_before, change.count_after
        if not change.gets_seat:
            more, fewer = fewer, more
        assert fewer.mean <= more.mean
        assert 0 <= change.excluded.low <= change.excluded.high <= 1
        lost, won = change.options_lost, change.options_won
        assert (won if change.gets_seat else lost) == ()


@settings(max_examples=40, deadline=None)
@given(uncertain_cases())
def test_the_unseated_come_first_then_the_seated_and_everyone_only_where_two_wait(case):
    values = seats(case, n_draws=4).values
    expected = [*case.unseated(), *case.seated()]
    if len(case.seated()) == 1:
        expected.remove(case.seated()[0])
    assert [change.party for change in values.changes] == expected
    assert (values.everyone is not None) == (len(case.unseated()) > 1)


def test_everyone_at_the_table_is_the_case_in_which_all_consent():
    case = case_of(
        {"a": True, "b": False, "c": False},
        {"i": ("x", "y", "z")},
        {
            "a": wants(10, i=(1, {"x": 90, "y": 40, "z": 20})),
            "b": wants(30, i=(1, {"x": 0, "y": 60, "z": 80})),
            "c": wants(0, ["i = z"], i=(1, {"x": 50, "y": 50, "z": 50})),
        },
    )
    everyone = seats(case).values.everyone
    assert everyone is not None
    assert everyone.party == EVERYONE
    assert everyone.options_lost == ("i=x", "i=z")
    assert everyone.count_after.mid == 1
    assert settlement(with_seats(case, "abc")).values.count.mid == 1


def test_the_orchard_by_hand_a_seat_for_fen_ends_the_dam():
    """With fen at the table its red line bars the dam, and sluice + shut leaves it 41 < 50.

    sluice + open is worth 0.9 * 40 + 0.1 * 50 = 41 to fen too, below its 50: nothing is left.
    """
    fen, hill, vale = seats(orchard()).values.changes
    assert (fen.party, fen.gets_seat, fen.exists_after.n) == ("fen", True, 0)
    assert fen.options_lost == ("water=dam", "water=sluice", "road=open", "road=shut")
    assert fen.parties[0].better.of == 0
    assert (hill.gets_seat, hill.count_after.mid) == (False, 5)
    assert hill.options_won == ("water=none",)
    assert vale.excluded.mid == pytest.approx(1 / 4)
