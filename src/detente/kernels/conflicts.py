"""Smallest sets of demands that together leave nothing: minimal hitting sets on bit masks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

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


@dataclass(frozen=True)
class Consenting:
    """Some parties of whom at least `least` must accept, told by their demands."""

    demands: tuple[int, ...]
    """Demands of each party, as a bit mask."""
    least: int
    """From 1 to the number of parties."""


def blockers(violated: int, consent: Sequence[Consenting]) -> tuple[int, ...] | None:
    """Return the smallest sets of demands that keep one outcome from being a settlement.

    Parameters
    ----------
    violated : int
        Demands that it violates, as a bit mask.
    consent : sequence of Consenting
        Every one must be given.

    Returns
    -------
    tuple of int, or None
        Bit masks: one demand each of so many parties that too few are left to accept. Empty where
        the outcome is a settlement. None where there are more than `MAX_SETS`.

    Examples
    --------
    >>> blockers(0b011, [Consenting((0b001, 0b010, 0b100), 2)])
    (3,)
    """
    found: set[int] = set()
    for quota in consent:
        refusing = [_bits(violated & own) for own in quota.demands if violated & own]
        n_needed = len(quota.demands) - quota.least + 1
        chosen = (
            sum(1 << bit for bit in bits)
            for parties in combinations(refusing, n_needed)
            for bits in product(*parties)
        )
        found.update(islice(chosen, MAX_SETS + 1))
        if len(found) > MAX_SETS:
            return None
    return minimal(found)


def minimal_conflicts(
    violated: Iterable[int], consent: Sequence[Consenting] = ()
) -> tuple[int, ...] | None:
    """Return the smallest sets of demands that together leave no settlement.

    Parameters
    ----------
    violated : iterable of int
        For each outcome the demands it violates, as a bit mask. Outcomes that violate the same
        may be given once.
    consent : sequence of Consenting, optional
        Whose consent is needed; without it every demand must be met.

    Returns
    -------
    tuple of int, or None
        Bit masks, ascending by number of members, then by mask. Empty where some outcome is a
        settlement. None where more than `MAX_SETS` sets would have to be kept.

    Notes
    -----
    Where every demand must be met they conflict exactly if they hit every outcome's set, so the
    smallest conflicting sets are the minimal hitting sets [Reiter1987]_, built one outcome at a
    time [Berge1989]_. With quotas they must hold one of the `blockers` of every outcome, and are
    built in the same way.

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
        ways = blockers(demands, consent) if consent else tuple(1 << bit for bit in _bits(demands))
        if ways is None:
            return None
        hit = [known for known in conflicts if any(known & way == way for way in ways)]
        missed = [known for known in conflicts if not any(known & way == way for way in ways)]
        conflicts = minimal([*hit, *(known | way for known in missed for way in ways)])
        if len(conflicts) > MAX_SETS:
            return None
    return conflicts


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]
