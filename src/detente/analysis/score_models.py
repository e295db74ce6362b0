"""The models that can be scored, by name: each forecasts test issues, some learn from others first.

A forecast is a row of weighted points per issue; a point forecast has one point.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.analysis.calibration import shipped
from detente.analysis.score_cases import Cases
from detente.analysis.score_moves import bargained, challenged, exchanged
from detente.analysis.score_result import Kind
from detente.analysis.score_rules import (
    COST,
    passable_mean,
    passable_middle,
    powerful_mean,
    proposed,
)
from detente.kernels.average import weighted_mean, weighted_median
from detente.kernels.condorcet import condorcet
from detente.kernels.nash_choice import nash_point
from detente.kernels.outcomes import FloatArray
from detente.kernels.predictive import BOTTOM, TOP, Calibration, center_and_spread, predictive
from detente.kernels.predictive_fit import fit

N_UNIFORM = 1000
"""Points that stand for every place being equally likely."""

N_PAST = 2000
"""Past errors or outcomes that are kept one by one."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """What a model says about some issues; a row of NaN where it says nothing."""

    value: FloatArray
    """Points (n_issues, n_points), 0 to 100."""
    weight: FloatArray
    """How likely each is (n_issues, n_points); rows sum to 1."""
    tails: tuple[float, float] = (0.25, 0.1)
    """What the 50 and the 80 percent interval leave out on either side."""


Run = Callable[[Cases, Cases], Forecast]
"""Takes the issues to learn from and those to forecast."""


@dataclass(frozen=True)
class Model:
    """A named way to forecast."""

    says: str
    """What it is, in one line."""
    kind: Kind
    run: Run
    learned: bool = False
    """Whether it looks at the outcomes of the issues to learn from."""
    needs: tuple[str, ...] = ()
    """Columns that it cannot do without, beyond those of every table."""


def _points(place: FloatArray) -> Forecast:
    return Forecast(place[:, None], np.ones((len(place), 1)))


def _mean(_: Cases, test: Cases) -> Forecast:
    return _points(weighted_mean(test.position, test.weight))


def _mean_influence(_: Cases, test: Cases) -> Forecast:
    return _points(weighted_mean(test.position, test.influence))


def _mean_salience(_: Cases, test: Cases) -> Forecast:
    return _points(weighted_mean(test.position, test.salience))


def _mean_unweighted(_: Cases, test: Cases) -> Forecast:
    return _points(weighted_mean(test.position, np.zeros_like(test.position)))


def _median(_: Cases, test: Cases) -> Forecast:
    return _points(weighted_median(test.position, test.weight))


def _median_unweighted(_: Cases, test: Cases) -> Forecast:
    return _points(weighted_median(test.position, np.zeros_like(test.position)))


def _mean_and_median(_: Cases, test: Cases) -> Forecast:
    both = weighted_mean(test.position, test.weight), weighted_median(test.position, test.weight)
    return _points((both[0] + both[1]) / 2)


def _constant(_: Cases, test: Cases) -> Forecast:
    return _points(np.full(len(test.outcome), (BOTTOM + TOP) / 2))


def _reference(_: Cases, test: Cases) -> Forecast:
    return _points(test.reference)


def _nash(_: Cases, test: Cases) -> Forecast:
    return _points(nash_point(test.position, test.weight))


def _nash_reference(_: Cases, test: Cases) -> Forecast:
    known = ~np.isnan(test.reference)
    place = np.full(len(known), np.nan)
    if known.any():
        rows = test.rows(known)
        place[known] = nash_point(rows.position, rows.weight, rows.reference, cost=1.0)
    return _points(place)


def _condorcet_mean(_: Cases, test: Cases) -> Forecast:
    return _points(condorcet(test.position, test.weight).mean)


def _agenda(_: Cases, test: Cases) -> Forecast:
    return _points(proposed(test))


def _agenda_cost(_: Cases, test: Cases) -> Forecast:
    return _points(proposed(test, COST))


def _veto_players(_: Cases, test: Cases) -> Forecast:
    return _points(passable_middle(test))


def _mean_passing(_: Cases, test: Cases) -> Forecast:
    return _points(passable_mean(test, COST))


def _mean_banzhaf(_: Cases, test: Cases) -> Forecast:
    return _points(powerful_mean(test, orders=False))


def _mean_shapley(_: Cases, test: Cases) -> Forecast:
    return _points(powerful_mean(test, orders=True))


def _challenge(_: Cases, test: Cases) -> Forecast:
    return _points(challenged(test))


def _bargain(_: Cases, test: Cases) -> Forecast:
    return _points(bargained(test))


def _exchange(_: Cases, test: Cases) -> Forecast:
    return _points(exchanged(test))


def _condorcet(_: Cases, test: Cases) -> Forecast:
    election = condorcet(test.position, test.weight)
    return Forecast(np.nan_to_num(election.places), election.probability)


def _positions(_: Cases, test: Cases) -> Forecast:
    present = ~np.isnan(test.position)
    weight = np.where(test.weight.sum(axis=1, keepdims=True) > 0, test.weight, present)
    share = weight / weight.sum(axis=1, keepdims=True)
    return Forecast(np.where(present, test.position, 0.0), share)


def _uniform(_: Cases, test: Cases) -> Forecast:
    place = (np.arange(N_UNIFORM) + 0.5) / N_UNIFORM * (TOP - BOTTOM) + BOTTOM
    return _alike(np.tile(place, (len(test.outcome), 1)))


def _climatology(train: Cases, test: Cases) -> Forecast:
    return _alike(np.tile(_kept(train.outcome), (len(test.outcome), 1)))


def _residuals(train: Cases, test: Cases) -> Forecast:
    missed = _kept(train.outcome - center_and_spread(train.position, train.weight)[0])
    center = center_and_spread(test.position, test.weight)[0]
    return _alike(np.clip(center[:, None] + missed, BOTTOM, TOP))


def _kept(past: FloatArray) -> FloatArray:
    """Return what is known from the past, of very much as many quantiles as fit into memory."""
    if len(past) <= N_PAST:
        return past
    return np.quantile(past, (np.arange(N_PAST) + 0.5) / N_PAST)


def _alike(value: FloatArray) -> Forecast:
    return Forecast(value, np.full(value.shape, 1.0 / value.shape[1]))


def _forecast(train: Cases, test: Cases) -> Forecast:
    return calibrated(fit(train.position, train.weight, train.outcome), test)


def _shipped(_: Cases, test: Cases) -> Forecast:
    return calibrated(shipped().kernel(), test)


def calibrated(calibration: Calibration, test: Cases) -> Forecast:
    """Return the forecast with a calibration."""
    value, weight = predictive(test.position, test.weight, calibration)
    return Forecast(value, weight, (calibration.tail_50, calibration.tail_80))


RULE = ("quota or role veto",)
"""What tells how an issue is decided."""
BASE_POINT = "mean"
"""The model that points are compared with."""
BASE_DISTRIBUTION = "residuals"
"""The model that distributions are compared with."""
SHIPPED = "shipped"
FORECAST = "forecast"

MODELS: dict[str, Model] = {
    "mean": Model("mean of the places, weighted by influence x salience", "point", _mean),
    "mean-influence": Model("mean weighted by influence", "point", _mean_influence),
    "mean-salience": Model("mean weighted by salience", "point", _mean_salience),
    "mean-unweighted": Model("plain mean", "point", _mean_unweighted),
    "mean-banzhaf": Model(
        "mean weighted by Banzhaf power under the rule x salience",
        "point",
        _mean_banzhaf,
        needs=RULE,
    ),
    "mean-shapley": Model(
        "mean weighted by Shapley-Shubik power under the rule x salience",
        "point",
        _mean_shapley,
        needs=RULE,
    ),
    "median": Model("median weighted by influence x salience", "point", _median),
    "median-unweighted": Model("plain median", "point", _median_unweighted),
    "mean-and-median": Model("halfway between mean and median", "point", _mean_and_median),
    "nash": Model("asymmetric Nash, failure far worse than any place", "point", _nash),
    "nash-reference": Model(
        "asymmetric Nash from the reference point, failure costs 1",
        "point",
        _nash_reference,
        needs=("reference",),
    ),
    "condorcet-mean": Model(
        "mean of the probabilistic Condorcet election", "point", _condorcet_mean
    ),
    "challenge": Model("expected utility of challenges, default options", "point", _challenge),
    "bargain": Model("bargaining as in KTAB, default rules", "point", _bargain),
    "exchange": Model("exchanges with equal gain inside a dossier", "point", _exchange),
    "agenda": Model(
        "what the setter gets past votes and vetoes, against the reference point",
        "point",
        _agenda,
        needs=("role setter", "reference", *RULE),
    ),
    "agenda-cost": Model(
        "the same where failure costs half the scale",
        "point",
        _agenda_cost,
        needs=("role setter", "reference", *RULE),
    ),
    "veto-players": Model(
        "middle of what votes and vetoes let pass",
        "point",
        _veto_players,
        needs=("reference", *RULE),
    ),
    "mean-passing": Model(
        "place nearest to the mean that can pass where failure costs half the scale",
        "point",
        _mean_passing,
        needs=("reference", *RULE),
    ),
    "constant": Model("50, whatever the places", "point", _constant),
    "reference": Model(
        "the reference point: nothing changes", "point", _reference, needs=("reference",)
    ),
    "forecast": Model(
        "past errors around the mean, mixed with the places named", "distribution", _forecast, True
    ),
    "shipped": Model("the same with the calibration of the package", "distribution", _shipped),
    "residuals": Model("the mean plus every past error", "distribution", _residuals, True),
    "condorcet": Model("the election read as a distribution", "distribution", _condorcet),
    "positions": Model("the weighted places read as a distribution", "distribution", _positions),
    "climatology": Model("past outcomes, whatever the places", "distribution", _climatology, True),
    "uniform": Model("every place equally likely", "distribution", _uniform),
}
"""Name -> model, points first."""
