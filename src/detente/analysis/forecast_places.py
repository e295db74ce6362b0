"""Case and draws -> place, salience and influence of each party on each issue, draw by draw.

A party stands where its best option lies. Nobody is given a place by default: whoever said nothing
has none, and neither has a party to whom every option is worth the same.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.analysis.axes import preference_of
from detente.analysis.draws import Draws
from detente.analysis.forecast_scale import Scale, scale_of
from detente.analysis.orders import Orders
from detente.analysis.prepared import Prepared
from detente.case.model import IssuePreference
from detente.kernels.outcomes import BoolArray, FloatArray


@dataclass(frozen=True, eq=False)
class IssuePlaces:
    """Where the parties stand on one issue. Rows of parties are those of the arrays."""

    issue: str
    """Id of the issue."""
    scale: Scale
    """Where its options lie; it has a scale."""
    parties: tuple[str, ...]
    """Id of each row."""
    position: FloatArray
    """Places 0 to 100 (n_draws, n_parties); NaN for a party that said nothing or to whom every
    option is worth the same."""
    best: FloatArray
    """How much of each option is the best one (n_draws, n_parties, n_options): 1, or equal parts
    where several tie; options in the order of the case; 0 for a party that said nothing."""
    salience: FloatArray
    """0 to 100 (n_draws, n_parties)."""
    influence: FloatArray
    """0 to 100 (n_draws, n_parties)."""
    seated: tuple[int, ...]
    """Rows of the parties at the table."""
    indifferent: BoolArray
    """To whom every option is worth the same in every draw (n_parties,); they have no place."""

    @property
    def weight(self) -> FloatArray:
        """Influence x salience (n_draws, n_parties), 0 to 10,000."""
        return self.influence * self.salience

    @cached_property
    def ends(self) -> tuple[float, float]:
        """Places of the outermost options."""
        places = [option.at for option in self.scale.options]
        return min(places), max(places)

    @cached_property
    def present(self) -> BoolArray:
        """Who has a place (n_parties,)."""
        return np.asarray(~np.isnan(self.position).any(axis=0))

    @cached_property
    def known(self) -> BoolArray:
        """Whose place is known: 10th and 90th percentile are not both ends (n_parties,)."""
        found = self.present.copy()
        low, high = self.ends
        for row in np.flatnonzero(found):
            outer = np.percentile(self.position[:, row], (10, 90))
            found[row] = not (outer[0] <= low and outer[1] >= high)
        return found

    def among(self, rows: BoolArray) -> FloatArray:
        """Return the places of some parties, NaN for the others; (n_draws, n_parties)."""
        return np.where(rows, self.position, np.nan)

    @cached_property
    def at_table(self) -> BoolArray:
        """Who has a seat and a place (n_parties,)."""
        found = np.zeros(self.present.size, dtype=np.bool_)
        found[list(self.seated)] = True
        return found & self.present


def issue_places(ready: Prepared, draws: Draws, issue: str, scale: Scale) -> IssuePlaces:
    """Return where the parties stand on one issue that has a scale.

    Parameters
    ----------
    ready : Prepared
        The case.
    draws : Draws
        Its draws, or some of them; scores and saliences 0 to 100.
    issue : str
        Id of the issue.
    scale : Scale
        Places of its options.

    Returns
    -------
    IssuePlaces
        Shapes and units stand at its fields.

    Notes
    -----
    The best option of a draw is the one with the highest score; several stand at the mean of their
    places. Where all tie in every draw, the party has none. Of a party whose order of outcomes is
    known, it is what its first outcomes hold.
    """
    arrays = ready.arrays
    column = arrays.issues.index(issue)
    order = [arrays.options[column].index(item.option) for item in scale.options]
    scores = draws.scores[column][:, order]
    best = (scores == scores.max(axis=1, keepdims=True)).astype(np.float64)
    ordinal = set(ready.case.ordinal())
    indifferent = _all_alike(ready.draws, column)
    for row, party in enumerate(arrays.parties):
        if party in ordinal:
            best[row] = _first(ready, row, column)[order][:, None]
            indifferent[row] = False
        elif not speaks(preference_of(ready.case, party).issues.get(issue)):
            best[row] = 0.0
            indifferent[row] = False
    best[indifferent] = 0.0
    total = best.sum(axis=1)
    best = best / np.where(total > 0, total, 1.0)[:, None]
    at = np.array([item.at for item in scale.options])
    position = np.where(total > 0, np.einsum("pod,o->pd", best, at), np.nan)
    return IssuePlaces(
        issue=issue,
        scale=scale,
        parties=arrays.parties,
        position=np.ascontiguousarray(position.T),
        best=np.ascontiguousarray(best.transpose(2, 0, 1)),
        salience=np.ascontiguousarray(draws.salience[:, column].T),
        influence=np.ascontiguousarray(draws.influence.T),
        seated=arrays.seated,
        indifferent=indifferent,
    )


def _all_alike(draws: Draws, column: int) -> BoolArray:
    """Return to whom every option is worth the same in every draw of the case (n_parties,)."""
    scores = draws.scores[column]
    return np.asarray((scores == scores[:, :1]).all(axis=(1, 2)))


def speaks(wish: IssuePreference | None) -> bool:
    """Return whether anything is known of what a party wants on an issue."""
    return wish is not None and not wish.silent and bool(wish.ideal or wish.scores)


def places(ready: Prepared, draws: Draws) -> dict[str, IssuePlaces]:
    """Return where the parties stand, for every issue that has a scale, in the order of the case.

    See `issue_places`.
    """
    scales = {issue: scale_of(ready.case, issue) for issue in ready.case.issues}
    return {
        issue: issue_places(ready, draws, issue, scale)
        for issue, scale in scales.items()
        if scale.why_not is None
    }


def _first(ready: Prepared, row: int, column: int) -> FloatArray:
    """Return which options the first outcomes of a party hold (n_options,).

    None where that tells nothing apart, and where the outcomes are too many to list.
    """
    held = np.zeros(len(ready.arrays.options[column]))
    if not ready.arrays.complete:
        return held
    orders = Orders(ready)
    rank = orders.rank[row]
    found = np.unique(orders.outcomes[rank == rank.max(), column])
    if found.size < held.size:
        held[found] = 1.0
    return held
