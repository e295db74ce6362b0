"""Chances of places on a scale, or of any options, in a contest of every pair of them."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from detente.errors import AnalysisError
from detente.kernels.outcomes import FloatArray
from detente.kernels.places import POINTS, Scale, stated

Votes: TypeAlias = Literal[
    "proportional",
    "mostly_proportional",
    "binary",
    "proportional_cubic",
    "cubic",
    "loss_averse",
    "nearer",
]
Chain: TypeAlias = Literal["uniform_challenger", "eigenvector", "conditional", "incentive"]
Power: TypeAlias = float | Literal["ramp"]

VOTES = {
    "proportional": 0,
    "mostly_proportional": 1,
    "binary": 2,
    "proportional_cubic": 3,
    "cubic": 4,
    "loss_averse": 5,
    "nearer": 6,
}
CHAINS = {"uniform_challenger": 0, "eigenvector": 1, "conditional": 2, "incentive": 3}
MAX_POWER = 30.0
"""Largest power of the strength of a side; beyond, chances are 0 or 1 to all digits."""
_RAMP = -1.0


@dataclass(frozen=True, eq=False)
class Election:
    """Candidates and their chances, per draw."""

    places: FloatArray
    """Places (..., n_candidates) on the scale, ascending; NaN where a draw has fewer. With given
    options, these."""
    probability: FloatArray
    """Chance of each (..., n_candidates), 0 to 1, summing to 1; 0 where there is no candidate."""
    mean: FloatArray
    """Expected place (...), on the scale."""


def condorcet(
    position: ArrayLike,
    weight: ArrayLike,
    *,
    options: ArrayLike | None = None,
    utility: Literal["linear", "quadratic"] = "linear",
    votes: Votes = "proportional",
    power: Power = 1.0,
    chain: Chain = "uniform_challenger",
    scale: Scale = POINTS,
) -> Election:
    """Return the chance of every stated place to prevail over all others, pair by pair.

    In a contest of two places every party throws in its weight times what it gains by the one it
    prefers, and a side wins with the chance of its part of what is thrown in; `elect` says how
    chances of pairs become one chance for each place.

    Parameters
    ----------
    position : array_like, shape (..., n_parties)
        Places on the scale; NaN: neither votes nor stands.
    weight : array_like, shape (..., n_parties)
        Influence times salience, not negative, in any unit.
    options : array_like, shape (n_options,), optional
        Candidates, places on the scale, all different. By default the distinct places of parties
        with weight: what somebody who counts has asked for. A place counts once however many
        share it; their number is in the votes already.
    utility : {"linear", "quadratic"}
        1 - distance / length (default: doubling the distance doubles the stake, as in the
        published spatial models of this family), or 1 - (distance / length)^2.
    votes : see `elect`
    power : see `elect`
    chain : see `elect`
    scale : (float, float)
        Ends of the scale.

    Returns
    -------
    Election
        Where nobody has weight, all parties with a position have the same.

    Raises
    ------
    AnalysisError
        A number or an option cannot be used, or nobody has a position.

    Notes
    -----
    Neither the order of parties nor the direction of the scale matters (tested). Equal weights do
    not make the median certain: with proportional votes a strong wish counts for more than a weak
    one. Time O(n_draws * n_candidates^2 * (n_parties + n_candidates)).

    Examples
    --------
    >>> found = condorcet([0.0, 50.0, 100.0], [1.0, 1.0, 1.0])
    >>> found.probability.round(3).tolist(), float(found.mean.round(6))
    ([0.25, 0.5, 0.25], 50.0)
    """
    rows = stated(position, weight, scale=scale)
    if utility not in ("linear", "quadratic"):
        msg = f"there is no utility {utility!r}; use linear or quadratic"
        raise AnalysisError(msg)
    rules = rules_of(votes, power, chain)
    candidates = np.zeros(0) if options is None else _options(options, scale)
    width = len(candidates) or rows.position.shape[1]
    found = np.full((len(rows.position), width), np.nan)
    chance = np.zeros_like(found)
    _loops().places(
        np.nan_to_num(rows.position), rows.share, candidates, scale[1] - scale[0],
        utility == "quadratic", *rules, found, chance,
    )  # fmt: skip
    mean = np.einsum("ra,ra->r", np.nan_to_num(found), chance)
    mean = np.clip(mean, np.nanmin(found, axis=1), np.nanmax(found, axis=1))
    return Election(rows.shaped(found), rows.shaped(chance), rows.shaped(mean))


def elect(
    utility: ArrayLike,
    weight: ArrayLike,
    *,
    votes: Votes = "proportional",
    power: Power = 1.0,
    chain: Chain = "uniform_challenger",
) -> FloatArray:
    """Return the chances of any options: a probabilistic Condorcet election.

    Parameters
    ----------
    utility : array_like, shape (..., n_parties, n_options)
        What each option is worth to each party, in one unit for all, best about 0 to 1.
    weight : array_like, shape (..., n_parties)
        Weight of each party, not negative, in any unit.
    votes : str
        What a party throws in for a difference of utility d, times its weight: ``proportional``
        d (default: who has more at stake does more; the default of the toolkit below),
        ``mostly_proportional`` 0.8 d + 0.2 sign d, ``binary`` sign d (all weight for the better
        option, none where both are as good), ``nearer`` the same with half for each of those,
        ``proportional_cubic`` (d + d^3) / 2, ``cubic`` d^3, ``loss_averse`` d for a loss against
        the option in force and 2/3 d for a gain.
    power : float or "ramp"
        Strengths S and T of the sides win with chance S^n / (S^n + T^n), n = `power`, above 0 to
        `MAX_POWER`. 1 (default): in proportion, the least that is assumed about how strength
        becomes victory, and on European Union law-making no worse than higher powers. ``ramp``:
        (almost) certain from an advantage of one tenth on, straight in between.
    chain : str
        ``uniform_challenger`` (default): an option is in force, another one drawn with equal
        chances challenges it, and the chances are those of being in force in the long run.
        ``incentive``: the challenger is drawn in proportion to its support times its chance to
        win. ``conditional``: the chance of winning against each of the others, given that one
        option does; it exaggerates small leads where there are many options.
        ``eigenvector``: an option is as strong as the options it beats, counted by the chance of
        beating them. The first is the default because it has a story, is exact without a
        stopping rule, and had the smallest error of the four.

    Returns
    -------
    float64 array, shape (..., n_options)
        Chances, 0 to 1, summing to 1.

    Raises
    ------
    AnalysisError
        A number or a rule cannot be used.

    Notes
    -----
    The rules are those of the KAPSARC Toolkit for Behavioral Analysis (KTAB, MIT license,
    github.com/KAPSARC/KTAB), read there; ``eigenvector`` is not. It iterates its chains to a
    tolerance, here they are solved exactly by elimination without subtraction [Grassmann1985]_.
    Each side of a contest gets 10^-8 of all weight, so that every chance is defined. With
    ``loss_averse`` votes the toolkit's answer depends on the order of the options; here the option
    in force is what gains and losses are counted from, so the chances of a pair sum to less
    than 1 and change is harder than staying. Time O(n_options^2 * (n_parties + n_options)) per
    draw.

    References
    ----------
    .. [Grassmann1985] Grassmann, W. K., Taksar, M. I., Heyman, D. P. (1985). Regenerative Analysis
       and Steady State Distributions for Markov Chains. Operations Research 33(5), 1107-1116.
       https://doi.org/10.1287/opre.33.5.1107

    Examples
    --------
    >>> elect([[1.0, 0.0], [0.0, 1.0]], [3.0, 1.0]).round(6).tolist()
    [0.75, 0.25]
    """
    worth = np.asarray(utility, dtype=np.float64)
    if worth.ndim < 2 or not worth.shape[-1]:
        msg = "there is no option; give the utility of at least one to each party"
        raise AnalysisError(msg)
    if not np.isfinite(worth).all():
        msg = "a utility is not a finite number; give every party one for every option"
        raise AnalysisError(msg)
    rows = stated(worth[..., 0], weight)
    chance = np.zeros((len(rows.share), worth.shape[-1]))
    wide = np.broadcast_to(worth, rows.lead + worth.shape[-2:]).reshape(-1, *worth.shape[-2:])
    _loops().elections(
        np.ascontiguousarray(wide), rows.share, *rules_of(votes, power, chain), chance
    )
    return rows.shaped(chance)


def rules_of(votes: str, power: Power, chain: str) -> tuple[int, float, int]:
    """Return the rules of an election as numbers, in the order of `election`; checks them."""
    for value, known in ((votes, VOTES), (chain, CHAINS)):
        if value not in known:
            msg = f"there is no rule {value!r}; use one of {', '.join(known)}"
            raise AnalysisError(msg)
    if power == "ramp":
        return VOTES[votes], _RAMP, CHAINS[chain]
    if isinstance(power, str) or not 0.0 < power <= MAX_POWER:
        msg = f"the power {power!r} is not a number above 0 and up to {MAX_POWER:g}, or ramp"
        raise AnalysisError(msg)
    return VOTES[votes], float(power), CHAINS[chain]


def _options(options: ArrayLike, scale: Scale) -> FloatArray:
    given = np.asarray(options, dtype=np.float64)
    if given.ndim != 1 or not given.size:
        msg = "options are not a list of places; give at least one"
        raise AnalysisError(msg)
    if not ((given >= scale[0]) & (given <= scale[1])).all():
        msg = f"an option is not on the scale {scale[0]:g}..{scale[1]:g}; give its place there"
        raise AnalysisError(msg)
    if len(np.unique(given)) < given.size:
        msg = "two options have the same place; give each once"
        raise AnalysisError(msg)
    return given


@cache
def _loops() -> Any:
    """Return the compiled loops; loads numba, which takes a while."""
    return import_module("detente.kernels.election")
