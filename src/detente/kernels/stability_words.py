"""Words of 64 bits, one bit per state asked about, spread along moves; compiled by numba.

Bit b of the word of a state says something about that state with regard to the b-th of up to 64
states asked about, for instance that those who answer can bring about a sanction from there.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.kernels.outcomes import BoolArray
from detente.kernels.stability_relation import (
    BETTER,
    EQUAL,
    MUCH_BETTER,
    MUCH_WORSE,
    UNKNOWN,
    WORSE,
    Relation,
    relation_of_ranks,
)
from detente.kernels.stability_steps import NarrowArray, Steps
from detente.kernels.sweep_rules import compiled, part

WordArray: TypeAlias = NDArray[np.uint64]
"""One bit per state asked about."""
BITS = 64
"""States asked about at a time."""
_ONE = np.uint64(1)
_NONE = np.uint64(0)
_NO_LIMIT = 2**62
"""Above every difference of worths."""


class Comparisons(NamedTuple):
    """A `Relation` in flat arrays."""

    low: NDArray[np.int64]
    """Least worth of each state as such (n_parties, n_states)."""
    high: NDArray[np.int64]
    """Most worth of each state as such (n_parties, n_states)."""
    classes: NarrowArray
    """Class of each state in each term (n_terms, n_states)."""
    tables: NDArray[np.int64]
    """Tables of all terms, one after the other, row by row (n_parties, n_entries)."""
    first: NDArray[np.int64]
    """Where the table of each term starts (n_terms,)."""
    sizes: NDArray[np.int64]
    """Number of classes of each term (n_terms,)."""
    starts: NDArray[np.int64]
    """Where the listed pairs of each state start in `pairs` (n_parties, n_states + 1)."""
    pairs: NarrowArray
    """States that nobody can compare with it, ascending."""
    great: NDArray[np.int64]
    """From which difference on a party prefers greatly (n_parties,)."""


def comparisons(relation: Relation) -> Comparisons:
    """Return a relation in flat arrays."""
    starts = np.zeros((relation.n_parties, relation.n_states + 1), dtype=np.int64)
    n_before = 0
    for party, pairs in enumerate(relation.unknown):
        counts = np.bincount(pairs[:, 0], minlength=relation.n_states)
        starts[party, 1:] = np.cumsum(counts)
        starts[party] += n_before
        n_before += len(pairs)
    sizes = np.array([table.shape[1] for table in relation.tables], dtype=np.int64)
    flat = [table.reshape(relation.n_parties, -1) for table in relation.tables]
    none = np.zeros((relation.n_parties, 0), dtype=np.int64)
    return Comparisons(
        low=relation.low,
        high=relation.high,
        classes=relation.classes,
        tables=np.concatenate([none, *flat], axis=1),
        first=np.concatenate(([0], np.cumsum(sizes**2)))[:-1].astype(np.int64),
        sizes=sizes,
        starts=starts,
        pairs=np.concatenate([np.zeros(0, np.int32), *(pairs[:, 1] for pairs in relation.unknown)]),
        great=np.array(
            [_NO_LIMIT if least is None else least for least in relation.great], dtype=np.int64
        ),
    )


NO_COMPARISONS = comparisons(relation_of_ranks(np.zeros((1, 1), dtype=np.int64)))
"""For `spread` where moves need not improve."""


@part
def _is_listed(
    starts: NDArray[np.int64], pairs: NarrowArray, q: int, s: int
) -> bool:  # pragma: no cover
    low, high = starts[s], starts[s + 1]
    while low < high:
        middle = (low + high) // 2
        if pairs[middle] == q:
            return True
        if pairs[middle] < q:
            low = middle + 1
        else:
            high = middle
    return False


@part
def _code(least: int, most: int, great: int) -> int:  # pragma: no cover
    """Return what a difference of worths within a range says."""
    if least > 0:
        return MUCH_BETTER if least >= great else BETTER
    if most < 0:
        return MUCH_WORSE if -most >= great else WORSE
    return EQUAL if least == 0 and most == 0 else UNKNOWN


@part
def compared(known: Comparisons, party: int, q: int, s: int) -> int:  # pragma: no cover
    """Return what state q is to a party compared with another state s, as `Relation.compared`."""
    low, high = known.low, known.high
    least = low[party, q] - high[party, s]
    most = high[party, q] - low[party, s]
    if len(known.sizes):
        for term in range(len(known.sizes)):
            c, d = known.classes[term, q], known.classes[term, s]
            if c != d:
                size, first = known.sizes[term], known.first[term]
                least += known.tables[party, first + c * size + d]
                most -= known.tables[party, first + d * size + c]
    if len(known.pairs) and _is_listed(known.starts[party], known.pairs, q, s):
        return UNKNOWN
    return _code(least, most, known.great[party])


@part
def _differences(
    known: Comparisons, party: int, s: int, least: NDArray[np.int64], most: NDArray[np.int64]
) -> None:  # pragma: no cover
    """Write by how much every state is worth more to a party than s, at least and at most."""
    lowest, highest = known.low[party, s], known.high[party, s]
    for q in range(len(least)):
        least[q] = known.low[party, q] - highest
        most[q] = known.high[party, q] - lowest
    least[s] = most[s] = 0
    for term in range(len(known.sizes)):
        d = known.classes[term, s]
        size, first = known.sizes[term], known.first[term]
        for q in range(len(least)):
            c = known.classes[term, q]
            if c != d:
                least[q] += known.tables[party, first + c * size + d]
                most[q] -= known.tables[party, first + d * size + c]


@compiled
def not_better(
    known: Comparisons, party: int, asked: NarrowArray, feasible: BoolArray,
    unknown_counts: bool, strongly: bool,
) -> WordArray:  # fmt: skip  # pragma: no cover
    """Return where a party is not better off than in each state asked about.

    Bit b of the word of q: q is equal to `asked[b]` or worse; with `strongly`, much worse; with
    `unknown_counts`, or unknown. Infeasible states have no bits.
    """
    n_states = len(feasible)
    words = np.zeros(n_states, dtype=np.uint64)
    least = np.empty(n_states, dtype=np.int64)
    most = np.empty(n_states, dtype=np.int64)
    for b in range(len(asked)):
        s, bit = asked[b], _ONE << np.uint64(b)
        _differences(known, party, s, least, most)
        for q in range(n_states):
            is_worse = most[q] <= -known.great[party] if strongly else most[q] < 0
            is_unknown = least[q] <= 0 <= most[q] and least[q] < most[q]
            is_equal = most[q] == 0 and least[q] == 0 and not strongly
            if is_worse or is_equal or (is_unknown and unknown_counts):
                words[q] |= bit
        for k in range(known.starts[party, s], known.starts[party, s + 1]):
            words[known.pairs[k]] &= ~bit
            if unknown_counts:
                words[known.pairs[k]] |= bit
    for q in range(n_states):
        if not feasible[q]:
            words[q] = _NONE
    return words


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
    """Return of which states every move by which a party would leave is answered (n_asked,).

    Bit b of `answers` at the end of a move says that it is, for `asked[b]`. Without any bits there
    can be more than 64 states: those are found that the party does not leave.
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
