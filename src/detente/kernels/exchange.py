"""The exchange model: two parties each give way on the issue that matters less to them.

Exchanges with equal gain over several issues [StokmanVanOosten1994]_, and what each of them does to
third parties. Exchanges that tie are shared out, so that no order of parties or issues is favored;
`tie_spread` says how far another order would lead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import AnalysisError
from detente.kernels import exchange_trading as compiled
from detente.kernels.outcomes import FloatArray, IntArray


@dataclass(frozen=True)
class ExchangeOptions:
    """What the texts leave open."""

    ties: Literal["shared", "drawn"] = "shared"
    """Best exchanges that tie: realized together, those that need the same move of the same party
    with equal parts of it; or one after the other in an order drawn with the generator."""
    at_outcome: Literal["apart", "low"] = "apart"
    """A party that stands exactly at the outcome wants no change and does not trade on the issue;
    or counts as below it, which depends on the direction of the scale."""
    gain_spread: float = 0.0
    """How far the rate of an exchange may be drawn away from equal gain, 0..1: at 1 as far as one
    of the two gaining nothing. Uniform, either side with the same chance."""
    kept_by_salience: float = 0.4
    """Part of its move that a party without salience keeps in the next round; with full salience
    none of this part."""
    kept_by_all: float = 0.1
    """Part of its move that every party keeps besides."""

    def __post_init__(self) -> None:
        for name, known in (("ties", ("shared", "drawn")), ("at_outcome", ("apart", "low"))):
            if getattr(self, name) not in known:
                msg = f"unknown {name} {getattr(self, name)!r}; the options are {', '.join(known)}"
                raise AnalysisError(msg)
        for name in ("gain_spread", "kept_by_salience", "kept_by_all"):
            if not 0 <= getattr(self, name) <= 1:
                msg = f"{name} is {getattr(self, name)}; give a part between 0 and 1"
                raise AnalysisError(msg)
        if self.kept_by_salience + self.kept_by_all > 1:
            msg = "kept_by_salience and kept_by_all sum to more than 1; nobody keeps more than all"
            raise AnalysisError(msg)

    @property
    def is_random(self) -> bool:
        """Whether a generator is needed."""
        return self.ties == "drawn" or self.gain_spread > 0


@dataclass(frozen=True, eq=False)
class Exchanges:
    """One round of exchanges, in the order in which they were realized."""

    outcome_before: FloatArray
    """Weighted mean of the stated positions, points of 100 (n_issues,)."""
    outcome: FloatArray
    """Weighted mean of the positions after the exchanges, likewise."""
    voting: FloatArray
    """Positions after the exchanges (n_parties, n_issues)."""
    next_position: FloatArray
    """Positions that the next round starts from, likewise."""
    parties: IntArray
    """The two parties of each exchange (n_exchanges, 2)."""
    supplies: IntArray
    """Issue on which each of the two gives way, likewise."""
    move: FloatArray
    """Signed points by which each of the two moves on it."""
    shift: FloatArray
    """Signed points by which each of the two moves the outcome."""
    gain: FloatArray
    """Points, times salience, that each of the two gains by the formula: the same for both unless
    the rate is drawn."""
    effect: FloatArray
    """Points, times salience, by which each exchange brings the outcomes nearer to what each party
    stated, negative where farther (n_exchanges, n_parties). For the two it is their gain, unless
    earlier exchanges had moved the outcome past them."""
    effect_by_issue: FloatArray
    """The same on the issue that the first of the two supplies, and on that of the second
    (n_exchanges, n_parties, 2)."""
    own_by_issue: FloatArray
    """What a party's own exchanges bring it on each issue (n_parties, n_issues)."""
    third_by_issue: FloatArray
    """What the exchanges of others bring it, likewise: negative is at its expense. On each issue
    the two sum to the change of ``-salience * |position - outcome|``, but for rounding (1e-9)."""
    n_ties: int
    """How often more than one exchange had the largest gain."""

    @property
    def own(self) -> FloatArray:
        """Sum of `effect` over a party's own exchanges (n_parties,)."""
        return np.asarray(self.own_by_issue.sum(axis=-1))

    @property
    def third(self) -> FloatArray:
        """Sum of `effect` over the exchanges of others (n_parties,)."""
        return np.asarray(self.third_by_issue.sum(axis=-1))

    @property
    def externality(self) -> FloatArray:
        """Effect on third parties alone (n_exchanges, n_parties): 0 for the two of an exchange."""
        effect = self.effect.copy()
        effect[np.arange(len(effect))[:, None], self.parties] = 0.0
        return effect


