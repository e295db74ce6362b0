"""The smallest change of one party's preferences that turns the stability of a state for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernels.graph_moves import Graph, Moves
from detente.kernels.graph_search import Kind, RankArray, Search
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.stability_why import CREDIBLE, FINAL, Concept

_NEVER = -1


@dataclass(frozen=True)
class Threshold:
    """The level a state would have to sink below for a party to leave it."""

    level: int
    """Level of `pivot`; below 0 where no level makes the party leave."""
    improvement: int | None
    """State the party would then move to without an answer; None where it never leaves."""
    pivot: int | None
    """State that the party must prefer for that, of those needed the one on the lowest level."""


@dataclass(frozen=True, eq=False)
class Fragility:
    """How far a state is, in a party's ranking, from turning stable or unstable."""

    stable: bool
    """Whether it is stable for the party now."""
    swaps: int | None
    """Fewest pairs of states whose order in the ranking must change for that to turn; None where no
    ranking of this party turns it."""
    passed: IntArray
    """States whose order with it changes in a smallest such change, ascending; `swaps` of them. A
    stable one sinks below them; an unstable one rises above its equals, to the pivot's place."""
    improvement: int | None
    """Where stable: state the party would move to without an answer. Where not: one it moves to."""
    pivot: int | None
    """State that has the last word: the lowest of those passed where stable, else the highest."""


@dataclass(frozen=True)
class ScoreChange:
    """How far scores must shift for a state to turn stable or unstable for a party."""

    stable: bool
    """Whether it is stable for the party now."""
    change: float
    """Shift of the scores that move together, in their unit; negative: down."""
    beyond: bool
    """True: any shift beyond this one does it, this one does not yet. False: this one does it."""
    improvement: int
    """Where stable: state the party would move to without an answer. Where not: one it moves to."""
    pivot: int
    """State whose score the state falls below (where stable), or comes up to."""


def fragility(graph: Graph, rank: RankArray, party: int, state: int, concept: Concept) -> Fragility:
    """Return the fewest swaps in a party's ranking that turn the stability of a state for it.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better, equal is indifferent. Only the row of `party` changes.
    party, state : int
        Who could leave, and a feasible state.
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
        Whose answers it fears.

    Returns
    -------
    Fragility
        Swaps counted among the feasible states. Between strict rankings they are swaps of
        neighbors. Ties: a pair counts once, whether its order is turned round, made or given up.

    Notes
    -----
    Whether s is stable depends on the party's own ranking only through the set U of states above s,
    and s becomes unstable, never stable, as U grows: more moves improve, fewer states hurt, more of
    them can be left for something better. So s leaves exactly where U contains one of some smallest
    sets W, and the level looked for is the largest, over all W, of the least level in W:

        max over moves s1 of min(level(s1), min over answers q from s1 of v(q)),

    with v(q) the level of q (nash: no q; gmr, seq) or the highest level among q and the party's
    moves from q (smr, sseq), s itself being below every level.

    Exact: let w be the lowest state of W. Every state y with s >= y >= w, other than s, costs at
    least one pair of its own: if y is brought above s the pair (y, s); if not, w is above s and s
    not below y, so w is now above y and was not: the pair (y, w). For w itself it is (w, s).
    Conversely, let s sink just below w and its equals: this changes one pair for each of these
    states, and puts all of W above s. An unstable state rises, in the same way, until it is equal
    to the state w that decides, and changes one pair for each state with s <= y <= w. A swap of
    neighbors changes exactly one pair.

    One exhaustive search per improving or possible move, cut off where it cannot matter; time at
    worst as `stability_why.improvement_answers` for each move, memory O(n_states).
    """
    level = rank[party].astype(np.int32)
    found = threshold(graph, rank, party, state, concept, level - level.min())
    here = int(level[state]) - int(level.min())
    stable = found.level <= here
    if found.level < 0:
        return Fragility(stable, None, np.zeros(0, dtype=np.intp), None, None)
    turning = found.level + int(level.min())
    passed = (level >= turning) & (level <= level[state])
    if not stable:
        passed = (level >= level[state]) & (level <= turning)
    passed[state] = False
    if graph.feasible is not None:
        passed &= graph.feasible
    return Fragility(
        stable=stable,
        swaps=int(passed.sum()),
        passed=np.flatnonzero(passed),
        improvement=found.improvement,
        pivot=found.pivot,
    )


