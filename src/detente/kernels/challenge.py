"""The challenge model: parties move when a challenge by another one looks worse than giving way.

Bueno de Mesquita's expected-utility model as reconstructed by [Scholz2011]_. The texts leave points
open that change the forecast; each is a named option here. The rounds do not come to rest in
general, so a forecast depends on the stop: it is named, and all rounds are returned.
"""

from dataclasses import dataclass, fields, replace
from typing import Literal, get_args, get_type_hints

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import AnalysisError
from detente.kernels import challenge_rounds as compiled
from detente.kernels.outcomes import FloatArray, IntArray

KINDS = ("none", "conflict", "compromise", "concession")
"""Kinds of move, by the number in `Challenge.kind`."""
REASONS = ("rounds", "settled", "repeat")
"""Why a draw was stopped, by the number in `Challenge.reason`."""
_SAME = 1e-6


@dataclass(frozen=True)
class ChallengeOptions:
    """What the texts leave open; the defaults follow the text of the paper, but for conflicts.

    The results of `lowest_compromise` and of the `lower` median depend on the direction of the
    scale; those of all other options do not.
    """

    probability: Literal["pair", "all_pairs"] = "pair"
    """Votes that the chance to prevail is a share of: those cast between the two positions, so that
    the chances of both sum to one; or those between all ordered pairs of parties, which makes
    every chance tiny."""
    votes: Literal["neutral", "own"] = "neutral"
    """Distances that votes count: as they are, or bent by the voter's risk exponent."""
    viewer: Literal["challenger", "decider"] = "challenger"
    """Whose risk exponent bends the utilities of a challenger: its own, so that both sides see the
    same pair of numbers; or that of the party that decides whether to give way."""
    security: Literal["others", "own"] = "others"
    """Sum that says how secure a party is: what all others expect of challenging it, or what it
    expects of challenging them."""
    equal_security: Literal["neutral", "stop"] = "neutral"
    """Where all are equally secure the exponent is 0/0: all neutral, or nobody moves any more."""
    risk: Literal["two_pass", "off"] = "two_pass"
    """Whether exponents are worked out in a first pass, or are 1."""
    range: Literal["start", "current", "scale"] = "start"
    """Length that distances are shares of: between the outermost stated positions, so that a
    distance means the same in every round; between those of the round; or 100 points."""
    conflict: Literal["nobody", "weaker"] = "nobody"
    """Who moves where both expect a gain: nobody, as giving way is worse than the challenge for
    both and the outcome open; or the one that expects less, fully, as the paper has it."""
    concession: Literal["full", "never"] = "full"
    """Whether a party moves fully where it expects to lose more than the other one to gain."""
    choice: Literal["least_move", "strongest", "lowest_compromise"] = "least_move"
    """Which offer a party accepts: by class (conflict, compromise, concession) and within a
    class the least move; that of the party which expects most, then the least move; by class,
    and among compromises the smallest weighted midpoint of the scale. Then the strongest.
    Offers that still tie: their mean."""
    median: Literal["midpoint", "lower"] = "midpoint"
    """Where half of the weight lies on either side of a gap."""
    stop: Literal["settled", "repeat", "rounds"] = "settled"
    """When to stop: after two moves of the median running below `within`; when all positions are
    those of an earlier round; or after all rounds, which is also the end where the others do not
    come. The forecast is the median there, for `repeat` the mean of the medians of the cycle."""
    status_quo: float = 1.0
    """Chance that without a challenge nothing changes, 0..1 (Q); the rest is that the other drifts
    to the median."""
    within: float = 0.5
    """Points of 100."""

    def __post_init__(self) -> None:
        for name, hint in get_type_hints(ChallengeOptions).items():
            value, known = getattr(self, name), get_args(hint)
            if known and value not in known:
                msg = f"unknown {name} {value!r}; the options are {', '.join(known)}"
                raise AnalysisError(msg)
        if not 0 <= self.status_quo <= 1:
            msg = f"status_quo is {self.status_quo}; a chance lies between 0 and 1"
            raise AnalysisError(msg)
        if not self.within >= 0:
            msg = f"within is {self.within}; give points of 100, not negative"
            raise AnalysisError(msg)


def one_change(options: ChallengeOptions) -> dict[str, ChallengeOptions]:
    """Return all variants that differ from some options in one named choice.

    Parameters
    ----------
    options : ChallengeOptions
        Where to start.

    Returns
    -------
    dict of str to ChallengeOptions
        Keys like ``conflict=nobody``, in the order of the fields.
    """
    hints = get_type_hints(ChallengeOptions)
    return {
        f"{field.name}={value}": replace(options, **{field.name: value})
        for field in fields(ChallengeOptions)
        for value in get_args(hints[field.name])
        if value != getattr(options, field.name)
    }


