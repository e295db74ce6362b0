"""All problems of a case at once, each with file, line, what is wrong and what to do."""

from pathlib import Path

from pydantic import ValidationError

from detente.case.consent_slips import consent_slips
from detente.case.demands import demand_slips
from detente.case.document import Document, parse_document, read_text
from detente.case.form import form_slips, mend
from detente.case.graph_text import is_graph, no_case
from detente.case.model import Case
from detente.case.move_slips import move_slips
from detente.case.order_slips import order_slips
from detente.case.reasons import with_reasons
from detente.case.sense import act_slips, sense_slips
from detente.case.slip import Slip
from detente.errors import InvalidCaseError, Problem
from detente.record.record import Record


def check_case(case: str | Path, record: Record | None = None) -> tuple[Problem, ...]:
    """Return all problems of a case, errors and warnings, in the order of the file.

    Parameters
    ----------
    case
        A `Path` to a case file, or the text of one.
    record
        Where given, every because must name one of its acts.

    Raises
    ------
    CaseError
        If there is no such file or it is not text.
    """
    if isinstance(case, Path):
        return checked(read_text(case), str(case), record)[1]
    return checked(case, None, record)[1]


def checked(
    text: str, name: str | None = None, record: Record | None = None
) -> tuple[Case | None, tuple[Problem, ...]]:
    """Return the case in a text, None where its form is wrong, with all its problems."""
    if is_graph(text):
        return None, (no_case(name),)
    try:
        document = parse_document(text, name)
    except InvalidCaseError as refused:
        return None, refused.problems
    case, sensible, slips = formed(with_reasons(document.data))
    if sensible is not None:
        slips += sense(sensible)
        if record is not None:
            slips += act_slips(sensible, {act.id for act in record.acts})
    return case, _problems(slips, document)


def case_problems(case: Case, record: Record | None = None) -> tuple[Problem, ...]:
    """Return all problems of a case that is in no file."""
    slips = sense(case)
    if record is not None:
        slips += act_slips(case, {act.id for act in record.acts})
    return tuple(_problem(slip, None, None) for slip in slips)


def sense(case: Case) -> list[Slip]:
    """Return what makes no sense in a case of the right form."""
    return [
        *sense_slips(case),
        *consent_slips(case),
        *demand_slips(case),
        *move_slips(case),
        *order_slips(case),
    ]


def formed(data: dict[str, object]) -> tuple[Case | None, Case | None, list[Slip]]:
    """Return the case, the case as far as it can be mended, and the slips of form."""
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        slips = list(dict.fromkeys(form_slips(error)))
        try:
            return None, Case.model_validate(mend(data, error)), slips
        except ValidationError:
            return None, None, slips
    return case, case, []


def _problems(slips: list[Slip], document: Document) -> tuple[Problem, ...]:
    problems = [_problem(slip, document.line(slip.place), document.name) for slip in slips]
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _problem(slip: Slip, line: int | None, name: str | None) -> Problem:
    path = ".".join(map(str, slip.place)) or "case"
    return Problem(path, slip.message, slip.advice, line=line, file=name, severity=slip.severity)