def score_change(
    graph: Graph,
    rank: RankArray,
    party: int,
    state: int,
    concept: Concept,
    scores: FloatArray | NDArray[np.int64],
    moved: BoolArray,
) -> ScoreChange | None:
    """Return how far some scores of a party must shift together to turn a state's stability for it.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves.
    rank : int32 array, shape (n_parties, n_states)
        Of the others; the row of `party` is not looked at.
    party, state : int
        Who could leave, and a feasible state.
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
        Whose answers it fears.
    scores : float64 or int64 array, shape (n_states,)
        Scores of the party, finite, in any unit: larger is better, equal is indifferent.
    moved : bool array, shape (n_states,)
        States whose scores shift by the same amount: those with one option for the worth of that
        option, one state for its own score.

    Returns
    -------
    ScoreChange, or None
        None where no shift turns it. Of all single scores of states, that of the state itself
        always needs the smallest shift of any that make it unstable.

    Notes
    -----
    Only states on the other side of `moved` than the state change places with it, all in the same
    direction, so that the set above the state only grows (or only shrinks) with the shift. The
    level of a state is then the shift from which on it is above, and the threshold is found as in
    `fragility`. If raising w alone makes s unstable, W is within U and w, so s needs to sink
    below w at most, which is the same shift.
    """
    sign = -1 if moved[state] else 1
    shift = np.asarray(scores[state] - scores)
    other_side = moved != moved[state]
    candidates = np.unique(shift[other_side])
    level = np.full(len(scores), _NEVER, dtype=np.int32)
    level[other_side] = len(candidates) - 1 - np.searchsorted(candidates, shift[other_side])
    level[~other_side & (shift < 0)] = len(candidates)
    found = threshold(graph, rank, party, state, concept, level)
    if found.improvement is None or found.pivot is None or found.level == len(candidates):
        return None
    needed = candidates[len(candidates) - 1 - found.level]
    return ScoreChange(
        stable=bool(needed >= 0),
        change=sign * needed.item(),
        beyond=bool(needed >= 0),
        improvement=found.improvement,
        pivot=found.pivot,
    )


def threshold(
    graph: Graph,
    rank: RankArray,
    party: int,
    state: int,
    concept: Concept,
    level: NDArray[np.int32],
) -> Threshold:
    """Return the highest level at which a party leaves a state once it prefers all from there up.

    Parameters
    ----------
    graph, rank, party, state, concept
        As in `fragility`; the row of `party` in `rank` is not looked at.
    level : int32 array, shape (n_states,)
        Order in which states come above the state, the highest first; below 0 for those that never
        do. That of `state` is not looked at.

    Returns
    -------
    Threshold
        Of several improvements with the same level the first by level, then by state; likewise
        the pivot.
    """
    level = level.copy()
    level[state] = _NEVER
    targets = graph.moves(party, state)
    best = Threshold(_NEVER, None, None)
    for target in targets[np.argsort(-level[targets].astype(np.int64), kind="stable")]:
        if level[target] <= best.level:
            break
        worst, pivot = int(level[target]), int(target)
        if concept != "nash":
            worst, pivot = _least(graph, rank, party, concept, level, int(target), best.level)
        if worst > best.level:
            best = Threshold(worst, int(target), pivot)
    return best


def _least(
    graph: Graph,
    rank: RankArray,
    party: int,
    concept: Concept,
    level: NDArray[np.int32],
    start: int,
    enough: int,
) -> tuple[int, int]:
    """Return the least level an answer leads to, and where; no matter which one up to `enough`."""
    moves = Moves(graph)
    others = [j for j in range(graph.n_parties) if j != party]
    kind: Kind = "improvements" if concept in CREDIBLE else "moves"
    least, pivot = int(level[start]), start
    for _, states in Search(graph, start, others, kind, rank).levels():
        reached = level[states]
        if concept in FINAL:
            reached = reached.copy()
            for places, targets in moves.pairs(party, states):
                np.maximum.at(reached, places, level[targets])
        place = int(reached.argmin())
        if reached[place] < least:
            least = int(reached[place])
            pivot = _highest(graph, party, int(states[place]), concept, level)
        if least <= enough:
            break
    return least, pivot


def _highest(
    graph: Graph, party: int, state: int, concept: Concept, level: NDArray[np.int32]
) -> int:
    """Return the state that comes above first, of an answer and what the party can make of it."""
    if concept not in FINAL:
        return state
    choices = np.concatenate(([state], graph.moves(party, state)))
    return int(choices[level[choices].argmax()])
