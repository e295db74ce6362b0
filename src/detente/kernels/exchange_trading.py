"""Trades of the exchange model for many draws; compiled by numba.

The rules are those of `kernels/exchange.py`, where they are explained.
"""

from typing import NamedTuple

import numpy as np

from detente.kernels.compiling import compiled_with_nan, part_with_nan, put
from detente.kernels.outcomes import FloatArray, IntArray

TIE = 1e-9
"""Gains that differ by less, as a share of the larger, tie."""
LEAST = 1e-8
"""Gains, moves and shifts below this are none."""
_CUT, _CUT_BEFORE = 1, 2


class Terms(NamedTuple):
    """The options as numbers."""

    in_order: bool
    """Trades that tie are realized one after the other in a drawn order, not shared."""
    low_side: bool
    """A party at the outcome counts as below it."""
    spread: float
    """How far the exchange rate may be drawn away from equal gain, 0..1."""
    by_salience: float
    """Part of a move that a party without salience keeps in the next round."""
    by_all: float
    """Part of a move that everybody keeps."""


class Stand(NamedTuple):
    """Where one draw stands."""

    x: FloatArray
    """Stated positions (n_parties, n_issues); NaN where there is none."""
    s: FloatArray
    """Salience."""
    pull: FloatArray
    """Weight as a share of all weight of the issue."""
    y: FloatArray
    """Positions after the trades so far."""
    outcome: FloatArray
    """Weighted means of `y` (n_issues,)."""
    side: FloatArray
    """-1 below the outcome at the start of the round, 1 above, 0 at it."""


class Book(NamedTuple):
    """Trades that are possible: party i supplies issue q to j, j supplies p to i."""

    i: IntArray
    j: IntArray
    p: IntArray
    q: IntArray
    rate: FloatArray
    """Shift of q for a shift of p."""
    bound: FloatArray
    """Gain of each, as if the outcome could not pass the one who asks for it."""
    luck: FloatArray
    """Drawn place in the order of trades that tie."""
    shared: IntArray
    """0, or whether only a part is realized now, or was before."""
    tied: IntArray
    """Room for those that tie."""
    shift_p: FloatArray
    """Shift of p of those that tie."""
    shift_q: FloatArray


class Log(NamedTuple):
    """The realized trades, as far as there is room."""

    party: IntArray
    issue: IntArray
    move: FloatArray
    shift: FloatArray
    gain: FloatArray
    effect: FloatArray
    """Of each trade on each party, on the issue that the first supplies and on that of the second
    (room, n_parties, 2)."""


class Sums(NamedTuple):
    """What is added up over the trades of a round."""

    dirty: IntArray
    """Uses of each supply by trades that tie (n_parties, n_issues)."""
    down: FloatArray
    """Shift downwards of each issue by trades that tie."""
    up: FloatArray
    before: FloatArray
    """Outcome before them."""
    own: FloatArray
    """Points of utility by a party's own trades, on each issue (n_parties, n_issues)."""
    third: FloatArray
    """Points of utility by the trades of others, likewise."""


@part_with_nan
def _drawn(seed: int, place: int, which: int) -> float:  # pragma: no cover
    """Return a number in 0..1 that depends on nothing else (splitmix64)."""
    z = np.uint64(seed) + np.uint64(3 * place + which + 1) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) / 9007199254740992.0


@part_with_nan
def _begin(c: FloatArray, stand: Stand, low_side: bool) -> None:  # pragma: no cover
    """Fill in pull, outcome and sides from stated positions, salience and influence."""
    n_parties, n_issues = stand.x.shape
    for p in range(n_issues):
        total, plain, n = 0.0, 0.0, 0
        for k in range(n_parties):
            stand.y[k, p] = stand.x[k, p]
            stand.pull[k, p] = 0.0
            if not np.isnan(stand.x[k, p]):
                total += c[k, p] * stand.s[k, p]
                plain += stand.x[k, p]
                n += 1
        stand.outcome[p] = 0.0 if total > 0 else (plain / n if n else np.nan)
        for k in range(n_parties):
            if total > 0 and not np.isnan(stand.x[k, p]):
                stand.pull[k, p] = c[k, p] * stand.s[k, p] / total
                stand.outcome[p] += stand.pull[k, p] * stand.x[k, p]
        for k in range(n_parties):
            away = stand.x[k, p] - stand.outcome[p]
            stand.side[k, p] = 0.0
            if abs(away) > LEAST:
                stand.side[k, p] = 1.0 if away > 0 else -1.0
            elif low_side and not np.isnan(away):
                stand.side[k, p] = -1.0


