"""Rounds of the challenge model for many draws; compiled by numba.

The rules are those of `kernels/challenge.py`, where they are explained.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.kernels.compiling import compiled_with_nan, part_with_nan, put
from detente.kernels.outcomes import FloatArray, IntArray

TIE = 1e-9
"""Expected utilities, and shares of the range, that differ by less are equal."""
NOBODY = -1
SEVERAL = -2
NO_MOVE, CONFLICT, COMPROMISE, CONCESSION = 0, 1, 2, 3
FIXED_RANGE, CURRENT_RANGE = 0, 1
LEAST_MOVE, STRONGEST, LOWEST_COMPROMISE = 0, 1, 2

SmallArray = NDArray[np.int16]


class Rules(NamedTuple):
    """The options as numbers."""

    all_pairs: bool
    """Votes of all ordered pairs in the denominator of the probability."""
    votes_bent: bool
    """Voters measure distance with their own risk exponent."""
    of_viewer: bool
    """The party that decides sees the other's utility with its own exponent."""
    own_security: bool
    """Security is the sum of a party's own expected utilities."""
    with_risk: bool
    """There is a second pass with risk exponents."""
    equal_stops: bool
    """Nobody moves where all are equally secure."""
    range_of: int
    """FIXED_RANGE, CURRENT_RANGE, or the length of the scale, in points, where larger."""
    weaker_concedes: bool
    """In a conflict the weaker one moves."""
    full_concession: bool
    """Whoever is compelled moves fully."""
    choice: int
    """LEAST_MOVE, STRONGEST or LOWEST_COMPROMISE."""
    lower_median: bool
    """The lower of two middle positions."""
    status_quo: float
    """Chance that without a challenge nothing changes, 0..1."""


class Room(NamedTuple):
    """Arrays that are used again in every round, n_parties long or square."""

    order: IntArray
    risk: FloatArray
    security: FloatArray
    bent: FloatArray
    chance: FloatArray
    expected: FloatArray
    returned: FloatArray
    target: FloatArray


@part_with_nan
def _before(
    a: tuple[float, float, float], b: tuple[float, float, float]
) -> bool:  # pragma: no cover
    for k in range(3):
        if a[k] != b[k]:
            return a[k] < b[k]
    return False


@part_with_nan
def _sort_parties(
    x: FloatArray, s: FloatArray, w: FloatArray, order: IntArray
) -> int:  # pragma: no cover
    """List the parties with a position by position, salience and weight; return how many.

    Sums then add up in an order that does not depend on how the parties are listed.
    """
    n = 0
    for party in range(len(x)):
        if np.isnan(x[party]):
            continue
        place = n
        key = (x[party], s[party], w[party])
        while place > 0:
            other = order[place - 1]
            if not _before(key, (x[other], s[other], w[other])):
                break
            order[place] = other
            place -= 1
        order[place] = party
        n += 1
    return n


@part_with_nan
def _middle(
    x: FloatArray, w: FloatArray, order: IntArray, n: int, lower: bool
) -> float:  # pragma: no cover
    """Return the weighted median of the first `n` parties of `order`, which it sorts."""
    total = 0.0
    for a in range(n):
        total += w[order[a]]
    for a in range(1, n):
        party, b = order[a], a
        while b > 0 and x[order[b - 1]] > x[party]:
            order[b] = order[b - 1]
            b -= 1
        order[b] = party
    below = 0.0
    for a in range(n):
        below += w[order[a]]
        if below > total * (0.5 + 1e-12):
            return float(x[order[a]])
        if below >= total * (0.5 - 1e-12):
            if lower:
                return float(x[order[a]])
            b = a + 1
            while b < n - 1 and w[order[b]] <= 0.0:
                b += 1
            return float(x[order[a]] + x[order[b]]) / 2 if b < n else float(x[order[a]])
    return float(x[order[n - 1]])


@part_with_nan
def _fill_chances(
    x: FloatArray, w: FloatArray, n: int, width: float, rules: Rules, room: Room
) -> None:  # pragma: no cover
    """Fill in the chance that each party prevails over each other one."""
    order, chance = room.order, room.chance
    for c in range(n):
        k = order[c]
        bend = room.risk[k] if rules.votes_bent else 1.0
        for a in range(n):
            room.bent[k, order[a]] = (abs(x[k] - x[order[a]]) / width) ** bend
    every = 0.0
    for a in range(n):
        i = order[a]
        for b in range(n):
            j = order[b]
            won = total = 0.0
            for c in range(n):
                k = order[c]
                votes = w[k] * (room.bent[k, j] - room.bent[k, i])
                won += max(votes, 0.0)
                total += abs(votes)
            every += total
            if rules.all_pairs:
                chance[i, j] = won
            else:
                chance[i, j] = won / total if total > 0.0 else 0.5
    if rules.all_pairs:
        for a in range(n):
            for b in range(n):
                chance[order[a], order[b]] /= every if every > 0.0 else 1.0


