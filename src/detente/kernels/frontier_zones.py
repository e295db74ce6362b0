"""What some vectors do not cover, as the fewest zones: in each, every party has more than a limit.

A vector is *covered* where a known one is at least as good for every party. The others are exactly
those that lie in some zone.
"""

import numpy as np

from detente.kernels.outcomes import FloatArray, IntArray


class Zones:
    """The zones that known vectors leave, one known vector after the other.

    A zone is the set of vectors above its `limits` in every party, -inf where a party has none.
    Each limit is that of one known vector, which has more than the limits for all other parties;
    so a zone is never part of another one, and new ones need not be compared with the rest
    [KlamrothLacourVanderpooten2015]_. Known vectors that are alike for a party count as if the
    later one were a trifle better.

    Parameters
    ----------
    n_parties : int
        At least 1.

    References
    ----------
    .. [KlamrothLacourVanderpooten2015] Klamroth, K., Lacour, R., Vanderpooten, D. (2015). On the
       representation of the search region in multi-objective optimization. European Journal of
       Operational Research 245(3), 767-778. https://doi.org/10.1016/j.ejor.2015.03.031
    """

    def __init__(self, n_parties: int) -> None:
        nobody = np.full((n_parties, n_parties), np.inf)
        np.fill_diagonal(nobody, -np.inf)
        self._known = nobody
        self._n_known = n_parties
        self._limits = np.full((1, n_parties), -np.inf)
        self._limiting = np.arange(n_parties)[None]
        self._is_open = np.ones(1, dtype=np.bool_)
        self._n = 1

    def __len__(self) -> int:
        """Return how many zones are open."""
        return int(np.count_nonzero(self._is_open[: self._n]))

    def limits(self, zone: int) -> FloatArray:
        """Return what each party has more than in a zone (n_parties,)."""
        return np.asarray(self._limits[zone])

    def is_open(self, zone: int) -> bool:
        """Return whether a zone has neither been closed nor split."""
        return bool(self._is_open[zone])

    def close(self, zone: int) -> None:
        """Say that nothing lies in a zone."""
        self._is_open[zone] = False

    def add(self, vector: FloatArray) -> tuple[IntArray, IntArray]:
        """Take one more known vector, and split the zones that it lies in or at the edge of.

        Parameters
        ----------
        vector : float64 array, shape (n_parties,)
            Finite.

        Returns
        -------
        parents, zones : intp arrays, shape (n_new,)
            For each new zone the one it was part of, and its own number.
        """
        hit = np.flatnonzero((self._limits[: self._n] <= vector).all(axis=1))
        hit = hit[self._is_open[hit]]
        limiting = self._limiting[hit]
        corners = self._known[limiting]
        n_parties = len(vector)
        parents, limits, by = [], [], []
        for party in range(n_parties):
            others = [other for other in range(n_parties) if other != party]
            kept = (corners[:, others, party] > vector[party]).all(axis=1)
            parents.append(hit[kept])
            limits.append(self._limits[hit[kept]])
            limits[-1][:, party] = vector[party]
            by.append(limiting[kept])
            by[-1][:, party] = self._n_known
        self._is_open[hit] = False
        self._remember(vector)
        return np.concatenate(parents), self._append(np.concatenate(limits), np.concatenate(by))

    def _remember(self, vector: FloatArray) -> None:
        if self._n_known == len(self._known):
            self._known = np.concatenate([self._known, np.zeros_like(self._known)])
        self._known[self._n_known] = vector
        self._n_known += 1

    def _append(self, limits: FloatArray, limiting: IntArray) -> IntArray:
        end = self._n + len(limits)
        if end > len(self._limits):
            room = max(end, 2 * len(self._limits)) - len(self._limits)
            self._limits = np.pad(self._limits, ((0, room), (0, 0)))
            self._limiting = np.pad(self._limiting, ((0, room), (0, 0)))
            self._is_open = np.pad(self._is_open, (0, room))
        new = np.arange(self._n, end)
        self._limits[new], self._limiting[new], self._is_open[new] = limits, limiting, True
        self._n = end
        return new
