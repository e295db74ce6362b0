"""Searches backward for what parties reach, from the least value on; compiled by numba."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import part, standalone
from detente.kernels.stability_passes import NarrowArray

UNREACHED = -1
"""Value of what no state has."""
_ANY = 2**31 - 1
"""Above every rank."""


class Classes(NamedTuple):
    """Classes of states that a party can move between both ways, and the one-way steps between.

    The classes of party j are numbered from `first[j]` on; they are combinations of coordinates,
    one per axis, as states are of options.
    """

    class_of: NarrowArray
    """Class of each state (n_parties, n_states), counted from 0 for each party."""
    first: NarrowArray
    """Number of the first class of each party (n_parties + 1,)."""
    starts: NarrowArray
    """Where the members of each class start, and where they stop (n_classes + n_parties,): those
    of class c of party j stand at `first[j] + j + c` and the place after."""
    members: NarrowArray
    """Feasible states by class, worst first (n_parties, n_feasible)."""
    axes: NarrowArray
    """First one-way axis of each party (n_parties + 1,)."""
    strides: NarrowArray
    """By how much the class changes along each one-way axis (n_axes,)."""
    sizes: NarrowArray
    """Coordinates of each one-way axis (n_axes,)."""
    coordinates: NarrowArray
    """Where the coordinates of each one-way axis start in `sources_of` (n_axes,)."""
    sources_of: NarrowArray
    """Where the sources of each coordinate start in `sources` (n_coordinates + 1,)."""
    sources: NarrowArray
    """Coordinates from which one step leads to a coordinate; longer ways are steps in a row."""


class Room(NamedTuple):
    """Arrays that a search fills and forgets."""

    level: NarrowArray
    """Rank up to which a class was searched, per class of all parties."""
    place: NarrowArray
    """Next member to be looked at, likewise."""
    states: NarrowArray
    """States found and not yet looked at (n_states,)."""
    classes: NarrowArray
    """Classes found and not yet looked at, as many as a party has at most."""


@standalone
def least_on_grid(
    value: NarrowArray, seeds: NarrowArray, movers: NarrowArray, improving: bool,
    rank: NarrowArray, classes: Classes, room: Room, least: NarrowArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the least value that some parties can reach from each state, its own included.

    Searches backward from the states of least value, so every state is found once, and what is
    found first is the least.

    Parameters
    ----------
    value : int32 array, shape (n_states,)
        From 0 on.
    seeds : int32 array, shape (n_feasible,)
        Feasible states in ascending order of value.
    movers : int32 array, shape (n_movers,)
        Who moves.
    improving : bool
        Whether every move must be better for its mover than where it leaves.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better; from 0 on.
    classes, room : Classes, Room
        The moves, and arrays to work in.
    least : int32 array, shape (n_states,)
        Filled in; `UNREACHED` for infeasible states.
    """
    room.level[:] = 0
    for j in movers:
        for c in range(classes.first[j], classes.first[j + 1]):
            room.place[c] = classes.starts[c + j]
    least[:] = UNREACHED
    for seed in seeds:
        if least[seed] != UNREACHED:
            continue
        least[seed] = value[seed]
        room.states[0] = seed
        top = 1
        while top > 0:
            top -= 1
            state = room.states[top]
            for j in movers:
                better = rank[j, state] if improving else _ANY
                top = _enter(j, state, better, value[seed], rank, classes, room, least, top)


@part
def _enter(
    j: int, state: int, better: int, value: int, rank: NarrowArray, classes: Classes, room: Room,
    least: NarrowArray, top: int,
) -> int:  # fmt: skip  # pragma: no cover
    """Find the states from which a party moves to one, those ranked below `better`."""
    first = classes.first[j]
    if room.level[first + classes.class_of[j, state]] >= better:
        return top
    room.level[first + classes.class_of[j, state]] = better
    room.classes[0] = classes.class_of[j, state]
    n = 1
    while n > 0:
        n -= 1
        c = room.classes[n]
        place = room.place[first + c]
        stop = classes.starts[first + j + c + 1]
        while place < stop:
            source = classes.members[j, place]
            if rank[j, source] >= better:
                break
            if least[source] == UNREACHED:
                least[source] = value
                room.states[top] = source
                top += 1
            place += 1
        room.place[first + c] = place
        for axis in range(classes.axes[j], classes.axes[j + 1]):
            stride = classes.strides[axis]
            here = c // stride % classes.sizes[axis]
            at = classes.coordinates[axis] + here
            for k in range(classes.sources_of[at], classes.sources_of[at + 1]):
                earlier = c + (classes.sources[k] - here) * stride
                if room.level[first + earlier] < better:
                    room.level[first + earlier] = better
                    room.classes[n] = earlier
                    n += 1
    return top


