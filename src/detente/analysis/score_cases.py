"""Resolved issues as arrays, and their split into folds by dossier."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.errors import EvaluationError
from detente.evaluate.resolved import ResolvedIssue
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Cases:
    """Issues with their outcomes, one row each; parties that took no position are NaN."""

    position: FloatArray
    """Places (n_issues, n_parties), 0 to 100."""
    salience: FloatArray
    """Salience (n_issues, n_parties), 0 to 100; 0 without a position."""
    influence: FloatArray
    """Influence (n_issues, n_parties), from 0, in any unit; 0 without a position."""
    reference: FloatArray
    """Reference point (n_issues,); NaN where not known."""
    outcome: FloatArray
    """Outcome (n_issues,), 0 to 100."""
    dossier: IntArray
    """Number of the dossier (n_issues,), in the order of sorted names."""
    party: IntArray
    """Number of each party (n_issues, n_parties), in the order of sorted names; -1 for none."""
    votes: FloatArray
    """Votes (n_issues, n_parties), from 0, in any unit; 0 without a position."""
    setter: BoolArray
    """Who makes the proposal (n_issues, n_parties); at most one on an issue."""
    veto: BoolArray
    """Whose consent is needed whatever the votes (n_issues, n_parties)."""
    quota: FloatArray
    """Share of the votes that a decision needs (n_issues,), above 0 to 1; NaN where not known or
    only vetoes count."""

    @property
    def weight(self) -> FloatArray:
        """Influence times salience (n_issues, n_parties)."""
        return self.influence * self.salience

    def rows(self, chosen: BoolArray) -> "Cases":
        """Return the issues chosen, dossiers with the same numbers.

        Parameters
        ----------
        chosen : bool array, shape (n_issues,)
            Which issues.

        Returns
        -------
        Cases
            The rows.
        """
        return Cases(**{name: values[chosen] for name, values in vars(self).items()})


def cases_of(issues: Sequence[ResolvedIssue]) -> Cases:
    """Return issues as arrays, in their order."""
    n_parties = max(len(issue.stands) for issue in issues)
    position = np.full((len(issues), n_parties), np.nan)
    salience, influence, votes = (np.zeros_like(position) for _ in range(3))
    setter, veto = (np.zeros(position.shape, dtype=bool) for _ in range(2))
    names = sorted({stand.party for issue in issues for stand in issue.stands})
    numbers = {name: number for number, name in enumerate(names)}
    party = np.full(position.shape, -1, dtype=np.intp)
    for row, issue in enumerate(issues):
        for place, stand in enumerate(issue.stands):
            position[row, place] = stand.position
            salience[row, place] = stand.salience
            influence[row, place] = stand.influence
            party[row, place] = numbers[stand.party]
            votes[row, place] = stand.votes
            setter[row, place] = stand.role == "setter"
            veto[row, place] = stand.role == "veto"
    _, dossier = np.unique([issue.dossier for issue in issues], return_inverse=True)
    reference = [np.nan if issue.reference is None else issue.reference for issue in issues]
    return Cases(
        position=position,
        salience=salience,
        influence=influence,
        reference=np.array(reference),
        outcome=np.array([issue.outcome for issue in issues]),
        dossier=dossier,
        party=party,
        votes=votes,
        setter=setter,
        veto=veto,
        quota=np.array([np.nan if issue.quota is None else issue.quota for issue in issues]),
    )


def marks_of(issues: Sequence[ResolvedIssue]) -> dict[str, str]:
    """Return eight digits for each dossier that tell it apart by its numbers alone.

    Names, the order of lines and influence (a matter of convention) play no part, so that a
    dossier is known again in another table.
    """
    found: dict[str, list[str]] = {}
    for issue in issues:
        stands = sorted(f"{stand.position:.6g} {stand.salience:.6g}" for stand in issue.stands)
        found.setdefault(issue.dossier, []).append("; ".join([*stands, f"{issue.outcome:.6g}"]))
    return {
        dossier: hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:8]
        for dossier, told in found.items()
    }


def folds_of(dossier: IntArray, n_folds: int, seed: int) -> IntArray:
    """Return the fold of each issue: dossiers shuffled, then dealt out in turn.

    Parameters
    ----------
    dossier : intp array, shape (n_issues,)
        Number of the dossier of each issue, from 0 without gaps.
    n_folds : int
        Number of folds, from 2 to the number of dossiers.
    seed : int
        Seed of the shuffling.

    Returns
    -------
    intp array, shape (n_issues,)
        Folds from 0.

    Raises
    ------
    EvaluationError
        There are fewer dossiers than folds, or fewer than two of either.
    """
    n_dossiers = int(dossier.max()) + 1
    if n_dossiers < 2:
        msg = "the table has one dossier; a forecast from others takes at least two"
        raise EvaluationError(msg)
    if not 2 <= n_folds <= n_dossiers:
        msg = f"{n_folds} folds are not from 2 to the {n_dossiers} dossiers there are; give --folds"
        raise EvaluationError(msg)
    fold = np.empty(n_dossiers, dtype=np.intp)
    fold[np.random.default_rng(seed).permutation(n_dossiers)] = np.arange(n_dossiers) % n_folds
    return fold[dossier]