@part_with_nan
def _expected(
    i: int, j: int, bend: float, x: FloatArray, s: FloatArray, mu: float, width: float,
    rules: Rules, room: Room,
) -> float:  # fmt: skip  # pragma: no cover
    """Return what i expects of challenging j, its distances bent by an exponent."""
    apart = abs(x[i] - x[j]) / width
    success = 2 - 4 * max(0.5 - 0.5 * apart, 0.0) ** bend
    failure = 2 - 4 * (0.5 + 0.5 * apart) ** bend
    chance, resists, stays = room.chance[i, j], s[j], rules.status_quo
    value = resists * (chance * success + (1 - chance) * failure) + (1 - resists) * success
    value -= stays * (2 - 4 * 0.5**bend)
    if stays < 1:
        to_middle = abs(x[i] - mu) / width
        drift = 0.25 * min(to_middle + apart, 2.0)
        if to_middle < apart - TIE:
            value -= (1 - stays) * (2 - 4 * (0.5 - drift) ** bend)
        else:
            value -= (1 - stays) * (2 - 4 * (0.5 + drift) ** bend)
    return float(value)


@part_with_nan
def _fill_risk(
    x: FloatArray, s: FloatArray, n: int, mu: float, width: float, rules: Rules, room: Room
) -> bool:  # pragma: no cover
    """Fill in the risk exponents; return whether the parties are not all equally secure."""
    order, security = room.order, room.security
    least, most = np.inf, -np.inf
    for a in range(n):
        i = order[a]
        security[i] = 0.0
        for b in range(n):
            j = order[b]
            if j != i:
                one, other = (i, j) if rules.own_security else (j, i)
                security[i] += _expected(one, other, 1.0, x, s, mu, width, rules, room)
        least, most = min(least, security[i]), max(most, security[i])
    if most - least <= TIE:
        return False
    for a in range(n):
        i = order[a]
        rank = (2 * security[i] - most - least) / (most - least)
        room.risk[i] = (1 - rank / 3) / (1 + rank / 3)
    return True


@part_with_nan
def _kind_of(own: float, theirs: float, rules: Rules) -> int:  # pragma: no cover
    """Return how the party that expects `own` answers one that expects `theirs` of it."""
    if theirs <= TIE or abs(own) <= TIE:
        return NO_MOVE
    if own > 0:
        weaker = theirs > own + TIE
        return CONFLICT if rules.weaker_concedes and weaker else NO_MOVE
    if theirs >= -own - TIE:
        return COMPROMISE
    return CONCESSION if rules.full_concession else NO_MOVE


@part_with_nan
def _is_better(
    a: tuple[float, float, float], b: tuple[float, float, float]
) -> int:  # pragma: no cover
    """Compare keys, smaller first: 1 where a is ahead, 0 where they tie, -1 where b is."""
    for k in range(3):
        if a[k] < b[k] - TIE:
            return 1
        if a[k] > b[k] + TIE:
            return -1
    return 0


@part_with_nan
def _key_of(
    kind: int, own: float, theirs: float, here: float, there: float, step: float, choice: int
) -> tuple[float, float, float]:  # pragma: no cover
    """Return by what an offer is compared; shares of the range."""
    if choice == STRONGEST:
        return (-theirs, step, 0.0)
    if choice == LOWEST_COMPROMISE and kind == COMPROMISE:
        weighed = (abs(own) * here + abs(theirs) * there) / (abs(own) + abs(theirs))
        return (float(kind), weighed, -theirs)
    return (float(kind), step, -theirs)


@part_with_nan
def _accept(
    m: int, x: FloatArray, n: int, width: float, rules: Rules, room: Room
) -> tuple[float, int, int]:  # pragma: no cover
    """Return where a party moves, at whose offer and by which kind of it."""
    best = (np.inf, np.inf, np.inf)
    total, count, by, best_kind = 0.0, 0, NOBODY, NO_MOVE
    first = x[m]
    for b in range(n):
        o = room.order[b]
        apart = (x[o] - x[m]) / width
        if o == m or abs(apart) <= TIE:
            continue
        own, theirs = room.expected[m, o], room.returned[m, o]
        kind = _kind_of(own, theirs, rules)
        if kind == NO_MOVE:
            continue
        share = min(-own / theirs, 1.0) if kind == COMPROMISE else 1.0
        target = x[m] + share * (x[o] - x[m])
        key = _key_of(
            kind, own, theirs, x[m] / width, x[o] / width, share * abs(apart), rules.choice
        )
        ahead = _is_better(key, best)
        if ahead > 0:
            best, best_kind, by = key, kind, o
            total, count, first = target, 1, target
        elif ahead == 0:
            total += target
            count += 1
            if abs(target - first) > TIE * width:
                by = SEVERAL
    return (total / count if count else x[m]), by, best_kind