@part_with_nan
def _rate(
    i: int, j: int, p: int, q: int, s: FloatArray, spread: float, seed: int
) -> float:  # pragma: no cover
    """Return the shift of q for a shift of p: the one of equal gain, or drawn around it."""
    rate = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
    if spread > 0:
        n_parties, n_issues = s.shape
        place = ((i * n_parties + j) * n_issues + p) * n_issues + q
        end = s[i, p] / s[i, q] if _drawn(seed, place, 0) < 0.5 else s[j, p] / s[j, q]
        rate += spread * _drawn(seed, place, 1) * (end - rate)
    return float(rate)


@part_with_nan
def _list(stand: Stand, book: Book, spread: float, seed: int) -> int:  # pragma: no cover
    """List the possible trades; return how many there are."""
    s, side = stand.s, stand.side
    n_parties, n_issues = s.shape
    n = 0
    for p in range(n_issues):
        for q in range(p + 1, n_issues):
            for a in range(n_parties):
                for b in range(a + 1, n_parties):
                    if side[a, p] * side[b, p] >= 0 or side[a, q] * side[b, q] >= 0:
                        continue
                    first, second = s[a, p] * s[b, q], s[a, q] * s[b, p]
                    i, j = (a, b) if first > second else (b, a)
                    if abs(first - second) <= TIE * (first + second):
                        continue
                    if stand.pull[i, q] <= 0 or stand.pull[j, p] <= 0:
                        continue
                    book.i[n], book.j[n], book.p[n], book.q[n] = i, j, p, q
                    book.rate[n] = _rate(i, j, p, q, s, spread, seed)
                    place = ((i * n_parties + j) * n_issues + p) * n_issues + q
                    book.luck[n] = _drawn(seed, place, 2)
                    book.shared[n] = 0
                    n += 1
    return n


@part_with_nan
def _gain_of(e: int, shift: float, stand: Stand, book: Book) -> float:  # pragma: no cover
    """Return the mean gain of the two parties of a trade that shifts p by so much."""
    i, j, p, q, s = book.i[e], book.j[e], book.p[e], book.q[e], stand.s
    return float(shift * (s[i, p] - s[j, p] + book.rate[e] * (s[j, q] - s[i, q])) / 2)


@part_with_nan
def _free_shift(e: int, stand: Stand, book: Book) -> float:  # pragma: no cover
    """Return how far p can shift until one of the two stands where the other one does."""
    i, j, p, q = book.i[e], book.j[e], book.p[e], book.q[e]
    room_p = (stand.x[i, p] - stand.y[j, p]) * stand.side[i, p] * stand.pull[j, p]
    room_q = (stand.x[j, q] - stand.y[i, q]) * stand.side[j, q] * stand.pull[i, q]
    return float(max(min(room_p, room_q / book.rate[e]), 0.0))


@part_with_nan
def _shift(e: int, stand: Stand, book: Book) -> float:  # pragma: no cover
    """Return how far p shifts in a trade: no outcome passes the party that asks for it."""
    i, j, p, q = book.i[e], book.j[e], book.p[e], book.q[e]
    room_p = (stand.x[i, p] - stand.outcome[p]) * stand.side[i, p]
    room_q = (stand.x[j, q] - stand.outcome[q]) * stand.side[j, q]
    return float(max(min(_free_shift(e, stand, book), room_p, room_q / book.rate[e]), 0.0))


@part_with_nan
def _best(n: int, stand: Stand, book: Book) -> int:  # pragma: no cover
    """List the trades with the largest gain in `book.tied`; return how many there are."""
    best = LEAST
    for e in range(n):
        if book.bound[e] > best:
            best = max(best, _gain_of(e, _shift(e, stand, book), stand, book))
    if best == LEAST:
        return 0
    m = 0
    for e in range(n):
        if book.bound[e] >= best * (1 - TIE):
            shift = _shift(e, stand, book)
            if _gain_of(e, shift, stand, book) >= best * (1 - TIE):
                book.tied[m], book.shift_p[m], book.shift_q[m] = e, shift, shift * book.rate[e]
                m += 1
    return m


@part_with_nan
def _luckiest(m: int, book: Book) -> None:  # pragma: no cover
    """Put the trade that comes first in the drawn order in the first place."""
    for place in range(1, m):
        if book.luck[book.tied[place]] > book.luck[book.tied[0]]:
            book.tied[0] = book.tied[place]
            book.shift_p[0], book.shift_q[0] = book.shift_p[place], book.shift_q[place]


