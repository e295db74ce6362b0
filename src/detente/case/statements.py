"""Statements about outcomes, as red lines and links use them.

``sanctions = lifted``, ``peacekeepers in (eu_flag, nato)``, ``peacekeepers >= eu_flag`` (by place
on the issue's scale), ``!=``, ``not``, ``and``, ``or`` and parentheses. ``and`` binds tighter
than ``or``. `str()` of a statement is its canonical form and parses to the same statement.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from numpy.typing import NDArray

from detente.case.model import Issue, Outcome
from detente.errors import CaseError

Relation = Literal["=", "!=", "<", "<=", ">", ">="]
KEYWORDS = ("and", "in", "not", "or")
"""Words that no issue or option may be called."""
MAX_LENGTH = 4_000
"""Longest statement, in characters."""
MAX_NESTING = 100
"""Most parentheses and ``not`` in a statement; keeps its tree shallow."""

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``issue = option``, ``issue != option``, or a comparison of places on the scale."""

    issue: str
    relation: Relation
    option: str

    def __str__(self) -> str:
        return f"{self.issue} {self.relation} {self.option}"


@dataclass(frozen=True, slots=True)
class Membership:
    """``issue in (option, option)``."""

    issue: str
    options: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.issue} in ({', '.join(self.options)})"


@dataclass(frozen=True, slots=True)
class Not:
    """True where `operand` is not."""

    operand: "Statement"

    def __str__(self) -> str:
        return f"not {_in_parentheses(self.operand, And, Or)}"


@dataclass(frozen=True, slots=True)
class And:
    """True where every operand is; two operands at least."""

    operands: tuple["Statement", ...]

    def __str__(self) -> str:
        return " and ".join(_in_parentheses(item, And, Or) for item in self.operands)


@dataclass(frozen=True, slots=True)
class Or:
    """True where one operand is; two operands at least."""

    operands: tuple["Statement", ...]

    def __str__(self) -> str:
        return " or ".join(_in_parentheses(item, Or) for item in self.operands)


Leaf: TypeAlias = Comparison | Membership
Statement: TypeAlias = Comparison | Membership | Not | And | Or


def parse_statement(text: str) -> Statement:
    """Return the statement that `text` writes; `CaseError` names the column of a slip."""
    if len(text) > MAX_LENGTH:
        msg = f"statement has {len(text)} characters, more than {MAX_LENGTH}; split it into several"
        raise CaseError(msg)
    if len(re.findall(r"\(|\bnot\b", text)) > MAX_NESTING:
        msg = f"statement {text[:40]!r}... nests more than {MAX_NESTING} deep; split it"
        raise CaseError(msg)
    try:
        statement: Statement = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as slip:
        raise CaseError(_describe(text, slip)) from None
    return statement


def leaves(statement: Statement) -> tuple[Leaf, ...]:
    """Return the comparisons a statement is made of, in its order."""
    match statement:
        case Comparison() | Membership():
            return (statement,)
        case Not(operand):
            return leaves(operand)
        case And(operands) | Or(operands):
            return tuple(leaf for operand in operands for leaf in leaves(operand))


def issues_of(statement: Statement) -> tuple[str, ...]:
    """Return the ids of the issues a statement is about, in its order, each once."""
    return tuple(dict.fromkeys(leaf.issue for leaf in leaves(statement)))


def options_of(leaf: Leaf) -> tuple[str, ...]:
    """Return the ids of the options a comparison names."""
    return leaf.options if isinstance(leaf, Membership) else (leaf.option,)


def allowed(leaf: Leaf, issue: Issue) -> tuple[str, ...]:
    """Return the options of `issue` for which the comparison is true, in the order of the issue.

    `CaseError` where it names an option the issue does not have, or compares places that are
    not given.
    """
    for option in options_of(leaf):
        if option not in issue.options:
            msg = f"issue {leaf.issue} has no option {option}; it has {', '.join(issue.options)}"
            raise CaseError(msg)
    if isinstance(leaf, Membership):
        return tuple(option for option in issue.options if option in leaf.options)
    if leaf.relation == "=":
        return (leaf.option,)
    if leaf.relation == "!=":
        return tuple(option for option in issue.options if option != leaf.option)
    holds_for = _ORDER[leaf.relation]
    bound = _place(leaf, issue, leaf.option)
    return tuple(o for o in issue.options if holds_for(_place(leaf, issue, o), bound))


def holds(statement: Statement, outcome: Outcome, issues: Mapping[str, Issue]) -> bool:
    """Return whether a statement is true of one outcome.

    `issues` are those of the case; they give the places that ``<`` and ``>=`` compare.
    """
    match statement:
        case Comparison() | Membership():
            issue = _issue(statement, issues)
            return outcome[statement.issue] in allowed(statement, issue)
        case Not(operand):
            return not holds(operand, outcome, issues)
        case And(operands):
            return all(holds(operand, outcome, issues) for operand in operands)
        case Or(operands):
            return any(holds(operand, outcome, issues) for operand in operands)