@part_with_nan
def _width_of(x: FloatArray, n: int, order: IntArray) -> float:  # pragma: no cover
    least, most = np.inf, -np.inf
    for a in range(n):
        least, most = min(least, x[order[a]]), max(most, x[order[a]])
    return most - least


@part_with_nan
def _move(
    x: FloatArray, s: FloatArray, w: FloatArray, n: int, mu: float, width: float, rules: Rules,
    room: Room, by: SmallArray, kind: SmallArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Move all parties at once."""
    order = room.order
    room.risk[:] = 1.0
    _fill_chances(x, w, n, width, rules, room)
    if rules.with_risk:
        if not _fill_risk(x, s, n, mu, width, rules, room) and rules.equal_stops:
            return
        if rules.votes_bent:
            _fill_chances(x, w, n, width, rules, room)
    for a in range(n):
        m = order[a]
        for b in range(n):
            o = order[b]
            bend = room.risk[m] if rules.of_viewer else room.risk[o]
            room.expected[m, o] = _expected(m, o, room.risk[m], x, s, mu, width, rules, room)
            room.returned[m, o] = _expected(o, m, bend, x, s, mu, width, rules, room)
    for a in range(n):
        m = order[a]
        room.target[m], by[m], kind[m] = _accept(m, x, n, width, rules, room)
    for a in range(n):
        x[order[a]] = room.target[order[a]]


@compiled_with_nan
def run(
    salience: FloatArray, weight: FloatArray, rules: Rules, places: FloatArray,
    median: FloatArray, mean: FloatArray, by: NDArray[np.int16], kind: NDArray[np.int16],
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the rounds of every draw.

    Parameters
    ----------
    salience : float64 array, shape (n_draws, n_parties)
        0 to 1.
    weight : float64 array, shape (n_draws, n_parties)
        Not negative, not all zero; 0 without a position.
    rules : Rules
        The options.
    places : float64 array, shape (n_draws, n_rounds + 1, n_parties)
        Points of 100; the first round is given, the others are filled in. NaN without a position.
    median, mean : float64 array, shape (n_draws, n_rounds + 1)
        Filled in, points of 100.
    by, kind : int16 array, shape (n_draws, n_rounds, n_parties)
        Filled in: at whose offer, and by which kind of it.
    """
    n_draws, n_places, n_parties = places.shape
    square = (n_parties, n_parties)
    room = Room(
        np.empty(n_parties, dtype=np.int64), np.empty(n_parties), np.empty(n_parties),
        np.empty(square), np.empty(square), np.empty(square), np.empty(square),
        np.empty(n_parties),
    )  # fmt: skip
    ranked = np.empty(n_parties, dtype=np.int64)
    for d in range(n_draws):
        s, w = salience[d], weight[d]
        n = _sort_parties(places[d, 0], s, w, room.order)
        if n == 0:
            continue
        start = _width_of(places[d, 0], n, room.order)
        for t in range(n_places):
            x = places[d, t]
            put(room.order[:n], ranked)
            mu = _middle(x, w, ranked, n, rules.lower_median)
            median[d, t] = mu
            total = weights = 0.0
            for a in range(n):
                total += w[room.order[a]] * x[room.order[a]]
                weights += w[room.order[a]]
            mean[d, t] = total / weights
            if t + 1 == n_places:
                break
            put(x, places[d, t + 1])
            width = start
            if rules.range_of == CURRENT_RANGE:
                width = _width_of(x, n, room.order)
            elif rules.range_of != FIXED_RANGE:
                width = float(rules.range_of)
            if _width_of(x, n, room.order) > TIE * width:
                _move(places[d, t + 1], s, w, n, mu, width, rules, room, by[d, t], kind[d, t])


@compiled_with_nan
def first_repeats(
    places: FloatArray, within: float
) -> tuple[IntArray, IntArray]:  # pragma: no cover
    """Return the first round whose places are those of an earlier one, and how many rounds back.

    Parameters
    ----------
    places : float64 array, shape (n_draws, n_rounds + 1, n_parties)
        In points of 100, no NaN.
    within : float
        Points that count as the same.

    Returns
    -------
    found : int64 array, shape (n_draws,)
        -1 where there is none.
    period : int64 array, shape (n_draws,)
        0 where there is none.
    """
    n_draws, n_places, n_parties = places.shape
    found = np.full(n_draws, -1, dtype=np.int64)
    period = np.zeros(n_draws, dtype=np.int64)
    for d in range(n_draws):
        t = 1
        while t < n_places and found[d] < 0:
            for back in range(1, t + 1):
                same = True
                for party in range(n_parties):
                    if abs(places[d, t, party] - places[d, t - back, party]) > within:
                        same = False
                        break
                if same:
                    found[d], period[d] = t, back
                    break
            t += 1
    return found, period
