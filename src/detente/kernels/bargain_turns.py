"""Turns of the spatial bargaining model; compiled by numba.

Inner loop of `kernels/bargain.py`, where the rules are explained. In one turn every party that
expects to gain by challenging another one proposes to meet it part of the way; every party then
takes up one of the proposals it is part of, or none.
"""

import numpy as np

from detente.kernels.compiling import compiled, part, put
from detente.kernels.election import election, largest, vote
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

LEAST_GAIN = 1e-5
"""Smallest expected gain that makes a challenge, in units of utility."""
NO_COMMITMENT, SEMI_COMMITMENT, FULL_COMMITMENT = range(3)
SQUARES, PRODUCTS, SURPLUS = range(3)
INITIATOR, BOTH, WEIGHTED = range(3)
ALL, FIRST = range(2)
VOTES, POWER, CHAIN, COMMITMENT, SPLIT, VIEW, TIES = range(7)
"""Places of the rules in the list of them."""
_SIDE = 1e-10
_CHANGE = 1e-6
_SMALL_STEP = 1e-4
_TIE = 1e-9


@compiled
def rows(
    position: FloatArray, salience: FloatArray, effort: FloatArray, influence: FloatArray,
    present: BoolArray, rules: FloatArray, risk: FloatArray, decimals: int, follow: float,
    turns: IntArray, quiet: float, n_turns: IntArray, history: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Bargain in every draw until it is quiet, changing `position`.

    Parameters
    ----------
    position : float64 array, shape (n_rows, n_issues, n_parties)
        Places, 0 to 1; changed.
    salience : float64 array, shape (n_rows, n_issues, n_parties)
        Salience, 0 to 1.
    effort, influence : float64 arrays, shape (n_rows, n_parties)
        Part of its attention that a party gives to the case, 0 to 1; influence as a share.
    present : bool array, shape (n_rows, n_parties)
        Who takes part.
    rules, risk : float64 arrays, shapes (7,) and (4,)
        Rules by their places; what the chance, the largest and the smallest one count in risk,
        and how far a party sees the risk attitude of others.
    decimals : int
        Places of the decimal point kept in a proposal; negative: all.
    follow : float
        How far ideals follow positions, 0 to 1.
    turns : intp array, shape (2,)
        Fewest and most turns.
    quiet : float
        Fraction of the first step below which a step is the last one.
    n_turns : intp array, shape (n_rows,)
        Filled in with the turns taken.
    history : float64 array, shape (n_rows, n_states, n_issues, n_parties)
        Filled in with the places at the start and after each turn, as far as there is room.
    """
    n_issues, n_parties = position.shape[1:]
    for row in range(len(position)):
        n = 0
        who = np.empty(n_parties, dtype=np.intp)
        for party in range(n_parties):
            if present[row, party]:
                who[n] = party
                n += 1
        x, s = np.empty((n_issues, n)), np.empty((n_issues, n))
        e, c = np.empty(n), np.empty(n)
        for k in range(n):
            e[k], c[k] = effort[row, who[k]], influence[row, who[k]]
            for d in range(n_issues):
                x[d, k], s[d, k] = position[row, d, who[k]], salience[row, d, who[k]]
        states = np.empty((history.shape[1], n_issues, n))
        n_turns[row] = _talks(x, s, e, c, rules, risk, decimals, follow, turns, quiet, states)
        for k in range(n):
            for d in range(n_issues):
                position[row, d, who[k]] = x[d, k]
                for turn in range(len(states)):
                    history[row, turn, d, who[k]] = states[turn, d, k]


@part
def _talks(
    x: FloatArray, s: FloatArray, e: FloatArray, c: FloatArray, rules: FloatArray,
    risk: FloatArray, decimals: int, follow: float, turns: IntArray, quiet: float,
    states: FloatArray,
) -> int:  # fmt: skip  # pragma: no cover
    """Move the places turn by turn, fill in those after each, and return the number of turns."""
    ideal = x.copy()
    first, moved = 0.0, 0.0
    n = 0
    while n < turns[1] and (n < turns[0] or moved >= quiet * first):
        if n < len(states):
            _keep(x, states[n])
        after = _turn(x, ideal, s, e, c, rules, risk, decimals)
        moved = 0.0
        for k in range(x.shape[1]):
            square = 0.0
            for d in range(len(x)):
                square += (after[d, k] - x[d, k]) ** 2
                x[d, k] = after[d, k]
                ideal[d, k] += follow * (x[d, k] - ideal[d, k])
            moved += np.sqrt(square)
        first = moved + _SMALL_STEP if n == 0 else first
        n += 1
    for later in range(n, len(states)):
        _keep(x, states[later])
    return n


@part
def _keep(x: FloatArray, state: FloatArray) -> None:  # pragma: no cover
    for d in range(len(x)):
        put(x[d], state[d])


@part
def _turn(
    x: FloatArray, ideal: FloatArray, s: FloatArray, e: FloatArray, c: FloatArray,
    rules: FloatArray, risk: FloatArray, decimals: int,
) -> FloatArray:  # fmt: skip  # pragma: no cover
    """Return the places after one turn."""
    n = x.shape[1]
    distance = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            distance[i, j] = _apart(ideal[:, i], x[:, j], s[:, i])
    attitude = _attitudes(distance, c, rules, risk)
    who, place = _proposals(x, s, e, c, distance, attitude, rules, risk[3], decimals)
    after = np.zeros(x.shape)
    for k in range(n):
        _settle(k, x, ideal, s, c, distance, attitude, who, place, rules, after)
    return after


@part
def _apart(one: FloatArray, other: FloatArray, salience: FloatArray) -> float:  # pragma: no cover
    above = below = 0.0
    for i in range(len(one)):
        above += (salience[i] * (one[i] - other[i])) ** 2
        below += salience[i] ** 2
    return float(np.sqrt(above / below)) if below > 0.0 else 0.0


@part
def _worth(distance: float, attitude: float) -> float:  # pragma: no cover
    return (1.0 - distance) * (1.0 + min(distance, 1.0) * attitude)


@part
def _attitudes(
    distance: FloatArray, c: FloatArray, rules: FloatArray, risk: FloatArray
) -> FloatArray:  # pragma: no cover
    """Return how each party takes risks, from its chance in an election of all positions."""
    chance = election(1.0 - distance, c, int(rules[VOTES]), rules[POWER], int(rules[CHAIN]))
    high = largest(chance, 0)
    low = high
    for k in range(len(c)):
        low = min(low, chance[k])
    attitude = np.zeros(len(c))
    if high - low > _TIE * high:
        for k in range(len(c)):
            attitude[k] = (risk[0] * chance[k] - risk[1] * high - risk[2] * low) / (high - low)
    return attitude


@part
def _proposals(
    x: FloatArray, s: FloatArray, e: FloatArray, c: FloatArray, distance: FloatArray,
    attitude: FloatArray, rules: FloatArray, sharing: float, decimals: int,
) -> tuple[IntArray, FloatArray]:  # fmt: skip  # pragma: no cover
    """Return who proposes to whom (n_proposals, 2), and both new places (n_proposals, 2, issues).

    The first n are those to leave things as they are, one for each party.
    """
    n = x.shape[1]
    who = np.empty((n + 2 * n * n, 2), dtype=np.intp)
    place = np.empty((n + 2 * n * n, 2, len(x)))
    for i in range(n):
        who[i, 0] = who[i, 1] = i
        for d in range(len(x)):
            place[i, 0, d] = place[i, 1, d] = x[d, i]
    m = n
    gain, chance = np.zeros(n), np.zeros(n)
    for i in range(n):
        best = LEAST_GAIN
        for j in range(n):
            gain[j] = -np.inf
            if j != i:
                chance[j], gain[j] = _challenge(i, i, j, e, c, distance, attitude, rules, sharing)
                best = max(best, gain[j])
        for j in range(n):
            if gain[j] > LEAST_GAIN and gain[j] >= best - _TIE:
                seen = chance[j]
                if rules[VIEW] != INITIATOR:
                    seen, _ = _challenge(j, i, j, e, c, distance, attitude, rules, sharing)
                m = _propose(x, s, e, c, i, j, chance[j], seen, rules, decimals, who, place, m)
                if rules[TIES] == FIRST:
                    break
    return who[:m], place[:m]


@part
def _propose(
    x: FloatArray, s: FloatArray, e: FloatArray, c: FloatArray, i: int, j: int, own: float,
    other: float, rules: FloatArray, decimals: int, who: IntArray, place: FloatArray, m: int,
) -> int:  # fmt: skip  # pragma: no cover
    """Add the proposals of i to j by the chances that both see; return how many there are."""
    who[m, 0], who[m, 1] = i, j
    _split(x, s, i, j, own, rules, decimals, place[m])
    if rules[VIEW] == INITIATOR:
        return m + 1
    who[m + 1, 0], who[m + 1, 1] = i, j
    _split(x, s, i, j, other, rules, decimals, place[m + 1])
    if rules[VIEW] == BOTH:
        return m + 2
    part_of_i = c[i] * e[i] / (c[i] * e[i] + c[j] * e[j])
    for side in range(2):
        for d in range(len(x)):
            place[m, side, d] += (1.0 - part_of_i) * (place[m + 1, side, d] - place[m, side, d])
    return m + 1


@part
def _challenge(
    h: int, i: int, j: int, e: FloatArray, c: FloatArray, distance: FloatArray,
    attitude: FloatArray, rules: FloatArray, sharing: float,
) -> tuple[float, float]:  # fmt: skip  # pragma: no cover
    """Return the chance that i wins over j, and what i gains by trying, as h sees it."""
    n = len(c)
    ui, uj = np.empty(n), np.empty(n)
    for k in range(n):
        seen = attitude[h] + sharing * (attitude[k] - attitude[h])
        ui[k], uj[k] = _worth(distance[k, i], seen), _worth(distance[k, j], seen)
    own = _given(e[i] * c[i], ui[i] - uj[i], rules) + _given(e[j] * c[j], ui[j] - uj[j], rules)
    other = _given(e[i] * c[i], uj[i] - ui[i], rules) + _given(e[j] * c[j], uj[j] - ui[j], rules)
    own, other = own + _SIDE, other + _SIDE
    for_i, for_j = own, other
    for k in range(n):
        if k in (i, j):
            continue
        w = e[k] * c[k]
        with_i = own + _given(w, ui[k] - uj[k], rules)
        with_j = other + _given(w, uj[k] - ui[k], rules)
        p = with_i / (with_i + with_j)
        seen = attitude[h] + sharing * (attitude[k] - attitude[h])
        mine = _worth(distance[k, k], seen)
        leaning = _leaning(p, ui[k], uj[k], mine, int(rules[COMMITMENT]))
        for_i += _given(w, leaning, rules)
        for_j += _given(w, -leaning, rules)
    p = for_i / (for_i + for_j)
    contest = p * 2.0 * ui[i] + (1.0 - p) * 2.0 * uj[i]
    return p, (1.0 - e[j]) * 2.0 * ui[i] + e[j] * contest - (ui[i] + uj[i])


@part
def _given(weight: float, difference: float, rules: FloatArray) -> float:  # pragma: no cover
    """Return what a party throws in where it gains, and 0 where it does not."""
    if difference <= 0.0:
        return 0.0
    return weight * vote(difference, int(rules[VOTES]))


@part
def _leaning(
    p: float, ui: float, uj: float, own: float, commitment: int
) -> float:  # pragma: no cover
    """Return what a third party gains by standing with i rather than j, if i wins with chance p."""
    won_i = 3.0 * ui if commitment == FULL_COMMITMENT else 2.0 * ui + own
    lost_i = 2.0 * uj + own if commitment == NO_COMMITMENT else 3.0 * uj
    lost_j = 2.0 * ui + own if commitment == NO_COMMITMENT else 3.0 * ui
    won_j = 3.0 * uj if commitment == FULL_COMMITMENT else 2.0 * uj + own
    return p * won_i + (1.0 - p) * lost_i - (p * lost_j + (1.0 - p) * won_j)


@part
def _split(
    x: FloatArray, s: FloatArray, i: int, j: int, p: float, rules: FloatArray, decimals: int,
    place: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the places that i and j would take (2, n_issues)."""
    for d in range(len(x)):
        a, b, si, sj = x[d, i], x[d, j], s[d, i], s[d, j]
        if rules[SPLIT] == SURPLUS:
            yi, yj = max(1.0 - 2.0 * p, 0.0), max(2.0 * p - 1.0, 0.0)
            yi = yi * sj * sj / (yi * sj * sj + _CHANGE + (1.0 - yi) * si * si)
            yj = yj * si * si / (yj * si * si + _CHANGE + (1.0 - yj) * sj * sj)
            place[0, d], place[1, d] = a + yi * (b - a), b + yj * (a - b)
            continue
        wi, wj = si * p, sj * (1.0 - p)
        if rules[SPLIT] == SQUARES:
            wi, wj = wi * wi, wj * wj
        total = wi + wj + _CHANGE
        place[0, d] = a + wj / total * (b - a)
        place[1, d] = b + wi / total * (a - b)
        if decimals >= 0:
            for side in range(2):
                place[side, d] = np.floor(place[side, d] * 10.0**decimals + 0.5) / 10.0**decimals


@part
def _settle(
    k: int, x: FloatArray, ideal: FloatArray, s: FloatArray, c: FloatArray, distance: FloatArray,
    attitude: FloatArray, who: IntArray, place: FloatArray, rules: FloatArray, after: FloatArray,
) -> None:  # fmt: skip  # pragma: no cover
    """Add where a party goes: the proposal of those it is part of that an election favors."""
    queue = np.empty(len(who), dtype=np.intp)
    m = 0
    for b in range(len(who)):
        if who[b, 0] == k or who[b, 1] == k:
            queue[m] = b
            m += 1
    utility = np.empty((len(c), m))
    for q in range(m):
        i, j = who[queue[q], 0], who[queue[q], 1]
        for h in range(len(c)):
            utility[h, q] = 0.0
            if i != j:
                utility[h, q] = _change(
                    h, i, j, place[queue[q]], ideal, s, distance, attitude
                ) / len(c)
    chance = election(utility, c, int(rules[VOTES]), rules[POWER], int(rules[CHAIN]))
    best, tied = largest(chance, 0), 0
    some = rules[TIES] == ALL and largest(chance, 1) >= best - _TIE
    for q in range(1 if some else 0, m):
        if chance[q] >= best - _TIE and (tied == 0 or rules[TIES] == ALL):
            side = 0 if who[queue[q], 0] == k else 1
            for d in range(len(x)):
                after[d, k] += place[queue[q], side, d]
            tied += 1
    for d in range(len(x)):
        after[d, k] /= tied


@part
def _change(
    h: int, i: int, j: int, place: FloatArray, ideal: FloatArray, s: FloatArray,
    distance: FloatArray, attitude: FloatArray,
) -> float:  # fmt: skip  # pragma: no cover
    """Return what a proposal of i to j changes in the worth of all positions to h."""
    new_i = _worth(_apart(ideal[:, h], place[0], s[:, h]), attitude[h])
    new_j = _worth(_apart(ideal[:, h], place[1], s[:, h]), attitude[h])
    return new_i + new_j - _worth(distance[h, i], attitude[h]) - _worth(distance[h, j], attitude[h])
