"""The spatial bargaining model: parties move on several scales by proposals between pairs."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import AnalysisError
from detente.kernels.condorcet import Chain, Power, Votes, rules_of
from detente.kernels.outcomes import BoolArray, FloatArray, IntArray
from detente.kernels.places import POINTS, Scale, stated

LEAST = 1e-3
"""Salience and influence of a party that has a place but none of these: both are divided by."""
_RISK = {"min": (1.0, 0.0, 1.0), "mid": (1.5, 0.5, 1.0), "max": (2.0, 1.0, 1.0)}
_CODES = {
    "commitment": {"none": 0, "semi": 1, "full": 2},
    "split": {"squares": 0, "products": 1, "surplus": 2},
    "view": {"initiator": 0, "both": 1, "weighted": 2},
    "ties": {"all": 0, "first": 1},
    "effort": {"mean": 0, "sum": 1},
}


@dataclass(frozen=True)
class BargainRules:
    """Named options of the model; the defaults are those of the toolkit, except where it says."""

    votes: Votes = "proportional"
    """What a difference of utility is worth in a contest; see `condorcet.elect`."""
    power: Power = 1.0
    """From strength to victory in elections."""
    chain: Chain = "conditional"
    """From pairs to one chance for each, in elections."""
    risk: Literal["min", "mid", "max"] = "mid"
    """Range of risk attitudes got from chances: 0..1, -1/2..1 (in the middle of what the
    others assume), -1..1. A likely winner is cautious: it has something to lose."""
    sharing: float = 1 / 3
    """How far a party sees another one's risk attitude rather than its own, 0 to 1; some, but
    less than half, for nobody knows the mind of others."""
    commitment: Literal["none", "semi", "full"] = "semi"
    """Whether a third party goes down with the side it stood by: never, where that side loses
    but not to its own gain (`semi`), or always."""
    split: Literal["squares", "products", "surplus"] = "squares"
    """How two parties meet on each issue: in proportion to (salience x chance)^2, to salience x
    chance, or only the less likely winner moves, by its lack of chance."""
    view: Literal["initiator", "both", "weighted"] = "initiator"
    """Whose idea of the chance makes the proposal: the initiator's, one proposal for each of the
    two, or the mean of both by influence times effort."""
    ties: Literal["all", "first"] = "all"
    """`all` (default here): a party proposes to every target that is as good as the best, and goes
    to the mean of tied proposals, so that the order of parties does not matter; it stays only
    where that is better than any proposal. `first`: it takes the first in the list, as the toolkit
    does, which begins with staying."""
    decimals: int | None = None
    """Digits kept of places on 0..1 in proposals. The toolkit keeps 4; None (default here) keeps
    all, because rounding up is not the same in both directions of a scale."""
    effort: Literal["mean", "sum"] = "mean"
    """How much of its attention a party gives: the mean of its saliences (default here: salience
    of each issue by itself is 0 to 100), or their sum, which must not be above 100 then, as in
    the toolkit."""
    follow: float = 1.0
    """How far a party comes to want what it has agreed to, 0 to 1."""
    fewest_turns: int = 2
    """Turns taken at least."""
    most_turns: int = 100
    """Turns taken at most."""
    quiet: float = 0.02
    """The talks end when all moves of a turn are less than this part of those of the first."""


@dataclass(frozen=True, eq=False)
class Bargaining:
    """Where bargaining ends, per draw."""

    position: FloatArray
    """Places at the end (..., n_issues, n_parties), on the scale; NaN for absent parties."""
    mean: FloatArray
    """Their mean by influence times salience (..., n_issues), on the scale."""
    n_turns: IntArray
    """Turns taken (...)."""
    history: FloatArray
    """Places at the start and after each turn (..., n_kept, n_issues, n_parties)."""


def bargain(
    position: ArrayLike,
    salience: ArrayLike,
    influence: ArrayLike,
    rules: BargainRules | None = None,
    *,
    scale: Scale = POINTS,
    n_kept: int = 1,
) -> Bargaining:
    """Return where parties end up that challenge each other and meet part of the way.

    The spatial model of the KAPSARC Toolkit for Behavioral Analysis (KTAB), rebuilt from its
    published code.

    Parameters
    ----------
    position : array_like, shape (..., n_issues, n_parties)
        Places on the scale. NaN on every issue: the party does not take part.
    salience : array_like, shape (..., n_issues, n_parties)
        0 to 100; at least one issue must matter to each party that takes part.
    influence : array_like, shape (..., n_parties)
        Above 0, in any unit.
    rules : BargainRules, optional
        Named options.
    scale : (float, float)
        Ends of every scale.
    n_kept : int
        States kept in `history`, from the start; later ones repeat the last.

    Returns
    -------
    Bargaining
        Places in points of the scale.

    Raises
    ------
    AnalysisError
        A number or a rule cannot be used.

    Notes
    -----
    In each turn, with places on 0..1:

    1. Distance from k to a place: root of the mean of squared differences, weighted by the square
       of k's saliences. Utility u = (1 - distance)(1 + risk x distance).
    2. Risk attitudes come from the chances of all positions in an election by influence without
       regard to risk.
    3. For each pair, i works out what a challenge to j brings: j gives way at once with chance 1 -
       effort of j, else i wins with chance P. P is the part of what is thrown in for i: by the two
       themselves, and by every third party by what it gains by helping i rather than j, each
       weighted by influence x effort.
    4. Each party challenges its best target if that brings more than 10^-5; the two then meet on
       every issue as `split` says.
    5. Each party looks at all proposals it is part of, and at none of them. An election by
       influence among these, each standing for the state it leads to, decides where it goes.

    The end depends on where one stops, and small changes of the input can lead elsewhere: report
    its spread over draws. Time O(n_turns * n_parties^3 * (n_issues + n_parties)) per draw at most.

    Examples
    --------
    >>> found = bargain([[0.0, 100.0]], [[50.0, 50.0]], [1.0, 1.0])
    >>> found.position.round(3).tolist(), found.mean.round(3).tolist(), int(found.n_turns)
    ([[50.0, 50.0]], [50.0], 2)
    """
    rules = rules or BargainRules()
    x, s, c, present, lead = _arrays(position, salience, influence, scale)
    n_rows, n_issues, n_parties = x.shape
    effort = s.sum(axis=1) if rules.effort == "sum" else s.mean(axis=1)
    if rules.effort == "sum" and (effort > 1 + 1e-9).any():
        msg = "saliences of a party sum to more than 100; give shares of attention, or use mean"
        raise AnalysisError(msg)
    numbers, risk = _numbers(rules)
    n_turns = np.zeros(n_rows, dtype=np.intp)
    history = np.full((n_rows, n_kept, n_issues, n_parties), np.nan)
    _loops().rows(
        x, s, effort, c, present, numbers, risk,
        -1 if rules.decimals is None else rules.decimals, rules.follow,
        np.array([rules.fewest_turns, rules.most_turns], dtype=np.intp), rules.quiet,
        n_turns, history,
    )  # fmt: skip
    length = scale[1] - scale[0]
    places = np.where(present[:, None, :], scale[0] + length * x, np.nan)
    rows = stated(places, c[:, None, :] * s)
    mean = np.einsum("rip,rip->ri", np.nan_to_num(places), rows.share.reshape(places.shape))
    return Bargaining(
        position=places.reshape(*lead, n_issues, n_parties),
        mean=mean.reshape(*lead, n_issues),
        n_turns=n_turns.reshape(lead),
        history=(scale[0] + length * history).reshape(*lead, n_kept, n_issues, n_parties),
    )


def bargain_alone(position: FloatArray, salience: FloatArray, influence: FloatArray) -> FloatArray:
    """Return where bargaining about each issue by itself ends, with the default rules.

    Parameters
    ----------
    position : float64 array, shape (..., n_parties)
        Points of 100; NaN: takes no part. One issue in each row.
    salience : float64 array, the same shape
        0 to 100; what is less counts as `LEAST` for those who take part.
    influence : float64 array, the same shape
        Not negative, of any unit; what is less counts as `LEAST`.

    Returns
    -------
    float64 array, shape (...)
        Mean of the places at the end, by influence times salience.

    Raises
    ------
    AnalysisError
        As for `bargain`.
    """
    present = ~np.isnan(position)
    care = np.where(present, np.maximum(salience, LEAST), 0.0)
    power = np.where(present, np.maximum(influence, LEAST), LEAST)
    return bargain(position[..., None, :], care[..., None, :], power).mean[..., 0]


def _arrays(
    position: ArrayLike, salience: ArrayLike, influence: ArrayLike, scale: Scale
) -> tuple[FloatArray, FloatArray, FloatArray, BoolArray, tuple[int, ...]]:
    places, care = np.asarray(position, dtype=np.float64), np.asarray(salience, dtype=np.float64)
    power = np.asarray(influence, dtype=np.float64)
    if places.ndim < 2 or not places.shape[-2] or places.shape != care.shape:
        msg = f"positions {places.shape} and saliences {care.shape} are not issues x parties"
        raise AnalysisError(msg)
    lead, shape = places.shape[:-2], places.shape[-2:]
    given = ~np.isnan(places)
    present = given.all(axis=-2)
    if (given.any(axis=-2) != present).any():
        msg = "a party has a position on some issues only; give it one on all of them, or on none"
        raise AnalysisError(msg)
    rows = stated(places[..., 0, :], power, scale=scale)
    stated(places, 1.0, scale=scale)
    care = np.where(given, care, 0.0)
    if not ((care >= 0) & (care <= 100)).all():
        msg = "a salience is not a number from 0 to 100; give one for each issue and party"
        raise AnalysisError(msg)
    if (present & ((care.max(axis=-2) <= 0) | ~(power > 0))).any():
        msg = "a party has no influence, or no issue matters to it; leave it out"
        raise AnalysisError(msg)
    x = (np.nan_to_num(places) - scale[0]) / (scale[1] - scale[0])
    return (
        np.ascontiguousarray(np.where(given, x, 0.0)).reshape(-1, *shape),
        np.ascontiguousarray(care / 100).reshape(-1, *shape),
        rows.share,
        present.reshape(-1, shape[1]),
        lead,
    )


def _numbers(rules: BargainRules) -> tuple[FloatArray, FloatArray]:
    """Return the rules as numbers, in the order of `bargain_turns`."""
    votes, power, chain = rules_of(rules.votes, rules.power, rules.chain)
    codes = []
    for name, known in _CODES.items():
        value = getattr(rules, name)
        if value not in known:
            msg = f"there is no {name} {value!r}; use one of {', '.join(known)}"
            raise AnalysisError(msg)
        codes.append(known[value])
    if rules.risk not in _RISK:
        msg = f"there is no range of risk {rules.risk!r}; use one of {', '.join(_RISK)}"
        raise AnalysisError(msg)
    fractions = (rules.sharing, rules.follow, rules.quiet)
    if not all(0.0 <= value <= 1.0 for value in fractions):
        msg = f"sharing, follow and quiet {fractions} are not all between 0 and 1"
        raise AnalysisError(msg)
    if not 1 <= rules.fewest_turns <= rules.most_turns:
        msg = f"turns {rules.fewest_turns}..{rules.most_turns} are not from 1, fewest first"
        raise AnalysisError(msg)
    return (
        np.array([votes, power, chain, *codes[:4]], dtype=np.float64),
        np.array([*_RISK[rules.risk], rules.sharing]),
    )


@cache
def _loops() -> Any:
    """Return the compiled turns; loads numba, which takes a while."""
    return import_module("detente.kernels.bargain_turns")
