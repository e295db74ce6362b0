"""Unknown and great preference, coalitions, simultaneous and limited moves, word for word.

Twins of the kernels for small graphs, on top of `tests/literal_stability.py`: sets of states, one
state at a time, nothing kept.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from tests.literal_stability import improvements, moves, reachable

Compare = Callable[[int, int, int], str]
"""What state q is to party j compared with s: "much better", "better", "equal", "worse", "much
worse" or "unknown"."""
BETTER = ("better", "much better")


def compared(values, unknown, great) -> Compare:
    """Return the comparison by ranges: per party and state, a dict of parts with their ranges.

    A part is named by what it belongs to; a part that two states have under one name is the same.
    """

    def compare(party: int, q: int, s: int) -> str:
        if {q, s} in unknown[party]:
            return "unknown"
        mine, yours = values[party][q], values[party][s]
        least = most = 0
        for name in {*mine, *yours}:
            if name not in yours:
                least, most = least + mine[name][0], most + mine[name][1]
            elif name not in mine:
                least, most = least - yours[name][1], most - yours[name][0]
        if least > 0:
            return "much better" if great[party] and least >= great[party] else "better"
        if most < 0:
            return "much worse" if great[party] and -most >= great[party] else "worse"
        return "equal" if least == most == 0 else "unknown"

    return compare


def is_stable(graph, compare: Compare, variant, strongly, concept, party, state) -> bool:
    """Whether a state is stable for a party, where preferences may be unknown, mild or great."""
    leaves = {"a": (*BETTER, "unknown"), "b": BETTER, "c": (*BETTER, "unknown"), "d": BETTER}
    holds = ("much worse",) if strongly else ("equal", "worse", "much worse")
    if variant in "cd":
        holds = (*holds, "unknown")

    def sanctions(q: int) -> bool:
        if compare(party, q, state) not in holds:
            return False
        if concept in ("gmr", "seq"):
            return True
        return all(compare(party, r, state) in holds for r in moves(graph, party, q))

    def step(j: int, s: int) -> list[int]:
        if concept in ("gmr", "smr"):
            return moves(graph, j, s)
        return [q for q in moves(graph, j, s) if compare(j, q, s) in (*BETTER, "unknown")]

    others = [j for j in range(graph.n_parties) if j != party]
    for end in moves(graph, party, state):
        if compare(party, end, state) not in leaves[variant]:
            continue
        if concept == "nash" or not any(map(sanctions, reachable(others, end, step))):
            return False
    return True


def coalitions_of(members: Sequence[int]) -> list[tuple[int, ...]]:
    """Return all non-empty coalitions of some parties, small ones first."""
    sizes = range(1, len(members) + 1)
    return [coalition for size in sizes for coalition in combinations(members, size)]


def joint_improvements(graph, rank, coalition, state) -> set[int]:
    """Return where a coalition can come and every member is better off."""
    found = reachable(coalition, state, lambda j, s: moves(graph, j, s))
    return {q for q in found if all(rank[k, q] > rank[k, state] for k in coalition)}


def is_stable_for(graph, rank, concept, coalition, state) -> bool:
    """Whether a state is stable for a coalition."""
    others = [j for j in range(graph.n_parties) if j not in coalition]
    blocks = coalitions_of(others)

    def hurts(q: int) -> bool:
        return any(rank[k, q] <= rank[k, state] for k in coalition)

    def answers(q: int) -> set[int]:
        if concept == "cseq":
            return reachable(
                range(len(blocks)), q, lambda b, s: joint_improvements(graph, rank, blocks[b], s)
            )
        return reachable(others, q, lambda j, s: moves(graph, j, s))

    def sanctions(q: int) -> bool:
        if concept != "csmr":
            return hurts(q)
        return hurts(q) and all(
            map(hurts, reachable(coalition, q, lambda j, s: moves(graph, j, s)))
        )

    for end in joint_improvements(graph, rank, coalition, state):
        if concept == "cnash" or not any(map(sanctions, answers(end))):
            return False
    return True


def is_simultaneously_stable(grid, rank, party, state) -> bool:
    """Whether every improvement of a party fails if the others improve at the same time."""
    return all(
        any(rank[party, q] <= rank[party, state] for q in together(grid, rank, party, state, end))
        for end in improvements(grid, rank, party, state)
    )


def together(grid, rank, party, state, end) -> Iterator[int]:
    """Yield the feasible states in which a move and improvements of others at once can end."""
    others = [j for j in range(grid.n_parties) if j != party]
    choices = [[state, *improvements(grid, rank, j, state)] for j in others]
    for ends in product(*choices):
        changed: dict[int, set[int]] = {}
        for other in (end, *ends):
            options = zip(options_of(grid, state), options_of(grid, other), strict=True)
            for axis, (before, after) in enumerate(options):
                if after != before:
                    changed.setdefault(axis, set()).add(after)
        if all(len(after) == 1 for after in changed.values()):
            options = list(options_of(grid, state))
            for axis, after in changed.items():
                options[axis] = min(after)
            q = number_of(grid, options)
            if grid.feasible is None or grid.feasible[q]:
                yield q


def options_of(grid, state) -> tuple[int, ...]:
    """Return the option of each axis in a state."""
    return list(product(*map(range, grid.sizes)))[state]


def number_of(grid, options) -> int:
    """Return the state with some options."""
    return list(product(*map(range, grid.sizes))).index(tuple(options))


def anticipated(graph, rank, horizon, party, state) -> int:
    """Return where two parties of some foresight end up if one of them moves first or stays."""
    ends = moves(graph, party, state)
    if not horizon or not ends:
        return state
    best = max(
        (anticipated(graph, rank, horizon - 1, 1 - party, end) for end in ends),
        key=lambda q: rank[party, q],
    )
    return state if rank[party, state] >= rank[party, best] else best