@dataclass(frozen=True, eq=False)
class ExchangeDraws:
    """Rounds of exchanges for many draws."""

    outcome: FloatArray
    """Points of 100 (n_draws, n_rounds + 1, n_issues): the weighted means before any exchange, and
    at the end of each round."""
    voting: FloatArray
    """Positions at the end of the last round (n_draws, n_parties, n_issues)."""
    next_position: FloatArray
    """Positions that the round after it would start from, likewise."""
    own_by_issue: FloatArray
    """Effect of a party's own exchanges on each issue, by the positions with which it went into the
    round (n_draws, n_rounds, n_parties, n_issues)."""
    third_by_issue: FloatArray
    """Effect of the exchanges of others, likewise."""
    n_exchanges: IntArray
    """Realized exchanges (n_draws, n_rounds)."""
    n_ties: IntArray
    """How often more than one had the largest gain, likewise."""

    @property
    def own(self) -> FloatArray:
        """Effect of a party's own exchanges on all issues (n_draws, n_rounds, n_parties)."""
        return np.asarray(self.own_by_issue.sum(axis=-1))

    @property
    def third(self) -> FloatArray:
        """Effect of the exchanges of others on all issues, likewise."""
        return np.asarray(self.third_by_issue.sum(axis=-1))


@dataclass(frozen=True, eq=False)
class TieSpread:
    """Outcomes under drawn orders of exchanges that tie, beside the shared one."""

    shared: FloatArray
    """Outcome where ties are shared (n_issues,)."""
    outcomes: FloatArray
    """Outcome of each drawn order (n_orders, n_issues)."""
    least: FloatArray = field(init=False)
    """Smallest of all (n_issues,)."""
    most: FloatArray = field(init=False)
    """Largest of all, likewise."""

    def __post_init__(self) -> None:
        every = np.vstack([self.shared, self.outcomes])
        object.__setattr__(self, "least", every.min(axis=0))
        object.__setattr__(self, "most", every.max(axis=0))

    @property
    def spread(self) -> FloatArray:
        """Points between the two (n_issues,)."""
        return np.asarray(self.most - self.least, dtype=np.float64)


