"""Issues that can be traded against each other, and one round of exchanges between them.

Parties without a seat trade nothing and weigh nothing; what the exchanges of others do to them is
counted all the same. The forecast says where exchanges lead, the burden at whose expense they are.
"""

from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.draws import Draws, draw
from detente.analysis.forecast_places import IssuePlaces, places
from detente.analysis.forecast_refusal import refusal
from detente.analysis.forecast_values import EqualGainExchange, ExchangeEffect
from detente.analysis.prepared import Prepared
from detente.case.model import Case
from detente.kernels.exchange import ExchangeDraws, Exchanges, exchange, exchange_draws
from detente.kernels.outcomes import FloatArray
from detente.sources.frozen import Label

FEW_DRAWS = 256
"""Draws for all that is worked out many times: with and without each party, exchanges."""
SAME = 1e-9
"""Effects smaller than this are none."""
FEWEST = 2
"""Fewest issues, and fewest parties at the table with a place on each."""
EXCHANGE = "equal gain; one round; ties = shared; at_outcome = apart"
"""Variant of the exchange model."""


@dataclass(frozen=True, eq=False)
class Market:
    """The issues that can be traded, as arrays."""

    issues: tuple[str, ...]
    """Ids, in the order of the arrays."""
    parties: tuple[str, ...]
    """Id of each row: those with a place on some of them."""
    rows: tuple[int, ...]
    """Their rows in the arrays of the case."""
    position: FloatArray
    """0 to 100 (n_draws, n_parties, n_issues); NaN for none."""
    salience: FloatArray
    """0 to 1, alike."""
    influence: FloatArray
    """0 to 100 (n_draws, n_parties, 1); 0 without a seat."""

    def in_case_order(self, case: Case) -> list[tuple[str, int]]:
        """Return the issues in the order of the case, each with its place in the arrays."""
        return [(name, self.issues.index(name)) for name in case.issues if name in self.issues]

    def players(self, case: Case) -> list[tuple[str, int]]:
        """Return the parties in the order of the case, each with its row."""
        return [(p, self.parties.index(p)) for p in case.players() if p in self.parties]


@dataclass(frozen=True, eq=False)
class Traded:
    """One round of exchanges."""

    market: Market
    """Draw by draw."""
    found: ExchangeDraws
    """What comes of it in every draw."""
    middle: Market
    """One draw, every range at its middle."""
    listed: Exchanges
    """What comes of that, exchange by exchange."""


def traded(draws: dict[str, IssuePlaces], middle: dict[str, IssuePlaces]) -> Traded | None:
    """Return one round of exchanges between the issues that can be traded.

    Parameters
    ----------
    draws, middle : dict of str to IssuePlaces
        Issues with a forecast: draw by draw, and with every range at its middle.

    Returns
    -------
    Traded or None
        None where fewer than two issues have two parties at the table with a place.
    """
    tradable = [name for name in sorted(draws) if draws[name].at_table.sum() >= FEWEST]
    if len(tradable) < FEWEST:
        return None
    market, mid = _market(tradable, draws), _market(tradable, middle)
    return Traded(
        market=market,
        found=exchange_draws(market.position, market.salience, market.influence),
        middle=mid,
        listed=exchange(mid.position[0], mid.salience[0], mid.influence[0]),
    )


def with_forecast(
    everything: dict[str, IssuePlaces], found: dict[str, IssuePlaces]
) -> dict[str, IssuePlaces]:
    """Return those of the issues in `found` that have a forecast by `everything`, all draws."""
    return {
        name: found[name]
        for name, issue in everything.items()
        if refusal(issue, issue.at_table) is None
    }


def some_places(ready: Prepared, everything: dict[str, IssuePlaces]) -> dict[str, IssuePlaces]:
    """Return the issues with a forecast, in `FEW_DRAWS` of the draws."""
    return with_forecast(everything, places(ready, some(ready.draws)))


