"""Where each issue is likely to end, as a distribution, with the models and all who count."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.analysis.calibration import shipped
from detente.analysis.finding import Finding
from detente.analysis.forecast_confidence import confidence
from detente.analysis.forecast_distribution import distribution
from detente.analysis.forecast_exchange import exchange_forecast
from detente.analysis.forecast_market import middle_places, some_places
from detente.analysis.forecast_models import exchange_model, model_forecasts, models_spread
from detente.analysis.forecast_parties import party_places
from detente.analysis.forecast_places import IssuePlaces, places
from detente.analysis.forecast_power import power
from detente.analysis.forecast_refusal import refusal
from detente.analysis.forecast_scale import scale_of
from detente.analysis.forecast_values import (
    Distribution,
    ForecastValues,
    IssueForecast,
    Record,
)
from detente.analysis.forecast_without import without_each
from detente.analysis.prepared import Prepared, prepare
from detente.case.model import Case
from detente.kernels.outcomes import FloatArray
from detente.sources.frozen import Label

METHOD = (
    "places = best options, weights = influence x salience, those at the table; past errors around "
    "the mean mixed with the places named; median; intervals by conformal tails"
)


def forecast(
    case: Case, *, n_draws: int = 1024, seed: int = 0, all_models: bool = False
) -> Finding[ForecastValues]:
    """Return where each issue is likely to end, should there be an agreement.

    Parameters
    ----------
    case : Case
        A case without problems; values 0 to 100.
    n_draws : int
        Number of value sets drawn from the ranges.
    seed : int
        Seed of the draws.
    all_models : bool
        Whether to ask also the models that take long to load where they never ran: challenges and
        bargaining.

    Returns
    -------
    Finding[ForecastValues]
        See the fields of `ForecastValues`; an issue without a forecast says why.

    Raises
    ------
    AnalysisError
        The case has no open issue or nobody at the table, or no outcome satisfies its links.

    Notes
    -----
    docs/methods/forecast.md and docs/methods/forecast-models.md have definitions, assumptions and
    worked examples.
    """
    ready = prepare(case, n_draws=n_draws, seed=seed, scored=False, on_outcomes=False)
    return forecast_finding(ready, all_models=all_models)


def forecast_finding(ready: Prepared, *, all_models: bool = False) -> Finding[ForecastValues]:
    """Return the forecast finding of a case made ready; see `forecast`."""
    run = _Run(ready, all_models)
    exchanges, outcomes = exchange_forecast(ready.case, run.fewer, run.middle, ready.seed)
    learned = shipped()
    values = ForecastValues(
        seated=ready.case.seated(),
        issues=tuple(run.issue(issue, outcomes.get(issue)) for issue in ready.case.issues),
        exchange=exchanges,
        power=power(ready.case),
        record=Record(
            origin=learned.origin, licence=learned.licence, **learned.track_record.model_dump()
        ),
    )
    return ready.finding("forecast", METHOD, values, _warnings(), on_outcomes=False)


@dataclass(frozen=True)
class _Run:
    """One run over all issues of a case."""

    ready: Prepared
    all_models: bool

    @cached_property
    def places(self) -> dict[str, IssuePlaces]:
        """Issues with a scale, in all draws."""
        return places(self.ready, self.ready.draws)

    @cached_property
    def fewer(self) -> dict[str, IssuePlaces]:
        """Issues with a forecast, in some draws."""
        return some_places(self.ready, self.places)

    @cached_property
    def middle(self) -> dict[str, IssuePlaces]:
        """Issues with a forecast, every range at its middle."""
        return middle_places(self.ready, self.places)

    def issue(self, name: str, exchanged: FloatArray | None) -> IssueForecast:
        """Return the forecast of one issue; `exchanged` is what exchanges make of it."""
        case = self.ready.case
        scale = scale_of(case, name)
        issue = self.places.get(name)
        if issue is None:
            return IssueForecast(issue=name, refused=scale.why_not, scale=())
        parties = party_places(case, issue)
        why_not = refusal(issue, issue.at_table)
        stated = IssueForecast(
            issue=name,
            refused=why_not,
            scale=scale.options,
            scale_note=scale.note,
            status_quo=scale.at(case.issues[name].status_quo),
            with_everyone=_with_everyone(issue),
            parties=parties,
        )
        if why_not is not None:
            return stated
        found = distribution(issue.among(issue.at_table), issue.weight, scale)
        models = model_forecasts(case, issue, all_models=self.all_models)
        if exchanged is not None:
            models = (*models, exchange_model(exchanged))
        return stated.model_copy(
            update={
                "at_table": found,
                "confidence": confidence(issue, parties, found, models),
                "models": models,
                "models_spread": models_spread(models),
                "without": without_each(case, self.fewer[name], found.median),
            }
        )


def _with_everyone(issue: IssuePlaces) -> Distribution | None:
    same = bool(np.array_equal(issue.present, issue.at_table))
    if same or refusal(issue, issue.present) is not None:
        return None
    return distribution(issue.among(issue.present), issue.weight, issue.scale)


def _warnings() -> tuple[Label, ...]:
    return (
        Label(
            de="Die Prognose sagt, wo eine Einigung läge, nicht ob es eine gibt; und sie sagt, was "
            "zu erwarten ist, nicht was gerecht wäre.",
            en="The forecast says where an agreement would lie, not whether there is one; and it "
            "describes what is to be expected, not what would be fair.",
        ),
    )
