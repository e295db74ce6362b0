"""Which outcomes the stability of a case is looked at for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.exact import SolutionName
from detente.analysis.foremost import foremost
from detente.analysis.graph import CaseGraph
from detente.analysis.prepared import Prepared
from detente.analysis.stability_values import Kind
from detente.case.model import Case, Outcome
from detente.case.slip import meant
from detente.case.statements import holds, parse_statement
from detente.errors import AnalysisError

MAX_NAMED = 8
"""Most outcomes that rules name."""


@dataclass(frozen=True)
class Focus:
    """An outcome that is looked at, and why."""

    state: int
    """Its number."""
    kinds: tuple[Kind, ...]
    """Why."""
    rules: tuple[SolutionName, ...] = ()
    """Rules that name it."""


def focus_of(ready: Prepared, graph: CaseGraph, asked: Sequence[Outcome] = ()) -> list[Focus]:
    """Return the outcomes looked at: settlements, those asked for, the status quo.

    Parameters
    ----------
    ready : Prepared
        A case; of one in which some party is known only by its order only the status quo counts.
    graph : CaseGraph
        The same case as a graph.
    asked : sequence of dict of str to str
        Outcomes asked for, as `whole_outcome` reads them.

    Returns
    -------
    list of Focus
        Each outcome once: foremost settlements, those that rules name, those asked for, the status
        quo.

    Raises
    ------
    AnalysisError
        An outcome asked for is none of the case.
    """
    found: dict[int, Focus] = {}
    if not ready.case.ordinal() and ready.arrays.kept is not None:
        numbers = np.flatnonzero(ready.arrays.kept)
        for row in foremost(ready.arrays, ready.base):
            _add(found, Focus(int(numbers[row]), ("foremost",)))
        for point in ready.exact.values.solutions:
            state = graph.state(point.outcomes[0])
            if state in found or len(found) < MAX_NAMED:
                _add(found, Focus(state, ("named",), (point.rule,)))
    for outcome in asked:
        _add(found, Focus(graph.state(whole_outcome(graph.case, outcome)), ("asked",)))
    status_quo = status_quo_of(graph)
    if status_quo is not None:
        _add(found, Focus(status_quo, ("status_quo",)))
    return list(found.values())


def whole_outcome(case: Case, outcome: Outcome) -> Outcome:
    """Return an outcome asked for in full; issues left out are at their status quo.

    Raises
    ------
    AnalysisError
        An unknown issue or option, an issue without a status quo left out, or a broken link.
    """
    known = {name: issue.status_quo for name, issue in case.issues.items()}
    whole: Outcome = {}
    for name, option in {**known, **outcome}.items():
        if name not in case.issues:
            msg = f"outcome asked for: unknown issue {name!r}; {meant(name, case.issues)}"
            raise AnalysisError(msg)
        if option is None:
            msg = (
                f"outcome asked for: it says nothing on {name}, of which the case states no status "
                f"quo; add {name}=OPTION"
            )
            raise AnalysisError(msg)
        if option not in case.issues[name].options:
            advice = meant(option, case.issues[name].options)
            msg = f"outcome asked for: {option!r} is no option of {name}; {advice}"
            raise AnalysisError(msg)
        whole[name] = option
    for link in case.links:
        true, then = (
            holds(parse_statement(text), whole, case.issues) for text in (link.if_, link.then)
        )
        if true and not then:
            said = ", ".join(f"{name}={option}" for name, option in whole.items())
            msg = f"outcome asked for: {said} breaks a link, if {link.if_} then {link.then}"
            msg += "; ask for another, or change the link"
            raise AnalysisError(msg)
    return whole


def status_quo_of(graph: CaseGraph) -> int | None:
    """Return the number of the status quo; None where the case does not state it or forbids it."""
    options = {name: issue.status_quo for name, issue in graph.case.issues.items()}
    stated = {name: option for name, option in options.items() if option is not None}
    if len(stated) < len(options):
        return None
    state = graph.state(stated)
    return state if graph.feasible(state) else None


def _add(found: dict[int, Focus], new: Focus) -> None:
    old = found.get(new.state, Focus(new.state, ()))
    found[new.state] = replace(
        old,
        kinds=tuple(dict.fromkeys((*old.kinds, *new.kinds))),
        rules=tuple(dict.fromkeys((*old.rules, *new.rules))),
    )