def middle_places(ready: Prepared, everything: dict[str, IssuePlaces]) -> dict[str, IssuePlaces]:
    """Return the issues with a forecast, every range at its middle."""
    return with_forecast(everything, places(ready, _middle(ready)))


def some(draws: Draws) -> Draws:
    """Return evenly chosen draws; of every exchange of equal parties the same ones."""
    if draws.n_draws <= FEW_DRAWS:
        return draws
    kept = max(1, FEW_DRAWS * draws.n_independent // draws.n_draws)
    starts = np.arange(0, draws.n_draws, draws.n_independent)
    return draws.only((starts[:, None] + np.arange(kept)).reshape(-1))


def exchanges_of(case: Case, round_: Traded) -> tuple[EqualGainExchange, ...]:
    """Return the exchanges as they were made, every range at its middle.

    Parameters
    ----------
    case : Case
        For the order of parties.
    round_ : Traded
        One round.

    Returns
    -------
    tuple of EqualGainExchange
        With the effect on every party that feels one, in points times salience.
    """
    return tuple(_exchange(case, round_, n) for n in range(len(round_.listed.parties)))


def why_none() -> Label:
    """Return why no exchange was looked at."""
    return Label(
        de="Ein Tausch zwischen Themen wurde nicht gerechnet: Dazu müssen auf zwei Themen mit "
        "Skala je zwei Parteien am Tisch einen Ort haben.",
        en="Exchanges between issues were not worked out: that takes two issues with a scale, and "
        "on each two parties at the table with a place.",
    )


def _middle(ready: Prepared) -> Draws:
    """Return one draw with every range at its middle."""
    arrays = ready.arrays
    middle = (arrays.low + arrays.high) / 2
    found = draw(replace(arrays, low=middle, high=middle, influence=()), 1, 0)
    if not arrays.influence:
        return found
    stated = np.array([[name.value.mid] for name in arrays.influence])
    return replace(found, influence=np.repeat(stated, found.n_draws, axis=1))


def _market(issues: list[str], found: dict[str, IssuePlaces]) -> Market:
    chosen = [found[issue] for issue in issues]
    position = np.stack([item.position for item in chosen], axis=2)
    rows = np.flatnonzero(~np.isnan(position).all(axis=(0, 2)))
    first = chosen[0]
    seated = np.isin(np.arange(len(first.parties)), first.seated)
    return Market(
        issues=tuple(issues),
        parties=tuple(first.parties[row] for row in rows),
        rows=tuple(int(row) for row in rows),
        position=position[:, rows],
        salience=np.stack([item.salience for item in chosen], axis=2)[:, rows] / 100,
        influence=np.where(seated, first.influence, 0.0)[:, rows, None],
    )


def _exchange(case: Case, round_: Traded, n: int) -> EqualGainExchange:
    market, found = round_.middle, round_.listed
    names = [market.parties[row] for row in found.parties[n]]
    effects = tuple(
        ExchangeEffect(
            party=party,
            takes_part=party in names,
            first_issue=float(found.effect_by_issue[n, row, 0]),
            second_issue=float(found.effect_by_issue[n, row, 1]),
            total=float(found.effect[n, row]),
        )
        for party, row in market.players(case)
        if np.abs(found.effect_by_issue[n, row]).max() > SAME
    )
    third = [e for e in effects if not e.takes_part and abs(e.total) > SAME]
    return EqualGainExchange(
        first=names[0],
        first_issue=market.issues[found.supplies[n, 0]],
        first_move=float(found.move[n, 0]),
        first_shift=float(found.shift[n, 0]),
        second=names[1],
        second_issue=market.issues[found.supplies[n, 1]],
        second_move=float(found.move[n, 1]),
        second_shift=float(found.shift[n, 1]),
        gain=float(found.gain[n].mean()),
        others=tuple(
            (effect.party, effect.total)
            for effect in sorted(third, key=lambda effect: round(effect.total, 9))
        ),
        effects=effects,
    )
