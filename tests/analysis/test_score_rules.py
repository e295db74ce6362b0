"""Models that know how an issue is decided: by hand, against kernels asked issue by issue."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolved_tables import ruled_file

from detente.analysis.score_cases import Cases, cases_of
from detente.analysis.score_models import MODELS
from detente.analysis.score_rules import COST
from detente.evaluate.resolved import ResolvedIssue, Stand
from detente.evaluate.resolved_table import read_resolved
from detente.kernels.average import weighted_mean
from detente.kernels.power_index import banzhaf, rule, shapley_shubik
from detente.kernels.procedural import agenda_setter, passing

BY_RULE = ("agenda", "agenda-cost", "veto-players", "mean-passing", "mean-banzhaf", "mean-shapley")


def issue(stands, quota=1.0, reference: float | None = 10.0):
    """Return an issue of (place, votes, role), everybody with the same salience and influence."""
    return ResolvedIssue(
        dossier="d", issue="i", outcome=50, reference=reference, groups=(), quota=quota,
        stands=tuple(
            Stand(party=f"p{number}", position=place, salience=50, influence=1, votes=votes,
                  role=role)
            for number, (place, votes, role) in enumerate(stands)
        ),
    )  # fmt: skip


def said(name, *issues):
    cases = cases_of(issues)
    return MODELS[name].run(cases, cases).value[:, 0]


SETTER = (90, 0, "setter")
COUNCIL = [(40, 1, ""), (60, 1, ""), (80, 1, "")]


@pytest.mark.parametrize(
    ("others", "quota", "place"),
    [
        (COUNCIL, 1, 70),  # 40 goes from 10 to 70
        (COUNCIL, 2 / 3, 90),  # 60 goes to 110, so the setter gets all
        ([*COUNCIL, (30, 0, "veto")], 2 / 3, 50),  # 30 goes to 50
        ([(5, 1, ""), (60, 1, "")], 1, 10),  # somebody wants less: nothing moves
        ([(5, 1, ""), (60, 3, "")], 0.75, 90),  # its vote is not needed
    ],
)
def test_the_setter_gets_what_the_last_vote_needed_and_every_veto_accept(others, quota, place):
    assert said("agenda", issue([SETTER, *others], quota)) == [place]


def test_where_failure_costs_the_limits_move_by_it():
    stands = [SETTER, (40, 1, ""), (12, 1, "")]
    assert said("agenda", issue(stands)) == [14]
    assert said("agenda-cost", issue(stands)) == [14 + COST]


def test_without_a_setter_it_is_the_middle_of_what_passes_or_the_mean_moved_into_it():
    stands = [(40, 1, ""), (60, 1, ""), (80, 1, "")]
    assert said("veto-players", issue(stands)) == [(10 + 70) / 2]
    assert said("mean-passing", issue(stands)) == [60]
    far = issue([(0, 1, ""), (100, 0, ""), (100, 0, "")], reference=0)
    assert said("mean-passing", far) == [COST]
    assert np.isnan(said("agenda", issue(stands))).all()


def test_where_only_vetoes_count_nobody_else_is_asked():
    stands = [(90, 1, "setter"), (0, 5, ""), (30, 0, "veto"), (70, 0, "veto")]
    assert said("agenda", issue(stands, quota=None)) == [50]
    # Setter and two vetoes decide, a third of the power each.
    for name in ("mean-banzhaf", "mean-shapley"):
        assert said(name, issue(stands, quota=None)) == pytest.approx([(90 + 30 + 70) / 3])


def test_nothing_is_said_where_rule_or_reference_is_not_known():
    stands = [SETTER, *COUNCIL]
    no_rule, no_reference = issue(stands, quota=None), issue(stands, reference=None)
    for name in BY_RULE:
        silent = np.isnan(said(name, no_rule, no_reference, issue(stands)))
        by_power = name in ("mean-banzhaf", "mean-shapley")
        assert silent.tolist() == [True, not by_power, False], name


def test_a_seat_without_power_does_not_count_in_the_mean_by_power():
    council = [(0, 4, ""), (0, 4, ""), (0, 4, ""), (0, 2, ""), (0, 2, ""), (100, 1, "")]
    for name in ("mean-banzhaf", "mean-shapley"):
        assert said(name, issue(council, quota=12 / 17)) == [0]
    moved = [(100, 4, ""), *council[1:]]
    assert said("mean-banzhaf", issue(moved, quota=12 / 17)) == pytest.approx([100 * 5 / 21])
    assert said("mean-shapley", issue(moved, quota=12 / 17)) == pytest.approx([100 * 7 / 30])


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return read_resolved(ruled_file(tmp_path_factory.mktemp("table"), n_dossiers=18))


def test_every_issue_alone_has_the_answer_of_the_kernels(table):
    places = {name: said(name, *table.issues) for name in BY_RULE}
    for row, one in enumerate(table.issues):
        if one.quota is None:
            assert all(np.isnan(places[name][row]) for name in BY_RULE)
            continue
        x, votes, salience, influence = (
            np.array([getattr(stand, what) for stand in one.stands])
            for what in ("position", "votes", "salience", "influence")
        )
        vetoes = np.array([stand.role == "veto" for stand in one.stands])
        setter = np.array([stand.role == "setter" for stand in one.stands])
        needed = [number for number, asked in enumerate(vetoes | setter) if asked]
        council = rule([int(n) for n in votes], round(one.quota * votes.sum()), vetoes=needed)
        for name, index in (("mean-banzhaf", banzhaf), ("mean-shapley", shapley_shubik)):
            power = np.array([float(share) for share in index(council)])
            assert places[name][row] == pytest.approx(weighted_mean(x, power * salience))
        if one.reference is None:
            continue
        asked = {"quota": one.quota, "vetoes": vetoes}
        wanted = x[setter][0]
        for name, cost in (("agenda", 0), ("agenda-cost", COST)):
            told = agenda_setter(x, votes, one.reference, wanted, cost=cost, **asked)
            assert places[name][row] == pytest.approx(float(told))
        low, high = passing(x, votes, one.reference, **asked)
        assert places["veto-players"][row] == pytest.approx((low + high) / 2)
        mean = weighted_mean(x, salience * influence)
        ends = passing(x, votes, one.reference, cost=COST, **asked)
        assert places["mean-passing"][row] == pytest.approx(float(np.clip(mean, *ends)))


def reordered(cases, order):
    """Return the same issues with parties in another order."""
    moved = {
        name: values[:, order] if values.ndim == 2 else values
        for name, values in vars(cases).items()
    }
    return Cases(**moved)


def turned(cases):
    """Return the same issues with their scales the other way round."""
    return dataclasses.replace(
        cases, position=100 - cases.position, reference=100 - cases.reference,
        outcome=100 - cases.outcome,
    )  # fmt: skip


LEVELS = np.linspace(0, 100, 21) + 0.1234


def up_to(value, weight):
    """Return how likely each distribution is to end up to each level (n_issues, n_levels)."""
    return np.stack([(weight * (value <= level)).sum(axis=1) for level in LEVELS], axis=1)


@settings(max_examples=4, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_parties_plays_no_part_in_any_model(table, order):
    cases = cases_of(table.issues)
    for name, model in MODELS.items():
        one, other = (model.run(c, c) for c in (cases, reordered(cases, order)))
        if model.kind == "point":
            assert other.value == pytest.approx(one.value, abs=1e-6, nan_ok=True), name
        else:
            told = up_to(one.value, one.weight)
            assert up_to(other.value, other.weight) == pytest.approx(told, abs=1e-6), name


@pytest.mark.parametrize("name", MODELS)
def test_the_direction_of_scales_plays_no_part_in_any_model(table, name):
    cases, model = cases_of(table.issues), MODELS[name]
    one, other = (model.run(c, c) for c in (cases, turned(cases)))
    if model.kind == "point":
        assert 100 - other.value == pytest.approx(one.value, abs=1e-6, nan_ok=True)
        return
    assert other.tails == pytest.approx(one.tails)
    told = up_to(one.value, one.weight)
    assert up_to(100 - other.value, other.weight) == pytest.approx(told, abs=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_the_order_of_lines_plays_no_part_in_any_model(table, name):
    model = MODELS[name]
    one, other = (model.run(c, c) for c in map(cases_of, (table.issues, table.issues[::-1])))
    told, found = (up_to(made.value, made.weight) for made in (one, other))
    assert found[::-1] == pytest.approx(told, abs=1e-6)
    if model.kind == "point":
        assert other.value[::-1] == pytest.approx(one.value, abs=1e-6, nan_ok=True)
