"""A forecast of a case too large to enumerate looks at no outcome, and says the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis import prepared
from detente.analysis.arrays import MAX_OUTCOMES, to_arrays
from detente.analysis.forecast import forecast
from detente.analysis.linked import linked_outcome
from detente.analysis.run import analyze
from detente.case.model import Case
from detente.errors import AnalysisError


def large(links=(), n_issues=21):
    """Return a case of 2^21 outcomes: two at a table, one of them torn on the first issue."""
    issues = {
        f"i{n:02}": {"options": {"no": {"at": 0}, "yes": {"at": 100}}} for n in range(n_issues)
    }
    first = {"i00": {"salience": 20, "scores": {"no": "0..60", "yes": "40..100"}}}

    def wishes(ideal):
        other = "no" if ideal == "yes" else "yes"
        return {
            issue: {"salience": 10 + 3 * n, "scores": {ideal: 100, other: n}}
            for n, issue in enumerate(issues)
        }

    return Case.model_validate(
        {
            "detente": 1,
            "title": "large",
            "parties": {"ann": {"seat": True}, "ben": {"seat": True}},
            "issues": issues,
            "preferences": {
                "ann": {"no_deal": 10, "issues": {**wishes("yes"), **first}},
                "ben": {"no_deal": 10, "issues": wishes("no")},
            },
            "links": [{"if": before, "then": after} for before, after in links],
        }
    )


def test_no_exact_answer_is_worked_out_for_a_forecast(monkeypatch):
    def refuse(case):
        raise AssertionError(case.title)

    monkeypatch.setattr(prepared, "answer", refuse)
    found = forecast(large(), n_draws=64)
    assert found.n_draws == 64
    assert found.values.issue("i00").at_table is not None


def test_the_forecast_is_that_of_all_questions_asked_together():
    assert MAX_OUTCOMES < 2**21
    case = large()
    assert forecast(case, n_draws=32) == analyze(case, n_draws=32).forecast


def test_links_that_nothing_satisfies_are_refused_with_the_number_of_outcomes():
    impossible = [("i00 = yes", "i01 = no"), ("i00 = no", "i01 = no"), ("i01 = no", "i01 = yes")]
    with pytest.raises(AnalysisError, match=r"none of the 2,097,152 outcomes satisfies all links"):
        forecast(large(impossible))


def test_links_about_too_many_issues_are_left_to_the_exact_answer():
    case = large([(f"i{n:02} = yes", f"i{n + 1:02} = yes") for n in range(20)])
    assert linked_outcome(case) is None
    assert forecast(case, n_draws=8).values.issue("i00").at_table is not None


_SIDE = st.tuples(st.integers(0, 3), st.sampled_from(["yes", "no"])).map(
    lambda side: f"i{side[0]:02} = {side[1]}"
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_SIDE, _SIDE), max_size=5))
def test_the_outcome_satisfies_the_links_where_any_does(links):
    case = large(links, n_issues=4)
    outcome = linked_outcome(case)
    assert outcome is not None
    assert outcome.shape == (1, 4)
    try:
        kept = to_arrays(case).outcomes
    except AnalysisError:
        with pytest.raises(AnalysisError, match="satisfies all links"):
            to_arrays(case, outcome)
    else:
        assert outcome.tolist()[0] in kept.tolist()
