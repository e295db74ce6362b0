"""Forecasts of models in which parties move: challenges, bargaining, exchanges inside a dossier."""

import numpy as np

from detente.analysis.score_cases import Cases
from detente.kernels.bargain import bargain_alone
from detente.kernels.challenge import challenge
from detente.kernels.exchange import exchange
from detente.kernels.outcomes import FloatArray


def challenged(cases: Cases) -> FloatArray:
    """Return the median after the challenges, each issue alone, with the default options.

    Parameters
    ----------
    cases : Cases
        The issues.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100 points.
    """
    return challenge(cases.position, cases.salience / 100, cases.influence).forecast


def bargained(cases: Cases) -> FloatArray:
    """Return the mean of the places after bargaining, each issue alone, with the default rules.

    Parameters
    ----------
    cases : Cases
        The issues.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100 points.
    """
    return bargain_alone(cases.position, cases.salience, cases.influence)


def exchanged(cases: Cases) -> FloatArray:
    """Return the outcomes after a round of exchanges between the issues of each dossier.

    Parameters
    ----------
    cases : Cases
        The issues; those of one dossier are traded against each other. A party has the mean of its
        influence on them.

    Returns
    -------
    float64 array, shape (n_issues,)
        Places, 0 to 100 points; of a dossier with one issue, the weighted mean.
    """
    place = np.empty(len(cases.outcome))
    for dossier in np.unique(cases.dossier):
        (issues,) = np.nonzero(cases.dossier == dossier)
        parties = np.unique(cases.party[issues])
        parties = parties[parties >= 0]
        position = np.full((len(parties), len(issues)), np.nan)
        salience, influence = np.zeros_like(position), np.full_like(position, np.nan)
        for column, issue in enumerate(issues):
            present = cases.party[issue] >= 0
            rows = np.searchsorted(parties, cases.party[issue][present])
            position[rows, column] = cases.position[issue][present]
            salience[rows, column] = cases.salience[issue][present] / 100
            influence[rows, column] = cases.influence[issue][present]
        place[issues] = exchange(position, salience, np.nanmean(influence, axis=1)).outcome
    return place
