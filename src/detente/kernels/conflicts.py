"""Smallest sets of demands that together leave nothing: minimal hitting sets on bit masks."""

from collections.abc import Iterable

MAX_SETS = 4096
"""Most sets that are kept while they grow; beyond it the answer is refused."""


def minimal(sets: Iterable[int]) -> tuple[int, ...]:
    """Return the sets that contain no other of them.

    Parameters
    ----------
    sets : iterable of int
        Bit masks.

    Returns
    -------
    tuple of int
        Each once, ascending by number of members, then by mask.
    """
    kept: list[int] = []
    for candidate in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(candidate & smaller == smaller for smaller in kept):
            kept.append(candidate)
    return tuple(kept)


def minimal_conflicts(violated: Iterable[int]) -> tuple[int, ...] | None:
    """Return the smallest sets of demands of which every outcome violates at least one.

    Parameters
    ----------
    violated : iterable of int
        For each outcome the demands it violates, as a bit mask. Outcomes that violate the same
        may be given once.

    Returns
    -------
    tuple of int, or None
        Bit masks, ascending by number of members, then by mask. Empty where some outcome
        violates nothing. None where more than `MAX_SETS` sets would have to be kept.

    Notes
    -----
    Demands conflict exactly if they hit every outcome's set, so the smallest conflicting sets
    are the minimal hitting sets [Reiter1987]_, built one outcome at a time [Berge1989]_.

    References
    ----------
    .. [Reiter1987] Reiter, R. (1987). A theory of diagnosis from first principles. Artificial
       Intelligence 32(1), 57-95. https://doi.org/10.1016/0004-3702(87)90062-2
    .. [Berge1989] Berge, C. (1989). Hypergraphs: Combinatorics of Finite Sets. North-Holland.
       ISBN 978-0-444-87489-4, chapter 2.

    Examples
    --------
    >>> minimal_conflicts([0b001, 0b110])
    (3, 5)
    """
    conflicts: tuple[int, ...] = (0,)
    for demands in minimal(violated):
        hit = [known for known in conflicts if known & demands]
        missed = [known for known in conflicts if not known & demands]
        grown = (known | 1 << bit for known in missed for bit in _bits(demands))
        conflicts = minimal([*hit, *grown])
        if len(conflicts) > MAX_SETS:
            return None
    return conflicts


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
