"""Stability for coalitions: whether parties leave a state together and whether the rest answers.

Loads numba: import it late.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from detente.kernels.coalition_words import gains, listed
from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability_comparisons import BITS, NO_COMPARISONS, WordArray
from detente.kernels.stability_moves import Moves
from detente.kernels.stability_partial import asked_states
from detente.kernels.stability_steps import NarrowArray, Steps, listed_steps
from detente.kernels.stability_words import spread

COALITION_CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
"""Concepts in the order of the tables."""
MAX_PARTIES = 8
"""Up to so many parties every coalition is looked at: 255 of them."""
MAX_IMPROVEMENTS = 2**25
"""Most joint improvements of all coalitions together that "cseq" keeps in lists: 128 MiB."""

Coalition = tuple[int, ...]
"""Parties, ascending, at least one."""


def every_coalition(n_parties: int) -> list[Coalition]:
    """Return all non-empty coalitions, small ones first, then in lexicographic order.

    Parameters
    ----------
    n_parties : int
        Number of parties, at most `MAX_PARTIES`.

    Returns
    -------
    list of tuples of int, length 2 ** n_parties - 1
        Parties of each coalition, ascending.

    Raises
    ------
    ValueError
        Where there are more parties than that.
    """
    if n_parties > MAX_PARTIES:
        message = (
            f"{n_parties} parties have too many coalitions to look at all of them (more than "
            f"{MAX_PARTIES} parties): name those that matter"
        )
        raise ValueError(message)
    return _coalitions_of(range(n_parties))


def coalition_stable(
    graph: Grid | Arcs,
    rank: IntArray,
    coalitions: Sequence[Iterable[int]] | None = None,
    *,
    states: Sequence[int] | IntArray | None = None,
    concepts: Sequence[str] = COALITION_CONCEPTS,
) -> BoolArray:
    """Return which states are stable for which coalitions.

    Parameters
    ----------
    graph : Grid or Arcs
        States and moves.
    rank : int array, shape (n_parties, n_states)
        Larger is better, equal is indifferent.
    coalitions : sequence of iterables of int, optional
        Coalitions asked about, for instance the blocks of a stated structure; None: those of
        `every_coalition`, in that order.
    states : sequence of int, length n_asked, optional
        States asked about; None: all.
    concepts : sequence of str
        Any of `COALITION_CONCEPTS`.

    Returns
    -------
    bool array, shape (n_concepts, n_coalitions, n_asked)
        True where stable; stable for coalitions is what is so for every one. Infeasible states are
        not.

    Raises
    ------
    ValueError
        Where the shapes do not fit, a coalition or name is none, or "cseq" would need more than
        `MAX_IMPROVEMENTS`.

    Notes
    -----
    A *joint improvement* of coalition H from s is a state that H can reach from s by a legal
    sequence (nobody twice in a row, any moves on the way) and that every member prefers to s. A
    state *hurts* H compared with s if it is equal to s or worse for some member. After
    [KilgourHipelFangPeng2001]_ and [InoharaHipel2008]_ state s is stable for H

    - by "cnash" if H has no joint improvement from s;
    - by "cgmr" if after every one of them the other parties can reach a state that hurts H;
    - by "csmr" if they can reach one that does, and that H cannot escape: no sequence of H leads
      from there to a state that every member prefers to s;
    - by "cseq" as "cgmr", where the others move by joint improvements of coalitions among them, the
      same coalition not twice in a row.

    For one party "cnash", "cgmr" and "csmr" are Nash, GMR and SMR where it cannot make more of
    several moves than of one; "cseq" is at least as stable as SEQ, because the others can improve
    together. The version in which one member may gain and the rest stay equal is another concept.

    Indifference: every member must gain for an improvement; an equal state hurts. Coming back: s
    itself hurts, so others who bring it back answer. A sequence that comes back to where it started
    counts like any other. Infeasible states: one move may pass over them, nobody stops there: a
    coalition moves one member at a time, unlike in programs where it jumps with all its options.

    64 states at a time, one bit each: forward along the moves of H to find its improvements, then
    backward along those of the others. Time O(n_asked / 64 * n_moves) words per coalition, times
    the number of times a state is looked at again; memory O(n_states * n_parties). "cseq" lists the
    joint improvements of all coalitions that answer (time O(n_states / 64 * n_moves) words for each
    coalition, memory 4 bytes for each improvement) and spreads words along them.

    References
    ----------
    .. [KilgourHipelFangPeng2001] Kilgour, D. M., Hipel, K. W., Fang, L., Peng, X. (2001). Coalition
       Analysis in Group Decision Support. Group Decision and Negotiation 10, 159-175.
    .. [InoharaHipel2008] Inohara, T., Hipel, K. W. (2008). Coalition Analysis in the Graph Model
       for Conflict Resolution. Systems Engineering 11, 343-359.
    """
    chosen = _checked(graph, rank, coalitions, concepts)
    asked = asked_states(graph, states)
    scene = _Gains(graph, rank)
    feasible = scene.moves.feasible[asked]
    improving = _Improving(scene, chosen) if "cseq" in concepts else None
    table = np.zeros((len(concepts), len(chosen), len(asked)), dtype=np.bool_)
    for column, coalition in enumerate(chosen):
        left = feasible & ~_is_kept(scene, coalition, asked)
        table[:, column] = feasible & ~left
        places = np.flatnonzero(left)
        for some in np.split(places, range(BITS, len(places), BITS)):
            if len(some):
                better, improved = scene.improved(coalition, asked[some])
                for row, concept in enumerate(concepts):
                    if concept != "cnash":
                        answers = _answers(scene, improving, coalition, better, concept)
                        table[row, column, some] = ~_bits(improved & ~answers)[: len(some)]
    return table


class _Gains:
    """Moves, and what coalitions gain by them."""

    def __init__(self, graph: Grid | Arcs, rank: IntArray) -> None:
        self.moves = Moves(graph)
        self.rank = np.ascontiguousarray(rank, dtype=np.int64)
        self.n_states = graph.n_states

    def improved(self, coalition: Coalition, asked: NarrowArray) -> tuple[WordArray, WordArray]:
        """Return where all members are better off than in up to 64 states; where they can go so."""
        better = gains(self.rank, _row(coalition), asked, self.moves.feasible)
        starts = np.zeros(self.n_states, dtype=np.uint64)
        for bit, state in enumerate(asked):
            starts[state] |= np.uint64(1 << bit)
        return better, better & self.moves.led_to(coalition, starts)


class _Improving:
    """Joint improvements of all coalitions that may have to answer, as moves of one party each."""

    def __init__(self, scene: _Gains, coalitions: Sequence[Coalition]) -> None:
        everybody = set(range(scene.moves.n_parties))
        rest = {tuple(sorted(everybody - set(coalition))) for coalition in coalitions}
        movers = {block for members in rest for block in _coalitions_of(members)}
        self.row_of = {block: row for row, block in enumerate(sorted(movers))}
        starts, ends, n_found = [], [], 0
        for block in self.row_of:
            counts = np.zeros(scene.n_states + 1, dtype=np.int64)
            parts = [np.zeros(0, dtype=np.int32)]
            for asked in _batches(np.flatnonzero(scene.moves.feasible)):
                counts[asked + 1], found = listed(scene.improved(block, asked)[1], len(asked))
                parts.append(found)
                n_found += len(found)
                if n_found > MAX_IMPROVEMENTS:
                    message = (
                        f"coalitions have more than {MAX_IMPROVEMENTS} joint improvements: leave "
                        'out "cseq", or ask about larger coalitions, so that fewer parties answer'
                    )
                    raise ValueError(message)
            starts.append(np.cumsum(counts))
            ends.append(np.concatenate(parts))
        self.steps: Steps = listed_steps(scene.n_states, starts, ends)

    def leading_to(self, members: Coalition, ends: WordArray) -> WordArray:
        """Return from where some parties can reach which bits by joint improvements."""
        rows = _row([self.row_of[block] for block in _coalitions_of(members)])
        return spread(self.steps, rows, ends, NO_COMPARISONS, improving=False)


def _is_kept(scene: _Gains, coalition: Coalition, asked: NarrowArray) -> BoolArray:
    """Return from which states a coalition has no joint improvement."""
    found = np.ones(len(asked), dtype=np.bool_)
    for places in _batches(np.arange(len(asked))):
        _, improved = scene.improved(coalition, asked[places])
        found[places] = ~_bits(improved)[: len(places)]
    return found


def _answers(
    scene: _Gains,
    improving: _Improving | None,
    coalition: Coalition,
    better: WordArray,
    concept: str,
) -> WordArray:
    """Return from where the others can reach a state that hurts a coalition."""
    hurt = np.where(scene.moves.feasible, ~better, np.uint64(0))
    others = tuple(j for j in range(scene.moves.n_parties) if j not in coalition)
    if improving is not None and concept == "cseq":
        return improving.leading_to(others, hurt)
    if concept == "csmr":
        hurt &= ~scene.moves.leading_to(coalition, better)
    return scene.moves.leading_to(others, hurt)


def _bits(words: WordArray) -> BoolArray:
    """Return which bits any of some words has (64,)."""
    union = np.bitwise_or.reduce(words, initial=np.uint64(0))
    return np.asarray(union >> np.arange(BITS, dtype=np.uint64) & np.uint64(1), dtype=np.bool_)


def _batches(places: IntArray) -> list[NarrowArray]:
    parts = np.split(places.astype(np.int32), range(BITS, len(places), BITS))
    return [part for part in parts if len(part)]


def _row(numbers: Sequence[int]) -> NarrowArray:
    return np.array(numbers, dtype=np.int32)


def _coalitions_of(members: Sequence[int]) -> list[Coalition]:
    sizes = range(1, len(members) + 1)
    return [coalition for size in sizes for coalition in combinations(members, size)]


def _checked(
    graph: Grid | Arcs,
    rank: IntArray,
    coalitions: Sequence[Iterable[int]] | None,
    concepts: Sequence[str],
) -> list[Coalition]:
    """Return the coalitions asked about, ascending each."""
    if rank.shape != (graph.n_parties, graph.n_states):
        message = f"ranks must have shape ({graph.n_parties}, {graph.n_states}), not {rank.shape}"
        raise ValueError(message)
    foreign = [concept for concept in concepts if concept not in COALITION_CONCEPTS]
    if foreign:
        message = f"concept {foreign[0]!r} is none of {', '.join(COALITION_CONCEPTS)}"
        raise ValueError(message)
    if coalitions is None:
        return every_coalition(graph.n_parties)
    chosen = [tuple(sorted(set(coalition))) for coalition in coalitions]
    for coalition in chosen:
        if not coalition or coalition[0] < 0 or coalition[-1] >= graph.n_parties:
            message = (
                f"coalition {coalition} must have members, all from 0 to {graph.n_parties - 1}"
            )
            raise ValueError(message)
    return chosen
