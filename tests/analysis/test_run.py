"""All questions at once are the questions one by one, and the same bytes every time."""

import pytest
from hypothesis import given, settings
from tests.analysis_cases import orchard, uncertain_cases

from detente.analysis import worth
from detente.analysis.burden import burden
from detente.analysis.robustness import robustness
from detente.analysis.run import analyze
from detente.analysis.seats import seats
from detente.analysis.settlement import settlement
from detente.errors import AnalysisError


@settings(max_examples=15, deadline=None)
@given(uncertain_cases())
def test_analyze_says_what_each_question_says_alone(case):
    together = analyze(case, n_draws=16, seed=3)
    for question in (settlement, burden, seats, robustness):
        alone = question(case, n_draws=16, seed=3)
        assert getattr(together, question.__name__) == alone


@settings(max_examples=15, deadline=None)
@given(uncertain_cases())
def test_the_same_case_and_seed_give_the_same_bytes(case):
    once = analyze(case, n_draws=16, seed=0).model_dump_json()
    assert analyze(case, n_draws=16, seed=0).model_dump_json() == once


@settings(max_examples=15, deadline=None)
@given(uncertain_cases())
def test_memory_pieces_do_not_show_in_the_answer(case):
    whole = analyze(case, n_draws=16)
    limit = worth.MAX_CELLS
    try:
        worth.MAX_CELLS = 100
        assert analyze(case, n_draws=16) == whole
    finally:
        worth.MAX_CELLS = limit


@pytest.mark.parametrize("n_draws", [0, -5])
def test_a_number_of_draws_below_one_is_refused(n_draws):
    with pytest.raises(AnalysisError, match=f"number of draws is {n_draws}; ask for 1 at least"):
        analyze(orchard(), n_draws=n_draws)


@pytest.mark.parametrize("n_draws", [1, 2, 3, 1000])
def test_any_other_number_of_draws_is_made(n_draws):
    content = orchard().model_dump(mode="json", by_alias=True)
    content["preferences"]["hill"]["no_deal"] = "0..100"
    case = orchard().model_validate(content)
    assert analyze(case, n_draws=n_draws).settlement.n_draws == n_draws


def test_parameters_stand_in_every_finding():
    findings = analyze(orchard(), seed=5)
    for name in type(findings).model_fields:
        finding = getattr(findings, name)
        assert (finding.question, finding.seed) == (name, 5)
        assert len(finding.case_sha256) == 64
        assert finding.version
        assert finding.method
