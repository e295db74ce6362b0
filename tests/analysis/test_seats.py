"""What a seat changes: against the case written with the seat changed."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from tests import naive
from tests import plain_cases as plain
from tests.analysis.test_settlement import gain, settled
from tests.analysis_cases import (
    case_of,
    certain_cases,
    certain_rich_cases,
    changed,
    orchard,
    rich_cases,
    uncertain_cases,
    wants,
)

from detente.analysis import prepared
from detente.analysis.seats import EVERYONE, GROUP, seats
from detente.analysis.settlement import settlement
from detente.analysis.tally import RULES


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


def every_change(values):
    return [*values.changes, *values.groups, *([values.everyone] if values.everyone else [])]


def table_after(case, change):
    return [p for p in case.players() if (p in case.seated()) != (p in change.group)]


@settings(max_examples=60, deadline=None)
@given(certain_rich_cases())
def test_what_is_lost_and_won_and_why_is_what_plain_loops_say(case):
    before = plain.settled(case)
    for change in every_change(seats(case, n_draws=1).values):
        after = plain.settled(case, table_after(case, change))
        lost, won = ([o for o in a if o not in b] for a, b in ((before, after), (after, before)))
        assert (change.lost.mid, change.won.mid) == (len(lost), len(won))
        moved = lost if change.gets_seat else won
        asked = [item for party in change.group for item in plain.demands(case, party).items()]
        assert [e.path for e in change.excluders] == [path for path, _ in asked]
        for excluder, (_, meets) in zip(change.excluders, asked, strict=True):
            violating = [o for o in moved if not meets(o)]
            alone = [o for o in violating if sum(not other(o) for _, other in asked) == 1]
            assert excluder.count.mid == len(violating)
            if moved:
                assert excluder.share.mid == pytest.approx(len(violating) / len(moved))
                assert excluder.alone.mid == pytest.approx(len(alone) / len(moved))


@settings(max_examples=60, deadline=None)
@given(certain_rich_cases())
def test_settlements_that_cross_red_lines_of_the_absent_are_counted(case):
    def part(outcomes, table):
        absent = [p for p in case.players() if p not in table]
        return [o for o in outcomes if any(plain.crossed(case, p, o) for p in absent)]

    before = plain.settled(case)
    for change in every_change(seats(case, n_draws=1).values):
        table = table_after(case, change)
        after = plain.settled(case, table)
        won = [o for o in after if o not in before]
        for share, outcomes, who in (
            (change.crosses_absent_before, before, case.seated()),
            (change.crosses_absent_after, after, table),
            (change.won_crosses_absent, won, table),
        ):
            expected = len(part(outcomes, who)) / len(outcomes) if outcomes else 0
            assert share.mid == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(certain_rich_cases())
def test_the_expense_of_exclusion_is_worth_with_a_seat_minus_worth_without(case):
    for change in every_change(seats(case, n_draws=1).values):
        table = table_after(case, change)
        tables = (case.seated(), table) if change.gets_seat else (table, case.seated())
        if not plain.settled(case, table) or not plain.settled(case):
            assert all(e.costs.of == 0 for e in change.exclusion)
            continue
        for found in change.exclusion:
            for rule in RULES:
                without, with_ = (
                    plain.mean_worth(case, found.party, plain.named(case, rule, some))
                    for some in tables
                )
                assert found.by_rule[rule].mid == pytest.approx(float(with_ - without), abs=1e-9)
            assert found.expense == found.by_rule["kalai_smorodinsky"]
            assert found.costs.n == (found.expense.mid > 1e-9)


@settings(max_examples=60, deadline=None)
@given(certain_rich_cases())
def test_every_rule_says_what_it_names_before_and_after(case):
    for change in every_change(seats(case, n_draws=1).values):
        for named in change.named:
            sides = ((named.before, case.seated()), (named.after, table_after(case, change)))
            for outcome, table in sides:
                expected = plain.named(case, named.rule, table)
                assert (outcome is None) == (not expected)
                assert outcome is None or outcome in expected


@settings(max_examples=40, deadline=None)
@given(rich_cases())
def test_parts_of_an_expense_add_up_to_it(case):
    for change in every_change(seats(case, n_draws=16).values):
        for found in change.exclusion:
            total = sum(part.change.mean for part in found.by_issue)
            assert total == pytest.approx(found.expense.mean, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(rich_cases())
def test_every_group_up_to_the_size_is_there_once(case):
    values = seats(case, n_draws=4, group_size=3).values
    groups = [(change.gets_seat, change.group) for change in values.groups]
    expected = [
        (gets_seat, some)
        for n in (2, 3)
        for gets_seat, parties in ((True, case.unseated()), (False, case.seated()))
        for some in combinations(parties, n)
        if gets_seat or n < len(case.seated())
    ]
    assert groups == expected
    assert values.group_size == 3
    assert {change.party for change in values.groups} <= {GROUP}


def test_too_many_groups_are_left_out_by_whole_sizes_and_the_finding_says_so(monkeypatch):
    monkeypatch.setattr(prepared, "MAX_GROUPS", 10)
    case = case_of({f"p{n}": True for n in range(5)}, {"i": ("x", "y")})
    finding = seats(case, n_draws=4, group_size=3)
    assert finding.values.group_size == 2
    assert len(finding.values.groups) == 10
    assert any("Groups of 3 parties" in warning.en for warning in finding.warnings)
    assert not any("Groups of" in w.en for w in seats(case, n_draws=4).warnings)


def test_by_hand_what_the_fen_loses_where_the_hill_is_not_asked():
    """Alone the vale takes no dam, open road (gain 70), worth 0.9 * 100 + 0.1 * 50 = 95 to fen.

    With the hill it is dam + open, worth 5 to fen: the vale gains 20 there and 70 without.
    To the hill dam + open is worth 84, none + open 24: its expense of exclusion is 60, all of it
    on the water.
    """
    _, hill, _ = seats(orchard()).values.changes
    gains = {party.party: party.reached.mid for party in hill.parties}
    assert gains == pytest.approx({"fen": 90, "vale": 50, "hill": -60})
    (found,) = hill.exclusion
    assert found.expense.mid == pytest.approx(60)
    parts = {part.issues: part.change.mid for part in found.by_issue}
    assert parts == pytest.approx({("water",): 60, ("road",): 0})
    assert hill.foremost_before == {"water": "dam", "road": "open"}
    assert hill.foremost_after == {"water": "none", "road": "open"}


def test_by_hand_what_the_demands_of_the_fen_exclude():
    """Its red line bars dam + open; no deal (50) bars that and both settlements with a sluice."""
    fen = seats(orchard()).values.changes[0]
    found = {e.path: (e.count.mid, e.alone.mid) for e in fen.excluders}
    assert found == {
        "preferences.fen.red_lines.0": (1, 0),
        "preferences.fen.no_deal": (3, pytest.approx(2 / 3)),
    }
    assert fen.crosses_absent_before.mid == pytest.approx(1 / 3)
    assert fen.crosses_absent_after.mid == 0


def test_by_hand_with_a_quota_a_seat_more_can_add_settlements():
    """One of a, b must accept: x or y. With c at the table c alone can carry z."""
    preferences = {
        party: wants(50, i=(1, dict.fromkeys("xyz", 0) | {best: 100}))
        for party, best in (("a", "x"), ("b", "y"), ("c", "z"))
    }
    case = case_of(
        {"a": True, "b": True, "c": False},
        {"i": ("x", "y", "z")},
        preferences,
        consent={"quota": 1},
    )
    c, a, _ = seats(case).values.changes
    assert (c.lost.mid, c.won.mid, c.count_after.mid) == (0, 1, 3)
    assert c.options_won == ("i=z",)
    assert (a.lost.mid, a.won.mid) == (1, 0)
