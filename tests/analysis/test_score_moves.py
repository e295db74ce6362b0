"""Models in which parties move, issue by issue against their kernels, dossier by dossier."""

import numpy as np
import pytest
from tests.resolved_tables import plain_file

from detente.analysis.score_cases import cases_of
from detente.analysis.score_moves import challenged, exchanged
from detente.evaluate.resolved import ResolvedIssue, Stand
from detente.evaluate.resolved_table import read_resolved
from detente.kernels.average import weighted_mean
from detente.kernels.challenge import challenge
from detente.kernels.exchange import exchange


@pytest.fixture(scope="module")
def issues(tmp_path_factory):
    return read_resolved(plain_file(tmp_path_factory.mktemp("table"), n_dossiers=9)).issues


def issue(dossier, name, **stands):
    """Return an issue of party -> (place, salience, influence)."""
    return ResolvedIssue(
        dossier=dossier, issue=name, outcome=50, reference=None, groups=(),
        stands=tuple(
            Stand(party=party, position=place, salience=salience, influence=influence)
            for party, (place, salience, influence) in stands.items()
        ),
    )  # fmt: skip


def numbers(one):
    stands = one.stands
    return (
        np.array([stand.position for stand in stands]),
        np.array([stand.salience for stand in stands]) / 100,
        np.array([stand.influence for stand in stands]),
    )


def test_challenges_are_those_of_each_issue_alone(issues):
    found = challenged(cases_of(issues))
    for place, one in zip(found, issues, strict=True):
        assert place == pytest.approx(challenge(*numbers(one)).forecast[0])


def test_two_parties_trade_what_matters_less_to_each():
    two = [
        issue("d", "p", ann=(0, 90, 1), ben=(100, 10, 1)),
        issue("d", "q", ann=(0, 10, 1), ben=(100, 90, 1)),
    ]
    before = [10, 90]
    cases = cases_of(two)
    assert weighted_mean(cases.position, cases.weight) == pytest.approx(before)
    after = exchanged(cases)
    # Each gets its own way on the issue it cares about.
    assert after == pytest.approx([0, 100])


def test_issues_of_different_dossiers_are_not_traded():
    one = issue("d", "p", ann=(0, 90, 1), ben=(100, 10, 1))
    other = issue("e", "q", ann=(0, 10, 1), ben=(100, 90, 1))
    assert exchanged(cases_of([one, other])) == pytest.approx([10, 90])


def test_a_party_on_one_issue_only_keeps_its_place_and_its_weight():
    cases = cases_of(
        [
            issue("d", "p", ann=(0, 90, 1), ben=(100, 10, 1), cat=(40, 50, 2)),
            issue("d", "q", ben=(100, 90, 1), ann=(0, 10, 1)),
        ]
    )
    position = np.array([[0.0, 0.0], [100.0, 100.0], [40.0, np.nan]])
    salience = np.array([[0.9, 0.1], [0.1, 0.9], [0.5, 0.0]])
    told = exchange(position, salience, np.array([1.0, 1.0, 2.0])).outcome
    assert exchanged(cases) == pytest.approx(told)


def test_the_order_of_issues_in_the_table_plays_no_part(issues):
    forward = exchanged(cases_of(issues))
    backward = exchanged(cases_of(issues[::-1]))
    assert backward[::-1] == pytest.approx(forward)
