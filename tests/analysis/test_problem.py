"""A case as a problem in whole numbers."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from tests.analysis_cases import changed, orchard, uncertain_cases

from detente.analysis.account import worth_of
from detente.analysis.consent import consent_of, needed
from detente.analysis.problem import n_outcomes, to_problem
from detente.case.statements import holds as statement_holds
from detente.case.statements import parse_statement
from detente.errors import AnalysisError
from detente.kernels.blocks import to_blocks
from detente.kernels.outcomes import enumerate_outcomes
from detente.kernels.problem import Quota, accepted_by, is_settlement


def literal_worth(case, party, outcome):
    """Return the worth of an outcome as docs/methods/settlement.md writes it, in fractions."""
    wants = case.preferences[party]
    saliences = {
        issue: wants.issues[issue].salience.exact_mid if issue in wants.issues else Fraction(50)
        for issue in case.issues
    }
    total = sum(saliences.values())
    worth = Fraction(0)
    for issue, option in outcome.items():
        share = saliences[issue] / total if total else Fraction(1, len(saliences))
        wish = wants.issues.get(issue)
        score = Fraction(50)
        if wish is not None and option in wish.scores:
            score = wish.scores[option].exact_mid
        elif wish is not None and wish.ideal == option:
            score = Fraction(100)
        worth += share * score
    for item in wants.interactions:
        if statement_holds(parse_statement(item.when), outcome, case.issues):
            worth += item.add.exact_mid
    return worth


@settings(max_examples=60, deadline=None)
@given(uncertain_cases())
def test_worths_are_those_of_the_definition_to_the_last_digit(case):
    case = changed(
        case,
        preferences={party: case.preferences.get(party, {}) for party in case.players()},
    )
    ready = to_problem(case)
    for row in product(*(range(len(options)) for options in ready.options)):
        outcome = ready.outcome(row)
        for n, party in enumerate(ready.parties):
            assert worth_of(ready, n, row) == literal_worth(case, party, outcome)


@settings(max_examples=60, deadline=None)
@given(uncertain_cases())
def test_blocks_hold_exactly_the_outcomes_that_the_links_allow_with_the_same_worths(case):
    ready = to_problem(case)
    blocks = to_blocks(ready.problem)
    assert blocks is not None
    grid = enumerate_outcomes(ready.problem.n_options)
    linked = [
        all(
            not statement_holds(parse_statement(link.if_), ready.outcome(row), case.issues)
            or statement_holds(parse_statement(link.then), ready.outcome(row), case.issues)
            for link in case.links
        )
        for row in grid
    ]
    chosen = enumerate_outcomes([len(choices) for choices in blocks.choices])
    rows = blocks.outcomes(chosen)
    assert sorted(map(tuple, rows)) == sorted(map(tuple, grid[linked]))
    worth = sum(part[:, chosen[:, n]] for n, part in enumerate(blocks.parts))
    mine = [[worth_of(ready, p, row) for row in rows] for p in range(len(ready.parties))]
    units = [[int(w) * ready.problem.unit[p] for w in worth[p]] for p in range(len(mine))]
    assert units == mine


def quarrel(consent):
    case = orchard()
    return changed(
        case,
        parties={**{p: x.model_dump() for p, x in case.parties.items()}, "fen": {"seat": True}},
        consent=consent,
    )


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ({}, 0),
        ({"quota": 2}, 5),
        ({"veto": ["hill"]}, 4),
        ({"veto": ["fen"], "quota": 2}, 2),
        ({"groups": {"valley": {"members": ["hill", "vale"], "quota": 1}}}, 6),
        ({"groups": {"valley": {"members": ["hill", "vale"]}}}, 3),
    ],
)
def test_consent_decides_what_is_a_settlement(consent, expected):
    """Count by the table of docs/methods/settlement.md.

    The hill accepts dam and sluice (4 outcomes), the vale all but dam + shut (5), the fen, with
    its red line, none only (2 outcomes: 95).
    """
    ready = to_problem(quarrel(consent))
    grid = enumerate_outcomes(ready.problem.n_options)
    accepted = dict(zip(ready.parties, accepted_by(ready.problem, grid).sum(axis=1), strict=True))
    assert accepted == {"hill": 4, "vale": 5, "fen": 2}
    assert int(is_settlement(ready.problem, grid).sum()) == expected


def test_an_only_if_line_bars_the_first_without_the_second():
    case = orchard()
    wants = {name: want.model_dump() for name, want in case.preferences.items()}
    wants["vale"]["red_lines"] = [{"only": "water = dam", "if": "road = open"}]
    ready = to_problem(changed(case, preferences=wants))
    (line,) = [x for x, path in zip(ready.problem.lines, ready.lines, strict=True)
               if path.startswith("preferences.vale")]  # fmt: skip
    assert ready.parties[line.party] == "vale"
    grid = enumerate_outcomes(ready.problem.n_options)
    row = ready.parties.index("vale")
    barred = {
        tuple(ready.outcome(place).values())
        for place, accepts in zip(grid, accepted_by(ready.problem, grid)[row], strict=True)
        if not accepts
    }
    assert ("dam", "shut") in barred
    assert ("dam", "open") not in barred


def test_a_quota_shrinks_with_the_table_and_who_is_absent_has_no_veto():
    case = quarrel({"veto": ["hill"], "quota": 3})
    assert consent_of(case, ("fen", "hill", "vale"), (0, 1, 2)) == (
        Quota((1,), 1),
        Quota((0, 1, 2), 3),
    )
    assert consent_of(case, ("fen", "hill", "vale"), (0, 2)) == (Quota((0, 2), 2),)
    assert needed(consent_of(case, ("fen", "hill", "vale"), (0, 1, 2))) == {0, 1, 2}


def test_numbers_too_large_for_a_machine_word_stay_exact():
    case = orchard()
    wants = {name: want.model_dump() for name, want in case.preferences.items()}
    wants["hill"]["no_deal"] = f"{10**40 + 1}/{3 * 10**38 + 7}"
    ready = to_problem(changed(case, preferences=wants))
    assert ready.problem.parts[0].dtype == np.dtype(object)
    row = ready.parties.index("hill")
    no_deal = ready.problem.no_deal[row] * ready.problem.unit[row]
    assert no_deal == Fraction(10**40 + 1, 3 * 10**38 + 7)


def test_nobody_at_the_table_is_refused():
    with pytest.raises(AnalysisError, match="no party whose consent is needed"):
        to_problem(orchard(), table=())


def test_the_number_of_outcomes_does_not_look_at_links():
    assert n_outcomes(orchard()) == 6
