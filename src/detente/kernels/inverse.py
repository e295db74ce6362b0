"""What a party would have to prefer for a state to hold: by the set of states it ranks above."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.kernels.conflicts import minimal
from detente.kernels.graph_moves import Graph
from detente.kernels.graph_search import Kind, RankArray, Search
from detente.kernels.inverse_share import WorkLimitError, share_of
from detente.kernels.stability_shares import wilson
from detente.kernels.stability_why import CREDIBLE, FINAL, Concept, holds

MAX_STATES = 1023
"""Most states that matter for which the share is exact and sets are listed."""
MAX_SETS = 200
"""Most sets of either kind that are carried on while they grow."""
FEW = 20
"""Most sets listed of a kind of which there are more."""
N_DRAWS = 1000
"""Random rankings looked at where the share is not exact."""


@dataclass(frozen=True)
class Demand:
    """What it takes for one move of the party not to pay."""

    state: int
    """State the move ends in."""
    ways: tuple[tuple[int, ...], ...]
    """It does not pay exactly if none of the states of some way is above: the state itself, or an
    answer (smr, sseq: with all that the party can make of it)."""


@dataclass(frozen=True)
class Inverse:
    """For which rankings of a party a state is stable for it."""

    share: float
    """Share of all strict rankings of the feasible states, 0 to 1."""
    low: float
    """Lower end of its 95 percent interval; the share where that is exact."""
    high: float
    """Upper end, likewise."""
    matter: tuple[int, ...]
    """States that matter, ascending: only whether each is above the state has a say."""
    demands: tuple[Demand, ...]
    """All must be met; moves that somebody answers in any case are left out. Empty if not listed
    as there are too many states that matter."""
    keep_below: tuple[tuple[int, ...], ...]
    """Smallest sets of states that make it stable if none of them is above, whatever else is."""
    leaves_if: tuple[tuple[int, ...], ...]
    """Smallest sets of states that make it unstable if all of them are above, whatever else is."""
    exact: bool
    """Whether the share is exact, and not from random rankings."""
    complete: bool
    """Whether all sets of both kinds are listed. Those listed are right in any case."""

    @property
    def may_be_above(self) -> tuple[tuple[int, ...], ...]:
        """Largest sets of the states that matter that can all be above while the party stays."""
        return tuple(
            tuple(state for state in self.matter if state not in below) for below in self.keep_below
        )


def inverse(
    graph: Graph,
    rank: RankArray,
    party: int,
    state: int,
    concept: Concept,
    *,
    most_states: int = MAX_STATES,
    n_draws: int = N_DRAWS,
    seed: int = 0,
) -> Inverse:
    """Return for which preferences of a party a state is stable for it, the others' as they are.

    Parameters
    ----------
    graph : Grid or Arcs
        Whose moves.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better, equal is indifferent; the row of `party` is not looked at.
    party, state : int
        Who could leave, and a feasible state.
    concept : {"nash", "gmr", "smr", "seq", "sseq"}
        Whose answers it fears.
    most_states : int
        With more states that matter the share is estimated from random rankings, with a Wilson
        interval, and nothing is listed.
    n_draws : int
        Random rankings; each costs as much as `stability_why.holds`.
    seed : int
        For these rankings.

    Returns
    -------
    Inverse
        Sets ascend by number of members, then by the members.

    Notes
    -----
    At a fixed state s everything depends on the party's ranking only through the set U of states
    above s. Move s1 does not pay where some way of it is disjoint from U, and s is stable where no
    move pays: a monotone condition. The smallest sets of one kind are the unions of one way of each
    demand, those of the other the sets that hit every way of some demand, of each only those that
    contain no other. Above `MAX_SETS` of them only the `FEW` smallest are carried on, and each is
    made as small as it can be at the end.

    In a random strict ranking of n states U is each set with probability |U|! (n - 1 - |U|)! / n!.
    That is the mean, over p uniform in 0 to 1, of the chance of U where each state is above with
    chance p on its own, so states that do not matter can be left out, and chances multiply. Given p
    the chance is worked out by cases, and the mean over p by a quadrature that is exact for
    polynomials of this degree: exact but for the rounding of floats (tested against all rankings).
    If the cases are too many, the share is estimated as above, and the sets are listed still. Of
    the random rankings one falls to each of `n_draws` equal parts of p, which can only make the
    share more accurate than its interval says.
    """
    demands = _demands(graph, rank, party, state, concept, most_states)
    if demands is None:
        share, low, high = _estimate(graph, rank, party, state, concept, (n_draws, seed))
        return Inverse(share, low, high, (), (), (), (), exact=False, complete=False)
    matter = tuple(sorted({y for item in demands for way in item.ways for y in way}))
    bit = {y: 1 << place for place, y in enumerate(matter)}
    masks = [[sum(bit[y] for y in way) for way in item.ways] for item in demands]
    keep, all_kept = _unions(masks)
    leave, all_left = _hitting(masks)
    try:
        share = low = high = share_of(masks, len(matter))
        exact = True
    except WorkLimitError:
        share, low, high = _estimate(graph, rank, party, state, concept, (n_draws, seed))
        exact = False
    return Inverse(
        share=share,
        low=low,
        high=high,
        matter=matter,
        demands=demands,
        keep_below=_members(keep, matter),
        leaves_if=_members(leave, matter),
        exact=exact,
        complete=all_kept and all_left,
    )


def _demands(
    graph: Graph, rank: RankArray, party: int, state: int, concept: Concept, most_states: int
) -> tuple[Demand, ...] | None:
    """Return what it takes for no move to pay; None: more states matter than are looked at."""
    blocks: dict[int, frozenset[int]] = {}
    seen: set[int] = set()
    found = []
    for target in graph.moves(party, state).tolist():
        answers = _answers(graph, rank, party, target, concept)
        if concept not in FINAL and state in answers:
            continue
        if len(answers) > most_states:
            return None
        ways = {frozenset([target])}
        for answer in answers:
            if answer not in blocks:
                more = graph.moves(party, answer).tolist() if concept in FINAL else ()
                blocks[answer] = frozenset([answer, *more]) - {state}
            if answer != state and target not in blocks[answer]:
                ways.add(blocks[answer])
        kept = _smallest(ways)
        seen.update(y for way in kept for y in way)
        if len(seen) > most_states:
            return None
        found.append(Demand(target, kept))
    return tuple(found)


def _answers(graph: Graph, rank: RankArray, party: int, start: int, concept: Concept) -> list[int]:
    """Return every state that the others can bring the party to, ascending."""
    if concept == "nash":
        return []
    others = [j for j in range(graph.n_parties) if j != party]
    kind: Kind = "improvements" if concept in CREDIBLE else "moves"
    levels = [states for _, states in Search(graph, start, others, kind, rank).levels()]
    return np.unique(np.concatenate(levels)).tolist() if levels else []


def _smallest(ways: Iterable[frozenset[int]]) -> tuple[tuple[int, ...], ...]:
    """Return the ways that contain no other, fewest members first."""
    ordered = sorted((len(way), tuple(sorted(way))) for way in ways)
    single = {way[0] for size, way in ordered if size == 1}
    kept = [way for size, way in ordered if size == 1]
    larger: list[frozenset[int]] = []
    for size, way in ordered:
        members = frozenset(way)
        if size > 1 and not members & single and not any(less <= members for less in larger):
            larger.append(members)
            kept.append(way)
    return tuple(kept)


def _unions(masks: Sequence[Sequence[int]]) -> tuple[list[int], bool]:
    """Return the smallest sets that contain some way of each demand."""
    found, complete = [0], True
    for ways in sorted(masks, key=len):
        met = [known for known in found if any(known & way == way for way in ways)]
        rest = [known for known in found if not any(known & way == way for way in ways)]
        grown = [*met, *(known | way for known in rest for way in ways)]
        found, complete = _fewest(grown, complete)

    def suffices(kept: int) -> bool:
        return all(any(kept & way == way for way in ways) for ways in masks)

    return (found if complete else [_shrunk(kept, suffices) for kept in found]), complete


def _hitting(masks: Sequence[Sequence[int]]) -> tuple[list[int], bool]:
    """Return the smallest sets that meet every way of some demand."""
    every: list[int] = []
    complete = True
    for ways in masks:
        found = [0]
        for way in ways:
            hit = [known for known in found if known & way]
            missed = [known for known in found if not known & way]
            bits = [1 << bit for bit in range(way.bit_length()) if way >> bit & 1]
            grown = [*hit, *(known | bit for known in missed for bit in bits)]
            found, complete = _fewest(grown, complete)
        every += found

    def breaks(above: int) -> bool:
        return any(all(above & way for way in ways) for ways in masks)

    if not complete:
        every = [_shrunk(above, breaks) for above in every]
    return _fewest(every, complete)


def _fewest(sets: Iterable[int], complete: bool) -> tuple[list[int], bool]:
    """Return those that contain no other, or only a few, and whether all were ever kept."""
    ordered = sorted(set(sets), key=lambda mask: (mask.bit_count(), mask))
    if complete and len(ordered) <= 4 * MAX_SETS:
        found = list(minimal(ordered))
        if len(found) <= MAX_SETS:
            return found, True
    return list(minimal(ordered[: 4 * FEW])[:FEW]), False


def _shrunk(members: int, enough: Callable[[int], bool]) -> int:
    """Return a smallest part of a set that is enough, leaving out the highest bits first."""
    for bit in reversed(range(members.bit_length())):
        less = members & ~(1 << bit)
        if less != members and enough(less):
            members = less
    return members


def _members(sets: Iterable[int], matter: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    found = {
        tuple(state for place, state in enumerate(matter) if mask >> place & 1) for mask in sets
    }
    return tuple(sorted(found, key=lambda states: (len(states), states)))


def _estimate(
    graph: Graph,
    rank: RankArray,
    party: int,
    state: int,
    concept: Concept,
    draws: tuple[int, int],
) -> tuple[float, float, float]:
    """Return the share over random rankings, and its interval."""
    n_draws, seed = draws
    random = np.random.default_rng(seed)
    tried = rank.copy()
    n_stable = 0
    for chance in (np.arange(n_draws) + random.random(n_draws)) / n_draws:
        tried[party] = random.random(graph.n_states) < chance
        tried[party, state] = 0
        n_stable += holds(graph, tried, party, state, concept)
    low, high = wilson(n_stable, n_draws)
    return n_stable / n_draws, float(low), float(high)