@dataclass(frozen=True, eq=False)
class Challenge:
    """All rounds of the challenge model; row 0 of a round axis is the start."""

    positions: FloatArray
    """Points of 100 (n_draws, n_rounds + 1, n_parties); NaN for a party without a position."""
    median: FloatArray
    """Weighted median of each round (n_draws, n_rounds + 1)."""
    mean: FloatArray
    """Weighted mean of each round, likewise."""
    moved_by: NDArray[np.int16]
    """Party whose offer was accepted (n_draws, n_rounds, n_parties): -1 nobody, -2 several offers
    that tie."""
    kind: NDArray[np.int16]
    """Kind of the move, an index into `KINDS`, likewise."""
    settled: IntArray
    """First round at which the median had moved less than `within` twice running (n_draws,);
    -1 where it never did."""
    repeats: IntArray
    """First round whose positions are those of an earlier one, likewise."""
    period: IntArray
    """Rounds between the two: 1 at rest, more in a cycle, 0 where nothing repeats; (n_draws,)."""
    stopped: IntArray
    """Round at which the stop rule ends (n_draws,)."""
    reason: IntArray
    """Why, an index into `REASONS`."""
    forecast: FloatArray
    """Median at the stop (n_draws,), for `repeat` the mean over the cycle."""
    centre: FloatArray
    """Weighted mean at the stop, likewise."""

    @property
    def swing(self) -> FloatArray:
        """Points between the least and the largest median of the rounds after the start."""
        after = self.median[:, 1:]
        return np.asarray(after.max(axis=1) - after.min(axis=1), dtype=np.float64)


def challenge(
    position: ArrayLike,
    salience: ArrayLike,
    influence: ArrayLike,
    options: ChallengeOptions | None = None,
    *,
    rounds: int = 20,
) -> Challenge:
    """Return the rounds of the challenge model [BuenoDeMesquita1994]_ [Scholz2011]_.

    Parameters
    ----------
    position : array, shape (n_parties,) or (n_draws, n_parties)
        Points of 100; NaN where a party has none and is left out.
    salience : array, the same shape or one that stretches to it
        0..1.
    influence : array, likewise
        Not negative, of any unit. Where all weights (influence times salience) of a draw are
        zero, all weigh the same.
    options : ChallengeOptions, optional
        What the texts leave open.
    rounds : int
        Most rounds; all are worked out, whatever the stop.

    Returns
    -------
    Challenge
        With a draw axis also where there was none.

    Raises
    ------
    AnalysisError
        For other shapes, values out of range, fewer than one round.

    Notes
    -----
    With R the range, w the weight, d distances as shares of R, r the risk exponent of i and P the
    share of the votes w_k (d_kj - d_ki) that go to i, the expected utility of i from challenging j
    is ``s_j (P S + (1 - P) F) + (1 - s_j) S - Q N - (1 - Q) D`` with success
    ``S = 2 - 4 (1/2 - d_ij / 2)^r``, failure ``F = 2 - 4 (1/2 + d_ij / 2)^r``, no change
    ``N = 2 - 4 (1/2)^r`` and drift to the median ``D``. Both expect a gain: conflict, nobody
    moves, or the weaker one fully. One expects a gain, the other a smaller loss: compromise, the
    loser moves by the ratio of the two. A larger loss: full concession, a full move. Parties move
    at the same time.

    Numbers within 10^-9 of each other tie. Nothing depends on the order of parties, and, but for
    two options that say so, nothing on the direction of the scale. Time O(n_draws * rounds *
    n_parties^3).

    References
    ----------
    .. [BuenoDeMesquita1994] Bueno de Mesquita, B. (1994). Political Forecasting: An Expected
       Utility Method. In: European Community Decision Making, 71-104. Yale University Press.
    .. [Scholz2011] Scholz, J. B., Calbert, G. J., Smith, G. A. (2011). Unravelling Bueno De
       Mesquita's Group Decision Model. Journal of Theoretical Politics 23(4), 510-531.
       https://doi.org/10.1177/0951629811418142

    Examples
    --------
    >>> found = challenge([0, 0, 100], [1, 1, 0.2], [1, 1, 1])
    >>> found.forecast.tolist(), found.positions[0, -1].round(3).tolist()
    ([0.0], [0.0, 0.0, 0.0])
    """
    options = options or ChallengeOptions()
    if rounds < 1:
        msg = f"rounds is {rounds}; the model needs at least one"
        raise AnalysisError(msg)
    start, attention, weight = _checked(position, salience, influence)
    n_draws, n_parties = start.shape
    places = np.repeat(start[:, None, :], rounds + 1, axis=1)
    median = np.full((n_draws, rounds + 1), np.nan)
    mean = median.copy()
    moved_by = np.full((n_draws, rounds, n_parties), compiled.NOBODY, dtype=np.int16)
    kind = np.zeros((n_draws, rounds, n_parties), dtype=np.int16)
    compiled.run(attention, weight, _rules(options), places, median, mean, moved_by, kind)
    return _stopped(options, places, median, mean, moved_by, kind)


