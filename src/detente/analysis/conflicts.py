"""Which demands of the parties at the table together leave no settlement."""

from collections import Counter

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.draws import Draws
from detente.analysis.finding import Conflict
from detente.analysis.spread import share
from detente.analysis.tally import Chunk, chunks
from detente.kernels.conflicts import minimal, minimal_conflicts
from detente.kernels.outcomes import BoolArray
from detente.sources.frozen import Label

MAX_DEMANDS = 62
"""Most demands (red lines and no-deal values of the seated) that are searched for conflicts."""
MAX_SHOWN = 20
"""Most conflicts listed."""


def conflicts(
    arrays: CaseArrays, draws: Draws, exists: BoolArray
) -> tuple[tuple[Conflict, ...], tuple[Label, ...]]:
    """Return the smallest conflicting sets of demands, and a warning where some are missing.

    Parameters
    ----------
    arrays : CaseArrays
        The case.
    draws : Draws
        Its value sets, points of 100.
    exists : bool array, shape (n_draws,)
        Draws with a settlement; the others are searched.

    Returns
    -------
    conflicts : tuple of Conflict
        Most frequent first, then fewest members, then in array order; at most `MAX_SHOWN`, and
        none of several that are as frequent and as large without the others.
    warnings : tuple of Label
        Says so where conflicts were not searched or not listed in full.
    """
    if exists.all():
        return (), ()
    demands = _demands(arrays)
    if len(demands) > MAX_DEMANDS:
        return (), (_too_many(len(demands)),)
    found: Counter[int] = Counter()
    known: dict[tuple[int, ...], tuple[int, ...] | None] = {}
    start = n_refused = 0
    for chunk in chunks(arrays, draws):
        stop = start + chunk.worth.shape[2]
        for column in np.flatnonzero(~exists[start:stop]):
            family = minimal(np.unique(_violated(arrays, chunk, int(column))).tolist())
            if family not in known:
                known[family] = minimal_conflicts(family)
            sets = known[family]
            n_refused += sets is None
            found.update(sets or ())
        start = stop
    order = sorted(found, key=lambda mask: (-found[mask], mask.bit_count(), mask))
    n_listed = _whole_ties([(found[mask], mask.bit_count()) for mask in order])
    listed = tuple(
        Conflict(members=_members(mask, demands), share=share(found[mask], draws.n_draws))
        for mask in order[:n_listed]
    )
    return listed, tuple(_incomplete(n_listed, len(order), n_refused))


def _demands(arrays: CaseArrays) -> list[str]:
    """Return the path of every demand of the seated: red lines first, then no-deal values."""
    lines = [line for line in arrays.red_lines if line.party in arrays.seated]
    red = [f"preferences.{arrays.parties[x.party]}.red_lines.{x.index}" for x in lines]
    return red + [f"preferences.{arrays.parties[party]}.no_deal" for party in arrays.seated]


def _violated(
    arrays: CaseArrays, chunk: Chunk, column: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each outcome the demands it violates, as a bit mask; shape (n_outcomes,)."""
    lines = [line.crossed for line in arrays.red_lines if line.party in arrays.seated]
    refused = [~chunk.accepted[party, :, column] for party in arrays.seated]
    violated = np.zeros(arrays.n_outcomes, dtype=np.int64)
    for bit, where in enumerate([*lines, *refused]):
        violated |= where.astype(np.int64) << bit
    return violated


def _members(mask: int, demands: list[str]) -> tuple[str, ...]:
    return tuple(path for bit, path in enumerate(demands) if mask >> bit & 1)


def _whole_ties(ranks: list[tuple[int, int]]) -> int:
    """Return how many to list: `MAX_SHOWN`, less if that would cut equals apart."""
    if len(ranks) <= MAX_SHOWN:
        return len(ranks)
    before_the_cut = ranks.index(ranks[MAX_SHOWN])
    return min(before_the_cut, MAX_SHOWN) or MAX_SHOWN


def _too_many(n: int) -> Label:
    return Label(
        de=f"Die Parteien am Tisch stellen zusammen {n} Forderungen, mehr als {MAX_DEMANDS}; "
        "welche einander ausschließen, wurde nicht gesucht.",
        en=f"The parties at the table make {n} demands in all, more than {MAX_DEMANDS}; "
        "which of them exclude each other was not searched.",
    )


def _incomplete(n_listed: int, n_found: int, n_refused: int) -> list[Label]:
    warnings = []
    if n_found > n_listed:
        warnings.append(
            Label(
                de=f"Von {n_found} kleinsten unvereinbaren Mengen von Forderungen stehen die "
                f"{n_listed} häufigsten da.",
                en=f"Of {n_found} smallest conflicting sets of demands the {n_listed} most "
                "frequent are listed.",
            )
        )
    if n_refused:
        warnings.append(
            Label(
                de=f"In {n_refused} Wertesätzen gibt es zu viele unvereinbare Mengen, um sie alle "
                "zu nennen.",
                en=f"In {n_refused} value sets there are too many conflicting sets to name all.",
            )
        )
    return warnings
