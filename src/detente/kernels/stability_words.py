"""Words of 64 bits, one bit per state asked about, spread along moves; compiled by numba.

Bit b of the word of a state says something about that state with regard to the b-th of up to 64
states asked about, for instance that those who answer can bring about a sanction from there.
"""

from typing import Any

import numpy as np

from detente.kernels.compiling import compiled, part
from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_comparisons import BITS, Comparisons, WordArray, compared
from detente.kernels.stability_relation import BETTER, MUCH_BETTER, UNKNOWN
from detente.kernels.stability_steps import NarrowArray, Steps

_ONE = np.uint64(1)
_NONE = np.uint64(0)


@compiled
def kept(steps: Steps, party: int, words: WordArray) -> WordArray:  # pragma: no cover
    """Return which bits a state has and keeps wherever one move of the party leads from there."""
    found = words.copy()
    for q in range(len(words)):
        word = words[q]
        row = steps.row[party, q]
        for k in range(steps.starts[party, row], steps.starts[party, row + 1]):
            if word == _NONE:
                break
            target = q + steps.changes[k]
            if steps.feasible[target]:
                word &= words[target]
        found[q] = word
    return found


@part
def _carried(words: WordArray, seeds: WordArray, mover: int, r: int) -> Any:  # pragma: no cover
    """Return the bits that one mover takes from a state: its seeds and what others took there."""
    word = seeds[r]
    for other in range(words.shape[1]):
        if other != mover:
            word |= words[r, other]
    return word


@part
def _taken(
    steps: Steps, known: Comparisons, words: WordArray, seeds: WordArray, every: Any,
    mover: int, party: int, improving: bool, q: int,
) -> Any:  # fmt: skip  # pragma: no cover
    """Return the bits that one mover takes to a state from where its moves lead."""
    found = words[q, mover]
    row = steps.row[party, q]
    for k in range(steps.starts[party, row], steps.starts[party, row + 1]):
        r = q + steps.changes[k]
        if found == every:
            break
        if not steps.feasible[r]:
            continue
        word = _carried(words, seeds, mover, r)
        if word & ~found == _NONE:
            continue
        if not improving or compared(known, party, r, q) >= BETTER:
            found |= word
    return found


@compiled
def spread(
    steps: Steps, movers: NarrowArray, seeds: WordArray, known: Comparisons, improving: bool
) -> WordArray:  # pragma: no cover
    """Return which bits can be reached from each state by a legal sequence: nobody twice in a row.

    Parameters
    ----------
    steps : Steps
        Moves. With moves turned round, bits are carried from the seeds to where sequences lead.
    movers : int32 array, shape (n_movers,)
        Rows of `steps` that take part.
    seeds : uint64 array, shape (n_states,)
        Bits at the end of sequences; none on infeasible states. A seed has its own bits in the
        result only where a sequence leads back to it.
    known : Comparisons
        Preferences, for `improving`.
    improving : bool
        Whether every move has to improve for its mover, or lead to a state that nobody can compare
        with the one it leaves. Not for moves turned round.

    Returns
    -------
    uint64 array, shape (n_states,)
        Union over who moves first.

    Notes
    -----
    Per state and mover one word is kept: what the sequences reach that begin with a move of that
    mover. Sweeps up and down the states take over what others reach from the end of each move,
    until a sweep changes nothing: 3 to 6 sweeps on random graphs, as many as there are states at
    worst. A state that has all bits is passed over. Memory O(n_states * n_movers).
    """
    n_states, n_movers = len(seeds), len(movers)
    words = np.zeros((n_states, n_movers), dtype=np.uint64)
    every = _NONE
    for q in range(n_states):
        every |= seeds[q]
    is_changed, upward = every != _NONE, True
    while is_changed:
        is_changed, upward = False, not upward
        for place in range(n_states):
            q = place if upward else n_states - 1 - place
            if not steps.feasible[q]:
                continue
            for mover in range(n_movers):
                if words[q, mover] == every:
                    continue
                word = _taken(steps, known, words, seeds, every, mover, movers[mover], improving, q)
                if word != words[q, mover]:
                    words[q, mover] = word
                    is_changed = n_movers > 1
    union = np.zeros(n_states, dtype=np.uint64)
    for q in range(n_states):
        for mover in range(n_movers):
            union[q] |= words[q, mover]
    return union


@compiled
def is_answered(
    steps: Steps, known: Comparisons, party: int, asked: NarrowArray, leaves_unknown: bool,
    answers: WordArray,
) -> BoolArray:  # fmt: skip  # pragma: no cover
    """Return of which states every move by which a party would leave is answered.

    The answer and `asked` have shape (n_asked,), `answers` (n_states,). Bit b of `answers` at the
    end of a move says that it is, for `asked[b]`. Without any bits there can be more than 64
    states: those are found that the party does not leave.
    """
    found = np.ones(len(asked), dtype=np.bool_)
    for b in range(len(asked)):
        s = asked[b]
        row = steps.row[party, s]
        for k in range(steps.starts[party, row], steps.starts[party, row + 1]):
            target = s + steps.changes[k]
            if not steps.feasible[target] or answers[target] >> np.uint64(b % BITS) & _ONE:
                continue
            code = compared(known, party, target, s)
            if (leaves_unknown and code == UNKNOWN) or code in (BETTER, MUCH_BETTER):
                found[b] = False
                break
    return found
