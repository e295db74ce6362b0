"""Which single demand makes a rule name what it names: each is dropped once."""

from collections.abc import Sequence
from dataclasses import replace

from detente.analysis.exact import SolutionName
from detente.analysis.named import Named, from_frontier
from detente.analysis.problem import CaseProblem
from detente.kernels.blocks import to_blocks
from detente.kernels.frontier import Frontier, frontier
from detente.kernels.problem import Problem, lowest

MAX_WORK = 400_000
"""Most vectors merged for all demands together."""


def bindings(
    ready: CaseProblem, found: Frontier, named: Sequence[Named]
) -> dict[SolutionName, tuple[str, ...]] | None:
    """Return for each rule the demands without any single one of which it would name another.

    Parameters
    ----------
    ready : CaseProblem
        The case with certain values.
    found : Frontier
        Its complete frontier.
    named : sequence of Named
        What each rule names now.

    Returns
    -------
    dict or None
        Paths of red lines and no-deal values of those at the table, in the order of the case. None
        where the case is too large to drop each demand once (more than `MAX_WORK` vectors).

    Notes
    -----
    A demand is dropped by letting its owner accept in spite of it; gains are still measured
    against no deal. It binds a rule where none of what the rule names then is named now.
    """
    demands = demands_of(ready)
    cost = sum(layer.shape[1] for layer in found.trail.layers)
    if cost * len(demands) > MAX_WORK:
        return None
    binding: dict[SolutionName, list[str]] = {item.rule: [] for item in named}
    before = {item.rule: _outcomes(item) for item in named}
    for path, dropped in demands.items():
        blocks = to_blocks(dropped)
        if blocks is None:
            return None
        free = frontier(blocks)
        if not free.complete:
            return None
        for item in from_frontier(dropped, free):
            if not _outcomes(item) & before[item.rule]:
                binding[item.rule].append(path)
    return {rule: tuple(paths) for rule, paths in binding.items()}


def demands_of(ready: CaseProblem) -> dict[str, Problem]:
    """Return every demand of those at the table by its path, with the problem that drops it.

    Red lines first, then what sets the least worth each accepts; in the order of the case.
    """
    problem = ready.problem
    found: dict[str, Problem] = {}
    for index, (path, line) in enumerate(zip(ready.lines, problem.lines, strict=True)):
        if line.party in problem.table:
            rest = problem.lines[:index] + problem.lines[index + 1 :]
            found[path] = replace(problem, lines=rest)
    for row in problem.table:
        path = ready.floors[row]
        least = lowest(problem, row) if path.endswith("no_deal") else problem.no_deal[row]
        floor = (*problem.floor[:row], least, *problem.floor[row + 1 :])
        found[path] = replace(problem, floor=floor)
    order = {party: n for n, party in enumerate(ready.case.players())}

    def place(path: str) -> tuple[bool, int, str]:
        return path.endswith("no_deal"), order[path.split(".")[1]], path

    return {path: found[path] for path in sorted(found, key=place)}


def _outcomes(named: Named) -> frozenset[tuple[int, ...]]:
    """Return the outcomes that a rule names, as far as they are listed."""
    return frozenset(tuple(int(option) for option in row) for row in named.outcomes)
