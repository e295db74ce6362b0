"""Stability where preferences are unknown in part, or mild and great.

Loads numba: import it late. The kernel for complete rankings is `kernels/stability.py`.
"""

from collections.abc import Sequence

import numpy as np

from detente.kernels.graph_arcs import Arcs
from detente.kernels.graph_grid import Grid
from detente.kernels.outcomes import BoolArray, IntArray
from detente.kernels.stability import CONCEPTS
from detente.kernels.stability_comparisons import (
    BITS,
    Comparisons,
    WordArray,
    comparisons,
    not_better,
)
from detente.kernels.stability_moves import Moves
from detente.kernels.stability_relation import Relation
from detente.kernels.stability_steps import NarrowArray
from detente.kernels.stability_words import is_answered, kept, spread

VARIANTS = {"a": (True, False), "b": (False, False), "c": (True, True), "d": (False, True)}
"""Whether a party leaves for an unknown state, and whether an unknown state is a sanction."""


def partial_stable(
    graph: Grid | Arcs,
    relation: Relation,
    variant: str = "b",
    *,
    strongly: bool = False,
    states: Sequence[int] | IntArray | None = None,
    concepts: Sequence[str] = CONCEPTS,
) -> BoolArray:
    """Return which states are stable for whom, where not every preference is known.

    Parameters
    ----------
    graph : Grid or Arcs
        States and moves.
    relation : Relation
        How each party compares the states.
    variant : {"a", "b", "c", "d"}
        How a party treats states it cannot compare with where it is [LiHipelKilgourFang2004]_: "a"
        leaves for them and is not held back by them, "b" does neither, "c" leaves for them and is
        held back by them, "d" is held back by them and does not leave for them. "a" promises the
        least stability, "d" the most.
    strongly : bool
        Whether only a state that is much worse holds a party back [HamoudaKilgourHipel2004]_.
    states : sequence of int, length n_asked, optional
        States asked about; None: all.
    concepts : sequence of str
        Any of `CONCEPTS`.

    Returns
    -------
    bool array, shape (n_concepts, n_parties, n_asked)
        True where stable. Infeasible states are not.

    Raises
    ------
    ValueError
        Where the shapes do not fit or a name is none of those above.

    Notes
    -----
    In what follows a state *sanctions* s for party i if it is equal to s or worse for i, with "c"
    and "d" also if it is unknown; with `strongly` only if it is much worse, or unknown with "c" and
    "d". Party i *leaves* s for q if i has a move there and q is better, with "a" and "c" also if q
    is unknown. State s is stable for i

    - by "nash" if i leaves s for no state;
    - by "gmr" if from every state that i leaves s for, the others can reach one that sanctions s;
    - by "smr" if they can reach one that does, and that does so still after any one move of i;
    - by "seq" as "gmr", where each of their moves improves for its mover or leads to a state
      unknown to the one it leaves, in every variant;
    - by "sseq" as "smr", with moves of the others as in "seq".

    The countermove in "smr" is that of the paper: where the unknown is no sanction it undoes one,
    and where it is a sanction it does not. "sseq" puts the same parts together and has no source of
    its own for unknown or great preference; neither has `strongly` together with unknown ones.
    Nash has no sanction, so `strongly` changes nothing there. Without unknown pairs all variants
    are the concepts for rankings; with `strongly`, the last condition of "smr" is that every state
    after a countermove is much worse as well.

    Indifference: an equal state sanctions (not `strongly`) and nobody leaves for it. Coming back:
    the state s itself is equal to s, so others who bring it back answer the move (not `strongly`);
    a sequence that comes back to where it started after at least one move counts like any other.
    Others move in legal sequences, nobody twice in a row, so with two parties they have one move.
    With unknown preferences two improvements of a party need not make one, so that rule is kept in
    grids too. Infeasible states: one move may pass over them, a sequence cannot stop there.

    Only states that are left are looked at, 64 at a time: their sanctions are marked, one bit each,
    and spread against the direction of the moves. Time O(n_asked * n_states) comparisons per party
    and O(n_asked / 64 * n_moves) words per party and concept, times the number of times a state is
    looked at again; memory O(n_states * n_parties).
    Four parties, ranges, all concepts: 0.3 s for all of 1,024 states, 5 s for all of 4,096, 1.6 s
    for 64 of 65,536; so ask about chosen states of large graphs.

    References
    ----------
    .. [LiHipelKilgourFang2004] Li, K. W., Hipel, K. W., Kilgour, D. M., Fang, L. (2004). Preference
       Uncertainty in the Graph Model for Conflict Resolution. IEEE Transactions on Systems, Man,
       and Cybernetics A 34(4), 507-520.
    .. [HamoudaKilgourHipel2004] Hamouda, L., Kilgour, D. M., Hipel, K. W. (2004). Strength of
       Preference in the Graph Model for Conflict Resolution. Group Decision and Negotiation 13,
       449-462.
    """
    _check(graph, relation, variant, concepts)
    moves = Moves(graph)
    asked = asked_states(graph, states)
    leaves_unknown, unknown_counts = VARIANTS[variant]
    known = comparisons(relation)
    feasible = moves.feasible[asked]
    exactly = leaves_unknown and unknown_counts
    unanswered = np.zeros(graph.n_states, dtype=np.uint64)
    table = np.zeros((len(concepts), graph.n_parties, len(asked)), dtype=np.bool_)
    for party in range(graph.n_parties):
        left = feasible & ~is_answered(
            moves.forward, known, party, asked, leaves_unknown, unanswered
        )
        table[:, party] = feasible & ~left
        places = np.flatnonzero(left)
        for some in np.split(places, range(BITS, len(places), BITS)):
            sanctions = not_better(
                known, party, asked[some], moves.feasible, unknown_counts, strongly
            )
            for row, concept in enumerate(concepts):
                if concept != "nash":
                    answers = _answers(moves, known, party, sanctions, concept, exactly)
                    table[row, party, some] = is_answered(
                        moves.forward, known, party, asked[some], leaves_unknown, answers
                    )
    return table


