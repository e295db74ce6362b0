"""Smallest sets that have a member in common with every one of a growing number of sets."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

MAX_SETS = 50_000
"""Most sets that are kept while they grow."""
_AT_ONCE = 2**22
"""Most pairs of sets compared at once."""

Words = NDArray[np.uint64]


class HittingSets:
    """The minimal hitting sets of some sets, one set after the other [Berge1989]_.

    Parameters
    ----------
    n_members : int
        Members that sets can have, counted from 0.

    References
    ----------
    .. [Berge1989] Berge, C. (1989). Hypergraphs: Combinatorics of Finite Sets. North-Holland.
       ISBN 978-0-444-87489-4, chapter 2.
    """

    def __init__(self, n_members: int) -> None:
        self._n_words = max(1, -(-n_members // 64))
        self._found: Words = np.zeros((1, self._n_words), dtype=np.uint64)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)

    def __iter__(self) -> Iterator[int]:
        """Yield them as bit masks, ascending by number of members, then by mask."""
        for words in self._found.tolist():
            yield sum(word << 64 * place for place, word in enumerate(words))

    def hit(self, mask: int) -> None:
        """Have every set share a member with one more set, a bit mask; none does with an empty one.

        Those that do stay. The others get each member of it in turn, and are kept where they do
        not contain one that stayed.
        """
        wanted = self._words(mask)
        hits = (self._found & wanted).any(axis=1)
        stay, others = self._found[hits], self._found[~hits]
        parts = [stay]
        for member in range(mask.bit_length()):
            if mask >> member & 1:
                one = self._words(1 << member)
                having = stay[(stay & one).any(axis=1)]
                grown = others | one
                parts.append(grown[~_contain(grown, having)])
        found = np.concatenate(parts)
        sizes = np.bitwise_count(found).sum(axis=1)
        self._found = found[np.lexsort((*found.T, sizes))]

    def _words(self, mask: int) -> Words:
        places = range(self._n_words)
        return np.array([mask >> 64 * place & (2**64 - 1) for place in places], dtype=np.uint64)


def _contain(sets: Words, smaller: Words) -> NDArray[np.bool_]:
    """Return which sets contain one of the smaller ones."""
    found = np.zeros(len(sets), dtype=np.bool_)
    if not len(smaller):
        return found
    step = max(1, _AT_ONCE // smaller.size)
    for start in range(0, len(sets), step):
        missing = smaller & ~sets[start : start + step, None]
        exceeds = np.asarray(missing.any(axis=2))
        found[start : start + step] = ~exceeds.all(axis=1)
    return found