@part_with_nan
def _add_shifts(m: int, stand: Stand, book: Book, sums: Sums) -> None:  # pragma: no cover
    sums.up[:] = 0.0
    sums.down[:] = 0.0
    for place in range(m):
        e = book.tied[place]
        for issue, demander, shift in (
            (book.p[e], book.i[e], book.shift_p[place]),
            (book.q[e], book.j[e], book.shift_q[place]),
        ):
            if stand.side[demander, issue] > 0:
                sums.up[issue] += shift
            else:
                sums.down[issue] += shift


@part_with_nan
def _note_cut(e: int, part_of: float, book: Book) -> None:  # pragma: no cover
    if part_of < 1 - TIE and book.shared[e] == 0:
        book.shared[e] = _CUT


@part_with_nan
def _share_out(m: int, stand: Stand, book: Book, sums: Sums) -> None:  # pragma: no cover
    """Cut trades that tie so that they can be realized together, each with the same right."""
    for place in range(m):
        e = book.tied[place]
        i, j, p, q = book.i[e], book.j[e], book.p[e], book.q[e]
        part_of = 1.0 / max(sums.dirty[i, q], sums.dirty[j, p])
        book.shift_p[place] *= part_of
        book.shift_q[place] *= part_of
        _note_cut(e, part_of, book)
    _add_shifts(m, stand, book, sums)
    for place in range(m):
        e = book.tied[place]
        part_of = 1.0
        for issue, demander in ((book.p[e], book.i[e]), (book.q[e], book.j[e])):
            side = stand.side[demander, issue]
            room = (stand.x[demander, issue] - stand.outcome[issue]) * side
            joint = sums.up[issue] if side > 0 else sums.down[issue]
            if joint > room:
                part_of = min(part_of, max(room, 0.0) / joint)
        book.shift_p[place] *= part_of
        book.shift_q[place] *= part_of
        _note_cut(e, part_of, book)


@part_with_nan
def _realize(m: int, stand: Stand, book: Book, sums: Sums) -> None:  # pragma: no cover
    """Move the parties of some trades."""
    put(stand.outcome, sums.before)
    for place in range(m):
        e = book.tied[place]
        i, j, p, q = book.i[e], book.j[e], book.p[e], book.q[e]
        for supplier, demander, issue, shift in (
            (j, i, p, book.shift_p[place]),
            (i, j, q, book.shift_q[place]),
        ):
            signed = shift * stand.side[demander, issue]
            stand.y[supplier, issue] += signed / stand.pull[supplier, issue]
            stand.outcome[issue] += signed


@part_with_nan
def _slope(k: int, p: int, stand: Stand, sums: Sums) -> float:  # pragma: no cover
    """Return what a point of shift of an issue just was worth to a party, on average."""
    x = stand.x[k, p]
    if np.isnan(x):
        return 0.0
    before, after = sums.before[p] - x, stand.outcome[p] - x
    if abs(after - before) > 1e-12:
        return float(stand.s[k, p] * (abs(before) - abs(after)) / (after - before))
    return float(-stand.s[k, p] * np.sign(before))


@part_with_nan
def _account(
    m: int, n_logged: int, stand: Stand, book: Book, sums: Sums, log: Log
) -> int:  # pragma: no cover
    """Add up what some trades were worth to every party, and log them; return how many are."""
    s = stand.s
    for place in range(m):
        e = book.tied[place]
        i, j, p, q = book.i[e], book.j[e], book.p[e], book.q[e]
        up_p = book.shift_p[place] * stand.side[i, p]
        up_q = book.shift_q[place] * stand.side[j, q]
        is_logged = n_logged < len(log.party)
        for k in range(len(s)):
            of_p, of_q = _slope(k, p, stand, sums) * up_p, _slope(k, q, stand, sums) * up_q
            if k in (i, j):
                sums.own[k, p] += of_p
                sums.own[k, q] += of_q
            else:
                sums.third[k, p] += of_p
                sums.third[k, q] += of_q
            if is_logged:
                log.effect[n_logged, k, 0], log.effect[n_logged, k, 1] = of_q, of_p
        if is_logged:
            log.party[n_logged, 0], log.party[n_logged, 1] = i, j
            log.issue[n_logged, 0], log.issue[n_logged, 1] = q, p
            log.move[n_logged, 0] = up_q / stand.pull[i, q]
            log.move[n_logged, 1] = up_p / stand.pull[j, p]
            log.shift[n_logged, 0], log.shift[n_logged, 1] = up_q, up_p
            log.gain[n_logged, 0] = abs(up_p) * s[i, p] - abs(up_q) * s[i, q]
            log.gain[n_logged, 1] = abs(up_q) * s[j, q] - abs(up_p) * s[j, p]
            n_logged += 1
    return n_logged


