"""Exchanges between two issues at equal gain: what they change, and at whose expense they are.

Parties without a seat trade nothing and weigh nothing; what the exchanges of others do to them is
counted all the same.
"""

from dataclasses import dataclass

import numpy as np

from detente.analysis.forecast_models import EXCHANGE
from detente.analysis.forecast_places import IssuePlaces
from detente.analysis.forecast_values import (
    EqualGainExchange,
    ExchangedIssue,
    ExchangeForecast,
    PartyExchanges,
)
from detente.analysis.spread import interval
from detente.case.model import Case
from detente.kernels.exchange import Exchanges, exchange, exchange_draws, tie_spread
from detente.kernels.outcomes import FloatArray
from detente.sources.frozen import Label

N_ORDERS = 100
"""Orders of exchanges that tie."""
SAME = 1e-9
"""Effects smaller than this are none."""
FEWEST = 2
"""Fewest issues, and fewest parties at the table with a place on each."""


@dataclass(frozen=True, eq=False)
class Market:
    """The issues that can be traded, as arrays."""

    issues: tuple[str, ...]
    """Ids, in the order of the arrays."""
    parties: tuple[str, ...]
    """Id of each row: those with a place on some of them."""
    position: FloatArray
    """0 to 100 (n_draws, n_parties, n_issues); NaN for none."""
    salience: FloatArray
    """0 to 1, alike."""
    influence: FloatArray
    """0 to 100 (n_draws, n_parties, 1); 0 without a seat."""


def exchange_forecast(
    case: Case,
    draws: dict[str, IssuePlaces],
    middle: dict[str, IssuePlaces],
    seed: int,
) -> tuple[ExchangeForecast, dict[str, FloatArray]]:
    """Return what one round of exchanges changes, and the outcome of each issue.

    Parameters
    ----------
    case : Case
        For the order of issues and parties.
    draws, middle : dict of str to IssuePlaces
        Issues with a forecast: draw by draw, and with every range at its middle.
    seed : int
        Seed of the orders of exchanges that tie.

    Returns
    -------
    ExchangeForecast
        With why not, where fewer than two issues can be traded.
    dict of str to float64 array, shape (n_draws,)
        Outcome of each issue, 0 to 100; empty where nothing was looked at.
    """
    tradable = [name for name in sorted(draws) if draws[name].at_table.sum() >= FEWEST]
    if len(tradable) < FEWEST:
        return ExchangeForecast(why_not=_too_few()), {}
    market = _market(tradable, draws)
    mid = _market(tradable, middle)
    found = exchange_draws(market.position, market.salience, market.influence)
    listed = exchange(mid.position[0], mid.salience[0], mid.influence[0])
    orders = tie_spread(
        mid.position[0], mid.salience[0], mid.influence[0],
        orders=N_ORDERS, rng=np.random.default_rng(seed),
    )  # fmt: skip
    outcome = {name: found.outcome[:, -1, n] for n, name in enumerate(tradable)}
    at = {name: n for n, name in enumerate(tradable)}
    values = ExchangeForecast(
        variant=EXCHANGE,
        issues=tuple(
            ExchangedIssue(
                issue=name,
                before=interval(found.outcome[:, 0, at[name]]),
                after=interval(outcome[name]),
                tie_low=_point(orders.least[at[name]]),
                tie_high=_point(orders.most[at[name]]),
            )
            for name in case.issues
            if name in at
        ),
        parties=tuple(
            PartyExchanges(
                party=party,
                own=interval(found.own[:, 0, row]),
                others=interval(found.third[:, 0, row]),
                worse=float((found.third[:, 0, row] < -SAME).mean()),
            )
            for party in case.players()
            for row in [r for r, name in enumerate(market.parties) if name == party]
        ),
        exchanges=tuple(_listed(case, mid, listed)),
        n_ties=listed.n_ties,
    )
    return values, outcome


def _market(issues: list[str], places: dict[str, IssuePlaces]) -> Market:
    chosen = [places[issue] for issue in issues]
    position = np.stack([item.position for item in chosen], axis=2)
    rows = np.flatnonzero(~np.isnan(position).all(axis=(0, 2)))
    first = chosen[0]
    seated = np.isin(np.arange(len(first.parties)), first.seated)
    return Market(
        issues=tuple(issues),
        parties=tuple(first.parties[row] for row in rows),
        position=position[:, rows],
        salience=np.stack([item.salience for item in chosen], axis=2)[:, rows] / 100,
        influence=np.where(seated, first.influence, 0.0)[:, rows, None],
    )


def _listed(case: Case, market: Market, found: Exchanges) -> list[EqualGainExchange]:
    """Return the exchanges as they were made."""
    order = {party: place for place, party in enumerate(case.players())}
    listed = []
    for n in range(len(found.parties)):
        names = [market.parties[row] for row in found.parties[n]]
        effects = {
            market.parties[row]: float(found.effect[n, row])
            for row in range(len(market.parties))
            if market.parties[row] not in names and abs(found.effect[n, row]) > SAME
        }
        listed.append(
            EqualGainExchange(
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
                    sorted(effects.items(), key=lambda item: (round(item[1], 9), order[item[0]]))
                ),
            )
        )
    return listed


def _point(place: float) -> float:
    return float(np.clip(place, 0.0, 100.0))


def _too_few() -> Label:
    return Label(
        de="Ein Tausch zwischen Themen wurde nicht gerechnet: Dazu müssen auf zwei Themen mit "
        "Skala je zwei Parteien am Tisch einen Ort haben.",
        en="Exchanges between issues were not worked out: that takes two issues with a scale, and "
        "on each two parties at the table with a place.",
    )
