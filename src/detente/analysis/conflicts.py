"""Which demands of the parties at the table together leave no settlement."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from detente.analysis.arrays import CaseArrays
from detente.analysis.draws import Draws
from detente.analysis.finding import Conflict
from detente.analysis.spread import share
from detente.analysis.tally import Demand, demands_of, path_of
from detente.analysis.worth import Chunk, chunks, violates
from detente.kernels.conflicts import Consenting, minimal, minimal_conflicts
from detente.kernels.outcomes import BoolArray, IntArray
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
    demands = demands_of(arrays, arrays.asked)
    if len(demands) > MAX_DEMANDS:
        return (), (_too_many(len(demands)),)
    consent = _consent(arrays, demands)
    found: Counter[int] = Counter()
    known: dict[tuple[int, ...], tuple[int, ...] | None] = {}
    n_refused = 0
    empty = draws.only(np.flatnonzero(~exists))
    for chunk in chunks(arrays, empty):
        for violated in _violated(arrays, empty, chunk, demands):
            family = minimal(np.unique(violated).tolist())
            if family not in known:
                known[family] = minimal_conflicts(family, consent)
            sets = known[family]
            n_refused += sets is None
            found.update(sets or ())
    order = sorted(found, key=lambda mask: (-found[mask], mask.bit_count(), mask))
    n_listed = _whole_ties([(found[mask], mask.bit_count()) for mask in order])
    listed = tuple(
        Conflict(members=_members(mask, arrays, demands), share=share(found[mask], draws.n_draws))
        for mask in order[:n_listed]
    )
    return listed, tuple(_incomplete(n_listed, len(order), n_refused))


def _consent(arrays: CaseArrays, demands: Sequence[Demand]) -> tuple[Consenting, ...]:
    """Return whose consent is needed by demands; nothing where every demand must be met."""
    if arrays.case.consent.unanimous:
        return ()
    own = {
        row: sum(1 << bit for bit, demand in enumerate(demands) if demand.party == row)
        for row in arrays.asked
    }
    return tuple(
        Consenting(tuple(own[row] for row in quota.members), quota.least)
        for quota in arrays.consent(arrays.seated)
    )


def _violated(
    arrays: CaseArrays, draws: Draws, chunk: Chunk, demands: Sequence[Demand]
) -> IntArray:
    """Return the demands that each outcome violates, as bit masks; (n_draws, n_outcomes)."""
    violated = np.zeros((chunk.worth.shape[2], arrays.n_outcomes), dtype=np.int64)
    for bit, demand in enumerate(demands):
        where = violates(arrays, draws, chunk, demand).T
        violated |= where.astype(np.int64) << bit
    return violated


def _members(mask: int, arrays: CaseArrays, demands: Sequence[Demand]) -> tuple[str, ...]:
    return tuple(path_of(arrays, x) for bit, x in enumerate(demands) if mask >> bit & 1)


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
