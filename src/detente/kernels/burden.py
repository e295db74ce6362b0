"""What each issue adds to a party's gain or loss, so that the parts sum to the whole."""

from collections.abc import Sequence

import numpy as np

from detente.kernels.outcomes import FloatArray, IntArray


def parts_against_no_deal(
    share: FloatArray, scores: Sequence[FloatArray], no_deal: FloatArray, outcome: IntArray
) -> FloatArray:
    """Return the part of each issue in worth minus no deal.

    Parameters
    ----------
    share : float64 array, shape (n_parties, n_issues, n_draws)
        Salience shares, 0 to 1, summing to 1 over the issues.
    scores : sequence of float64 arrays, each of shape (n_parties, n_options of the issue, n_draws)
        Worth of each option, 0 to 100; one array per issue.
    no_deal : float64 array, shape (n_parties, n_draws)
        Worth of no deal, points of 100.
    outcome : intp array, shape (n_issues,)
        Option index of each issue.

    Returns
    -------
    float64 array, shape (n_parties, n_issues, n_draws)
        Share x (score - no deal), points of 100; sums to worth minus no deal over the issues.
    """
    against: FloatArray = _chosen(scores, outcome) - no_deal[:, None, :]
    return share * against


def parts_against_ideal(
    share: FloatArray, scores: Sequence[FloatArray], outcome: IntArray
) -> FloatArray:
    """Return the part of each issue in worth minus the worth of the party's best options.

    Parameters
    ----------
    share : float64 array, shape (n_parties, n_issues, n_draws)
        Salience shares, 0 to 1, summing to 1 over the issues.
    scores : sequence of float64 arrays, each of shape (n_parties, n_options of the issue, n_draws)
        Worth of each option, 0 to 100; one array per issue.
    outcome : intp array, shape (n_issues,)
        Option index of each issue.

    Returns
    -------
    float64 array, shape (n_parties, n_issues, n_draws)
        Share x (score - best score of the issue), points of 100, never positive.
    """
    best = np.stack([table.max(axis=1) for table in scores], axis=1)
    against: FloatArray = _chosen(scores, outcome) - best
    return share * against


def _chosen(scores: Sequence[FloatArray], outcome: IntArray) -> FloatArray:
    return np.stack([table[:, outcome[i]] for i, table in enumerate(scores)], axis=1)
