"""Case -> problem in whole numbers: one certain value for every range, exactly as written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np

from detente.analysis.axes import UNKNOWN, preference_of, score_of, sorted_issues, wants_of
from detente.analysis.consent import consent_of
from detente.case.model import Case, Issue, Outcome, Range
from detente.case.statements import (
    And,
    Comparison,
    Membership,
    Not,
    Or,
    Statement,
    allowed,
    parse_statement,
)
from detente.errors import AnalysisError, CaseError
from detente.kernels.condition import All, Any, Condition, In, negated
from detente.kernels.outcomes import IntArray
from detente.kernels.problem import MAX_WHOLE, Line, Problem, whole
from detente.kernels.sums import Bonus

Choose = Callable[[Range], Fraction]
"""Which plausible value to take."""


@dataclass(frozen=True)
class CaseProblem:
    """A case as a problem with the ids behind its indices."""

    case: Case
    """Where it comes from."""
    problem: Problem
    """The negotiation in whole numbers."""
    parties: tuple[str, ...]
    """Id of each row."""
    issues: tuple[str, ...]
    """Id of each issue."""
    options: tuple[tuple[str, ...], ...]
    """Ids of the options of each issue."""
    lines: tuple[str, ...]
    """Path into the case of each line of the problem."""
    weights: tuple[tuple[Fraction, ...], ...]
    """Salience share of each issue, by row; sums to 1."""
    choose: Choose
    """How a value was taken from each range."""
    floors: tuple[str, ...]
    """Path of what sets the floor of each row: its no-deal value, or a red line ``at_least``."""

    def outcome(self, row: Sequence[int] | IntArray) -> Outcome:
        """Return an outcome by its ids, issues in the order of the case."""
        chosen = {i: self.options[n][row[n]] for n, i in enumerate(self.issues)}
        return {issue: chosen[issue] for issue in self.case.issues}

    def points(self, party: int, units: int) -> Fraction:
        """Return units of a party as points of 100."""
        return units * self.problem.unit[party]


def middle(value: Range) -> Fraction:
    """Return the middle of a range; a certain value as it is."""
    return value.exact_mid


def to_problem(
    case: Case, choose: Choose = middle, table: Sequence[str] | None = None
) -> CaseProblem:
    """Return a case as a problem in whole numbers.

    Parameters
    ----------
    case : Case
        A case without problems.
    choose : callable
        Takes one value from each range; the middle unless told otherwise.
    table : sequence of str, optional
        Who is at the table; None: as the case says.

    Returns
    -------
    CaseProblem
        Worths in units of each party that divide all its numbers, so that nothing is rounded.

    Raises
    ------
    AnalysisError
        No issue, or nobody at the table.
    CaseError
        A statement that cannot be read.
    """
    issues = sorted_issues(case)
    seated = case.seated() if table is None else tuple(table)
    _check(issues, seated)
    parties = tuple(sorted(case.players(), key=lambda party: wants_of(case, party, issues)))
    statements = _Statements(issues)
    rows = tuple(n for n, party in enumerate(parties) if party in seated)
    lines, line_paths = _lines(case, parties, statements)
    bonuses = [_bonuses(case, party, choose, statements) for party in parties]
    floors = [_floor(case, party, choose) for party in parties]
    numbers, units = whole(
        [
            [
                *_parts(case, party, choose, issues),
                *(points for _, points in bonuses[row]),
                choose(preference_of(case, party).no_deal),
                floors[row][0],
            ]
            for row, party in enumerate(parties)
        ]
    )
    return CaseProblem(
        case=case,
        problem=Problem(
            parts=_tables(numbers, issues),
            bonuses=tuple(
                Bonus(row, when, numbers[row][_n_options(issues) + place])
                for row in range(len(parties))
                for place, (when, _) in enumerate(bonuses[row])
            ),
            links=tuple(_link(statements, link.if_, link.then) for link in case.links),
            lines=lines,
            no_deal=tuple(row[-2] for row in numbers),
            floor=tuple(row[-1] for row in numbers),
            consent=consent_of(case, parties, rows),
            table=rows,
            unit=tuple(units),
            influence=tuple(choose(case.parties[party].influence) for party in parties),
        ),
        parties=parties,
        issues=tuple(issues),
        options=tuple(tuple(issue.options) for issue in issues.values()),
        lines=line_paths,
        weights=tuple(_weights(case, party, choose, issues) for party in parties),
        choose=choose,
        floors=tuple(path for _, path in floors),
    )


def n_outcomes(case: Case) -> int:
    """Return the number of outcomes of a case, links not looked at."""
    return prod(len(issue.options) for issue in case.issues.values())


def to_condition(statement: Statement, issues: dict[str, Issue]) -> Condition:
    """Return a statement about the issues in their order as a condition on indices."""
    match statement:
        case Comparison() | Membership():
            if statement.issue not in issues:
                msg = f"statement {str(statement)!r} names no issue of the case"
                raise CaseError(msg)
            issue = issues[statement.issue]
            order = list(issue.options)
            chosen = frozenset(order.index(option) for option in allowed(statement, issue))
            return In(list(issues).index(statement.issue), chosen)
        case Not(operand):
            sizes = tuple(len(issue.options) for issue in issues.values())
            return negated(to_condition(operand, issues), sizes)
        case And(operands):
            return All(tuple(to_condition(operand, issues) for operand in operands))
        case Or(operands):
            return Any(tuple(to_condition(operand, issues) for operand in operands))


@dataclass(frozen=True)
class _Statements:
    issues: dict[str, Issue]

    def read(self, text: str) -> Condition:
        return to_condition(parse_statement(text), self.issues)

    def negated(self, text: str) -> Condition:
        sizes = tuple(len(issue.options) for issue in self.issues.values())
        return negated(self.read(text), sizes)


def _check(issues: dict[str, Issue], seated: Sequence[str]) -> None:
    if not issues:
        msg = "case has no issue that is still open; add an issue with two options at least"
        german = (
            "Der Fall hat kein Thema, das noch offen ist; nötig ist eines mit zwei Optionen "
            "oder mehr."
        )
        raise AnalysisError(msg, german=german)
    if not seated:
        msg = "case has no party whose consent is needed; give a party 'seat: true'"
        german = (
            "Der Fall hat keine Partei, deren Zustimmung nötig ist; mit „seat: true“ bekommt eine "
            "Partei einen Platz."
        )
        raise AnalysisError(msg, german=german)


def _n_options(issues: dict[str, Issue]) -> int:
    return sum(len(issue.options) for issue in issues.values())


def _parts(case: Case, party: str, choose: Choose, issues: dict[str, Issue]) -> list[Fraction]:
    """Return what every option adds to worth, in points of 100, issue by issue."""
    wishes = preference_of(case, party).issues
    weights = _weights(case, party, choose, issues)
    return [
        weight * choose(score_of(wishes.get(name), option))
        for weight, (name, issue) in zip(weights, issues.items(), strict=True)
        for option in issue.options
    ]


def _weights(
    case: Case, party: str, choose: Choose, issues: dict[str, Issue]
) -> tuple[Fraction, ...]:
    """Return salience as shares; all issues alike where none matters."""
    wishes = preference_of(case, party).issues
    salience = [choose(wishes[name].salience if name in wishes else UNKNOWN) for name in issues]
    total = sum(salience, Fraction(0))
    return tuple(s / total if total else Fraction(1, len(salience)) for s in salience)


def _bonuses(
    case: Case, party: str, choose: Choose, statements: _Statements
) -> list[tuple[Condition, Fraction]]:
    return [
        (statements.read(item.when), choose(item.add))
        for item in preference_of(case, party).interactions
    ]


def _floor(case: Case, party: str, choose: Choose) -> tuple[Fraction, str]:
    """Return the least worth a party accepts, in points of 100, and the path of what sets it."""
    preference = preference_of(case, party)
    least, path = choose(preference.no_deal), f"preferences.{party}.no_deal"
    for index, line in enumerate(preference.red_lines):
        if line.at_least is not None and choose(line.at_least) > least:
            least, path = choose(line.at_least), f"preferences.{party}.red_lines.{index}"
    return least, path


def _lines(
    case: Case, parties: Sequence[str], statements: _Statements
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    found = [
        (Line(row, statements.read(line.barred)), f"preferences.{party}.red_lines.{index}")
        for row, party in enumerate(parties)
        for index, line in enumerate(preference_of(case, party).red_lines)
        if line.barred is not None
    ]
    return tuple(line for line, _ in found), tuple(path for _, path in found)


def _link(statements: _Statements, if_: str, then: str) -> Condition:
    return Any((statements.negated(if_), statements.read(then)))


def _tables(numbers: list[list[int]], issues: dict[str, Issue]) -> tuple[IntArray, ...]:
    """Return the whole numbers of all options, per issue; int64 where every sum fits."""
    most = max(sum(map(abs, row)) for row in numbers)
    dtype = np.int64 if most < MAX_WHOLE else object
    tables, start = [], 0
    for issue in issues.values():
        stop = start + len(issue.options)
        tables.append(np.array([row[start:stop] for row in numbers], dtype=dtype))
        start = stop
    return tuple(tables)
