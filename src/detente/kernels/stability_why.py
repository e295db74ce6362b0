"""Who leaves a state, who answers and how: explanations as data, for one state at a time."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from detente.kernels.graph_moves import Graph, Moves
from detente.kernels.graph_search import RankArray, Search, Step
from detente.kernels.outcomes import BoolArray, IntArray

Concept: TypeAlias = Literal["nash", "gmr", "smr", "seq", "sseq"]
"""Solution concept, as in `kernels/stability.py`."""
WhyNot: TypeAlias = Literal["nobody_moves", "nothing_hurts", "escapes"]
"""Why nobody answers a move: none of the others can move (under seq and sseq: gains by moving);
nothing they reach keeps the party from being better off; it moves on from all that would."""
CREDIBLE = ("seq", "sseq")
"""Concepts under which each answering move must improve on the state it leaves for its mover."""
FINAL = ("smr", "sseq")
"""Concepts under which an answer counts only if the party cannot move on to something better."""


@dataclass(frozen=True)
class Improvement:
    """One move by which a party would gain, and what becomes of it."""

    state: int
    """Where the move ends."""
    answer: tuple[Step, ...] | None
    """Shortest sequence by which the others bring the party to a state that it likes no better than
    where it began, and under `FINAL` concepts cannot leave for one that it likes better; None where
    there is none, and under nash, which knows no answers."""
    why_not: WhyNot | None
    """None where there is an answer, and under nash."""
    hollow: tuple[Step, ...] = ()
    """Where it escapes: the shortest sequence that would hurt, then the party's best way out."""


@dataclass(frozen=True)
class Verdict:
    """Whether a party stays at a state under a concept, and why."""

    party: int
    """Who could leave."""
    state: int
    """Where it is."""
    concept: Concept
    """Whose answers it fears."""
    n_moves: int
    """States it can reach in one move."""
    improvements: tuple[Improvement, ...]
    """Every move by which it would gain, best first, then by state."""

    @property
    def leaves(self) -> tuple[Improvement, ...]:
        """Improvements that nobody answers."""
        return tuple(item for item in self.improvements if item.answer is None)

    @property
    def stable(self) -> bool:
        """Whether every improvement has an answer."""
        return not self.leaves

    @property
    def guards(self) -> tuple[int, ...]:
        """Parties that move in the answers shown, ascending: who makes the threats."""
        steps = (step for item in self.improvements for step in item.answer or ())
        return tuple(sorted({step.party for step in steps}))


def improvement_answers(
    graph: Graph,
    rank: RankArray,
    party: int,
    state: int,
    concept: Concept,
    *,
    silent: tuple[int, ...] = (),
) -> Verdict:
    """Return every improving move of a party from a state, and how the others answer it.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better, equal is indifferent.
    party : int
        Who could leave.
    state : int
        A feasible state.
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
        Rule of the answers.
    silent : tuple of int, optional
        Parties that do not take part in answers.

    Returns
    -------
    Verdict
        Stable exactly where the state is in `stability.stable`, nobody being silent.

    Notes
    -----
    The concepts are those of `stability.stable` [KilgourHipel2005]_. A state hurts where the party
    likes it no better than `state`; `state` itself is among them. Under smr and sseq coming back
    to `state` never is an answer: the party can leave again. Of several shortest answers: the one
    that ends worst for the party, then in the lowest state; then, seen from its end, by the nearest
    mover, then the nearest state.

    One search forward per improvement, which ends at the first answer. States from which no
    answer was found are not looked at again for the next improvement. Time in a grid at worst
    O(n_states * n_options) for each level of a search, memory O(n_states); in a free-form graph
    O(n_arcs) and O(n_parties * n_states).

    References
    ----------
    .. [KilgourHipel2005] Kilgour, D. M., Hipel, K. W. (2005). The Graph Model for Conflict
       Resolution: Past, Present, and Future. Group Decision and Negotiation 14(6), 441-460.
       https://doi.org/10.1007/s10726-005-9002-x
    """
    targets = improvements_of(graph, rank, party, state)
    n_moves = len(graph.moves(party, state))
    if concept == "nash":
        found = tuple(Improvement(int(target), None, None) for target in targets)
        return Verdict(party, state, concept, n_moves, found)
    asked = Answers(graph, rank, party, state, concept, silent)
    plain: Concept = "seq" if concept == "sseq" else "gmr"
    softer = Answers(graph, rank, party, state, plain, silent)
    found = tuple(_improvement(asked, softer, int(target)) for target in targets)
    return Verdict(party, state, concept, n_moves, found)