class Listed(NamedTuple):
    """Moves listed one by one, in one direction."""

    starts: NDArray[np.int64]
    """Where the moves of each party at each state start in `states` (n_parties, n_states + 1)."""
    states: NarrowArray
    """Where they lead, or where they come from (n_moves,)."""


def best_by_move(values: NarrowArray, party: int, moves: Listed) -> NarrowArray:
    """Return the best value that a party gets by staying or by one of its moves (n_states,)."""
    found = values.copy()
    _raise_by_listed(values, party, moves, found)
    return found


@standalone
def _raise_by_listed(
    values: NarrowArray, party: int, moves: Listed, found: NarrowArray
) -> None:  # pragma: no cover
    for state in range(len(values)):
        for k in range(moves.starts[party, state], moves.starts[party, state + 1]):
            found[state] = max(found[state], values[moves.states[k]])


_NOBODY = -1
"""No sequence starts at a state yet; anybody may lead there."""
_TWO = -2
"""Sequences start with two or more movers, or none is needed: anybody may have led there."""


@part
def _may_lead(j: int, arrival: int, n_parties: int) -> bool:  # pragma: no cover
    """Return whether a move of party j may lead where somebody else moves on.

    `arrival` is a party, the number of parties plus a party that may not, or `_NOBODY`: anybody.
    """
    if arrival == _NOBODY:
        return True
    return arrival == j if arrival < n_parties else arrival - n_parties != j


def least_by_moves(
    value: NarrowArray, seeds: NarrowArray, movers: NarrowArray, improving: bool,
    rank: NarrowArray, sources: Listed,
) -> NarrowArray:  # fmt: skip
    """Return the least value that legal sequences reach from each state, its own included.

    Nobody moves twice in a row, so what comes before a state depends on who moves on from it: at
    first all others, and once there are two who could, everybody. Every move is used once.

    Parameters
    ----------
    value : int32 array, shape (n_states,)
        From 0 on.
    seeds : int32 array, shape (n_states,)
        States in ascending order of value.
    movers : int32 array, shape (n_movers,)
        Who moves.
    improving : bool
        Whether every move must be better for its mover than where it leaves.
    rank : int32 array, shape (n_parties, n_states)
        Larger is better.
    sources : Listed
        Where moves into each state come from.

    Returns
    -------
    int32 array, shape (n_states,)
    """
    least = np.empty(len(value), dtype=np.int32)
    onward = np.full(len(value), _NOBODY, dtype=np.int32)
    states, arrivals = (np.empty(2 * len(value), dtype=np.int32) for _ in range(2))
    _search_moves(value, seeds, movers, improving, rank, sources, least, onward, states, arrivals)
    return least


@standalone
def _search_moves(
    value: NarrowArray, seeds: NarrowArray, movers: NarrowArray, improving: bool,
    rank: NarrowArray, sources: Listed, least: NarrowArray, onward: NarrowArray,
    states: NarrowArray, arrivals: NarrowArray,
) -> None:  # fmt: skip  # pragma: no cover
    for seed in seeds:
        if onward[seed] == _TWO:
            continue
        if onward[seed] == _NOBODY:
            least[seed] = value[seed]
        states[0] = seed
        arrivals[0] = onward[seed]
        onward[seed] = _TWO
        top = 1
        while top > 0:
            top -= 1
            state = states[top]
            arrival = arrivals[top]
            for j in movers:
                if _may_lead(j, arrival, len(rank)):
                    top = _come_from(
                        j, state, value[seed], improving, rank, sources, onward, states, arrivals,
                        top, least,
                    )  # fmt: skip


@part
def _come_from(
    j: int, state: int, value: int, improving: bool, rank: NarrowArray, sources: Listed,
    onward: NarrowArray, states: NarrowArray, arrivals: NarrowArray, top: int, least: NarrowArray,
) -> int:  # fmt: skip  # pragma: no cover
    """Find the states from which a party moves to one; return how many wait."""
    for k in range(sources.starts[j, state], sources.starts[j, state + 1]):
        source = sources.states[k]
        if improving and rank[j, state] <= rank[j, source]:
            continue
        if onward[source] == _NOBODY:
            least[source] = value
            onward[source] = j
            states[top] = source
            arrivals[top] = len(rank) + j
            top += 1
        elif onward[source] != _TWO and onward[source] != j:
            states[top] = source
            arrivals[top] = onward[source]
            onward[source] = _TWO
            top += 1
    return top
