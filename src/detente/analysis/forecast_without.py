"""The forecast of an issue with and without each party, and who gains by it."""

from collections.abc import Iterator

import numpy as np

from detente.analysis.forecast_distribution import pooled
from detente.analysis.forecast_places import IssuePlaces
from detente.analysis.forecast_values import Nearer, WithoutParty
from detente.analysis.spread import interval
from detente.case.model import Case
from detente.kernels import scoring
from detente.kernels.average import weighted_mean
from detente.kernels.outcomes import BoolArray, FloatArray


def without_each(case: Case, issue: IssuePlaces, median: float) -> tuple[WithoutParty, ...]:
    """Return how the forecast changes if one party leaves the table, or joins it.

    Parameters
    ----------
    case : Case
        For the order of parties.
    issue : IssuePlaces
        Places 0 to 100, draw by draw; fewer draws than those of `median` are enough.
    median : float
        Point forecast with those at the table, 0 to 100.

    Returns
    -------
    tuple of WithoutParty
        The unseated with a place first, who would join; then those at the table, unless nobody with
        a place would be left.

    Notes
    -----
    The weighted mean after a party with share s of the weight and place x has left is m + s (m - x)
    / (1 - s) in every draw; it is worked out as the mean of the others.
    """
    row_of = {party: row for row, party in enumerate(issue.parties)}
    table = issue.at_table
    before = weighted_mean(issue.among(table), issue.weight)
    point = _point(issue, table)
    found = []
    for party in (*case.unseated(), *case.seated()):
        after = table.copy()
        after[row_of[party]] ^= True
        if not issue.present[row_of[party]] or not after.any():
            continue
        mean = weighted_mean(issue.among(after), issue.weight)
        change = _point(issue, after) - point
        found.append(
            WithoutParty(
                party=party,
                joins=bool(after[row_of[party]]),
                mean_change=interval(mean - before),
                median_change=change,
                median_after=float(np.clip(median + change, 0.0, 100.0)),
                nearer=tuple(_nearer(case, issue, before, mean)),
            )
        )
    return tuple(found)


def _point(issue: IssuePlaces, rows: BoolArray) -> float:
    value, likely = pooled(issue.among(rows), issue.weight)
    return float(scoring.median(value, likely)[0])


def _nearer(
    case: Case, issue: IssuePlaces, before: FloatArray, after: FloatArray
) -> Iterator[Nearer]:
    """Yield by how much nearer the mean comes to every party with a place, largest gain first."""
    row_of = {party: row for row, party in enumerate(issue.parties)}
    gains = {
        party: interval(np.abs(place - before) - np.abs(place - after))
        for party in case.players()
        if issue.present[row_of[party]]
        for place in (issue.position[:, row_of[party]],)
    }
    for party in sorted(gains, key=lambda party: -round(gains[party].mean, 9)):
        yield Nearer(party=party, points=gains[party])
