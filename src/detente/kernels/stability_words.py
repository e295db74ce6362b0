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


@compiled
def _is_listed(known: Comparisons, party: int, q: int, s: int) -> bool:  # pragma: no cover
    low, high = known.starts[party, s], known.starts[party, s + 1]
    while low < high:
        middle = (low + high) // 2
        if known.pairs[middle] == q:
            return True
        if known.pairs[middle] < q:
            low = middle + 1
        else:
            high = middle
    return False


@compiled
def compared(known: Comparisons, party: int, q: int, s: int) -> int:  # pragma: no cover
    """Return what state q is to a party compared with s, as `Relation.compared` does."""
    if q == s:
        return EQUAL
    least = known.low[party, q] - known.high[party, s]
    most = known.high[party, q] - known.low[party, s]
    for term in range(len(known.sizes)):
        c, d = known.classes[term, q], known.classes[term, s]
        if c != d:
            size, first = known.sizes[term], known.first[term]
            least += known.tables[party, first + c * size + d]
            most -= known.tables[party, first + d * size + c]
    if _is_listed(known, party, q, s):
        return UNKNOWN
    if least > 0:
        return MUCH_BETTER if least >= known.great[party] else BETTER
    if most < 0:
        return MUCH_WORSE if -most >= known.great[party] else WORSE
    return EQUAL if least == 0 and most == 0 else UNKNOWN


@compiled
def not_better(
    known: Comparisons, party: int, asked: NarrowArray, feasible: BoolArray,
    unknown_counts: bool, strongly: bool,
) -> WordArray:  # fmt: skip  # pragma: no cover
    """Return where a party is not better off than in each state asked about.

    Bit b of the word of q: q is equal to `asked[b]` or worse; with `strongly`, much worse; with
    `unknown_counts`, or unknown. Infeasible states have no bits.
    """
    words = np.zeros(len(feasible), dtype=np.uint64)
    for q in range(len(feasible)):
        if not feasible[q]:
            continue
        word = _NONE
        for b in range(len(asked)):
            code = compared(known, party, q, asked[b])
            if code == UNKNOWN:
                counts = unknown_counts
            elif strongly:
                counts = code == MUCH_WORSE
            else:
                counts = code <= EQUAL
            if counts:
                word |= _ONE << np.uint64(b)
        words[q] = word
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
def _brought(words: WordArray, mover: int, seeds: WordArray, r: int) -> Any:  # pragma: no cover
    """Return the bits of a state that one mover may carry on: its own and what others brought."""
    word = seeds[r]
    for other in range(len(words)):
        if other != mover:
            word |= words[other, r]
    return word


@compiled
def spread(
    steps: Steps, movers: NarrowArray, seeds: WordArray, known: Comparisons, improving: bool
) -> WordArray:  # pragma: no cover
    """Return which bits a legal sequence of moves carries to each state: nobody twice in a row.

    Parameters
    ----------
    steps : Steps
        Where each mover carries the bits of a state in one move. With moves turned round, bits
        come to the states from which a seed can be reached; with moves as they are, to the states
        that can be reached from a seed.
    movers : int32 array, shape (n_movers,)
        Rows of `steps` that take part.
    seeds : uint64 array, shape (n_states,)
        Bits at the start; none on infeasible states. A seed has its own bits in the result only
        where a sequence leads back to it.
    known : Comparisons
        Preferences, for `improving`.
    improving : bool
        Whether every move has to improve for its mover, or lead to a state that nobody can compare
        with the one it leaves. Then `steps` must be turned round.

    Returns
    -------
    uint64 array, shape (n_states,)
        Union over who moves first (moves turned round) or last.

    Notes
    -----
    Per state and mover one word is kept: what the sequences carry whose move next to the state is
    that mover's. A mover carries on what the others brought. States whose word grew wait in a
    queue, so each is looked at again at most 64 times per mover; 2 to 4 times on random graphs.
    Memory O(n_states * n_movers).
    """
    n_states, n_movers = len(seeds), len(movers)
    words = np.zeros((n_movers, n_states), dtype=np.uint64)
    is_waiting = seeds != _NONE
    queue = np.empty(n_states, dtype=np.int32)
    head, n_waiting = 0, is_waiting.sum()
    queue[:n_waiting] = np.flatnonzero(is_waiting)
    while n_waiting > 0:
        r = queue[head]
        head = head + 1 if head + 1 < n_states else 0
        n_waiting -= 1
        is_waiting[r] = False
        for m in range(n_movers):
            word = _brought(words, m, seeds, r)
            if word == _NONE:
                continue
            party = movers[m]
            row = steps.row[party, r]
            for k in range(steps.starts[party, row], steps.starts[party, row + 1]):
                q = r + steps.changes[k]
                if not steps.feasible[q] or word & ~words[m, q] == _NONE:
                    continue
                if improving and compared(known, party, r, q) < BETTER:
                    continue
                words[m, q] |= word
                if n_movers > 1 and not is_waiting[q]:
                    is_waiting[q] = True
                    tail = head + n_waiting
                    queue[tail if tail < n_states else tail - n_states] = q
                    n_waiting += 1
    for m in range(1, n_movers):
        words[0] |= words[m]
    return words[0] if n_movers else np.zeros(n_states, dtype=np.uint64)


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
