"""Statements: parsing, printing, truth, and the vectorised mask against the plain definition."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.model import Issue
from detente.case.statements import (
    KEYWORDS,
    And,
    Comparison,
    Membership,
    Not,
    Or,
    Statement,
    holds,
    issues_of,
    leaves,
    mask,
    options_of,
    parse_statement,
)
from detente.errors import CaseError

ISSUES = {
    "troops": Issue.model_validate(
        {"options": {"none": {"at": 0}, "un": {"at": 40}, "eu": {"at": 70}, "nato": {"at": 100}}}
    ),
    "sanctions": Issue.model_validate({"options": {"kept": {"at": 0}, "lifted": {"at": 100}}}),
    "capital": Issue.model_validate({"options": {"north": {}, "south": {}, "shared": {}}}),
}
OUTCOMES = list(itertools.product(*(issue.options for issue in ISSUES.values())))
INDICES = np.array(list(itertools.product(*(range(len(i.options)) for i in ISSUES.values()))))


def chosen(row: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(ISSUES, row, strict=True))


def _leaf(issue: str) -> st.SearchStrategy[Statement]:
    options = st.sampled_from(list(ISSUES[issue].options))
    relations = ["=", "!="] if issue == "capital" else ["=", "!=", "<", "<=", ">", ">="]
    return st.one_of(
        st.builds(Comparison, st.just(issue), st.sampled_from(relations), options),
        st.builds(
            Membership, st.just(issue), st.lists(options, min_size=1, unique=True).map(tuple)
        ),
    )


statements = st.recursive(
    st.sampled_from(list(ISSUES)).flatmap(_leaf),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def test_equality_and_membership_are_read() -> None:
    assert parse_statement("sanctions = lifted") == Comparison("sanctions", "=", "lifted")
    assert parse_statement("troops in (eu, nato)") == Membership("troops", ("eu", "nato"))


def test_and_binds_tighter_than_or_and_not_tighter_than_both() -> None:
    a, b, c = (Comparison(name, "=", "x") for name in "abc")
    assert parse_statement("a = x or b = x and not c = x") == Or((a, And((b, Not(c)))))
    assert parse_statement("(a = x or b = x) and c = x") == And((Or((a, b)), c))


def test_not_in_is_the_negation_of_in() -> None:
    assert parse_statement("troops not in (eu)") == parse_statement("not troops in (eu)")


def test_line_breaks_and_blanks_do_not_matter() -> None:
    assert parse_statement("  a=b\n and\tc !=d ") == parse_statement("a = b and c != d")


def test_a_name_may_begin_with_a_keyword() -> None:
    assert parse_statement("order = notable") == Comparison("order", "=", "notable")
    assert parse_statement("not information = andorra") == Not(
        Comparison("information", "=", "andorra")
    )


@pytest.mark.parametrize("word", KEYWORDS)
def test_a_keyword_cannot_be_a_name(word: str) -> None:
    with pytest.raises(CaseError, match="where it cannot stand"):
        parse_statement(f"troops = {word}")


@given(statements)
def test_the_printed_form_parses_to_the_same_statement(statement: Statement) -> None:
    printed = str(statement)
    assert parse_statement(printed) == statement
    assert str(parse_statement(printed)) == printed


@given(statements)
def test_the_mask_agrees_with_the_truth_of_each_outcome(statement: Statement) -> None:
    expected = [holds(statement, chosen(row), ISSUES) for row in OUTCOMES]
    assert mask(statement, ISSUES, INDICES).tolist() == expected


@given(statements, statements)
def test_negation_and_de_morgan_hold_for_every_outcome(one: Statement, two: Statement) -> None:
    left = mask(Not(And((one, two))), ISSUES, INDICES)
    right = mask(Or((Not(one), Not(two))), ISSUES, INDICES)
    assert (left == right).all()
    assert (mask(Not(one), ISSUES, INDICES) != mask(one, ISSUES, INDICES)).all()


def test_order_compares_places_on_the_scale_not_the_order_of_writing() -> None:
    shuffled = Issue.model_validate({"options": {"high": {"at": 90}, "low": {"at": 10}}})
    statement = parse_statement("x >= low")
    assert holds(statement, {"x": "high"}, {"x": shuffled})
    assert not holds(parse_statement("x > low"), {"x": "low"}, {"x": shuffled})
    assert holds(parse_statement("x <= low"), {"x": "low"}, {"x": shuffled})
    assert not holds(parse_statement("x < low"), {"x": "high"}, {"x": shuffled})


def test_a_mask_of_no_outcomes_is_empty() -> None:
    none = np.empty((0, len(ISSUES)), dtype=np.int64)
    assert mask(parse_statement("troops = un"), ISSUES, none).shape == (0,)


def test_issues_come_in_the_order_of_the_statement_each_once() -> None:
    statement = parse_statement("sanctions = kept or troops = un and sanctions = lifted")
    assert issues_of(statement) == ("sanctions", "troops")
    assert [options_of(leaf) for leaf in leaves(statement)] == [("kept",), ("un",), ("lifted",)]


@pytest.mark.parametrize(
    ("text", "column", "found"),
    [
        ("", 1, "the end"),
        ("troops", 7, "the end"),
        ("troops = ", 10, "the end"),
        ("troops == un", 9, "'='"),
        ("troops in ()", 12, "')'"),
        ("troops = UN", 10, "'U'"),
        ("troops = un sanctions = kept", 13, "'sanctions'"),
        ("(troops = un", 13, "the end"),
        ("Trüppen = un", 1, "'T'"),
        ("troops = un; drop", 12, "';'"),
    ],
)
def test_a_slip_is_named_with_its_column(text: str, column: int, found: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_statement(text)
    assert f"has {found} at column {column} " in str(caught.value)


def test_an_unknown_issue_or_option_is_named_with_what_there_is() -> None:
    with pytest.raises(CaseError, match="issue troops has no option ue; it has none, un, eu, nato"):
        mask(parse_statement("troops = ue"), ISSUES, INDICES)
    with pytest.raises(CaseError, match="names no issue of the case; it has troops, sanctions"):
        holds(parse_statement("troop = un"), chosen(OUTCOMES[0]), ISSUES)


def test_comparing_places_needs_places() -> None:
    with pytest.raises(CaseError, match="option south of issue capital has none"):
        mask(parse_statement("capital >= south"), ISSUES, INDICES)


@pytest.mark.parametrize("text", ["not " * 200 + "a = b", "(" * 200 + "a = b" + ")" * 200])
def test_a_deeply_nested_statement_is_refused_not_a_crash(text: str) -> None:
    with pytest.raises(CaseError, match="nests more than 100 deep"):
        parse_statement(text)


def test_a_very_long_statement_is_refused() -> None:
    with pytest.raises(CaseError, match="more than 4000; split it"):
        parse_statement(" or ".join(["a = b"] * 1000))


def test_the_deepest_statement_allowed_still_prints() -> None:
    statement = parse_statement("not " * 99 + "troops = un")
    assert str(statement) == "not " * 99 + "troops = un"