def exchange(
    position: ArrayLike,
    salience: ArrayLike,
    influence: ArrayLike,
    options: ExchangeOptions | None = None,
    *,
    rng: np.random.Generator | None = None,
) -> Exchanges:
    """Return one round of exchanges with equal gain [StokmanVanOosten1994]_.

    Parameters
    ----------
    position : array, shape (n_parties, n_issues)
        Points of 100; NaN where a party has none.
    salience : array, the same shape or one that stretches to it
        0..1.
    influence : array, shape (n_parties,), (n_parties, 1) or that of position
        Not negative, of any unit.
    options : ExchangeOptions, optional
        What the texts leave open.
    rng : numpy Generator, optional
        Needed where ties or gains are drawn.

    Returns
    -------
    Exchanges
        All of them, with their effect on every party.

    Raises
    ------
    AnalysisError
        For other shapes, values out of range, a missing generator.

    Notes
    -----
    Two parties can exchange where they stand on opposite sides of the weighted mean on both of two
    issues. Each gives way on the issue that matters relatively less to it: i supplies q and asks
    for p where ``s_ip / s_iq > s_jp / s_jq``. A move m shifts the outcome by its weight as a share
    of all, times m. With ``dq / dp = (s_ip + s_jp) / (s_iq + s_jq)`` both gain
    ``dp s_ip - dq s_iq``. They go as far as one of them stands where the other one does, or the
    outcome does. The exchange with the largest gain is realized, the others are worked out
    again, until none brings a gain. Sides and demands are those at the start of the round; two
    parties exchange the same two issues once.

    Gains within one part in 10^9 tie. A party wanted by several exchanges that tie makes an equal
    part of the move for each; what is left can be exchanged once more. Nothing depends on the
    order of parties or issues, or on the direction of scales, unless an option says so. Time
    O(n_exchanges * n_possible), n_possible at most n_parties^2 * n_issues^2 / 8.

    References
    ----------
    .. [StokmanVanOosten1994] Stokman, F. N., Van Oosten, R. (1994). The Exchange of Voting
       Positions: An Object-Oriented Model of Policy Networks. In: European Community Decision
       Making, 105-127. Yale University Press.

    Examples
    --------
    >>> found = exchange([[0, 0], [100, 100]], [[1, 0.5], [0.5, 1]], [1, 1])
    >>> found.outcome_before.round(3).tolist(), found.outcome.round(3).tolist()
    ([33.333, 66.667], [0.0, 100.0])
    >>> found.gain.round(3).tolist()
    [[16.667, 16.667]]
    """
    options = options or ExchangeOptions()
    places, attention, power = _checked(position, salience, influence, 2)
    n_parties, n_issues = places.shape[1:]
    n_most = max(n_issues * (n_issues - 1) * n_parties * (n_parties - 1) // 2, 1)
    log = _log(n_most, n_parties)
    found = _run(places, attention, power, options, 1, rng, log)
    n = int(found.n_exchanges[0, 0])
    return Exchanges(
        outcome_before=found.outcome[0, 0],
        outcome=found.outcome[0, 1],
        voting=found.voting[0],
        next_position=found.next_position[0],
        parties=log.party[:n].copy(),
        supplies=log.issue[:n].copy(),
        move=log.move[:n].copy(),
        shift=log.shift[:n].copy(),
        gain=log.gain[:n].copy(),
        effect=log.effect[:n].sum(axis=-1),
        effect_by_issue=log.effect[:n].copy(),
        own_by_issue=found.own_by_issue[0, 0],
        third_by_issue=found.third_by_issue[0, 0],
        n_ties=int(found.n_ties[0, 0]),
    )


def exchange_draws(
    position: ArrayLike,
    salience: ArrayLike,
    influence: ArrayLike,
    options: ExchangeOptions | None = None,
    *,
    rounds: int = 1,
    rng: np.random.Generator | None = None,
) -> ExchangeDraws:
    """Return rounds of exchanges for many draws, without the list of exchanges.

    Parameters
    ----------
    position : array, shape (n_draws, n_parties, n_issues)
        Points of 100; NaN where a party has none.
    salience : array, the same shape or one that stretches to it
        0..1.
    influence : array, shape (n_parties,), (n_draws, n_parties, 1) or that of position
        Not negative.
    options : ExchangeOptions, optional
        As for `exchange`.
    rounds : int
        Rounds; each starts from the position of the one before, moved by the part that is kept.
    rng : numpy Generator, optional
        Needed where ties or gains are drawn.

    Returns
    -------
    ExchangeDraws
        Outcomes of every round and what the exchanges meant to every party.

    Raises
    ------
    AnalysisError
        As for `exchange`, and for fewer than one round.
    """
    options = options or ExchangeOptions()
    if rounds < 1:
        msg = f"rounds is {rounds}; there must be at least one"
        raise AnalysisError(msg)
    places, attention, power = _checked(position, salience, influence, 3)
    return _run(places, attention, power, options, rounds, rng, _log(0, places.shape[1]))


def tie_spread(
    position: ArrayLike,
    salience: ArrayLike,
    influence: ArrayLike,
    options: ExchangeOptions | None = None,
    *,
    orders: int = 100,
    rng: np.random.Generator,
) -> TieSpread:
    """Return the outcomes of one round under drawn orders of the exchanges that tie.

    Parameters
    ----------
    position, salience, influence, options
        As for `exchange`; the gains must not be drawn as well.
    orders : int
        Number of drawn orders, at least 1.
    rng : numpy Generator
        Draws the orders.

    Returns
    -------
    TieSpread
        All the same where nothing ties.

    Raises
    ------
    AnalysisError
        As for `exchange`, for drawn gains, and for fewer than one order.
    """
    options = options or ExchangeOptions()
    if options.gain_spread > 0:
        msg = f"gain_spread is {options.gain_spread}; the spread over orders needs equal gain"
        raise AnalysisError(msg)
    if orders < 1:
        msg = f"orders is {orders}; there must be at least one"
        raise AnalysisError(msg)
    places, attention, power = _checked(position, salience, influence, 2)
    shared = exchange(places[0], attention[0], power[0], replace(options, ties="shared"))
    if not shared.n_ties:
        return TieSpread(shared.outcome, np.tile(shared.outcome, (orders, 1)))
    every = [np.repeat(values, orders, axis=0) for values in (places, attention, power)]
    log = _log(0, places.shape[1])
    drawn = _run(every[0], every[1], every[2], replace(options, ties="drawn"), 1, rng, log)
    return TieSpread(shared.outcome, drawn.outcome[:, 1])


def _checked(
    position: ArrayLike, salience: ArrayLike, influence: ArrayLike, n_axes: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return positions, salience and influence as copies of one shape with a draw axis."""
    places = np.array(position, dtype=np.float64)
    if places.ndim != n_axes:
        axes = "(n_parties, n_issues)" if n_axes == 2 else "(n_draws, n_parties, n_issues)"
        msg = f"position has {places.ndim} axes; give {axes}"
        raise AnalysisError(msg)
    if 0 in places.shape[-2:]:
        msg = f"position of shape {places.shape} holds no party or no issue; give one of each"
        raise AnalysisError(msg)
    places = places.reshape((-1, *places.shape[-2:]))
    power = np.asarray(influence, dtype=np.float64)
    power = power[:, None] if power.ndim == 1 else power
    attention = _stretched("salience", np.asarray(salience, dtype=np.float64), places.shape)
    power = _stretched("influence", power, places.shape)
    is_in = ~np.isnan(places)
    _in_range("position", places, is_in, 100.0)
    _in_range("salience", attention, is_in, 1.0)
    _in_range("influence", power, is_in, np.inf)
    power = np.where(is_in, power, 0.0)
    most = power.max(axis=1, keepdims=True)
    return places, np.where(is_in, attention, 0.0), power / np.where(most > 0, most, 1.0)


def _stretched(name: str, values: FloatArray, shape: Sequence[int]) -> FloatArray:
    try:
        return np.broadcast_to(values, shape)
    except ValueError:
        msg = (
            f"{name} of shape {values.shape} does not stretch to the shape {tuple(shape)} of "
            "position; give one value per party and issue"
        )
        raise AnalysisError(msg) from None


def _in_range(name: str, values: FloatArray, is_in: NDArray[np.bool_], most: float) -> None:
    bad = is_in & ~((values >= 0) & (values <= most) & np.isfinite(values))
    if bad.any():
        draw, party, issue = np.argwhere(bad)[0]
        limit = "a finite number, not negative" if most == np.inf else f"0..{most:g}"
        msg = (
            f"{name} of party {party} on issue {issue} is {values[draw, party, issue]} "
            f"in draw {draw}; give {limit}"
        )
        raise AnalysisError(msg)


def _log(n: int, n_parties: int) -> compiled.Log:
    whole, real = np.zeros((2, n, 2), dtype=np.intp), np.zeros((3, n, 2))
    effect = np.zeros((n, n_parties, 2))
    return compiled.Log(whole[0], whole[1], real[0], real[1], real[2], effect)


def _run(
    places: FloatArray, attention: FloatArray, power: FloatArray, options: ExchangeOptions,
    rounds: int, rng: np.random.Generator | None, log: compiled.Log,
) -> ExchangeDraws:  # fmt: skip
    n_draws, n_parties, n_issues = places.shape
    seed = np.zeros((n_draws, rounds), dtype=np.int64)
    if options.is_random:
        if rng is None:
            msg = "ties or gains are drawn but there is no generator; give rng"
            raise AnalysisError(msg)
        seed = rng.integers(0, 2**62, size=(n_draws, rounds), dtype=np.int64)
    terms = compiled.Terms(
        in_order=options.ties == "drawn",
        low_side=options.at_outcome == "low",
        spread=float(options.gain_spread),
        by_salience=float(options.kept_by_salience),
        by_all=float(options.kept_by_all),
    )
    outcome = np.full((n_draws, rounds + 1, n_issues), np.nan)
    voting = np.full((n_draws, n_parties, n_issues), np.nan)
    own, third = np.zeros((2, n_draws, rounds, n_parties, n_issues))
    counts = np.zeros((n_draws, rounds, 2), dtype=np.intp)
    compiled.run(places, attention, power, seed, terms, outcome, voting, own, third, counts, log)
    return ExchangeDraws(outcome, voting, places, own, third, counts[:, :, 0], counts[:, :, 1])
