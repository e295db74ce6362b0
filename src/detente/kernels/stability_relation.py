"""`Relation`: how each party compares two states, where it is not always known which it prefers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernels.outcomes import BoolArray

WholeArray = NDArray[np.int64]
"""Whole units of a party."""
CodeArray = NDArray[np.int8]
"""Comparisons: one of the five codes below, or `UNKNOWN`."""

MUCH_WORSE, WORSE, EQUAL, BETTER, MUCH_BETTER = -2, -1, 0, 1, 2
"""What a known comparison says."""
UNKNOWN = 3
"""Nobody can say which of two states the party prefers, or whether it is indifferent."""


@dataclass(frozen=True, eq=False)
class Relation:
    """What is known of the preferences of each party over states.

    A party values a state by a sum of parts, in whole units of its own: a part for the state as
    such, between `low` and `high`, and one for each term, which has the same worth for all states
    of the same class. What two states share is the same whatever it is worth, so a term counts only
    where their classes differ. State q is

    - better than s if its sum is larger for certain, whatever the worths are within their ranges;
    - equal to s if the difference is 0 for certain;
    - unknown to s if neither is better nor equal, or if the pair is listed in `unknown`;
    - much better than s if its sum is larger by at least `great` units for certain.

    Equal ranges of two states, or ranges that touch, are unknown; a state is equal to itself.
    """

    low: WholeArray
    """Least worth of each state as such (n_parties, n_states)."""
    high: WholeArray
    """Most worth of each state as such (n_parties, n_states)."""
    classes: NDArray[np.int32]
    """Class of each state in each term (n_terms, n_states), from 0 on."""
    tables: tuple[WholeArray, ...]
    """Per term, by how much at least a class is worth more to a party than another one (n_parties,
    n_classes, n_classes): [j, c, d] for c over d. The most is minus the least the other way."""
    unknown: tuple[NDArray[np.int32], ...]
    """Per party pairs of states nobody can compare (n_pairs, 2): each pair both ways, ascending."""
    great: tuple[int | None, ...]
    """From how many units on a party prefers greatly, at least 1; None: it never does."""

    def __post_init__(self) -> None:
        """Check the shapes.

        Raises
        ------
        ValueError
            Where a shape does not fit, a range is upside down or a threshold below 1.
        """
        if self.low.shape != self.high.shape or (self.low > self.high).any():
            message = "every state needs a range of worths whose low end is not above its high end"
            raise ValueError(message)
        if len(self.unknown) != self.n_parties or len(self.great) != self.n_parties:
            message = f"{self.n_parties} parties need as many lists of pairs and thresholds"
            raise ValueError(message)
        if any(least is not None and least < 1 for least in self.great):
            message = f"great preference must start at 1 unit or more: {self.great}"
            raise ValueError(message)
        if self.classes.shape != (len(self.tables), self.n_states):
            message = f"{len(self.tables)} terms need as many rows of classes of all states"
            raise ValueError(message)
        for term, table in enumerate(self.tables):
            _check_term(term, table, self.classes[term], self.n_parties)

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.low)

    @property
    def n_states(self) -> int:
        """Number of states."""
        return int(self.low.shape[1])

    def compared(self, party: int, state: int) -> CodeArray:
        """Return what every state is to a party, compared with one of them.

        Parameters
        ----------
        party : int
            Who compares.
        state : int
            What with.

        Returns
        -------
        int8 array, shape (n_states,)
            `MUCH_WORSE` to `MUCH_BETTER`, or `UNKNOWN`.
        """
        least = self.low[party] - self.high[party, state]
        most = self.high[party] - self.low[party, state]
        least[state] = most[state] = 0
        for table, row in zip(self.tables, self.classes, strict=True):
            least += table[party, row, row[state]]
            most -= table[party, row[state], row]
        codes = np.full(self.n_states, UNKNOWN, dtype=np.int8)
        codes[(least == 0) & (most == 0)] = EQUAL
        codes[least > 0], codes[most < 0] = BETTER, WORSE
        great = self.great[party]
        if great is not None:
            codes[least >= great], codes[-most >= great] = MUCH_BETTER, MUCH_WORSE
        pairs = self.unknown[party]
        codes[pairs[pairs[:, 0] == state, 1]] = UNKNOWN
        return codes

    def better(self, party: int, state: int) -> BoolArray:
        """Return which states a party prefers to one, greatly or not (n_states,)."""
        return np.isin(self.compared(party, state), (BETTER, MUCH_BETTER))

    def much_better(self, party: int, state: int) -> BoolArray:
        """Return which states a party greatly prefers to one (n_states,)."""
        return np.asarray(self.compared(party, state) == MUCH_BETTER)

    def not_known(self, party: int, state: int) -> BoolArray:
        """Return which states nobody can compare with one for a party (n_states,)."""
        return np.asarray(self.compared(party, state) == UNKNOWN)


def relation_of_ranks(
    rank: NDArray[np.integer],
    unknown: Sequence[Iterable[tuple[int, int]]] | None = None,
    great: Sequence[int | None] | None = None,
) -> Relation:
    """Return preferences given as a ranking of all states, with pairs that nobody can compare.

    Parameters
    ----------
    rank : int array, shape (n_parties, n_states)
        Larger is better, equal is indifferent. For a ranking with "much better" between some
        places, let the rank rise by `great` there, by 1 at all other places, and let `great` be
        larger than the number of places.
    unknown : sequence of iterables of (int, int), length n_parties, optional
        Pairs of different states in any order, per party; whatever their ranks say.
    great : sequence of int or None, length n_parties, optional
        From which difference of ranks on a party prefers greatly.

    Returns
    -------
    Relation
        The same preferences.
    """
    values = np.ascontiguousarray(rank, dtype=np.int64)
    return relation_of_ranges(values, values, unknown=unknown, great=great)


def relation_of_ranges(
    low: NDArray[np.integer],
    high: NDArray[np.integer],
    *,
    classes: NDArray[np.integer] | None = None,
    tables: Sequence[WholeArray] = (),
    unknown: Sequence[Iterable[tuple[int, int]]] | None = None,
    great: Sequence[int | None] | None = None,
) -> Relation:
    """Return preferences given as ranges of worth, of states as such and of terms they share.

    Parameters
    ----------
    low, high : int array, shape (n_parties, n_states)
        Range of the worth of each state as such; zeros where all is said by terms.
    classes : int array, shape (n_terms, n_states), optional
        Class of each state in each term: for a case, the option of each issue.
    tables : sequence of int64 arrays, shape (n_parties, n_classes, n_classes)
        Per term, by how much at least a class is worth more than another one: see `differences`.
    unknown : sequence of iterables of (int, int), length n_parties, optional
        Further pairs that nobody can compare.
    great : sequence of int or None, length n_parties, optional
        From how many units on a party prefers greatly.

    Returns
    -------
    Relation
        The preferences.

    Raises
    ------
    ValueError
        Where a shape does not fit, a pair is no pair of different states, a range is upside down.
    """
    n_parties, n_states = low.shape
    pairs = [()] * n_parties if unknown is None else unknown
    if classes is None:
        classes = np.zeros((0, n_states), dtype=np.int32)
    return Relation(
        low=np.ascontiguousarray(low, dtype=np.int64),
        high=np.ascontiguousarray(high, dtype=np.int64),
        classes=np.ascontiguousarray(classes, dtype=np.int32),
        tables=tuple(np.ascontiguousarray(table, dtype=np.int64) for table in tables),
        unknown=tuple(_both_ways(listed, n_states) for listed in pairs),
        great=(None,) * n_parties if great is None else tuple(great),
    )


def differences(low: NDArray[np.integer], high: NDArray[np.integer]) -> WholeArray:
    """Return by how much at least a class is worth more than another one.

    Parameters
    ----------
    low, high : int array, shape (n_parties, n_classes)
        Range of the worth of each class of one term.

    Returns
    -------
    int64 array, shape (n_parties, n_classes, n_classes)
        The low end of the class minus the high end of the other one; 0 for a class and itself.
    """
    least = low.astype(np.int64)[:, :, None] - high.astype(np.int64)[:, None, :]
    least[:, np.arange(low.shape[1]), np.arange(low.shape[1])] = 0
    return least


def _both_ways(listed: Iterable[tuple[int, int]], n_states: int) -> NDArray[np.int32]:
    pairs = np.array(list(listed), dtype=np.int32).reshape(-1, 2)
    if ((pairs < 0) | (pairs >= n_states)).any() or (pairs[:, 0] == pairs[:, 1]).any():
        message = f"unknown preference is between two different states from 0 to {n_states - 1}"
        raise ValueError(message)
    return np.unique(np.concatenate((pairs, pairs[:, ::-1])), axis=0)


def _check_term(term: int, table: WholeArray, classes: NDArray[np.int32], n_parties: int) -> None:
    n_classes = table.shape[-1]
    if table.shape != (n_parties, n_classes, n_classes):
        message = (
            f"table of term {term} must compare classes for {n_parties} parties: {table.shape}"
        )
        raise ValueError(message)
    if classes.size and (classes.min() < 0 or classes.max() >= n_classes):
        message = f"classes of term {term} must be from 0 to {n_classes - 1}"
        raise ValueError(message)
    if table.diagonal(axis1=1, axis2=2).any() or (table + table.transpose(0, 2, 1) > 0).any():
        message = (
            f"table of term {term}: a class is worth as much as itself, and cannot be worth more "
            "than another one and less"
        )
        raise ValueError(message)