def mask(
    statement: Statement, issues: Mapping[str, Issue], outcomes: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Return for which outcomes a statement is true.

    Parameters
    ----------
    statement
        What is asked of each outcome.
    issues
        Issues of the case, in its order: column ``i`` of `outcomes` is the i-th of them.
    outcomes
        Index of the chosen option within each issue, counted from 0 in the order of the issue's
        options; shape (n_outcomes, n_issues).

    Returns
    -------
    NDArray[np.bool_]
        Shape (n_outcomes,).

    Raises
    ------
    CaseError
        If the statement names an issue or option that is not there, or compares places on an
        issue that has none.
    """
    match statement:
        case Comparison() | Membership():
            issue = _issue(statement, issues)
            column = outcomes[:, list(issues).index(statement.issue)]
            chosen = allowed(statement, issue)
            table = np.array([option in chosen for option in issue.options])
            return np.asarray(table[column], dtype=np.bool_)
        case Not(operand):
            return ~mask(operand, issues, outcomes)
        case And(operands):
            parts = [mask(operand, issues, outcomes) for operand in operands]
            return np.asarray(np.logical_and.reduce(parts), dtype=np.bool_)
        case Or(operands):
            parts = [mask(operand, issues, outcomes) for operand in operands]
            return np.asarray(np.logical_or.reduce(parts), dtype=np.bool_)


def _issue(leaf: Leaf, issues: Mapping[str, Issue]) -> Issue:
    if leaf.issue not in issues:
        msg = f"statement {str(leaf)!r} names no issue of the case; it has {', '.join(issues)}"
        raise CaseError(msg)
    return issues[leaf.issue]


def _place(leaf: Leaf, issue: Issue, option: str) -> float:
    at = issue.options[option].at
    if at is None:
        msg = (
            f"statement {str(leaf)!r} compares places, but option {option} of issue {leaf.issue} "
            "has none; give every option of the issue an 'at', or name the options with 'in'"
        )
        raise CaseError(msg)
    return at


def _in_parentheses(statement: Statement, *kinds: type) -> str:
    return f"({statement})" if isinstance(statement, kinds) else str(statement)


_GRAMMAR = r"""
?any: all ("or" all)*          -> any_of
?all: negation ("and" negation)* -> all_of
?negation: "not" negation      -> not_
         | "(" any ")"
         | NAME RELATION NAME  -> comparison
         | NAME "in" list      -> membership
         | NAME "not" "in" list -> exclusion
list: "(" NAME ("," NAME)* ")"
NAME: /(?!(?:and|in|not|or)\b)[a-z][a-z0-9_]*/
RELATION: "=" | "!=" | "<=" | ">=" | "<" | ">"
%ignore /[ \t\r\n]+/
"""


class _ToStatement(Transformer[Token, Statement]):
    """Turns the parse into a statement while it runs, so that depth costs no recursion."""

    def any_of(self, items: list[Statement]) -> Statement:
        return items[0] if len(items) == 1 else Or(tuple(items))

    def all_of(self, items: list[Statement]) -> Statement:
        return items[0] if len(items) == 1 else And(tuple(items))

    def not_(self, items: list[Statement]) -> Statement:
        return Not(items[0])

    def comparison(self, items: list[Token]) -> Statement:
        issue, relation, option = (str(item) for item in items)
        return Comparison(issue, relation, option)  # type: ignore[arg-type]

    def list(self, items: list[Token]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(item) for item in items))

    def membership(self, items: tuple[Token, tuple[str, ...]]) -> Statement:
        return Membership(str(items[0]), items[1])

    def exclusion(self, items: tuple[Token, tuple[str, ...]]) -> Statement:
        return Not(self.membership(items))


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(_GRAMMAR, start="any", parser="lalr", transformer=_ToStatement())


def _describe(text: str, slip: UnexpectedInput) -> str:
    if isinstance(slip, UnexpectedCharacters):
        start = slip.pos_in_stream or 0
        column, found = start + 1, repr(text[start])
    elif isinstance(slip, UnexpectedToken) and slip.token.type != "$END":
        column, found = (slip.token.start_pos or 0) + 1, repr(str(slip.token))
    else:
        column, found = len(text) + 1, "the end"
    return (
        f"statement {text!r} has {found} at column {column} where it cannot stand; "
        "write it like 'peacekeepers in (eu_flag, nato)' or "
        "'sanctions = lifted and not ceasefire = none', names in small letters"
    )
