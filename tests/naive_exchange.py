"""A round of exchanges with equal gain, worked out anew at every step: slow, plain."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

TINY = 1e-9


@dataclass
class Deal:
    """Party i gives way on q for j, who gives way on p for i."""

    i: int
    j: int
    p: int
    q: int
    rate: float
    times: int = 0
    is_open: bool = True


class Round:
    """Positions, weights and outcomes of one round."""

    def __init__(self, position, salience, influence):
        self.x, self.s = np.array(position, float), np.array(salience, float)
        weight = np.where(np.isnan(self.x), 0.0, self.s * np.array(influence, float))
        self.share = weight / weight.sum(axis=0)
        self.y = self.x.copy()
        self.start = self.outcome()
        self.worth = [[] for _ in self.x]
        away = self.x - self.start
        self.side = np.where(np.abs(away) > 1e-8, np.sign(away), 0)
        self.deals = [
            deal
            for p, q in combinations(range(self.x.shape[1]), 2)
            for a, b in combinations(range(len(self.x)), 2)
            for deal in self.possible(a, b, p, q)
        ]

    def outcome(self):
        return np.nansum(self.share * np.nan_to_num(self.y), axis=0)

    def possible(self, a, b, p, q):
        s, side = self.s, self.side
        if not (side[a, p] * side[b, p] < 0 and side[a, q] * side[b, q] < 0):
            return
        first, second = s[a, p] * s[b, q], s[a, q] * s[b, p]
        if abs(first - second) <= TINY * (first + second):
            return
        i, j = (a, b) if first > second else (b, a)
        if self.share[i, q] > 0 and self.share[j, p] > 0:
            yield Deal(i, j, p, q, (s[i, p] + s[j, p]) / (s[i, q] + s[j, q]))

    def shift(self, d):
        """Return how far the deal moves the outcome of p."""
        now = self.outcome()
        to_p, to_q = self.side[d.i, d.p], self.side[d.j, d.q]
        rooms = [
            (self.x[d.i, d.p] - self.y[d.j, d.p]) * to_p * self.share[d.j, d.p],
            (self.x[d.i, d.p] - now[d.p]) * to_p,
            (self.x[d.j, d.q] - self.y[d.i, d.q]) * to_q * self.share[d.i, d.q] / d.rate,
            (self.x[d.j, d.q] - now[d.q]) * to_q / d.rate,
        ]
        return max(min(rooms), 0.0)

    def gain(self, d):
        return self.shift(d) * (self.s[d.i, d.p] - d.rate * self.s[d.i, d.q])

    def best(self):
        gains = [(self.gain(d), d) for d in self.deals if d.is_open]
        most = max((gain for gain, _ in gains), default=0.0)
        if most <= 1e-8:
            return []
        return [d for gain, d in gains if gain >= most * (1 - TINY)]

    def shared(self, tied):
        """Return the shift of p for each of the deals that tie, and whether it was cut."""
        uses = [(d.i, d.q) for d in tied] + [(d.j, d.p) for d in tied]
        parts = [1 / max(uses.count((d.i, d.q)), uses.count((d.j, d.p))) for d in tied]
        shifts = [self.shift(d) * part for d, part in zip(tied, parts, strict=True)]
        joint = {}
        for d, shift in zip(tied, shifts, strict=True):
            for key, size in self.directions(d, shift):
                joint[key] = joint.get(key, 0) + size
        now = self.outcome()
        cut = []
        for d, shift in zip(tied, shifts, strict=True):
            rooms = (
                (self.x[d.i, d.p] - now[d.p]) * self.side[d.i, d.p],
                (self.x[d.j, d.q] - now[d.q]) * self.side[d.j, d.q],
            )
            keys = [key for key, _ in self.directions(d, shift)]
            cut.append(min([1, *(room / joint[k] for room, k in zip(rooms, keys, strict=True))]))
        return [
            (shift * c, min(part, c) < 1 - TINY)
            for shift, c, part in zip(shifts, cut, parts, strict=True)
        ]

    def directions(self, d, shift):
        return [
            ((d.p, self.side[d.i, d.p]), shift),
            ((d.q, self.side[d.j, d.q]), shift * d.rate),
        ]

    def run(self):
        while tied := self.best():
            for d, (shift, is_cut) in zip(tied, self.shared(tied), strict=True):
                self.y[d.j, d.p] += shift * self.side[d.i, d.p] / self.share[d.j, d.p]
                self.y[d.i, d.q] += shift * d.rate * self.side[d.j, d.q] / self.share[d.i, d.q]
                d.times += 1
                d.is_open = len(tied) > 1 and is_cut and d.times == 1
        return self.outcome()
