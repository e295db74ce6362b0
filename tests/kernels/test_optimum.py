"""Solution points of problems of any size, against brute force over all settlements."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests import problems as brute
from tests.problems import problem_of, problems

from detente.errors import AnalysisError
from detente.kernels import search, solutions
from detente.kernels.condition import All, Any, In
from detente.kernels.dominance import efficient
from detente.kernels.extremes import extremes
from detente.kernels.optimum import MAX_TIES, RULES, points
from detente.kernels.problem import Line, Quota
from detente.kernels.sums import Bonus


def expected(problem):
    """Return the outcomes each rule names, read off all efficient settlements."""
    outcomes = brute.settlements(problem)
    worth = [[brute.worth(problem, o)[p] for o in outcomes] for p in problem.table]
    gains = np.array(worth, dtype=object) - np.array(
        [problem.no_deal[p] for p in problem.table], dtype=object
    ).reshape(-1, 1)
    kept = efficient(gains)
    gains = gains[:, kept]
    outcomes = [o for o, stays in zip(outcomes, kept, strict=True) if stays]
    unit = [problem.unit[p] for p in problem.table]
    influence = [problem.influence[p] for p in problem.table]
    marks = {
        "nash": solutions.nash(gains, unit),
        "nash_influence": solutions.nash(gains, unit, influence),
        "kalai_smorodinsky": solutions.kalai_smorodinsky(gains),
        "kalai_smorodinsky_leximin": solutions.kalai_smorodinsky_leximin(gains),
        "egalitarian": solutions.egalitarian(gains, unit),
        "egalitarian_leximin": solutions.egalitarian_leximin(gains, unit),
        "utilitarian": solutions.utilitarian(gains),
    }
    return {
        rule: [o for o, named in zip(outcomes, mark, strict=True) if named]
        for rule, mark in marks.items()
    }


def named(point):
    return [point.outcome, *point.ties]


@settings(max_examples=80, deadline=None)
@given(problems(big=True))
def test_every_rule_names_what_brute_force_names(problem):
    assume(brute.settlements(problem))
    found = points(problem)
    for rule, outcomes in expected(problem).items():
        assert named(found[rule]) == sorted(outcomes)[: MAX_TIES + 1], rule
        assert found[rule].has_more == (len(outcomes) > MAX_TIES + 1)
        assert found[rule].gap <= 1e-9


@settings(max_examples=40, deadline=None)
@given(problems())
def test_with_too_many_ties_one_efficient_settlement_of_those_is_named(problem):
    assume(brute.settlements(problem))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search.search, "__defaults__", (1, search.MAX_WORK))
        found = points(problem)
    for rule, outcomes in expected(problem).items():
        assert set(named(found[rule])) <= set(outcomes), rule
        assert found[rule].has_more or len(outcomes) == len(named(found[rule]))
        assert found[rule].gap <= 1e-6


@settings(max_examples=40, deadline=None)
@given(problems())
def test_without_a_settlement_there_is_no_point(problem):
    assume(not brute.settlements(problem))
    assert points(problem) is None


@settings(max_examples=25, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_parties_does_not_matter(problem, order):
    assume(brute.settlements(problem))
    rows = list(range(problem.n_parties))
    order.shuffle(rows)
    place = {old: new for new, old in enumerate(rows)}
    moved = problem_of(
        [part[rows] for part in problem.parts],
        bonuses=tuple(Bonus(place[b.party], b.when, b.units) for b in problem.bonuses),
        links=problem.links,
        lines=tuple(Line(place[x.party], x.never) for x in problem.lines),
        consent=tuple(
            Quota(tuple(sorted(place[m] for m in q.members)), q.least) for q in problem.consent
        ),
        table=tuple(sorted(place[p] for p in problem.table)),
        **{
            name: tuple(getattr(problem, name)[row] for row in rows)
            for name in ("no_deal", "floor", "unit", "influence")
        },
    )
    ours, theirs = points(problem), points(moved)
    for rule in RULES:
        assert named(ours[rule]) == named(theirs[rule])
        assert ours[rule].value == pytest.approx(theirs[rule].value)


def two_parties(rows, **given):
    """Return a problem with one issue whose options are worth `rows` to two parties."""
    return problem_of([rows], **given)


def test_nash_of_the_men_with_goods_to_barter():
    """Bill and Jack in section 6 of Nash (1950): book, whip, ball, bat and box; pen, toy, knife.

    Jack gets book, whip, ball and bat, Bill pen, toy and knife; gains 12 and 5.
    """
    bill = [2, 2, 2, 2, 4, 10, 4, 6]
    jack = [4, 2, 1, 2, 1, 1, 1, 2]
    parts = [[[b, 0], [0, j]] for b, j in zip(bill, jack, strict=True)]
    problem = problem_of(parts, no_deal=(sum(bill[:5]), sum(jack[5:])))
    point = points(problem, ("nash",))["nash"]
    assert point.outcome == (1, 1, 1, 1, 0, 0, 0, 0)
    assert point.worth == (12 + 12, 5 + 4)
    assert point.value == pytest.approx(60**0.5)


def test_largest_least_relative_gain_by_hand():
    """Ideal gains 10 and 4: (10, 1) has 1/4, (6, 3) has 3/5, (5, 4) has 1/2."""
    point = points(two_parties([[10, 6, 5], [1, 3, 4]]))["kalai_smorodinsky"]
    assert point.outcome == (1,)
    assert point.value == pytest.approx(0.6)


def test_leximin_goes_on_where_the_poorest_have_the_same():
    problem = problem_of([[[5, 5, 9], [5, 7, 5], [9, 6, 5]]])
    found = points(problem)
    assert named(found["egalitarian"]) == [(0,), (1,), (2,)]
    assert named(found["egalitarian_leximin"]) == [(1,)]


def test_egalitarian_counts_points_and_not_units():
    rows = [[10, 6, 5], [1, 3, 4]]
    in_points = two_parties(rows, unit=(Fraction(1), Fraction(2)))
    assert points(in_points)["egalitarian"].outcome == (1,)
    assert points(two_parties(rows))["egalitarian"].outcome == (2,)


def test_influence_draws_the_nash_point_to_the_stronger():
    rows = [[9, 5, 1], [1, 6, 9]]
    problem = two_parties(rows, influence=(Fraction(5), Fraction(1)))
    found = points(problem)
    assert found["nash"].outcome == (1,)
    assert found["nash_influence"].outcome == (0,)
    assert found["nash_influence"].value == pytest.approx(9 ** (5 / 6))


def test_where_not_everybody_can_gain_most_gain_first():
    """As many as possible gain, then their product: Caragiannis et al. (2019), definition 2.1."""
    rows = [[50, 4, 6], [0, 4, 3], [0, 0, 0]]
    assert points(problem_of([rows]))["nash"].outcome == (2,)


def test_a_bonus_changes_what_is_best():
    parts = [[[3, 0], [0, 3]], [[3, 0], [0, 3]]]
    bonus = Bonus(0, All((In(0, frozenset({0})), In(1, frozenset({1})))), 2)
    found = points(problem_of(parts, bonuses=(bonus,)))["egalitarian_leximin"]
    assert named(found) == [(0, 1)]
    assert found.worth == (5, 3)


def test_a_line_of_a_party_whose_consent_is_not_needed_does_not_bar():
    rows = [[4, 1], [4, 1], [0, 3]]
    barred = (Line(2, In(0, frozenset({0}))),)
    majority = problem_of([rows], lines=barred, consent=(Quota((0, 1, 2), 2),))
    assert points(majority)["utilitarian"].outcome == (0,)
    everyone = problem_of([rows], lines=barred)
    assert points(everyone)["utilitarian"].outcome == (1,)


def test_forty_issues_are_solved_without_looking_at_their_outcomes():
    rng = np.random.default_rng(5)
    parts = [rng.integers(0, 2**40, (4, 4)) for _ in range(40)]
    tied = Any((In(3, frozenset({0, 1})), In(30, frozenset({2}))))
    problem = problem_of(
        parts, no_deal=(20 * 2**40,) * 4, links=(tied,), unit=(Fraction(1, 2**40),) * 4
    )
    found = points(problem)
    assert all(point.gap <= 1e-6 for point in found.values())
    least = min(found["egalitarian"].worth)
    assert least >= max(min(found[rule].worth) for rule in RULES)
    assert brute.holds(tied, found["nash"].outcome)


def test_only_the_rules_asked_for_are_answered():
    problem = two_parties([[1, 2], [2, 1]])
    assert list(points(problem, ("utilitarian", "nash"))) == ["utilitarian", "nash"]


def test_an_unknown_rule_is_named():
    with pytest.raises(ValueError, match="unknown rule 'fair'; the rules are nash, "):
        points(two_parties([[1], [1]]), ("fair",))


def test_nobody_at_the_table_leaves_nothing_to_compare():
    found = points(two_parties([[1, 2], [2, 1]], table=()))
    assert named(found["nash"]) == named(found["egalitarian"]) == [(0,), (1,)]


def test_a_largest_gain_as_small_as_dust_is_refused():
    problem = two_parties([[3, 1], [0, 1]], unit=(Fraction(1), Fraction(1, 10**9)))
    with pytest.raises(AnalysisError, match="party 1 can gain at most 3e-08 hundredths"):
        points(problem, ("kalai_smorodinsky",))


def test_a_gain_too_large_for_a_float_in_units_is_none_in_points():
    """One unit is so small that the worth of the first party has more than 308 digits."""
    tiny = Fraction(1, 10**400)
    parts = [np.array([[10**401, 3 * 10**401], [9, 1]], dtype=object)]
    found = points(problem_of(parts, unit=(tiny, Fraction(1))))
    assert found["egalitarian"].outcome == (0,)
    assert found["egalitarian"].value == 9
    assert found["nash"].value == pytest.approx(90**0.5)


def test_everything_worth_less_than_floats_can_hold_is_compared_all_the_same():
    tiny = Fraction(1, 10**330)
    found = points(two_parties([[10, 6, 5], [1, 3, 4]], unit=(tiny, tiny)))
    assert found["kalai_smorodinsky"].outcome == (1,)
    assert found["nash"].outcome == (2,)


def test_a_party_that_cannot_lose_gains_only_where_it_gains():
    """A gain is asked for with weights of moderate size, however small the least gain is."""
    rows = [[0, 2**40 + 1, 2**40], [0, 0, 0]]
    problem = two_parties(rows, unit=(Fraction(1, 2**40), Fraction(1)))
    assert points(problem)["nash"].outcome == (1,)


@settings(max_examples=25, deadline=None)
@given(problems())
def test_known_extremes_change_nothing(problem):
    assume(brute.settlements(problem))
    assert points(problem, reach=extremes(problem)) == points(problem)