def strength(
    graph: Grid | Arcs,
    relation: Relation,
    variant: str = "b",
    *,
    states: Sequence[int] | IntArray | None = None,
    concepts: Sequence[str] = CONCEPTS,
) -> tuple[BoolArray, BoolArray]:
    """Return which states are strongly stable for whom, and which only weakly.

    Parameters
    ----------
    graph, relation, variant, states, concepts
        As in `partial_stable`.

    Returns
    -------
    strongly : bool array, shape (n_concepts, n_parties, n_asked)
        Stable, and every move away can be answered by what is much worse for the party.
    weakly : bool array, shape (n_concepts, n_parties, n_asked)
        Stable and not strongly so. Nowhere for "nash".
    """
    stable = partial_stable(graph, relation, variant, states=states, concepts=concepts)
    strongly = partial_stable(
        graph, relation, variant, strongly=True, states=states, concepts=concepts
    )
    return strongly, stable & ~strongly


def _answers(
    moves: Moves,
    known: Comparisons,
    party: int,
    sanctions: WordArray,
    concept: str,
    exactly: bool,
) -> WordArray:
    """Return from where the others can reach a state that holds the party back.

    Only `exactly` looks whether they can come back to where they start, or merely stay there.
    """
    others = [j for j in range(moves.n_parties) if j != party]
    seeds = kept(moves.forward, party, sanctions) if concept in ("smr", "sseq") else sanctions
    improving = concept in ("seq", "sseq")
    if improving or exactly:
        return spread(moves.forward, np.array(others, np.int32), seeds, known, improving)
    return moves.leading_to(others, seeds)


def asked_states(graph: Grid | Arcs, states: Sequence[int] | IntArray | None) -> NarrowArray:
    """Return the states asked about as numbers, shape (n_asked,); all of them for None."""
    if states is None:
        return np.arange(graph.n_states, dtype=np.int32)
    asked = np.asarray(states, dtype=np.int32)
    outside = asked[(asked < 0) | (asked >= graph.n_states)]
    if len(outside):
        message = f"state {outside[0]} is none of the states 0 to {graph.n_states - 1}"
        raise ValueError(message)
    return asked


def _check(graph: Grid | Arcs, relation: Relation, variant: str, concepts: Sequence[str]) -> None:
    if (relation.n_parties, relation.n_states) != (graph.n_parties, graph.n_states):
        message = (
            f"preferences of {relation.n_parties} parties over {relation.n_states} states do not "
            f"fit a graph of {graph.n_parties} parties and {graph.n_states} states"
        )
        raise ValueError(message)
    if variant not in VARIANTS:
        message = f"variant {variant!r} is none of {', '.join(VARIANTS)}"
        raise ValueError(message)
    foreign = [concept for concept in concepts if concept not in CONCEPTS]
    if foreign:
        message = f"concept {foreign[0]!r} is none of {', '.join(CONCEPTS)}"
        raise ValueError(message)