def _checked(
    position: ArrayLike, salience: ArrayLike, influence: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return positions, salience and weights of the same two-dimensional shape."""
    start = np.atleast_2d(np.asarray(position, dtype=np.float64))
    attention = np.asarray(salience, dtype=np.float64)
    power = np.asarray(influence, dtype=np.float64)
    if start.ndim != 2:
        msg = f"position has {start.ndim} axes; give (n_parties,) or (n_draws, n_parties)"
        raise AnalysisError(msg)
    try:
        attention = np.broadcast_to(attention, start.shape)
        power = np.broadcast_to(power, start.shape)
    except ValueError:
        msg = (
            f"salience {attention.shape} and influence {power.shape} do not stretch to the shape "
            f"{start.shape} of position; give one value per party, or per draw and party"
        )
        raise AnalysisError(msg) from None
    is_in = ~np.isnan(start)
    if not is_in.any(axis=1).all():
        msg = f"no party has a position in draw {int((~is_in.any(axis=1)).argmax())}; give one"
        raise AnalysisError(msg)
    for name, values, most in (
        ("position", start, 100.0), ("salience", attention, 1.0), ("influence", power, np.inf),
    ):  # fmt: skip
        bad = is_in & ~((values >= 0) & (values <= most) & np.isfinite(values))
        if bad.any():
            draw, party = np.argwhere(bad)[0]
            limit = "not negative, finite" if most == np.inf else f"0..{most:g}"
            msg = f"{name} of party {party} is {values[draw, party]} in draw {draw}; give {limit}"
            raise AnalysisError(msg)
    weight = np.where(is_in, power, 0.0)
    weight = np.where(is_in, attention * weight / _positive(weight.max(axis=1)), 0.0)
    weight /= _positive(weight.max(axis=1))
    weight[weight.sum(axis=1) <= 0] = 1.0
    return start, np.ascontiguousarray(attention), weight


def _positive(largest: FloatArray) -> FloatArray:
    """Return a column to divide by: 1 where the largest is 0."""
    return np.where(largest > 0, largest, 1.0)[:, None]


def _rules(options: ChallengeOptions) -> compiled.Rules:
    ranges = {"start": compiled.FIXED_RANGE, "current": compiled.CURRENT_RANGE, "scale": 100}
    choices = ("least_move", "strongest", "lowest_compromise")
    return compiled.Rules(
        all_pairs=options.probability == "all_pairs",
        votes_bent=options.votes == "own",
        of_viewer=options.viewer == "decider",
        own_security=options.security == "own",
        with_risk=options.risk == "two_pass",
        equal_stops=options.equal_security == "stop",
        range_of=ranges[options.range],
        weaker_concedes=options.conflict == "weaker",
        full_concession=options.concession == "full",
        choice=choices.index(options.choice),
        lower_median=options.median == "lower",
        status_quo=float(options.status_quo),
    )


def _stopped(
    options: ChallengeOptions, places: FloatArray, median: FloatArray, mean: FloatArray,
    moved_by: NDArray[np.int16], kind: NDArray[np.int16],
) -> Challenge:  # fmt: skip
    """Return the rounds with where each draw stops."""
    repeats, period = compiled.first_repeats(np.nan_to_num(places, nan=0.0), _SAME)
    settled = _settled(median, options.within)
    last = places.shape[1] - 1
    found = {"settled": settled, "repeat": repeats, "rounds": np.full(len(places), -1)}
    at = found[options.stop]
    stopped = np.where(at >= 0, at, last)
    rows = np.arange(len(places))
    forecast, centre = median[rows, stopped], mean[rows, stopped]
    if options.stop == "repeat":
        for draw in np.flatnonzero(period > 1):
            cycle = slice(stopped[draw] - period[draw] + 1, stopped[draw] + 1)
            forecast[draw], centre[draw] = median[draw, cycle].mean(), mean[draw, cycle].mean()
    reason = np.where(at >= 0, REASONS.index(options.stop), 0)
    return Challenge(
        places, median, mean, moved_by, kind, settled, repeats, period, stopped, reason, forecast,
        centre,
    )  # fmt: skip


def _settled(median: FloatArray, within: float) -> IntArray:
    """Return the first round at which the median had moved less than `within` twice running."""
    small = np.abs(np.diff(median, axis=1)) < within
    small = np.pad(small, ((0, 0), (0, 1)))  # so that there is a column with one round, too
    twice = small[:, 1:] & small[:, :-1]
    return np.where(twice.any(axis=1), twice.argmax(axis=1) + 2, -1)