def holds(graph: Graph, rank: RankArray, party: int, state: int, concept: Concept) -> bool:
    """Return whether a state is stable for a party, without saying why.

    Parameters
    ----------
    graph, rank, party, state, concept
        As in `improvement_answers`.

    Returns
    -------
    bool
        The same as its verdict; ends at the first improvement that nobody answers.
    """
    targets = improvements_of(graph, rank, party, state)
    if concept == "nash":
        return len(targets) == 0
    asked = Answers(graph, rank, party, state, concept)
    return all(asked.find(int(target)).end is not None for target in targets)


def indispensable(graph: Graph, rank: RankArray, verdict: Verdict) -> tuple[tuple[int, ...], ...]:
    """Return whose answers hold a state: the parties without whom an improvement has no answer.

    Parameters
    ----------
    graph, rank
        As in `improvement_answers`.
    verdict : Verdict
        What it returned for them.

    Returns
    -------
    tuple of tuples of int
        Parties per improvement, ascending; empty where others could answer in their place, and
        where there is no answer.

    Notes
    -----
    Only who moves in the answer shown can be indispensable; each is left out in turn.
    """
    found = []
    for item in verdict.improvements:
        needed = []
        for mover in sorted({step.party for step in item.answer or ()}):
            asked = Answers(graph, rank, verdict.party, verdict.state, verdict.concept, (mover,))
            if asked.find(item.state).end is None:
                needed.append(mover)
        found.append(tuple(needed))
    return tuple(found)


def improvements_of(graph: Graph, rank: RankArray, party: int, state: int) -> IntArray:
    """Return the states that a party can reach in one move and likes better, best first.

    Shape (n_improvements,), of equally liked ones the lower state first; `rank` has shape
    (n_parties, n_states), higher = liked better.
    """
    targets = graph.moves(party, state)
    liking = rank[party, targets]
    gains = liking > rank[party, state]
    order = np.argsort(-liking[gains].astype(np.int64), kind="stable")
    return np.asarray(targets[gains][order], dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Found:
    """What came of looking for an answer."""

    search: Search
    """How far it went."""
    end: int | None
    """Where the answer ends; None where there is none."""


class Answers:
    """Looks for answers to the moves of one party from one state."""

    def __init__(
        self,
        graph: Graph,
        rank: RankArray,
        party: int,
        state: int,
        concept: Concept,
        silent: tuple[int, ...] = (),
    ) -> None:
        self.graph = graph
        self.liking = rank[party]
        self.party = party
        self.state = state
        self.concept = concept
        self._rank = rank
        self._others = [j for j in range(graph.n_parties) if j != party and j not in silent]
        self._moves = Moves(graph)
        self._hopeless: BoolArray | None = None

    def find(self, start: int) -> Found:
        """Return the shortest answer to a move that ends in `start`."""
        kind: Literal["moves", "improvements"] = "moves"
        if self.concept in CREDIBLE:
            kind = "improvements"
        search = Search(self.graph, start, self._others, kind, self._rank, closed=self._hopeless)
        for _, states in search.levels():
            hurting = self.hurting(states)
            if len(hurting):
                return Found(search, int(hurting[self.liking[hurting].argmin()]))
        reached = search.reached
        self._hopeless = reached if self._hopeless is None else self._hopeless | reached
        return Found(search, None)

    def hurting(self, states: IntArray) -> IntArray:
        """Return which states are as bad for the party as where it began, and cannot be left."""
        hurts = self.liking[states] <= self.liking[self.state]
        found = np.asarray(states[hurts], dtype=np.intp)
        if self.concept not in FINAL or len(found) == 0:
            return found
        escapes = np.zeros(len(found), dtype=np.bool_)
        for places, targets in self._moves.pairs(self.party, found):
            escapes[places[self.liking[targets] > self.liking[self.state]]] = True
        return np.asarray(found[~escapes], dtype=np.intp)

    def anybody_moves(self, start: int) -> bool:
        """Return whether one of the others can, and where it must gain gains by it, move."""
        for other in self._others:
            targets = self.graph.moves(other, start)
            if self.concept in CREDIBLE:
                targets = targets[self._rank[other, targets] > self._rank[other, start]]
            if len(targets):
                return True
        return False


def _improvement(asked: Answers, softer: Answers, target: int) -> Improvement:
    found = asked.find(target)
    if found.end is not None:
        return Improvement(target, found.search.path(found.end), None)
    if not asked.anybody_moves(target):
        return Improvement(target, None, "nobody_moves")
    if asked.concept in FINAL:
        hurt = softer.find(target)
        if hurt.end is not None:
            way = hurt.search.path(hurt.end) or ()
            out = asked.graph.moves(asked.party, hurt.end)
            best = int(out[asked.liking[out].argmax()])
            return Improvement(target, None, "escapes", (*way, Step(asked.party, best)))
    return Improvement(target, None, "nothing_hurts")
