"""Forecasts of models that know how an issue is decided: who proposes, votes and may veto."""

import numpy as np

from detente.analysis.score_cases import Cases
from detente.kernels.average import weighted_mean
from detente.kernels.outcomes import BoolArray, FloatArray
from detente.kernels.power_share import power_shares
from detente.kernels.procedural import passing

COST = 50.0
"""Points that a party goes farther to avoid failure, where that is said to cost: half a scale."""


def ruled(cases: Cases) -> BoolArray:
    """Return of which issues it is known what a decision takes.

    Parameters
    ----------
    cases : Cases
        The issues.

    Returns
    -------
    bool array, shape (n_issues,)
        Those with a quota or a veto.
    """
    return ~np.isnan(cases.quota) | cases.veto.any(axis=1)


def proposed(cases: Cases, cost: float = 0.0) -> FloatArray:
    """Return what the agenda setter gets through.

    Parameters
    ----------
    cases : Cases
        The issues.
    cost : float
        How much farther than the reference point a party goes to avoid failure, in points.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100; NaN where rule, reference point or the setter's place is not known.
    """
    low, high = passable(cases, cost)
    wanted = np.where(cases.setter, cases.position, 0.0).sum(axis=1)
    return np.where(cases.setter.any(axis=1), np.clip(wanted, low, high), np.nan)


def passable_middle(cases: Cases, cost: float = 0.0) -> FloatArray:
    """Return the middle of what quota and vetoes let pass, whoever proposes.

    Parameters
    ----------
    cases : Cases
        The issues.
    cost : float
        How much farther than the reference point a party goes to avoid failure, in points.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100; NaN where rule or reference point is not known.
    """
    low, high = passable(cases, cost)
    return (low + high) / 2


def passable_mean(cases: Cases, cost: float = 0.0) -> FloatArray:
    """Return the place nearest to the weighted mean that can pass.

    Parameters
    ----------
    cases : Cases
        The issues.
    cost : float
        How much farther than the reference point a party goes to avoid failure, in points.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100; NaN where rule or reference point is not known.
    """
    return np.clip(weighted_mean(cases.position, cases.weight), *passable(cases, cost))


def passable(cases: Cases, cost: float) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest place that quota and vetoes let pass.

    Parameters
    ----------
    cases : Cases
        The issues.
    cost : float
        How much farther than the reference point a party goes to avoid failure, in points.

    Returns
    -------
    two float64 arrays, shape (n_issues,)
        Places, 0 to 100; NaN where rule or reference point is not known.
    """
    known = ruled(cases) & ~np.isnan(cases.reference)
    low, high = (np.full(len(known), np.nan) for _ in range(2))
    if known.any():
        rows = cases.rows(known)
        free = np.isnan(rows.quota)
        # Where only vetoes count, a vote of those who have one, by unanimity, says the same.
        votes = np.where(free[:, None], rows.veto, rows.votes)
        low[known], high[known] = passing(
            rows.position, votes, rows.reference,
            quota=np.where(free, 1.0, rows.quota), vetoes=rows.veto, cost=cost,
        )  # fmt: skip
    return low, high


def powerful_mean(cases: Cases, *, orders: bool) -> FloatArray:
    """Return the mean weighted by salience x power under the rule of each issue.

    Parameters
    ----------
    cases : Cases
        The issues. The setter counts as a veto: without it there is nothing to vote on.
    orders : bool
        Whether power is the Shapley-Shubik index; otherwise the normalized Banzhaf index.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100; NaN where the rule is not known.
    """
    known = ruled(cases)
    place = np.full(len(known), np.nan)
    if known.any():
        rows = cases.rows(known)
        weight = rows.salience * _power(rows, orders=orders)
        place[known] = weighted_mean(rows.position, weight)
    return place


def _power(cases: Cases, *, orders: bool) -> FloatArray:
    """Return each party's share of power among those with a position (n_issues, n_parties)."""
    shares = np.zeros_like(cases.position)
    known: dict[tuple[float, ...], FloatArray] = {}
    for row, present in enumerate(~np.isnan(cases.position)):
        votes = cases.votes[row, present]
        needed = (cases.veto | cases.setter)[row, present]
        quota = float(np.nan_to_num(cases.quota[row]))
        key = (quota, *votes, *needed)
        if key not in known:
            known[key] = power_shares(votes, quota=quota, vetoes=needed)[int(orders)]
        shares[row, present] = known[key]
    return shares
