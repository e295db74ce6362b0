"""The exact account of one settlement."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis_cases import changed, orchard, uncertain_cases

from detente.analysis.account import Bearings, accounts, status_quo, worth_of
from detente.analysis.problem import to_problem


def account_of(case, most=None, **outcome):
    ready = to_problem(case)
    place = [ready.options[n].index(outcome[issue]) for n, issue in enumerate(ready.issues)]
    bearings = Bearings(most=tuple(most or [None] * len(ready.parties)))
    return {item.party: item for item in accounts(ready, place, bearings)}


def exact(value):
    return Fraction(value.exact)


def test_the_account_is_that_of_the_worked_example():
    hill = account_of(orchard(), water="dam", road="open")["hill"]
    assert exact(hill.worth) == 84
    assert exact(hill.against_no_deal) == 44
    assert exact(hill.against_ideal) == 0
    parts = {part.issues: exact(part.against_no_deal) for part in hill.parts}
    assert parts == {("water",): 36, ("road",): 8}


def test_who_has_no_seat_has_an_account_with_the_red_lines_it_sees_crossed():
    fen = account_of(orchard(), water="dam", road="open")["fen"]
    assert not fen.seated
    assert not fen.accepts
    assert fen.red_lines_crossed == (0,)
    assert fen.concession_share is None


def test_parties_stand_in_the_order_of_the_case():
    assert list(account_of(orchard(), water="dam", road="open")) == ["hill", "vale", "fen"]


def test_concessions_are_shares_of_what_the_table_gives_up():
    case = orchard()
    ready = to_problem(case)
    best = {"hill": 84, "vale": 80, "fen": 0}
    most = [
        int(best[party] / ready.problem.unit[row]) if row in ready.problem.table else None
        for row, party in enumerate(ready.parties)
    ]
    account = account_of(case, most, water="sluice", road="open")
    assert account["vale"].concession_share == 0
    assert account["hill"].concession_share == 1
    account = account_of(case, most, water="sluice", road="shut")
    # hill gives up 38 of 44, vale 50 of 50
    assert account["hill"].concession_share == float(Fraction(38, 44) / (Fraction(38, 44) + 1))


def test_without_a_full_status_quo_nothing_is_measured_against_it():
    account = account_of(orchard(), water="dam", road="open")["hill"]
    assert account.against_status_quo is None
    assert all(part.against_status_quo is None for part in account.parts)


def test_against_the_status_quo_only_what_changes_counts():
    case = orchard()
    issues = {name: issue.model_dump(mode="json") for name, issue in case.issues.items()}
    issues["water"]["status_quo"] = "none"
    issues["road"]["status_quo"] = "open"
    today = changed(case, issues=issues)
    assert status_quo(to_problem(today)) is not None
    hill = account_of(today, water="dam", road="open")["hill"]
    assert exact(hill.against_status_quo) == 60
    parts = {part.issues: exact(part.against_status_quo) for part in hill.parts}
    assert parts == {("water",): 60, ("road",): 0}


def with_interaction():
    case = orchard()
    wants = {name: want.model_dump(mode="json") for name, want in case.preferences.items()}
    wants["hill"]["interactions"] = [
        {"when": "water = dam and road = open", "add": "-10", "assume": "noise"},
        {"when": "water = sluice and road = shut", "add": "20/3", "assume": "quiet"},
    ]
    wants["vale"]["red_lines"] = [{"at_least": "70", "assume": "law"}]
    return changed(case, preferences=wants)


def test_an_interaction_has_a_part_of_its_own():
    hill = account_of(with_interaction(), water="sluice", road="shut")["hill"]
    assert exact(hill.worth) == 46 + Fraction(20, 3)
    parts = {part.issues: part for part in hill.parts[2:]}
    assert exact(hill.parts[3].against_no_deal) == Fraction(20, 3)
    assert exact(hill.parts[2].against_no_deal) == 0
    assert list(parts) == [("water", "road")]


def test_a_least_worth_is_a_red_line_that_a_poor_outcome_crosses():
    vale = account_of(with_interaction(), water="dam", road="open")["vale"]
    assert exact(vale.worth) == 50
    assert vale.red_lines_crossed == (0,)
    assert not vale.accepts
    assert account_of(with_interaction(), water="sluice", road="open")["vale"].accepts


@settings(max_examples=60, deadline=None)
@given(uncertain_cases(), st.data())
def test_the_parts_add_up_exactly(case, data):
    ready = to_problem(case)
    place = [data.draw(st.integers(0, len(options) - 1)) for options in ready.options]
    for account in accounts(ready, place, Bearings(most=(None,) * len(ready.parties))):
        for total in ("against_no_deal", "against_ideal", "against_status_quo"):
            whole = getattr(account, total)
            parts = [getattr(part, total) for part in account.parts]
            if whole is None:
                assert None in parts
            else:
                assert sum(map(exact, parts)) == exact(whole)
        row = ready.parties.index(account.party)
        assert exact(account.worth) == worth_of(ready, row, place)
        floor = ready.problem.no_deal[row] * ready.problem.unit[row]
        assert exact(account.against_no_deal) == exact(account.worth) - floor
