"""Which outcomes the stability of a case is looked at for."""

from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.exact import SolutionName
from detente.analysis.foremost import foremost
from detente.analysis.graph import CaseGraph
from detente.analysis.prepared import Prepared
from detente.analysis.stability_values import Kind

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


def focus_of(ready: Prepared, graph: CaseGraph) -> list[Focus]:
    """Return the outcomes looked at: foremost settlements, those that rules name, the status quo.

    Parameters
    ----------
    ready : Prepared
        A case; of one in which some party is known only by its order only the status quo counts.
    graph : CaseGraph
        The same case as a graph.

    Returns
    -------
    list of Focus
        Each outcome once, in this order.
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
    status_quo = status_quo_of(graph)
    if status_quo is not None:
        _add(found, Focus(status_quo, ("status_quo",)))
    return list(found.values())


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