@part_with_nan
def _close(n: int, m: int, stand: Stand, book: Book, sums: Sums) -> None:  # pragma: no cover
    """Close what was realized, and look again at trades that use the same supplies."""
    for place in range(m):
        e = book.tied[place]
        if book.shared[e] == _CUT:
            book.shared[e] = _CUT_BEFORE
        else:
            book.bound[e] = -1.0
    for e in range(n):
        i, j, p, q = book.i[e], book.j[e], book.p[e], book.q[e]
        if book.bound[e] > 0 and (sums.dirty[i, q] or sums.dirty[j, p]):
            book.bound[e] = _gain_of(e, _free_shift(e, stand, book), stand, book)


@part_with_nan
def _mark(m: int, book: Book, sums: Sums, step: int) -> None:  # pragma: no cover
    for place in range(m):
        e = book.tied[place]
        sums.dirty[book.i[e], book.q[e]] += step
        sums.dirty[book.j[e], book.p[e]] += step


@part_with_nan
def _trade(
    stand: Stand, book: Book, sums: Sums, log: Log, terms: Terms, seed: int
) -> tuple[int, int]:  # pragma: no cover
    """Realize all trades of a round; return how many, and how often some tied."""
    n = _list(stand, book, terms.spread, seed)
    for e in range(n):
        book.bound[e] = _gain_of(e, _free_shift(e, stand, book), stand, book)
    n_trades = n_logged = n_ties = 0
    while True:
        m = _best(n, stand, book)
        if m == 0:
            return n_trades, n_ties
        if m > 1:
            n_ties += 1
            if terms.in_order:
                _luckiest(m, book)
                m = 1
        _mark(m, book, sums, 1)
        if m > 1:
            _share_out(m, stand, book, sums)
        _realize(m, stand, book, sums)
        n_logged = _account(m, n_logged, stand, book, sums, log)
        _close(n, m, stand, book, sums)
        _mark(m, book, sums, -1)
        n_trades += m


@compiled_with_nan
def run(
    position: FloatArray, salience: FloatArray, influence: FloatArray, seed: IntArray,
    terms: Terms, outcome: FloatArray, voting: FloatArray, own: FloatArray, third: FloatArray,
    counts: IntArray, log: Log,
) -> None:  # fmt: skip  # pragma: no cover
    """Fill in the rounds of every draw.

    Parameters
    ----------
    position : float64 array, shape (n_draws, n_parties, n_issues)
        Points of 100, NaN without one; becomes that of the round after the last.
    salience : float64 array, the same shape
        0 to 1.
    influence : float64 array, the same shape
        Not negative.
    seed : int64 array, shape (n_draws, n_rounds)
        What is drawn hangs on it alone.
    terms : Terms
        The options.
    outcome : float64 array, shape (n_draws, n_rounds + 1, n_issues)
        Filled in, points of 100.
    voting : float64 array, the shape of position
        Filled in: positions at the end of the last round.
    own, third : float64 array, shape (n_draws, n_rounds, n_parties, n_issues)
        Added to: effect of a party's own exchanges and of those of others, issue by issue.
    counts : int64 array, shape (n_draws, n_rounds, 2)
        Filled in: exchanges, and how often some tied.
    log : Log
        Filled in with the first exchanges of every round, as far as there is room.
    """
    n_draws, n_parties, n_issues = position.shape
    n_most = max(n_issues * (n_issues - 1) // 2 * (n_parties * (n_parties - 1) // 2), 1)
    whole, real = np.empty((6, n_most), dtype=np.int64), np.empty((5, n_most))
    book = Book(
        whole[0], whole[1], whole[2], whole[3], real[0], real[1], real[2], whole[4], whole[5],
        real[3], real[4],
    )  # fmt: skip
    square = np.empty((3, n_parties, n_issues))
    lines = np.empty((4, n_issues))
    uses = np.zeros((n_parties, n_issues), dtype=np.int64)
    for d in range(n_draws):
        x, s = position[d], salience[d]
        stand = Stand(x, s, square[0], square[1], lines[0], square[2])
        for t in range(own.shape[1]):
            _begin(influence[d], stand, terms.low_side)
            if t == 0:
                put(stand.outcome, outcome[d, 0])
            sums = Sums(uses, lines[1], lines[2], lines[3], own[d, t], third[d, t])
            counts[d, t, 0], counts[d, t, 1] = _trade(stand, book, sums, log, terms, seed[d, t])
            put(stand.outcome, outcome[d, t + 1])
            for k in range(n_parties):
                put(stand.y[k], voting[d, k])
                for p in range(n_issues):
                    kept = terms.by_salience * (1 - s[k, p]) + terms.by_all
                    x[k, p] += kept * (stand.y[k, p] - x[k, p])
