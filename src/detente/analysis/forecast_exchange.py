"""Exchanges between two issues at equal gain: what they change, and what they are to each party."""

import numpy as np

from detente.analysis.forecast_market import EXCHANGE, SAME, exchanges_of, traded, why_none
from detente.analysis.forecast_places import IssuePlaces
from detente.analysis.forecast_values import ExchangedIssue, ExchangeForecast, PartyExchanges
from detente.analysis.spread import interval
from detente.case.model import Case
from detente.kernels.exchange import tie_spread
from detente.kernels.outcomes import FloatArray

N_ORDERS = 100
"""Orders of exchanges that tie."""


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
    round_ = traded(draws, middle)
    if round_ is None:
        return ExchangeForecast(why_not=why_none()), {}
    market, found, mid = round_.market, round_.found, round_.middle
    orders = tie_spread(
        mid.position[0], mid.salience[0], mid.influence[0],
        orders=N_ORDERS, rng=np.random.default_rng(seed),
    )  # fmt: skip
    values = ExchangeForecast(
        variant=EXCHANGE,
        issues=tuple(
            ExchangedIssue(
                issue=name,
                before=interval(found.outcome[:, 0, at]),
                after=interval(found.outcome[:, -1, at]),
                tie_low=_point(orders.least[at]),
                tie_high=_point(orders.most[at]),
            )
            for name, at in market.in_case_order(case)
        ),
        parties=tuple(
            PartyExchanges(
                party=party,
                own=interval(found.own[:, 0, row]),
                others=interval(found.third[:, 0, row]),
                worse=float((found.third[:, 0, row] < -SAME).mean()),
            )
            for party, row in market.players(case)
        ),
        exchanges=exchanges_of(case, round_),
        n_ties=round_.listed.n_ties,
    )
    return values, {name: found.outcome[:, -1, n] for n, name in enumerate(market.issues)}


def _point(place: float) -> float:
    return float(np.clip(place, 0.0, 100.0))
